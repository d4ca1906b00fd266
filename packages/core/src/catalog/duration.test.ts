import { describe, expect, it } from 'vitest'
import { durationMs } from './duration.ts'

const hour = 3_600_000

describe('a span of time', () => {
  it.each([
    ['4 hours', 4 * hour],
    ['1 hour', hour],
    ['24h', 24 * hour],
    ['90 min', 1.5 * hour],
    ['1.5 hours', 1.5 * hour],
    ['2 days', 48 * hour],
    ['1 day 12 h', 36 * hour],
    ['1 week, 2 days', 9 * 24 * hour],
    ['30 Seconds', 30_000],
    ['45s', 45_000],
    ['PT4H', 4 * hour],
    ['P1DT30M', 24.5 * hour],
  ])('%s is understood', (text, ms) => {
    expect(durationMs(text)).toBe(ms)
  })

  it.each([
    '',
    'soon',
    '4',
    'hours',
    '2-3 days',
    '2 business days',
    '1 month',
    'P1M',
    'P',
    '-1 day',
    '0 hours',
    '1 hour and more',
    '999999 weeks',
    '4 constructor',
  ])('%j says no definite span', (text) => {
    expect(durationMs(text)).toBeUndefined()
  })
})
