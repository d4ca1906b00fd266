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
import {
  diamond,
  failedDiamond,
  ready,
  settleAll,
  states,
  undoable,
} from '../../test/engine/undoables.ts'
import { decide } from './decide.ts'
import { leftOf } from './left-of.ts'
import type { RunEvent } from './run.ts'

const { succeeds, fails, waits, isLost } = outcome
const wish: RunEvent = { type: 'rollback_requested', by: 'ann', reason: 'not needed' }

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
