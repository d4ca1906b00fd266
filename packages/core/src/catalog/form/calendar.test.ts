import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { instantOf, isDate } from './calendar.ts'

const year1 = Date.UTC(1970, 0, 1) - 719_162 * 86_400_000

function part(max: number): fc.Arbitrary<string> {
  return fc.integer({ min: 0, max }).map((n) => String(n).padStart(2, '0'))
}

describe('instantOf', () => {
  it('agrees with the platform about every moment of the years 1 to 9999', () => {
    const moment = fc.integer({ min: year1, max: Date.UTC(9999, 11, 31) })
    const property = fc.property(moment, (at) => instantOf(new Date(at).toISOString()) === at)

    const run = (): void => fc.assert(property, { numRuns: 2_000 })

    expect(run).not.toThrow()
  })

  it.each([
    ['2026-11-30T08:00:00+05:30', '2026-11-30T02:30:00Z'],
    ['2026-11-30T08:00:00.123456789Z', '2026-11-30T08:00:00.123Z'],
    ['2026-11-30 08:00:00z', '2026-11-30T08:00:00Z'],
    ['2026-11-30', '2026-11-30T00:00:00Z'],
  ])('takes %s for %s', (text, meant) => {
    const instant = instantOf(text)

    expect(instant).toBe(Date.parse(meant))
  })
})

describe('isDate', () => {
  it('knows the same days as the platform', () => {
    const text = fc
      .tuple(fc.integer({ min: 1000, max: 9999 }), part(13), part(32))
      .map((parts) => parts.join('-'))
    const property = fc.property(text, (day) => {
      const read = new Date(`${day}T00:00:00Z`)
      const real = !Number.isNaN(read.getTime()) && read.toISOString().startsWith(day)
      return isDate(day) === real
    })

    const run = (): void => fc.assert(property, { numRuns: 2_000 })

    expect(run).not.toThrow()
  })
})
