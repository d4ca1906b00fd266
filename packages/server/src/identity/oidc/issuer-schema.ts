import { type Static, Type } from 'typebox'
import { roles } from '../principal.ts'

const Text = Type.String({ minLength: 1, maxLength: 500 })
const Texts = Type.Union([Text, Type.Array(Text, { minItems: 1, maxItems: 100 })])
const closed = { additionalProperties: false }

/** Claims by name, or by a path with dots, each with the patterns one of its values must fit; `*` stands for anything. */
const When = Type.Record(Text, Texts, { minProperties: 1 })

/** Algorithms a token may be signed with (RFC 7518, RFC 9864). None is symmetric. */
const algorithms = [
  'RS256',
  'RS384',
  'RS512',
  'PS256',
  'PS384',
  'PS512',
  'ES256',
  'ES384',
  'ES512',
  'EdDSA',
  'Ed25519',
] as const

/** One identity provider as the operator's file describes it. */
export const IssuerEntry = Type.Object(
  {
    issuer: Text,
    label: Type.Optional(Text),
    audience: Type.Optional(Texts),
    other_audiences: Type.Optional(Texts),
    token_types: Type.Optional(
      Type.Array(Type.Enum(['at+jwt', 'jwt'] as const), {
        minItems: 1,
        uniqueItems: true,
      }),
    ),
    algorithms: Type.Optional(Type.Array(Type.Enum(algorithms), { minItems: 1 })),
    clock_tolerance_seconds: Type.Optional(Type.Integer({ minimum: 0, maximum: 300 })),
    claims: Type.Optional(
      Type.Object(
        {
          id: Type.Optional(Text),
          email: Type.Optional(Text),
          name: Type.Optional(Text),
          emails: Type.Optional(Type.Enum(['verified', 'trusted'] as const)),
        },
        closed,
      ),
    ),
    required: Type.Optional(When),
    tenant: Type.Optional(Text),
    tenants: Type.Optional(
      Type.Array(Type.Object({ when: When, tenant: Text }, closed), { minItems: 1, maxItems: 500 }),
    ),
    access: Type.Array(
      Type.Object(
        {
          when: Type.Optional(When),
          roles: Type.Optional(Type.Array(Type.Enum(roles))),
          teams: Type.Optional(Type.Array(Text, { maxItems: 100 })),
        },
        closed,
      ),
      { minItems: 1, maxItems: 1_000 },
    ),
    teams: Type.Optional(
      Type.Object({ claim: Text, prefix: Type.Optional(Type.String({ maxLength: 100 })) }, closed),
    ),
    directory: Type.Optional(
      Type.Object(
        {
          match: Type.Optional(Type.Enum(['externalId', 'userName'] as const)),
          claim: Type.Optional(Text),
          required: Type.Optional(Type.Boolean()),
        },
        closed,
      ),
    ),
    sign_in: Type.Optional(
      Type.Object(
        {
          client_id: Text,
          client_secret_ref: Type.Optional(Type.String({ pattern: '^[A-Z][A-Z0-9_]*$' })),
          scopes: Type.Optional(Type.Array(Text, { minItems: 1, maxItems: 30 })),
        },
        closed,
      ),
    ),
    device: Type.Optional(
      Type.Object(
        {
          client_id: Text,
          scopes: Type.Optional(Type.Array(Text, { minItems: 1, maxItems: 30 })),
        },
        closed,
      ),
    ),
  },
  closed,
)

export type IssuerEntry = Static<typeof IssuerEntry>
