import type { Assignment, Outputs } from '@pao/connectors'
import { type Instant, Problem } from '@pao/core'
import type { ActionRun } from '@pao/core/engine'
import { sql } from 'kysely'
import { type Static, Type } from 'typebox'
import { Check } from 'typebox/value'
import { namesOf } from '#identity/names.ts'
import { hasRole, type Principal } from '#identity/principal.ts'
import {
  isGivenTo,
  isRestricted,
  mayDoTask,
  mayRead,
  ownedBy,
  relationsOf,
  seesValues,
} from './access.ts'
import type { Advanced, Choose } from './advance.ts'
import { texts } from './approvals/people.ts'
import { actionOf, plannedOf } from './change.ts'
import type { Requests } from './deps.ts'
import type { Held, RequestKey } from './held.ts'
import { openedMemo } from './memo.ts'
import { tellNews } from './talk/news-hints.ts'
import { hidden } from './redact.ts'

export type TaskDeps = Pick<Requests, 'db' | 'shelf' | 'cipher' | 'now'>

/** Tasks a list shows: `mine` are given to one, `open` are all that one may say something of. */
export type TaskFilter = 'mine' | 'open'

/** Work that waits for a person. Times in milliseconds since 1970. */
export type TaskView = {
  id: string
  request: {
    id: string
    item: { id: string; name: string; version: string }
    requester: { email: string; name?: string }
    environment: string | null
  }
  action: { id: string; name: string }
  title: string
  instructions: string
  assignees: readonly string[]
  team: string | null
  /** Values that are to be entered. */
  asked: readonly AskedValue[]
  askedAt: Instant
  mine: boolean
  /** Who has said that they do it; null = nobody. */
  claimed: { by: string; at: Instant } | null
  /** The team that owns the item. */
  ownerTeam: string
}

export type AskedValue = {
  name: string
  type?: string
  required?: boolean
  /** A secret: it is not shown again. */
  sensitive?: boolean
  label?: string
  description?: string
}

/** What of a waiting task's memo is for others than its connector. */
const Remembered = Type.Object({
  title: Type.Optional(Type.String()),
  instructions: Type.Optional(Type.String()),
  assignees: Type.Optional(Type.Array(Type.String())),
  team: Type.Optional(Type.String()),
  asked: Type.Optional(
    Type.Array(
      Type.Object({
        name: Type.String(),
        type: Type.Optional(Type.String()),
        required: Type.Optional(Type.Boolean()),
        sensitive: Type.Optional(Type.Boolean()),
        label: Type.Optional(Type.String()),
        description: Type.Optional(Type.String()),
      }),
    ),
  ),
})

/** Lets a wait for a person begin, and writes with it, in the same transaction, whom the work is given to. */
export async function advanceTask(
  deps: Pick<Requests, 'db' | 'advance' | 'now' | 'signal'>,
  { key, action, task }: { key: RequestKey; action: string; task: Assignment },
  choose: Choose,
): Promise<Advanced> {
  const { announce, ...advanced } = await deps.db.transaction().execute(async (tx) => {
    const done = await deps.advance.within(tx, key, choose)
    if (!done.happened) return done
    const state = { asked_at: new Date(deps.now()), assigned: [...tokensOf(task)] }
    await tx
      .insertInto('manual_task')
      .values({ tenant: key.tenant, request_id: key.id, action_id: action, ...state })
      .onConflict((conflict) =>
        conflict.columns(['tenant', 'request_id', 'action_id']).doUpdateSet(state),
      )
      .execute()
    return done
  })
  announce()
  if (advanced.happened) tellTask(deps, key.tenant, { task, ...advanced.held.fixed })
  return advanced
}

/** Has those look again whom a task is given to; the team that owns the item has what is given to nobody. */
export function tellTask(
  deps: Pick<Requests, 'signal'>,
  tenant: string,
  { task, ownerTeam }: { task: Assignment; ownerTeam: string },
): void {
  const given = tokensOf(task)
  tellNews(deps, tenant, given.size > 0 ? [...given] : [`group:${ownerTeam}`])
}

function tokensOf({ assignees, team }: Assignment): ReadonlySet<string> {
  const all = [
    ...assignees.map((name) => `user:${name}`),
    ...(team === undefined ? [] : [`group:${team}`]),
  ]
  return new Set(all.map((token) => token.toLowerCase()))
}

/**
 * The one gate to a task: who may say that it is done. Whoever may neither read the request nor do the task learns
 * nothing (`request.not_found`); who may only read it is told so (`auth.forbidden`).
 */
export function checkTask(
  { cipher }: Pick<Requests, 'cipher'>,
  principal: Principal,
  { held, action }: { held: Held; action: string },
): void {
  const owned = ownedBy(held)
  const found = actionOf(held.run, action)
  const task = assignmentIn(isTask(found) ? openedMemo(cipher, found.memo) : {})
  const may = !held.deleted && mayDoTask(principal, owned, task)
  if (may) return
  const code = held.deleted || !mayRead(principal, owned) ? 'request.not_found' : 'auth.forbidden'
  throw new Problem(code, { request: held.key.id })
}

function isTask(action: ActionRun | undefined): action is ActionRun {
  return action?.state === 'waiting' && action.waitingFor === 'person'
}

function assignmentIn(memo: Outputs): Assignment {
  if (!Check(Remembered, memo)) return { assignees: [] }
  const { assignees = [], team } = memo
  return { assignees, ...(team !== undefined && { team }) }
}

