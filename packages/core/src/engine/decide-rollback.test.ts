import { describe, expect, it } from 'vitest'
import {
  action,
  claim,
  noon,
  outcome,
  planWith,
  play,
  report,
  submitted,
} from '../../test/engine/plans.ts'
import { decide } from './decide.ts'
import { leftOf, shownOutputs } from './left-of.ts'
import type { Plan, PlannedAction } from './plan.ts'
import { progress } from './progress.ts'
import { replay } from './replay.ts'
import type { Run, RunEvent } from './run.ts'
import type { Decision } from './work.ts'

const { succeeds, fails, waits, isLost } = outcome
const wish: RunEvent = { type: 'rollback_requested', by: 'ann', reason: 'not needed' }

/** An action and what undoes it. */
function undoable(
  id: string,
  change: Partial<PlannedAction> = {},
  { automatic = true, preserveState = false, undoer = {} as Partial<PlannedAction> } = {},
): PlannedAction[] {
  const rollback = { action: `${id}:rollback`, automatic, preserveState }
  return [
    action(id, { ...change, rollback }),
    action(`${id}:rollback`, {
      role: 'rollback',
      undoes: id,
      lane: change.lane ?? 'automatic',
      ...undoer,
    }),
  ]
}

/** Runs what is ready until nothing is; `fails` for good where the id is listed. */
function settleAll(plan: Plan, from: Run, failing: readonly string[] = []): Run {
  let run = from
  for (;;) {
    const next = Object.entries(run.actions).find(([, { state }]) => state === 'ready')
    if (!next) return run
    const [id] = next
    run = report(plan, run, id, failing.includes(id) ? fails(id) : succeeds(id, { of: id })).run
  }
}

const ready = (run: Run): string[] =>
  Object.entries(run.actions).flatMap(([id, { state }]) => (state === 'ready' ? [id] : []))
const states = (run: Run): Record<string, string> =>
  Object.fromEntries(Object.entries(run.actions).map(([id, { state }]) => [id, state]))

/** net → (vm, dns) → check, and the check fails. */
const diamond = planWith([
  ...undoable('net'),
  ...undoable('vm', { after: ['net'] }),
  ...undoable('dns', { after: ['net'] }),
  action('check', { after: ['vm', 'dns'], retry: { ...action('').retry, attempts: 1 } }),
])

function failedDiamond(): Decision {
  let decision: Decision = play(diamond, [submitted])
  for (const id of ['net', 'vm', 'dns']) decision = report(diamond, decision.run, id, succeeds(id))
  return report(diamond, decision.run, 'check', fails('check'))
}

