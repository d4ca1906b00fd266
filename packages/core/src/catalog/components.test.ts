import { describe, expect, it } from 'vitest'
import { chosenComponents, componentsRead } from './components.ts'
import type { Component } from './item.ts'

const components: readonly Component[] = [
  { id: 'network', item: 'network', required: true },
  { id: 'database', item: 'database' },
  { id: 'files', item: 'files', default_enabled: false },
  {
    id: 'app',
    item: 'app',
    fields: { url: '{{components.database.outputs.url}}', note: '{{components.files?.outputs}}' },
  },
]
const ids = (choices?: Record<string, boolean>) => {
  const chosen = chosenComponents({ components }, choices)
  return chosen.ok ? chosen.value.map(({ id }) => id) : chosen.faults
}

describe('the components of an order', () => {
  it('are those the bundle says, changed by what the order says', () => {
    expect(ids()).toEqual(['network', 'database', 'app'])
    expect(ids({ files: true, app: false })).toEqual(['network', 'database', 'files'])
  })

  it('are refused with every fault at its place', () => {
    expect(ids({ network: false, filez: true, constructor: true })).toMatchObject([
      { code: 'component.unknown', at: '/components/filez', hint: 'Did you mean files?' },
      { code: 'component.unknown', at: '/components/constructor' },
      { code: 'component.required', at: '/components/network' },
    ])
  })

  it('cannot miss one whose outputs another reads, unless the reading may do without', () => {
    expect(ids({ database: false })).toMatchObject([
      { code: 'component.needed', at: '/components/database' },
    ])
  })
})

it('reads outputs wherever they stand, each component once', () => {
  const read = componentsRead({
    a: [
      '{{components.x.outputs.b}}',
      { c: '{{components.y?.outputs.d}} {{components.y.outputs.e}}' },
    ],
    d: '{{fields.components}}',
  })

  expect(read).toEqual([
    { id: 'x', optional: false },
    { id: 'y', optional: false },
  ])
})
