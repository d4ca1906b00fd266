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
import { ready, settleAll, states, undoable } from '../../test/engine/undoables.ts'
import { decide } from './decide.ts'
import { leftOf } from './left-of.ts'
import type { Plan, PlannedAction } from './plan.ts'
import { progress } from './progress.ts'
import { firstRun, replay } from './replay.ts'
import type { Run, RunEvent } from './run.ts'

const { succeeds, fails, waits, isLost } = outcome
const compensate: RunEvent = { type: 'cancel_requested', by: 'ann', compensate: true }
const undoer: Partial<PlannedAction> = { compensates: true, undoesBegun: true }

/** net → db → app, each ordered from somebody who can also undo what is only begun. */
const chain = planWith([
  ...undoable('net', {}, { undoer }),
  ...undoable('db', { after: ['net'] }, { undoer }),
  ...undoable('app', { after: ['db'] }, { undoer }),
])

/** The chain with its network done and its database under way. */
function halfway(): Run {
  const { run } = report(chain, play(chain, [submitted]).run, 'net', succeeds('net'))
  return report(chain, run, 'db', waits('db')).run
}

/** Ended after a second; the database is undone unasked if `automatic`, the network always. */
function limited(automatic: boolean): Plan {
  const actions = [
    ...undoable('net', {}, { undoer }),
    ...undoable('db', { after: ['net'] }, { undoer, automatic }),
  ]
  return { ...planWith(actions), timeoutMs: 1_000 }
}

/** Its time is up with its network done and its database under way. */
function outOfTime(plan: Plan): Run {
  const { run } = report(plan, play(plan, [submitted]).run, 'net', succeeds('net'))
  const under = report(plan, run, 'db', waits('db')).run
  return decide(plan, under, { type: 'request_timed_out' }, noon + 2_000).run
}

/** With the database in a worker's hands, its try not ended. */
function inHands(): Run {
  const { run } = report(chain, play(chain, [submitted]).run, 'net', succeeds('net'))
  return decide(chain, run, claim(run, 'db'), noon).run
}

