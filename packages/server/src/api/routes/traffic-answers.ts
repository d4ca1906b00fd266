import { Type } from '@fastify/type-provider-typebox'
import { limitScopes } from '@pao/core/engine'

const Time = (description: string) => Type.String({ format: 'date-time', description })
const MaybeTime = (description: string) =>
  Type.Union([Type.String({ format: 'date-time' }), Type.Null()], { description })
const MaybeText = Type.Union([Type.String(), Type.Null()])

/** A target that is left alone, or counts failures. */
export const Breaker = Type.Object(
  {
    target: Type.String({ description: 'Host and port.' }),
    state: Type.Union([Type.Literal('closed'), Type.Literal('open'), Type.Literal('half_open')]),
    failures: Type.Integer({ description: 'Failed calls in a row.' }),
    opened_at: MaybeTime('When it opened last.'),
    retry_at: MaybeTime('When one call may try the target.'),
    reason: MaybeText,
    updated_at: Time('When it changed last.'),
  },
  { $id: 'Breaker' },
)

/** A kind of unexpected error. */
export const ErrorGroup = Type.Object(
  {
    fingerprint: Type.String({ description: 'The same for the same fault.' }),
    name: Type.String({ description: 'Class of the error.' }),
    message: Type.String({ description: 'Of the last one, without secrets.' }),
    said: Type.String({ description: 'What was being done, as the log says.' }),
    count: Type.Integer(),
    first_seen_at: Time('When it was seen first.'),
    last_seen_at: Time('When it was seen last.'),
    release: Type.String({ description: 'The release it was seen in last.' }),
    resolved_at: MaybeTime('When it was called resolved.'),
    sample: Type.Unknown({
      description: 'Frames of the last one, its correlation id, its request.',
    }),
  },
  { $id: 'ErrorGroup' },
)

const Slot = Type.Object({
  request: Type.String({ format: 'uuid' }),
  action: Type.String(),
  since: Time('Since when.'),
})

/** A rule, who holds its slots and who waits for one. */
export const Limit = Type.Object(
  {
    scope: Type.Union(limitScopes.map((scope) => Type.Literal(scope))),
    name: Type.String({
      description:
        'Id of the item, name of the queue, `<type>` or `<type>@<connection or host>` of the target, or the tenant.',
    }),
    most: Type.Integer({ description: 'Actions under way at once.' }),
    set_by: Type.Union([Type.Literal('operator'), Type.Literal('item')]),
    taken: Type.Integer({ description: 'Above `most` only until what was too many has ended.' }),
    waiting: Type.Integer({ description: 'Ready actions in line.' }),
    holders: Type.Array(Slot, { description: 'At most 20, longest first.' }),
    line: Type.Array(Slot, { description: 'At most 20, in the order they will be called.' }),
    updated_at: Time('When it was set last.'),
  },
  { $id: 'Limit' },
)

/** A secret of the table as it is shown. */
export const SecretView = Type.Object(
  {
    name: Type.String(),
    version: Type.Integer({ description: 'Counts how often it was set.' }),
    set_by: Type.String(),
    set_at: Time('When it was set last.'),
  },
  { $id: 'Secret' },
)
