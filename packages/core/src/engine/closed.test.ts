import { describe, expect, it } from 'vitest'
import { action, noon, outcome, planWith, play, report } from '../../test/engine/plans.ts'
import { decide } from './decide.ts'
import { explain } from './explain.ts'
import { narrate } from './narrate.ts'
import type { Closed, Run, RunEvent } from './run.ts'

const plan = planWith([action('vm')])
const closed: Closed = {
  kind: 'freeze',
  name: 'year-end',
  reason: 'Closing',
  until: noon + 60_000,
  revision: 3,
}
const held = play(plan, [{ type: 'submitted', closed }])
const asked: RunEvent = { type: 'exception_asked', by: 'ann', reason: 'A customer waits' }
const after = (run: Run, event: RunEvent, at = noon) => decide(plan, run, event, at)

describe('an order during a freeze', () => {
  it('waits on hold, and nothing of it begins', () => {
    expect(held.transitions).toEqual(['validated', 'on_hold'])
    expect(held.run).toMatchObject({ state: 'on_hold', closed: { ...closed, since: noon } })
    expect(held.commands).toEqual([])
  })

  it('begins at the end of it, and the time it waited is kept apart', () => {
    const { run, transitions } = after(held.run, { type: 'released' }, noon + 60_000)

    expect(transitions).toEqual(['queued', 'in_progress'])
    expect(run).toMatchObject({ closedMs: 60_000, startedAt: noon + 60_000 })
    expect(run.closed).toBeUndefined()
  })

  it('waits on where the calendar says so again; the same word twice changes nothing', () => {
    const longer = { ...closed, until: noon + 90_000, revision: 4 }

    const again = after(held.run, { type: 'released', closed: longer }, noon + 30_000)

    expect(again.run).toMatchObject({
      state: 'on_hold',
      closed: { until: noon + 90_000, since: noon },
    })
    expect(after(again.run, { type: 'released', closed: longer }).run).toBe(again.run)
  })

  it('waits for the freeze after its own moment has come', () => {
    const later = play(plan, [{ type: 'submitted', notBefore: noon + 10 }]).run

    const due = after(later, { type: 'released', closed }, noon + 10)

    expect(due.run).toMatchObject({ state: 'on_hold', closed: { since: noon + 10 } })
    expect(due.run.notBefore).toBeUndefined()
  })

  it('waits for automation that is off once the freeze is over', () => {
    const off = { off: true as const, reason: 'broken' }
    const alone = { ...plan, mode: 'automatic' as const }
    const frozen = play(alone, [{ type: 'submitted', closed, automation: off }]).run

    const thawed = decide(alone, frozen, { type: 'released', automation: off }, noon + 60_000).run

    expect(thawed).toMatchObject({ state: 'on_hold', automation: off })
    expect(thawed.closed).toBeUndefined()
    expect(decide(alone, thawed, { type: 'released' }, noon + 61_000).run.state).toBe('in_progress')
  })

  it('is cancelled like any other', () => {
    expect(after(held.run, { type: 'cancel_requested', by: 'ann' }).run.state).toBe('cancelled')
  })

  it('says what it waits for and what can be done', () => {
    const [first] = explain(plan, held.run, { request: 'r1', team: 'linux' }, noon)
    const story = narrate(plan, [{ event: { type: 'submitted', closed }, at: noon }])

    expect(first?.sentence).toBe(
      'It is on hold: the change freeze year-end (Closing) lasts until 2026-01-01T12:01:00Z',
    )
    expect(first?.waitsFor).toMatchObject({ kind: 'hold', until: noon + 60_000 })
    expect(first?.canMove?.map(({ what }) => what)).toContain('ask for an exception')
    expect(story.map(({ sentence }) => sentence)).toContain(
      'It waits: the change freeze year-end (Closing) lasts until 2026-01-01T12:01:00Z.',
    )
  })
})

describe('a retry during a freeze', () => {
  const failed = report(
    plan,
    play(plan, [{ type: 'submitted' }]).run,
    'vm',
    outcome.fails('vm'),
  ).run

  it('is held as well, without the limit of its last life', () => {
    const limited = { ...plan, timeoutMs: 1_000 }
    const ended = report(
      limited,
      play(limited, [{ type: 'submitted' }]).run,
      'vm',
      outcome.fails('vm'),
    ).run

    const again = decide(limited, ended, { type: 'retry_requested', by: 'ann', closed }, noon)

    expect(again.transitions).toEqual(['on_hold'])
    expect(again.run.deadlineAt).toBeUndefined()
    expect(again.commands).toEqual([])
  })

  it('goes on where the request had an exception', () => {
    const begun = after(after(held.run, asked).run, {
      type: 'exception_decided',
      granted: true,
      by: 'amir',
    })
    const over = report(plan, begun.run, 'vm', outcome.fails('vm')).run

    expect(after(over, { type: 'retry_requested', by: 'ann', closed }).run.state).toBe(
      'in_progress',
    )
    expect(after(failed, { type: 'retry_requested', by: 'ann', closed }).run.state).toBe('on_hold')
  })
})

describe('an exception', () => {
  it('lets the order begin at once', () => {
    const { run: open } = after(held.run, asked)

    const { run, transitions } = after(
      open,
      { type: 'exception_decided', granted: true, by: 'amir', comment: 'ok' },
      noon + 5,
    )

    expect(transitions).toEqual(['queued', 'in_progress'])
    expect(run.exception).toMatchObject({
      state: 'granted',
      by: 'ann',
      decided: { by: 'amir', comment: 'ok', at: noon + 5 },
    })
    expect(run.closedMs).toBe(5)
  })

  it('that is refused leaves it on hold, and may be asked for again', () => {
    const refused = after(after(held.run, asked).run, {
      type: 'exception_decided',
      granted: false,
      by: 'amir',
    })

    expect(refused.run).toMatchObject({ state: 'on_hold', exception: { state: 'refused' } })
    expect(after(refused.run, asked).run.exception?.state).toBe('asked')
  })

  it('may be given unasked, but is not refused unasked, nor asked for twice', () => {
    const open = after(held.run, asked).run

    expect(
      after(held.run, { type: 'exception_decided', granted: true, by: 'amir' }).run.state,
    ).toBe('in_progress')
    expect(after(held.run, { type: 'exception_decided', granted: false, by: 'amir' }).run).toBe(
      held.run,
    )
    expect(after(open, asked).run).toBe(open)
  })

  it('is for orders that wait for the calendar only', () => {
    const running = play(plan, [{ type: 'submitted' }]).run
    const later = play(plan, [{ type: 'submitted', notBefore: noon + 10 }]).run

    expect(after(running, asked).run).toBe(running)
    expect(after(later, asked).run).toBe(later)
  })

  it('of the order that ordered it holds for an order, too', () => {
    const granted = { state: 'granted' as const, by: 'ann', reason: 'x', at: noon }

    expect(play(plan, [{ type: 'submitted', closed, exception: granted }]).run.state).toBe(
      'in_progress',
    )
  })
})
