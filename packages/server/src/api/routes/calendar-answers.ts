import { type Static, Type } from '@fastify/type-provider-typebox'
import type { Closure } from '#requests/calendar/closures.ts'
import type { FreezeView } from '#requests/calendar/freezes.ts'
import type { KnownFreeze } from '#requests/calendar/known.ts'
import type { WaitingOrder } from '#requests/calendar/waiting.ts'
import { Closing, closingView, ExceptionAnswer, exceptionView, Kind, moment } from './closing.ts'
import { iso } from './request-views.ts'

const Name = Type.String({
  minLength: 1,
  maxLength: 60,
  pattern: '^[A-Za-z0-9][A-Za-z0-9 ._-]*$',
  description: 'Name of the freeze, unique in the tenant.',
})
export const FreezePlace = Type.Object({ name: Name })

const Moment = (description: string) =>
  Type.String({ minLength: 7, maxLength: 20, description, examples: ['2026-09-25', '--09-25'] })
const names = (description: string) =>
  Type.Optional(
    // No addresses: what is written here stays in the audit log whoever is forgotten.
    Type.Array(Type.String({ minLength: 1, maxLength: 100, pattern: '^[^\\u0000-\\u001f<>@]+$' }), {
      maxItems: 100,
      uniqueItems: true,
      description,
    }),
  )
const Scope = Type.Object(
  {
    environments: names('Environments it is ordered in.'),
    items: names('Ids of items.'),
    categories: names('Categories of items.'),
    teams: names('Teams it is ordered for.'),
    owners: names('Teams that own the items.'),
  },
  {
    additionalProperties: false,
    description: 'Of which orders it speaks: those that fit every list. Left out = all.',
  },
)
const times = {
  from: Moment('The first day, or a local time `2026-09-25T18:00`; `--09-25` comes every year.'),
  to: Moment('The last day, or the local time at which it is over.'),
  timezone: Type.Optional(
    Type.String({
      minLength: 1,
      maxLength: 64,
      description: 'IANA name; that of the tenant when left out, else UTC.',
    }),
  ),
}
export const FreezeBody = Type.Object(
  {
    ...times,
    reason: Type.String({
      minLength: 1,
      maxLength: 500,
      description: 'Shown to who waits for it.',
    }),
    scope: Type.Optional(Scope),
    approvers: Type.Optional(
      Type.Array(Type.String({ minLength: 1, maxLength: 200 }), {
        maxItems: 50,
        uniqueItems: true,
        description:
          'Who may let an order begin all the same: e-mails, teams, roles. Operators when left out.',
      }),
    ),
  },
  {
    additionalProperties: false,
    examples: [
      {
        from: '--09-25',
        to: '--01-15',
        timezone: 'Europe/Berlin',
        reason: 'Restricted change period',
        scope: { environments: ['production'] },
        approvers: ['change-board'],
      },
    ],
  },
)
export const FreezeScopeBody = Type.Object(
  { scope: Type.Optional(Scope) },
  { additionalProperties: false, examples: [{ scope: { environments: ['production'] } }] },
)

/** The scope a body asks for. */
export function scopeIn({ scope = {} }: Static<typeof FreezeScopeBody>): KnownFreeze['scope'] {
  const { environments = [], items = [], categories = [], teams = [], owners = [] } = scope
  return { environments, items, categories, teams, owners }
}

/** The freeze a body asks for; `zone` where it names none. */
export function freezeIn(body: Static<typeof FreezeBody>, zone: string): Omit<KnownFreeze, 'name'> {
  const { from, to, timezone = zone, reason, approvers = [], scope } = body
  return { from, to, timezone, reason, approvers, scope: scopeIn({ ...(scope && { scope }) }) }
}

const FullScope = Type.Object({
  environments: Type.Array(Type.String()),
  items: Type.Array(Type.String()),
  categories: Type.Array(Type.String()),
  teams: Type.Array(Type.String()),
  owners: Type.Array(Type.String()),
})
export const FreezeAnswer = Type.Object(
  {
    name: Type.String(),
    reason: Type.String(),
    from: Type.String(),
    to: Type.String(),
    timezone: Type.String(),
    scope: FullScope,
    approvers: Type.Array(Type.String()),
    updated_by: Type.String(),
    updated_at: Type.String({ format: 'date-time' }),
  },
  { $id: 'Freeze' },
)

/** A freeze as the API gives it. */
export function freezeView({ updatedBy, updatedAt, ...freeze }: FreezeView) {
  return { ...freeze, updated_by: updatedBy, updated_at: updatedAt.toISOString() }
}

export const ClosureAnswer = Type.Object(
  {
    kind: Kind,
    name: Type.String(),
    reason: Type.Optional(Type.String()),
    from: moment('From this moment on.'),
    to: moment('Up to this moment.'),
    scope: Type.Optional(FullScope),
  },
  { $id: 'Closure' },
)

/** A closed time as the API gives it. */
export function closureView({ from, to, ...closure }: Closure) {
  return { ...closure, from: iso(from), to: iso(to) }
}

export const WaitingAnswer = Type.Object(
  {
    request: Type.String({ format: 'uuid' }),
    item: Type.String(),
    environment: Type.Optional(Type.String()),
    requester: Type.String(),
    created_at: moment('When it was ordered.'),
    closed: Closing,
    exception: Type.Optional(ExceptionAnswer),
    may_decide: Type.Boolean({ description: 'Whether you may let it begin.' }),
  },
  { $id: 'WaitingOrder' },
)

/** An order that waits, as the API gives it. */
export function waitingView({ createdAt, closed, exception, mayDecide, ...order }: WaitingOrder) {
  return {
    ...order,
    created_at: iso(createdAt),
    closed: closingView(closed),
    ...(exception && { exception: exceptionView(exception) }),
    may_decide: mayDecide,
  }
}

const scope = {
  environments: ['production'],
  items: [],
  categories: [],
  teams: [],
  owners: [],
}
export const freezeExample = {
  name: 'year-end',
  reason: 'Restricted change period',
  from: '--09-25',
  to: '--01-15',
  timezone: 'Europe/Berlin',
  scope,
  approvers: ['change-board'],
  updated_by: 'olga',
  updated_at: '2026-01-31T12:00:00.000Z',
}
export const closureExample = {
  kind: 'freeze',
  name: 'year-end',
  reason: 'Restricted change period',
  from: '2026-09-24T22:00:00.000Z',
  to: '2027-01-15T23:00:00.000Z',
  scope,
}
export const waitingExample = {
  request: '0198c0de-0000-7000-8000-000000000001',
  item: 'Virtual machine',
  environment: 'production',
  requester: 'ann@example.com',
  created_at: '2026-11-26T12:00:00.000Z',
  closed: {
    kind: 'freeze',
    name: 'year-end',
    reason: 'Restricted change period',
    until: '2027-01-15T23:00:00.000Z',
    since: '2026-11-26T12:00:00.000Z',
    text: 'the change freeze year-end (Restricted change period) lasts until 2027-01-15T23:00:00Z',
  },
  exception: {
    state: 'asked',
    by: 'ann',
    reason: 'A customer waits',
    at: '2026-11-26T12:05:00.000Z',
  },
  may_decide: true,
}
