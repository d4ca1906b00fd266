import { type Instant, Problem } from '@pao/core'
import { type Expression, type ExpressionBuilder, type Selectable, sql, type SqlBool } from 'kysely'
import { hasRole, type Principal } from '#identity/principal.ts'
import type { Db, Tx } from '#store/db.ts'
import { type Answer, fingerprint, once, recall } from '#store/idempotency.ts'
import type { Tables } from '#store/tables.ts'
import { maySeeAll, relationsOf, seesValues } from './access.ts'
import { callConnector, type CallDeps } from './call.ts'
import { actionOf, plannedOf } from './change.ts'
import type { Wish } from './control.ts'
import type { Requests } from './deps.ts'
import type { Held } from './held.ts'
import type { Page } from './read.ts'
import { withoutValues } from './redact.ts'

/** What may stand outside without anybody looking after it. */
export type Orphan = {
  id: string
  request: string
  item: string
  ownerTeam: string
  action: string
  type: string
  key: string
  /** `failed` or `cancelled`. */
  endedAs: string
  error: unknown
  foundAt: Instant
  resolution: OrphanResolution | null
}

/** `settled` = a later try, or the word on its unknown outcome, made it clear. */
export type OrphanResolution = {
  how: 'adopted' | 'deleted' | 'settled'
  at: Instant
  by: string
  comment: string | null
  reference: string | null
  /** Who deleted it: the connector, or a person who says so. */
  deletedBy: 'connector' | 'person' | null
}

export type OrphanVerdict =
  | { how: 'adopted'; reference?: string; comment: string }
  /** `byHand`: it has been deleted already; the connector is not asked. */
  | { how: 'deleted'; byHand?: boolean; comment: string }

export type OrphanOptions = {
  idempotency?: { key: string; operation: string; answer(resolved: ResolvedOrphan): Answer }
}

export type ResolvedOrphan = { orphan: Orphan; replay?: Answer }

type Row = Selectable<Tables['orphan']>

/** Longest a connector may take to delete one, in milliseconds. */
const longestDeletionMs = 30_000

/** By time of their request, newest first; a team sees what its items left, operators and auditors all. */
export async function listOrphans(
  { db }: Pick<Requests, 'db'>,
  principal: Principal,
  asked: { state: 'open' | 'resolved'; after?: string; limit: number },
): Promise<Page<Orphan>> {
  const { state, after, limit } = asked
  const rows = await db
    .selectFrom('orphan')
    .selectAll()
    .where('tenant', '=', principal.tenant)
    .where('resolved_at', state === 'open' ? 'is' : 'is not', null)
    .where((where) => visibleTo(where, principal))
    .$if(after !== undefined, (query) => query.where('id', '<', after ?? ''))
    .orderBy('id', 'desc')
    .limit(limit + 1)
    .execute()
  const found = rows.slice(0, limit).map(orphanOf)
  const items = await shownTo(db, principal, found)
  const last = items.at(-1)
  return { items, ...(rows.length > limit && last && { next: last.id }) }
}

/** What other systems said repeats what they were given: of restricted data it is for the item's team alone. */
async function shownTo(
  db: Db | Tx,
  principal: Principal,
  found: readonly Orphan[],
): Promise<readonly Orphan[]> {
  const { tenant } = principal
  const restricted = await restrictedAmong(db, tenant, found)
  return found.map((one) => {
    const relations = relationsOf(principal, { tenant, requesterId: '', ownerTeam: one.ownerTeam })
    return seesValues(relations, restricted.has(one.request)) ? one : withoutValues(one)
  })
}

async function restrictedAmong(
  db: Db | Tx,
  tenant: string,
  found: readonly Orphan[],
): Promise<ReadonlySet<string>> {
  if (found.length === 0) return new Set()
  const rows = await db
    .selectFrom('request')
    .select('id')
    .where('tenant', '=', tenant)
    .where('id', '=', sql<string>`any(${found.map(({ request }) => request)}::uuid[])`)
    .where(sql<boolean>`plan ->> 'restricted' = 'true'`)
    .execute()
  return new Set(rows.map(({ id }) => id))
}

/** How many wait for somebody, in all tenants. */
export async function countOrphans({ db }: Pick<Requests, 'db'>): Promise<number> {
  const { open } = await db
    .selectFrom('orphan')
    .select((select) => select.fn.countAll<string>().as('open'))
    .where('resolved_at', 'is', null)
    .executeTakeFirstOrThrow()
  return Number(open)
}

type ResolveDeps = CallDeps & Pick<Requests, 'shelf'>

/**
 * Somebody looks after it from now on, or it is deleted: by its connector where that finds it by the key, else
 * by the person who says so. Throws `orphan.not_found`, `orphan.resolved`, `orphan.not_deleted`.
 */
