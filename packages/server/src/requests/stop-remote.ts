import { type CallDeps, callConnector } from './call.ts'
import type { Requests } from './deps.ts'
import type { RequestKey } from './held.ts'
import { whileAway } from './while-away.ts'

type StopDeps = CallDeps & Pick<Requests, 'db' | 'shelf'>

/** Tells the remote side of a cancelled action to stop, best effort: nothing comes of it for the run. */
export async function stopRemote(deps: StopDeps, key: RequestKey, action: string): Promise<void> {
  const taken = await whileAway(deps.timers, () => deps.shelf.take(deps.db, key, true))
  if (!taken) return
  const signal = deps.timers.limit(30_000)
  const { outcome } = await callConnector(deps, taken.held, { action, entry: 'cancel', signal })
  deps.telemetry.log.info(
    { request: key.id, action, outcome: outcome?.kind ?? 'none' },
    'told the remote side to stop',
  )
}
