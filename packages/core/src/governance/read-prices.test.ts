import { describe, expect, it } from 'vitest'
import { readPrices } from './read-prices.ts'

const file = (text: string) => ({ path: 'prices/own.yaml', text })
const head = 'kind: PriceList\nname: own\nprovider: custom\ncurrency: EUR\nprices:\n'
const faultsOf = (text: string) => {
  const read = readPrices(file(text))
  return read.ok ? [] : read.faults
}

it('reads a list, and knows it by its content', () => {
  const text = `${head}  - { resource: vm, unit: hour, price: "0.0416" }\n`

  const [once, again, other] = [text, text, `${text}# changed\n`].map((one) =>
    readPrices(file(one)),
  )

  expect(once).toEqual(again)
  expect(once).not.toEqual(other)
  expect(once).toMatchObject({ value: { kind: 'list', list: { prices: [{ price: '0.0416' }] } } })
})

it('reads a list that is JSON, as converters write it', () => {
  const text = JSON.stringify({
    kind: 'ExchangeRates',
    base: 'EUR',
    rates: { USD: '1.0812' },
  })

  expect(readPrices(file(text))).toMatchObject({ value: { rates: { base: 'EUR' } } })
})

describe('what is wrong with a list', () => {
  it('is told all at once, each with its line and what was meant', () => {
    const faults = faultsOf(
      `${head}  - resource: vm\n    unit: hourly\n    prise: 3\n  - { resource: disk, unit: month, price: -1 }\n`,
    )

    expect(faults).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ file: 'prices/own.yaml', line: 7 }),
        expect.objectContaining({
          line: 8,
          message: 'prise is not known here',
          hint: 'did you mean price?',
        }),
        expect.objectContaining({ line: 9 }),
      ]),
    )
  })

  it.each([
    ['{ resource: vm, unit: hour }', 'either `price` or `tiers`'],
    ['{ resource: vm, unit: hour, price: 1, tiers: [{ price: 1 }] }', 'either `price` or `tiers`'],
    ['{ resource: vm, unit: hour, tiers: [{ price: 1 }, { price: 2 }] }', 'has an end'],
    [
      '{ resource: vm, unit: hour, tiers: [{ up_to: 5, price: 1 }, { up_to: 4, price: 1 }, { price: 2 }] }',
      'rising order',
    ],
    ['{ resource: vm, unit: hour, price: 1, per: "specifications." }', 'name'],
    ['{ resource: vm, unit: hour, price: 1, per: "fields.size" }', 'fields.size is not known here'],
    ['{ resource: vm, unit: hour, price: 1, per: "random(1, 2)" }', 'random() has no place'],
    ['{ resource: vm, unit: hour, price: "1,5" }', 'price'],
  ])('%s says %s', (price, said) => {
    const faults = faultsOf(`${head}  - ${price}\n`)

    expect(faults.map(({ message }) => message).join()).toContain(said)
    expect(faults[0]?.line).toBe(6)
  })

  it.each([
    ['no kind', 'name: own\n'],
    ['two documents', `${head}  - { resource: vm, unit: hour, price: 1 }\n---\nkind: PriceList\n`],
    ['an alias', 'kind: &a PriceList\nname: *a\n'],
    ['a currency that is none', 'kind: ExchangeRates\nbase: EUR\nrates: { dollars: 1.1 }\n'],
  ])('refuses %s', (_what, text) => {
    expect(faultsOf(text)).not.toEqual([])
  })
})
