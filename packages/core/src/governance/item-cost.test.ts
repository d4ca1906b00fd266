import { expect, it } from 'vitest'
import { costOfItem } from './item-cost.ts'
import { emptyBook } from './price-list.ts'

const now = { on: '2026-01-01', book: emptyBook }
const currency = 'EUR'

it.each([
  [{ per_storage_size: 0.12 }, { storage_size: 250 }, 30],
  [{ per_gb: 0.1 }, { storage_gb: 3 }, 0.3],
  [{ per_nodes: 65 }, { nodes: '3' }, 195],
  [{ per_backup: 5 }, { backup: true }, 5],
  [{ per_zones: 2 }, { zones: ['a', 'b'] }, 4],
  [{ per_nodes: 65 }, { nodes: null }, 0],
  [{ disk: { price: 0.1, quantity: '{{fields.nodes * fields.gb}}' } }, { nodes: 3, gb: 7 }, 2.1],
])('with %o the answers %o cost %d', (unit_cost, fields, monthly) => {
  const found = costOfItem({ unit_cost, currency }, fields, now)

  expect(found).toMatchObject({ monthly, currency, complete: true })
})

it('adds what it costs without options', () => {
  const cost = { base_cost: 25, unit_cost: { per_storage_size: 0.12 }, currency }

  const found = costOfItem(cost, { storage_size: 100 }, now)

  expect(found).toMatchObject({ monthly: 37, low: 37, high: 37, oneOff: 0 })
})

it.each([
  [{ per_gb: 1 }, { disk_gb: 1, memory_gb: 2 }, 'no answer is called gb'],
  [{ per_size: 1 }, { size: 'large' }, 'not a number'],
  [{ x: { price: 1, quantity: '{{fields.n * 2}}' } }, { n: null }, 'nothing'],
])('says what of %o it cannot count from %o', (unit_cost, fields, said) => {
  const found = costOfItem({ unit_cost, currency }, fields, now)

  expect(found?.complete).toBe(false)
  expect(found?.unpriced[0]?.reason).toContain(said)
})

it.each([[undefined], [{ currency }], [{ base_cost: 3, estimate_enabled: false }]])(
  'gives no estimate for %o',
  (cost) => {
    expect(costOfItem(cost, {}, now)).toBeUndefined()
  },
)

it('is told in the currency of the book where a rate is known, and as written where none is', () => {
  const rates = [{ kind: 'ExchangeRates' as const, base: 'EUR', rates: { CHF: 0.95 } }]
  const item = { base_cost: 100, currency }
  const inBook = (to: string) =>
    costOfItem(item, {}, { ...now, book: { lists: [], rates, currency: to } })

  expect(inBook('CHF')).toMatchObject({ monthly: 95, currency: 'CHF', complete: true })
  expect(inBook('USD')).toMatchObject({ monthly: 100, currency: 'EUR', complete: true })
})