describe('a request that failed', () => {
  it('undoes its automatic rollbacks: last first, side by side where the plan allows', () => {
    const failed = failedDiamond()
    const one = report(diamond, failed.run, 'vm:rollback', succeeds('vm:rollback')).run
    const both = report(diamond, one, 'dns:rollback', succeeds('dns:rollback')).run
    const all = report(diamond, both, 'net:rollback', succeeds('net:rollback'))

    expect(failed.transitions).toEqual(['failed', 'rolling_back'])
    expect(failed.run).toMatchObject({ rollback: { by: 'system', scope: 'automatic' } })
    expect(failed.run.endedAt).toBeUndefined()
    expect(ready(failed.run).toSorted()).toEqual(['dns:rollback', 'vm:rollback'])
    expect(ready(one)).toEqual(['dns:rollback'])
    expect(ready(both)).toEqual(['net:rollback'])
    expect(all.run.state).toBe('rolled_back')
    expect(all.run.endedAt).toBe(noon)
    expect(all.commands).toEqual([{ type: 'finish', outcome: 'rolled_back' }])
    expect(states(all.run)).toMatchObject({
      net: 'compensated',
      vm: 'compensated',
      dns: 'compensated',
    })
  })

  it('undoes no more at once than the plan’s concurrency allows', () => {
    const narrow = { ...diamond, concurrency: 1 }
    let { run } = play(narrow, [submitted])
    for (const id of ['net', 'vm', 'dns']) run = report(narrow, run, id, succeeds(id)).run

    run = report(narrow, run, 'check', fails('check')).run

    expect(ready(run)).toHaveLength(1)
    expect(settleAll(narrow, run).state).toBe('rolled_back')
  })

  it('leaves alone what is only undone when somebody asks, and says so', () => {
    const plan = planWith([
      ...undoable('net', {}, { automatic: false }),
      ...undoable('vm', { after: ['net'] }),
      action('mail', { after: ['vm'] }),
      action('check', { after: ['mail'] }),
    ])
    const failed = settleAll(plan, play(plan, [submitted]).run, ['check'])
    const asked = decide(plan, failed, wish, noon)

    expect(failed.state).toBe('rolled_back')
    expect(leftOf(plan, failed)).toEqual([
      { action: 'mail', why: 'not_possible' },
      { action: 'net', why: 'not_asked' },
    ])
    expect(ready(asked.run)).toEqual(['net:rollback'])
    expect(leftOf(plan, settleAll(plan, asked.run))).toEqual([
      { action: 'mail', why: 'not_possible' },
    ])
  })

  it('stays failed where nothing is undone by itself, until somebody asks', () => {
    const plan = planWith([
      ...undoable('a', {}, { automatic: false }),
      action('b', { after: ['a'] }),
    ])
    const failed = settleAll(plan, play(plan, [submitted]).run, ['b'])

    const asked = decide(plan, failed, wish, noon)

    expect(failed.state).toBe('failed')
    expect(asked.run).toMatchObject({
      state: 'rolling_back',
      rollback: { by: 'ann', reason: 'not needed', scope: 'all' },
    })
  })

  it('cannot be retried any more once it was rolled back', () => {
    const run = settleAll(diamond, failedDiamond().run)
    const retry: RunEvent = { type: 'retry_requested', by: 'ann' }

    expect(decide(diamond, run, retry, noon).run).toBe(run)
    expect(decide(diamond, failedDiamond().run, retry, noon).commands).toEqual([])
    expect(decide(diamond, run, wish, noon).run).toBe(run)
  })

  it('by its time limit is rolled back without one', () => {
    const plan = planWith([...undoable('a'), action('b', { after: ['a'] })], { timeoutMs: 1_000 })
    const half = report(plan, play(plan, [submitted]).run, 'a', succeeds('a')).run

    const late = decide(plan, half, { type: 'request_timed_out' }, noon + 2_000)
    const again = decide(plan, late.run, { type: 'request_timed_out' }, noon + 9_000)

    expect(late.run).toMatchObject({ state: 'rolling_back' })
    expect(late.run.deadlineAt).toBeUndefined()
    expect(again.run).toBe(late.run)
    expect(settleAll(plan, late.run).state).toBe('rolled_back')
  })

  it('tells of the failure once, and of a failed rollback where nothing was told before', () => {
    const told = action('told', { lane: 'notice', on: 'failure', onFailure: 'continue' })
    const plan = planWith([...undoable('a'), action('b', { after: ['a'] }), told])
    const failed = settleAll(plan, play(plan, [submitted]).run, ['b', 'a:rollback'])
    const done = settleAll(plan, play(plan, [submitted]).run)

    const undone = settleAll(plan, decide(plan, done, wish, noon).run, ['a:rollback'])

    expect(failed).toMatchObject({ state: 'rollback_failed', actions: { told: { fence: 1 } } })
    expect(done.actions['told']).toMatchObject({ state: 'skipped' })
    expect(undone).toMatchObject({ state: 'rollback_failed', actions: { told: { fence: 1 } } })
  })
})

describe('a hybrid request', () => {
  const plan = planWith(
    [
      ...undoable('auto'),
      action('bad', { after: ['auto'] }),
      ...undoable('hand', { lane: 'manual' }),
      action('last', { lane: 'manual', after: ['hand'] }),
    ],
    { mode: 'hybrid' },
  )

  it('undoes nothing at the hand-over, and what people did first when it really fails', () => {
    const handed = report(
      plan,
      report(plan, play(plan, [submitted]).run, 'auto', succeeds('auto')).run,
      'bad',
      fails('bad'),
    ).run
    const failed = report(
      plan,
      report(plan, handed, 'hand', succeeds('hand')).run,
      'last',
      fails('last'),
    ).run

    expect(handed).toMatchObject({ state: 'in_progress', lane: 'manual' })
    expect(states(handed)).toMatchObject({ auto: 'succeeded', 'auto:rollback': 'pending' })
    expect(failed.state).toBe('rolling_back')
    expect(ready(failed)).toEqual(['hand:rollback'])
    expect(settleAll(plan, failed).state).toBe('rolled_back')
  })
})

