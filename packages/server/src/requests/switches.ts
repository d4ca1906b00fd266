import type { Instant } from '@pao/core'
import type { AutomationOff } from '@pao/core/engine'
import { sql } from 'kysely'
import type { Db } from '#store/db.ts'

/** What is off now, by item. */
export type Switches = (tenant: string, item: string) => AutomationOff | undefined

/** The switches as known to this process, never older than a second. */
export type Automation = { current(): Promise<Switches>; forget(): void }

/** So long an answer of the database is good enough, in milliseconds. */
const goodForMs = 1_000

/** Reads the switches that are off, all at once, when what is known is too old. */
export function openAutomation({ db, now }: { db: Db; now: () => Instant }): Automation {
  let known: { at: number; switches: Promise<Switches> } | undefined
  const forget = (): void => void (known = undefined)
  return {
    forget,
    current() {
      if (known && now() - known.at < goodForMs) return known.switches
      const switches = readSwitches(db)
      switches.catch(forget)
      known = { at: now(), switches }
      return switches
    },
  }
}

async function readSwitches(db: Db): Promise<Switches> {
  const rows = await db
    .selectFrom('automation_switch')
    .select(['tenant', 'item_id', 'reason'])
    .where(isOff)
    .execute()
  const found = new Map(rows.map((row) => [`${row.tenant} ${row.item_id}`, row.reason]))
  return (tenant, item) => {
    const reason = found.get(`${tenant} ${item}`)
    return reason === undefined ? undefined : { off: true, reason }
  }
}

/** A row of `automation_switch` that keeps automation off now. */
export const isOff = sql<boolean>`on_at is null and (until is null or until > clock_timestamp())`
