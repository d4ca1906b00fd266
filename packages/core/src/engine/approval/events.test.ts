import { describe, expect, it } from 'vitest'
import { action, noon, outcome, planWith, play, submitted } from '../../../test/engine/plans.ts'
import { decide } from '../decide.ts'
import { explain } from '../explain.ts'
import { canEdit } from '../edit-input.ts'
import { narrate } from '../narrate.ts'
import { replay } from '../replay.ts'
import type { Run, RunEvent } from '../run.ts'
import { canSkip } from '../skip-action.ts'
import type { BoundAsk } from './ask.ts'

const hour = 3_600_000
const plan = planWith([
  action('ask', { type: 'approval-workflow' }),
  action('vm', { after: ['ask'] }),
  action('dns', { after: ['vm'] }),
])
const ask: BoundAsk = {
  title: 'A machine',
  summary: 'A large one',
  shown: 'shown',
  digest: 'bound',
  changes: 0,
  gate: true,
  reminderMs: hour,
  stages: [
    { name: 'owner', order: 1, approvers: { type: 'users', list: ['ann', 'bob'], minimum: 2 } },
  ],
}
const takes = (id: string, fence: number): RunEvent => ({
  type: 'action_claimed',
  action: id,
  fence,
  worker: 'w',
})
const waits = (fence: number, change: Partial<BoundAsk> = {}): RunEvent => ({
  type: 'action_waiting',
  action: 'ask',
  fence,
  waitingFor: 'person',
  memo: {},
  ask: { ...ask, ...change },
})
const vote = (name: string, change: object = {}): RunEvent => ({
  type: 'approval_voted',
  action: 'ask',
  stage: 'owner',
  digest: 'bound',
  decision: 'approve',
  names: [name],
  how: 'api',
  ...change,
})
const edit = (id: string): RunEvent => ({
  type: 'input_edited',
  action: id,
  changes: { '/size': 'xl' },
  by: 'dba',
  reason: 'bigger',
})
const asking = () => play(plan, [submitted, takes('ask', 1), waits(1)]).run
const after = (run: Run, ...events: RunEvent[]) =>
  events.reduce((current, event) => decide(plan, current, event, noon).run, run)

