import { describe, expect, it } from 'vitest'
import { callerIn, correlationOf, placeIn, placeOf, traceIdOf, traceparentOf } from './traces.ts'

const place = { traceId: 'a'.repeat(32), spanId: 'b'.repeat(16) }

describe('a traceparent', () => {
  it('says who calls, in version 00 and in later ones', () => {
    expect(placeIn(traceparentOf(place))).toEqual(place)
    expect(placeIn(`cc-${place.traceId}-${place.spanId}-01-what-ever`)).toEqual(place)
  })

  it.each([
    undefined,
    ['00'],
    '',
    `ff-${place.traceId}-${place.spanId}-01`,
    `00-${'0'.repeat(32)}-${place.spanId}-01`,
    `00-${place.traceId}-${'0'.repeat(16)}-01`,
    `00-${place.traceId.toUpperCase()}-${place.spanId}-01`,
    `00-${place.traceId}-${place.spanId}-1`,
    `00-${place.traceId}-${place.spanId}-01x`,
  ])('is not believed as %j', (wrong) => {
    expect(placeIn(wrong)).toBeUndefined()
  })
})

describe('a correlation id', () => {
  it('carries the place of a caller', () => {
    const correlation = correlationOf(place)

    expect(correlation).toMatch(/^[A-Za-z0-9-]{1,64}$/)
    expect(callerIn(correlation)).toEqual(place)
    expect(traceIdOf(correlation)).toBe(place.traceId)
  })

  it('is its own trace where it looks like one, else has one made from it', () => {
    expect(traceIdOf('0198c0de-0000-7000-8000-000000000001')).toBe(
      '0198c0de000070008000000000000001',
    )
    expect(traceIdOf('order-7')).toMatch(/^[0-9a-f]{32}$/)
    expect(traceIdOf('order-7')).not.toBe(traceIdOf('order-8'))
    expect(callerIn('order-7')).toBeUndefined()
  })

  it('gives each thing the same span in every process, and no two things one', () => {
    const [first, again, second] = [1, 1, 2].map((fence) =>
      placeOf('order-7', 'attempt', 'r', 'create', fence),
    )

    expect(again).toEqual(first)
    expect(first?.traceId).toBe(traceIdOf('order-7'))
    expect(second?.spanId).not.toBe(first?.spanId)
    expect(placeOf('x', 'a', 'b c').spanId).not.toBe(placeOf('x', 'a b', 'c').spanId)
  })
})
