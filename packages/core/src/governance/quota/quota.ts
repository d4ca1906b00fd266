import type { Demand } from '../../catalog/demand.ts'

/** Stands for every team, or for all environments together. */
export const every = '*'

/**
 * What becomes of an order that takes more than is left: `hard` refuses it, `approval` lets it through once people agree,
 * `soft` lets it through, marked and told.
 */
export const enforcements = ['hard', 'approval', 'soft'] as const
export type Enforcement = (typeof enforcements)[number]

/** Of which counter a rule speaks. A team `*` = each team for itself; an environment `*` = all of them together. */
export type QuotaKey = { team: string; environment: string; resource: string }

/** How much of something may stand at once. A budget is one over `cost:<currency>`, each month. */
export type QuotaRule = QuotaKey & {
  most: number
  unit?: string
  enforce: Enforcement
  /** Who may raise it, or anything else for those whom it stops. */
  note?: string
  /** Percent of `most` at which it is told. */
  alerts: readonly number[]
}

/** Amounts reserved or standing, by counter. */
export type Taken = (key: QuotaKey) => number

/** What an order means to one rule. */
export type QuotaEffect = {
  /** Whose counter; never `*`. */
  team: string
  /** `*` = all together. */
  environment: string
  resource: string
  most: number
  unit?: string
  enforce: Enforcement
  note?: string
  /** Before the order. */
  taken: number
  /** What the order adds. */
  adds: number
  /** More than is left. */
  exceeded: boolean
  /** And so it is refused. */
  refused: boolean
}

const costs = 'cost:'

/** The name a budget's money is counted by. */
export function costResource(currency: string): string {
  return `${costs}${currency}`
}

/** The currency of what a budget counts; undefined for everything that is not money. */
export function currencyOf(resource: string): string | undefined {
  return resource.startsWith(costs) ? resource.slice(costs.length) : undefined
}

/**
 * The rules an order meets: those of its own team, and those of every team for whatever its team has no rule of its own.
 * Rules for its environment and rules for all of them both hold.
 */
export function rulesFor<R extends QuotaKey>(
  rules: readonly R[],
  { team, demand }: { team: string; demand: Pick<Demand, 'environment' | 'resource'> },
): readonly R[] {
  const near = rules.filter(
    (rule) =>
      rule.resource === demand.resource &&
      [demand.environment, every].includes(rule.environment) &&
      [team, every].includes(rule.team),
  )
  return near.filter(
    (rule) =>
      rule.team === team ||
      !near.some((other) => other.team === team && other.environment === rule.environment),
  )
}

/** One demand for each counter, in a fixed order; those of the same counter added up. */
export function added(demands: readonly Demand[]): readonly Demand[] {
  const sums = new Map<string, Demand>()
  for (const demand of demands) {
    const name = `${demand.resource} ${demand.environment} ${demand.required}`
    const known = sums.get(name)
    sums.set(name, known ? { ...known, amount: rounded(known.amount + demand.amount) } : demand)
  }
  return [...sums.values()].toSorted((a, b) => (a.resource < b.resource ? -1 : 1))
}

/** `holds`: what is there already of what the order changes; only more than that is added. */
export type Asked = { team: string; demands: readonly Demand[]; holds?: Taken }

/** What demands of a team mean to the rules, given what is taken already. Demands of nothing meet no rule. */
export function effectsOf(
  rules: readonly QuotaRule[],
  { team, demands, holds = () => 0 }: Asked,
  taken: Taken,
): readonly QuotaEffect[] {
  const met = new Map<QuotaRule, { adds: number; required: number }>()
  for (const demand of added(demands))
    for (const rule of demand.amount > 0 ? rulesFor(rules, { team, demand }) : []) {
      const { adds, required } = met.get(rule) ?? { adds: 0, required: 0 }
      met.set(rule, {
        adds: rounded(adds + demand.amount),
        required: rounded(required + (demand.required ? demand.amount : 0)),
      })
    }
  return [...met].map(([rule, { adds, required }]) => {
    const has = holds({ ...rule, team })
    const more = (amount: number): number => Math.max(0, rounded(amount - has))
    return effectOf(rule, { adds: more(adds), required: more(required), team }, taken)
  })
}

type Sum = { team: string; adds: number; required: number }

function effectOf(rule: QuotaRule, { team, adds, required }: Sum, taken: Taken): QuotaEffect {
  const { environment, resource, most, unit, enforce, note } = rule
  const before = taken({ team, environment, resource })
  return {
    team,
    environment,
    resource,
    most,
    ...(unit !== undefined && { unit }),
    enforce,
    ...(note !== undefined && { note }),
    taken: before,
    adds,
    exceeded: rounded(before + adds) > most,
    refused: enforce === 'hard' && required > 0 && rounded(before + required) > most,
  }
}

/** The highest threshold reached, in percent; undefined = none yet. Nothing allowed and nothing taken reaches none. */
export function reached(
  { most, alerts }: Pick<QuotaRule, 'most' | 'alerts'>,
  taken: number,
): number | undefined {
  if (taken <= 0) return undefined
  const over = alerts.filter((percent) => taken >= (most * percent) / 100)
  return over.length === 0 ? undefined : Math.max(...over)
}

/** Sums of decimals without the dust of floating point: six places are kept. */
export function rounded(amount: number): number {
  return Math.round(amount * 1e6) / 1e6
}