describe('an ask', () => {
  it('sets its next moment and waits for a person', () => {
    const { run, commands } = play(plan, [submitted, takes('ask', 1), waits(1)])

    expect(run.actions['ask']).toMatchObject({ state: 'waiting', waitingFor: 'person' })
    expect(commands).toEqual([
      { type: 'wake', action: 'ask', fence: 1, within: [noon + hour, noon + hour] },
    ])
  })

  it('resumes its connector with the verdict once the last voice is there, and only once', () => {
    const almost = after(asking(), vote('ann'))

    const { run, commands } = decide(plan, almost, vote('bob', { comment: 'fine' }), noon)

    expect(almost.actions['ask']?.state).toBe('waiting')
    expect(run.actions['ask']).toMatchObject({
      state: 'ready',
      entry: 'resume',
      signal: { decision: 'approve', digest: 'shown', by: 'bob', comment: 'fine' },
    })
    expect(commands).toContainEqual({ type: 'start', action: 'ask', entry: 'resume' })
    expect(decide(plan, run, vote('bob'), noon).run).toBe(run)
  })

  it('takes no decision on what was shown before', () => {
    const run = asking()

    expect(decide(plan, run, vote('ann', { digest: 'other' }), noon).run).toBe(run)
  })

  it('keeps what was said when its connector looks again and shows the same', () => {
    const polled = after(asking(), vote('ann'), {
      type: 'action_signalled',
      action: 'ask',
      signal: {},
    })

    const again = after(polled, takes('ask', 2), waits(2))

    expect(again.actions['ask']?.approval?.stages[0]?.votes).toHaveLength(1)
  })

  it('begins anew when its connector shows something else', () => {
    const polled = after(asking(), vote('ann'), {
      type: 'action_signalled',
      action: 'ask',
      signal: {},
    })

    const again = after(polled, takes('ask', 2), waits(2, { shown: 'other plan', digest: 'other' }))

    expect(again.actions['ask']?.approval?.stages[0]?.votes).toEqual([])
  })

  it('does not lose the last voice that comes while its connector looks', () => {
    const looking = after(
      asking(),
      vote('ann'),
      { type: 'action_signalled', action: 'ask', signal: {} },
      takes('ask', 2),
      vote('bob'),
    )

    const run = after(looking, waits(2))

    expect(run.actions['ask']).toMatchObject({ state: 'ready', entry: 'resume' })
    expect(run.actions['ask']?.signal).toMatchObject({ decision: 'approve' })
  })

  it('reminds at its moment without a call, and sets the next one', () => {
    const woken: RunEvent = { type: 'action_woken', action: 'ask', fence: 1 }

    const { run, commands } = decide(plan, asking(), woken, noon + hour)

    expect(run.actions['ask']?.state).toBe('waiting')
    expect(run.actions['ask']?.approval?.stages[0]?.reminded).toBe(1)
    expect(commands).toEqual([
      { type: 'wake', action: 'ask', fence: 1, within: [noon + 2 * hour, noon + 2 * hour] },
    ])
  })

  it('takes a doubled alarm for no other moment', () => {
    const woken: RunEvent = { type: 'action_woken', action: 'ask', fence: 1 }
    const once = decide(plan, asking(), woken, noon + hour).run

    const { run, commands } = decide(plan, once, woken, noon + hour + 1)

    expect(run.actions['ask']?.approval?.stages[0]?.reminded).toBe(1)
    expect(commands).toHaveLength(1)
  })

  it('cannot be skipped, nor may anybody change whom it asks', () => {
    const run = asking()

    expect([canSkip(plan, run, 'ask'), canEdit(plan, run, 'ask')]).toEqual([false, false])
  })

  it('is told in the story, and replay gives the same run', () => {
    const events = [submitted, takes('ask', 1), waits(1), vote('ann'), vote('bob')]
    const log = events.map((event) => ({ event, at: noon }))

    const story = narrate(plan, log).map(({ sentence }) => sentence)

    expect(story).toContain("ann approved 'ask' (owner).")
    expect(replay(plan, log)).toEqual(play(plan, events).run)
  })
})

const agreed = () =>
  after(asking(), vote('ann'), vote('bob'), takes('ask', 2), {
    type: 'action_succeeded',
    action: 'ask',
    fence: 2,
    outputs: {},
  })

