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
import { firstRun } from './replay.ts'
import type { Run, RunEvent } from './run.ts'

const states = (run: Run): Record<string, string> =>
  Object.fromEntries(Object.entries(run.actions).map(([id, { state }]) => [id, state]))
const { succeeds, fails, waits, isLost } = outcome

describe('the beginning', () => {
  it('passes through every state on the way to the first start', () => {
    const plan = planWith([action('vm')])

    const { transitions, commands } = play(plan, [submitted])

    expect(transitions).toEqual(['validated', 'queued', 'in_progress'])
    expect(commands).toEqual([{ type: 'start', action: 'vm', entry: 'execute' }])
  })

  it('starts everything whose predecessors are done, and nothing else', () => {
    const plan = planWith([action('net'), action('dns'), action('vm', { after: ['net'] })])

    const { run } = play(plan, [submitted])

    expect(states(run)).toEqual({ net: 'ready', dns: 'ready', vm: 'pending' })
  })

  it('rests on hold until it is released', () => {
    const plan = planWith([action('vm')])
    const held = play(plan, [{ type: 'submitted', notBefore: noon + 1 }])

    const { transitions, commands } = decide(plan, held.run, { type: 'released' }, noon + 1)

    expect(held.transitions).toEqual(['validated', 'on_hold'])
    expect(held.commands).toEqual([])
    expect(transitions).toEqual(['queued', 'in_progress'])
    expect(commands).toHaveLength(1)
  })

  it('completes at once when there is nothing to do', () => {
    const { run, commands } = play(planWith([]), [submitted])

    expect(run.state).toBe('completed')
    expect(commands).toEqual([{ type: 'finish', outcome: 'completed' }])
  })

  it('keeps the rest waiting while the concurrency is used up', () => {
    const plan = planWith([action('a'), action('b'), action('c')], { concurrency: 2 })
    const { run } = play(plan, [submitted])

    const after = report(plan, run, 'a', succeeds('a')).run

    expect(states(run)).toEqual({ a: 'ready', b: 'ready', c: 'pending' })
    expect(states(after)).toEqual({ a: 'succeeded', b: 'ready', c: 'ready' })
  })
})

describe('a claim', () => {
  it('raises the fence and, for execute, the attempt', () => {
    const plan = planWith([action('vm', { timeoutMs: 5_000 })])

    const { run } = play(plan, [submitted, claim(firstRun(plan), 'vm')])

    expect(run.actions.vm).toMatchObject({
      state: 'running',
      fence: 1,
      attempt: 1,
      startedAt: noon,
      deadlineAt: noon + 5_000,
    })
  })

  it('is refused twice, and so is the outcome of an older fence', () => {
    const plan = planWith([action('vm')])
    const first = claim(firstRun(plan), 'vm')
    const { run } = play(plan, [submitted, first, isLost('vm')(1)])
    const again = decide(plan, run, claim(run, 'vm'), noon).run

    const late = decide(plan, again, succeeds('vm')(1), noon)

    expect(decide(plan, again, first, noon).run).toBe(again)
    expect(late).toEqual({ run: again, commands: [], transitions: [] })
    expect(late.run).toBe(again)
  })

  it('is quarantined after three deaths in a row, not after three in all', () => {
    const plan = planWith([action('vm')])
    let { run } = play(plan, [submitted])
    run = report(plan, run, 'vm', isLost('vm')).run
    run = report(plan, run, 'vm', isLost('vm')).run
    const waited = report(plan, run, 'vm', waits('vm', { until: noon })).run
    const woken = decide(plan, waited, { type: 'action_woken', action: 'vm', fence: 3 }, noon).run

    const dead = report(plan, run, 'vm', isLost('vm')).run
    const alive = report(plan, woken, 'vm', isLost('vm')).run

    expect(dead.actions.vm).toMatchObject({
      state: 'failed',
      error: { code: 'action.quarantined' },
    })
    expect(alive.actions.vm).toMatchObject({ state: 'ready', entry: 'poll', lostClaims: 1 })
  })

  it('given back in good order counts as no death', () => {
    const plan = planWith([action('vm')])
    let { run } = play(plan, [submitted])

    for (let n = 0; n < 5; n += 1)
      run = report(plan, run, 'vm', (fence) => ({
        type: 'action_released',
        action: 'vm',
        fence,
      })).run

    expect(run.actions.vm).toMatchObject({ state: 'ready', lostClaims: 0, fence: 5 })
  })
})

