import { expect, test } from 'vitest'
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
import type { Run, RunEvent } from './run.ts'

const plan = planWith([action('a')])
const rateLimit = { code: 'http.429', message: 'slowly', class: 'rate_limit' }

function woken(run: Run): Run {
  const event: RunEvent = { type: 'action_woken', action: 'a', fence: run.actions['a']?.fence ?? 0 }
  return decide(plan, run, event, noon).run
}

function refused(run: Run): Run {
  return report(plan, run, 'a', (fence) => ({
    type: 'action_failed',
    action: 'a',
    fence,
    error: rateLimit,
    retryable: true,
  })).run
}

test('a try that was clearly refused leaves no doubt', () => {
  const { run } = play(plan, [submitted])

  const after = refused(run)

  expect(after.actions['a']?.unclear).toBeUndefined()
})

test('an unclear try is not forgotten over a later one that was clearly refused', () => {
  const { run } = play(plan, [submitted])
  const unclear = report(plan, run, 'a', outcome.fails('a', { retryable: true })).run

  const after = refused(woken(unclear))

  expect(after.actions['a']?.unclear).toBe(true)
})

test('nor over the death of a worker, a handing back or the retry of the request', () => {
  const { run } = play(plan, [submitted])
  const lost = report(plan, run, 'a', outcome.isLost('a')).run
  const released = report(plan, run, 'a', (fence) => ({
    type: 'action_released',
    action: 'a',
    fence,
  }))
  const failed = report(plan, run, 'a', outcome.fails('a')).run

  const again = decide(plan, failed, { type: 'retry_requested', by: 'ann' }, noon).run

  expect(refused(lost).actions['a']?.unclear).toBe(true)
  expect(refused(released.run).actions['a']?.unclear).toBe(true)
  expect(again.actions['a']).toMatchObject({ state: 'ready', attempt: 0, unclear: true })
})

test('a deadline in the middle of a call leaves doubt, success ends it', () => {
  const timed = planWith([action('a', { timeoutMs: 1_000 })])
  const { run } = play(timed, [submitted])
  const claimed = decide(timed, run, claim(run, 'a'), noon).run

  const late = decide(timed, claimed, { type: 'action_timed_out', action: 'a', fence: 1 }, noon).run
  const again = decide(timed, late, { type: 'retry_requested', by: 'ann' }, noon).run
  const done = report(timed, again, 'a', outcome.succeeds('a')).run

  expect(again.actions['a']?.unclear).toBe(true)
  expect(done.actions['a']?.unclear).toBeUndefined()
})
