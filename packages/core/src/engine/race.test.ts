import { describe, expect, it } from 'vitest'
import { action, claim, noon, outcome, planWith, play, report } from '../../test/engine/plans.ts'
import { decide } from './decide.ts'
import { progress } from './progress.ts'
import type { Run } from './run.ts'

const { fails, succeeds, waits } = outcome
const plan = planWith(
  [
    action('net'),
    action('vm', { after: ['net'] }),
    action('ticket', { lane: 'manual' }),
    action('sign', { lane: 'manual', after: ['ticket'] }),
    action('tell', { lane: 'post' }),
  ],
  { mode: 'hybrid', parallel: true },
)
const begun = play(plan, [{ type: 'submitted' }]).run
const states = ({ actions }: Run): Record<string, string> =>
  Object.fromEntries(Object.entries(actions).map(([id, { state }]) => [id, state]))
const waiting = report(plan, begun, 'ticket', waits('ticket')).run
const done = (run: Run, ...ids: string[]): Run =>
  ids.reduce((now, id) => report(plan, now, id, succeeds(id)).run, run)

describe('automation and people side by side', () => {
  it('begin together', () => {
    expect(states(begun)).toEqual({
      net: 'ready',
      vm: 'pending',
      ticket: 'ready',
      sign: 'pending',
      tell: 'pending',
    })
  })

  it('are won by automation: the ticket is called off, and the request goes on', () => {
    const almost = done(waiting, 'net')

    const { run, commands } = report(plan, almost, 'vm', succeeds('vm'))

    expect(run).toMatchObject({ lane: 'automatic', winner: { lane: 'automatic', at: noon } })
    expect(run.actions['sign']).toMatchObject({ state: 'skipped', because: 'beaten' })
    expect(states(run)).toMatchObject({ ticket: 'cancelled', tell: 'ready' })
    expect(commands).toContainEqual({ type: 'start', action: 'ticket', entry: 'cancel' })
    expect(done(run, 'tell').state).toBe('completed')
  })

  it('are won by people: a call under way ends by itself and nothing new begins', () => {
    const calling = decide(plan, begun, claim(begun, 'net'), noon).run

    const won = done(calling, 'ticket', 'sign')
    const told = decide(plan, won, fails('net', { retryable: true })(1), noon).run

    expect(won).toMatchObject({ winner: { lane: 'manual' }, actions: { vm: { state: 'skipped' } } })
    expect(won.actions['net']?.state).toBe('running')
    expect(told.actions['net']?.state).toBe('failed')
    expect(done(told, 'tell').state).toBe('completed')
  })

  it('stop a wait that the beaten lane reports too late', () => {
    const calling = decide(plan, begun, claim(begun, 'net'), noon).run
    const won = done(calling, 'ticket', 'sign')

    const { run, commands } = decide(plan, won, waits('net')(1), noon)

    expect(run.actions['net']?.state).toBe('cancelled')
    expect(commands).toContainEqual({ type: 'start', action: 'net', entry: 'cancel' })
  })

  it('let what comes after wait for a call of the beaten one that is still under way', () => {
    const after = planWith(
      [
        action('vm'),
        action('sign', { lane: 'manual' }),
        action('tell', { lane: 'post', after: ['sign'] }),
      ],
      { mode: 'hybrid', parallel: true },
    )
    const { run } = play(after, [{ type: 'submitted' }])
    const signing = decide(after, run, claim(run, 'sign'), noon).run

    const won = report(after, signing, 'vm', succeeds('vm')).run
    const told = decide(after, won, fails('sign')(1), noon).run

    expect(won.actions['tell']?.state).toBe('pending')
    expect(told.actions['tell']?.state).toBe('ready')
  })

  it('do not depend on each other: one fails, the other goes on', () => {
    const { run } = report(plan, waiting, 'net', fails('net'))

    expect(run).toMatchObject({
      state: 'in_progress',
      lost: { automatic: { action: 'net', code: 'http.503', at: noon } },
      actions: { vm: { state: 'skipped', because: 'stopped' }, ticket: { state: 'waiting' } },
    })
    expect(run.failure).toBeUndefined()
  })

  it('fail when both have', () => {
    const one = report(plan, begun, 'net', fails('net')).run

    const { run } = report(plan, one, 'ticket', fails('ticket'))

    expect(run).toMatchObject({ state: 'failed', failure: { action: 'ticket' } })
  })

  it('begin both again on a retry of the failed request', () => {
    const one = report(plan, begun, 'net', fails('net')).run
    const { run } = report(plan, one, 'ticket', fails('ticket'))

    const again = decide(plan, run, { type: 'retry_requested', by: 'ann' }, noon).run

    expect(again.lost).toBeUndefined()
    expect(states(again)).toMatchObject({ net: 'ready', ticket: 'ready' })
  })

  it('show how far the one in front is', () => {
    const ahead = done(begun, 'net')

    expect([progress(plan, begun), progress(plan, ahead)]).toMatchObject([
      { percentage: 0 },
      { percentage: 33, done: 1, total: 3 },
    ])
  })

  it('are people alone while automation is off', () => {
    const automation = { off: true, reason: 'moving' } as const

    const { run } = play(plan, [{ type: 'submitted', automation }])

    expect(run).toMatchObject({ lost: { automatic: { code: 'automation.off' } } })
    expect(states(run)).toMatchObject({ net: 'skipped', ticket: 'ready' })
  })
})
