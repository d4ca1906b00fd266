import type { Instant } from '@pao/core'
import { calledIn } from '@pao/core/governance'
import { namesOf } from '#identity/names.ts'
import type { Principal } from '#identity/principal.ts'
import { listApprovals } from '../approvals/inbox.ts'
import type { Requests } from '../deps.ts'
import { listTasks } from '../tasks.ts'
import { tellNews } from './news-hints.ts'

/** Something one may want to know of: an ask or work that waits for one, an end of what one ordered, a word of somebody else. */
export type News = {
  key: string
  kind: 'approval' | 'task' | 'ended' | 'comment' | 'drift'
  at: Instant
  request: string
  item: string
  /** `ended`: how; `drift`: how the resource was found. */
  state?: string
  /** `comment`: who wrote; `approval`, `task`: who wants it. */
  by?: string
  /** `comment`: the beginning of it; `approval`, `task`: its title; `ended`: what was ordered is called, or why; `drift`: the resource. */
  text?: string
  /** `approval`: where it is decided. */
  approval?: string
  /** `task`: where it is done. */
  task?: string
  isNew: boolean
}

/** `unread` counts all that is new, also what is not in the list any more. */
export type NewsList = { items: readonly News[]; unread: number; seenAt: Instant | null }

type NewsDeps = Parameters<typeof listApprovals>[0] &
  Parameters<typeof listTasks>[0] &
  Pick<Requests, 'db' | 'now'>

const mostOfAKind = 50
const longestText = 200
/** Older news are none, milliseconds. */
const newsMs = 30 * 86_400_000

/** What is new for somebody, newest first: at most 50 of each kind, nothing older than 30 days but what waits. */
export async function newsOf(deps: NewsDeps, principal: Principal): Promise<NewsList> {
  const [seenAt, ...kinds] = await Promise.all([
    lastSeen(deps, principal),
    asks(deps, principal),
    jobs(deps, principal),
    ends(deps, principal),
    words(deps, principal),
    drifts(deps, principal),
  ])
  const items = kinds
    .flat()
    .map((one) => ({ ...one, isNew: seenAt === null || one.at > seenAt }))
    .toSorted((left, right) => right.at - left.at)
  return { items, unread: items.filter(({ isNew }) => isNew).length, seenAt }
}

/** Says that all up to a moment was seen; never moves back. */
export async function seeNews(
  { db, now, signal }: Pick<NewsDeps, 'db' | 'now'> & Pick<Requests, 'signal'>,
  { tenant, id: person }: Principal,
  until: Instant = now(),
): Promise<void> {
  const seen = { seen_at: new Date(Math.min(until, now())) }
  await db
    .insertInto('news_seen')
    .values({ tenant, person, ...seen })
    .onConflict((conflict) =>
      conflict
        .columns(['tenant', 'person'])
        .doUpdateSet(seen)
        .where('news_seen.seen_at', '<', seen.seen_at),
    )
    .execute()
  // The same person may look by another window, at another replica.
  tellNews({ signal }, tenant, [`user:${person}`])
}

type Found = Omit<News, 'isNew'>

async function lastSeen(
  { db }: NewsDeps,
  { tenant, id: person }: Principal,
): Promise<Instant | null> {
  const row = await db
    .selectFrom('news_seen')
    .select('seen_at')
    .where('tenant', '=', tenant)
    .where('person', '=', person)
    .executeTakeFirst()
  return row?.seen_at.getTime() ?? null
}

async function asks(deps: NewsDeps, principal: Principal): Promise<Found[]> {
  if (namesOf(principal).faceless) return []
  const open = await listApprovals(deps, principal, { filter: 'open', limit: mostOfAKind })
  return open
    .filter(({ permission }) => permission.ok)
    .map((ask) => ({
      key: `approval ${ask.id}`,
      kind: 'approval',
      at: ask.askedAt,
      request: ask.request.id,
      item: ask.request.item.name,
      by: ask.request.requester.name ?? ask.request.requester.email,
      text: ask.title,
      approval: ask.id,
    }))
}

