import { Problem } from '@pao/core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { preview } from '../src/requests/preview.ts'
import { submit } from '../src/requests/submit.ts'
import { ann, chain, itemOf, openWorld, orderOf, type World } from './requests-world.ts'

const region = { value: 'eu-1', label: 'Frankfurt' }
const fields = [
  { id: 'region', name: 'Region', type: 'selection', datasource: { type: 'reference', list: 'r' } },
  {
    id: 'subnet',
    name: 'Subnet',
    type: 'selection',
    datasource: { type: 'api', endpoint: 'https://net.example.com/{{fields.region}}' },
    conditional: { field: 'region', operator: 'eq', value: 'eu-1' },
  },
] as const

/** Fields asked about, in order, with the answers the source was given. */
const asked: [string, unknown][] = []
let message: string | undefined
let isServed = true
let subnets: string[] = []

let world: World
beforeAll(async () => {
  world = await openWorld({
    items: [itemOf('vm', chain('noop', 1), { fields })],
    acts: { noop: () => ({ kind: 'succeeded', outputs: {} }) },
    options: async (_principal, item, { field, answers }) => {
      asked.push([field, answers['region']])
      if (!isServed) throw new Problem('field.not_found', { item, field })
      if (field === 'region') return { options: [region] }
      const options = subnets.map((value) => ({ value, label: value }))
      return message === undefined ? { options } : { options: [], message }
    },
  })
})
afterAll(() => world.close())

const order = (answers: object) => orderOf('vm', { fields: { ...answers } })

describe('an answer to a field whose choices come from elsewhere', () => {
  it('must be one of a named list', async () => {
    const wrong = submit(world.requests, ann, order({ region: 'eu-2' }))

    await expect(wrong).rejects.toMatchObject({
      code: 'request.invalid',
      faults: [{ code: 'PAO2014', at: '/fields/region', hint: 'Did you mean eu-1?' }],
    })
  })

  it('must be one of what the remote system says of the other answers', async () => {
    asked.length = 0
    subnets = ['a', 'b']

    const [right, wrong] = await Promise.allSettled(
      ['a', 'c'].map((subnet) => submit(world.requests, ann, order({ region: 'eu-1', subnet }))),
    )

    expect(right).toMatchObject({ value: { state: 'in_progress' } })
    expect(wrong).toMatchObject({ reason: { faults: [{ at: '/fields/subnet' }] } })
    expect(asked).toContainEqual(['subnet', 'eu-1'])
  })

  it('is asked about only when it is shown and answered', async () => {
    asked.length = 0

    await submit(world.requests, ann, order({}))
    await submit(world.requests, ann, order({ region: 'eu-2', subnet: 'a' })).catch(() => undefined)

    expect(asked).toEqual([['region', 'eu-2']])
  })

  it('is taken unchecked while the source is away, and the preview says so', async () => {
    message = 'The choices for Subnet are not available now: the source answered 503'
    const given = order({ region: 'eu-1', subnet: 'anything' })

    const plan = await preview(world.requests, ann, given)
    const taken = await submit(world.requests, ann, given)

    message = undefined
    expect(plan.warnings).toEqual([
      'The answer to Subnet is not checked: The choices for Subnet are not available now: the source answered 503',
    ])
    expect(taken.state).toBe('in_progress')
  })

  it('is taken unchecked when the list was cut short', async () => {
    subnets = Array.from({ length: 1_000 }, (_, n) => `s${n}`)

    const taken = await submit(world.requests, ann, order({ region: 'eu-1', subnet: 's1000' }))

    expect(taken.state).toBe('in_progress')
  })

  it('is taken unchecked when the catalog serves the list no more', async () => {
    isServed = false

    const plan = await preview(world.requests, ann, order({ region: 'eu-1' }))

    isServed = true
    expect(plan.warnings).toEqual([
      'The answer to Region is not checked: its list is not served any more',
    ])
  })
})
