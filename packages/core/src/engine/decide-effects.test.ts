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
import { isAmbiguous } from './ambiguity.ts'
import { decide } from './decide.ts'
import { progress } from './progress.ts'
import type { Run, RunEvent } from './run.ts'

const { succeeds, fails, waits, isLost } = outcome
const unclear = fails('mail', { retryable: true, ambiguous: true })
const never = { repeat: 'never' } as const

const resolved = (happened: boolean, more = {}): RunEvent => ({
  type: 'effect_resolved',
  action: 'mail',
  happened,
  by: 'ann',
  ...more,
})
const looks = (fence: number): RunEvent => ({
  type: 'action_waiting',
  action: 'mail',
  fence,
  waitingFor: 'remote',
  memo: {},
  ambiguous: true,
})
const timedOut: RunEvent = { type: 'action_timed_out', action: 'mail', fence: 1 }

/** A message that must not go out twice, what comes after it, and something beside it. */
const plan = planWith([
  action('mail', { ...never, timeoutMs: 5_000 }),
  action('after', { after: ['mail'] }),
  action('beside'),
])
const started = () => play(plan, [submitted]).run
const unknown = () => report(plan, started(), 'mail', unclear).run
const states = (run: Run) => Object.values(run.actions).map(({ state }) => state)

describe('a try without a clear answer', () => {
  it.each([
    ['failed unclearly', unclear],
    ['was lost with its worker', isLost('mail')],
    [
      'was given back while it was under way',
      (fence: number): RunEvent => ({
        type: 'action_released',
        action: 'mail',
        fence,
        ambiguous: true,
      }),
    ],
    ['ran out of time', () => timedOut],
  ])('leaves the action unknown when it %s and may not be repeated', (_how, ends) => {
    const { run, commands } = report(plan, started(), 'mail', ends)

    expect(states(run)).toEqual(['unknown', 'pending', 'ready'])
    expect(run.actions['mail']).toMatchObject({ maybe: true, attempt: 1 })
    expect(run.actions['mail']).not.toHaveProperty('deadlineAt')
    expect(commands).toEqual([])
    expect(progress(plan, run).currentAction).toBe('mail')
  })

  it('is not unknown when the remote side refused', () => {
    const { run } = report(plan, started(), 'mail', fails('mail', { retryable: true }))

    expect(run.actions['mail']).toMatchObject({ state: 'waiting', waitingFor: 'retry' })
    expect(run.actions['mail']).not.toHaveProperty('maybe')
  })

  it.each(['safe', 'search'] as const)('is followed by another when that is %s', (repeat) => {
    const repeatable = planWith([action('mail', { repeat })])
    const { run } = report(repeatable, play(repeatable, [submitted]).run, 'mail', unclear)

    const woken: RunEvent = { type: 'action_woken', action: 'mail', fence: 1 }
    const again = decide(repeatable, run, woken, noon).run
    const done = report(repeatable, again, 'mail', succeeds('mail')).run

    expect(run.actions['mail']).toMatchObject({ state: 'waiting', maybe: true })
    expect(again.actions['mail']).toMatchObject({ state: 'ready', maybe: true, generation: 0 })
    expect(done.actions['mail']).not.toHaveProperty('maybe')
  })

  it('leaves no doubt where nothing but reading was done', () => {
    const reading = planWith([action('mail', { repeat: 'safe', reads: true })])

    const { run } = report(reading, play(reading, [submitted]).run, 'mail', unclear)

    expect(run.actions['mail']).not.toHaveProperty('maybe')
  })

  it('fails a notice at once and holds nobody up', () => {
    const told = planWith([action('mail', { lane: 'notice', on: 'start', ...never })])

    const { run } = report(told, play(told, [submitted]).run, 'mail', unclear)

    expect(run.actions['mail']?.state).toBe('failed')
    expect(run.state).toBe('completed')
  })

  it('keeps a doubt through a wait that only looks, and loses it by any other', () => {
    const searching = planWith([action('mail', { repeat: 'search' })])
    const begun = play(searching, [submitted]).run

    const looking = report(searching, begun, 'mail', looks).run
    const woken: RunEvent = { type: 'action_woken', action: 'mail', fence: 1 }
    const found = report(
      searching,
      decide(searching, looking, woken, noon).run,
      'mail',
      waits('mail'),
    ).run

    expect(looking.actions['mail']).toMatchObject({ state: 'waiting', maybe: true })
    expect(found.actions['mail']).not.toHaveProperty('maybe')
  })
})

