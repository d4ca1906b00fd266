import { type Static, Type } from '@fastify/type-provider-typebox'
import { OrderBody } from './order-body.ts'

/** A catalog file may be this long, in characters. */
const longestDocument = 512 * 1024

/** A document as text or as an object. */
export const DocumentBody = Type.Union(
  [Type.String({ maxLength: longestDocument }), Type.Record(Type.String(), Type.Unknown())],
  { description: 'The document as YAML text, or as an object.' },
)

/** JSON is YAML: an object is checked as its text. */
export function textOf(document: Static<typeof DocumentBody>): string {
  return typeof document === 'string' ? document : JSON.stringify(document, undefined, 2)
}

const year = 366 * 24 * 3600
const Invented = Type.Object(
  {
    ends: Type.Optional(
      Type.Union([Type.Literal('succeeded'), Type.Literal('failed'), Type.Literal('rejected')], {
        description: 'Left out = as the recorded answers of its connector say.',
      }),
    ),
    failures: Type.Optional(
      Type.Integer({ minimum: 0, maximum: 20, description: 'Tries that fail before that.' }),
    ),
    after_seconds: Type.Optional(
      Type.Integer({ minimum: 0, maximum: year, description: 'How long it takes.' }),
    ),
    outputs: Type.Optional(Type.Record(Type.String(), Type.Unknown())),
    message: Type.Optional(Type.String({ maxLength: 500, description: 'Why it fails.' })),
  },
  { additionalProperties: false },
)

const { environment, fields, components, not_before } = OrderBody.properties

/** A document, sample answers, and how its actions are to go. */
export const RehearsalBody = Type.Object(
  {
    document: DocumentBody,
    environment,
    fields,
    components,
    not_before,
    ends: Type.Optional(
      Type.Record(Type.String({ maxLength: 200 }), Invented, {
        maxProperties: 500,
        description: 'By action: how it is to go.',
      }),
    ),
    roll_back: Type.Optional(
      Type.Boolean({ default: false, description: 'Undo it once it has ended.' }),
    ),
  },
  {
    additionalProperties: false,
    examples: [
      {
        document: 'version: "2.0"\nkind: CatalogItem\n',
        fields: { name: 'orders' },
        ends: { ticket: { failures: 1, ends: 'succeeded', outputs: { key: 'OPS-1' } } },
      },
    ],
  },
)

const text = { type: 'string' }
const whole = { type: 'integer' }
const flag = { type: 'boolean' }
const map = { type: 'object' }
const texts = { type: 'array', items: text }

const step = {
  type: 'object',
  required: ['after_ms', 'event', 'state', 'sentences', 'changed'],
  properties: {
    after_ms: { ...whole, description: 'Milliseconds since the order.' },
    event: { ...text, description: 'What happened, as in the log of events.' },
    action: text,
    state: { ...text, description: 'Of the request, from then on.' },
    sentences: texts,
    changed: { ...map, description: 'Actions that stand otherwise since, with their state.' },
  },
}

const attempt = {
  type: 'object',
  required: ['action', 'attempt', 'entry', 'after_ms', 'source', 'outcome'],
  properties: {
    action: text,
    attempt: whole,
    entry: text,
    after_ms: whole,
    source: {
      ...text,
      enum: ['invented', 'recorded', 'assumed'],
      description: 'Where its end is from.',
    },
    outcome: { ...text, enum: ['succeeded', 'failed'] },
    code: text,
    message: text,
    outputs: { ...map, description: 'Secret ones read `***`.' },
    waits: { ...text, enum: ['remote', 'person'] },
    waits_ms: whole,
    calls: { type: 'array', items: map, description: 'What would go out, secrets as `***`.' },
    notes: texts,
  },
}

/** The plan, what happened step by step, every call, and how it ended. */
export const rehearsed = {
  type: 'object',
  required: ['plan', 'state', 'after_ms', 'cut', 'steps', 'tries'],
  properties: {
    plan: { ...map, description: 'As `POST /simulate/fulfillment` answers it.' },
    state: { ...text, description: 'How the request ended.' },
    after_ms: { ...whole, description: 'Milliseconds until then.' },
    cut: { ...flag, description: 'It was ended after 2,000 steps.' },
    steps: { type: 'array', items: step },
    tries: { type: 'array', items: attempt, description: 'At most 300.' },
  },
}

const difference = {
  type: 'object',
  required: ['impact', 'path', 'message'],
  properties: {
    impact: { ...text, enum: ['breaking', 'feature', 'fix'] },
    path: text,
    message: text,
  },
}
const value = {
  type: 'object',
  required: ['path'],
  properties: { path: text, before: {}, after: {} },
}
const dependent = {
  type: 'object',
  required: ['id', 'name', 'kind', 'as', 'breaks'],
  properties: {
    id: text,
    name: text,
    kind: text,
    as: { ...text, enum: ['component', 'dependency', 'prerequisite', 'order', 'replacement'] },
    breaks: { ...texts, description: 'Empty = it goes on fitting.' },
  },
}
const version = {
  type: 'object',
  required: ['version', 'hash', 'served', 'open', 'resources'],
  properties: {
    version: text,
    hash: text,
    served: flag,
    open: { ...whole, description: 'Requests that have not ended; they go on with this version.' },
    resources: { ...whole, description: 'What was made by it and is there.' },
  },
}

/** A document beside what is served. */
export const compared = {
  type: 'object',
  required: [
    'item',
    'path',
    'step',
    'raised_enough',
    'differences',
    'values',
    'dependents',
    'under_way',
  ],
  properties: {
    item: {
      type: 'object',
      required: ['id', 'name', 'version'],
      properties: { id: text, name: text, version: text },
    },
    path: { ...text, description: 'The file it belongs into.' },
    served: {
      type: 'object',
      description: 'Absent = the item is new.',
      required: ['version', 'hash'],
      properties: { version: text, hash: text },
    },
    step: { ...text, enum: ['none', 'patch', 'minor', 'major'] },
    least_version: { ...text, description: 'The version must be raised at least to this.' },
    raised_enough: flag,
    differences: { type: 'array', items: difference },
    values: { type: 'array', items: value, description: 'At most 300.' },
    dependents: { type: 'array', items: dependent },
    under_way: { type: 'array', items: version },
    patch: { ...text, description: 'For `git apply`; absent for a document given as an object.' },
  },
}

/** A file of the catalog. */
export const written = {
  type: 'object',
  required: ['source', 'path'],
  properties: { source: text, path: text },
}
