import { type TSchema, Type } from '@fastify/type-provider-typebox'
import { Absence, Approval, ApprovalSummary } from './approval-answers.ts'
import { auditAnswers, type AuditName } from './audit-answers.ts'
import { closedFacts } from './closing.ts'
import { Explanation, interference } from './explanation.ts'
import { Effect, Orphan } from './effect-views.ts'
import { identityAnswers, type IdentityName } from './identity-answers.ts'
import { promiseFacts } from './promise-facts.ts'
import { Task } from './task-views.ts'
import { Breaker, ErrorGroup, Limit, SecretView } from './traffic-answers.ts'
import { Cost } from './cost-view.ts'
import { type PortalName, portalAnswers } from './portal-answers.ts'

const Time = (description: string) => Type.String({ format: 'date-time', description })
const MaybeTime = (description: string) =>
  Type.Union([Type.String({ format: 'date-time' }), Type.Null()], { description })
const MaybeText = Type.Union([Type.String(), Type.Null()])
const Facts = Type.Record(Type.String(), Type.Unknown())

const itemFacts = {
  id: Type.String(),
  name: Type.String(),
  version: Type.String(),
}

/** One line of the catalog. */
const CatalogEntry = Type.Object(
  {
    ...itemFacts,
    kind: Type.Union([Type.Literal('CatalogItem'), Type.Literal('CatalogBundle')]),
    description: Type.String(),
    category: Type.String(),
    owner: Facts,
    tags: Type.Array(Type.String()),
    hash: Type.String({ description: 'SHA-256 of the document; requests pin it.' }),
    stale: Type.Optional(
      Type.Object(
        { since: Time('When the newest file was first found to have errors.') },
        { description: 'Set while the last good version is served.' },
      ),
    ),
  },
  { $id: 'CatalogEntry', additionalProperties: true },
)

const CatalogDocument = Type.Object(
  {
    version: Type.String(),
    kind: Type.String(),
    metadata: Facts,
    presentation: Facts,
    hash: Type.String(),
    path: Type.String(),
  },
  { $id: 'CatalogDocument', additionalProperties: true },
)

const Diagnostic = Type.Object(
  {
    code: Type.String(),
    severity: Type.Union([Type.Literal('error'), Type.Literal('warning')]),
    file: Type.String(),
    line: Type.Integer(),
    column: Type.Integer(),
    path: Type.String(),
    message: Type.String(),
    found: Type.Optional(Type.String()),
    expected: Type.Optional(Type.String()),
    mend: Type.String(),
  },
  { $id: 'Diagnostic', additionalProperties: true },
)

const Progress = Type.Object({
  percentage: Type.Integer({ minimum: 0, maximum: 100 }),
  current_action: Type.Optional(Type.String()),
  total: Type.Integer(),
  done: Type.Integer(),
})

const Links = Type.Record(Type.String(), Type.String())

const summaryFacts = {
  id: Type.String({ format: 'uuid' }),
  item: Type.Object(itemFacts),
  category: Type.String(),
  owner_team: Type.String(),
  requester: Facts,
  environment: MaybeText,
  reason: MaybeText,
  state: Type.String(),
  priority: Type.String(),
  seq: Type.Integer(),
  correlation_id: Type.String(),
  created_at: Time('When it was ordered.'),
  updated_at: Time('When something last happened to it.'),
  ended_at: MaybeTime('When it came to an end.'),
  not_before: MaybeTime('It rests on hold until then.'),
  progress: Progress,
  parent: Type.Union(
    [Type.Object({ id: Type.String({ format: 'uuid' }), action: Type.String() }), Type.Null()],
    {
      description: 'The action of the request that ordered this one.',
    },
  ),
  links: Links,
}

const ChildRequest = Type.Object({
  id: Type.String({ format: 'uuid' }),
  action: Type.String({ description: 'The action that ordered it.' }),
  item: Type.Object(itemFacts),
  state: Type.String(),
  seq: Type.Integer(),
  progress: Progress,
  links: Links,
})

const RequestSummary = Type.Object(summaryFacts, { $id: 'RequestSummary' })

