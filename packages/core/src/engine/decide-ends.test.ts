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
const { succeeds, fails, waits } = outcome
const told = (on: 'start' | 'success' | 'failure') =>
  action(on, { lane: 'notice', on, onFailure: 'continue' })

describe('failure', () => {
  it('lets what is under way end before the request fails', () => {
    const plan = planWith([action('a'), action('b')])
    const { run } = play(plan, [submitted])
    const busy = decide(plan, run, claim(run, 'b'), noon).run

    const failing = report(plan, busy, 'a', fails('a'))
    const done = decide(plan, failing.run, succeeds('b')(1), noon)

    expect(failing.run.state).toBe('in_progress')
    expect(failing.commands).toEqual([])
    expect(done.run.state).toBe('failed')
    expect(done.run.actions.b?.state).toBe('succeeded')
  })

  it('leaves no try to what fails while the request is failing', () => {
    const plan = planWith([action('a'), action('b')])
    const { run } = play(plan, [submitted])
    const busy = decide(plan, run, claim(run, 'b'), noon).run
    const failing = report(plan, busy, 'a', fails('a')).run

    const done = decide(plan, failing, fails('b', { retryable: true })(1), noon)

    expect(done.run.state).toBe('failed')
    expect(done.run.actions.b?.state).toBe('failed')
  })

  it('changes nothing for the others when the action says continue', () => {
    const plan = planWith([action('a', { onFailure: 'continue' }), action('b', { after: ['a'] })])
    const { run } = report(plan, play(plan, [submitted]).run, 'a', fails('a'))

    const done = report(plan, run, 'b', succeeds('b')).run

    expect(done.state).toBe('completed')
  })

  it('calls the fallback, whose success counts for those that come after', () => {
    const plan = planWith([
      action('a', { onFailure: 'fallback', fallback: 'f' }),
      action('f', { role: 'fallback' }),
      action('b', { after: ['a'], requireSuccess: true }),
    ])
    const called = report(plan, play(plan, [submitted]).run, 'a', fails('a')).run

    const { run } = report(plan, called, 'f', succeeds('f'))

    expect(states(called)).toEqual({ a: 'failed', f: 'ready', b: 'pending' })
    expect(states(run)).toEqual({ a: 'failed', f: 'succeeded', b: 'ready' })
    expect(run.actions.a?.replacedBy).toBe('f')
  })

  it('of the fallback too fails the request', () => {
    const plan = planWith([
      action('a', { onFailure: 'fallback', fallback: 'f' }),
      action('f', { role: 'fallback' }),
    ])
    const called = report(plan, play(plan, [submitted]).run, 'a', fails('a')).run

    const { run } = report(plan, called, 'f', fails('f'))

    expect(run.state).toBe('failed')
  })

  it('never starts a fallback or rollback by itself', () => {
    const plan = planWith([
      action('a'),
      action('f', { role: 'fallback' }),
      action('r', { role: 'rollback' }),
    ])

    const { run } = report(plan, play(plan, [submitted]).run, 'a', succeeds('a'))

    expect(states(run)).toEqual({ a: 'succeeded', f: 'skipped', r: 'skipped' })
    expect(run.state).toBe('completed')
  })
})

