import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { civilOf, dayOf } from '../../catalog/windows/civil.ts'
import { readWindow, type TimeWindow } from '../../catalog/windows/window.ts'
import { type Freeze, freezeAt, freezeFaults, freezeSpans, type FreezeScope } from './freeze.ts'
import { type Calendar, closingsAt, nextOpening, verdict } from './verdict.ts'

const everything: FreezeScope = {
  environments: [],
  items: [],
  categories: [],
  teams: [],
  owners: [],
}
const at = (text: string): number => Date.parse(text)
const freeze = (from: string, to: string, more: Partial<Freeze> = {}): Freeze => ({
  name: 'quiet',
  reason: 'Year end',
  from,
  to,
  timezone: 'Europe/Berlin',
  scope: everything,
  ...more,
})
const subject = {
  item: 'vm',
  category: 'compute',
  environment: 'production',
  team: 'shop',
  owner: 'linux',
}
const calendar = (...freezes: Freeze[]): Calendar => ({
  freezes,
  subject,
  windows: { shut: [], open: [] },
})
const window = (written: Record<string, unknown>): TimeWindow => {
  const found = readWindow(written)
  if (!found.ok) throw new Error(JSON.stringify(found.faults))
  return found.value
}
const utc = (moment: number | undefined): string =>
  moment === undefined ? 'never' : new Date(moment).toISOString().replace(':00.000Z', 'Z')

function spansIn(year: number, of: Freeze): readonly (readonly string[])[] {
  return freezeSpans(of, Date.UTC(year, 0, 1), Date.UTC(year, 11, 31)).map((span) => span.map(utc))
}

function two(value: number): string {
  return String(value).padStart(2, '0')
}

describe('a freeze', () => {
  it('of every year may go over the turn of the year, and both its days belong to it', () => {
    const yearly = freeze('--09-25', '--01-15')

    expect(freezeAt(yearly, at('2026-09-24T21:59:00Z'))).toBeUndefined()
    expect(freezeAt(yearly, at('2026-09-24T22:00:00Z'))?.map(utc)).toEqual([
      '2026-09-24T22:00Z',
      '2027-01-15T23:00Z',
    ])
    expect(freezeAt(yearly, at('2027-01-15T22:59:00Z'))).toBeDefined()
    expect(freezeAt(yearly, at('2027-01-15T23:00:00Z'))).toBeUndefined()
  })

  it('with local times ends right at the second of them', () => {
    const short = freeze('2026-12-24T12:00', '2026-12-27T06:30', { timezone: 'America/New_York' })

    expect(freezeAt(short, at('2026-12-25T00:00:00Z'))?.map(utc)).toEqual([
      '2026-12-24T17:00Z',
      '2026-12-27T11:30Z',
    ])
    expect(freezeAt(short, at('2027-12-25T00:00:00Z'))).toBeUndefined()
  })

  it('of 29 February is none in other years, and one that ends then ends with the month', () => {
    const leap = freeze('--02-29', '--02-29', { timezone: 'UTC' })
    const until = freeze('--02-27', '--02-29', { timezone: 'UTC' })

    expect(spansIn(2027, leap)).toEqual([])
    expect(spansIn(2028, leap)).toEqual([['2028-02-29T00:00Z', '2028-03-01T00:00Z']])
    expect(spansIn(2027, until)).toEqual([['2027-02-27T00:00Z', '2027-03-01T00:00Z']])
  })

  it('begins before the first and ends after the last of two moments that clocks show alike', () => {
    const night = freeze('2026-10-25T02:30', '2026-10-25T02:45')

    expect(freezeAt(night, at('2026-10-25T01:00:00Z'))?.map(utc)).toEqual([
      '2026-10-25T00:30Z',
      '2026-10-25T01:45Z',
    ])
  })

  it('tells all that is wrong with it at once', () => {
    const faults = freezeFaults({ from: '2026-02-30', to: 'soon', timezone: 'Europe/Atlantis' })

    expect(faults.map(({ at: place }) => place)).toEqual(['/from', '/to', '/timezone'])
    expect(freezeFaults({ from: '--09-25', to: '2026-01-15', timezone: 'UTC' })[0]?.at).toBe('/to')
    expect(freezeFaults({ from: '2026-09-25', to: '2026-09-24', timezone: 'UTC' })[0]?.at).toBe(
      '/to',
    )
    expect(freezeFaults({ from: '2026-09-25', to: '2026-09-25', timezone: 'UTC' })).toEqual([])
  })

  it.each([
    [{ environments: ['test'] }, false],
    [{ environments: ['test', 'production'] }, true],
    [{ categories: ['compute'], teams: ['shop'] }, true],
    [{ categories: ['compute'], teams: ['other'] }, false],
    [{ owners: ['linux'], items: ['vm'] }, true],
    [{ items: ['db'] }, false],
  ])('speaks of an order only where every list fits: %j', (scope, holds) => {
    const some = freeze('2026-11-01', '2026-11-30', { scope: { ...everything, ...scope } })

    expect(verdict(calendar(some), at('2026-11-20T12:00:00Z')) !== undefined).toBe(holds)
  })
})