const RequestAction = Type.Object(
  {
    id: Type.String(),
    name: Type.String(),
    type: Type.String(),
    lane: Type.String(),
    state: Type.String(),
    attempt: Type.Integer(),
    fence: Type.Optional(
      Type.Integer({ description: 'While the outcome is unknown: what a word about it names.' }),
    ),
    undoes: Type.Optional(Type.String({ description: 'On a rollback: the action it undoes.' })),
    undo: Type.Optional(
      Type.String({ description: 'Why a rollback left it: failed, held_back or not_possible.' }),
    ),
    waiting_for: Type.Optional(Type.String()),
    approval: Type.Optional(
      Type.Object(
        { id: Type.String(), title: Type.String() },
        { description: 'What it asks or has asked people.' },
      ),
    ),
    error: Type.Optional(
      Type.Object({ code: Type.String(), message: Type.String(), class: Type.String() }),
    ),
    outputs: Type.Optional(Facts),
    revealable: Type.Optional(
      Type.Array(Type.String(), {
        description: 'Secret outputs that the caller may have shown to them.',
      }),
    ),
    ref: Type.Optional(Type.Unknown()),
    started_at: Type.Optional(Time('First claim.')),
    ended_at: Type.Optional(Time('End of the action.')),
    escalated: Type.Optional(
      Type.Integer({
        description: 'How many of the escalation path were told that it takes long.',
      }),
    ),
    ...interference,
  },
  { $id: 'RequestAction' },
)

const Racer = Type.Object({
  state: Type.String({ description: 'in_progress, completed, failed or beaten.' }),
  finished_at: Type.Optional(Time('When it was done, failed or was beaten.')),
})

const Request = Type.Object(
  {
    ...summaryFacts,
    definition_hash: Type.String({ description: 'Of the document it runs as.' }),
    ordered_as: Type.Optional(
      Type.Object(
        { version: Type.String(), hash: Type.String() },
        { description: 'Set once it runs as another version than it was ordered as.' },
      ),
    ),
    fields: Facts,
    actions: Type.Array(Type.Unsafe<object>({ $ref: 'RequestAction#' })),
    children: Type.Array(ChildRequest, { description: 'Requests that its actions ordered.' }),
    ...promiseFacts,
    handover: Type.Optional(
      Type.Object(
        {
          code: Type.String(),
          message: Type.String(),
          class: Type.String(),
          action: Type.Optional(Type.String()),
          at: Time('When people took over.'),
        },
        { description: 'Why automation gave the request to people.' },
      ),
    ),
    automation: Type.Optional(
      Type.Object(
        { off: Type.Literal(true), reason: Type.String() },
        { description: 'Automation of the item is off for this request.' },
      ),
    ),
    lanes: Type.Optional(
      Type.Object(
        { automatic: Racer, manual: Racer },
        { description: 'Where automation and people work side by side.' },
      ),
    ),
    winner: Type.Optional(Type.String({ description: 'The lane that finished first.' })),
    left: Type.Array(
      Type.Object({
        action: Type.String(),
        why: Type.String({ description: 'failed, held_back, not_possible or not_asked.' }),
      }),
      { description: 'What stands of a request that failed, was cancelled or was rolled back.' },
    ),
    cost: Type.Optional(Cost),
    ...closedFacts,
  },
  { $id: 'Request' },
)

const RequestStatus = Type.Object(
  {
    id: Type.String(),
    state: Type.String(),
    seq: Type.Integer(),
    current_action: Type.Optional(Type.String()),
    progress_percentage: Type.Integer(),
    progress: Progress,
    actions: Type.Array(Type.Unsafe<object>({ $ref: 'RequestAction#' })),
  },
  { $id: 'RequestStatus' },
)