describe('a rollback somebody asks for', () => {
  it('undoes also what completed, work after the success included', () => {
    const plan = planWith([
      ...undoable('a', {}, { automatic: false }),
      ...undoable('p', { lane: 'post', after: ['a'] }),
    ])
    const completed = settleAll(plan, play(plan, [submitted]).run)

    const asked = decide(plan, completed, wish, noon)

    expect(completed.state).toBe('completed')
    expect(asked.transitions).toEqual(['rolling_back'])
    expect(ready(asked.run)).toEqual(['p:rollback'])
    expect(settleAll(plan, asked.run).state).toBe('rolled_back')
  })

  it('is nothing where nothing can be undone, or before the end', () => {
    const plan = planWith([action('a')])
    const completed = settleAll(plan, play(plan, [submitted]).run)
    const { run } = play(diamond, [submitted])

    expect(decide(plan, completed, wish, noon).run).toBe(completed)
    expect(decide(diamond, run, wish, noon).run).toBe(run)
  })

  it('undoes the fallback that did the work, after all that built on it', () => {
    const plan = planWith([
      ...undoable('net'),
      action('a', { after: ['net'], onFailure: 'fallback', fallback: 'f' }),
      ...undoable('f', { role: 'fallback' }),
      ...undoable('b', { after: ['a'] }),
    ])
    const completed = settleAll(plan, play(plan, [submitted]).run, ['a'])

    const asked = decide(plan, completed, wish, noon).run
    const then = report(plan, asked, 'b:rollback', succeeds('b:rollback')).run
    const last = report(plan, then, 'f:rollback', succeeds('f:rollback')).run

    expect([ready(asked), ready(then), ready(last)]).toEqual([
      ['b:rollback'],
      ['f:rollback'],
      ['net:rollback'],
    ])
  })

  it('enters the connector’s own compensation where no action is named', () => {
    const plan = planWith(undoable('a', {}, { undoer: { compensates: true } }))
    const completed = settleAll(plan, play(plan, [submitted]).run)

    const asked = decide(plan, completed, wish, noon)
    const lost = report(plan, asked.run, 'a:rollback', isLost('a:rollback'))
    const failed = report(plan, lost.run, 'a:rollback', fails('a:rollback', { retryable: true }))

    expect(asked.commands).toEqual([{ type: 'start', action: 'a:rollback', entry: 'compensate' }])
    expect(lost.commands).toEqual([{ type: 'start', action: 'a:rollback', entry: 'compensate' }])
    expect(failed.run.actions['a:rollback']).toMatchObject({
      state: 'waiting',
      waitingFor: 'retry',
      entry: 'compensate',
      attempt: 2,
      generation: 0,
    })
  })

  it('of a plan of before rollbacks ran undoes one of those that share an action', () => {
    const rollback = { action: 'undo', automatic: true, preserveState: false }
    const plan = planWith([
      action('a', { rollback }),
      action('b', { rollback, after: ['a'] }),
      action('undo', { role: 'rollback' }),
    ])
    const completed = settleAll(plan, play(plan, [submitted]).run)

    const run = settleAll(plan, decide(plan, completed, wish, noon).run)

    expect(run.state).toBe('rolled_back')
    expect(states(run)).toEqual({ a: 'compensated', b: 'succeeded', undo: 'succeeded' })
    expect(leftOf(plan, run)).toEqual([{ action: 'b', why: 'not_possible' }])
  })
})

