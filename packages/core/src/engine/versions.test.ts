import { expect, it } from 'vitest'
import { action, noon, planWith, play, submitted } from '../../test/engine/plans.ts'
import { decide } from './decide.ts'
import type { Run, RunEvent } from './run.ts'

const newer = [
  { type: 'newer_happened' },
  { type: 'newer_happened', action: 'vm', fence: 1 },
  { type: 'newer_happened', action: 'nobody' },
] as unknown as RunEvent[]

it.each(newer)('changes nothing by an event that only a newer release knows: %j', (event) => {
  const plan = planWith([action('vm')])
  const { run } = play(plan, [submitted])

  const decision = decide(plan, run, event, noon)

  expect(decision).toEqual({ run, commands: [], transitions: [] })
  expect(decision.run).toBe(run)
})

it('keeps what only a newer release knows of a run and its actions', () => {
  const plan = planWith([action('vm'), action('dns', { after: ['vm'] })])
  const { run } = play(plan, [submitted])
  const vm = { ...run.actions['vm'], newer: 'kept' }
  const touched = { ...run, newer: [1], actions: { ...run.actions, vm } } as unknown as Run

  const claimed = decide(
    plan,
    touched,
    { type: 'action_claimed', action: 'vm', fence: 1, worker: 'w' },
    noon,
  )
  const after = decide(
    plan,
    claimed.run,
    { type: 'action_succeeded', action: 'vm', fence: 1, outputs: {} },
    noon,
  )

  expect(after.run).toMatchObject({ newer: [1], actions: { vm: { newer: 'kept' } } })
})