describe('cancelling', () => {
  it('ends waiting work at once and lets a worker finish what it holds', () => {
    const plan = planWith([action('a'), action('b'), action('c', { after: ['a'] })])
    let { run } = report(plan, play(plan, [submitted]).run, 'a', waits('a'))
    run = decide(plan, run, claim(run, 'b'), noon).run

    const asked = decide(plan, run, { type: 'cancel_requested', by: 'ann' }, noon)
    const ended = decide(plan, asked.run, succeeds('b', { key: 'x' })(1), noon)

    expect(asked.commands).toEqual([{ type: 'start', action: 'a', entry: 'cancel' }])
    expect(asked.run.state).toBe('in_progress')
    expect(states(asked.run)).toEqual({ a: 'cancelled', b: 'running', c: 'cancelled' })
    expect(ended.run.state).toBe('cancelled')
    expect(ended.run.actions.b).toMatchObject({ state: 'succeeded', outputs: { key: 'x' } })
    expect(ended.commands).toEqual([{ type: 'finish', outcome: 'cancelled' }])
  })

  it('stops what its worker leaves waiting', () => {
    const plan = planWith([action('a')])
    const running = play(plan, [submitted, claim(firstRun(plan), 'a')]).run
    const asked = decide(plan, running, { type: 'cancel_requested', by: 'ann' }, noon).run

    const { run, commands } = decide(plan, asked, waits('a', { until: noon })(1), noon)

    expect(run.state).toBe('cancelled')
    expect(run.actions.a?.memo).toEqual({ key: 'a' })
    expect(commands).toEqual([
      { type: 'start', action: 'a', entry: 'cancel' },
      { type: 'finish', outcome: 'cancelled' },
    ])
  })

  it('counts a call that was broken off as cancelled, not failed', () => {
    const plan = planWith([action('a')])
    const running = play(plan, [submitted, claim(firstRun(plan), 'a')]).run
    const asked = decide(plan, running, { type: 'cancel_requested', by: 'ann' }, noon).run
    const error = { code: 'action.cancelled', message: 'broken off', class: 'cancelled' }

    const { run } = decide(
      plan,
      asked,
      { type: 'action_failed', action: 'a', fence: 1, error, retryable: false },
      noon,
    )

    expect(run).toMatchObject({ state: 'cancelled', actions: { a: { state: 'cancelled' } } })
  })

  it('is too late for a request that has ended', () => {
    const { run } = play(planWith([]), [submitted])

    const late = decide(planWith([]), run, { type: 'cancel_requested', by: 'ann' }, noon)

    expect(late.run).toBe(run)
  })
})

describe('a retry of the request', () => {
  const plan = planWith([action('a'), action('b', { after: ['a'] }), action('c', { after: ['b'] })])
  const first = report(
    plan,
    play(plan, [submitted]).run,
    'a',
    succeeds('a', { ip: '10.0.0.1' }),
  ).run
  const broken = report(plan, first, 'b', fails('b')).run

  it('goes on behind what succeeded, under the same keys', () => {
    const again = decide(plan, broken, { type: 'retry_requested', by: 'ann' }, noon)

    expect(again.transitions).toEqual(['queued', 'in_progress'])
    expect(again.run.actions.a).toBe(broken.actions.a)
    expect(again.run.actions.b).toMatchObject({
      state: 'ready',
      attempt: 0,
      generation: 0,
      fence: 1,
    })
    expect(again.run.failure).toBeUndefined()
  })

  it('makes anew what succeeded only when it is named, and what follows from it', () => {
    const again = decide(plan, broken, { type: 'retry_requested', by: 'ann', from: 'a' }, noon).run

    expect(again.actions.a).toMatchObject({ state: 'ready', generation: 1 })
    expect(again.actions.a?.outputs).toBeUndefined()
    expect(again.actions.b).toMatchObject({ state: 'pending', generation: 0 })
  })

  it('calls a fallback again for everybody it stood in for', () => {
    const helped = { onFailure: 'fallback' as const, fallback: 'f' }
    const shared = planWith([
      action('a', helped),
      action('b', helped),
      action('f', { role: 'fallback' }),
      action('c', { after: ['a', 'b'] }),
    ])
    let { run } = play(shared, [submitted])
    run = report(shared, run, 'a', fails('a')).run
    run = report(shared, run, 'b', fails('b')).run
    run = report(shared, run, 'f', succeeds('f')).run
    run = report(shared, run, 'c', fails('c')).run

    const plain = decide(shared, run, { type: 'retry_requested', by: 'ann' }, noon).run
    const named = decide(shared, run, { type: 'retry_requested', by: 'ann', from: 'a' }, noon).run

    expect(states(plain)).toEqual({ a: 'failed', b: 'failed', f: 'succeeded', c: 'ready' })
    expect(states(named)).toEqual({ a: 'ready', b: 'ready', f: 'pending', c: 'pending' })
    expect(named.actions.f?.generation).toBe(1)
  })

  it('is refused while it runs and for a stranger', () => {
    const stranger: RunEvent = { type: 'retry_requested', by: 'ann', from: 'constructor' }

    expect(decide(plan, first, { type: 'retry_requested', by: 'ann' }, noon).run).toBe(first)
    expect(decide(plan, broken, stranger, noon).run).toBe(broken)
  })
})

