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
  },
  { $id: 'TenantDetails' },
)

/** Named components of what is answered about tenants. */
export const tenantAnswers = [Tenant, TenantDetails] as const
export type TenantName = 'Tenant' | 'TenantDetails'