describe('a cancel', () => {
  const compensate: RunEvent = { type: 'cancel_requested', by: 'ann', compensate: true }

  it('undoes what had succeeded, once what was under way has ended', () => {
    const plan = planWith([...undoable('a', {}, { automatic: false }), ...undoable('b')])
    let { run } = report(plan, play(plan, [submitted]).run, 'a', succeeds('a'))
    run = decide(plan, run, claim(run, 'b'), noon).run

    const asked = decide(plan, run, compensate, noon)
    const ended = decide(plan, asked.run, succeeds('b')(1), noon)

    expect(asked.run.state).toBe('in_progress')
    expect(ended.transitions).toEqual(['cancelled', 'rolling_back'])
    expect(ready(ended.run).toSorted()).toEqual(['a:rollback', 'b:rollback'])
    expect(settleAll(plan, ended.run).state).toBe('rolled_back')
  })

  it('only cancels where nothing had been made, and takes the wish also later', () => {
    const plan = planWith([...undoable('a'), action('b')])
    const { run } = play(plan, [submitted])
    const busy = decide(plan, run, claim(run, 'a'), noon).run
    const plain = decide(plan, busy, { type: 'cancel_requested', by: 'ann' }, noon).run

    const later = decide(plan, plain, compensate, noon).run

    expect(decide(plan, run, compensate, noon).run.state).toBe('cancelled')
    expect(decide(plan, later, compensate, noon).run).toBe(later)
    expect(decide(plan, later, succeeds('a')(1), noon).run.state).toBe('rolling_back')
  })

  it('leaves the compensations all their tries', () => {
    const plan = planWith([...undoable('a'), action('b')])
    const half = report(plan, play(plan, [submitted]).run, 'a', succeeds('a')).run
    const rolling = decide(plan, half, compensate, noon).run

    const again = report(plan, rolling, 'a:rollback', fails('a:rollback', { retryable: true })).run
    const lost = report(plan, rolling, 'a:rollback', isLost('a:rollback')).run

    expect(again.actions['a:rollback']).toMatchObject({ state: 'waiting', waitingFor: 'retry' })
    expect(lost.actions['a:rollback']).toMatchObject({ state: 'ready', lostClaims: 1 })
  })

  it('does not stop a rollback, nor what it waits for', () => {
    const rolling = report(diamond, failedDiamond().run, 'vm:rollback', waits('vm:rollback')).run

    expect(decide(diamond, rolling, compensate, noon).run).toBe(rolling)
  })
})

