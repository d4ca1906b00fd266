import { describe, expect, it } from 'vitest'
import { action, noon, planWith } from '../../test/engine/plans.ts'
import { narrate } from './narrate.ts'
import type { Plan } from './plan.ts'
import type { RunEvent } from './run.ts'

const told = (plan: Plan, events: readonly RunEvent[]): readonly string[] =>
  narrate(
    plan,
    events.map((event) => ({ event, at: noon })),
  ).map(({ sentence }) => sentence)
const claim = (id: string, fence: number): RunEvent => ({
  type: 'action_claimed',
  action: id,
  fence,
  worker: 'w',
})
const fails = (id: string, fence: number, retryable = false): RunEvent => ({
  type: 'action_failed',
  action: id,
  fence,
  error: { code: 'http.503', message: 'the remote system answered 503', class: '5xx' },
  retryable,
})
const succeeds = (id: string, fence: number): RunEvent => ({
  type: 'action_succeeded',
  action: id,
  fence,
  outputs: {},
})
const ticket = (id: string, fence: number): RunEvent => ({
  type: 'action_waiting',
  action: id,
  fence,
  waitingFor: 'remote',
  memo: { key: 'OPS-7' },
})
const submitted: RunEvent = { type: 'submitted' }
const people = { type: 'jira-ticket', name: 'Create it by hand' }

describe('the story of a request', () => {
  it('tells that people did what automation could not, and automation what came after', () => {
    const plan = planWith([
      action('db', { name: 'Create database', onFailure: 'fallback', fallback: 'hand' }),
      action('hand', { ...people, role: 'fallback', manual: true }),
      action('dns', { name: 'Register', after: ['db'] }),
    ])

    const story = told(plan, [
      submitted,
      claim('db', 1),
      fails('db', 1, true),
      { type: 'action_woken', action: 'db', fence: 1 },
      claim('db', 2),
      fails('db', 2),
      claim('hand', 1),
      ticket('hand', 1),
      { type: 'action_signalled', action: 'hand', signal: {} },
      claim('hand', 2),
      succeeds('hand', 2),
      claim('dns', 1),
      succeeds('dns', 1),
    ])

    expect(story).toEqual([
      'The item was ordered.',
      'Work began.',
      "A try of 'Create database' failed (the remote system answered 503); it is tried again.",
      "Automation failed at 'Create database' (the remote system answered 503, 2 tries); people were asked for 'Create it by hand' instead.",
      "The ticket OPS-7 was opened for 'Create it by hand'.",
      "'Create it by hand' is done by people; automation goes on.",
      "'Register' is done.",
      'Everything is done.',
    ])
  })

  it('names a workflow run once', () => {
    const plan = planWith([action('run', { type: 'github-workflow', name: 'Build it' })])
    const waits = { ...ticket('run', 1), memo: { run: 17, looks: 1 } }
    const again = { ...ticket('run', 2), memo: { run: 17, looks: 2 } }

    expect(told(plan, [submitted, claim('run', 1), waits, claim('run', 2), again])).toEqual([
      'The item was ordered.',
      'Work began.',
      "The workflow run 17 was started for 'Build it'.",
    ])
  })

  it('tells of a hand-over', () => {
    const plan = planWith(
      [action('db', { name: 'Create database' }), action('hand', { ...people, lane: 'manual' })],
      { mode: 'hybrid' },
    )

    expect(told(plan, [submitted, claim('db', 1), fails('db', 1)]).slice(2)).toEqual([
      "Automation failed at 'Create database' (the remote system answered 503).",
      'Automation could not do it (the remote system answered 503); people go on with the rest.',
    ])
  })

  it('tells who finished first', () => {
    const plan = planWith(
      [action('db', { name: 'Create database' }), action('hand', { ...people, lane: 'manual' })],
      { mode: 'hybrid', parallel: true },
    )
    const events = [
      submitted,
      claim('hand', 1),
      ticket('hand', 1),
      claim('db', 1),
      succeeds('db', 1),
    ]

    expect(told(plan, events).slice(2)).toEqual([
      "The ticket OPS-7 was opened for 'Create it by hand'.",
      "'Create database' is done.",
      "'Create it by hand' was called off.",
      'Automation finished first, so the rest was called off.',
      'Everything is done.',
    ])
  })

  it('tells why it waits while automation is off', () => {
    const off = { type: 'submitted', automation: { off: true, reason: 'moving' } } as const

    expect(told(planWith([action('db')]), [off])).toEqual([
      'The item was ordered.',
      'It waits, because automation is switched off (moving).',
    ])
  })

  it('leaves out what changed nothing', () => {
    expect(told(planWith([action('db')]), [submitted, submitted])).toHaveLength(2)
  })
})