export async function resolveOrphan(
  deps: ResolveDeps,
  wish: Wish<OrphanVerdict>,
  { idempotency }: OrphanOptions = {},
): Promise<ResolvedOrphan> {
  const { principal, id, body } = wish
  const { tenant } = principal
  const print = fingerprint({ id, body })
  const scope = idempotency && {
    tenant,
    principal: principal.id,
    operation: idempotency.operation,
    key: idempotency.key,
  }
  const found = await find(deps.db, principal, id)
  const known = scope && (await recall(deps.db, scope, print))
  if (known) return { orphan: orphanOf(found), replay: known }
  if (found.resolved_at) throw new Problem('orphan.resolved', { orphan: id })
  const deletedBy = body.how === 'deleted' ? await deleted(deps, found, body) : undefined
  const write = async (db: Db | Tx): Promise<Orphan> => {
    const settled = await settle(db, found, {
      wish,
      at: deps.now(),
      ...(deletedBy && { deletedBy }),
    })
    const [shown = settled] = await shownTo(db, principal, [settled])
    return shown
  }
  if (!scope || !idempotency) return { orphan: await write(deps.db) }
  let orphan = orphanOf(found)
  const { answer, replayed } = await once(deps.db, scope, print, async (tx) => {
    orphan = await write(tx)
    return idempotency.answer({ orphan })
  })
  return { orphan, ...(replayed && { replay: answer }) }
}

async function find(db: Db, principal: Principal, id: string): Promise<Row> {
  const row = await db
    .selectFrom('orphan')
    .selectAll()
    .where('tenant', '=', principal.tenant)
    .where('id', '=', id)
    .where((where) => visibleTo(where, principal))
    .executeTakeFirst()
  if (!row) throw new Problem('orphan.not_found', { orphan: id })
  if (!mayResolve(principal, row)) throw new Problem('auth.forbidden', { orphan: id })
  return row
}

function mayResolve(principal: Principal, { owner_team: team }: Row): boolean {
  return hasRole(principal, ['operator']) || teamsOf(principal).includes(team)
}

function teamsOf(principal: Principal): readonly string[] {
  return hasRole(principal, ['platform-team']) ? principal.teams : []
}

function visibleTo(
  where: ExpressionBuilder<Tables, 'orphan'>,
  principal: Principal,
): Expression<SqlBool> {
  const teams = [...teamsOf(principal)]
  if (maySeeAll(principal)) return where.lit(true)
  return teams.length > 0 ? where('owner_team', 'in', teams) : where.lit(false)
}

type Deleting = Extract<OrphanVerdict, { how: 'deleted' }>

/** Only a connector that searches by key finds what nobody has outputs of; all others are left to people. */
async function deleted(
  deps: ResolveDeps,
  row: Row,
  { byHand }: Deleting,
): Promise<'connector' | 'person'> {
  const held = byHand ? undefined : await heldThen(deps, row)
  if (!held || !canFind(deps, held, row)) return 'person'
  const signal = AbortSignal.timeout(longestDeletionMs)
  const entering = { action: row.action_id, entry: 'compensate' as const, signal }
  const { outcome } = await callConnector(deps, held, entering)
  if (outcome?.kind === 'succeeded') return 'connector'
  const message = outcome?.kind === 'failed' ? outcome.message : undefined
  const detail = message ?? 'The remote system did not delete it in time'
  throw new Problem('orphan.not_deleted', { orphan: row.id, detail })
}

function canFind({ connectors }: ResolveDeps, { fixed }: Held, row: Row): boolean {
  const planned = plannedOf(fixed.plan, row.action_id)
  return planned?.repeat === 'search' && connectors.get(planned.type)?.compensate !== undefined
}

/** The request with the action as it was in that generation: the key is made from it. */
async function heldThen({ shelf, db }: ResolveDeps, row: Row): Promise<Held | undefined> {
  const taken = await shelf.take(db, { tenant: row.tenant, id: row.request_id }, true)
  const action = taken && actionOf(taken.held.run, row.action_id)
  if (!taken || !action) return undefined
  const { generation } = row
  const { outputs: _, deadlineAt: __, ...rest } = action
  const actions = { ...taken.held.run.actions, [row.action_id]: { ...rest, generation } }
  return { ...taken.held, run: { ...taken.held.run, actions } }
}

type Settling = { wish: Wish<OrphanVerdict>; at: Instant; deletedBy?: 'connector' | 'person' }

/** Whoever is first resolves it. */
async function settle(
  db: Db | Tx,
  { tenant, id }: Row,
  { wish, at, deletedBy }: Settling,
): Promise<Orphan> {
  const { body, principal } = wish
  const row = await db
    .updateTable('orphan')
    .set({
      resolution: body.how,
      resolved_at: new Date(at),
      resolved_by: `user:${principal.id}`,
      comment: body.comment,
      deleted_by: deletedBy ?? null,
      reference: body.how === 'adopted' ? (body.reference ?? null) : null,
    })
    .where('tenant', '=', tenant)
    .where('id', '=', id)
    .where('resolved_at', 'is', null)
    .returningAll()
    .executeTakeFirst()
  if (!row) throw new Problem('orphan.resolved', { orphan: id })
  return orphanOf(row)
}

function orphanOf(row: Row): Orphan {
  return {
    id: row.id,
    request: row.request_id,
    item: row.item_id,
    ownerTeam: row.owner_team,
    action: row.action_id,
    type: row.type,
    key: `${row.request_id}/${row.action_id}/${row.generation}`,
    endedAs: row.ended_as,
    error: row.error,
    foundAt: row.found_at.getTime(),
    resolution: resolutionOf(row),
  }
}

function resolutionOf(row: Row): OrphanResolution | null {
  if (row.resolution === null || row.resolved_at === null) return null
  return {
    how: row.resolution as OrphanResolution['how'],
    at: row.resolved_at.getTime(),
    by: row.resolved_by ?? '',
    comment: row.comment,
    reference: row.reference,
    deletedBy: row.deleted_by as OrphanResolution['deletedBy'],
  }
}
