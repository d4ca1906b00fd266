import type { RunEvent } from '@pao/core/engine'
import { sql } from 'kysely'
import { forgetOldKeys } from '#store/idempotency.ts'
import { type Db, runStatement, type Statement } from '#store/db.ts'
import type { Job } from '#store/pump.ts'
import { type SendDeps, sendNotices } from './approvals/send.ts'
import { goOnAnswered } from './answered.ts'
import { advanceAsking } from './approvals/write.ts'
import { stopOrphans } from './children.ts'
import type { Requests } from './deps.ts'
import { releaseHeld } from './automation.ts'
import { dueClosed, nextClosed } from './calendar/release.ts'
import { type Standings, standingsNow } from './calendar/standings.ts'
import { actionOf, priorities, type Step } from './change.ts'
import type { Held, RequestKey } from './held.ts'
import { catchUp, workOff } from './inbound.ts'
import { firstLookSeconds, undoLateParts } from './late-parts.ts'
import { sweepLines, tellLimits } from './limit-line.ts'
import { remindSeconds } from './save.ts'

export type WakeDeps = SendDeps &
  Pick<
    Requests,
    | 'db'
    | 'jobs'
    | 'signal'
    | 'advance'
    | 'now'
    | 'timers'
    | 'telemetry'
    | 'automation'
    | 'calendars'
    | 'outside'
    | 'shelf'
    | 'resting'
  >

export type Sweeper = { stop(): Promise<void> }

type Due = {
  tenant: string
  id: string
  action: string | null
  kind:
    | 'woken'
    | 'lost'
    | 'timed_out'
    | 'request_timed_out'
    | 'released'
    | 'opened'
    | 'sla'
    | 'escalated'
    | 'remind'
    | 'next'
  fence: number | null
  /** Milliseconds from now; only for `next`. */
  in_ms: number | null
}

const sweepMs = 1_000
const mostAtOnce = 500
const lockNumber = 7_261_920_119

/** Of a tenant that rests nothing comes due; only what a dead worker held is given back. */
const isServed = `tenant <> all ($2::text[])`

/**
 * Everything whose moment has come, by the database's clock, and how far the next moment is. One
 * process at a time looks (the lock lasts for the statement); two at once would only find the other
 * has already done it, because every event names the fence it means.
 */
const look: Statement = {
  name: 'sweep',
  text: `with turn as materialized (
      select pg_try_advisory_xact_lock(${lockNumber}) as mine
    ), due as (
      (select tenant, request_id as id, action_id as action, 'woken' as kind, fence from action
        where state = 'waiting' and wake_at <= clock_timestamp() and ${isServed}
        order by wake_at limit $1)
      union all
      (select tenant, request_id, action_id, 'lost', fence from action
        where state = 'running' and lease_until <= clock_timestamp() limit $1)
      union all
      (select tenant, request_id, action_id, 'timed_out', fence from action
        where state in ('ready', 'running', 'waiting') and deadline_at <= clock_timestamp()
          and ${isServed} limit $1)
      union all
      (select tenant, id, null, 'request_timed_out', null from request
        where ended_at is null and deadline_at <= clock_timestamp() and ${isServed} limit $1)
      union all
      (select tenant, id, null, 'released', null from request
        where state = 'on_hold' and not_before <= clock_timestamp() and ${isServed} limit $1)
      union all
      (select d.tenant, d.id, null, 'opened', null from (${dueClosed('$1')}) d)
      union all
      (select tenant, id, null, 'sla', null from request
        where ended_at is null and sla_at <= clock_timestamp() and ${isServed} limit $1)
      union all
      (select tenant, request_id, action_id, 'escalated', fence from action
        where state in ('ready', 'running', 'waiting') and escalate_at <= clock_timestamp()
          and ${isServed} limit $1)
      union all
      (select tenant, request_id, action_id, 'remind', fence from action
        where state = 'ready' and wake_at <= clock_timestamp() and ${isServed} limit $1)
    ), next as (
      select min(at) as at from (
        select min(wake_at) as at from action where state = 'waiting' and wake_at > clock_timestamp()
        union all
        select min(not_before) from request
          where state = 'on_hold' and not_before > clock_timestamp()
        union all
        ${nextClosed}
        union all
        select min(sla_at) from request where ended_at is null and sla_at > clock_timestamp()
        union all
        select min(escalate_at) from action
          where state in ('ready', 'running', 'waiting') and escalate_at > clock_timestamp()
      ) moments
    )
    select due.*, null::float8 as in_ms from due, turn where turn.mine
    union all
    select '', null, null, 'next', null,
      (extract(epoch from next.at - clock_timestamp()) * 1000)::float8 from next where next.at is not null`,
}

