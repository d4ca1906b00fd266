import type { Assignment, Outputs } from '@pao/connectors'
import { type Instant, Problem } from '@pao/core'
import type { ActionRun } from '@pao/core/engine'
import { sql } from 'kysely'
import { type Static, Type } from 'typebox'
import { Check } from 'typebox/value'
import { namesOf } from '#identity/names.ts'
import { hasRole, type Principal } from '#identity/principal.ts'
import { isGivenTo, mayDoTask, mayRead, type Owned } from './access.ts'
import type { Advanced, Choose } from './advance.ts'
import { texts } from './approvals/people.ts'
import { actionOf, plannedOf } from './change.ts'
import type { Requests } from './deps.ts'
import type { Held, RequestKey } from './held.ts'
import { openedMemo } from './memo.ts'

type TaskDeps = Pick<Requests, 'db' | 'shelf' | 'cipher' | 'now'>

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
}

export type AskedValue = {
  name: string
  type?: string
  required?: boolean
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
        label: Type.Optional(Type.String()),
        description: Type.Optional(Type.String()),
      }),
    ),
  ),
})

/** Lets a wait for a person begin, and writes with it, in the same transaction, whom the work is given to. */
export async function advanceTask(
  deps: Pick<Requests, 'db' | 'advance' | 'now'>,
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
  return advanced
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
  const owned = ownedOf(held)
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

function ownedOf({ key, fixed }: Held): Owned {
  return { tenant: key.tenant, requesterId: fixed.requester.id, ownerTeam: fixed.ownerTeam }
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
    .select(['t.request_id', 't.action_id', 't.asked_at'])
    .where('t.tenant', '=', principal.tenant)
    .where('a.state', '=', 'waiting')
    .where('r.deleted_at', 'is', null)
    .where(reachOf(principal, filter))
    .orderBy('t.asked_at')
    .limit(limit)
    .execute()
  const views = await Promise.all(
    rows.map((row) =>
      viewOf(deps, principal, { ...row, askedAt: new Date(row.asked_at).getTime() }),
    ),
  )
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

type TaskRow = { request_id: string; action_id: string; askedAt: Instant }

/** Undefined for what went on meanwhile. */
async function viewOf(
  { db, shelf, cipher }: TaskDeps,
  principal: Principal,
  { request_id: id, action_id: action, askedAt }: TaskRow,
): Promise<TaskView | undefined> {
  const held = (await shelf.take(db, { tenant: principal.tenant, id }, true))?.held
  const found = held && actionOf(held.run, action)
  const memo = openedMemo(cipher, found?.memo)
  if (!held || !isTask(found) || !Check(Remembered, memo)) return undefined
  const task = assignmentIn(memo)
  const named = plannedOf(held.fixed.plan, action)?.name ?? action
  return {
    id: `${id}.${action}`,
    request: requestIn(held),
    action: { id: action, name: named },
    ...wordsOf(memo, named),
    assignees: task.assignees,
    team: task.team ?? null,
    askedAt,
    mine: isGivenTo(principal, ownedOf(held), task),
  }
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
