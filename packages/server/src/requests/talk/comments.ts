import { type Instant, Problem } from '@pao/core'
import { sql } from 'kysely'
import { namesOf } from '#identity/names.ts'
import type { Principal } from '#identity/principal.ts'
import type { Requests } from '../deps.ts'
import { readable, type ReadDeps } from '../read.ts'
import { namesOfRequester, tellNews } from './news-hints.ts'

/** What somebody wrote to a request. */
export type Comment = { id: string; by: { id: string; name: string }; at: Instant; body: string }

type WriteDeps = ReadDeps & Pick<Requests, 'now' | 'newId' | 'signal'>

/** Comments of one request. A longer talk belongs into a ticket. */
const mostComments = 500

/** What people wrote to a request, oldest first. Throws `request.not_found` for whoever may not read it. */
export async function listComments(
  deps: ReadDeps,
  principal: Principal,
  request: string,
): Promise<readonly Comment[]> {
  const { key } = await readable(deps, principal, request)
  return commentsOf(deps, key)
}

/** The same without asking who reads. */
export async function commentsOf(
  { db }: Pick<ReadDeps, 'db'>,
  key: { tenant: string; id: string },
): Promise<readonly Comment[]> {
  const rows = await db
    .selectFrom('request_comment')
    .selectAll()
    .where('tenant', '=', key.tenant)
    .where('request_id', '=', key.id)
    .orderBy('at')
    .orderBy('id')
    .limit(mostComments)
    .execute()
  return rows.map((row) => ({
    id: row.id,
    by: { id: row.by_id, name: row.by_name },
    at: row.at.getTime(),
    body: row.body,
  }))
}

/**
 * Writes to a request, which whoever may read it may do, also when it has ended. Throws `request.not_found`, and
 * `comment.too_many` above 500.
 */
export async function addComment(
  deps: WriteDeps,
  principal: Principal,
  wish: { request: string; body: string },
): Promise<Comment> {
  const { key, fixed } = await readable(deps, principal, wish.request)
  const { count } = await deps.db
    .selectFrom('request_comment')
    .select(sql<number>`count(*)`.as('count'))
    .where('tenant', '=', key.tenant)
    .where('request_id', '=', key.id)
    .executeTakeFirstOrThrow()
  if (count >= mostComments)
    throw new Problem('comment.too_many', { request: key.id, most: mostComments })
  const at = deps.now()
  const [name = principal.id] = namesOf(principal).names
  const by = { id: principal.id, name: principal.name ?? name }
  const comment = { id: deps.newId(), by, at, body: wish.body.trim() }
  await deps.db
    .insertInto('request_comment')
    .values({
      tenant: key.tenant,
      request_id: key.id,
      id: comment.id,
      by_id: by.id,
      by_name: by.name,
      at: new Date(at),
      body: comment.body,
    })
    .execute()
  tellNews(deps, key.tenant, namesOfRequester(fixed))
  return comment
}
