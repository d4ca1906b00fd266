import { describe, expect, it } from 'vitest'
import { action, claim, noon, outcome, planWith, play, submitted } from '../../test/engine/plans.ts'
import type { Item } from '../catalog/item.ts'
import { decide } from './decide.ts'
import { escalationPath, ownerNotices, promisedMs } from './owner-notices.ts'
import type { Plan, PlannedAction } from './plan.ts'
import type { Run, RunEvent } from './run.ts'
import { nextSlaMoment } from './sla.ts'

const hour = 3_600_000
const told = (on: PlannedAction['on'], change: Partial<PlannedAction> = {}): PlannedAction =>
  action(`notice:${on}:1`, {
    lane: 'notice',
    type: 'notification',
    onFailure: 'continue',
    ...(on && { on }),
    ...change,
  })
const promising = (more: Partial<Plan> = {}): Plan =>
  planWith([action('vm'), told('sla_warning'), told('sla_breach')], { slaMs: hour, ...more })
const warned: RunEvent = { type: 'sla_warned' }
const breached: RunEvent = { type: 'sla_breached' }
const failed = (plan: Plan): Run => {
  const { run } = play(plan, [submitted])
  const claimed = decide(plan, run, claim(run, 'vm'), noon).run
  return decide(plan, claimed, outcome.fails('vm')(1), noon).run
}

const step = (level: number): RunEvent => ({
  type: 'action_escalated',
  action: 'vm',
  level,
  to: 'db@example.com',
})
const metadata = (owner: Item['metadata']['owner'], promised?: string): Pick<Item, 'metadata'> => ({
  metadata: {
    id: 'db',
    name: 'Database',
    description: '',
    version: '1.0.0',
    category: 'databases',
    owner,
    ...(promised !== undefined && { sla: { provisioning_time: promised } }),
  },
})
const path = (contact: string, escalation: string) =>
  escalationPath(metadata({ team: 'db', contact, escalation })).map(({ to }) => to)

const about = (level: number): PlannedAction =>
  told('escalation', {
    id: `notice:escalation:vm:${level}`,
    about: { action: 'vm', level },
  })

describe('the clock of a promise', () => {
  it('starts with the work and not with a hold', () => {
    const held = play(promising(), [{ type: 'submitted', notBefore: noon + hour }]).run
    const begun = decide(promising(), held, { type: 'released' }, noon + hour).run

    expect(held.sla).toBeUndefined()
    expect(begun.sla).toEqual({ warnAt: noon + 1.8 * hour, breachAt: noon + 2 * hour })
  })

  it('warns once and tells who is to know', () => {
    const { run } = play(promising(), [submitted])

    const first = decide(promising(), run, warned, noon + 0.8 * hour)
    const again = decide(promising(), first.run, warned, noon + 0.9 * hour)

    expect(first.run.sla?.warnedAt).toBe(noon + 0.8 * hour)
    expect(first.commands).toEqual([
      { type: 'start', action: 'notice:sla_warning:1', entry: 'execute' },
    ])
    expect(again.run).toBe(first.run)
  })

  it('is breached once, and a warning that comes after it says nothing', () => {
    const { run } = play(promising(), [submitted])

    const late = decide(promising(), run, breached, noon + hour)

    expect(late.commands.map((command) => 'action' in command && command.action)).toEqual([
      'notice:sla_breach:1',
    ])
    expect(decide(promising(), late.run, breached, noon + hour).run).toBe(late.run)
    expect(decide(promising(), late.run, warned, noon + hour).run).toBe(late.run)
  })

  it('leaves the notices of the end alone', () => {
    const plan = promising()
    const withEnd = { ...plan, actions: [...plan.actions, told('success')] }
    const { run } = play(withEnd, [submitted])

    const after = decide(withEnd, run, warned, noon + hour).run

    expect(after.actions['notice:success:1']?.state).toBe('pending')
  })

  it('is silent once the request has ended, and a retry does not wind it back', () => {
    const plan = promising()
    const over = failed(plan)
    const again = decide(plan, over, { type: 'retry_requested', by: 'ann' }, noon + 2 * hour).run

    expect(nextSlaMoment(over)).toBeUndefined()
    expect(decide(plan, over, warned, noon + hour).run).toBe(over)
    expect(again.sla).toEqual({ warnAt: noon + 0.8 * hour, breachAt: noon + hour })
    expect(nextSlaMoment(again)).toBe(noon + 0.8 * hour)
  })

  it('does not run where nothing is promised', () => {
    const { run } = play(planWith([action('vm')]), [submitted])

    expect(run.sla).toBeUndefined()
    expect(decide(planWith([action('vm')]), run, breached, noon).run).toBe(run)
  })
})

