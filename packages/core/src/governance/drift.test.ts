import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  beginsToDrift,
  type Difference,
  driftOf,
  driftStates,
  nextLookWithin,
  toldDifference,
} from './drift.ts'

const size: Difference = { path: '$.size', expected: 3, found: 4 }
const seen = (action: string, ...differences: Difference[]) => ({
  action,
  seen: { kind: 'drifted' as const, differences },
})
const gone = (action: string) => ({ action, seen: { kind: 'missing' as const } })
const fine = (action: string) => ({ action, seen: { kind: 'in_sync' as const } })

describe('how a resource stands', () => {
  it('is unknown where nothing was looked at', () => {
    expect(driftOf([])).toEqual({ state: 'unknown', differences: [], accepted: [] })
  })

  it('is told with the path as it is for one action, and the action before it for several', () => {
    expect(driftOf([seen('vm', size)])).toMatchObject({ state: 'drifted', differences: [size] })
    expect(driftOf([seen('vm', size), fine('dns')])).toMatchObject({
      differences: [{ ...size, path: 'vm: $.size' }],
    })
  })

  it('is missing only when all of it is gone', () => {
    expect(driftOf([gone('vm'), gone('dns')]).state).toBe('missing')
    expect(driftOf([gone('vm'), fine('dns')])).toMatchObject({
      state: 'drifted',
      differences: [{ path: 'vm', expected: 'present' }],
    })
  })

  it.each([
    ['the very same is', size, 'in_sync'],
    ['something else was expected, it is not', { ...size, expected: 2 }, 'drifted'],
    ['something else was found, it is not', { ...size, found: 5 }, 'drifted'],
    ['a hidden value was, it is not', { path: '$.size', expected: '***', found: '***' }, 'drifted'],
  ])('is in order by what was accepted: where %s', (_what, accepted, state) => {
    const found = accepted.found === '***' ? accepted : size

    expect(driftOf([seen('vm', found)], [accepted]).state).toBe(state)
  })

  it('forgets what was accepted once it is not found any more', () => {
    expect(driftOf([fine('vm')], [size]).accepted).toEqual([])
    expect(driftOf([seen('vm', size)], [size]).accepted).toEqual([size])
  })

  it('is worth telling once for each time it begins, and when what drifted is gone', () => {
    const told = driftStates.flatMap((before) =>
      driftStates.filter((after) => beginsToDrift(before, after)).map((after) => [before, after]),
    )

    expect(told).toEqual([
      ['unknown', 'drifted'],
      ['unknown', 'missing'],
      ['in_sync', 'drifted'],
      ['in_sync', 'missing'],
      ['drifted', 'missing'],
    ])
  })
})

const scrub = (value: unknown): unknown =>
  JSON.parse(JSON.stringify(value).replaceAll('canary', '***'))

describe('a difference as it is kept', () => {
  it.each<[string, Difference]>([
    ['a secret stands in it', { path: '$.env', expected: 'canary', found: 'other' }],
    ['it is called like a secret', { path: '$.db_password', expected: 'a', found: 'b' }],
    ['a secret stands deep in it', { path: '$.a', expected: { b: ['canary'] }, found: 1 }],
  ])('hides both values when %s', (_what, difference) => {
    expect(toldDifference(difference, scrub)).toEqual({
      path: difference.path,
      expected: '***',
      found: '***',
    })
  })

  it('tells values that are nobody’s secret, and on which side there is none', () => {
    expect(toldDifference(size, scrub)).toEqual(size)
    expect(toldDifference({ path: '$.a', expected: 1 }, scrub)).toEqual({
      path: '$.a',
      expected: 1,
    })
  })
})

it('looks again in between a tenth before and after its time, never later after a failure', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 720 }), fc.nat({ max: 40 }), (hours, failures) => {
      const every = hours * 3_600_000
      const [from, to] = nextLookWithin(every, failures)

      expect(from).toBeGreaterThan(0)
      expect(to).toBeGreaterThan(from)
      expect(to).toBeLessThanOrEqual(every * 1.1)
    }),
  )
})

it('leaves a target alone that asks for it', () => {
  expect(nextLookWithin(3_600_000, 0, 7_200_000)[0]).toBeCloseTo(6_480_000)
})
