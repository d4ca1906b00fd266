import { type Static, Type } from '@fastify/type-provider-typebox'
import {
  costResource,
  currencyOf,
  enforcements,
  every,
  type QuotaEffect,
} from '@pao/core/governance'
import type { Quota, QuotaView } from '#requests/quotas/rules.ts'
import type { QuotaHolder, TeamQuota } from '#requests/quotas/team-quotas.ts'

const Team = Type.String({
  minLength: 1,
  maxLength: 100,
  description: 'A team; `*` = each team for itself; `user:<id>` = somebody without a team.',
})
const Environment = Type.String({
  minLength: 1,
  maxLength: 100,
  description: 'An environment; `*` = all of them together.',
})
const Resource = Type.String({
  minLength: 1,
  maxLength: 200,
  pattern: '^[A-Za-z0-9][A-Za-z0-9 ._:-]*$',
  description:
    '`item:<id>`, `category:<id>`, `type:<resource type>`, or what a `quota-check` of items names.',
})
const Currency = Type.String({ pattern: '^[A-Z]{3}$', description: 'ISO 4217 code.' })
const Amount = (description: string) => Type.Number({ minimum: 0, maximum: 1e12, description })

/** Place of a quota, of a budget, of a team. */
export const QuotaPlace = Type.Object({ team: Team, environment: Environment, resource: Resource })
export const BudgetPlace = Type.Object({ team: Team, environment: Environment, currency: Currency })
export const TeamPlace = Type.Object({ id: Team })

const Contact = Type.String({
  minLength: 3,
  maxLength: 300,
  pattern: '^(email|slack):',
  description: 'Who is told: `email:<address>`, `slack:<#channel>`, or `slack:` for the usual one.',
})
const told = {
  note: Type.Optional(
    Type.String({ minLength: 1, maxLength: 500, description: 'Whom to ask for more.' }),
  ),
  contacts: Type.Optional(Type.Array(Contact, { maxItems: 20, uniqueItems: true })),
  alerts: Type.Optional(
    Type.Array(Type.Integer({ minimum: 1, maximum: 1_000 }), {
      maxItems: 10,
      uniqueItems: true,
      description: 'Percent at which it is told, once a month each.',
    }),
  ),
}
const limit = {
  limit: Amount('How much may stand or be under way at once.'),
  unit: Type.Optional(Type.String({ minLength: 1, maxLength: 40 })),
  enforcement: Type.Optional(
    Type.Union(
      enforcements.map((one) => Type.Literal(one)),
      {
        description:
          '`hard` (usual) refuses what is too much, `approval` has people asked first, `soft` marks it.',
      },
    ),
  ),
  ...told,
}
export const QuotaBody = Type.Object(limit, {
  additionalProperties: false,
  examples: [{ limit: 5, enforcement: 'hard', note: 'Ask platform@example.com' }],
})
export const TeamQuotaBody = Type.Object(
  { resource: Resource, environment: Type.Optional(Environment), ...limit },
  { additionalProperties: false, examples: [{ resource: 'item:vm', limit: 5 }] },
)
export const BudgetBody = Type.Object(
  {
    amount: Amount('Each month, in the currency of the address.'),
    enforce: Type.Optional(
      Type.Boolean({ description: 'Whether orders that pass it are refused; usually not.' }),
    ),
    ...told,
  },
  {
    additionalProperties: false,
    examples: [{ amount: 5_000, enforce: false, contacts: ['email:lead@example.com'] }],
  },
)

/** What a rule is made of when the body leaves it out. */
const usual = { quota: [80, 100], budget: [50, 80, 100] } as const

/** The rule a body asks for. */
export function quotaIn(
  body: Static<typeof QuotaBody>,
): Omit<Quota, 'team' | 'environment' | 'resource'> {
  const {
    limit: most,
    unit,
    enforcement = 'hard',
    note,
    contacts = [],
    alerts = usual.quota,
  } = body
  return {
    most,
    enforce: enforcement,
    contacts,
    alerts,
    ...(unit !== undefined && { unit }),
    ...(note !== undefined && { note }),
  }
}