describe('a hybrid request', () => {
  const plan = planWith(
    [
      action('vm'),
      action('dns', { after: ['vm'] }),
      action('ticket', { lane: 'manual' }),
      action('bill', { lane: 'post' }),
    ],
    { mode: 'hybrid' },
  )
  const begun = play(plan, [submitted]).run

  it('skips the tickets when automation succeeds', () => {
    const vm = report(plan, begun, 'vm', succeeds('vm')).run
    const dns = report(plan, vm, 'dns', succeeds('dns')).run

    const { run } = report(plan, dns, 'bill', succeeds('bill'))

    expect(run.state).toBe('completed')
    expect(run.actions.ticket).toMatchObject({ state: 'skipped', because: 'not_needed' })
  })

  it('hands over to people when automation fails, and completes with them', () => {
    const handed = report(plan, begun, 'vm', fails('vm'))
    const done = report(plan, handed.run, 'ticket', succeeds('ticket')).run
    const billed = report(plan, done, 'bill', succeeds('bill')).run

    expect(handed.run).toMatchObject({ lane: 'manual', state: 'in_progress' })
    expect(handed.run.handover).toMatchObject({ action: 'vm', at: noon })
    expect(handed.run.failure).toBeUndefined()
    expect(handed.commands).toEqual([{ type: 'start', action: 'ticket', entry: 'execute' }])
    expect(states(done)).toMatchObject({ dns: 'skipped', bill: 'ready' })
    expect(billed.state).toBe('completed')
  })

  it('that failed with the people goes on with them', () => {
    const handed = report(plan, begun, 'vm', fails('vm')).run
    const failed = report(plan, handed, 'ticket', fails('ticket')).run

    const again = decide(plan, failed, { type: 'retry_requested', by: 'ann' }, noon).run

    expect(failed.state).toBe('failed')
    expect(again.lane).toBe('manual')
    expect(states(again)).toMatchObject({ vm: 'failed', ticket: 'ready' })
  })
})

describe('afterwards', () => {
  it('a failing post action does not fail the request', () => {
    const plan = planWith([action('a'), action('bill', { lane: 'post' })])
    const { run } = report(plan, play(plan, [submitted]).run, 'a', succeeds('a'))

    const done = report(plan, run, 'bill', fails('bill')).run

    expect(run.state).toBe('in_progress')
    expect(done.state).toBe('completed')
  })

  it('notices go out at their moment and never change the end', () => {
    const plan = planWith([action('a'), told('start'), told('success'), told('failure')])
    const begun = play(plan, [submitted])

    const { run, commands } = report(plan, begun.run, 'a', succeeds('a'))
    const deaf = report(plan, run, 'success', fails('success')).run

    expect(begun.commands).toContainEqual({ type: 'start', action: 'start', entry: 'execute' })
    expect(commands).toEqual([
      { type: 'finish', outcome: 'completed' },
      { type: 'start', action: 'success', entry: 'execute' },
    ])
    expect(run.actions.failure?.state).toBe('skipped')
    expect(deaf).toMatchObject({ state: 'completed', actions: { success: { state: 'failed' } } })
  })

  it('a second failure is told again, as a new message', () => {
    const notice = action('told', { lane: 'notice', on: 'failure', onFailure: 'continue' })
    const plan = planWith([action('a'), notice])
    let { run } = report(plan, play(plan, [submitted]).run, 'a', fails('a'))
    run = report(plan, run, 'told', succeeds('told')).run
    run = decide(plan, run, { type: 'retry_requested', by: 'ann' }, noon).run

    const { commands } = report(plan, run, 'a', fails('a'))

    expect(commands).toContainEqual({ type: 'start', action: 'told', entry: 'execute' })
    expect(report(plan, run, 'a', fails('a')).run.actions.told?.generation).toBe(1)
  })
})
