import { describe, expect, it } from 'vitest'
import { undoable } from '../../test/engine/undoables.ts'
import {
  action,
  claim,
  noon,
  outcome,
  play,
  planWith,
  report,
  submitted,
} from '../../test/engine/plans.ts'
import { decide } from './decide.ts'
import { asEdited, canEdit, changedConfig } from './edit-input.ts'
import { carriedOver } from './replan.ts'
import { replay } from './replay.ts'
import type { Run, RunEvent } from './run.ts'
import { canSkip } from './skip-action.ts'

const { succeeds, fails, waits } = outcome
const once = { ...action('').retry, attempts: 1 }
const row = planWith([
  action('net'),
  action('vm', { after: ['net'], retry: once }),
  action('dns', { after: ['vm'] }),
  action('check', { after: ['vm'], requireSuccess: true }),
])
const skipVm: RunEvent = { type: 'action_skipped', action: 'vm', by: 'dba', reason: 'done by hand' }
const retry: RunEvent = { type: 'retry_requested', by: 'ann' }
const state = (run: Run, id: string) => run.actions[id]?.state

/** The row after its vm failed for good. */
function failedRow(): Run {
  const started = report(row, play(row, [submitted]).run, 'net', succeeds('net', { id: 'n-1' })).run
  return report(row, started, 'vm', fails('vm')).run
}

describe('skipping an action', () => {
  it('lets a failed request go on as if it had been skipped, and keeps that through retries', () => {
    const skipped = decide(row, failedRow(), skipVm, noon).run

    const { run } = decide(row, skipped, retry, noon)

    expect(state(skipped, 'vm')).toBe('skipped')
    expect(run.actions['vm']).toMatchObject({
      state: 'skipped',
      because: 'person',
      skippedBy: { by: 'dba', reason: 'done by hand' },
    })
    expect(run.actions['net']).toMatchObject({ state: 'succeeded', outputs: { id: 'n-1' } })
    expect([state(run, 'dns'), state(run, 'check')]).toEqual(['ready', 'skipped'])
  })

  it('runs it after all when the retry begins there', () => {
    const skipped = decide(row, failedRow(), skipVm, noon).run

    const { run } = decide(row, skipped, { ...retry, from: 'vm' }, noon)

    expect(state(run, 'vm')).toBe('ready')
  })

  it('tells a waiting remote to stop, and starts what comes after', () => {
    const started = report(row, play(row, [submitted]).run, 'net', succeeds('net')).run
    const waiting = report(row, started, 'vm', waits('vm')).run

    const { run, commands } = decide(row, waiting, skipVm, noon)

    expect(commands).toContainEqual({ type: 'start', action: 'vm', entry: 'cancel' })
    expect(run.actions['vm']?.memo).toEqual({ key: 'vm' })
    expect(state(run, 'dns')).toBe('ready')
  })

  it('is for what has not begun, waits, or failed its request; twice changes nothing', () => {
    const fresh = play(row, [submitted]).run
    const running = decide(row, fresh, claim(fresh, 'net'), noon).run
    const failed = failedRow()

    const skipped = decide(row, failed, skipVm, noon).run

    expect(['net', 'vm'].map((id) => canSkip(row, running, id))).toEqual([false, true])
    expect(['net', 'vm', 'dns', 'nobody'].map((id) => canSkip(row, failed, id))).toEqual([
      false,
      true,
      false,
      false,
    ])
    expect(decide(row, skipped, skipVm, noon).run).toBe(skipped)
  })
})

describe('editing an input', () => {
  const edit: RunEvent = {
    type: 'input_edited',
    action: 'vm',
    changes: { '/body/size': 2 },
    by: 'dba',
    reason: 'too large',
  }

  it('changes what the next try is given, and goes through every life of the request', () => {
    const edited = decide(row, failedRow(), edit, noon + 5).run

    const { run } = decide(row, edited, retry, noon + 9)

    expect(run.actions['vm']).toMatchObject({
      state: 'ready',
      edited: { changes: { '/body/size': 2 }, by: 'dba', reason: 'too large', at: noon + 5 },
    })
    const planned = action('vm', { config: { url: 'u', body: { size: 9, name: 'n' } } })
    const after = run.actions['vm']
    expect(after && asEdited(planned, after).config).toEqual({
      url: 'u',
      body: { size: 2, name: 'n' },
    })
  })

  it('lets a later edit win over what it covers', () => {
    const first = decide(row, failedRow(), edit, noon).run
    const whole = { ...edit, changes: { '/body': { size: 1 } } } as RunEvent

    const { run } = decide(row, first, whole, noon)

    expect(run.actions['vm']?.edited?.changes).toEqual({ '/body': { size: 1 } })
  })

  it('leaves alone what runs or succeeded', () => {
    const fresh = play(row, [submitted]).run
    const running = decide(row, fresh, claim(fresh, 'net'), noon).run
    const failed = failedRow()

    expect([canEdit(row, running, 'net'), canEdit(row, running, 'vm')]).toEqual([false, true])
    expect([canEdit(row, failed, 'net'), canEdit(row, failed, 'dns')]).toEqual([false, true])
    expect(decide(row, failed, { ...edit, action: 'net' }, noon).run).toBe(failed)
  })

  it.each([
    ['', ['']],
    ['body', ['body']],
    ['/nothing/inside', ['/nothing/inside']],
    ['/list/7', ['/list/7']],
    ['/__proto__/polluted', ['/__proto__/polluted']],
    ['/list/0', []],
    ['/new', []],
  ])('says whether %j leads anywhere', (pointer, lost) => {
    const config = { list: [1], body: {} }

    const changed = changedConfig(config, { [pointer]: 'x' })

    expect(changed.lost).toEqual(lost)
    expect(config).toEqual({ list: [1], body: {} })
  })
})