describe('a window', () => {
  it.each([
    // Clocks go from 02:00 to 03:00: 02:30 is as much later.
    ['Europe/Berlin', '2026-03-29 02:30-04:00', '2026-03-29T01:30Z', '2026-03-29T02:00Z'],
    ['Europe/Berlin', '2026-10-25 01:30-02:30', '2026-10-24T23:30Z', '2026-10-25T01:30Z'],
    ['America/New_York', '2026-03-08 02:30-05:00', '2026-03-08T07:30Z', '2026-03-08T09:00Z'],
    ['America/New_York', '2026-11-01 01:30-01:45', '2026-11-01T05:30Z', '2026-11-01T06:45Z'],
    // Past midnight.
    ['America/New_York', '2026-06-05 22:00-04:00', '2026-06-06T02:00Z', '2026-06-06T08:00Z'],
  ])('of %s on %s', (timezone, when, from, to) => {
    const [start_date = '', times = ''] = when.split(' ')
    const [start_time, end_time] = times.split('-')
    const own = window({ timezone, start_date, end_date: start_date, start_time, end_time })
    const held: Calendar = {
      freezes: [],
      subject,
      windows: { shut: [own], open: [] },
    }

    expect(verdict(held, at(from) - 1)).toBeUndefined()
    expect(utc(verdict(held, at(from))?.until)).toBe(to)
    expect(verdict(held, at(to))).toBeUndefined()
  })

  it.each([
    ['FREQ=MONTHLY;BYDAY=1SU', {}, ['2026-12-06', '2027-01-03']],
    ['FREQ=MONTHLY;BYMONTHDAY=-1', {}, ['2026-11-30', '2026-12-31', '2027-01-31']],
    [
      'FREQ=WEEKLY;INTERVAL=2;BYDAY=MO',
      { start_date: '2026-11-02' },
      ['2026-11-30', '2026-12-14', '2026-12-28', '2027-01-11', '2027-01-25'],
    ],
    ['FREQ=YEARLY;BYMONTH=1;BYMONTHDAY=1,2', {}, ['2027-01-01', '2027-01-02']],
    [
      'RRULE:FREQ=DAILY;INTERVAL=20;UNTIL=20261231',
      { start_date: '2026-12-01' },
      ['2026-12-01', '2026-12-21'],
    ],
    ['FREQ=YEARLY', { start_date: '2020-12-25' }, ['2026-12-25']],
    ['FREQ=MONTHLY;BYDAY=FR;BYMONTHDAY=13', {}, []],
  ])('by the rule %s', (rrule, more, dates) => {
    const own = window({ rrule, start_time: '02:00', end_time: '03:00', ...more })
    const found: string[] = []
    for (let day = at('2026-11-26T00:00:00Z'); day <= at('2027-01-31T00:00:00Z'); day += 86_400_000)
      if (
        closingsAt(
          { freezes: [], subject, windows: { shut: [own], open: [] } },
          day + 2.5 * 3_600_000,
        ).length > 0
      )
        found.push(utc(day).slice(0, 10))

    expect(found).toEqual(dates)
  })

  it('is open for what may begin only in it, and its next start is told', () => {
    const weekend = window({ days: ['saturday', 'sun'], timezone: 'Europe/Berlin' })
    const only: Calendar = { freezes: [], subject, windows: { shut: [], open: [[weekend]] } }

    expect(verdict(only, at('2026-11-28T12:00:00Z'))).toBeUndefined()
    expect(utc(verdict(only, at('2026-11-26T12:00:00Z'))?.until)).toBe('2026-11-27T23:00Z')
  })

  it.each([
    [{ day: 'someday' }, '/day'],
    [{ start_time: '25:00' }, '/start_time'],
    [{ timezone: 'Mars/Base' }, '/timezone'],
    [{ rrule: 'FREQ=HOURLY;COUNT=3' }, '/rrule'],
    [{ rrule: 'FREQ=WEEKLY' }, '/rrule'],
    [{ date_range: '2026-12-24' }, '/date_range'],
    [{ start_date: '2026-12-24', end_date: '2026-12-01' }, ''],
  ])('that cannot be read says where: %j', (written, place) => {
    const found = readWindow(written)

    expect(found.ok ? [] : found.faults.map((fault) => fault.at)).toEqual([place])
  })
})