/** Tasks by the filter that wait now, those asked first first, at most `limit`. */
export async function listTasks(
  deps: TaskDeps,
  principal: Principal,
  { filter, limit }: { filter: TaskFilter; limit: number },
): Promise<readonly TaskView[]> {
  const rows = await deps.db
    .selectFrom('manual_task as t')
    .innerJoin('action as a', (join) =>
      join
        .onRef('a.tenant', '=', 't.tenant')
        .onRef('a.request_id', '=', 't.request_id')
        .onRef('a.action_id', '=', 't.action_id'),
    )
    .innerJoin('request as r', (join) =>
      join.onRef('r.tenant', '=', 't.tenant').onRef('r.id', '=', 't.request_id'),
    )
    .select(columns)
    .where('t.tenant', '=', principal.tenant)
    .where('a.state', '=', 'waiting')
    .where('r.deleted_at', 'is', null)
    .where(reachOf(principal, filter))
    .orderBy('t.asked_at')
    .limit(limit)
    .execute()
  const views = await Promise.all(rows.map((row) => viewOf(deps, principal, row)))
  return views.flatMap((view) => (view && (filter === 'open' || view.mine) ? [view] : []))
}

/** The same rules as `isGivenTo` and `mayDoTask`, as the database understands them. */
function reachOf(principal: Principal, filter: TaskFilter) {
  const seesAll = filter === 'open' && hasRole(principal, ['operator'])
  const teams = hasRole(principal, ['platform-team']) ? principal.teams : []
  const tokens = [
    ...namesOf(principal).names.map((name) => `user:${name}`),
    ...principal.teams.map((team) => `group:${team}`),
  ].map((token) => token.toLowerCase())
  const isOwned = sql`r.owner_team = any(${texts(teams)})`
  const owned = filter === 'open' ? isOwned : sql`${isOwned} and t.assigned = '{}'`
  return sql<boolean>`(${seesAll} or t.assigned && ${texts(tokens)} or (${owned}))`
}

const columns = [
  't.request_id',
  't.action_id',
  't.asked_at',
  't.claimed_by',
  't.claimed_at',
] as const

type TaskRow = {
  request_id: string
  action_id: string
  asked_at: Date
  claimed_by: string | null
  claimed_at: Date | null
}

/** One task by its id; undefined = it does not wait, or the principal may not say that it is done. */
export async function oneTask(
  deps: TaskDeps,
  principal: Principal,
  id: string,
): Promise<TaskView | undefined> {
  const [, request, action] = /^([0-9a-f-]{36})[.](.{1,100})$/.exec(id) ?? []
  if (request === undefined || action === undefined) return undefined
  const row = await deps.db
    .selectFrom('manual_task as t')
    .select(columns)
    .where('t.tenant', '=', principal.tenant)
    .where('t.request_id', '=', request)
    .where('t.action_id', '=', action)
    .executeTakeFirst()
  return row && viewOf(deps, principal, row, mayDoTask)
}

/** Undefined for what went on meanwhile, and for whom `may` refuses. */
async function viewOf(
  deps: TaskDeps,
  principal: Principal,
  row: TaskRow,
  may: typeof mayDoTask = () => true,
): Promise<TaskView | undefined> {
  const waiting = await waitingOf(deps, principal.tenant, row)
  if (!waiting) return undefined
  const { held, memo } = waiting
  const { request_id: id, action_id: action } = row
  const task = assignmentIn(memo)
  if (!may(principal, ownedBy(held), task)) return undefined
  const named = plannedOf(held.fixed.plan, action)?.name ?? action
  const mine = isGivenTo(principal, ownedBy(held), task)
  // Who does the work reads what it is about; who only oversees reads that there is some.
  const sees = mine || seesValues(relationsOf(principal, ownedBy(held)), isRestricted(held))
  return {
    id: `${id}.${action}`,
    request: requestIn(held),
    action: { id: action, name: named },
    ...(sees
      ? wordsOf(memo, named)
      : { ...wordsOf(memo, named), title: named, instructions: hidden }),
    assignees: task.assignees,
    team: task.team ?? null,
    askedAt: new Date(row.asked_at).getTime(),
    claimed: claimIn(row),
    ownerTeam: held.fixed.ownerTeam,
    mine,
  }
}

type Waiting = { held: Held; memo: Static<typeof Remembered> }

async function waitingOf(
  { db, shelf, cipher }: TaskDeps,
  tenant: string,
  { request_id: id, action_id: action }: TaskRow,
): Promise<Waiting | undefined> {
  const held = (await shelf.take(db, { tenant, id }, true))?.held
  const found = held && !held.deleted ? actionOf(held.run, action) : undefined
  if (!held || !isTask(found)) return undefined
  const memo = openedMemo(cipher, found.memo)
  return Check(Remembered, memo) ? { held, memo } : undefined
}

function claimIn({ claimed_by: by, claimed_at: at }: TaskRow): TaskView['claimed'] {
  return by === null || at === null ? null : { by, at: at.getTime() }
}

function wordsOf(
  { title, instructions = '', asked = [] }: Static<typeof Remembered>,
  named: string,
): Pick<TaskView, 'title' | 'instructions' | 'asked'> {
  return { title: title ?? named, instructions, asked }
}

function requestIn({ key, fixed }: Held): TaskView['request'] {
  const { email, name } = fixed.requester
  return {
    id: key.id,
    item: { id: fixed.itemId, name: fixed.itemName, version: fixed.itemVersion },
    requester: { email, ...(name !== undefined && { name }) },
    environment: fixed.environment,
  }
}
