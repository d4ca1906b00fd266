import { type Static, Type } from 'typebox'

const Text = Type.String({ minLength: 1, maxLength: 500 })
const closed = { additionalProperties: false }
/** Names of secrets as documents and the environment write them. */
const SecretName = Type.String({ pattern: '^[A-Za-z_][A-Za-z0-9_]{0,99}$' })

const Catalog = Type.Object(
  {
    source: Text,
    token_ref: Type.Optional(SecretName),
    ssh_key_ref: Type.Optional(SecretName),
    webhook_secret_ref: Type.Optional(SecretName),
  },
  closed,
)

const Egress = Type.Object(
  {
    allow: Type.Optional(Type.Array(Text, { maxItems: 1_000 })),
    shared: Type.Optional(Type.Boolean()),
    only: Type.Optional(Type.Boolean()),
  },
  closed,
)

const Days = Type.Integer({ minimum: 0, maximum: 36_500 })

const Retention = Type.Object(
  {
    history_days: Type.Optional(Days),
    audit_days: Type.Optional(Days),
    restricted_days: Type.Optional(Days),
  },
  closed,
)

/** One tenant as the operator's file describes it. */
export const TenantEntry = Type.Object(
  {
    label: Type.Optional(Text),
    contact: Type.Optional(Text),
    catalog: Type.Optional(Type.Union([Type.Literal('shared'), Catalog])),
    connections: Type.Optional(Text),
    secrets: Type.Optional(Type.Record(SecretName, SecretName)),
    egress: Type.Optional(Egress),
    issuers: Type.Optional(Type.Array(Text, { minItems: 1, maxItems: 100 })),
    calls_per_minute: Type.Optional(Type.Integer({ minimum: 1, maximum: 10_000_000 })),
    retention: Type.Optional(Retention),
    currency: Type.Optional(Type.String({ pattern: '^[A-Z]{3}$' })),
    timezone: Type.Optional(Text),
    worker_share: Type.Optional(Type.Integer({ minimum: 1, maximum: 100 })),
    requests_at_once: Type.Optional(Type.Integer({ minimum: 1, maximum: 1_000_000 })),
  },
  closed,
)
export type TenantEntry = Static<typeof TenantEntry>
