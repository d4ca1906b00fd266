import { type Instant, Problem } from '@pao/core'
import type { Principal } from '#identity/principal.ts'
import { mayRemove as isOwn } from '../access.ts'
import type { Requests } from '../deps.ts'
import { readable, type ReadDeps } from '../read.ts'

/** How content the one who ordered it was: 1 (bad) to 5 (good), and a word. */
export type Feedback = {
  rating: number
  comment: string | null
  givenAt: Instant
  changedAt: Instant
}

/** Whether the asker may say something, and what was said; undefined before. */
export type FeedbackView = { mayGive: boolean; feedback?: Feedback }

type WriteDeps = ReadDeps & Pick<Requests, 'now'>

/** What was said of a request. Throws `request.not_found`. */
export async function feedbackOf(
  deps: ReadDeps,
  principal: Principal,
  request: string,
): Promise<FeedbackView> {
  const { key, fixed, run } = await readable(deps, principal, request)
  const owned = { ...key, requesterId: fixed.requester.id, ownerTeam: fixed.ownerTeam }
  const row = await deps.db
    .selectFrom('feedback')
    .select(['rating', 'comment', 'given_at', 'changed_at'])
    .where('tenant', '=', key.tenant)
    .where('request_id', '=', key.id)
    .where('by_id', '=', fixed.requester.id)
    .executeTakeFirst()
  return {
    mayGive: run.endedAt !== undefined && isOwn(principal, owned),
    ...(row && {
      feedback: {
        rating: row.rating,
        comment: row.comment,
        givenAt: row.given_at.getTime(),
        changedAt: row.changed_at.getTime(),
      },
    }),
  }
}

/**
 * Says how content one is with what one has ordered; saying it again takes the place of what was said. Throws
 * `request.not_found`, `auth.forbidden` for anybody but who ordered it, and `request.not_ended`.
 */
export async function giveFeedback(
  deps: WriteDeps,
  principal: Principal,
  wish: { request: string; rating: number; comment?: string },
): Promise<Feedback> {
  const { key, fixed, run } = await readable(deps, principal, wish.request)
  const { requester, ownerTeam } = fixed
  if (!isOwn(principal, { ...key, requesterId: requester.id, ownerTeam }))
    throw new Problem('auth.forbidden', { request: key.id })
  if (run.endedAt === undefined)
    throw new Problem('request.not_ended', { request: key.id, state: run.state })
  const at = new Date(deps.now())
  const said = { rating: wish.rating, comment: wish.comment?.trim() || null, changed_at: at }
  const row = await deps.db
    .insertInto('feedback')
    .values({
      tenant: key.tenant,
      request_id: key.id,
      by_id: requester.id,
      item_id: fixed.itemId,
      owner_team: ownerTeam,
      given_at: at,
      ...said,
    })
    .onConflict((conflict) => conflict.columns(['tenant', 'request_id', 'by_id']).doUpdateSet(said))
    .returning('given_at')
    .executeTakeFirstOrThrow()
  const { rating, comment } = said
  return { rating, comment, givenAt: row.given_at.getTime(), changedAt: at.getTime() }
}