/** Looks every second, and at the very moment when one is known to come sooner. */
export function startSweeper(deps: WakeDeps): Sweeper {
  const stopping = new AbortController()
  let wakeUp = nobody
  let restUntil = 0
  const unsubscribe = deps.signal.subscribe('pao_timer', (payload) => {
    const at = Number(payload)
    if (Number.isFinite(at) && payload !== '' && at < restUntil) wakeUp()
  })
  const rest = (ms: number): Promise<void> =>
    new Promise((resolve) => {
      restUntil = deps.now() + ms
      const takeBack = deps.timers.after(ms, resolve)
      wakeUp = () => {
        takeBack()
        resolve()
      }
    })
  const loop = async (): Promise<void> => {
    while (!stopping.signal.aborted) {
      const wait = await sweep(deps).catch((error: unknown) => {
        deps.telemetry.log.debug({ error: String(error) }, 'the sweep could not be made')
        return sweepMs
      })
      if (!stopping.signal.aborted) await rest(wait)
    }
  }
  const looping = loop()
  void undoLateParts(deps, firstLookSeconds).catch(nobody)
  const every = (ms: number, act: () => Promise<unknown>): (() => void) =>
    deps.timers.every(ms, () => void act().catch(nobody), { ref: false })
  const upkeep = [
    every(3_600_000, () => forgetOldKeys(deps.db)),
    every(5_000, () => workOff(deps)),
    every(5_000, () => catchUp(deps)),
    every(2_000, () => sendNotices(deps)),
    every(5_000, () => releaseHeld(deps)),
    every(5_000, () => goOnAnswered(deps)),
    every(5_000, () => stopOrphans(deps)),
    every(5_000, () => undoLateParts(deps)),
    every(1_000, () => sweepLines(deps)),
    every(10_000, () => tellLimits(deps)),
  ]
  return {
    async stop() {
      stopping.abort()
      for (const end of upkeep) end()
      unsubscribe()
      wakeUp()
      await looping
    },
  }
}

function nobody(): void {
  // Nobody rests, so there is nobody to wake.
}

/** One look: lets happen what is due. Returns the milliseconds until the next look. */
async function sweep(deps: WakeDeps): Promise<number> {
  const resting = deps.resting?.() ?? []
  const rows = await runStatement<Due>(deps.db, look, [mostAtOnce, resting])
  const due = rows.filter(({ kind }) => kind !== 'next')
  const moments = due.filter(({ kind }) => kind !== 'remind')
  const reminders = due.filter(({ kind }) => kind === 'remind')
  await Promise.all([...moments.map((row) => letHappen(deps, row)), remind(deps, reminders)])
  // What a long queue keeps ready stays due, and must not make it look without a rest.
  // What waited for the calendar begins by and by, and is not asked of in vain by a clock that is slow.
  if (moments.filter(({ kind }) => kind !== 'opened').length >= mostAtOnce) return 0
  const next = rows.find(({ kind }) => kind === 'next')?.in_ms ?? sweepMs
  return Math.min(Math.max(Math.ceil(next), 5), sweepMs)
}

