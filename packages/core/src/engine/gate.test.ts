import { describe, expect, it } from 'vitest'
import { action, gate, noon, outcome, planWith, play, submitted } from '../../test/engine/plans.ts'
import { settleAll, states, undoable } from '../../test/engine/undoables.ts'
import type { Item } from '../catalog/item.ts'
import { decide } from './decide.ts'
import { explain } from './explain.ts'
import { behind } from './gate-of.ts'
import { narrate } from './narrate.ts'
import type { Plan, PlannedAction } from './plan.ts'
import { progress } from './progress.ts'
import { replay } from './replay.ts'
import type { Run, RunEvent } from './run.ts'

const rejects = true as const
const gated = (actions: readonly PlannedAction[], change: Partial<Plan> = {}): Plan =>
  planWith(behind(gate, actions), { rejects, ...change })
const plan = gated([
  action('vm'),
  action('dns', { after: ['vm'] }),
  action('told', { lane: 'notice', on: 'failure', onFailure: 'continue' }),
])

const claims = (id: string, fence = 1): RunEvent => ({
  type: 'action_claimed',
  action: id,
  fence,
  worker: 'w',
})
const approvers = { type: 'users' as const, list: ['bob'], minimum: 1 }
const asks = (id: string, fence = 1, changes = 0): RunEvent => ({
  type: 'action_waiting',
  action: id,
  fence,
  waitingFor: 'person',
  memo: {},
  ask: {
    title: 'A machine',
    summary: '',
    shown: `s${changes}`,
    digest: `d${changes}`,
    changes,
    gate: true,
    stages: [{ name: 'owner', order: 1, approvers }],
  },
})
const says = (id: string, decision: 'approve' | 'reject', changes = 0): RunEvent => ({
  type: 'approval_voted',
  action: id,
  stage: 'owner',
  digest: `d${changes}`,
  decision,
  names: ['bob'],
  how: 'api',
})
const agrees = (id = gate.id, fence = 2): RunEvent => ({
  type: 'action_succeeded',
  action: id,
  fence,
  outputs: { decision: 'approve' },
})
const refuses = (id = gate.id, fence = 2): RunEvent => ({
  type: 'action_failed',
  action: id,
  fence,
  error: { code: 'approval.rejected', message: 'Rejected by bob: too large', class: 'rejected' },
  retryable: false,
})
const asking = [submitted, claims(gate.id), asks(gate.id)]
const yes = [...asking, says(gate.id, 'approve'), claims(gate.id, 2), agrees()]
const no = [...asking, says(gate.id, 'reject'), claims(gate.id, 2), refuses()]
const go = (from: Run, own: Plan, ...events: RunEvent[]): Run =>
  events.reduce((run, event) => decide(own, run, event, noon).run, from)

function itemAsking(environments: Item['fulfillment']['environments'] = {}): Item {
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
      visibility: { require_approval: true },
    },
    presentation: { groups: [] },
    fulfillment: { manual: { actions: [] }, environments },
  }
}

