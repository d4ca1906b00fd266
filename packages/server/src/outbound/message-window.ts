import type { Windows } from '@pao/connectors'
import { type Db, runStatement, type Statement } from '#store/db.ts'
import type { Log } from '#telemetry.ts'

/** The windows as one action may use them; `owner` names it whatever its try. */
export type OpenWindows = (caller: { tenant: string; owner: string }) => Windows

/** Rows of windows that are over, removed with each take: as many as come, and more. */
const swept = 20

/** A row = the window is the caller's now. It takes what is free, over, or its own already. */
const take: Statement = {
  name: 'window_take',
  text: `with over as (
      delete from message_window where (tenant, name) in (
        select tenant, name from message_window
        where until <= clock_timestamp() and (tenant, name) <> ($1, $2)
        order by until limit ${swept} for update skip locked))
    insert into message_window as w (tenant, name, owner, until)
    values ($1, $2, $3, clock_timestamp() + $4::float8 * interval '1 millisecond')
    on conflict (tenant, name) do update set owner = excluded.owner, until = excluded.until
      where w.owner = excluded.owner or w.until <= clock_timestamp()
    returning owner`,
}

/**
 * Windows of all processes through one row each. While the database is away there are none: a message too many is
 * better than none.
 */
export function openWindows({ db, log }: { db: Db; log: Log }): OpenWindows {
  const away = (error: unknown): void =>
    log.warn({ error: String(error) }, 'message windows cannot be read or written')
  return ({ tenant, owner }) => ({
    async take(name, forMs) {
      try {
        return (await runStatement(db, take, [tenant, name, owner, forMs])).length > 0
      } catch (error) {
        away(error)
        return true
      }
    },
    async release(name) {
      await db
        .deleteFrom('message_window')
        .where('tenant', '=', tenant)
        .where('name', '=', name)
        .where('owner', '=', owner)
        .execute()
        .catch(away)
    },
  })
}
