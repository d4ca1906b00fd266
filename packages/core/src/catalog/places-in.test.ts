import { expect, it } from 'vitest'
import { placesIn } from './places-in.ts'

const v2 = `version: "2.0"
kind: CatalogItem
metadata:
  id: vm
fulfillment:
  automatic:
    actions:
      - id: make
        type: rest-api
        retry:
          attempts: 3
`
const v1 = `header:
  id: vm
  owner: team-db
fulfillment:
  automatic:
    actions:
      - name: make
        type: rest-api
`

it('finds the line of a rule, and for what is left out that of what it would stand in', () => {
  const line = placesIn(v2)

  const action = ['fulfillment', 'automatic', 'actions', 0]
  expect(line?.([...action, 'retry', 'attempts'])).toBe(11)
  expect(line?.([...action, 'timeout'])).toBe(8)
})

it('finds the way back to a document as it was written', () => {
  const line = placesIn(v1)

  expect(line?.(['metadata', 'owner', 'team'])).toBe(3)
  expect(line?.(['fulfillment', 'automatic', 'actions', 0, 'type'])).toBe(8)
})

it('finds nothing in a text that is no document', () => {
  expect(placesIn('a: b: c')).toBeUndefined()
})