describe('a request that people must agree to first', () => {
  it('waits for them with nothing but the question under way', () => {
    const { run, transitions } = play(plan, [submitted])

    expect(transitions).toEqual(['validated', 'awaiting_approval'])
    expect(states(run)).toMatchObject({ [gate.id]: 'ready', vm: 'pending', dns: 'pending' })
    expect(run.startedAt).toBeUndefined()
  })

  it.each<[string, Plan, readonly string[]]>([
    ['automatic', gated([action('vm')]), ['vm']],
    ['manual', gated([action('job', { lane: 'manual' })], { mode: 'manual' }), ['job']],
    [
      'hybrid side by side',
      gated([action('vm'), action('job', { lane: 'manual' })], { mode: 'hybrid', parallel: true }),
      ['vm', 'job'],
    ],
  ])('begins once they have: %s', (_mode, own, begun) => {
    const before = play(own, asking).run

    const { run } = play(own, yes)

    expect(begun.map((id) => before.actions[id]?.state)).toEqual(begun.map(() => 'pending'))
    expect(run.state).toBe('in_progress')
    expect(begun.map((id) => run.actions[id]?.state)).toEqual(begun.map(() => 'ready'))
    expect(settleAll(own, run).state).toBe('completed')
  })

  it('ends as rejected with their words when they refuse, and tells those who hear of failures', () => {
    const { run, commands } = play(plan, no)

    expect(run.state).toBe('rejected')
    expect(run.failure).toMatchObject({ action: gate.id, message: 'Rejected by bob: too large' })
    expect(states(run)).toMatchObject({ vm: 'skipped', dns: 'skipped', told: 'ready' })
    expect(commands).toContainEqual({ type: 'finish', outcome: 'rejected' })
  })

  it('cannot be retried after a refusal', () => {
    const { run } = play(plan, no)

    expect(decide(plan, run, { type: 'retry_requested', by: 'ann' }, noon).run).toBe(run)
  })

  it('fails when nobody could be asked, and asks again when it is retried', () => {
    const broken = {
      ...refuses(gate.id, 1),
      error: { code: 'config.invalid', message: 'x', class: 'permanent' },
    }
    const failed = play(plan, [submitted, claims(gate.id), broken]).run

    const again = decide(plan, failed, { type: 'retry_requested', by: 'ann' }, noon)

    expect(failed.state).toBe('failed')
    expect(again.transitions).toEqual(['awaiting_approval'])
    expect(states(again.run)).toMatchObject({ [gate.id]: 'ready', vm: 'pending' })
  })

  it('is cancelled at once while they think, and after its worker where that is just asking', () => {
    const cancel: RunEvent = { type: 'cancel_requested', by: 'ann' }

    const thinking = decide(plan, play(plan, asking).run, cancel, noon)
    const beingAsked = play(plan, [submitted, claims(gate.id), cancel]).run

    expect(thinking.run.state).toBe('cancelled')
    expect(beingAsked.state).toBe('awaiting_approval')
    expect(go(beingAsked, plan, asks(gate.id)).state).toBe('cancelled')
  })

  it('rests until its moment only after they agreed, and not when that has passed', () => {
    const later: RunEvent = { type: 'submitted', notBefore: noon + 1_000 }

    const early = play(plan, [later, ...yes.slice(1)])
    const late = play(plan, [later, ...asking.slice(1), ...yes.slice(3)], noon)
    const passed = [says(gate.id, 'approve'), claims(gate.id, 2), agrees()].reduce(
      (run, event) => decide(plan, run, event, noon + 2_000).run,
      play(plan, [later, ...asking.slice(1)]).run,
    )

    expect(early.run).toMatchObject({ state: 'on_hold', notBefore: noon + 1_000 })
    expect(go(early.run, plan, { type: 'released' }).state).toBe('in_progress')
    expect(late.run.state).toBe('on_hold')
    expect(passed.state).toBe('in_progress')
    expect(passed).not.toHaveProperty('notBefore')
  })

  it.each([
    ['yes', yes, {}, { state: 'in_progress' }],
    [
      'yes, and its automation is off by now',
      yes,
      { automation: { off: true, reason: 'a move' } },
      { state: 'on_hold' },
    ],
    ['no', no, {}, { state: 'rejected' }],
  ] as const)(
    'goes on when an older release wrote down their answer and no more: %s',
    (...told) => {
      const [, events, more, then] = told
      const before = play(plan, events.slice(0, -1)).run
      const { [gate.id]: answered = before.actions[gate.id] } = play(plan, events).run.actions
      const unseen = {
        ...before,
        actions: { ...before.actions, ...(answered && { [gate.id]: answered }) },
      }

      const { run } = decide(plan, unseen, { type: 'released', ...more }, noon)
      const early = decide(plan, before, { type: 'released' }, noon)

      expect(run).toMatchObject(then)
      expect(early.transitions).toEqual([])
      expect(early.run).toEqual(before)
    },
  )

  it('goes by how automation stands when they agree, not when it was ordered', () => {
    const off = { automation: { off: true as const, reason: 'a move' } }

    const offThen = play(plan, [{ type: 'submitted', ...off }, ...yes.slice(1)]).run
    const offNow = play(plan, [...yes.slice(0, -1), { ...agrees(), ...off }]).run

    expect(offThen.state).toBe('in_progress')
    expect(offNow).toMatchObject({ state: 'on_hold', ...off })
  })

  it('asks anew at once when it is changed while it rests, and rests on after that', () => {
    const edit: RunEvent = {
      type: 'input_edited',
      action: 'vm',
      changes: { '/size': 'xl' },
      by: 'dba',
      reason: 'bigger',
    }
    const resting = play(plan, [{ type: 'submitted', notBefore: noon + 9 }, ...yes.slice(1)]).run

    const again = decide(plan, resting, edit, noon)

    expect(again.transitions).toEqual(['awaiting_approval'])
    expect(again.run.actions[gate.id]).toMatchObject({ state: 'ready', generation: 1 })
    const agreed = go(
      again.run,
      plan,
      claims(gate.id, 3),
      asks(gate.id, 3, 1),
      says(gate.id, 'approve', 1),
      claims(gate.id, 4),
      agrees(gate.id, 4),
    )
    expect(agreed.state).toBe('on_hold')
  })

  it('holds back what has not begun when it is changed under way', () => {
    const edit: RunEvent = {
      type: 'input_edited',
      action: 'dns',
      changes: { '/zone': 'b' },
      by: 'dba',
      reason: 'typo',
    }
    const begun = go(play(plan, yes).run, plan, claims('vm'))

    const run = go(begun, plan, edit, outcome.succeeds('vm')(1))

    expect(run.state).toBe('in_progress')
    expect(states(run)).toMatchObject({ [gate.id]: 'ready', vm: 'succeeded', dns: 'pending' })
  })

  it('says who is asked, what was said, and how far it is', () => {
    const waits = play(plan, asking).run
    const facts = { request: 'r-1', team: 'db' }

    const [first] = explain(plan, waits, facts, noon)
    const [end] = explain(plan, play(plan, no).run, facts, noon)
    const story = narrate(
      plan,
      no.map((event) => ({ event, at: noon })),
    ).map(({ sentence }) => sentence)

    expect(first).toMatchObject({ waitsFor: { kind: 'approval', detail: '1 approval of bob' } })
    expect(end?.sentence).toContain('Rejected by bob: too large')
    expect(story).toEqual([
      'The item was ordered.',
      'People are asked whether it may begin.',
      "'gate:approval' (owner) asks for 1 approval of bob.",
      "bob rejected 'gate:approval' (owner).",
      "'gate:approval' was refused (Rejected by bob: too large).",
      'The request was refused (Rejected by bob: too large).',
    ])
    expect(progress(plan, waits)).toMatchObject({ currentAction: gate.id, total: 3 })
  })

  it.each([
    [undefined, 'metadata.visibility.require_approval'],
    ['production', 'fulfillment.environments.production.approvals'],
    ['test', 'metadata.visibility.require_approval'],
  ])('names the line of the document that asks in %s', (environment, path) => {
    const own = {
      ...plan,
      facts: { fields: {}, ...(environment !== undefined && { environment }) },
    }
    const document = itemAsking({ production: { approvals: true } })
    const facts = { request: 'r-1', team: 'db', document }

    const [first, gateSaid] = explain(own, play(own, asking).run, facts, noon)

    expect([first?.because?.path, gateSaid?.because?.path]).toEqual([path, path])
  })

  it('is told by its log like any other', () => {
    const log = yes.map((event) => ({ event, at: noon }))

    expect(replay(plan, log)).toEqual(play(plan, yes).run)
  })
})

