import fc from 'fast-check'
import { decide } from '../../src/engine/decide.ts'
import { behind } from '../../src/engine/gate-of.ts'
import type { Plan, PlannedAction } from '../../src/engine/plan.ts'
import { firstRun } from '../../src/engine/replay.ts'
import type { Run, RunEvent } from '../../src/engine/run.ts'
import type { Decision } from '../../src/engine/work.ts'

export const noon = Date.UTC(2026, 0, 1, 12)

/** An action with the plainest values; a test names only what it is about. */
export function action(id: string, change: Partial<PlannedAction> = {}): PlannedAction {
  return {
    id,
    name: id,
    type: 'rest-api',
    lane: 'automatic',
    role: 'main',
    config: {},
    after: [],
    requireSuccess: false,
    conditions: [],
    retry: { attempts: 3, delayMs: 1_000, maxDelayMs: 60_000, growth: 'exponential', on: [] },
    onFailure: 'fail',
    output: {},
    sensitive: [],
    ...change,
  }
}

/** A plan of these actions, automatic unless said otherwise. */
export function planWith(actions: readonly PlannedAction[], change: Partial<Plan> = {}): Plan {
  return {
    mode: 'automatic',
    priority: 'normal',
    queue: 'default',
    concurrency: 10,
    actions,
    facts: { fields: {} },
    ...change,
  }
}

/** Lets events happen one after another at noon; the last decision. */
export function play(plan: Plan, events: readonly RunEvent[], now = noon): Decision {
  let decision: Decision = { run: firstRun(plan), commands: [], transitions: [] }
  for (const event of events) decision = decide(plan, decision.run, event, now)
  return decision
}

export const submitted: RunEvent = { type: 'submitted' }

/** The next claim of an action, as a worker would make it. */
export function claim(run: Run, id: string): RunEvent {
  return {
    type: 'action_claimed',
    action: id,
    fence: (run.actions[id]?.fence ?? 0) + 1,
    worker: 'w',
  }
}

/** Claims the action and lets it report. */
export function report(
  plan: Plan,
  run: Run,
  id: string,
  outcome: (fence: number) => RunEvent,
): Decision {
  const claimed = decide(plan, run, claim(run, id), noon).run
  return decide(plan, claimed, outcome(claimed.actions[id]?.fence ?? 0), noon)
}

/** Outcomes of one action, waiting for their fence. */
export const outcome = {
  succeeds:
    (id: string, outputs = {}) =>
    (fence: number): RunEvent => ({ type: 'action_succeeded', action: id, fence, outputs }),
  fails:
    (
      id: string,
      {
        retryable = false,
        ...more
      }: { retryable?: boolean; retryAfterMs?: number; ambiguous?: true } = {},
    ) =>
    (fence: number): RunEvent => ({
      type: 'action_failed',
      action: id,
      fence,
      error: { code: 'http.503', message: 'away', class: '5xx' },
      retryable,
      ...more,
    }),
  waits:
    (id: string, { until, ...more }: { until?: number; waitingFor?: 'remote' | 'person' } = {}) =>
    (fence: number): RunEvent => ({
      type: 'action_waiting',
      action: id,
      fence,
      waitingFor: 'remote',
      memo: { key: id },
      ...(until !== undefined && { until }),
      ...more,
    }),
  isHeld:
    (id: string, forMs = 30_000) =>
    (fence: number): RunEvent => ({
      type: 'action_held',
      action: id,
      fence,
      target: 'api.example.com',
      until: noon + forMs,
      reason: 'The circuit breaker is open',
    }),
  isLost:
    (id: string) =>
    (fence: number): RunEvent => ({ type: 'action_lost', action: id, fence }),
}

/** What people must agree to before anything of a plan begins. */
export const gate = action('gate:approval', {
  lane: 'gate',
  type: 'approval-workflow',
  repeat: 'safe',
  reads: true,
})

/** What another system is asked before anything of a plan begins. */
const check = action('check:1', { lane: 'gate', repeat: 'safe', reads: true })

type Draft = {
  befores: readonly number[]
  lane: 'automatic' | 'manual' | 'post'
  onFailure: 'fail' | 'continue' | 'fallback'
  attempts: number
  requireSuccess: boolean
  condition: 'none' | 'holds' | 'fails' | 'output'
  timed: boolean
  repeat: 'safe' | 'search' | 'never' | 'unsaid' | 'reads'
  notice?: 'start' | 'success' | 'failure' | undefined
  undo: 'none' | 'automatic' | 'asked' | 'connector' | 'begun' | 'condition'
  /** Milliseconds before an open breaker until the fallback is called. */
  patience?: number | undefined
}

const none = undefined