/** Work by hand that is given to one and that nobody else has taken. */
async function jobs(deps: NewsDeps, principal: Principal): Promise<Found[]> {
  const tasks = await listTasks(deps, principal, { filter: 'mine', limit: mostOfAKind })
  const { names } = namesOf(principal)
  return tasks
    .filter(({ claimed }) => claimed === null || names.includes(claimed.by))
    .map(({ id, askedAt: at, request, title }) => ({
      key: `task ${id}`,
      kind: 'task',
      at,
      request: request.id,
      item: request.item.name,
      by: request.requester.name ?? request.requester.email,
      text: title,
      task: id,
    }))
}

/** Served by index request_by_requester. */
async function ends(deps: NewsDeps, principal: Principal): Promise<Found[]> {
  const rows = await deps.db
    .selectFrom('request')
    .select(['id', 'item_name', 'state', 'ended_at', 'fields', 'reason'])
    .where('tenant', '=', principal.tenant)
    .where('requester_id', 'in', [principal.id, principal.email])
    .where('deleted_at', 'is', null)
    .where('parent_id', 'is', null)
    .where('ended_at', '>', new Date(deps.now() - newsMs))
    .orderBy('id', 'desc')
    .limit(mostOfAKind)
    .execute()
  return rows.flatMap((row): Found[] => {
    const { id, item_name: item, state, ended_at: at } = row
    const text = calledIn(row.fields) ?? row.reason?.slice(0, longestText)
    const told = { key: `ended ${id} ${state}`, kind: 'ended' as const, request: id, item, state }
    return at ? [{ ...told, at: at.getTime(), ...(text !== undefined && { text }) }] : []
  })
}

/** What one ordered and is not as it was ordered any more. Served by index resource_look_drifted. */
async function drifts(deps: NewsDeps, principal: Principal): Promise<Found[]> {
  const rows = await deps.db
    .selectFrom('resource_look as l')
    .innerJoin('request as r', (join) =>
      join.onRef('r.tenant', '=', 'l.tenant').onRef('r.id', '=', 'l.resource_id'),
    )
    .innerJoin('resource as x', (join) =>
      join.onRef('x.tenant', '=', 'l.tenant').onRef('x.request_id', '=', 'l.resource_id'),
    )
    .select(['l.resource_id', 'l.state', 'l.drifted_at', 'r.item_name', 'x.name'])
    .where('l.tenant', '=', principal.tenant)
    .where('l.drifted_at', '>', new Date(deps.now() - newsMs))
    .where('r.requester_id', 'in', [principal.id, principal.email])
    .where('r.deleted_at', 'is', null)
    .orderBy('l.drifted_at', 'desc')
    .limit(mostOfAKind)
    .execute()
  return rows.flatMap((row): Found[] => {
    const { resource_id: request, item_name: item, state, drifted_at: at, name: text } = row
    const key = `drift ${request} ${at?.getTime() ?? 0}`
    return at ? [{ key, kind: 'drift', at: at.getTime(), request, item, state, text }] : []
  })
}

/** What others wrote to one's own requests. */
async function words(deps: NewsDeps, principal: Principal): Promise<Found[]> {
  const rows = await deps.db
    .selectFrom('request as r')
    .innerJoin('request_comment as c', (join) =>
      join.onRef('c.tenant', '=', 'r.tenant').onRef('c.request_id', '=', 'r.id'),
    )
    .select(['c.id', 'c.request_id', 'c.by_name', 'c.at', 'c.body', 'r.item_name'])
    .where('r.tenant', '=', principal.tenant)
    .where('r.requester_id', 'in', [principal.id, principal.email])
    .where('r.deleted_at', 'is', null)
    .where('c.by_id', '<>', principal.id)
    .where('c.at', '>', new Date(deps.now() - newsMs))
    .orderBy('c.at', 'desc')
    .limit(mostOfAKind)
    .execute()
  return rows.map((row) => ({
    key: `comment ${row.id}`,
    kind: 'comment',
    at: row.at.getTime(),
    request: row.request_id,
    item: row.item_name,
    by: row.by_name,
    text: row.body.slice(0, longestText),
  }))
}
