import type { Instant } from '@pao/core'
import { type Enforcement, enforcements, type QuotaRule } from '@pao/core/governance'
import type { Db } from '#store/db.ts'

/** The rules of every tenant as known to this process, never older than a second. */
export type KnownQuotas = {
  current(tenant: string): Promise<readonly QuotaRule[]>
  forget(): void
}

/** So long an answer of the database is good enough, in milliseconds. */
const goodForMs = 1_000
/** Of all tenants together. */
const mostRules = 20_000

const none: readonly QuotaRule[] = []

/** Reads all rules at once when what is known is too old. */
export function openKnownQuotas({ db, now }: { db: Db; now: () => Instant }): KnownQuotas {
  let known: { at: Instant; rules: Promise<ReadonlyMap<string, readonly QuotaRule[]>> } | undefined
  const forget = (): void => void (known = undefined)
  return {
    forget,
    async current(tenant) {
      if (!known || now() - known.at >= goodForMs) {
        known = { at: now(), rules: readRules(db) }
        known.rules.catch(forget)
      }
      return (await known.rules).get(tenant) ?? none
    },
  }
}

async function readRules(db: Db): Promise<ReadonlyMap<string, readonly QuotaRule[]>> {
  const rows = await db
    .selectFrom('quota_rule')
    .select([
      'tenant',
      'resource',
      'team',
      'environment',
      'most',
      'unit',
      'enforce',
      'note',
      'alerts',
    ])
    .limit(mostRules)
    .execute()
  const tenants = new Map<string, QuotaRule[]>()
  for (const { tenant, ...row } of rows) {
    const rules = tenants.get(tenant) ?? []
    rules.push(ruleOf(row))
    tenants.set(tenant, rules)
  }
  return tenants
}

type Row = {
  resource: string
  team: string
  environment: string
  most: string
  unit: string | null
  enforce: string
  note: string | null
  alerts: number[]
}

/** A row as a rule. What another release writes as enforcement refuses. */
export function ruleOf({ most, unit, note, enforce, ...row }: Row): QuotaRule {
  return {
    ...row,
    most: Number(most),
    enforce: isEnforcement(enforce) ? enforce : 'hard',
    ...(unit !== null && { unit }),
    ...(note !== null && { note }),
  }
}

function isEnforcement(text: string): text is Enforcement {
  return enforcements.some((one) => one === text)
}
