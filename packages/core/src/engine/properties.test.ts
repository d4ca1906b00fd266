import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { checkEnd, checkStep } from '../../test/engine/checks.ts'
import { planChange } from '../../test/engine/mends.ts'
import { anyPlan, noon } from '../../test/engine/plans.ts'
import { decide } from './decide.ts'
import type { Plan } from './plan.ts'
import { firstRun, replay } from './replay.ts'
import type { Command, Run, RunEvent } from './run.ts'

type Coin = () => number
const ambiguous = true as const

/** What a worker would report of this start; every answer is possible. */
function answer(action: string, fence: number, toss: Coin): RunEvent {
  const error = { code: 'http.503', message: 'away', class: '5xx' }
  const side = toss() % 10
  if (side === 8) return { type: 'action_failed', action, fence, error, retryable: true, ambiguous }
  if (side === 9) return { type: 'action_released', action, fence, ambiguous }
  if (side < 3) return { type: 'action_succeeded', action, fence, outputs: { n: side } }
  if (side < 5) return { type: 'action_failed', action, fence, error, retryable: side === 3 }
  if (side === 5) return { type: 'action_lost', action, fence }
  return { type: 'action_waiting', action, fence, waitingFor: 'remote', until: noon, memo: {} }
}

function reaction(run: Run, command: Command, toss: Coin): readonly RunEvent[] {
  if (command.type === 'wake')
    return [{ type: 'action_woken', action: command.action, fence: command.fence }]
  if (command.type !== 'start' || command.entry === 'cancel') return []
  const { action } = command
  const fence = (run.actions[action]?.fence ?? 0) + 1
  return [{ type: 'action_claimed', action, fence, worker: 'w' }, answer(action, fence, toss)]
}

describe('decide', () => {
  it('ends every run and finishes it once, with every report doubled and shuffled late', () => {
    const tosses = fc.infiniteStream(fc.nat(1_000))
    fc.assert(
      fc.property(anyPlan, tosses, (plan, stream) => {
        const toss: Coin = () => stream.next().value
        let run = firstRun(plan)
        let finishes = 0
        let ends = 1
        const log: { event: RunEvent; at: number }[] = []
        const inbox: RunEvent[] = [{ type: 'submitted' }]
        for (let steps = 0; inbox.length > 0; steps += 1) {
          expect(steps).toBeLessThan(5_000)
          const event = inbox.shift()
          if (!event) break
          const decision = decide(plan, run, event, noon)
          checkStep(plan, run, event, decision)
          if (decision.run !== run) log.push({ event, at: noon })
          if (decision.transitions.includes('rolling_back')) ends += 1
          run = decision.run
          for (const command of decision.commands) {
            if (command.type === 'finish') finishes += 1
            for (const next of reaction(run, command, toss)) {
              inbox.push(next)
              inbox.splice(toss() % (inbox.length + 1), 0, structuredClone(next))
            }
          }
          if (inbox.length === 0) inbox.push(...overdue(run, toss))
          if (inbox.length === 0 && ends < 3) inbox.push(...wish(run, toss))
        }

        expect(finishes).toBe(ends)
        checkEnd(plan, run)
        expect(replay(plan, log)).toEqual(run)
      }),
      { numRuns: 300 },
    )
  })

  it('answers any event in any state within the tables, and an unfit one with the same run', () => {
    fc.assert(
      fc.property(anyPlan, fc.array(anyEvent, { maxLength: 60 }), (ordered, events) => {
        let plan = ordered
        let run = firstRun(plan)
        let now = noon
        for (const each of events) {
          now += 7_000
          const event =
            each === mend ? planChange(plan, run, { version: now, dice: () => 0.1 }) : each
          const decision = decide(plan, run, event, now)
          checkStep(plan, run, event, decision)
          expect(decide(plan, run, event, now)).toEqual(decision)
          if (event.type === 'plan_changed' && decision.run !== run) plan = event.plan
          run = decision.run
        }
      }),
      { numRuns: 500 },
    )
  })

  it('ends also what no ingest would let through: circles and strangers', () => {
    const loose = fc.tuple(anyPlan, fc.array(fc.array(fc.nat(12), { maxLength: 3 })))
    fc.assert(
      fc.property(loose, ([tidy, befores]) => {
        const plan: Plan = {
          ...tidy,
          actions: tidy.actions.map((each, n) => ({
            ...each,
            after: (befores[n] ?? []).map((id) => `a${id}`),
          })),
        }
        let run = firstRun(plan)
        const inbox: RunEvent[] = [{ type: 'submitted' }]
        for (let event = inbox.shift(); event; event = inbox.shift()) {
          const decision = decide(plan, run, event, noon)
          run = decision.run
          for (const command of decision.commands) inbox.push(...reaction(run, command, () => 0))
        }

        expect(['completed', 'failed', 'rolled_back', 'rollback_failed']).toContain(run.state)
      }),
      { numRuns: 200 },
    )
  })
})

/** Somebody may want undone what has ended, and says so twice. */
function wish({ endedAt }: Run, toss: Coin): readonly RunEvent[] {
  const wanted: RunEvent = { type: 'rollback_requested', by: 'ann' }
  return endedAt !== undefined && toss() % 2 === 0 ? [wanted, { ...wanted }] : []
}