describe('the next opening', () => {
  it('lies behind freezes that follow each other, and names the first of them', () => {
    const both = calendar(
      freeze('2026-11-01', '2026-11-30'),
      freeze('2026-12-01', '2027-01-15', { name: 'second' }),
    )

    const found = verdict(both, at('2026-11-26T12:00:00Z'))

    expect(found).toMatchObject({ kind: 'freeze', name: 'quiet', reason: 'Year end' })
    expect(utc(found?.until)).toBe('2027-01-15T23:00Z')
  })

  it('is none where it is always closed, and that is looked at again', () => {
    const always = calendar(freeze('--01-01', '--12-31'))
    const noon = at('2026-11-26T12:00:00Z')

    expect(nextOpening(always, noon)).toBeUndefined()
    expect(verdict(always, noon)).toMatchObject({ unsure: true })
    expect(verdict(always, noon)?.until).toBeGreaterThan(noon + 4 * 365 * 86_400_000)
  })

  const zones = fc.constantFrom(
    'Europe/Berlin',
    'America/New_York',
    'Asia/Kathmandu',
    'UTC',
    'Australia/Lord_Howe',
  )
  const edge = fc
    .tuple(
      fc.integer({ min: 1, max: 12 }),
      fc.integer({ min: 1, max: 28 }),
      fc.option(fc.integer({ min: 0, max: 23 })),
    )
    .map(
      ([month, date, hour]) =>
        `${two(month)}-${two(date)}${hour === null ? '' : `T${two(hour)}:30`}`,
    )
  const freezes = fc
    .tuple(edge, edge, zones, fc.constantFrom('-', '2026', '2027'))
    .map(([from, to, timezone, year]) => freeze(`${year}-${from}`, `${year}-${to}`, { timezone }))
    .filter((one) => freezeFaults(one).length === 0)
  const windows = fc
    .tuple(
      fc.subarray(['mo', 'tu', 'we', 'th', 'fr', 'sa', 'su']),
      fc.integer({ min: 0, max: 23 }),
      fc.integer({ min: 0, max: 23 }),
      zones,
    )
    .map(([days, start, end, timezone]) =>
      window({ days, start_time: `${two(start)}:30`, end_time: `${two(end)}:00`, timezone }),
    )
  const calendars = fc
    .tuple(
      fc.array(freezes, { maxLength: 3 }),
      fc.array(windows, { maxLength: 2 }),
      fc.array(windows, { minLength: 1, maxLength: 2 }),
      fc.boolean(),
    )
    .map(([list, shut, open, only]): Calendar => ({
      freezes: list,
      subject,
      windows: { shut, open: only ? [open] : [] },
    }))
  const moments = fc.integer({ min: Date.UTC(2026, 0, 1), max: Date.UTC(2028, 11, 31) })

  it('is open, is never earlier, and nothing before it was', () => {
    const shares = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true })
    const holds = fc.check(
      fc.property(calendars, moments, shares, (own, moment, share) => {
        const opening = nextOpening(own, moment)
        if (opening === undefined) return true
        const between = Math.min(Math.floor(moment + (opening - moment) * share), opening - 1)
        const isShutBefore = opening === moment || closingsAt(own, between).length > 0
        return opening >= moment && closingsAt(own, opening).length === 0 && isShutBefore
      }),
      { numRuns: 300 },
    )
    expect(holds.counterexample).toBeNull()
  })

  it('never goes back as time goes on', () => {
    const rests = fc.integer({ min: 0, max: 40 * 86_400_000 })
    const holds = fc.check(
      fc.property(calendars, moments, rests, (own, moment, rest) => {
        const first = nextOpening(own, moment) ?? 0
        return (nextOpening(own, moment + rest) ?? Infinity) >= first
      }),
      { numRuns: 200 },
    )
    expect(holds.counterexample).toBeNull()
  })
})

describe('a day', () => {
  it('is the one that the calendar of the machine has', () => {
    fc.assert(
      fc.property(fc.integer({ min: -400_000, max: 1_000_000 }), (day) => {
        const found = new Date(day * 86_400_000)
        const own = civilOf(day)
        return (
          own.date === found.getUTCDate() &&
          own.weekday === found.getUTCDay() &&
          own.month === found.getUTCMonth() + 1 &&
          dayOf(own.year, own.month, own.date) === day
        )
      }),
    )
    expect(dayOf(2026, 13, 1)).toBe(dayOf(2027, 1, 1))
    expect(dayOf(2027, 2, 29)).toBe(dayOf(2027, 3, 1))
  })
})
