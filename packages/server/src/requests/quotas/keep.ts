import { single } from '#single.ts'
import { isUnavailable } from '#store/db.ts'
import type { Requests } from '../deps.ts'
import { type EffectDeps } from './effect.ts'
import { recount } from './recount.ts'
import { alertQuotas } from './alert.ts'
import { noteDay } from './history.ts'
import type { MessageDeps } from '../message.ts'
import { sendQuotaNotices } from './send-notices.ts'
import { mostAtOnce, type ReleaseDeps, releaseQuotas } from './release.ts'

type KeepDeps = ReleaseDeps & EffectDeps & MessageDeps & Pick<Requests, 'timers' | 'telemetry'>

/** Milliseconds between looks. */
const lookMs = 2_000
/** Of one look; what is left then is found by the next. */
const mostRounds = 50
/** How far back a usual look goes, milliseconds; the first of a process goes back to the beginning. */
const usualMs = 600_000
/** Between two looks for orders that came in the very moment a rule was set, milliseconds. */
const recountMs = 60_000

/** Gives back what quotas hold for nothing any more, for as long as it is not stopped. */
export function keepQuotas(deps: KeepDeps): { stop(): Promise<void> } {
  const { now, timers, telemetry, db } = deps
  let stopping = false
  let since = 0
  let countedAt = now()
  const work = async (): Promise<void> => {
    const begun = now()
    for (let round = 0; round < mostRounds; round += 1)
      if (stopping || (await releaseQuotas(deps, since)) < mostAtOnce) break
    since = begun - usualMs
    await alertQuotas(deps)
    await sendQuotaNotices(deps)
    if (begun - countedAt < recountMs) return
    countedAt = begun
    const tenants = await db.selectFrom('quota_rule').select('tenant').distinct().execute()
    for (const { tenant } of tenants) if (!stopping) await recount(deps, tenant, since)
    await noteDay(db, begun)
  }
  const look = single(work, (error) => {
    const away = isUnavailable(error)
    telemetry.log[away ? 'warn' : 'error']({ error: String(error) }, 'quotas were not looked at')
  })
  const end = timers.every(lookMs, () => void look(), { ref: false })
  return {
    async stop() {
      stopping = true
      end()
      await look.idle()
    },
  }
}