/** The rule a budget is. */
export function budgetIn(body: Static<typeof BudgetBody>): ReturnType<typeof quotaIn> {
  const { amount, enforce = false, note, contacts = [], alerts = usual.budget } = body
  return {
    most: amount,
    enforce: enforce ? 'hard' : 'soft',
    contacts,
    alerts,
    ...(note !== undefined && { note }),
  }
}

/** The key of a budget among the rules. */
export function budgetKey({ team, environment, currency }: Static<typeof BudgetPlace>) {
  return { team, environment, resource: costResource(currency) }
}

const held = { team: Team, environment: Environment }
const by = {
  note: Type.Optional(Type.String()),
  contacts: Type.Array(Type.String()),
  alerts: Type.Array(Type.Integer()),
  updated_by: Type.String(),
  updated_at: Type.String({ format: 'date-time' }),
}
const counts = {
  used: Type.Number({
    description: 'Of what stands and is under way; of `*` the most any team has.',
  }),
  reserved: Type.Optional(Type.Number({ description: 'The part of it that is under way.' })),
}
export const QuotaAnswer = Type.Object(
  {
    ...held,
    resource: Type.String(),
    limit: Type.Number(),
    unit: Type.Optional(Type.String()),
    enforcement: Type.String(),
    ...counts,
    ...by,
  },
  { $id: 'Quota' },
)
export const BudgetAnswer = Type.Object(
  {
    ...held,
    currency: Type.String(),
    amount: Type.Number(),
    enforce: Type.Boolean(),
    ...counts,
    ...by,
  },
  { $id: 'Budget' },
)

const common = {
  team: 'team-shop',
  environment: every,
  used: 2,
  contacts: ['email:lead@example.com'],
  alerts: [80, 100],
  updated_by: 'olga',
  updated_at: '2026-01-31T12:00:00.000Z',
}
export const quotaExample = {
  ...common,
  resource: 'item:vm',
  limit: 5,
  enforcement: 'hard',
  note: 'Ask platform@example.com',
}
export const budgetExample = { ...common, currency: 'EUR', amount: 5_000, enforce: false }

/** Whether a rule is a budget. */
export function isBudget({ resource }: { resource: string }): boolean {
  return currencyOf(resource) !== undefined
}

type Shown = QuotaView & { used: number; reserved?: number }

/** A rule as the API gives it. */
export function quotaView(rule: QuotaView | TeamQuota) {
  const shown = shownOf(rule)
  const { most, enforce, unit, resource } = shown
  return {
    ...basisOf(shown),
    resource,
    limit: most,
    ...(unit !== undefined && { unit }),
    enforcement: enforce,
  }
}

/** A budget as the API gives it. */
export function budgetView(rule: QuotaView | TeamQuota) {
  const shown = shownOf(rule)
  const { most, enforce, resource } = shown
  return {
    ...basisOf(shown),
    currency: currencyOf(resource) ?? '',
    amount: most,
    enforce: enforce === 'hard',
  }
}

function shownOf(rule: QuotaView | TeamQuota): Shown {
  if ('reserved' in rule) return { ...rule, used: rule.used + rule.reserved }
  return { ...rule, used: rule.taken }
}

function basisOf(shown: Shown) {
  const { team, environment, used, reserved, note, contacts, alerts, updatedBy, updatedAt } = shown
  return {
    team,
    environment,
    used,
    ...(reserved !== undefined && { reserved }),
    ...(note !== undefined && { note }),
    contacts,
    alerts,
    updated_by: updatedBy,
    updated_at: updatedAt.toISOString(),
  }
}

/** Who has something of a quota. */
export function holderView({ since, ...holder }: QuotaHolder) {
  return { ...holder, since: since.toISOString() }
}

/** What an order means to a rule, as the plan shows it. */
export function effectView(effect: QuotaEffect & { text: string }) {
  const { most, enforce, taken, ...rest } = effect
  return { ...rest, limit: most, enforcement: enforce, used: taken }
}
