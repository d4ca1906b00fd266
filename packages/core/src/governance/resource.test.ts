import { describe, expect, it } from 'vitest'
import { type CompletedRequest, referringTexts, resourceOf, resourceRule } from './resource.ts'

const made: CompletedRequest = {
  itemName: 'PostgreSQL',
  category: 'databases',
  fields: { size: 10, database_name: 'orders' },
  outputs: [{ password: '***' }, { id: 'db-7', url: 'https://example.com/db-7' }],
  standsOutside: false,
}
const ruleOf = (resource: unknown) =>
  resourceRule({ metadata: { annotations: { resource } } } as unknown as Parameters<
    typeof resourceRule
  >[0])

describe('resourceRule', () => {
  it('reads a text as the type and an object key by key', () => {
    expect(ruleOf('none')).toEqual({ type: 'none' })
    expect(
      ruleOf({ type: 'vm', name_field: 'host', id_output: 'vm', update: 'vm-resize' }),
    ).toEqual({ type: 'vm', nameField: 'host', idOutput: 'vm', update: 'vm-resize' })
    expect(ruleOf(['vm', { type: 7 }])).toEqual({})
  })
})

describe('resourceOf', () => {
  it('finds name, id and address without being told', () => {
    expect(resourceOf({}, made)).toEqual({
      type: 'databases',
      name: 'orders',
      externalId: 'db-7',
      externalUrl: 'https://example.com/db-7',
    })
  })

  it('makes nothing of a request that brought nothing and cannot be undone, unless the item says so', () => {
    const nothing = { ...made, outputs: [{ done: true }] }

    expect(resourceOf({}, nothing)).toBeUndefined()
    expect(resourceOf({ type: 'none' }, made)).toBeUndefined()
    expect(resourceOf({}, { ...nothing, standsOutside: true })).toMatchObject({ name: 'orders' })
    expect(resourceOf({ type: 'seat' }, nothing)).toEqual({ type: 'seat', name: 'orders' })
  })

  it('takes no secret for an id and no script for an address', () => {
    const outputs = [{ key: '***', host: 'db.local', url: 'javascript:alert(1)' }]

    expect(resourceOf({}, { ...made, outputs })).toEqual({
      type: 'databases',
      name: 'orders',
      externalId: 'db.local',
    })
  })
})

it('takes an id of its own kind where no usual one stands', () => {
  const outputs = [{ request_id: 'r-1', status: 'ok' }, { queue_id: 'q-7' }]

  expect(resourceOf({}, { ...made, outputs })).toMatchObject({ externalId: 'q-7' })
})

it('looks for other resources in plain answers only', () => {
  const fields = { vm: 'web-1', again: 'web-1', secret: '***', short: 'x', list: ['web-2'], n: 3 }

  expect(referringTexts(fields)).toEqual(['web-1'])
})