const RequestEvent = Type.Object(
  {
    seq: Type.Integer({ description: '1, 2, 3 … without gaps within a request.' }),
    type: Type.String(),
    at: Time('When it happened.'),
    actor: Type.String(),
    state: Type.String(),
    progress_percentage: Type.Integer(),
    current_action: Type.Optional(Type.String()),
    action: Type.Optional(Type.String()),
    action_state: Type.Optional(Type.String()),
    error: Type.Optional(Type.Unknown()),
    waiting_for: Type.Optional(Type.String()),
    reason: Type.Optional(Type.String()),
    happened: Type.Optional(Type.Boolean()),
    comment: Type.Optional(Type.String()),
    level: Type.Optional(Type.Integer({ description: 'Step of the escalation path.' })),
    to: Type.Optional(Type.String({ description: 'Who was told, or has a voice now.' })),
    from: Type.Optional(Type.String({ description: 'Who handed their voice on.' })),
    decision: Type.Optional(Type.String({ description: '`approve` or `reject`.' })),
    stage: Type.Optional(Type.String({ description: 'Stage of an approval.' })),
    how: Type.Optional(Type.String({ description: 'By which way somebody decided.' })),
    detail: Type.Optional(Type.String({ description: 'What became of an approval.' })),
  },
  { $id: 'RequestEvent' },
)

const Attempt = Type.Object(
  {
    action: Type.String(),
    fence: Type.Integer(),
    entry: Type.String(),
    attempt: Type.Integer(),
    generation: Type.Integer(),
    worker: Type.String(),
    started_at: Time('Before the remote call.'),
    ended_at: MaybeTime('After it.'),
    outcome: MaybeText,
    input: Type.Unknown(),
    outputs: Type.Unknown(),
    error: Type.Unknown(),
    http_status: Type.Union([Type.Integer(), Type.Null()]),
    ref: Type.Unknown(),
    log: Type.Array(Type.Unknown()),
  },
  { $id: 'Attempt' },
)

const Submitted = Type.Object(
  {
    id: Type.String({ format: 'uuid' }),
    state: Type.String(),
    seq: Type.Integer(),
    links: Links,
  },
  { $id: 'Submitted' },
)

const Health = Type.Object(
  {
    status: Type.Union([Type.Literal('ok'), Type.Literal('degraded'), Type.Literal('down')]),
    parts: Type.Array(
      Type.Object({
        name: Type.String(),
        status: Type.String(),
        detail: Type.Optional(Type.String()),
      }),
    ),
  },
  { $id: 'Health' },
)

/** Every named component of the OpenAPI document but `Problem`. */
export const namedAnswers: readonly TSchema[] = [
  CatalogEntry,
  CatalogDocument,
  Diagnostic,
  RequestSummary,
  RequestAction,
  Request,
  RequestStatus,
  Explanation,
  RequestEvent,
  Attempt,
  Effect,
  Orphan,
  Approval,
  ApprovalSummary,
  Task,
  Absence,
  Breaker,
  ErrorGroup,
  Limit,
  SecretView,
  Submitted,
  ...portalAnswers,
  ...identityAnswers,
  Health,
  ...auditAnswers,
]

type Name =
  | 'CatalogEntry'
  | 'CatalogDocument'
  | 'Diagnostic'
  | 'RequestSummary'
  | 'Request'
  | 'RequestStatus'
  | 'Explanation'
  | 'RequestEvent'
  | 'Attempt'
  | 'Effect'
  | 'Orphan'
  | 'Approval'
  | 'ApprovalSummary'
  | 'Task'
  | 'Absence'
  | 'Breaker'
  | 'ErrorGroup'
  | 'Limit'
  | 'Secret'
  | 'Submitted'
  | PortalName
  | IdentityName
  | 'Health'
  | AuditName

/** A reference to a named component. */
export function named(name: Name): { $ref: string } {
  return { $ref: `${name}#` }
}

/** A JSON answer with an example. */
export function answer(description: string, schema: object, example?: unknown): object {
  return {
    description,
    content: {
      'application/json': { schema, ...(example !== undefined && { example }) },
    },
  }
}

/** A page of a list. */
export function pageOf(name: Name): object {
  return {
    type: 'object',
    required: ['items'],
    properties: {
      items: { type: 'array', items: named(name) },
      next_cursor: {
        type: ['string', 'null'],
        description: 'Give it back as `cursor` for what follows; null at the end.',
      },
    },
  }
}

/** An object with one list in it. */
export function listOf(key: string, items: object): object {
  return { type: 'object', required: [key], properties: { [key]: { type: 'array', items } } }
}