describe('the word of a person', () => {
  it('that it happened ends the action with the outputs given', () => {
    const { run } = decide(plan, unknown(), resolved(true, { outputs: { id: '7' } }), noon)

    expect(run.actions['mail']).toMatchObject({ state: 'succeeded', outputs: { id: '7' } })
    expect(run.actions['mail']).not.toHaveProperty('maybe')
    expect(run.actions['after']?.state).toBe('ready')
  })

  it('that it did not lets it take its turn again under the same key', () => {
    const { run, commands } = decide(plan, unknown(), resolved(false), noon)
    const again = decide(plan, run, claim(run, 'mail'), noon + 60_000).run

    expect(run.actions['mail']).toMatchObject({ state: 'ready', generation: 0, attempt: 1 })
    expect(commands).toEqual([{ type: 'start', action: 'mail', entry: 'execute' }])
    expect(again.actions['mail']).toMatchObject({ attempt: 2, deadlineAt: noon + 65_000 })
  })

  it('waits for a place when all are taken', () => {
    const narrow = planWith([action('mail', never), action('beside')], { concurrency: 1 })
    const left = report(narrow, play(narrow, [submitted]).run, 'mail', unclear).run

    const { run } = decide(narrow, left, resolved(false), noon)

    expect(states(left)).toEqual(['unknown', 'ready'])
    expect(states(run)).toEqual(['pending', 'ready'])
  })

  it('that it did not ends it when the request fails anyway', () => {
    const failing = report(plan, unknown(), 'beside', fails('beside')).run

    const { run, commands } = decide(plan, failing, resolved(false), noon)

    expect(failing.state).toBe('in_progress')
    expect(run.actions['mail']?.state).toBe('failed')
    expect(commands).toEqual([{ type: 'finish', outcome: 'failed' }])
  })

  it('is taken once, and only where something is unknown', () => {
    const known = decide(plan, unknown(), resolved(true), noon).run

    expect(decide(plan, known, resolved(false), noon).run).toBe(known)
    expect(decide(plan, started(), resolved(true), noon).commands).toEqual([])
  })

  it('counts only for the claim that was looked at, where it names one', () => {
    const late = resolved(false, { fence: 1 })
    const first = decide(plan, unknown(), late, noon).run

    const again = report(plan, first, 'mail', unclear).run
    const newest = decide(plan, again, resolved(false, { fence: 2 }), noon).run

    expect(first.actions['mail']).toMatchObject({ state: 'ready', fence: 1 })
    expect(again.actions['mail']).toMatchObject({ state: 'unknown', fence: 2 })
    expect(decide(plan, again, late, noon).run).toBe(again)
    expect(newest.actions['mail']?.state).toBe('ready')
  })
})

describe('the end of a request', () => {
  const cancelling: RunEvent = { type: 'cancel_requested', by: 'ann' }
  const limited = planWith([action('mail', never)], { timeoutMs: 60_000 })

  it('comes by cancel although something is unknown, and the doubt stays', () => {
    const left = report(limited, play(limited, [submitted]).run, 'mail', unclear).run

    const { run, commands } = decide(limited, left, cancelling, noon)

    expect(run.state).toBe('cancelled')
    expect(run.actions['mail']).toMatchObject({ state: 'cancelled', maybe: true })
    expect(commands).toEqual([{ type: 'finish', outcome: 'cancelled' }])
  })

  it('comes by its time limit, and a retry asks for the word instead of calling again', () => {
    const left = report(limited, play(limited, [submitted]).run, 'mail', unclear).run
    const late = noon + 60_000
    const ended = decide(limited, left, { type: 'request_timed_out' }, late).run

    const { run, commands } = decide(limited, ended, { type: 'retry_requested', by: 'ann' }, late)
    const again = decide(limited, run, resolved(false), late)

    expect(ended.state).toBe('failed')
    expect(run).toMatchObject({ state: 'in_progress', actions: { mail: { state: 'unknown' } } })
    expect(commands).toEqual([])
    expect(again.commands).toEqual([{ type: 'start', action: 'mail', entry: 'execute' }])
  })

  it('keeps the doubt of a call that was under way when it was cancelled', () => {
    const running = play(limited, [submitted, claim(play(limited, [submitted]).run, 'mail')]).run
    const stopping = decide(limited, running, cancelling, noon).run

    const { run } = decide(limited, stopping, unclear(1), noon)

    expect(run.state).toBe('cancelled')
    expect(run.actions['mail']).toMatchObject({ state: 'failed', maybe: true })
  })
})

it.each([
  [{ class: '5xx', status: 503 }, true],
  [{ class: 'permanent', status: 302 }, true],
  [{ class: 'timeout' }, true],
  [{ class: 'cancelled' }, true],
  [{ class: 'permanent', made: 'maybe' as const }, true],
  [{ class: 'timeout', status: 408 }, false],
  [{ class: 'rate_limit', status: 429 }, false],
  [{ class: 'permanent', status: 400 }, false],
  [{ class: 'permanent' }, false],
  [{ class: 'connection', made: 'no' as const }, false],
])('says of %o whether it is ambiguous: %s', (failure, ambiguous) => {
  const said = isAmbiguous(failure)

  expect(said).toBe(ambiguous)
})
