import { Type } from '@fastify/type-provider-typebox'

const Time = (description: string) => Type.String({ format: 'date-time', description })
const MaybeTime = (description: string) =>
  Type.Union([Type.String({ format: 'date-time' }), Type.Null()], { description })

/** A key for machines, never with its secret. */
export const ApiKey = Type.Object(
  {
    id: Type.String(),
    name: Type.String(),
    roles: Type.Array(Type.String()),
    teams: Type.Array(Type.String()),
    created_by: Type.String(),
    created_at: Time('When it was made.'),
    expires_at: MaybeTime('It stops then.'),
    revoked_at: MaybeTime('It was stopped then.'),
    last_used_at: MaybeTime('Exact to a minute.'),
  },
  { $id: 'ApiKey' },
)

/** Somebody of the built-in sign-in. */
export const Person = Type.Object(
  {
    id: Type.String(),
    email: Type.String(),
    name: Type.String(),
    roles: Type.Array(Type.String()),
    teams: Type.Array(Type.String()),
  },
  { $id: 'Person' },
)

/** Who is calling. */
export const Me = Type.Object(
  {
    tenant: Type.String(),
    id: Type.String(),
    email: Type.String(),
    name: Type.Optional(Type.String()),
    roles: Type.Array(Type.String()),
    teams: Type.Array(Type.String()),
    via: Type.String(),
    csrf: Type.Optional(
      Type.String({ description: 'Send it as X-CSRF-Token with every change of a session.' }),
    ),
  },
  { $id: 'Me' },
)
