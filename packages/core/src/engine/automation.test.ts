import { describe, expect, it } from 'vitest'
import { action, noon, outcome, planWith, play, report } from '../../test/engine/plans.ts'
import { decide } from './decide.ts'
import type { RunEvent } from './run.ts'

const off = { off: true, reason: 'the network moves' } as const
const submitted: RunEvent = { type: 'submitted', automation: off }
const covered = action('vm', { onFailure: 'fallback', fallback: 'by-hand' })
const byHand = action('by-hand', { role: 'fallback', manual: true })

describe('an order while automation is off', () => {
  it('begins with the people of a hybrid item, and says why', () => {
    const plan = planWith([action('vm'), action('ticket', { lane: 'manual' })], { mode: 'hybrid' })

    const { run } = play(plan, [submitted])

    expect(run).toMatchObject({
      state: 'in_progress',
      lane: 'manual',
      handover: {
        code: 'automation.off',
        message: 'Automation is switched off: the network moves',
      },
      actions: { vm: { state: 'skipped', because: 'handed_over' }, ticket: { state: 'ready' } },
    })
    expect(run.failure).toBeUndefined()
  })

  it('goes to fallbacks without a try, and on behind them', () => {
    const plan = planWith([covered, byHand, action('dns', { after: ['vm'], type: 'manual-task' })])
    const begun = play(plan, [submitted]).run

    const { run } = report(plan, begun, 'by-hand', outcome.succeeds('by-hand'))

    expect(begun.actions).toMatchObject({
      vm: { state: 'failed', attempt: 0, replacedBy: 'by-hand', error: { code: 'automation.off' } },
      'by-hand': { state: 'ready' },
    })
    expect(run.actions['dns']?.state).toBe('ready')
  })

  it('waits on hold when an action has nobody who stands in for it', () => {
    const plan = planWith([covered, byHand, action('dns')])

    const { run } = play(plan, [submitted])

    expect(run).toMatchObject({ state: 'on_hold', automation: off })
    expect(Object.values(run.actions).map(({ state }) => state)).toEqual([
      'pending',
      'pending',
      'pending',
    ])
  })

  it('starts when it is on again, and not before', () => {
    const plan = planWith([action('vm')])
    const held = play(plan, [submitted]).run

    const still = decide(plan, held, { type: 'released', automation: off }, noon)
    const { run } = decide(plan, held, { type: 'released' }, noon)

    expect(still.run).toBe(held)
    expect(run).toMatchObject({ state: 'in_progress', actions: { vm: { state: 'ready' } } })
    expect(run.automation).toBeUndefined()
  })

  it('is held on when its own moment comes', () => {
    const plan = planWith([action('vm')])
    const held = play(plan, [{ type: 'submitted', notBefore: noon + 1_000 }]).run

    const { run } = decide(plan, held, { type: 'released', automation: off }, noon + 1_000)

    expect(run).toMatchObject({ state: 'on_hold', automation: off })
    expect(run.notBefore).toBeUndefined()
  })
})

describe('a running request when automation is switched off', () => {
  const plan = planWith([action('net'), { ...covered, after: ['net'] }, byHand])
  const running = play(plan, [{ type: 'submitted' }]).run
  const switched = { type: 'automation_switched', off: true, by: 'ann', reason: 'x' } as const

  it('ends what has begun and gives the rest to people', () => {
    const told = decide(plan, running, switched, noon).run

    const { run } = report(plan, told, 'net', outcome.succeeds('net'))

    expect(told.actions['net']?.state).toBe('ready')
    expect(run.actions).toMatchObject({ vm: { state: 'failed' }, 'by-hand': { state: 'ready' } })
  })

  it('goes on by itself when it is on again', () => {
    const told = decide(plan, running, switched, noon).run
    const again = decide(plan, told, { ...switched, off: false }, noon).run

    const { run } = report(plan, again, 'net', outcome.succeeds('net'))

    expect(run.actions['vm']?.state).toBe('ready')
  })

  it('is told once', () => {
    const told = decide(plan, running, switched, noon).run

    expect(decide(plan, told, switched, noon).run).toBe(told)
  })
})
