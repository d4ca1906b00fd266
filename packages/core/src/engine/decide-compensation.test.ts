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
import { diamond, failedDiamond, ready, settleAll, undoable } from '../../test/engine/undoables.ts'
import { decide } from './decide.ts'
import { leftOf, shownOutputs } from './left-of.ts'
import { progress } from './progress.ts'
import { replay } from './replay.ts'
import type { Run, RunEvent } from './run.ts'

const { succeeds, fails, waits, isLost } = outcome
const wish: RunEvent = { type: 'rollback_requested', by: 'ann', reason: 'not needed' }

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
