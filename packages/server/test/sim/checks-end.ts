import { isDeepStrictEqual } from 'node:util'
import { type ActionRun, decide, firstRun, type Run, type RunEvent } from '@pao/core/engine'
import { checkEnd, checkStep } from '../../../core/test/engine/checks.ts'
import { checkHistory } from './checks-history.ts'
import { checkLimitsAtEnd } from './checks-limits.ts'
import { checkParts, leftStanding } from './checks-parts.ts'
import type { Call } from './clients.ts'
import { checkOrphans, checkUndone } from './checks-undo.ts'
import type { Entry, EventRow } from './store-rows.ts'
import type { Made, World } from './world.ts'

type Told = { event: RunEvent; at: number; seq: number; actor: string }

/** Compares the three records once everything has ended: callers, store, ledger of the outside. */
export function checkAtEnd(world: World, history: readonly Call[]): void {
  for (const entry of world.store.entries.values()) {
    const { id, ended_at, state } = entry.request
    if (ended_at === null) {
      const open = [...entry.actions.values()].filter((row) => row.state !== 'succeeded')
      const rows = open.map((row) => `${row.action_id} ${row.state}`).join()
      world.violate('L1', `${id} is left ${state}: ${rows}`)
      continue
    }
    checkEntry(world, entry)
    checkEffects(world, entry)
    checkUndone(world, entry)
    checkOrphans(world, entry)
    checkParts(world, entry)
  }
  for (const left of leftStanding(world)) world.violate('S25', `${left} stands after all`)
  if (world.violations.length > 0) return
  checkLedger(world)
  checkLimitsAtEnd(world)
  checkHistory(world, history)
}

function checkEntry(world: World, entry: Entry): void {
  const { request } = entry
  const told = toldBy(world, entry)
  const run = refold(world, entry, told)
  const stored = JSON.parse(request.run) as Run
  if (!isDeepStrictEqual(plain(run), stored))
    world.violate('S11', `the log of ${request.id} tells another run than the one stored`)
  checkRows(world, entry, stored)
  checkClaims(world, entry, told)
  checkLives(world, entry, told)
  checkSkipped(world, request.id, told)
  try {
    checkEnd(world.store.planOf(request), stored)
  } catch (error) {
    world.violate('S5', `${request.id}: ${String(error)}`)
  }
}

function plain(run: Run): unknown {
  return JSON.parse(JSON.stringify(run))
}

/** S11: numbers without a gap, up to the one the request stands at. */
function toldBy(world: World, { request, events }: Entry): Told[] {
  const rows = events.toSorted((a, b) => a.seq - b.seq)
  rows.forEach(({ seq }, n) => {
    if (seq !== n + 1) world.violate('S11', `${request.id} has a gap in its log before ${seq}`)
  })
  if (rows.length !== request.seq)
    world.violate('S11', `${request.id} stands at ${request.seq} with ${rows.length} events`)
  return rows.flatMap((row) => {
    const { event } = eventOf(row)
    return event ? [{ event, at: row.at, seq: row.seq, actor: row.actor }] : []
  })
}

function eventOf({ data }: EventRow): { event?: RunEvent } {
  return JSON.parse(data) as { event?: RunEvent }
}

/** Lets everything happen once more, with every step checked by the engine's own promises. */
function refold(world: World, { request }: Entry, told: readonly Told[]): Run {
  const plan = world.store.planOf(request)
  let run = firstRun(plan)
  for (const { event, at, seq } of told) {
    const decision = decide(plan, run, event, at)
    if (decision.run === run)
      world.violate('S11', `${request.id} logged a ${event.type} that changed nothing (${seq})`)
    try {
      checkStep(plan, run, event, decision)
    } catch (error) {
      world.violate('S5', `${request.id} at ${seq}: ${String(error)}`)
    }
    run = decision.run
  }
  return run
}

