import { actionSchemas, runnableTypes } from '@pao/connectors/schemas'
import { describe, expect, it } from 'vitest'
import type { Item } from '../src/catalog/index.ts'
import { planOf, type PlannedAction } from '../src/engine/index.ts'
import {
  compileConfig,
  person,
  renderConfig,
  systemScope,
  type World,
} from '../src/template/index.ts'
import { accepted } from './example-answers.ts'
import { exampleItems } from './example-catalog.ts'

const noon = Date.UTC(2026, 10, 23, 12)
const world: World = {
  now: noon,
  newId: () => '0197a0d0-0000-7000-8000-000000000000',
  random: () => 0.5,
}

/** Something of every output that an action of the examples may read. */
const outputs = {
  status: 'succeeded',
  duration: 1,
  valid: true,
  approved_by: 'amir.approver@example.com',
  findings: 2,
  report_url: 'https://x.example.com',
  rota_url: null,
  estimated_monthly_cost: 65.1,
  currency: 'EUR',
  number: 'TASK0000001',
}
const ids = [
  'queue_id',
  'key_id',
  'topic_id',
  'namespace_id',
  'bucket_id',
  'record_id',
  'certificate_id',
  'route_id',
]

function rendered(item: Item, action: PlannedAction, plan: readonly PlannedAction[]): unknown {
  const answer = { ...outputs, ...Object.fromEntries(ids.map((id) => [id, `${id}-1`])) }
  const unanswered = item.presentation.groups.flatMap((group) =>
    group.fields.map(({ id }) => [id, null]),
  )
  const compiled = compileConfig(action.config, actionSchemas[action.type])
  if (!compiled.ok) throw new Error(JSON.stringify(compiled.faults))
  const result = renderConfig(compiled.value, {
    world,
    scope: {
      fields: { ...Object.fromEntries(unanswered), ...accepted(item) },
      metadata: item.metadata,
      header: item.metadata,
      request: {
        id: 'r-1',
        timestamp: new Date(noon).toISOString(),
        environment: null,
        user: person({ id: 'u', email: 'me@example.com' }),
      },
      system: systemScope(world),
      env: { PLATFORM_API_URL: 'http://127.0.0.1:8082' },
      secrets: {},
      output: Object.fromEntries(plan.map(({ id }) => [id, answer])),
      error: null,
      handover: { action_name: 'the first', summary: 'What was done' },
    },
  })
  if (!result.ok) throw new Error(`${action.id}: ${JSON.stringify(result.faults)}`)
  return result.value.value
}

describe.each(exampleItems.map((item) => [item.metadata.id, item] as const))('%s', (_id, item) => {
  it('renders every step from no more than the required answers', () => {
    const { actions } = planOf(item, { fields: accepted(item), availableTypes: runnableTypes })

    const configs = actions.map((action) => rendered(item, action, actions))

    expect(configs.length).toBeGreaterThan(0)
    expect(JSON.stringify(configs)).not.toContain('{{')
  })

  it('can be fulfilled with the connectors that come along', () => {
    const plan = planOf(item, { fields: accepted(item), availableTypes: runnableTypes })

    const stuck = plan.actions.filter(
      ({ lane, unavailable }) =>
        unavailable === true && (plan.mode !== 'hybrid' || lane === 'manual'),
    )

    expect(stuck).toEqual([])
  })
})

describe('messaging-queue-standard', () => {
  it('takes five steps, two of them side by side', () => {
    const item = exampleItems.find(({ metadata }) => metadata.id === 'messaging-queue-standard')
    if (!item) throw new Error('no queue')

    const plan = planOf(item, { fields: accepted(item), availableTypes: runnableTypes })

    const steps = plan.actions.filter(({ lane, role }) => lane === 'automatic' && role === 'main')
    expect(steps.map(({ id, after }) => [id, after.toSorted()])).toEqual([
      ['check', []],
      ['create_queue', ['check']],
      ['grant_access', ['create_queue']],
      ['add_alarm', ['create_queue']],
      ['announce', ['add_alarm', 'create_queue', 'grant_access']],
    ])
  })
})