describe('a retry', () => {
  it('rests in a window that doubles after each failure', () => {
    const plan = planWith([action('vm')])
    const first = report(plan, play(plan, [submitted]).run, 'vm', fails('vm', { retryable: true }))
    const woken: RunEvent = { type: 'action_woken', action: 'vm', fence: 1 }
    const second = decide(plan, first.run, woken, noon).run

    const { commands } = report(plan, second, 'vm', fails('vm', { retryable: true }))

    expect(first.commands).toEqual([
      { type: 'wake', action: 'vm', fence: 1, within: [noon, noon + 1_000] },
    ])
    expect(commands).toEqual([
      { type: 'wake', action: 'vm', fence: 2, within: [noon, noon + 2_000] },
    ])
  })

  it('never comes before the moment the remote side asked for', () => {
    const plan = planWith([action('vm')])
    const answer = fails('vm', { retryable: true, retryAfterMs: 9_000 })

    const { commands } = report(plan, play(plan, [submitted]).run, 'vm', answer)

    expect(commands).toEqual([
      { type: 'wake', action: 'vm', fence: 1, within: [noon + 9_000, noon + 10_000] },
    ])
  })

  it('is not made of a permanent failure, and the request fails', () => {
    const plan = planWith([action('vm'), action('dns', { after: ['vm'] })])

    const { run, commands, transitions } = report(
      plan,
      play(plan, [submitted]).run,
      'vm',
      fails('vm'),
    )

    expect(transitions).toEqual(['failed'])
    expect(commands).toEqual([{ type: 'finish', outcome: 'failed' }])
    expect(run.failure).toMatchObject({ action: 'vm', code: 'http.503' })
    expect(run.actions.dns).toMatchObject({ state: 'skipped', because: 'stopped' })
  })

  it('polls again after a failed look, however many tries are used up', () => {
    const plan = planWith([action('vm', { retry: { ...action('').retry, attempts: 1 } })])
    const waited = report(plan, play(plan, [submitted]).run, 'vm', waits('vm', { until: noon })).run
    const woken = decide(plan, waited, { type: 'action_woken', action: 'vm', fence: 1 }, noon).run

    const { run } = report(plan, woken, 'vm', fails('vm', { retryable: true }))

    expect(run.actions.vm).toMatchObject({
      state: 'waiting',
      waitingFor: 'retry',
      entry: 'poll',
      attempt: 1,
      memo: { key: 'vm' },
    })
  })
})

describe('a wait', () => {
  const plan = planWith([action('vm')])
  const begun = play(plan, [submitted]).run

  it('is woken at its moment and polls', () => {
    const { run, commands } = report(plan, begun, 'vm', waits('vm', { until: noon + 60_000 }))

    const woken = decide(plan, run, { type: 'action_woken', action: 'vm', fence: 1 }, noon)

    expect(commands).toEqual([
      { type: 'wake', action: 'vm', fence: 1, within: [noon + 60_000, noon + 60_000] },
    ])
    expect(woken.commands).toEqual([{ type: 'start', action: 'vm', entry: 'poll' }])
  })

  it('is ended by a signal, and the timer that rings later finds nothing', () => {
    const { run } = report(plan, begun, 'vm', waits('vm', { until: noon }))
    const signalled = decide(
      plan,
      run,
      { type: 'action_signalled', action: 'vm', signal: { status: 'Done' } },
      noon,
    )

    const late = decide(plan, signalled.run, { type: 'action_woken', action: 'vm', fence: 1 }, noon)

    expect(signalled.commands).toEqual([{ type: 'start', action: 'vm', entry: 'resume' }])
    expect(signalled.run.actions.vm?.signal).toEqual({ status: 'Done' })
    expect(late.run).toBe(signalled.run)
  })

  it('does not miss the signal that came before it began', () => {
    const running = decide(plan, begun, claim(begun, 'vm'), noon).run
    const told = decide(
      plan,
      running,
      { type: 'action_signalled', action: 'vm', signal: { status: 'Done' } },
      noon,
    ).run

    const { run, commands } = decide(plan, told, waits('vm')(1), noon)

    expect(run.actions.vm).toMatchObject({ state: 'ready', signal: { status: 'Done' } })
    expect(commands).toEqual([{ type: 'start', action: 'vm', entry: 'resume' }])
  })

  it('holds no place, and queues for one when it is over', () => {
    const narrow = planWith([action('a'), action('b')], { concurrency: 1 })
    const { run } = report(narrow, play(narrow, [submitted]).run, 'a', waits('a', { until: noon }))
    const woken = decide(narrow, run, { type: 'action_woken', action: 'a', fence: 1 }, noon).run

    const after = report(narrow, woken, 'b', succeeds('b')).run

    expect(states(run)).toEqual({ a: 'waiting', b: 'ready' })
    expect(states(woken)).toEqual({ a: 'waiting', b: 'ready' })
    expect(decide(narrow, woken, { type: 'action_woken', action: 'a', fence: 1 }, noon).run).toBe(
      woken,
    )
    expect(states(after)).toEqual({ a: 'ready', b: 'succeeded' })
  })
})

