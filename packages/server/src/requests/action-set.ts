import { createHash } from 'node:crypto'
import { canonicalJson } from '@pao/core/catalog'
import type { Plan } from '@pao/core/engine'

/** A plan's actions as they are kept; orders of one document share them. `json` is an array. */
export type ActionSet = { hash: string; json: string }

const sets = new WeakMap<Plan['actions'], ActionSet>()

/**
 * Hash and text of these actions; remembered for as long as the list lives. The keys are sorted: a list that
 * came back from the database, which keeps them in an order of its own, is the same set.
 */
export function actionSetOf(actions: Plan['actions']): ActionSet {
  const known = sets.get(actions)
  if (known) return known
  const json = canonicalJson(actions)
  const made = { hash: createHash('sha256').update(json).digest('hex'), json }
  sets.set(actions, made)
  return made
}

type Owned = ActionSet & { tenant: string }

/** Which sets the database holds for sure, so that they are not sent again. */
export type KnownSets = {
  /** The parameter of `actionSetStatement`: each set that may be missing, once. */
  missing(sets: readonly Owned[]): string
  /** To be called after the commit of a statement that held them. */
  remember(sets: readonly Owned[]): void
}

/** Sets remembered at once; forgetting one only means sending it again. */
const mostKnown = 10_000

/** Remembers the sets this process has written. */
export function knownSets(): KnownSets {
  const known = new Set<string>()
  return {
    missing(owned) {
      const rows = new Map<string, string>()
      for (const { tenant, hash, json } of owned)
        if (!known.has(`${tenant} ${hash}`))
          rows.set(
            `${tenant} ${hash}`,
            `{"tenant":${JSON.stringify(tenant)},"hash":"${hash}","actions":${json}}`,
          )
      return `[${[...rows.values()].join(',')}]`
    },
    remember(owned) {
      if (known.size >= mostKnown) known.clear()
      for (const { tenant, hash } of owned) known.add(`${tenant} ${hash}`)
    },
  }
}

/** A data-modifying CTE that keeps sets; `$n` is the number of its one JSON parameter. */
export function actionSetStatement(n: number): string {
  return `insert into action_set (tenant, hash, actions)
    select x.tenant, x.hash, x.actions
    from jsonb_to_recordset($${n}::text::jsonb) as x (tenant text, hash text, actions jsonb)
    on conflict do nothing`
}