describe('an action that takes too long', () => {
  const plan = planWith([
    action('vm', { escalateAfterMs: 600_000 }),
    about(1),
    about(2),
    action('db', { escalateAfterMs: 600_000 }),
  ])
  const begun = (): Run => {
    const { run } = play(plan, [submitted])
    return decide(plan, run, claim(run, 'vm'), noon).run
  }

  it('goes up the path step by step, and no further than it leads', () => {
    const first = decide(plan, begun(), step(1), noon + 600_000)
    const second = decide(plan, first.run, step(2), noon + 1_200_000)

    expect(begun().actions['vm']?.escalateAt).toBe(noon + 600_000)
    expect(first.run.actions['vm']).toMatchObject({ escalated: 1, escalateAt: noon + 1_200_000 })
    expect(first.commands).toEqual([
      { type: 'start', action: 'notice:escalation:vm:1', entry: 'execute' },
    ])
    expect(second.run.actions['vm']?.escalateAt).toBeUndefined()
    expect(second.commands).toEqual([
      { type: 'start', action: 'notice:escalation:vm:2', entry: 'execute' },
    ])
  })

  it('is told of once a step, however often the moment is reported', () => {
    const { run } = decide(plan, begun(), step(1), noon + 600_000)

    expect(decide(plan, run, step(1), noon + 600_000).run).toBe(run)
    expect(decide(plan, begun(), step(2), noon).run).toEqual(begun())
  })

  it('is not told of when it has ended, nor before it began, nor where nobody is to be told', () => {
    const started = begun()
    const done = decide(plan, started, outcome.succeeds('vm')(1), noon).run
    const unbegun = play(plan, [submitted]).run
    const other = decide(plan, unbegun, claim(unbegun, 'db'), noon).run

    expect(decide(plan, done, step(1), noon).run).toBe(done)
    expect(decide(plan, unbegun, step(1), noon).run).toBe(unbegun)
    expect(other.actions['db']?.escalateAt).toBeUndefined()
  })
})

describe('who is told', () => {
  it('is the contact, then the escalation, each once and only where one can be reached', () => {
    expect(path('db@example.com', '#db-oncall')).toEqual(['db@example.com', '#db-oncall'])
    expect(path('db@example.com', 'db@example.com')).toEqual(['db@example.com'])
    expect(path('call Ann', 'pagerduty:P123')).toEqual(['P123'])
  })

  it('gets a warning first, everybody on the path the breach, and each long action its own steps', () => {
    const item = metadata(
      { team: 'db', contact: 'a@example.com', escalation: 'b@example.com' },
      '2 h',
    )

    const notices = ownerNotices(item, [
      action('vm', { name: 'Make {{it}}', escalateAfterMs: 600_000 }),
    ])

    expect(promisedMs(item)).toBe(2 * hour)
    expect(notices.map(({ id, on, config }) => [id, on, config['to']])).toEqual([
      ['notice:sla_warning:1', 'sla_warning', ['a@example.com']],
      ['notice:sla_breach:1', 'sla_breach', ['a@example.com']],
      ['notice:sla_breach:2', 'sla_breach', ['b@example.com']],
      ['notice:escalation:vm:1', 'escalation', ['a@example.com']],
      ['notice:escalation:vm:2', 'escalation', ['b@example.com']],
    ])
    expect(notices[4]?.config['subject']).toBe(
      '{{metadata.name}} for {{request.user.email}} waits for "Make it" since 20 minutes',
    )
  })

  it('is nobody where the promise has no definite span', () => {
    const item = metadata({ team: 'db', contact: 'a@example.com' }, 'soon')

    expect(ownerNotices(item, [])).toEqual([])
  })
})