describe('a change of what was shown', () => {
  it('voids what was said so far and asks anew', () => {
    const run = after(asking(), vote('ann'), edit('vm'))

    expect(run.actions['ask']).toMatchObject({ state: 'ready', entry: 'execute' })
    expect(run.actions['ask']?.approval).toBeUndefined()
  })

  it('asks anew as well when it comes while the connector is asking', () => {
    const run = after(play(plan, [submitted, takes('ask', 1)]).run, edit('vm'), waits(1))

    expect(run.actions['ask']).toMatchObject({ state: 'ready', entry: 'execute' })
    expect(run.actions['ask']?.approval).toBeUndefined()
  })

  it('asks anew when it comes between the last voice and the end of the action', () => {
    const decided = after(asking(), vote('ann'), vote('bob'), takes('ask', 2), edit('vm'))

    const run = after(decided, { type: 'action_succeeded', action: 'ask', fence: 2, outputs: {} })

    expect(run.actions['ask']).toMatchObject({ state: 'ready', entry: 'execute' })
    expect(run.actions['vm']?.state).toBe('pending')
  })

  it('takes back what was about to start, and asks with another key', () => {
    const started = agreed()

    const run = after(started, edit('vm'))

    expect(started.actions['vm']?.state).toBe('ready')
    expect(run.actions['vm']?.state).toBe('pending')
    expect(run.actions['ask']).toMatchObject({ state: 'ready', entry: 'execute', generation: 1 })
  })

  it('is refused once what was agreed to has been begun outside', () => {
    const begun = after(agreed(), takes('vm', 1), outcome.waits('vm')(1))

    expect(begun.actions['vm']?.state).toBe('waiting')
    expect(canEdit(plan, begun, 'vm')).toBe(false)
  })

  it('of a failed request asks anew at its retry, before what failed is tried again', () => {
    const failed = after(agreed(), takes('vm', 1), {
      type: 'action_failed',
      action: 'vm',
      fence: 1,
      error: { code: 'x', message: 'x', class: 'permanent' },
      retryable: false,
    })

    const run = after(failed, edit('vm'), { type: 'retry_requested', by: 'ann' })

    expect(failed.state).toBe('failed')
    expect([run.actions['ask']?.state, run.actions['vm']?.state]).toEqual(['ready', 'pending'])
  })

  it('by another version of the item asks anew too', () => {
    const failed = after(agreed(), takes('vm', 1), {
      type: 'action_failed',
      action: 'vm',
      fence: 1,
      error: { code: 'x', message: 'x', class: 'permanent' },
      retryable: false,
    })
    const changed: RunEvent = {
      type: 'plan_changed',
      hash: 'h2',
      version: '2.0.0',
      plan,
      by: 'ann',
    }

    const run = after(failed, changed, { type: 'retry_requested', by: 'ann' })

    expect([run.actions['ask']?.state, run.actions['vm']?.state]).toEqual(['ready', 'pending'])
  })

  it('leaves alone what goes on outside by what people said', () => {
    const apart = planWith([action('ask', { type: 'terraform' }), action('dns')])
    const applying: RunEvent = {
      type: 'action_waiting',
      action: 'ask',
      fence: 2,
      waitingFor: 'remote',
      memo: { run: 1 },
    }
    const { gate: _gate, ...bound } = ask
    const asks: RunEvent = { ...waits(1), ask: bound } as RunEvent
    const decided = play(apart, [submitted, takes('ask', 1), asks, vote('ann'), vote('bob')]).run
    const under = decide(
      apart,
      decide(apart, decided, takes('ask', 2), noon).run,
      applying,
      noon,
    ).run

    const unused = decide(apart, decided, edit('dns'), noon).run
    const used = decide(apart, under, edit('dns'), noon).run

    expect(unused.actions['ask']).toMatchObject({ state: 'ready', entry: 'execute' })
    expect(used.actions['ask']).toMatchObject({ state: 'waiting', waitingFor: 'remote' })
  })

  it('leaves an answer alone that nothing changed', () => {
    const failed = after(agreed(), takes('vm', 1), {
      type: 'action_failed',
      action: 'vm',
      fence: 1,
      error: { code: 'x', message: 'x', class: 'permanent' },
      retryable: false,
    })

    const run = after(failed, { type: 'retry_requested', by: 'ann' })

    expect([run.actions['ask']?.state, run.actions['vm']?.state]).toEqual(['succeeded', 'ready'])
  })
})

it.each(['approval.rejected', 'approval.config_invalid', 'action.timeout'])(
  'hands nothing to the manual lane when an approval ends with %s',
  (code) => {
    const hybrid = planWith(
      [action('ask', { type: 'approval-workflow' }), action('ticket', { lane: 'manual' })],
      { mode: 'hybrid' },
    )
    const ended: RunEvent = {
      type: 'action_failed',
      action: 'ask',
      fence: 1,
      error: { code, message: 'no', class: 'permanent' },
      retryable: false,
    }

    const { run } = play(hybrid, [submitted, takes('ask', 1), ended])

    expect([run.state, run.actions['ticket']?.state]).toEqual(['failed', 'skipped'])
  },
)

it('says who can decide, since when, and what is missing', () => {
  const run = after(asking(), vote('ann'))
  const facts = { request: 'r-1', team: 'dba', wakeAt: { ask: noon + hour } }

  const said = explain(plan, run, facts, noon).find((one) => one.action === 'ask')

  expect(said).toMatchObject({
    sentence: 'It asks "A machine"; stage owner: 1 approval of ann, bob (1 agreed so far)',
    since: noon,
    waitsFor: { kind: 'approval', detail: 'A machine', until: noon + hour },
  })
  expect(said?.canMove).toEqual([
    {
      who: 'ann, bob',
      what: 'approve or reject in owner',
      how: 'POST /api/v1/approvals/r-1.ask/approve',
    },
  ])
})
