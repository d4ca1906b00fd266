import { expect, it } from 'vitest'
import { toCalendar } from './ical.ts'

it('is written as iCalendar: escaped, folded by octets, in UTC', () => {
  const text = toCalendar(
    [
      {
        kind: 'freeze',
        name: 'year-end; "ä"',
        reason: `Line,\none ${'ö'.repeat(60)}`,
        from: Date.UTC(2026, 8, 25),
        to: Date.UTC(2027, 0, 16),
      },
    ],
    { host: 'pao.example.com', now: Date.UTC(2026, 0, 1) },
  )

  expect(text).toContain('DTSTART:20260925T000000Z\r\n')
  expect(text).toContain('SUMMARY:Change freeze: year-end\\; "ä"\r\n')
  expect(text.replaceAll('\r\n ', '')).toContain(`DESCRIPTION:Line\\,\\none ${'ö'.repeat(60)}\r\n`)
  expect(
    Math.max(...text.split('\r\n').map((line) => Buffer.byteLength(line))),
  ).toBeLessThanOrEqual(75)
})
