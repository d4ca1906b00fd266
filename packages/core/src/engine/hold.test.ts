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
import { plannedAction } from './planned-action.ts'
import type { Plan } from './plan.ts'
import type { Run } from './run.ts'

const plan = planWith([action('vm', { timeoutMs: 60_000 })])
const begun = (of: Plan): Run => play(of, [submitted]).run
const woken = (fence: number) => ({ type: 'action_woken' as const, action: 'vm', fence })

const wish = (more: object) =>
  plannedAction({ id: 'vm', type: 'rest-api', config: {}, ...more }, 'automatic', 'main').breaker

describe('an action whose target must not be called', () => {
  it('waits with a reason, and comes back within a window so that a crowd spreads', () => {
    const { run, commands } = report(plan, begun(plan), 'vm', outcome.isHeld('vm'))

    expect(run.actions['vm']).toMatchObject({
      state: 'waiting',
      waitingFor: 'target',
      held: { target: 'api.example.com', since: noon },
      entry: 'execute',
    })
    expect(commands).toEqual([
      { type: 'wake', action: 'vm', fence: 1, within: [noon + 30_000, noon + 36_000] },
    ])
  })

  it('loses no try by it, however often it is held', () => {
    let { run } = report(plan, begun(plan), 'vm', outcome.isHeld('vm'))
    for (let fence = 1; fence <= 20; fence += 1) {
      run = decide(plan, run, woken(fence), noon).run
      run = report(plan, run, 'vm', outcome.isHeld('vm')).run
    }
    const after = decide(plan, run, woken(21), noon).run
    const last = report(plan, after, 'vm', outcome.fails('vm', { retryable: true })).run

    expect(run.actions['vm']?.attempt).toBe(0)
    expect(last.actions['vm']).toMatchObject({ state: 'waiting', waitingFor: 'retry', attempt: 1 })
  })

  it('does not lose its time by it either', () => {
    const claimed = decide(plan, begun(plan), claim(begun(plan), 'vm'), noon).run
    const held = decide(plan, claimed, outcome.isHeld('vm')(1), noon + 10_000).run
    const later = decide(plan, held, woken(1), noon + 3_600_000).run
    const again = decide(plan, later, claim(later, 'vm'), noon + 3_600_000).run

    expect(claimed.actions['vm']?.deadlineAt).toBe(noon + 60_000)
    expect(held.actions['vm']?.deadlineAt).toBeUndefined()
    expect(again.actions['vm']?.deadlineAt).toBe(noon + 3_650_000)
    expect(again.actions['vm']?.leftMs).toBeUndefined()
  })

  it('remembers since when it has been kept from the target, and forgets it when it ends', () => {
    const first = report(plan, begun(plan), 'vm', outcome.isHeld('vm')).run
    const up = decide(plan, first, woken(1), noon + 30_000).run
    const claimed = decide(plan, up, claim(up, 'vm'), noon + 30_000).run
    const second = decide(plan, claimed, outcome.isHeld('vm', 90_000)(2), noon + 30_000).run
    const done = report(
      plan,
      decide(plan, second, woken(2), noon + 90_000).run,
      'vm',
      outcome.succeeds('vm'),
    ).run

    expect(second.actions['vm']?.held?.since).toBe(noon)
    expect(done.actions['vm']?.held).toBeUndefined()
    expect(done.state).toBe('completed')
  })

  it('keeps what it was waiting for when a look was held', () => {
    const waiting = report(plan, begun(plan), 'vm', outcome.waits('vm', { until: noon })).run
    const due = decide(plan, waiting, woken(1), noon).run
    const held = report(plan, due, 'vm', outcome.isHeld('vm')).run

    expect(held.actions['vm']).toMatchObject({ entry: 'poll', memo: { key: 'vm' }, attempt: 1 })
  })

  it('is skipped as one that never ran when the request fails meanwhile', () => {
    const both = planWith([action('vm'), action('db')])
    const held = report(both, begun(both), 'vm', outcome.isHeld('vm')).run
    const over = report(both, held, 'db', outcome.fails('db')).run

    expect(over.state).toBe('failed')
    expect(over.actions['vm']).toMatchObject({ state: 'skipped', because: 'stopped' })
  })

  it('ends as its last try ended when one was made before', () => {
    const both = planWith([action('vm'), action('db')])
    const tried = report(both, begun(both), 'vm', outcome.fails('vm', { retryable: true })).run
    const up = decide(both, tried, woken(1), noon).run
    const held = report(both, up, 'vm', outcome.isHeld('vm')).run
    const over = report(both, held, 'db', outcome.fails('db')).run

    expect(over.actions['vm']).toMatchObject({ state: 'failed', error: { code: 'http.503' } })
  })

  it('is cancelled with the request', () => {
    const held = report(plan, begun(plan), 'vm', outcome.isHeld('vm')).run

    const { run } = decide(plan, held, { type: 'cancel_requested', by: 'ann' }, noon)

    expect(run.state).toBe('cancelled')
    expect(run.actions['vm']?.state).toBe('cancelled')
  })

  it('is held only by who holds it', () => {
    const run = begun(plan)

    expect(decide(plan, run, outcome.isHeld('vm')(1), noon).run).toBe(run)
  })
})

describe('what an item wants of a breaker', () => {
  it('is the action’s own, or else what its config says', () => {
    const own = { circuit_breaker: { failure_threshold: 2, success_threshold: 3, timeout: 10 } }
    const inner = { config: { circuit_breaker: { enabled: false } } }

    expect(wish(own)).toEqual({ failures: 2, successes: 3, openMs: 10_000 })
    expect(wish(inner)).toEqual({ enabled: false })
    expect(wish({ ...own, ...inner })).toEqual({ failures: 2, successes: 3, openMs: 10_000 })
    expect(wish({})).toBeUndefined()
  })
})
