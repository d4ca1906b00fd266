import fc from 'fast-check'
import { expect, it } from 'vitest'
import {
  decimalOf,
  dividedBy,
  numberOf,
  percentOf,
  printDecimal,
  roundTo,
  times,
} from './decimal.ts'

const of = (text: string | number) => decimalOf(text) ?? -1n

it.each([
  ['12', '12'],
  ['-0.0104', '-0.0104'],
  ['0.000000200000', '0.0000002'],
  [1e-7, '0.0000001'],
  [1e21, undefined],
  ['1.5e3', '1500'],
  ['0.0000000000005', '0.000000000001'],
  ['1,5', undefined],
  ['', undefined],
  ['NaN', undefined],
  ['0x10', undefined],
  ['1234567890123456789', undefined],
])('reads %s as %s', (text, shown) => {
  const found = decimalOf(text)

  expect(found === undefined ? undefined : printDecimal(found)).toBe(shown)
})

it('counts without the dust of floating point', () => {
  const sum = of(0.1) + of(0.2)
  const product = times(of('0.1'), of(3))

  expect([printDecimal(sum), printDecimal(product)]).toEqual(['0.3', '0.3'])
})

it.each([
  ['2.345', 2, '2.35'],
  ['-2.345', 2, '-2.35'],
  ['2.3449', 2, '2.34'],
  ['0.5', 0, '1'],
  ['99.995', 2, '100'],
])('rounds %s to %i places as %s, halves away from zero', (text, places, shown) => {
  expect(printDecimal(roundTo(of(text), places))).toBe(shown)
})

it('shows at least the places of a coin', () => {
  expect([printDecimal(of('65.1'), 2), printDecimal(of('65'), 0)]).toEqual(['65.10', '65'])
})

it('adds hundredths back to the whole, whatever the sum', () => {
  const cents = fc.bigInt({ min: 0n, max: 10n ** 15n })

  fc.assert(
    fc.property(cents, fc.integer({ min: 0, max: 100 }), (many, percent) => {
      const sum = many * 10n ** 10n
      expect(percentOf(sum, of(percent)) + percentOf(sum, of(100 - percent))).toBe(sum)
      expect(of(numberOf(sum))).toBe(sum)
      expect(dividedBy(times(sum, of(7)), of(7))).toBe(sum)
    }),
  )
})
