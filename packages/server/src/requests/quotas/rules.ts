import { every, type QuotaKey, type QuotaRule } from '@pao/core/governance'
import { type Acting, writeAudit } from '#store/audit-log.ts'
import type { EffectDeps } from './effect.ts'
import { ruleOf } from './known-rules.ts'
import { recount } from './recount.ts'

/** A rule with who is told of it, each `<channel>:<address>`. */
export type Quota = QuotaRule & { contacts: readonly string[] }
export type QuotaView = Quota & {
  updatedBy: string
  updatedAt: Date
  /** Of its own team, or the most any team has. */
  taken: number
}

/** A rule to be set or taken away, and by whom. */
export type QuotaWish = { tenant: string; key: QuotaKey; acting: Acting }

const mostRules = 2_000

/** `team`: only those that speak of it. Budgets are the rules over money. */
export async function listQuotas(
  { db }: Pick<EffectDeps, 'db'>,
  tenant: string,
  { team }: { team?: string | undefined } = {},
): Promise<readonly QuotaView[]> {
  const rows = await db
    .selectFrom('quota_rule as r')
    .select((select) => [
      'r.resource',
      'r.team',
      'r.environment',
      'r.most',
      'r.unit',
      'r.enforce',
      'r.note',
      'r.contacts',
      'r.alerts',
      'r.updated_by',
      'r.updated_at',
      select
        .selectFrom('quota_count as c')
        .select((of) => of.fn.max('c.taken').as('taken'))
        .whereRef('c.tenant', '=', 'r.tenant')
        .whereRef('c.resource', '=', 'r.resource')
        .whereRef('c.environment', '=', 'r.environment')
        .where((where) =>
          where.or([where('r.team', '=', every), where('c.team', '=', where.ref('r.team'))]),
        )
        .as('taken'),
    ])
    .where('r.tenant', '=', tenant)
    .$if(team !== undefined, (query) => query.where('r.team', 'in', [team ?? '', every]))
    .orderBy('r.resource')
    .orderBy('r.team')
    .orderBy('r.environment')
    .limit(mostRules)
    .execute()
  return rows.map(({ contacts, updated_by, updated_at, taken, ...row }) => ({
    ...ruleOf(row),
    contacts,
    updatedBy: updated_by,
    updatedAt: updated_at,
    taken: Number(taken ?? 0),
  }))
}

/**
 * Sets how much may stand. Lowering ends nothing. What stands already is counted before this resolves; what is being
 * ordered in this very moment, within a minute.
 */
export async function setQuota(
  deps: EffectDeps,
  { tenant, key, acting }: QuotaWish,
  { most, unit, enforce, note, alerts, contacts }: Omit<Quota, keyof QuotaKey>,
): Promise<void> {
  const values = {
    most,
    unit: unit ?? null,
    enforce,
    note: note ?? null,
    contacts: [...contacts],
    alerts: [...alerts],
    updated_by: acting.id,
    updated_at: new Date(deps.now()),
  }
  await deps.db.transaction().execute(async (tx) => {
    await tx
      .insertInto('quota_rule')
      .values({ tenant, ...key, ...values })
      .onConflict((row) =>
        row.columns(['tenant', 'resource', 'team', 'environment']).doUpdateSet(values),
      )
      .execute()
    const detail = { most, enforce, ...(unit !== undefined && { unit }), alerts }
    await writeAudit(tx, { ...noteOf({ tenant, key, acting }, 'set'), detail })
  })
  deps.quotas.forget()
  await recount(deps, tenant)
}

/** Takes a rule away. False when there is none. */
export async function removeQuota(deps: EffectDeps, wish: QuotaWish): Promise<boolean> {
  const { tenant, key } = wish
  const gone = await deps.db.transaction().execute(async (tx) => {
    const { numDeletedRows } = await tx
      .deleteFrom('quota_rule')
      .where('tenant', '=', tenant)
      .where('resource', '=', key.resource)
      .where('team', '=', key.team)
      .where('environment', '=', key.environment)
      .executeTakeFirst()
    if (numDeletedRows > 0n) await writeAudit(tx, noteOf(wish, 'removed'))
    return numDeletedRows > 0n
  })
  deps.quotas.forget()
  return gone
}

function noteOf({ tenant, key, acting }: QuotaWish, what: 'set' | 'removed') {
  const id = `${key.team}/${key.environment}/${key.resource}`
  return { tenant, by: acting, action: `quota.${what}`, on: { type: 'quota', id } }
}