async function letHappen(deps: WakeDeps, { tenant, id, action, kind, fence }: Due): Promise<void> {
  let event: RunEvent | undefined
  const isHold = kind === 'released' || kind === 'opened'
  const standings = isHold ? await standingsNow(deps) : undefined
  const choose = (held: Held): Step | undefined => {
    event =
      patienceEvent(held, { kind, action: action ?? '', now: deps.now() }) ??
      (standings && letGo(held, kind, standings)) ??
      eventOf(kind, action ?? '', fence ?? 0)
    return event && { event, actor: 'timer' }
  }
  const key = { tenant, id }
  const asks = kind === 'woken' && (await isAsk(deps, key, { action, fence }))
  const { happened, held } = asks
    ? await advanceAsking(deps, { key, action: action ?? '' }, choose)
    : await deps.advance(key, choose)
  if (happened && event) tell(deps, held, event)
  const isOver = !happened || (kind === 'released' && held.run.state === 'on_hold')
  if (isOver) await forgetMoment(deps, { tenant, id, action, kind, fence, in_ms: null })
}

/** Whether the moment is one of an ask. What is remembered of a wait with this fence is so: an ask comes with the wait. */
async function isAsk(
  { shelf, db }: WakeDeps,
  key: RequestKey,
  { action, fence }: Pick<Due, 'action' | 'fence'>,
): Promise<boolean> {
  const known = (fresh: boolean) => shelf.take(db, key, fresh)
  const found = async (fresh: boolean) =>
    actionOf((await known(fresh))?.held.run ?? noRun, action ?? '')
  const near = await found(false)
  const run = near?.fence === fence ? near : await found(true)
  return run?.approval !== undefined
}
const noRun = { actions: {} } as const

/** A hold that is over, unless something else stands in the way. What waits for the calendar may do so no more by now. */
function letGo(held: Held, kind: Due['kind'], standings: Standings): RunEvent | undefined {
  if (kind === 'opened' && !held.run.closed) return undefined
  return { type: 'released', ...standings(held) }
}

function tell({ telemetry }: WakeDeps, { fixed }: Held, event: RunEvent): void {
  const item = fixed.itemId
  if (event.type === 'action_lost') telemetry.leaseLost()
  if (event.type === 'sla_warned') telemetry.slaNoted({ item, event: 'warned' })
  if (event.type === 'sla_breached') telemetry.slaNoted({ item, event: 'breached' })
  if (event.type === 'action_escalated') telemetry.actionEscalated({ item })
}

type Late = { kind: Due['kind']; action: string; now: number }

/** What a clock of patience says depends on what it has said before. */
function patienceEvent({ run, fixed }: Held, { kind, action, now }: Late): RunEvent | undefined {
  if (kind === 'sla' && run.sla) {
    const isLate = now >= run.sla.breachAt || run.sla.warnedAt !== undefined
    return { type: isLate ? 'sla_breached' : 'sla_warned' }
  }
  if (kind !== 'escalated') return undefined
  const level = (actionOf(run, action)?.escalated ?? 0) + 1
  const notice = fixed.plan.actions.find(
    ({ about }) => about?.action === action && about.level === level,
  )
  return { type: 'action_escalated', action, level, to: receivers(notice?.config['to']) }
}

function receivers(to: unknown): string {
  return Array.isArray(to) ? to.join(', ') : ''
}

function eventOf(kind: Due['kind'], action: string, fence: number): RunEvent | undefined {
  switch (kind) {
    case 'woken':
      return { type: 'action_woken', action, fence }
    case 'lost':
      return { type: 'action_lost', action, fence }
    case 'timed_out':
      return { type: 'action_timed_out', action, fence }
    case 'request_timed_out':
      return { type: 'request_timed_out' }
    default:
      return undefined
  }
}

/** A moment that the engine had no use for must not come up again every second. */
async function forgetMoment(
  { db }: WakeDeps,
  { tenant, id, action, kind, fence }: Due,
): Promise<void> {
  if (action === null) return forgetRequestMoment(db, { tenant, id, kind })
  const column = momentOf(kind)
  if (!column) return
  await db
    .updateTable('action')
    .set({ [column]: null })
    .where('tenant', '=', tenant)
    .where('request_id', '=', id)
    .where('action_id', '=', action)
    .where('fence', '=', fence ?? 0)
    .where(column, '<=', sql<Date>`clock_timestamp()`)
    .execute()
}

