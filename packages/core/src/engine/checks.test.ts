import { describe, expect, it } from 'vitest'
import {
  action,
  gate,
  noon,
  outcome,
  planWith,
  play,
  report,
  submitted,
} from '../../test/engine/plans.ts'
import { settleAll, states } from '../../test/engine/undoables.ts'
import type { Item } from '../catalog/item.ts'
import { checksOf } from './checks.ts'
import { decide } from './decide.ts'
import { behind } from './gate-of.ts'
import type { Plan } from './plan.ts'
import { planOf } from './plan-of.ts'
import type { Run } from './run.ts'

const check = action('check:1', { lane: 'gate', name: 'Room: three nodes are free' })
const chain = [action('vm'), action('dns', { after: ['vm'] })]
const checked = (plan: Partial<Plan> = {}, asked = check): Plan =>
  planWith(behind(undefined, chain, [asked]), plan)
const plan = checked()

const ends = (own: Plan, run: Run, id: string, how: 'succeeds' | 'fails'): Run =>
  report(own, run, id, outcome[how](id)).run

function itemWith(prerequisites: Item['fulfillment']['prerequisites'] = []): Item {
  return {
    version: '2.0',
    kind: 'CatalogItem',
    metadata: {
      id: 'vm',
      name: 'Machine',
      description: 'A machine',
      version: '1.0.0',
      category: 'compute',
      owner: { team: 'db' },
    },
    presentation: { groups: [] },
    fulfillment: {
      manual: { actions: [] },
      automatic: {
        actions: [
          { id: 'vm', type: 'rest-api', config: {}, dependencies: { require_success: true } },
        ],
      },
      prerequisites,
    },
  }
}

describe('what another system is asked before an order begins', () => {
  it('is the only thing under way until it is answered', () => {
    const { run } = play(plan, [submitted])

    expect(states(run)).toMatchObject({ 'check:1': 'ready', vm: 'pending', dns: 'pending' })
    const answered = ends(plan, run, 'check:1', 'succeeds')
    expect(states(answered)).toMatchObject({ vm: 'ready', dns: 'pending' })
    expect(settleAll(plan, answered).state).toBe('completed')
  })

  it('comes after people have agreed, right before the work', () => {
    const own = planWith(behind(gate, chain, [check]), { rejects: true })

    const { run, transitions } = play(own, [submitted])

    expect(transitions.at(-1)).toBe('awaiting_approval')
    expect(states(run)).toMatchObject({ [gate.id]: 'ready', 'check:1': 'pending' })
    const said = { type: 'action_succeeded', action: gate.id, fence: 1, outputs: {} } as const
    const claimed = { type: 'action_claimed', action: gate.id, fence: 1, worker: 'w' } as const
    const agreed = play(own, [submitted, claimed, said]).run
    expect([agreed.state, agreed.actions['check:1']?.state, agreed.actions['vm']?.state]).toEqual([
      'in_progress',
      'ready',
      'pending',
    ])
  })

  it.each<[string, Partial<Plan>]>([
    ['automatic', {}],
    ['hybrid, which goes to no people', { mode: 'hybrid' }],
    ['side by side', { mode: 'hybrid', parallel: true }],
  ])('fails the request in its own words when it is not so: %s', (_mode, mode) => {
    const own = checked(mode)

    const run = ends(own, play(own, [submitted]).run, 'check:1', 'fails')

    expect(run.state).toBe('failed')
    expect(states(run)).toMatchObject({ vm: 'skipped', dns: 'skipped' })
    expect(run.failure).toEqual({
      action: 'check:1',
      code: 'prerequisite.unmet',
      class: '5xx',
      message:
        'What the item needs before it begins is not so: Room: three nodes are free. away. Put it right, then retry',
    })
    expect(run.handover).toBeUndefined()
  })

  it('is asked again by every retry, also where it was so before, and before anything goes on', () => {
    const begun = ends(plan, play(plan, [submitted]).run, 'check:1', 'succeeds')
    const failed = ends(plan, ends(plan, begun, 'vm', 'succeeds'), 'dns', 'fails')

    const again = decide(plan, failed, { type: 'retry_requested', by: 'ann' }, noon).run

    expect(failed.state).toBe('failed')
    expect(states(again)).toMatchObject({ 'check:1': 'ready', vm: 'succeeded', dns: 'pending' })
    const unmet = ends(plan, again, 'check:1', 'fails')
    expect([unmet.state, unmet.actions['dns']?.attempt]).toEqual(['failed', 0])
    expect(ends(plan, again, 'check:1', 'succeeds').actions['dns']?.state).toBe('ready')
  })

  it('stops nothing where it is only asked, and is waited for all the same', () => {
    const own = checked({}, { ...check, onFailure: 'continue' })
    const { run } = play(own, [submitted])

    const answered = ends(own, run, 'check:1', 'fails')

    expect(run.actions['vm']?.state).toBe('pending')
    expect(answered.actions['vm']?.state).toBe('ready')
    expect(settleAll(own, answered).state).toBe('completed')
  })

  it('may be passed over by who may skip, and is not asked again then', () => {
    const { run } = play(plan, [submitted])
    const skipped = {
      type: 'action_skipped',
      action: 'check:1',
      by: 'dba',
      reason: 'Known',
    } as const

    const passed = decide(plan, run, skipped, noon).run

    expect(states(passed)).toMatchObject({ 'check:1': 'skipped', vm: 'ready' })
  })
})

describe('the plan of an item with such prerequisites', () => {
  it('has one action for each, before all that nothing precedes, which makes nothing', () => {
    const config = { endpoint: { url: 'https://x.test', method: 'POST' } }
    const item = itemWith([
      { type: 'policy', config: { rule: true } },
      { type: 'rest-check', name: 'Room', description: 'three nodes are free', config },
      { type: 'rest-check', config, required: false },
    ])

    const made = planOf(item, {
      fields: {},
      availableTypes: new Set(['rest-api']),
      effectOf: () => ({ repeat: 'never', reads: false }),
    })

    const byId = new Map(made.actions.map((one) => [one.id, one]))
    expect(byId.get('check:1')).toMatchObject({
      name: 'Room: three nodes are free',
      type: 'rest-api',
      lane: 'gate',
      onFailure: 'fail',
      repeat: 'safe',
      reads: true,
      config,
    })
    expect(byId.get('check:2')).toMatchObject({
      name: 'Check 2 before it begins',
      onFailure: 'continue',
    })
    expect(byId.get('vm')).toMatchObject({ after: ['check:1'], repeat: 'never' })
  })

  it('is that of the item alone where it has none', () => {
    expect(checksOf(itemWith())).toEqual([])
  })
})