const draft: fc.Arbitrary<Draft> = fc.record({
  befores: fc.array(fc.nat(9), { maxLength: 3 }),
  lane: fc.constantFrom('automatic', 'automatic', 'automatic', 'manual', 'post'),
  onFailure: fc.constantFrom('fail', 'fail', 'continue', 'fallback'),
  attempts: fc.integer({ min: 1, max: 3 }),
  requireSuccess: fc.boolean(),
  condition: fc.constantFrom('none', 'none', 'none', 'holds', 'fails', 'output'),
  timed: fc.boolean(),
  repeat: fc.constantFrom('safe', 'search', 'never', 'never', 'unsaid', 'reads'),
  notice: fc.constantFrom(none, none, none, none, none, 'start', 'success', 'failure'),
  undo: fc.constantFrom('none', 'automatic', 'asked', 'connector', 'begun', 'begun', 'condition'),
  patience: fc.constantFrom(none, 0, 20_000, 300_000),
})

/** Any plan that ingest would let through: no circles, predecessors within reach of the lane. */
export const anyPlan: fc.Arbitrary<Plan> = fc
  .record({
    drafts: fc.array(draft, { minLength: 1, maxLength: 9 }),
    mode: fc.constantFrom('automatic', 'hybrid', 'hybrid', 'manual'),
    concurrency: fc.integer({ min: 1, max: 4 }),
    timed: fc.boolean(),
    undone: fc.constantFrom(true, true, false),
    parallel: fc.constantFrom(true, false, false),
    gated: fc.constantFrom(true, false, false, false),
    checked: fc.constantFrom(
      none,
      none,
      none,
      none,
      none,
      none,
      'fail' as const,
      'continue' as const,
    ),
  })
  .map(({ drafts, mode, concurrency, timed, undone, parallel, gated, checked }) =>
    planWith(
      behind(
        gated ? gate : undefined,
        drafts
          .map((each) => (undone ? each : { ...each, undo: 'none' as const }))
          .flatMap((each, n) => drawn(drafts, each, n)),
        checked ? [{ ...check, onFailure: checked }] : [],
      ),
      {
        mode,
        concurrency,
        rejects: true,
        ...(parallel && mode === 'hybrid' && { parallel }),
        ...(timed && { timeoutMs: 90_000 }),
        facts: { fields: { size: 1 } },
      },
    ),
  )

function drawn(drafts: readonly Draft[], each: Draft, n: number): readonly PlannedAction[] {
  const { lane, notice } = each
  if (notice)
    return [
      action(`a${n}`, { lane: 'notice', on: notice, onFailure: 'continue', ...repeatOf(each) }),
    ]
  const after = [...new Set(each.befores)].filter((before) =>
    reaches(drafts[before], lane, before, n),
  )
  const main = action(`a${n}`, {
    lane,
    after: after.map((before) => `a${before}`),
    requireSuccess: each.requireSuccess,
    onFailure: each.onFailure,
    ...(each.onFailure === 'fallback' && {
      fallback: `f${n}`,
      ...(each.patience !== undefined && { fallbackAfterMs: each.patience }),
    }),
    retry: { ...action('').retry, attempts: each.attempts },
    ...(each.timed && { timeoutMs: 40_000 }),
    conditions: conditionsOf(each, after[0]),
    ...repeatOf(each),
  })
  const both = [main]
  if (each.onFailure === 'fallback')
    both.push(
      action(`f${n}`, {
        lane,
        role: 'fallback',
        onFailure: 'fail',
        ...repeatOf(each),
        ...(each.patience !== undefined && { manual: true }),
      }),
    )
  return both.flatMap((one) => withUndoer(one, each))
}

/** The action and, behind it, the one that undoes it. */
function withUndoer(planned: PlannedAction, from: Draft): readonly PlannedAction[] {
  const { undo, attempts } = from
  if (undo === 'none') return [planned]
  const id = `${planned.id}:rollback`
  const automatic = undo !== 'asked'
  return [
    { ...planned, rollback: { action: id, automatic, preserveState: false } },
    action(id, {
      lane: planned.lane,
      role: 'rollback',
      undoes: planned.id,
      retry: { ...action('').retry, attempts },
      timeoutMs: 60_000,
      // What a connector undoes itself may be asked for twice.
      ...(undo === 'connector' || undo === 'begun' ? { compensates: true } : repeatOf(from)),
      ...(undo === 'begun' && { undoesBegun: true }),
      ...(undo === 'condition' && {
        conditions: [{ field: `output.${planned.id}.by`, operator: 'ne', value: 1 }],
      }),
    }),
  ]
}

function repeatOf({ repeat }: Draft): Partial<PlannedAction> {
  if (repeat === 'unsaid') return {}
  return repeat === 'reads' ? { repeat: 'safe', reads: true } : { repeat }
}

function reaches(target: Draft | undefined, lane: string, before: number, n: number): boolean {
  if (!target || target.notice || before >= n) return false
  return target.lane === lane || lane === 'post'
}

function conditionsOf(
  { condition }: Draft,
  before: number | undefined,
): PlannedAction['conditions'] {
  if (condition === 'none') return []
  if (condition === 'output' && before !== undefined)
    return [{ field: `output.a${before}.status`, operator: 'eq', value: 'succeeded' }]
  return [{ field: 'size', operator: 'eq', value: condition === 'fails' ? 2 : 1 }]
}
