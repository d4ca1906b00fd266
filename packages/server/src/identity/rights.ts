import type { Instant } from '@pao/core'
import { sql } from 'kysely'
import type { Db, Tx } from '#store/db.ts'
import type { Principal } from './principal.ts'

/** Somebody by all that is known of them: ids, e-mail addresses in lower case, and the id at their directory. */
export type Losing = {
  ids: readonly string[]
  emails: readonly string[]
  externalId?: string | undefined
}

/** What ended: sessions and keys of theirs. */
export type EndedRights = { sessions: number; keys: number }

/**
 * Ends all that lets somebody in with the rights they had: sessions, and keys they made for themselves. What they hold
 * open anywhere is closed within five seconds. Keys of service accounts are nobody's own and stay.
 */
export async function endRights(
  tx: Tx,
  tenant: string,
  { ids, emails, externalId }: Losing,
): Promise<EndedRights> {
  const end = externalId === undefined ? '' : `:${externalId}`
  const isTheirs = sql<boolean>`(person ->> 'id' = any (${[...ids]}::text[])
    or lower(person ->> 'email') = any (${[...emails]}::text[])
    or (${end} <> '' and person ->> 'id' not like 'key:%'
      and right(person ->> 'id', length(${end})) = ${end}))`
  const sessions = await tx
    .updateTable('session')
    .set({ revoked_at: sql<Date>`clock_timestamp()`, id_token: null })
    .where('tenant', '=', tenant)
    .where('revoked_at', 'is', null)
    .where(isTheirs)
    .returning([sql<string>`person ->> 'id'`.as('id'), 'public_id'])
    .execute()
  const keys = await tx
    .updateTable('api_key')
    .set({ revoked_at: sql<Date>`clock_timestamp()` })
    .where('tenant', '=', tenant)
    .where('revoked_at', 'is', null)
    .where(isTheirs)
    .returning(['id', sql<string>`person ->> 'id'`.as('person')])
    .execute()
  const people = [...ids, ...keys.map(({ person }) => person)]
  await tx
    .deleteFrom('person_right')
    .where('tenant', '=', tenant)
    .where(sql<boolean>`person = any (${people}::text[])`)
    .execute()
  await noteEnded(tx, tenant, [
    ...ids,
    ...sessions.map(({ id }) => id),
    ...keys.flatMap(({ id, person }) => [`key:${id}`, person]),
  ])
  return {
    sessions: sessions.filter((session) => session.public_id !== null).length,
    keys: keys.length,
  }
}

/** Stands for all people of a tenant. */
const everybody = '*'

/** Says to every process that all people of a tenant hold open is to be closed; they may sign in and come again. */
export function noteAllEnded(tx: Db | Tx, tenant: string): Promise<void> {
  return noteEnded(tx, tenant, [everybody])
}

/** Says to every process that what these hold open is to be closed. */
export async function noteEnded(
  tx: Db | Tx,
  tenant: string,
  people: readonly string[],
): Promise<void> {
  const named = [...new Set(people)]
  if (named.length === 0) return
  await tx
    .insertInto('ended_right')
    .values(named.map((person) => ({ tenant, person })))
    .onConflict((conflict) =>
      conflict.columns(['tenant', 'person']).doUpdateSet({ at: sql`clock_timestamp()` }),
    )
    .execute()
  // Nothing is open for longer than a day without asking anew.
  await tx
    .deleteFrom('ended_right')
    .where('tenant', '=', tenant)
    .where('at', '<', sql<Date>`now() - interval '2 days'`)
    .execute()
}

export type Endings = {
  /** Calls back once when this caller's rights end, at once by a hint, else within two seconds. The returned function stops it. */
  watch(principal: Principal, onEnd: () => void): () => void
  stop(): void
}

type Watcher = { since: Instant; names: readonly string[]; onEnd: () => void }

const lookEveryMs = 2_000
/** Who was let in is believed for two seconds, so what ended just before something was opened ends it too. */
const lookBackMs = 5_000

/** One look for all that is held open in this process, and none while nothing is. */
export function openEndings(deps: {
  db: Db
  now(): Instant
  every(ms: number, run: () => void): () => void
  /** Calls back when many were ended at once elsewhere, so that nobody waits for the next look; returns how to stop. */
  onHint?(look: () => void): () => void
  onError(error: unknown): void
}): Endings {
  const watchers = new Set<Watcher>()
  const look = async (): Promise<void> => {
    if (watchers.size === 0) return
    const rows = await deps.db
      .selectFrom('ended_right')
      .select(['tenant', 'person', 'at'])
      .where('at', '>=', new Date(Math.min(...[...watchers].map(({ since }) => since))))
      .execute()
    const ended = new Map(
      rows.map(({ tenant, person, at }) => [`${tenant} ${person}`, at.getTime()]),
    )
    for (const watcher of watchers)
      if (watcher.names.some((name) => (ended.get(name) ?? 0) >= watcher.since)) {
        watchers.delete(watcher)
        watcher.onEnd()
      }
  }
  const again = (): void => void look().catch(deps.onError)
  const stops = [deps.every(lookEveryMs, again), deps.onHint?.(again)]
  return {
    watch({ tenant, id, person, key }, onEnd) {
      const own = [id, ...(person ? [person.id] : []), ...(key === undefined ? [] : [`key:${key}`])]
      const names = [everybody, ...own].map((name) => `${tenant} ${name}`)
      const watcher = { since: deps.now() - lookBackMs, names, onEnd }
      watchers.add(watcher)
      return () => void watchers.delete(watcher)
    },
    stop() {
      for (const stop of stops) stop?.()
    },
  }
}
