import { runStatement, type Statement } from '#store/db.ts'
import { standingsNow, type StandingsDeps } from './calendar/standings.ts'
import type { Requests } from './deps.ts'
import type { RequestKey } from './held.ts'

type AnsweredDeps = StandingsDeps & Pick<Requests, 'db' | 'advance'>

const mostAtOnce = 100

/**
 * Requests that wait for people though nothing of them is under way: a worker of a release that knew of no gate wrote
 * the answer down and let nothing follow. Served by index request_asking.
 */
const answered: Statement = {
  name: 'answered_gates',
  text: `select r.tenant, r.id from request r
    where r.state = 'awaiting_approval'
      and not exists (select from action a where a.tenant = r.tenant and a.request_id = r.id
        and a.state in ('ready', 'running', 'waiting', 'unknown'))
    limit ${mostAtOnce}`,
}

/** Lets follow what follows from people's answer, where the worker that wrote it down did not. Called by the sweep. */
export async function goOnAnswered(deps: AnsweredDeps): Promise<void> {
  const rows = await runStatement<RequestKey>(deps.db, answered, [])
  if (rows.length === 0) return
  const standings = await standingsNow(deps)
  for (const { tenant, id } of rows)
    await deps.advance({ tenant, id }, (held) => ({
      event: { type: 'released', ...standings(held) },
      actor: 'system',
    }))
}