function momentOf(kind: Due['kind']): 'wake_at' | 'deadline_at' | 'escalate_at' | undefined {
  if (kind === 'woken') return 'wake_at'
  if (kind === 'escalated') return 'escalate_at'
  return kind === 'timed_out' ? 'deadline_at' : undefined
}

const requestMoments: { [K in Due['kind']]?: 'sla_at' | 'deadline_at' | 'not_before' } = {
  sla: 'sla_at',
  request_timed_out: 'deadline_at',
  released: 'not_before',
}

async function forgetRequestMoment(
  db: Db,
  { tenant, id, kind }: Pick<Due, 'tenant' | 'id' | 'kind'>,
): Promise<void> {
  const column = requestMoments[kind]
  if (!column) return
  await db
    .updateTable('request')
    .set({ [column]: null })
    .where('tenant', '=', tenant)
    .where('id', '=', id)
    .$if(kind === 'request_timed_out', (query) =>
      query.where('run', '@>', sql<never>`'{"cancelling": {}}'::jsonb`),
    )
    .execute()
}

/** A job that has waited for longer makes the queue a long one; a free worker looks far sooner. */
const longQueueMs = 2_000

/**
 * A ready action nobody claimed: its hint was lost, or the queue is long. Only in the first case is it
 * hinted at again, or a long queue would grow by its own reminders.
 */
async function remind(deps: WakeDeps, rows: readonly Due[]): Promise<void> {
  const { db, jobs, resting } = deps
  if (rows.length === 0) return
  const waitedMs = await jobs.waitedMs(resting?.())
  const again =
    waitedMs > longQueueMs ? await surelyLost(deps, waitedMs) : await postponed(db, rows)
  await jobs.enqueue(db, again)
  if (again.length > 0) jobs.wake()
}

async function postponed(db: Db, rows: readonly Due[]): Promise<readonly Job[]> {
  const again: Job[] = []
  for (const { tenant, id, action, fence } of rows)
    if (action !== null && (await postpone(db, { tenant, id, action, fence: fence ?? 0 })))
      again.push({ tenant, request: id, action, entry: 'claim', priority: priorities.normal })
  return again
}

/** Seconds between the moment that counts for an action and the one in which its job was written. */
const marginSeconds = 10

/** Ready for longer than any job has waited: their own is not among these any more. */
const lost: Statement = {
  name: 'remind_lost',
  text: `with lost as materialized (
      select tenant, request_id, action_id from action
      where state = 'ready' and wake_at < clock_timestamp() - make_interval(secs => $1::float8)
        and ${isServed}
      order by wake_at limit 100 for update skip locked
    )
    update action a set wake_at = clock_timestamp() + interval '${remindSeconds} seconds' from lost l
    where a.tenant = l.tenant and a.request_id = l.request_id and a.action_id = l.action_id
    returning a.tenant, a.request_id as request, a.action_id as action`,
}

/** They have waited longer than all others, so they go first. */
async function surelyLost({ db, resting }: WakeDeps, waitedMs: number): Promise<readonly Job[]> {
  const seconds = waitedMs / 1_000 + marginSeconds - remindSeconds
  const rows = await runStatement<Pick<Job, 'tenant' | 'request' | 'action'>>(db, lost, [
    seconds,
    resting?.() ?? [],
  ])
  return rows.map((row) => ({ ...row, entry: 'claim', priority: priorities.critical }))
}

type Ready = { tenant: string; id: string; action: string; fence: number }

async function postpone(db: Db, { tenant, id, action, fence }: Ready): Promise<boolean> {
  const { numUpdatedRows } = await db
    .updateTable('action')
    .set({ wake_at: sql<Date>`clock_timestamp() + make_interval(secs => ${remindSeconds})` })
    .where('tenant', '=', tenant)
    .where('request_id', '=', id)
    .where('action_id', '=', action)
    .where('fence', '=', fence)
    .where('state', '=', 'ready')
    .executeTakeFirst()
  return numUpdatedRows > 0n
}