describe('going over to another version', () => {
  const ordered = planWith([
    ...undoable('net'),
    ...undoable('old', { after: ['net'] }),
    action('vm', { after: ['old'], retry: once }),
  ])
  const newest = planWith([
    ...undoable('net'),
    action('vm', { after: ['net'] }),
    action('dns', { after: ['vm'] }),
  ])
  const events: RunEvent[] = [submitted]
  function failed(): Run {
    let { run } = play(ordered, events)
    for (const id of ['net', 'old']) run = report(ordered, run, id, succeeds(id, { of: id })).run
    return report(ordered, run, 'vm', fails('vm')).run
  }
  const change = (run: Run): Extract<RunEvent, { type: 'plan_changed' }> => ({
    type: 'plan_changed',
    hash: 'h2',
    version: '2.0.0',
    plan: carriedOver(ordered, run, newest),
    by: 'ann',
  })

  it('keeps what both have, begins what is new, and can still undo what is gone', () => {
    const noUndo = planWith(
      ordered.actions.map(({ rollback, ...one }) =>
        rollback ? { ...one, rollback: { ...rollback, automatic: false } } : one,
      ),
    )
    let { run } = play(noUndo, [submitted])
    for (const id of ['net', 'old']) run = report(noUndo, run, id, succeeds(id, { of: id })).run
    run = report(noUndo, run, 'vm', fails('vm')).run
    const plan = carriedOver(noUndo, run, newest)
    const changed = decide(noUndo, run, { ...change(run), plan }, noon).run

    const again = decide(plan, changed, retry, noon).run

    expect(again.pinned).toEqual({ hash: 'h2', version: '2.0.0' })
    expect(again.actions['net']).toMatchObject({ state: 'succeeded', outputs: { of: 'net' } })
    expect(again.actions['old']).toMatchObject({ state: 'succeeded', outputs: { of: 'old' } })
    expect([state(again, 'vm'), state(again, 'dns')]).toEqual(['ready', 'pending'])
    expect(plan.actions.filter(({ gone }) => gone).map(({ id }) => id)).toEqual([
      'old',
      'old:rollback',
    ])
    expect(plan.actions.find(({ id }) => id === 'vm')?.after).toEqual(['net', 'old'])
  })

  it('is for failed requests, and once for each version', () => {
    const fresh = play(newest, [submitted]).run
    const { rollback: _, ...net } = newest.actions[0] ?? action('net')
    const bare = planWith([{ ...net, retry: once }])
    const broken = report(bare, play(bare, [submitted]).run, 'net', fails('net')).run
    const changed = decide(bare, broken, change(broken), noon).run

    expect(decide(newest, fresh, change(fresh), noon).run).toBe(fresh)
    expect(decide(bare, changed, change(broken), noon).run).toBe(changed)
  })

  it('is told by the log: replay follows the new plan from there on', () => {
    const bare = planWith([action('vm', { retry: once })], { timeoutMs: 1_000 })
    const two = planWith([action('vm'), action('dns', { after: ['vm'] })])
    const log: { event: RunEvent; at: number }[] = []
    let plan = bare
    let run = play(bare, []).run
    const happen = (event: RunEvent, at = noon): void => {
      run = decide(plan, run, event, at).run
      log.push({ event, at })
      if (event.type === 'plan_changed') ({ plan } = event)
    }
    happen(submitted)
    happen(claim(run, 'vm'))
    happen(fails('vm')(1))
    happen({ type: 'plan_changed', hash: 'h2', version: '2.0.0', plan: two, by: 'ann' })
    happen(retry, noon + 5_000)
    happen(claim(run, 'vm'), noon + 5_000)
    happen(succeeds('vm')(2), noon + 5_000)

    const told = replay(bare, log)

    expect(told).toEqual(run)
    expect(state(told, 'dns')).toBe('ready')
    expect(told.deadlineAt).toBeUndefined()
  })

  it('leaves the lane that the new version has no more', () => {
    const hybrid = planWith(
      [action('vm', { retry: once }), action('ticket', { lane: 'manual', retry: once })],
      { mode: 'hybrid' },
    )
    let { run } = play(hybrid, [submitted])
    run = report(hybrid, run, 'vm', fails('vm')).run
    run = report(hybrid, run, 'ticket', fails('ticket')).run
    const plan = planWith([action('vm')])

    const changed = decide(hybrid, run, { ...change(run), plan }, noon).run
    const again = decide(plan, changed, retry, noon).run

    expect([run.lane, again.lane, state(again, 'vm')]).toEqual(['manual', 'automatic', 'ready'])
    expect(again.handover).toBeUndefined()
  })

  it('is refused while the failed request is being rolled back', () => {
    const rolling = failed()

    const after = decide(ordered, rolling, change(rolling), noon).run

    expect(rolling.state).toBe('rolling_back')
    expect(after).toBe(rolling)
  })
})
