import type { Instant } from '@pao/core'
import type { AutomationOff } from '@pao/core/engine'
import { sql } from 'kysely'
import { type Db, runStatement, type Statement } from '#store/db.ts'
import {
  type CalendarRow,
  type Calendars,
  calendarsIn,
  type KnownCalendars,
} from './calendar/known.ts'

/** What is off now, by item. */
export type Switches = (tenant: string, item: string) => AutomationOff | undefined

/** The switches as known to this process, never older than a second. */
export type Automation = { current(): Promise<Switches>; forget(): void }

/** So long an answer of the database is good enough, in milliseconds. */
const goodForMs = 1_000

type Known = { switches: Switches; calendars: Calendars }

/** Reads the switches that are off and the calendars of all tenants, all at once, when what is known is too old. */
export function openStandings({ db, now }: { db: Db; now: () => Instant }): {
  automation: Automation
  calendars: KnownCalendars
} {
  let known: { at: number; all: Promise<Known> } | undefined
  const forget = (): void => void (known = undefined)
  const current = (): Promise<Known> => {
    if (known && now() - known.at < goodForMs) return known.all
    const all = read(db)
    all.catch(forget)
    known = { at: now(), all }
    return all
  }
  return {
    automation: { forget, current: async () => (await current()).switches },
    calendars: { forget, current: async () => (await current()).calendars },
  }
}

type SwitchRow = { tenant: string; item_id: string; reason: string }
type Row = { switches: readonly SwitchRow[]; calendars: readonly CalendarRow[] }

const off = 'on_at is null and (until is null or until > clock_timestamp())'

/** Of all tenants together, and so few that they are read as a whole. */
const standings: Statement = {
  name: 'standings',
  text: `select
    (select coalesce(jsonb_agg(s), '[]') from (
      select tenant, item_id, reason from automation_switch where ${off}) s) as switches,
    (select coalesce(jsonb_agg(k), '[]') from (
      select c.tenant, c.revision, f.name, f.reason, f.starts, f.ends, f.zone, f.scope, f.approvers
      from calendar c left join change_freeze f on f.tenant = c.tenant
      order by c.tenant, f.name) k) as calendars`,
}

async function read(db: Db): Promise<Known> {
  const [row] = await runStatement<Row>(db, standings, [])
  const { switches, calendars } = row ?? { switches: [], calendars: [] }
  const found = new Map(switches.map((one) => [`${one.tenant} ${one.item_id}`, one.reason]))
  return {
    switches: (tenant, item) => {
      const reason = found.get(`${tenant} ${item}`)
      return reason === undefined ? undefined : { off: true, reason }
    },
    calendars: calendarsIn(calendars),
  }
}

/** A row of `automation_switch` that keeps automation off now. */
export const isOff = sql<boolean>`${sql.raw(off)}`