describe('a second wait', () => {
  it('is not ended by the timer of the first', () => {
    const plan = planWith([action('vm')])
    const timer: RunEvent = { type: 'action_woken', action: 'vm', fence: 1 }
    let { run } = report(plan, play(plan, [submitted]).run, 'vm', waits('vm', { until: noon }))
    run = decide(plan, run, timer, noon).run
    run = report(plan, run, 'vm', waits('vm', { until: noon + 60_000 })).run

    expect(decide(plan, run, timer, noon).run).toBe(run)
  })
})

describe('time', () => {
  it('fails an action for good when the time of this very claim is up', () => {
    const plan = planWith([action('vm', { timeoutMs: 5_000 })])
    const running = play(plan, [submitted, claim(firstRun(plan), 'vm')]).run
    const alarm: RunEvent = { type: 'action_timed_out', action: 'vm', fence: 1 }

    const other = decide(plan, running, { ...alarm, fence: 0 }, noon + 5_000).run
    const free = play(planWith([action('vm')]), [submitted, claim(firstRun(plan), 'vm'), alarm]).run
    const { run } = decide(plan, running, alarm, noon + 5_000)

    expect(other).toBe(running)
    expect(free.state).toBe('in_progress')
    expect(run.state).toBe('failed')
    expect(run.actions.vm?.error?.code).toBe('action.timeout')
  })

  it('fails the request and tells what waits to stop, without handing over', () => {
    const plan = planWith([action('vm'), action('ticket', { lane: 'manual' })], {
      mode: 'hybrid',
      timeoutMs: 1_000,
    })
    const { run } = report(plan, play(plan, [submitted]).run, 'vm', waits('vm'))

    const early = decide(plan, run, { type: 'request_timed_out' }, noon + 999)
    const over = decide(plan, run, { type: 'request_timed_out' }, noon + 1_000)

    expect(early.run).toBe(run)
    expect(over.run).toMatchObject({ state: 'failed', failure: { code: 'request.timeout' } })
    expect(over.commands).toEqual([
      { type: 'start', action: 'vm', entry: 'cancel' },
      { type: 'finish', outcome: 'failed' },
    ])
    expect(over.run.actions.ticket?.state).toBe('cancelled')
  })
})

describe('conditions', () => {
  const never = [{ field: 'size', operator: 'gt' as const, value: 10 }]

  it('skip an action whose dependants run all the same', () => {
    const plan = planWith([action('a', { conditions: never }), action('b', { after: ['a'] })], {
      facts: { fields: { size: 1 } },
    })

    const { run } = play(plan, [submitted])

    expect(run.actions.a).toMatchObject({ state: 'skipped', because: 'condition' })
    expect(run.actions.b?.state).toBe('ready')
  })

  it('take dependants along that require success', () => {
    const plan = planWith([
      action('a', { conditions: never }),
      action('b', { after: ['a'], requireSuccess: true }),
      action('c', { after: ['b'], requireSuccess: true }),
    ])

    const { run } = play(plan, [submitted])

    expect(run.state).toBe('completed')
    expect(run.actions.c).toMatchObject({ state: 'skipped', because: 'predecessor' })
  })

  it('read what earlier actions put out', () => {
    const big = [{ field: 'output.a.size', operator: 'gt' as const, value: 10 }]
    const plan = planWith([action('a'), action('b', { after: ['a'], conditions: big })])
    const { run } = play(plan, [submitted])

    const large = report(plan, run, 'a', succeeds('a', { size: 11 })).run
    const small = report(plan, run, 'a', succeeds('a', { size: 9 })).run

    expect(large.actions.b?.state).toBe('ready')
    expect(small.actions.b?.state).toBe('skipped')
  })
})
