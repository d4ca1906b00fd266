import { Type } from '@fastify/type-provider-typebox'
import { OrderBody } from './order-body.ts'

/** An order to be tried: as it would be sent, and whether its actions are tried dry. */
export const SimulateBody = Type.Object(
  {
    ...OrderBody.properties,
    dry_run: Type.Optional(
      Type.Boolean({
        default: false,
        description: 'Show of each action which calls it would make and how it would end.',
      }),
    ),
  },
  {
    additionalProperties: false,
    examples: [
      {
        item: 'database-postgresql-standard',
        environment: 'development',
        fields: { name: 'orders', size: 'small' },
        dry_run: true,
      },
    ],
  },
)

export const dryWords =
  'With `dry_run` every action is tried dry: its connector runs against recorded answers of the other side. ' +
  'Nothing leaves the service, nothing is kept, and no secret is read.'

const text = { type: 'string' }
const map = { type: 'object' }

/** One call that would go out, secrets as `***`. */
const call = {
  type: 'object',
  required: ['door', 'target'],
  properties: {
    door: { type: 'string', enum: ['http', 'mail', 'tcp', 'sql', 'order', 'program', 'usage'] },
    method: text,
    target: { ...text, description: 'Address, recipients, host:port, or the id of an item.' },
    headers: map,
    body: {},
    answer: {
      type: 'object',
      required: ['source'],
      properties: {
        status: { type: 'integer' },
        source: { ...text, description: 'Where the answer that was played is from.' },
      },
    },
    times: { type: 'integer', description: 'How often it is made in a row, where more than once.' },
  },
}

const dryRun = {
  type: 'object',
  description: 'Only with `dry_run`.',
  required: ['outcome', 'calls', 'outputs', 'notes', 'waited_ms'],
  properties: {
    outcome: {
      type: 'object',
      required: ['kind'],
      properties: {
        kind: {
          type: 'string',
          enum: [
            'would_succeed',
            'would_wait_for_person',
            'would_fail',
            'would_not_run',
            'not_known',
          ],
        },
        class: text,
        code: text,
        message: text,
      },
    },
    calls: { type: 'array', items: call },
    outputs: { ...map, description: 'As recorded or invented; secret ones read `***`.' },
    notes: { type: 'array', items: text, description: 'What is not set up here.' },
    waited_ms: { type: 'integer', description: 'Milliseconds it would have waited by then.' },
  },
}

const approval = {
  type: 'object',
  required: ['action', 'name', 'gate', 'stages'],
  properties: {
    action: text,
    name: text,
    gate: { type: 'boolean', description: 'Before anything else begins.' },
    stages: {
      type: 'array',
      items: {
        type: 'object',
        required: ['name', 'approvers', 'conditional'],
        properties: {
          name: text,
          approvers: {
            type: 'object',
            required: ['type', 'list', 'minimum'],
            properties: {
              type: { ...text, enum: ['users', 'groups', 'roles', 'any'] },
              list: { type: 'array', items: text },
              holding: { type: 'array', items: text },
              minimum: { type: 'integer', description: 'How many must agree.' },
            },
          },
          conditional: {
            type: 'boolean',
            description: 'Left out where its conditions do not hold.',
          },
        },
      },
    },
  },
}

/** The plan; who is asked and what a dry run adds are told key by key. */
export const simulated = {
  type: 'object',
  properties: {
    approvals: { type: 'array', description: 'Who must agree.', items: approval },
    actions: {
      type: 'array',
      items: {
        type: 'object',
        required: ['id', 'name', 'type'],
        properties: { id: text, name: text, type: text, dry_run: dryRun },
      },
    },
  },
}
