import type { RunEvent } from '@pao/core/engine'
import { begin, type Change, happen } from '../../src/requests/change.ts'
import type { RequestKey } from '../../src/requests/held.ts'
import { formFor, saveForms, saveValues } from '../../src/requests/save.ts'
import { isPlain, saveSet } from '../../src/requests/save-together.ts'
import { runStatement } from '../../src/store/db.ts'
import type { Ground } from './grounds.ts'
import type { Operation } from './people.ts'
import type { ActionRow } from './store-rows.ts'

/** A claim written on what was read `off` changes away from what is there. */
type LateClaim = { key: RequestKey; action: ActionRow; off: number }

/** One by the statement of its own form; several requests' by one statement, as far as they are plain. */
export function lateClaims(claims: readonly LateClaim[]): Operation {
  const distinct = [...new Map(claims.map((claim) => [claim.key.id, claim])).values()]
  return {
    kind: distinct.length > 1 ? 'stale set' : 'stale',
    act: async (ground) => {
      const changes: Change[] = []
      for (const claim of distinct) changes.push(...(await changeOf(ground, claim)))
      return changes.length > 1 ? together(ground, changes) : alone(ground, changes)
    },
  }
}

async function changeOf(
  { requests: { shelf, db, now } }: Ground,
  { key, action: { action_id: action, fence: last }, off }: LateClaim,
): Promise<Change[]> {
  const event: RunEvent = { type: 'action_claimed', action, fence: last + 1, worker: 'other' }
  const taken = await shelf.take(db, key, true)
  if (!taken) return []
  const change = begin({ ...taken.held, seq: taken.held.seq + off }, now())
  if (!happen(change, { event, actor: 'worker:other' }, () => 0.5)) return []
  shelf.forget(key)
  return [change]
}

async function alone({ requests: { db }, insert }: Ground, changes: readonly Change[]) {
  const [change] = changes
  if (!change) return 'unfit'
  const statement = saveForms(insert)(formFor(change, false))
  return runStatement(db, statement, saveValues(change, insert, false))
}

async function together({ requests: { db } }: Ground, changes: readonly Change[]) {
  const plain = changes.filter(isPlain)
  const tenant = plain[0]?.held.key.tenant
  if (tenant === undefined) return 'none plain'
  return saveSet(db, tenant, plain)
}
