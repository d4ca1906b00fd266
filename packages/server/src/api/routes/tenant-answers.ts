import { Type } from '@fastify/type-provider-typebox'

const MaybeText = Type.Union([Type.String(), Type.Null()])
const MaybeTime = Type.Union([Type.String({ format: 'date-time' }), Type.Null()])
const states = ['active', 'suspended', 'deleting', 'deleted', 'undeclared'] as const

const facts = {
  id: Type.String(),
  label: Type.String(),
  contact: MaybeText,
  state: Type.Union(
    states.map((state) => Type.Literal(state)),
    { description: '`undeclared`: it is known, but not in PAO_TENANTS any more; it rests.' },
  ),
  catalog: Type.Union([Type.Literal('own'), Type.Literal('shared')]),
  created_at: MaybeTime,
  changed_at: MaybeTime,
  changed_by: MaybeText,
  reason: MaybeText,
}

const whole = Type.Integer({ minimum: 0 })

const MaybeWhole = Type.Union([Type.Integer(), Type.Null()], {
  description: 'null = no limit of its own.',
})

const Tenant = Type.Object(facts, { $id: 'Tenant' })
const TenantDetails = Type.Object(
  {
    ...facts,
    source: Type.Union([
      Type.Object({
        place: Type.String({ description: 'Where its catalog is read from.' }),
        status: Type.Union([Type.Literal('ok'), Type.Literal('degraded'), Type.Literal('down')]),
        error: MaybeText,
      }),
      Type.Null(),
    ]),
    items: whole,
    connections: Type.Array(Type.String()),
    people: whole,
    keys: whole,
    secrets: whole,
    resources: whole,
    requests: Type.Object({ running: whole, total: whole }),
    storage_bytes: whole,
    settings: Type.Object(
      {
        retention: Type.Object(
          { history_days: whole, audit_days: whole, restricted_days: whole },
          { description: 'How long it keeps what; 0 = for ever.' },
        ),
        currency: MaybeText,
        timezone: Type.String(),
        worker_share: Type.Integer({
          minimum: 1,
          description: 'How many times the share of another tenant it has of busy workers.',
        }),
        requests_at_once: MaybeWhole,
        calls_per_minute: MaybeWhole,
      },
      { description: 'What holds for it, by PAO_TENANTS or the settings of the installation.' },
    ),
  },
  { $id: 'TenantDetails' },
)

/** Named components of what is answered about tenants. */
export const tenantAnswers = [Tenant, TenantDetails] as const
export type TenantName = 'Tenant' | 'TenantDetails'