/** The operational rows say what the run says; nothing is left in anybody's hands. */
function checkRows(world: World, { request, actions, attempts }: Entry, run: Run): void {
  for (const [id, { state, fence }] of Object.entries(run.actions)) {
    const row = actions.get(id)
    if (row?.state !== state || row.fence !== fence)
      world.violate(
        'S11',
        `${request.id} ${id} is ${state}/${fence}, its row ${row?.state}/${row?.fence}`,
      )
    if (row?.state === 'running') world.violate('L2', `${request.id} ${id} is left running`)
  }
  for (const { action_id, fence, ended_at } of attempts.values())
    if (ended_at === null) world.violate('L2', `attempt ${action_id}/${fence} has no end`)
}

/** S9, S7, L3, L5 in the order things were written. */
function checkClaims(
  world: World,
  { request, actions, attempts }: Entry,
  told: readonly Told[],
): void {
  const claims = told.filter(({ event }) => event.type === 'action_claimed')
  if (claims.length !== attempts.size)
    world.violate('S15', `${request.id} has ${claims.length} claims and ${attempts.size} intents`)
  for (const id of actions.keys()) {
    const own = told.filter(({ event }) => !('action' in event) || event.action === id)
    checkFences(world, `${request.id} ${id}`, own)
    checkLosses(world, `${request.id} ${id}`, own)
  }
  const { actions: planned } = world.store.planOf(request)
  const undoers = planned.filter(({ role }) => role === 'rollback').map(({ id }) => id)
  checkCancel(world, { id: request.id, undoers: new Set(undoers) }, told)
  const isQuiet = Object.keys(world.story.faults).length === 0 && world.story.controls.length === 0
  if (!isQuiet) return
  const tries = [...attempts.values()].filter(({ entry }) => entry === 'execute')
  const again = tries.find(({ attempt }) => attempt > 1)
  const isPoisoned = planned.some(({ type }) => type === 'poison')
  if (again && !isPoisoned)
    world.violate('L5', `${again.action_id} was tried twice without a fault`)
}

function checkFences(world: World, name: string, own: readonly Told[]): void {
  let last = 0
  let isOpen = false
  let holder = ''
  for (const { event, actor } of own) {
    if (!('fence' in event)) continue
    const isClaim = event.type === 'action_claimed'
    if (event.fence !== (isClaim ? last + 1 : last))
      world.violate('S9', `${name}: ${event.type} with fence ${event.fence} after ${last}`)
    const isReport = reports.has(event.type)
    if (isReport && !isOpen) world.violate('S9', `${name}: a second ${event.type} of ${last}`)
    if (workers.has(event.type) && actor !== holder)
      world.violate('S9', `${name}: ${event.type} of ${actor}, held by ${holder}`)
    if (isClaim) holder = actor
    if (isClaim || isReport) isOpen = isClaim
    last = event.fence
  }
}

/** Only the worker that holds an action may say these of it. */
const workers = new Set([
  'action_succeeded',
  'action_failed',
  'action_waiting',
  'action_held',
  'action_released',
])
const reports = new Set([
  'action_succeeded',
  'action_failed',
  'action_waiting',
  'action_held',
  'action_lost',
  'action_released',
])

/** What kills its workers is put aside after three; a worker that lives loses nothing. */
function checkLosses(world: World, name: string, own: readonly Told[]): void {
  let inARow = 0
  for (const { event } of own) {
    if (event.type === 'action_lost') inARow += 1
    else if (reports.has(event.type) || event.type === 'retry_requested') inARow = 0
    if (inARow > 3) world.violate('L3', `${name} was lost ${inARow} times in a row`)
  }
  const { crash, pause, ackLost, away } = world.story.faults
  const isCalm = [crash, pause, ackLost, away].every((fault) => fault === undefined)
  const hasLost = own.some(({ event }) => event.type === 'action_lost')
  if (isCalm && hasLost && world.counts.crashes === 0)
    world.violate('L4', `${name} was lost although nobody died, froze or was cut off`)
}

