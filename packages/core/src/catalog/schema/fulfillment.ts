import { Type } from 'typebox'
import type { Action, Condition } from '../item.ts'
import { visibility } from './metadata.ts'
import {
  amount,
  anything,
  branch,
  choice,
  closed,
  flag,
  freeMap,
  maybe,
  part,
  text,
  whole,
  words,
} from './parts.ts'

/** Kinds of checks that come before the first action. */
const prerequisiteTypes = [
  'quota-check',
  'approval-check',
  'dependency-check',
  'change-window',
  'policy',
  'rest-check',
] as const

const strategy = closed(
  {
    mode: maybe(choice('Who does the work', ['manual', 'automatic', 'hybrid'])),
    parallel: maybe(flag('Hybrid: run ticket and automation side by side')),
    priority: maybe(choice('Place in the queue', ['low', 'normal', 'high', 'critical'])),
    queue: maybe(text('Name of the queue', { minLength: 1 })),
    timeout: maybe(amount('Seconds for the whole request', { exclusiveMinimum: 0 })),
    concurrency: maybe(
      whole('Actions of one request that may be under way at once; default 10', {
        minimum: 1,
        maximum: 500,
      }),
    ),
    max_parallel_actions: maybe(
      whole('Actions of this item that may be under way at once, over all requests', {
        minimum: 1,
        maximum: 10_000,
      }),
    ),
  },
  { description: 'How the item is fulfilled' },
)

const keyed = (...names: string[]) =>
  Object.fromEntries(names.map((name) => [name, { description: `The ${name} of the check` }]))

const prerequisiteConfigs: Readonly<Record<string, object>> = {
  'quota-check': keyed('resource', 'environment', 'amount'),
  'approval-check': keyed('environment', 'condition'),
  'dependency-check': keyed('item', 'version'),
  policy: keyed('rule'),
}

const prerequisite = Type.Unsafe<{
  type: string
  config?: Record<string, unknown>
  required?: boolean
}>({
  ...closed(
    {
      type: choice('Kind of check', prerequisiteTypes),
      name: maybe(text('Shown name')),
      description: maybe(text('Why it is checked')),
      config: maybe(freeMap('Settings of the check')),
      required: maybe(flag('Whether a failed check stops the request; default true')),
    },
    { description: 'What must hold before anything starts' },
  ),
  allOf: Object.entries(prerequisiteConfigs).map(([type, properties]) =>
    branch(
      { properties: { type: { const: type } }, required: ['type'] },
      { properties: { config: { properties, additionalProperties: false } } },
    ),
  ),
})

const notification = closed(
  {
    enabled: maybe(flag('Whether anybody is told')),
    channels: maybe(Type.Array(Type.Unknown(), { description: 'Where it is told' })),
    template: maybe(
      text(
        'Text; a template. Or the name of a message whose words are given: `request_submitted`, `approval_needed`, `request_approved`, `request_completed`, `request_failed`',
      ),
    ),
    escalation_after: maybe(amount('Minutes until it is escalated', { minimum: 0 })),
    approvers: maybe(words('Who is asked')),
  },
  { description: 'Who is told what' },
)

const dependency = closed(
  {
    item: text('Id of the other item', { minLength: 1 }),
    version: maybe(text('Version range')),
    when: maybe(
      Type.Unsafe<string | Condition>({
        description: 'Needed only when this holds',
        type: ['string', 'object'],
        ...branch({ type: 'object' }, { $ref: '#/$defs/condition' }),
      }),
    ),
    bind: maybe(freeMap('Its fields, by id; values may be templates')),
  },
  { description: 'Another item that must exist or is ordered along' },
)

const override = closed(
  {
    defaults: maybe(freeMap('Field defaults, by field id')),
    visibility: maybe(visibility),
    strategy: maybe(strategy),
    approvals: maybe(
      anything(
        'Whether people must agree before an order here begins (true, false), who (a list of e-mails and teams), or how (settings of approval-workflow)',
      ),
    ),
  },
  { description: 'What differs in this environment' },
)

const stateManagement = closed(
  {
    enabled: maybe(flag('Whether state is kept')),
    backend: maybe(text('Kept in PostgreSQL whatever is named')),
    encryption: maybe(flag('State is encrypted')),
  },
  { description: 'Where state is kept' },
)

const notifications = closed(
  {
    on_start: maybe(notification),
    on_success: maybe(notification),
    on_failure: maybe(notification),
    on_approval_required: maybe(notification),
  },
  { description: 'Who is told, and when' },
)

const promotion = closed(
  {
    path: words('Environments in order', { minItems: 1 }),
    gates: maybe(Type.Array(Type.Unknown(), { description: 'What opens the next one' })),
  },
  { description: 'The way from one environment to the next' },
)

/** How the item is made. `actionPart` names the definition that an action must fit. */
export const fulfillment = (actionPart: 'action' | 'action_v1') => {
  const actions = (description: string) =>
    Type.Array(part<Action>(actionPart, 'One step'), { description })
  return closed(
    {
      strategy: maybe(strategy),
      prerequisites: maybe(Type.Array(prerequisite, { description: 'Checks before the start' })),
      manual: closed(
        {
          description: maybe(text('What people do')),
          instructions: maybe(text('How they do it; a template')),
          estimated_time: maybe(text('How long it takes them')),
          actions: actions('Steps that ask people'),
        },
        { description: 'The way by people; every item has one' },
      ),
      automatic: maybe(
        closed(
          {
            parallel_execution: maybe(flag('False runs one action after another')),
            state_management: maybe(stateManagement),
            actions: actions('Steps that machines do'),
          },
          { description: 'The way by machines' },
        ),
      ),
      notifications: maybe(notifications),
      post_fulfillment: maybe(
        Type.Array(part<Action>('inline_action', 'One step; its id may be left out'), {
          description: 'Steps after the work is done',
        }),
      ),
      depends_on: maybe(Type.Array(dependency, { description: 'Items this one needs' })),
      environments: maybe(
        Type.Record(Type.String(), override, { description: 'Differences by environment' }),
      ),
      promotion: maybe(promotion),
    },
    { description: 'How an order is carried out' },
  )
}
