import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { action, anyPlan, gate, noon, planWith } from '../../test/engine/plans.ts'
import { behind } from './gate-of.ts'
import type { Plan } from './plan.ts'
import { type Asked, rehearse, type Rehearsed, type Told } from './rehearse.ts'

const done: Told = { ends: 'succeeded', outputs: {} }
const away = { code: 'http.503', message: 'away', class: '5xx' }
const fails: Told = { ends: 'failed', error: away, retryable: true }

/** Plays a plan whose actions go as `tell` says; what was asked stands beside the end. */
function played(
  plan: Plan,
  tell: (asked: Asked) => Told = () => done,
  wish: Parameters<typeof rehearse>[2] = {},
): Rehearsed & { asked: readonly Asked[] } {
  const asked: Asked[] = []
  const playing = rehearse(plan, noon, wish)
  let turn = playing.next()
  while (turn.done !== true) {
    asked.push(turn.value)
    turn = playing.next(tell(turn.value))
  }
  return { ...turn.value, asked }
}

describe('a rehearsal', () => {
  it('asks of each action in its turn, with what those before it brought', () => {
    const plan = planWith([action('vm'), action('dns', { after: ['vm'] })])

    const { run, asked } = played(plan, ({ action: id }) => ({
      ends: 'succeeded',
      outputs: { by: id },
    }))

    expect(run.state).toBe('completed')
    expect(asked.map(({ action: id, outputs }) => [id, outputs])).toEqual([
      ['vm', {}],
      ['dns', { vm: { by: 'vm' } }],
    ])
  })

  it('rests between tries for as long as it may, and tells it in sentences', () => {
    const plan = planWith([action('vm')])

    const { run, asked, steps } = played(plan, ({ attempt }) => (attempt < 3 ? fails : done))

    expect(asked.map(({ attempt, at }) => [attempt, at - noon])).toEqual([
      [1, 0],
      [2, 1_000],
      [3, 3_000],
    ])
    expect(run.state).toBe('completed')
    expect(steps.flatMap(({ sentences }) => sentences)).toContain(
      "A try of 'vm' failed (away); it is tried again.",
    )
  })

  it('lets a person take the time that was told, and the promise pass meanwhile', () => {
    const plan = planWith([action('vm')], { slaMs: 60_000 })
    const waits = { for: 'person' as const, ms: 120_000 }

    const { steps, run } = played(plan, () => ({ ...done, waits }))

    expect(steps.map(({ event, at }) => [event, at - noon])).toEqual([
      ['submitted', 0],
      ['action_claimed', 0],
      ['action_waiting', 0],
      ['sla_warned', 48_000],
      ['sla_breached', 60_000],
      ['action_signalled', 120_000],
      ['action_claimed', 120_000],
      ['action_succeeded', 120_000],
    ])
    expect(run.state).toBe('completed')
  })

  it('ends as rejected when the gate is told to be refused, and asks of nothing behind it', () => {
    const plan = planWith(behind(gate, [action('vm')]), { rejects: true })
    const error = { code: 'approval.rejected', message: 'no', class: 'rejected' }

    const { run, asked } = played(plan, () => ({ ends: 'failed', error, retryable: false }))

    expect(run.state).toBe('rejected')
    expect(asked.map((one) => one.action)).toEqual([gate.id])
  })

  it('times an action out that waits for longer than it may', () => {
    const plan = planWith([
      action('vm', { timeoutMs: 5_000, retry: { ...action('x').retry, attempts: 1 } }),
    ])
    const waits = { for: 'remote' as const, ms: 9_000 }

    const { run, steps } = played(plan, () => ({ ...done, waits }))

    expect(run.state).toBe('failed')
    expect(steps.at(-1)).toMatchObject({ at: noon + 5_000, changed: { vm: 'failed' } })
  })

  it('undoes it at the end where that is wished for', () => {
    const undo = action('gone', { role: 'rollback', undoes: 'vm' })
    const rollback = { action: 'gone', automatic: false, preserveState: false }
    const plan = planWith([action('vm', { rollback }), undo])

    const { run, asked } = played(plan, () => done, { rollBack: true })

    expect(run.state).toBe('rolled_back')
    expect(asked.map((one) => one.action)).toEqual(['vm', 'gone'])
  })

  it('ends for any plan, however its actions go', () => {
    const ends = fc.constantFrom<Told>(
      done,
      fails,
      { ends: 'failed', error: away, retryable: false },
      { ...done, waits: { for: 'remote', ms: 90_000 } },
      { ...fails, waits: { for: 'person', ms: 4_000_000 } },
    )

    fc.assert(
      fc.property(anyPlan, fc.infiniteStream(ends), (plan, told) => {
        const { run, cut } = played(plan, () => told.next().value ?? done)

        expect(cut).toBe(false)
        expect(run.endedAt).toBeDefined()
      }),
      { numRuns: 300 },
    )
  })
})