/** A claim doubled out of order may have met nothing; a shell's reaper would look again. */
function overdue(run: Run, toss: Coin): readonly RunEvent[] {
  return Object.entries(run.actions).flatMap(([action, { state, fence }]): readonly RunEvent[] => {
    if (state === 'running') return [answer(action, fence, toss)]
    if (state === 'unknown')
      return [{ type: 'effect_resolved', action, happened: toss() % 2 === 0, by: 'ann' }]
    if (state === 'waiting') return [{ type: 'action_woken', action, fence }]
    if (state !== 'ready') return []
    const next = fence + 1
    return [
      { type: 'action_claimed', action, fence: next, worker: 'w' },
      answer(action, next, toss),
    ]
  })
}

const rollbacks = ['a0:rollback', 'a1:rollback', 'f0:rollback']
const strangers = ['__proto__', 'constructor', 'nobody']
const ids = fc.constantFrom('a0', 'a1', 'a2', 'f0', 'f1', ...rollbacks, ...strangers)
const named = { action: ids, fence: fc.nat(4) }
/** Stands for going over to a mended version of whatever the request follows then. */
const mend = 'mend'
const meddling = { action: ids, by: fc.constant('ann'), reason: fc.constant('stuck') }
const anyEvent: fc.Arbitrary<RunEvent | typeof mend> = fc.oneof(
  fc.constant(mend),
  fc.record({ type: fc.constant('action_skipped' as const), ...meddling }),
  fc.record({
    type: fc.constant('input_edited' as const),
    ...meddling,
    changes: fc.constant({ '/n': 1 }),
  }),
  fc.record({ type: fc.constant('submitted' as const) }),
  fc.record({ type: fc.constant('submitted' as const), notBefore: fc.constant(noon + 60_000) }),
  fc.record({ type: fc.constant('released' as const) }),
  fc.record({
    type: fc.constantFrom('submitted' as const, 'released' as const),
    automation: fc.constant({ off: true as const, reason: 'x' }),
  }),
  fc.record({
    type: fc.constant('automation_switched' as const),
    off: fc.boolean(),
    by: fc.constant('ann'),
  }),
  {
    weight: 6,
    arbitrary: fc.record({
      type: fc.constant('action_claimed' as const),
      ...named,
      worker: fc.constant('w'),
    }),
  },
  fc.record({ type: fc.constant('action_succeeded' as const), ...named, outputs: fc.constant({}) }),
  fc.record({
    type: fc.constant('action_failed' as const),
    ...named,
    error: fc.constant({ code: 'http.503', message: 'away', class: '5xx' }),
    retryable: fc.boolean(),
  }),
  fc.record({
    type: fc.constant('action_failed' as const),
    ...named,
    error: fc.constant({ code: 'transport.timeout', message: 'silence', class: 'timeout' }),
    retryable: fc.boolean(),
    ambiguous: fc.constant(ambiguous),
  }),
  fc.record({
    type: fc.constant('effect_resolved' as const),
    action: ids,
    happened: fc.boolean(),
    by: fc.constant('ann'),
  }),
  fc.record({
    type: fc.constant('effect_resolved' as const),
    ...named,
    happened: fc.boolean(),
    by: fc.constant('ann'),
  }),
  fc.record({
    type: fc.constant('action_waiting' as const),
    ...named,
    waitingFor: fc.constantFrom('remote' as const, 'person' as const),
    memo: fc.constant({}),
  }),
  fc.record({ type: fc.constant('action_lost' as const), ...named }),
  fc.record({
    type: fc.constant('action_held' as const),
    ...named,
    target: fc.constant('api.example.com'),
    until: fc.constant(noon + 40_000),
    reason: fc.constant('open'),
  }),
  fc.record({ type: fc.constant('action_released' as const), ...named }),
  fc.record({
    type: fc.constant('action_released' as const),
    ...named,
    ambiguous: fc.constant(ambiguous),
  }),
  fc.record({ type: fc.constant('action_woken' as const), ...named }),
  fc.record({
    type: fc.constant('action_signalled' as const),
    action: ids,
    signal: fc.constant({ n: 1 }),
  }),
  fc.record({ type: fc.constant('action_timed_out' as const), ...named }),
  fc.record({ type: fc.constant('request_timed_out' as const) }),
  fc.record({ type: fc.constant('sla_warned' as const) }),
  fc.record({ type: fc.constant('sla_breached' as const) }),
  fc.record({
    type: fc.constant('action_escalated' as const),
    action: ids,
    level: fc.integer({ min: 1, max: 3 }),
    to: fc.constant('db@example.com'),
  }),
  fc.record({ type: fc.constant('cancel_requested' as const), by: fc.constant('ann') }),
  fc.constant({ type: 'cancel_requested' as const, by: 'ann', compensate: true as const }),
  fc.constant({ type: 'rollback_requested' as const, by: 'ann' }),
  fc.record({ type: fc.constant('retry_requested' as const), by: fc.constant('ann') }),
  fc.record({ type: fc.constant('retry_requested' as const), by: fc.constant('ann'), from: ids }),
)