describe('a compensation', () => {
  it('is tried again, waits and is woken like any other action', () => {
    const failed = failedDiamond().run
    const rests = report(diamond, failed, 'vm:rollback', fails('vm:rollback', { retryable: true }))
    const woken = decide(
      diamond,
      rests.run,
      { type: 'action_woken', action: 'vm:rollback', fence: 1 },
      noon,
    )
    const waiting = report(diamond, woken.run, 'vm:rollback', waits('vm:rollback', { until: noon }))

    expect(rests.commands).toMatchObject([{ type: 'wake', action: 'vm:rollback', fence: 1 }])
    expect(woken.commands).toEqual([{ type: 'start', action: 'vm:rollback', entry: 'execute' }])
    expect(waiting.run.actions['vm:rollback']).toMatchObject({ state: 'waiting', attempt: 2 })
    expect(waiting.run.actions['vm']?.state).toBe('compensating')
  })

  it('that fails for good holds back what it depended on; other branches go on', () => {
    const failed = failedDiamond().run
    const stuck = report(diamond, failed, 'vm:rollback', fails('vm:rollback')).run
    const end = report(diamond, stuck, 'dns:rollback', succeeds('dns:rollback'))

    expect(stuck).toMatchObject({
      state: 'rolling_back',
      actions: {
        vm: { state: 'succeeded', undo: 'failed' },
        net: { state: 'succeeded', undo: 'held_back' },
        dns: { state: 'compensating' },
      },
    })
    expect(end.run.state).toBe('rollback_failed')
    expect(end.commands).toEqual([{ type: 'finish', outcome: 'rollback_failed' }])
    expect(leftOf(diamond, end.run)).toEqual([
      { action: 'vm', why: 'failed' },
      { action: 'net', why: 'held_back' },
    ])
  })

  it('can be asked for again: only what is left, under the same key', () => {
    const stuck = settleAll(diamond, failedDiamond().run, ['vm:rollback'])

    const again = decide(diamond, stuck, wish, noon)
    const end = settleAll(diamond, again.run)

    expect(ready(again.run)).toEqual(['vm:rollback'])
    expect(again.run.actions['vm:rollback']).toMatchObject({ generation: 0, fence: 1, attempt: 0 })
    expect(end.state).toBe('rolled_back')
    expect(end.actions['dns:rollback']?.fence).toBe(1)
    expect(leftOf(diamond, end)).toEqual([])
  })

  it('ends by its own time limit, and after three lost claims', () => {
    const plan = planWith([
      ...undoable('a', {}, { undoer: { timeoutMs: 1_000 } }),
      ...undoable('b'),
      action('c', { after: ['a', 'b'] }),
    ])
    let run = settleAll(plan, play(plan, [submitted]).run, ['c', 'none'])
    expect(run.state).toBe('rolled_back')
    run = report(plan, play(plan, [submitted]).run, 'a', succeeds('a')).run
    run = report(plan, run, 'b', succeeds('b')).run
    run = report(plan, run, 'c', fails('c')).run
    run = decide(plan, run, claim(run, 'a:rollback'), noon).run
    for (let n = 0; n < 3; n += 1) run = report(plan, run, 'b:rollback', isLost('b:rollback')).run

    run = decide(plan, run, { type: 'action_timed_out', action: 'a:rollback', fence: 1 }, noon).run

    expect(run).toMatchObject({
      state: 'rollback_failed',
      actions: {
        'a:rollback': { error: { code: 'action.timeout' } },
        'b:rollback': { error: { code: 'action.quarantined' } },
        a: { undo: 'failed' },
        b: { undo: 'failed' },
      },
    })
  })

  it('whose conditions do not hold leaves the effect and blocks nobody', () => {
    const conditions = [{ field: 'output.b.of', operator: 'eq' as const, value: 'other' }]
    const plan = planWith([
      ...undoable('a'),
      ...undoable('b', { after: ['a'] }, { undoer: { conditions } }),
      action('c', { after: ['b'] }),
    ])

    const run = settleAll(plan, play(plan, [submitted]).run, ['c'])

    expect(run).toMatchObject({
      state: 'rolled_back',
      actions: {
        a: { state: 'compensated' },
        b: { state: 'succeeded', undo: 'not_possible' },
        'b:rollback': { state: 'skipped', because: 'condition' },
      },
    })
  })

  it('changes nothing when its report comes twice or late', () => {
    const { run } = failedDiamond()
    const claimed = decide(diamond, run, claim(run, 'vm:rollback'), noon).run
    const done = decide(diamond, claimed, succeeds('vm:rollback')(1), noon).run

    expect(decide(diamond, done, succeeds('vm:rollback')(1), noon).run).toBe(done)
    expect(decide(diamond, done, claim(run, 'vm:rollback'), noon).run).toBe(done)
    expect(decide(diamond, done, fails('vm:rollback')(1), noon).run).toBe(done)
  })
})

describe('what is read of a rollback', () => {
  it('counts compensations, and shows the one under way', () => {
    const { run } = failedDiamond()
    const one = report(diamond, run, 'vm:rollback', succeeds('vm:rollback')).run

    expect(progress(diamond, one)).toEqual({
      percentage: 33,
      currentAction: 'dns:rollback',
      total: 3,
      done: 1,
    })
    expect(progress(diamond, settleAll(diamond, one))).toEqual({
      percentage: 100,
      total: 3,
      done: 3,
    })
  })

  it('hides the outputs of what was undone unless they shall be kept', () => {
    const plan = planWith([
      ...undoable('a'),
      ...undoable('b', {}, { preserveState: true }),
      action('c', { after: ['a', 'b'] }),
    ])

    const run = settleAll(plan, play(plan, [submitted]).run, ['c'])

    expect(Object.keys(shownOutputs(plan, run))).toEqual(['a:rollback', 'b', 'b:rollback'])
    expect(run.actions['a']?.outputs).toEqual({ of: 'a' })
  })

  it('is told the same by the log', () => {
    const log: { event: RunEvent; at: number }[] = []
    let run: Run | undefined
    const happens = (event: RunEvent): void => {
      log.push({ event, at: noon })
      run = replay(diamond, log)
    }

    for (const event of [submitted]) happens(event)
    for (const id of ['net', 'vm', 'dns']) {
      if (run) happens(claim(run, id))
      happens(succeeds(id)(1))
    }
    if (run) happens(claim(run, 'check'))
    happens(fails('check')(1))

    expect(run).toEqual(failedDiamond().run)
  })
})