describe('a cancel that undoes', () => {
  it('undoes what was under way in its turn, and what that stood on only after it', () => {
    const asked = decide(chain, halfway(), compensate, noon)
    const ended = report(chain, asked.run, 'db:rollback', succeeds('db:rollback'))

    expect(asked.transitions).toEqual(['cancelled', 'rolling_back'])
    expect(asked.commands.filter(({ type }) => type === 'start')).toEqual([
      { type: 'start', action: 'db:rollback', entry: 'compensate' },
    ])
    expect(states(asked.run)).toMatchObject({ net: 'succeeded', db: 'compensating' })
    expect(asked.run.actions['db']).toMatchObject({ memo: { key: 'db' }, begun: true })
    expect(progress(chain, asked.run)).toMatchObject({ total: 2, done: 0 })
    expect(ready(ended.run)).toEqual(['net:rollback'])
    expect(settleAll(chain, ended.run)).toMatchObject({
      state: 'rolled_back',
      actions: { net: { state: 'compensated' }, db: { state: 'compensated' } },
    })
  })

  it('keeps what its unfinished part stood on while that is still being undone', () => {
    const { run } = decide(chain, halfway(), compensate, noon)

    const waiting = report(chain, run, 'db:rollback', waits('db:rollback')).run

    expect(waiting).toMatchObject({
      state: 'rolling_back',
      actions: { net: { state: 'succeeded' } },
    })
    expect(ready(waiting)).toEqual([])
  })

  it('holds back what its unfinished part stood on when that could not be undone, and tries again when asked', () => {
    const { run } = decide(chain, halfway(), compensate, noon)

    const failed = report(chain, run, 'db:rollback', fails('db:rollback')).run
    const again = decide(chain, failed, { type: 'rollback_requested', by: 'ann' }, noon)

    expect(failed).toMatchObject({
      state: 'rollback_failed',
      actions: {
        db: { state: 'cancelled', begun: true, undo: 'failed' },
        net: { state: 'succeeded', undo: 'held_back' },
      },
    })
    expect(leftOf(chain, failed)).toEqual([
      { action: 'db', why: 'failed' },
      { action: 'net', why: 'held_back' },
    ])
    expect(ready(again.run)).toEqual(['db:rollback'])
    expect(settleAll(chain, again.run).state).toBe('rolled_back')
  })

  it.each<[string, (fence: number) => RunEvent]>([
    ['goes on waiting', waits('db')],
    ['is lost', isLost('db')],
    ['comes to no clear answer', fails('db', { retryable: true, ambiguous: true })],
  ])('undoes also what a worker held when its call %s', (_what, ends) => {
    const held = decide(chain, inHands(), compensate, noon).run

    const { run } = decide(chain, held, ends(1), noon)

    expect(run).toMatchObject({ state: 'rolling_back', actions: { db: { state: 'compensating' } } })
    expect(ready(run)).toEqual(['db:rollback'])
  })

  it('knows nothing to undo of a try that surely made nothing', () => {
    const held = decide(chain, inHands(), compensate, noon).run

    const { run } = decide(chain, held, fails('db')(1), noon)

    expect(run.actions['db']).toMatchObject({ state: 'failed' })
    expect(ready(run)).toEqual(['net:rollback'])
  })

  it('takes a look that failed for no answer: the part is undone in its turn', () => {
    const half = halfway()
    const woken = decide(chain, half, { type: 'action_woken', action: 'db', fence: 1 }, noon).run
    const held = decide(chain, decide(chain, woken, claim(woken, 'db'), noon).run, compensate, noon)

    const { run } = decide(chain, held.run, fails('db', { retryable: true })(2), noon)

    expect(ready(run)).toEqual(['db:rollback'])
  })

  it('asked for after a plain cancel still undoes what was told to stop', () => {
    const plan = planWith([...chain.actions, action('slow')])
    let run = report(plan, play(plan, [submitted]).run, 'net', succeeds('net')).run
    run = report(plan, run, 'db', waits('db')).run
    run = decide(plan, run, claim(run, 'slow'), noon).run
    const plain = decide(plan, run, { type: 'cancel_requested', by: 'ann' }, noon)

    const asked = decide(plan, plain.run, compensate, noon).run
    const ended = decide(plan, asked, fails('slow')(1), noon).run

    expect(plain.commands).toEqual([{ type: 'start', action: 'db', entry: 'cancel' }])
    expect(ready(ended)).toEqual(['db:rollback'])
  })

  it.each<[string, Partial<PlannedAction>, Partial<PlannedAction>]>([
    ['cannot undo what is only begun', { compensates: true }, {}],
    ['would have to search for what may exist', undoer, { repeat: 'search' }],
  ])('tells it to stop at once where who undoes %s', (_what, by, own) => {
    const plan = planWith([
      ...undoable('net'),
      ...undoable('db', { after: ['net'], ...own }, { undoer: by }),
    ])
    let { run } = report(plan, play(plan, [submitted]).run, 'net', succeeds('net'))
    const seeks = own.repeat ? { ambiguous: true as const } : {}
    const looks = (fence: number): RunEvent => ({ ...waits('db')(fence), ...seeks })
    run = report(plan, run, 'db', looks).run

    const asked = decide(plan, run, compensate, noon)

    expect(asked.commands).toContainEqual({ type: 'start', action: 'db', entry: 'cancel' })
    expect(asked.run.actions['db']).toMatchObject({ state: 'cancelled' })
    expect(ready(asked.run)).toEqual(['net:rollback'])
  })

  it('is not needed for a later rollback to undo what was told to stop, before what that stood on', () => {
    const plain = decide(chain, halfway(), { type: 'cancel_requested', by: 'ann' }, noon)

    const rolling = decide(chain, plain.run, { type: 'rollback_requested', by: 'ann' }, noon)
    const waiting = report(chain, rolling.run, 'db:rollback', waits('db:rollback')).run

    expect(rolling.run.actions['db']).toMatchObject({ state: 'compensating', begun: true })
    expect(ready(rolling.run)).toEqual(['db:rollback'])
    expect(ready(waiting)).toEqual([])
    expect(settleAll(chain, rolling.run)).toMatchObject({
      state: 'rolled_back',
      actions: { net: { state: 'compensated' }, db: { state: 'compensated' } },
    })
  })

  it('by a limit of time undoes what it told to stop only where that is undone unasked', () => {
    const [unasked, asked] = [outOfTime(limited(true)), outOfTime(limited(false))]

    expect(ready(unasked)).toEqual(['db:rollback'])
    expect(asked.actions['db']).toMatchObject({ state: 'cancelled' })
    expect(ready(asked)).toEqual(['net:rollback'])
  })

  it('is told the same by the log, and a plain cancel stays what it was', () => {
    const log: { event: RunEvent; at: number }[] = []
    let run = firstRun(chain)
    const happens = (event: RunEvent): void => {
      log.push({ event, at: noon })
      run = decide(chain, run, event, noon).run
    }
    const half = halfway()

    happens(submitted)
    happens(claim(run, 'net'))
    happens(succeeds('net')(1))
    happens(claim(run, 'db'))
    happens(waits('db')(1))
    happens(compensate)
    happens(claim(run, 'db:rollback'))
    happens(succeeds('db:rollback')(1))
    const plain = decide(chain, half, { type: 'cancel_requested', by: 'ann' }, noon)

    expect(replay(chain, log)).toEqual(run)
    expect(run.actions['db']).toMatchObject({ state: 'compensated' })
    expect(plain.run).toMatchObject({ state: 'cancelled', actions: { db: { state: 'cancelled' } } })
    expect(plain.run.actions['db']).not.toHaveProperty('begun')
    expect(plain.commands).toContainEqual({ type: 'start', action: 'db', entry: 'cancel' })
  })
})
