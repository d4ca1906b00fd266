import type { Instant } from '@pao/core'
import type { Plan, Run } from '@pao/core/engine'
import { type Db, runStatement, type Statement, type Tx } from '#store/db.ts'

/** How a request is addressed: ids are unique only within a tenant. */
export type RequestKey = { tenant: string; id: string }

/** Who ordered, as known at submission. */
export type Requester = { id: string; email: string; name?: string }

/** What never changes about a request, unless it goes over to another version of its item. */
export type Fixed = {
  itemId: string
  itemName: string
  itemVersion: string
  ownerTeam: string
  definitionHash: string
  requester: Requester
  environment: string | null
  correlationId: string
  fields: Readonly<Record<string, unknown>>
  sealedFields: Buffer | null
  plan: Plan
  /** How often the plan was changed; 0 = it runs as it was ordered. */
  planChanges: number
  /** What it was ordered as; set once it runs as another version. */
  ordered?: Version
  createdAt: Instant
  /** The action of another request that ordered this one. */
  parent?: Parent
}

/** A version of an item: its number and the content hash of its document. */
export type Version = { version: string; hash: string }
/** Which action of which request ordered another one; its generation is part of the effect's key. */
export type Parent = { id: string; action: string; generation: number }

/** A request as last seen; a write succeeds only if `seq` is still the newest. */
export type Held = {
  key: RequestKey
  fixed: Fixed
  seq: number
  run: Run
  /** Its owner took it off the lists: nobody reads or moves it any more. */
  deleted: boolean
}

/** Requests seen lately. What is fixed is right until the plan is changed; run and seq are right only if seq still is. */
export type Shelf = {
  /** From memory when `fresh` is false and it is there, else from the database. */
  take(db: Db | Tx, key: RequestKey, fresh: boolean): Promise<Taken | undefined>
  keep(held: Held): void
  forget(key: RequestKey): void
  /** Forgets all, where what is fixed was changed without a word. */
  clear(): void
}

export type Taken = { held: Held; remembered: boolean }

type Row = {
  item_id: string
  item_name: string
  item_version: string
  owner_team: string
  definition_hash: string
  requester: Requester
  environment: string | null
  correlation_id: string
  fields: Record<string, unknown>
  sealed_fields: Buffer | null
  /** Without its actions where they stand in a set. */
  plan: Plan
  actions: Plan['actions'] | null
  plan_changes: number
  ordered_as: Version | null
  created_at: Date
  parent_id: string | null
  parent_action: string | null
  parent_generation: number | null
  seq: number
  run: Run
  deleted: boolean
}

const readAll: Statement = {
  name: 'request_all',
  text: `select item_id, item_name, item_version, owner_team, definition_hash, requester, environment,
      correlation_id, fields, sealed_fields, plan, s.actions, plan_changes, ordered_as, created_at, parent_id, parent_action,
      parent_generation, seq, run, deleted_at is not null as deleted
    from request r left join action_set s on s.tenant = r.tenant and s.hash = r.action_set_hash
    where r.tenant = $1 and r.id = $2`,
}
const readRun: Statement = {
  name: 'request_run',
  text: `select seq, run, plan_changes, deleted_at is not null as deleted
    from request where tenant = $1 and id = $2`,
}

/** A shelf for at most `room` requests; the one longest unused goes first. */
export function createShelf(room = 1_000): Shelf {
  const seen = new Map<string, Held>()
  const keep = (held: Held): void => {
    const name = nameOf(held.key)
    seen.delete(name)
    seen.set(name, held)
    for (const oldest of seen.keys()) {
      if (seen.size <= room) break
      seen.delete(oldest)
    }
  }
  return {
    keep,
    forget: (key) => void seen.delete(nameOf(key)),
    clear: () => seen.clear(),
    async take(db, key, fresh) {
      const known = seen.get(nameOf(key))
      if (known && !fresh) return { held: known, remembered: true }
      const held = await read(db, key, known)
      return held && { held, remembered: false }
    },
  }
}

function nameOf({ tenant, id }: RequestKey): string {
  return `${tenant} ${id}`
}

/** Reads a request; what is fixed is not read again when it is known and the plan is still that. */
async function read(db: Db | Tx, key: RequestKey, known?: Held): Promise<Held | undefined> {
  if (known) {
    const rows = await runStatement<Pick<Row, 'seq' | 'run' | 'plan_changes' | 'deleted'>>(
      db,
      readRun,
      [key.tenant, key.id],
    )
    const [row] = rows
    if (!row) return undefined
    const { plan_changes: changes, ...rest } = row
    if (changes === known.fixed.planChanges) return { ...known, ...rest }
  }
  const rows = await runStatement<Row>(db, readAll, [key.tenant, key.id])
  const [row] = rows
  return row && { key, fixed: fixedOf(row), seq: row.seq, run: row.run, deleted: row.deleted }
}

function fixedOf(row: Row): Fixed {
  return {
    itemId: row.item_id,
    itemName: row.item_name,
    itemVersion: row.item_version,
    ownerTeam: row.owner_team,
    definitionHash: row.definition_hash,
    requester: row.requester,
    environment: row.environment,
    correlationId: row.correlation_id,
    fields: row.fields,
    sealedFields: row.sealed_fields,
    plan: row.actions ? { ...row.plan, actions: row.actions } : row.plan,
    planChanges: row.plan_changes,
    ...(row.ordered_as && {
      ordered: { version: row.ordered_as.version, hash: row.ordered_as.hash },
    }),
    createdAt: row.created_at.getTime(),
    ...parentOf(row),
  }
}

function parentOf({ parent_id: id, parent_action: action, parent_generation }: Row): {
  parent?: Parent
} {
  if (id === null || action === null) return {}
  return { parent: { id, action, generation: parent_generation ?? -1 } }
}
