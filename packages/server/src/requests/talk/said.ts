import type { Instant } from '@pao/core'
import type { Principal } from '#identity/principal.ts'
import type { ReadDeps } from '../read.ts'

/** What somebody has written to requests. */
export type Said = {
  comments: readonly { request: string; at: Instant; body: string }[]
  feedback: readonly { request: string; at: Instant; rating: number; comment: string | null }[]
}

/** Of each kind, newest first. */
const mostSaid = 1_000

/** What the principal has written to requests: their own words, whether they may still read the request or not. */
export async function saidBy(
  { db }: Pick<ReadDeps, 'db'>,
  { tenant, id }: Principal,
): Promise<Said> {
  const comments = await db
    .selectFrom('request_comment')
    .select(['request_id', 'at', 'body'])
    .where('tenant', '=', tenant)
    .where('by_id', '=', id)
    .orderBy('at', 'desc')
    .limit(mostSaid)
    .execute()
  const feedback = await db
    .selectFrom('feedback')
    .select(['request_id', 'changed_at', 'rating', 'comment'])
    .where('tenant', '=', tenant)
    .where('by_id', '=', id)
    .orderBy('changed_at', 'desc')
    .limit(mostSaid)
    .execute()
  return {
    comments: comments.map((row) => ({
      request: row.request_id,
      at: row.at.getTime(),
      body: row.body,
    })),
    feedback: feedback.map((row) => ({
      request: row.request_id,
      at: row.changed_at.getTime(),
      rating: row.rating,
      comment: row.comment,
    })),
  }
}
