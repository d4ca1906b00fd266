import { runStatement, type Statement } from '#store/db.ts'
import type { Requests } from '../deps.ts'
import type { RequestKey } from '../held.ts'
import { standingsNow, type StandingsDeps } from './standings.ts'

type ReleaseDeps = StandingsDeps & Pick<Requests, 'db' | 'advance'>

/** Requests looked at in one go, and goes of one call; what is left is found by the next. */
const mostAtOnce = 200
const mostRounds = 25

const closed = `state = 'on_hold' and run ? 'closed'`
/** Every one is; said so that the index of moments serves only where moments are asked for. */
const dated = `(run #>> '{closed,until}') is not null`
/** Not the clock that runs on within a statement: an index is of no use to that. */
const nowMs = '(extract(epoch from now()) * 1000)::float8'

/**
 * Requests on hold whose moment has come by that clock (milliseconds, SQL), and those that were told by a calendar that has
 * changed since. Served by the indexes request_closed_until and request_closed_revision.
 */
export const dueClosed = (most: string, now = nowMs): string => `(select tenant, id from request
    where ${closed} and ${dated} and (run #>> '{closed,until}')::float8 <= ${now} limit ${most})
  union
  (select r.tenant, r.id from calendar c cross join lateral (
      select tenant, id from request
      where tenant = c.tenant and ${closed}
        and (run #>> '{closed,revision}')::integer < c.revision
      order by (run #>> '{closed,revision}')::integer limit ${most}) r
    limit ${most})`

/** The next moment of one of them. */
export const nextClosed = `select to_timestamp(min((run #>> '{closed,until}')::float8) / 1000) from request
    where ${closed} and ${dated} and (run #>> '{closed,until}')::float8 > ${nowMs}`

const due: Statement = { name: 'closed_due', text: dueClosed('$2', '$1::float8') }

/**
 * Lets begin what waited for the end of a freeze or for a window, and tells the others what they wait for by now. The
 * moment stands in the request, so nothing is lost with a process; two that look at once tell the same. Returns how many
 * were looked at.
 */
export async function releaseClosed(deps: ReleaseDeps): Promise<number> {
  let count = 0
  for (let round = 0; round < mostRounds; round += 1) {
    const rows = await runStatement<RequestKey>(deps.db, due, [deps.now(), mostAtOnce])
    if (rows.length === 0) break
    count += rows.length
    const moved = await Promise.all(rows.map((key) => lookAgain(deps, key)))
    // What nobody could move yet is looked at again a second later, by a calendar that is known to be newer.
    if (!moved.some(Boolean)) break
  }
  return count
}

async function lookAgain(deps: ReleaseDeps, key: RequestKey): Promise<boolean> {
  const standings = await standingsNow(deps)
  const { happened } = await deps.advance(key, (held) =>
    held.run.state === 'on_hold' && held.run.closed
      ? { event: { type: 'released', ...standings(held) }, actor: 'timer' }
      : undefined,
  )
  return happened
}
