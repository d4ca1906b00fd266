import { beginsToDrift, driftOf, nextLookWithin, type SeenAction } from '@pao/core/governance'
import { single } from '#single.ts'
import { writeAudit } from '#store/audit-log.ts'
import { isUnavailable } from '#store/db.ts'
import { startCallTime } from '../../call-time.ts'
import type { Requests } from '../../deps.ts'
import { namesOfRequester, tellNews } from '../../talk/news-hints.ts'
import { stateNow } from '../read.ts'
import { type LookEnd, observe, type ObserveDeps } from './observe.ts'
import {
  beginLooks,
  type Claim,
  claimLook,
  holdLook,
  mostNew,
  writeLook,
  type Written,
} from './rows.ts'

export type LookDeps = ObserveDeps &
  Pick<Requests, 'now' | 'timers' | 'random' | 'telemetry' | 'db' | 'signal'>

/** Milliseconds between looks for what is due. */
const tickMs = 5_000
/** Milliseconds between searches for resources that are new. */
const newMs = 60_000
/** Looks of one process at the same time, each at another target. */
const atOnce = 2
/** Of one tick; what is left then is found by the next. */
const mostInARow = 50
/** Longest look, milliseconds: Terraform fetches code and providers first. */
const longestLookMs = 600_000
/** A lease outlives the look and its stop, so that two never look at the same. */
const leaseMs = longestLookMs + 90_000
/** While an order for it is worked on, it is looked at again after so many milliseconds. */
const busyMs = 300_000

/**
 * Looks at what requests made, each about every so many hours, for as long as it is not stopped. What is asked for is looked
 * at whatever the setting says; 0 = nothing else is.
 */
export function keepLooking(
  deps: LookDeps,
  { everyHours }: { everyHours: number },
): { stop(): Promise<void>; now(): Promise<void> } {
  const { timers, telemetry, now } = deps
  const stopping = new AbortController()
  const everyMs = everyHours * 3_600_000
  const failed = (error: unknown): void => {
    const level = isUnavailable(error) ? 'warn' : 'error'
    telemetry.log[level]({ error: String(error) }, 'resources were not looked at')
  }
  let begunAt = 0
  const work = async (): Promise<void> => {
    if (everyMs > 0 && now() - begunAt >= newMs) {
      begunAt = now()
      await beginAll(deps, { everyMs, signal: stopping.signal })
    }
    for (let count = 0; count < mostInARow && !stopping.signal.aborted; count += 1) {
      const claim = await claimLook(deps.db, now(), leaseMs)
      if (!claim) return
      await lookOnce(deps, claim, { everyMs, signal: stopping.signal })
    }
  }
  const lookers = Array.from({ length: atOnce }, () => single(work, failed))
  const all = async (): Promise<void> => void (await Promise.all(lookers.map((look) => look())))
  const end = timers.every(tickMs, () => void all(), { ref: false })
  // Somebody waits for what they asked for.
  const unsubscribe = deps.signal.subscribe('pao_look', () => void all())
  return {
    now: all,
    async stop() {
      end()
      unsubscribe()
      stopping.abort('stopping')
      await Promise.all(lookers.map((look) => look.idle()))
    },
  }
}

type Rhythm = { everyMs: number; signal: AbortSignal }

async function beginAll({ db, now }: LookDeps, { everyMs, signal }: Rhythm): Promise<void> {
  for (let count = 0; count < mostInARow && !signal.aborted; count += 1)
    if ((await beginLooks(db, { now: now(), spreadMs: everyMs })) < mostNew) return
}

/** One look from its claim to what is written of it. A process that stops gives the claim back as it was. */
async function lookOnce(deps: LookDeps, claim: Claim, { everyMs, signal }: Rhythm): Promise<void> {
  const { tenant, resource } = claim
  const state = await stateNow(deps, { tenant, id: resource })
  if (state === undefined || state === 'decommissioned')
    return write(deps, claim, { seen: [], nextAt: null, problem: null, failures: 0 })
  if (state === 'changing' || state === 'decommissioning')
    return write(deps, claim, { nextAt: deps.now() + busyMs, problem: null, failures: 0 })
  const time = startCallTime(deps.timers, signal, longestLookMs)
  const holds = (): boolean => deps.now() < claim.leasedUntil
  const asked = { tenant, resource, signal: time.signal, holds }
  const end = await observe(deps, asked).finally(time.end)
  if (signal.aborted && end.kind === 'failed')
    return write(deps, claim, { nextAt: deps.now(), problem: null, failures: claim.failures })
  const nextAt = nextLook(deps, { end, claim, everyMs })
  await write(deps, claim, { ...findingOf(end, claim), nextAt })
}

type Looked = { end: LookEnd; claim: Claim; everyMs: number }

/** What nobody wants looked at by itself is not: where looks are off, or there is nothing to look at. */
function nextLook({ now, random }: LookDeps, { end, claim, everyMs }: Looked): number | null {
  if (everyMs === 0 || end.kind === 'blind') return null
  if (end.kind === 'failed' && end.heldMs !== undefined) return now() + end.heldMs
  const failures = end.kind === 'failed' ? claim.failures + 1 : 0
  const [from, to] = nextLookWithin(everyMs, failures)
  return now() + Math.round(from + random() * (to - from))
}

type Finding = Pick<Written, 'problem' | 'failures' | 'target'> & {
  /** Left out = nothing was seen: it stands as it stood. */
  seen?: readonly SeenAction[]
}

function findingOf(end: LookEnd, { failures }: Claim): Finding {
  const at = end.target === undefined ? {} : { target: end.target }
  if (end.kind !== 'failed')
    return { ...at, seen: end.kind === 'blind' ? [] : end.all, problem: null, failures: 0 }
  const { code, message, heldMs } = end
  const isHeld = heldMs !== undefined
  return { ...at, problem: { code, message }, failures: isHeld ? failures : failures + 1 }
}

/** What begins to drift is told once: in the audit, in the log, and by the moment kept, to its owner. */
async function write(
  deps: LookDeps,
  claim: Claim,
  { seen, ...rest }: Finding & Pick<Written, 'nextAt'>,
): Promise<void> {
  const { tenant, resource } = claim
  const begins = await deps.db.transaction().execute(async (tx) => {
    const held = await holdLook(tx, claim)
    if (!held) return false
    const drift = seen && driftOf(seen, held.accepted)
    await writeLook(tx, claim, { ...rest, ...(drift && { drift, checkedAt: deps.now() }) })
    if (drift || rest.problem)
      deps.telemetry.resourceLooked({ outcome: drift?.state ?? 'failed', resource })
    if (!drift || !beginsToDrift(held.state, drift.state)) return false
    deps.telemetry.resourceDrifted({ state: drift.state, resource })
    const { state, differences } = drift
    await writeAudit(tx, {
      tenant,
      by: { id: 'worker', via: 'system' },
      action: 'resource.drift_found',
      on: { type: 'resource', id: resource },
      detail: { state, differences: differences.length },
    })
    return true
  })
  const made = begins && (await deps.shelf.take(deps.db, { tenant, id: resource }, false))
  if (made) tellNews(deps, tenant, namesOfRequester(made.held.fixed))
}
