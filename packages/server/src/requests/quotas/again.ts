import { isDuplicate } from '#store/db.ts'
import { standingOf } from '../children.ts'
import type { Requests } from '../deps.ts'
import type { RequestKey } from '../held.ts'
import { demandsOf, type EffectDeps, teamNamed, teamOf } from './effect.ts'
import { reserving } from './reserve.ts'

export type AgainDeps = EffectDeps & Pick<Requests, 'shelf' | 'definition'>

/**
 * Takes again what a failed request gave back, before it goes on. Does nothing when it still has it, or there is nothing to
 * take. Throws `quota.exceeded` and `budget.exceeded`. If it does not go on within half a minute, all is given back.
 */
export async function reserveAgain(deps: AgainDeps, key: RequestKey): Promise<void> {
  const rules = await deps.quotas.current(key.tenant)
  if (rules.length === 0) return
  const taken = await deps.shelf.take(deps.db, key, true)
  if (taken?.held.run.state !== 'failed' || (await hasSome(deps, key))) return
  const { held } = taken
  const document = await deps.definition(key.tenant, held.fixed.definitionHash)
  if (!document) return
  const { requester, environment, plan } = held.fixed
  const { teams } = await standingOf(deps, key)
  const order = { document, environment: environment ?? undefined, plan }
  const demands = demandsOf(deps, order, { tenant: key.tenant, rules })
  const orders = [
    {
      request: key.id,
      team: teamOf({ teams, requester, ...teamNamed(plan) }),
      demands,
      isAsked: true,
    },
  ]
  try {
    await reserving(deps.db, { tenant: key.tenant, orders }, (tx) =>
      tx
        .updateTable('quota_use')
        .set({ since: held.seq })
        .where('tenant', '=', key.tenant)
        .where('request_id', '=', key.id)
        .execute(),
    )
  } catch (error) {
    // Somebody else lets it go on in this very moment.
    if (!isDuplicate(error)) throw error
  }
}

async function hasSome({ db }: AgainDeps, { tenant, id }: RequestKey): Promise<boolean> {
  const row = await db
    .selectFrom('quota_use')
    .select('resource')
    .where('tenant', '=', tenant)
    .where('request_id', '=', id)
    .limit(1)
    .executeTakeFirst()
  return row !== undefined
}