const settleFirst = (own: Plan): Run =>
  go(play(own, [submitted]).run, own, claims('vm'), outcome.succeeds('vm')(1))

const refused = (own: Plan): Run =>
  go(
    settleFirst(own),
    own,
    claims('ask'),
    asks('ask'),
    says('ask', 'reject'),
    claims('ask', 2),
    refuses('ask'),
  )

describe('a refusal under way', () => {
  const ask = action('ask', { type: 'approval-workflow', after: ['vm'] })
  it('ends the request as rejected, and then undoes what it undoes unasked', () => {
    const own = planWith([...undoable('vm'), ask], { rejects })

    const run = refused(own)

    expect(run).toMatchObject({ state: 'rolling_back', failure: { action: 'ask' } })
    const last = own.actions.find(({ id }) => id === 'ask')
    expect(last).toBeDefined()
    expect(settleAll(own, run).state).toBe('rolled_back')
  })

  it('ends as failed where the plan is of before refusals were an end', () => {
    expect(refused(planWith([action('vm'), ask])).state).toBe('failed')
  })

  it.each<[string, Partial<PlannedAction>, readonly PlannedAction[]]>([
    ['goes on without it', { onFailure: 'continue' }, []],
    [
      'does something else',
      { onFailure: 'fallback', fallback: 'b' },
      [action('b', { role: 'fallback' })],
    ],
  ])('is no end where the item %s', (_what, change, more) => {
    const own = planWith([action('vm'), { ...ask, ...change }, ...more], { rejects })

    expect(settleAll(own, refused(own)).state).toBe('completed')
  })

  it('lets nobody wait for other people once the request has failed', () => {
    const own = planWith([{ ...ask, after: [] }, action('vm')], { rejects })
    const waits = play(own, [submitted, claims('ask'), asks('ask'), claims('vm')]).run

    const run = go(waits, own, outcome.fails('vm')(1))

    expect(run.state).toBe('failed')
    expect(run.actions['ask']).toMatchObject({ state: 'skipped', because: 'stopped' })
  })
})