/** S7: once a cancel stands in the log, nothing begins that makes an effect. */
function checkCancel(
  world: World,
  { id, undoers }: { id: string; undoers: ReadonlySet<string> },
  told: readonly Told[],
): void {
  let cancelled = false
  for (const { event } of told) {
    if (event.type === 'cancel_requested') cancelled = true
    if (event.type === 'retry_requested') cancelled = false
    if (event.type === 'action_claimed' && cancelled && !undoers.has(event.action))
      world.violate('S7', `${id} ${event.action} was claimed after the cancel`)
  }
}

/** S23: what somebody skipped does not begin any more, unless somebody asks for it to be made anew. */
function checkSkipped(world: World, id: string, told: readonly Told[]): void {
  const skipped = new Set<string>()
  for (const { event } of told) {
    if (event.type === 'action_skipped') skipped.add(event.action)
    if (event.type === 'retry_requested' && event.from !== undefined) skipped.clear()
    if (event.type === 'action_claimed' && skipped.has(event.action))
      world.violate('S23', `${id} ${event.action} was claimed after it was skipped`)
  }
}

/** S13: what succeeded keeps its outputs, unless somebody asked for it to be made anew. */
function checkLives(world: World, { request }: Entry, told: readonly Told[]): void {
  const done = new Set<string>()
  const asked = told.some(
    ({ event }) => event.type === 'retry_requested' && event.from !== undefined,
  )
  for (const { event } of told) {
    if (event.type !== 'action_succeeded') continue
    if (done.has(event.action) && !asked)
      world.violate('S13', `${request.id} ${event.action} succeeded twice, its outputs overwritten`)
    done.add(event.action)
  }
}

const making = new Set(['keyed', 'searched', 'ticket', 'once'])
const mayTryAgain = new Set(['connection', '5xx', 'rate_limit', 'timeout'])

/** S4: what counts as done was made, once, and is done; S15: what is unclear is not given up early. */
function checkEffects(world: World, { request }: Entry): void {
  const run = JSON.parse(request.run) as Run
  for (const { id, type, role, retry } of world.store.planOf(request).actions) {
    const action = run.actions[id]
    if (action?.state === 'succeeded' && making.has(type) && role !== 'rollback') {
      const made = world.ledger.get(`${request.id}/${id}/${action.generation}`)
      checkMade(world, `${request.id} ${id}`, { made, endedAt: action.endedAt ?? 0 })
    }
    if (run.failure?.action === id && isGivenUp(run, action, retry.attempts))
      world.violate('S15', `${request.id} ${id} was given up after ${action?.attempt} tries`)
  }
}

type Done = { made: Made | undefined; endedAt: number }

function checkMade(world: World, name: string, { made, endedAt }: Done): void {
  const slack = (world.story.faults.skew ?? 0) * 2 + 1_000
  if (!made) world.violate('S4', `${name} succeeded and was never made`)
  else if (made.kind === 'ticket' && made.doneAt > endedAt + slack)
    world.violate('S4', `${name} succeeded before it was done`)
}

function isGivenUp(run: Run, action: ActionRun | undefined, attempts: number): boolean {
  const { failure, cancelling } = run
  const isRemote = /^(remote|transport)\./.test(failure?.code ?? '')
  if (!failure || !isRemote || cancelling || !action) return false
  return action.attempt < attempts && mayTryAgain.has(failure.class)
}

/** Nothing outside that nobody ordered; nothing made for another tenant. */
function checkLedger(world: World): void {
  for (const [effect, { tenant, count }] of world.ledger) {
    if (count > 1) world.violate('S3', `${effect} was made ${count} times`)
    const id = effect.split('/')[0] ?? ''
    if (!world.entryOf(tenant, id)) world.violate('S14', `${effect} was made for nobody`)
  }
}
