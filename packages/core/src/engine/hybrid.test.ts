import { describe, expect, it } from 'vitest'
import {
  action,
  noon,
  outcome,
  planWith,
  play,
  report,
  submitted,
} from '../../test/engine/plans.ts'
import type { Action, Fulfillment, Item } from '../catalog/item.ts'
import { asksOf } from './asks.ts'
import { decide } from './decide.ts'
import { outputsOf } from './outputs-of.ts'
import { planOf } from './plan-of.ts'
import type { Plan } from './plan.ts'

const step = (id: string, change: Partial<Action> = {}): Action => ({
  id,
  type: 'rest-api',
  config: {},
  ...change,
})
const callsPeople = { error_handling: { strategy: 'fallback', fallback_action: 'ticket' } } as const
const ticket = step('ticket', { type: 'jira-ticket' })

function planOfLanes(
  automatic: readonly Action[],
  manual: readonly Action[],
  more: Partial<Fulfillment> = {},
): Plan {
  const item: Item = {
    version: '2.0',
    kind: 'CatalogItem',
    metadata: {
      id: 'db',
      name: 'Database',
      description: 'A database',
      version: '1.0.0',
      category: 'databases',
      owner: { team: 'db' },
    },
    presentation: { groups: [] },
    fulfillment: { manual: { actions: manual }, automatic: { actions: automatic }, ...more },
  }
  const availableTypes = new Set(['rest-api', 'jira-ticket'])
  return planOf(item, { fields: {}, availableTypes })
}

const placed = ({ actions }: Plan): Record<string, string> =>
  Object.fromEntries(actions.map(({ id, lane, role }) => [id, `${lane} ${role}`]))
const { fails, isHeld, succeeds } = outcome

describe('a manual action that automation falls back to', () => {
  it('runs among automation, only when it is called, and takes the time people take', () => {
    const plan = planOfLanes(
      [step('vm', callsPeople), step('dns')],
      [step('ticket'), step('by-hand')],
    )

    expect(plan.mode).toBe('hybrid')
    expect(placed(plan)).toEqual({
      vm: 'automatic main',
      ticket: 'automatic fallback',
      dns: 'automatic main',
      'by-hand': 'manual main',
    })
    const stand = plan.actions.find(({ id }) => id === 'ticket')
    expect(stand).toMatchObject({ manual: true })
    expect(stand).not.toHaveProperty('timeoutMs')
  })

  it('may call another one in its turn', () => {
    const second = { error_handling: { strategy: 'fallback', fallback_action: 'boss' } } as const

    const plan = planOfLanes([step('vm', callsPeople)], [step('ticket', second), step('boss')])

    expect(placed(plan)).toMatchObject({ boss: 'automatic fallback' })
  })

  it('leaves an item without other manual work automatic', () => {
    expect(planOfLanes([step('vm', callsPeople)], [ticket]).mode).toBe('automatic')
  })

  it('is the work itself where all is done by hand and nothing else is written', () => {
    const plan = planOfLanes([step('vm', callsPeople)], [ticket], { strategy: { mode: 'manual' } })

    expect(placed(plan)).toEqual({ ticket: 'manual main' })
  })

  it('lets automation go on with what the ticket brought', () => {
    const plan = planOfLanes(
      [step('vm', callsPeople), step('dns', { config: { ip: '{{output.vm.ip}}' } })],
      [ticket, step('by-hand')],
    )
    const called = report(plan, play(plan, [submitted]).run, 'vm', fails('vm')).run

    const { run } = report(plan, called, 'ticket', succeeds('ticket', { ip: '10.0.0.1' }))

    expect(called.actions).toMatchObject({ ticket: { state: 'ready' }, dns: { state: 'pending' } })
    expect(run.actions['dns']?.state).toBe('ready')
    expect(run.lane).toBe('automatic')
    expect(outputsOf(plan, run)['vm']).toMatchObject({ ip: '10.0.0.1' })
  })

  it('leaves the rest to the manual lane when the ticket fails too', () => {
    const plan = planOfLanes([step('vm', callsPeople)], [ticket, step('by-hand')])
    const called = report(plan, play(plan, [submitted]).run, 'vm', fails('vm')).run

    const { run } = report(plan, called, 'ticket', fails('ticket'))

    expect(run).toMatchObject({ lane: 'manual', actions: { 'by-hand': { state: 'ready' } } })
  })
})

describe('behind an open circuit breaker', () => {
  const plan = planWith([
    action('vm', { onFailure: 'fallback', fallback: 'f', fallbackAfterMs: 60_000 }),
    action('f', { role: 'fallback' }),
  ])
  const held = report(plan, play(plan, [submitted]).run, 'vm', isHeld('vm', 3_600_000))

  it('an action looks again when its patience ends, not only when the breaker says so', () => {
    expect(held.commands).toMatchObject([{ type: 'wake', within: [noon + 60_000, noon + 72_000] }])
  })

  it('calls the fallback once it was kept away longer than it may', () => {
    const later = noon + 60_000
    const woken = decide(plan, held.run, { type: 'action_woken', action: 'vm', fence: 1 }, later)
    const claim = { type: 'action_claimed', action: 'vm', fence: 2, worker: 'w' } as const
    const claimed = decide(plan, woken.run, claim, later).run

    const { run } = decide(plan, claimed, isHeld('vm')(2), later)

    expect(run.actions['vm']).toMatchObject({
      state: 'failed',
      attempt: 0,
      error: { code: 'breaker.open' },
      replacedBy: 'f',
    })
    expect(run.actions['f']?.state).toBe('ready')
  })

  it('calls it at once where the item has no patience', () => {
    const hasty = planWith([
      action('vm', { onFailure: 'fallback', fallback: 'f', fallbackAfterMs: 0 }),
      action('f', { role: 'fallback' }),
    ])

    const { run } = report(hasty, play(hasty, [submitted]).run, 'vm', isHeld('vm'))

    expect(run.actions['f']?.state).toBe('ready')
  })

  it('goes on looking at what was made already', () => {
    const waits = report(plan, play(plan, [submitted]).run, 'vm', outcome.waits('vm')).run
    const woken = { type: 'action_woken', action: 'vm', fence: 1 } as const
    const later = noon + 3_600_000
    let { run } = decide(plan, waits, woken, noon)
    run = report(plan, run, 'vm', isHeld('vm')).run
    run = decide(plan, run, { ...woken, fence: 2 }, later).run
    const claim = { type: 'action_claimed', action: 'vm', fence: 3, worker: 'w' } as const

    const again = decide(plan, decide(plan, run, claim, later).run, isHeld('vm')(3), later).run

    expect(again.actions['vm']).toMatchObject({ state: 'waiting', waitingFor: 'target' })
  })
})

describe('what a ticket is asked to bring', () => {
  const plan = planOfLanes(
    [
      step('vm', { ...callsPeople, output: { fields: { ip: 'body.ip', id: 'body.id' } } }),
      step('dns', {
        name: 'Register name',
        config: { ip: '{{output.vm.ip}}', raw: '{{output.vm.body}}', s: '{{output.vm.status}}' },
      }),
    ],
    [ticket],
  )
  const called = report(plan, play(plan, [submitted]).run, 'vm', fails('vm')).run

  it('is what later actions read of the one it stands in for; declared results are a must', () => {
    expect(asksOf(plan, called, 'ticket')).toEqual([
      { name: 'ip', required: true, neededBy: ['Register name'] },
      { name: 'body', required: false, neededBy: ['Register name'] },
    ])
  })

  it('is nothing for an action that stands in for nobody', () => {
    expect(asksOf(plan, called, 'dns')).toEqual([])
  })
})
