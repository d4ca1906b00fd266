import { narrate, type RunEvent, type Sentence } from '@pao/core/engine'
import type { Principal } from '#identity/principal.ts'
import { readable, type ReadDeps } from './read.ts'

/** Rows of the log that are told; a longer one is told up to there. */
const mostRows = 5_000

/** What became of a request, sentence by sentence. Throws `request.not_found`. */
export async function storyOf(
  deps: ReadDeps,
  principal: Principal,
  id: string,
): Promise<readonly Sentence[]> {
  const { key, fixed } = await readable(deps, principal, id)
  const rows = await deps.db
    .selectFrom('request_event')
    .select(['at', 'data'])
    .where('tenant', '=', key.tenant)
    .where('request_id', '=', key.id)
    .orderBy('seq')
    .limit(mostRows)
    .execute()
  const events = rows.flatMap(({ at, data }) => {
    const { event } = data as { event?: RunEvent }
    return event ? [{ event, at: at.getTime() }] : []
  })
  return narrate(fixed.plan, events)
}
