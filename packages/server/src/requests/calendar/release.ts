import { runStatement, type Statement } from '#store/db.ts'
import type { Requests } from '../deps.ts'
import type { RequestKey } from '../held.ts'
import { standingsNow, type StandingsDeps } from './standings.ts'

type ReleaseDeps = StandingsDeps & Pick<Requests, 'db' | 'advance'>

/** Requests looked at in one go, and goes of one call; what is left is found by the next. */
const mostAtOnce = 200
const mostRounds = 25

/**
 * Requests on hold whose moment has come by that clock (milliseconds, SQL), and those that were told by a calendar that has
 * changed since. Served by the indexes request_closed_until and request_closed_revision.
 */
export const dueClosed = (now: string, most: string): string => `(select tenant, id from request
    where state = 'on_hold' and run ? 'closed' and (run #>> '{closed,until}')::float8 <= ${now} limit ${most})
  union
  (select r.tenant, r.id from calendar c join request r on r.tenant = c.tenant
    where r.state = 'on_hold' and r.run ? 'closed'
      and (r.run #>> '{closed,revision}')::integer < c.revision limit ${most})`

/** The next moment of one of them. */
export const nextClosed = `select to_timestamp(min((run #>> '{closed,until}')::float8) / 1000) from request
    where state = 'on_hold' and run ? 'closed'
      and (run #>> '{closed,until}')::float8 > extract(epoch from clock_timestamp()) * 1000`

const due: Statement = { name: 'closed_due', text: dueClosed('$1::float8', '$2') }

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
