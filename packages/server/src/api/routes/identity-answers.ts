import { Type } from '@fastify/type-provider-typebox'
import { tenantAnswers, type TenantName } from './tenant-answers.ts'

const Time = (description: string) => Type.String({ format: 'date-time', description })
const MaybeTime = (description: string) =>
  Type.Union([Type.String({ format: 'date-time' }), Type.Null()], { description })

/** A key for machines, never with its secret. */
const ApiKey = Type.Object(
  {
    id: Type.String(),
    name: Type.String(),
    roles: Type.Array(Type.String()),
    teams: Type.Array(Type.String()),
    scopes: Type.Union([Type.Array(Type.String()), Type.Null()], {
      description: 'Parts of the API it is held to; null = whatever its roles allow.',
    }),
    service_account: Type.Union([Type.String(), Type.Null()], {
      description: 'The account it is a key of; what it may is then said there.',
    }),
    own_of: Type.Union([Type.String(), Type.Null()], {
      description: 'The person who made it for themselves; it never may more than they may.',
    }),
    previous_until: MaybeTime('The secret before the last turn works until then.'),
    created_by: Type.String(),
    created_at: Time('When it was made.'),
    expires_at: MaybeTime('It stops then.'),
    revoked_at: MaybeTime('It was stopped then.'),
    last_used_at: MaybeTime('Exact to a minute.'),
  },
  { $id: 'ApiKey' },
)

/** An identity provider one may sign in at. */
const IssuerView = Type.Object(
  {
    name: Type.String(),
    label: Type.String({ description: 'How people call it.' }),
    portal: Type.Boolean({ description: 'Whether browsers may sign in there.' }),
    device: Type.Union([
      Type.Object({
        issuer: Type.String({ description: 'Where its metadata is found.' }),
        client_id: Type.String(),
        scopes: Type.Array(Type.String()),
      }),
      Type.Null(),
    ]),
    people: Type.Optional(
      Type.Array(
        Type.Object({ id: Type.String(), name: Type.String(), roles: Type.Array(Type.String()) }),
        { description: 'Of the demo only: whom `login_hint` may name.' },
      ),
    ),
  },
  { $id: 'IssuerView' },
)

/** A session of one's own. */
const Session = Type.Object(
  {
    id: Type.String({ description: 'Names it; it is not what the cookie holds.' }),
    issuer: Type.String(),
    agent: Type.String({ description: 'What the browser calls itself.' }),
    current: Type.Boolean({ description: 'The one that asks.' }),
    created_at: Time('When it was started.'),
    last_seen_at: Time('Exact to a minute.'),
    expires_at: Time('It ends then at the latest.'),
  },
  { $id: 'Session' },
)

/** Who is calling. */
const Me = Type.Object(
  {
    tenant: Type.String(),
    id: Type.String(),
    email: Type.String(),
    name: Type.Optional(Type.String()),
    roles: Type.Array(Type.String()),
    teams: Type.Array(Type.String()),
    via: Type.String(),
    scopes: Type.Optional(Type.Array(Type.String())),
    key: Type.Optional(Type.String({ description: 'The key of your own that calls for you.' })),
    csrf: Type.Optional(
      Type.String({ description: 'Send it as X-CSRF-Token with every change of a session.' }),
    ),
  },
  { $id: 'Me' },
)

/** Something that is no person but calls all the same. */
const ServiceAccount = Type.Object(
  {
    id: Type.String(),
    name: Type.String(),
    description: Type.Union([Type.String(), Type.Null()]),
    owner_team: Type.String({ description: 'The team that answers for it.' }),
    roles: Type.Array(Type.String()),
    teams: Type.Array(Type.String()),
    scopes: Type.Union([Type.Array(Type.String()), Type.Null()], {
      description: 'Parts of the API its keys are held to; null = whatever its roles allow.',
    }),
    created_by: Type.String(),
    created_at: Time('When it was made.'),
    updated_at: Time('When it was last changed.'),
  },
  { $id: 'ServiceAccount' },
)

/** Named components of what is answered about who calls, and whose people they are. */
export const identityAnswers = [
  ApiKey,
  ServiceAccount,
  IssuerView,
  Session,
  Me,
  ...tenantAnswers,
] as const
export type IdentityName =
  | 'ApiKey'
  | 'ServiceAccount'
  | 'IssuerView'
  | 'Session'
  | 'Me'
  | TenantName
