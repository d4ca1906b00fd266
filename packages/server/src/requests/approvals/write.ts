import { type Approval, type ApprovalNotice, noticesDue, openStages } from '@pao/core/engine'
import type { Tx } from '#store/db.ts'
import type { Advanced, Choose } from '../advance.ts'
import { actionOf } from '../change.ts'
import type { Requests } from '../deps.ts'
import type { Held, RequestKey } from '../held.ts'
import { tellNews } from '../talk/news-hints.ts'
import { receiversOf } from './receivers.ts'

export type AskDeps = Pick<Requests, 'db' | 'advance' | 'now' | 'signal'>

/**
 * Lets an event happen that may change what is asked, and writes with it, in the same transaction, who is asked now and
 * what people are to be told. Nothing of it can be lost, and none of it stands without the event.
 */
export async function advanceAsking(
  deps: AskDeps,
  { key, action }: { key: RequestKey; action: string },
  choose: Choose,
): Promise<Advanced> {
  const { announce, ...advanced } = await deps.db.transaction().execute(async (tx) => {
    const done = await deps.advance.within(tx, key, choose)
    const approval = actionOf(done.held.run, action)?.approval
    if (done.happened && approval) await note(deps, tx, { held: done.held, action, approval })
    return done
  })
  announce()
  const approval = actionOf(advanced.held.run, action)?.approval
  if (advanced.happened && approval) tellNews(deps, key.tenant, askedOf(approval))
  return advanced
}

type Noting = { held: Held; action: string; approval: Approval }

async function note(deps: AskDeps, tx: Tx, { held, action, approval }: Noting): Promise<void> {
  const { tenant, id } = held.key
  const at = { tenant, request_id: id, action_id: action }
  const stages = openStages(approval)
  const state = {
    digest: approval.digest,
    asked_at: new Date(approval.askedAt),
    open: stages.length > 0,
    asked: askedOf(approval),
    voted: votersOf(approval),
  }
  await tx
    .insertInto('approval')
    .values({ ...at, ...state })
    .onConflict((conflict) =>
      conflict.columns(['tenant', 'request_id', 'action_id']).doUpdateSet(state),
    )
    .execute()
  const rows = noticesDue(approval).flatMap((notice) => rowsOf(notice, approval))
  if (rows.length === 0) return
  const due = new Date(deps.now())
  await tx
    .insertInto('approval_notice')
    .values(rows.map((row) => ({ ...at, ...row, due_at: due })))
    .onConflict((conflict) => conflict.doNothing())
    .execute()
}

/** Who is asked now, as the index of asks names them. */
function askedOf(approval: Approval): string[] {
  return [...new Set(openStages(approval).flatMap(tokensOfStage))]
}

function rowsOf(notice: ApprovalNotice, { digest }: Approval) {
  const { key, kind, stage } = notice
  return receiversOf(notice).map((receiver) => ({ key, kind, stage, digest, receiver }))
}

function tokensOfStage({
  approvers,
  added,
  handed,
}: ReturnType<typeof openStages>[number]): string[] {
  const kinds = kindsOf[approvers.type]
  return [
    ...approvers.list.flatMap((name) => kinds.map((kind) => `${kind}:${name}`)),
    ...added.flatMap((name) => kindsOf.any.map((kind) => `${kind}:${name}`)),
    ...handed.map(({ to }) => `user:${to}`),
  ].map((token) => token.toLowerCase())
}

const kindsOf = {
  users: ['user'],
  groups: ['group'],
  roles: ['role'],
  any: ['user', 'group'],
} as const

function votersOf({ stages }: Approval): string[] {
  const names = stages.flatMap(({ votes }) => votes.flatMap((vote) => vote.names))
  return [...new Set(names.map((name) => name.toLowerCase()))]
}
