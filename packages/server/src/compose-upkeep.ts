import { removeRestricted } from '#requests/restricted-retention.ts'
import { dropHistory } from '#requests/retention.ts'
import { addMonths } from '#store/partitions.ts'
import type { Closers, Ground } from './compose-ground.ts'
import type { Tenancy } from './compose-tenants.ts'
import { single } from './single.ts'
import { timers } from './timers.ts'

const hourMs = 3_600_000
/** Milliseconds between looks for months to be made, and for history to be dropped. */
const monthsEveryMs = hourMs
const dropEveryMs = 6 * hourMs

/** Makes months ahead and drops what is old, as time goes and on one worker at a time. */
export function keepTables(
  {
    database: { db },
    telemetry,
    now,
    closers,
  }: Pick<Ground, 'database' | 'telemetry' | 'now'> & { closers: Closers },
  { waysOf }: Pick<Tenancy, 'waysOf'>,
): void {
  const stopping = new AbortController()
  const onError = (error: unknown): void =>
    telemetry.log.warn({ error: String(error) }, 'the tables could not be kept up')
  const add = single(async () => {
    const made = await addMonths(db)
    if (made > 0) telemetry.log.info({ made }, 'months were made ahead')
  }, onError)
  const dropping = { db, now, signal: stopping.signal }
  const drop = single(async () => {
    const dropped = await dropHistory(dropping, (tenant) => waysOf(tenant).days.history)
    if (dropped.months + dropped.requests > 0)
      telemetry.log.info(dropped, 'the steps of old requests were dropped')
  }, onError)
  const remove = single(async () => {
    const removed = await removeRestricted(dropping, (tenant) => waysOf(tenant).days.restricted)
    if (removed > 0) telemetry.log.info({ removed }, 'values of restricted data were removed')
  }, onError)
  const ends = [
    timers.every(monthsEveryMs, () => void add(), { ref: false }),
    timers.every(dropEveryMs, () => void drop(), { ref: false }),
    timers.every(dropEveryMs, () => void remove(), { ref: false }),
  ]
  void add()
  closers.push(async () => {
    stopping.abort()
    for (const end of ends) end()
    await Promise.all([add.idle(), drop.idle(), remove.idle()])
  })
}
