import { type Instant, Problem } from '@pao/core'
import {
  type Approval,
  isAsked,
  mayDecide,
  missing,
  type Permission,
  type Stage,
  verdictOf,
} from '@pao/core/engine'
import { hasRole, type Principal } from '#identity/principal.ts'
import { isRestricted, ownedBy, relationsOf, seesValues } from '../access.ts'
import { plannedOf } from '../change.ts'
import type { Held } from '../held.ts'
import { knownOf } from '../known-of.ts'
import { hidden, hideValues } from '../redact.ts'
import { priceName } from './bind.ts'
import { type ApprovalDeps, approvalKeyOf, isAsking, seenApproval } from './decide.ts'
import { texts, tokensOf, voterOf } from './people.ts'

/** `open` = one may be asked; `decided` = one has decided; `all` = everything open, for who oversees. */
export type InboxFilter = 'open' | 'decided' | 'all'

/** What is asked, of whom, and what has been said. Times in milliseconds since 1970. */
export type ApprovalView = {
  id: string
  request: {
    id: string
    item: { id: string; name: string; version: string; hash: string }
    requester: { email: string; name?: string }
    environment: string | null
  }
  action: { id: string; name: string; type: string }
  title: string
  summary: string
  digest: string
  askedAt: Instant
  state: 'open' | 'approved' | 'rejected' | 'void'
  stages: readonly (Stage & { missing: number })[]
  /** What a decision is bound to, besides item and settings. */
  bound: {
    fields: Readonly<Record<string, unknown>>
    price: unknown
    edits: Readonly<Record<string, Readonly<Record<string, unknown>>>>
  }
  delegable: boolean
  permission: Permission
}

/** One ask with all that a decision is bound to. Throws `approval.not_found`. */
export async function getApproval(
  deps: ApprovalDeps,
  principal: Principal,
  id: string,
): Promise<ApprovalView> {
  const { held, approval, facts, voter } = await seenApproval(deps, principal, id)
  const action = id.slice(id.indexOf('.') + 1)
  const permission = isAsking(held, action)
    ? mayDecide(approval, voter, facts)
    : { ok: false as const, reason: 'ended' as const }
  const view = viewOf(held, { action, approval, permission })
  const own = relationsOf(principal, ownedBy(held))
  const relations = isAsked(approval, voter, facts) ? [...own, 'asked' as const] : own
  return seesValues(relations, isRestricted(held)) ? view : hide(view)
}

/** What is asked, for those who are not asked and may not see with which values. */
function hide(view: ApprovalView): ApprovalView {
  const { bound, action } = view
  const edits = Object.entries(bound.edits).map(([id, changes]) => [id, hideValues(changes)])
  return {
    ...view,
    title: action.name,
    summary: hidden,
    bound: { ...bound, fields: hideValues(bound.fields), edits: Object.fromEntries(edits) },
  }
}

type Shown = { action: string; approval: Approval; permission: Permission }

function viewOf(held: Held, { action, approval, permission }: Shown): ApprovalView {
  const { key, fixed, run } = held
  const planned = plannedOf(fixed.plan, action)
  const edited = Object.entries(run.actions).flatMap(([id, one]) =>
    one.edited ? [[id, one.edited.changes] as const] : [],
  )
  const { email, name } = fixed.requester
  return {
    id: `${key.id}.${action}`,
    request: {
      id: key.id,
      item: {
        id: fixed.itemId,
        name: fixed.itemName,
        version: fixed.itemVersion,
        hash: fixed.definitionHash,
      },
      requester: { email, ...(name !== undefined && { name }) },
      environment: fixed.environment,
    },
    action: { id: action, name: planned?.name ?? action, type: planned?.type ?? '' },
    title: approval.title,
    summary: approval.summary,
    digest: approval.digest,
    askedAt: approval.askedAt,
    state: stateOf(held, action, approval),
    stages: approval.stages.map((stage) => ({ ...stage, missing: missing(stage) })),
    bound: {
      fields: fixed.fields,
      price: knownOf(held, priceName) ?? null,
      edits: Object.fromEntries(edited),
    },
    delegable: approval.delegation !== undefined && permission.ok && permission.voice === undefined,
    permission,
  }
}

function stateOf(held: Held, action: string, approval: Approval): ApprovalView['state'] {
  const verdict = verdictOf(approval)
  if (verdict) return verdict === 'approve' ? 'approved' : 'rejected'
  return isAsking(held, action) ? 'open' : 'void'
}

/** One line of the list. */
export type ApprovalSummary = Pick<
  ApprovalView,
  'id' | 'request' | 'action' | 'title' | 'askedAt' | 'state' | 'permission' | 'digest'
>

type Row = { request_id: string; action_id: string }

/** Asks by the filter, those asked last first, at most `limit`. */
export async function listApprovals(
  deps: ApprovalDeps,
  principal: Principal,
  { filter, limit }: { filter: InboxFilter; limit: number },
): Promise<readonly ApprovalSummary[]> {
  const rows = await rowsFor(deps, principal, { filter, limit })
  const views = await Promise.all(
    rows.map(({ request_id, action_id }) =>
      summaryOf(deps, principal, `${request_id}.${action_id}`),
    ),
  )
  return views.flatMap((view) => view ?? [])
}

async function rowsFor(
  deps: ApprovalDeps,
  principal: Principal,
  { filter, limit }: { filter: InboxFilter; limit: number },
): Promise<readonly Row[]> {
  const asked = deps.db
    .selectFrom('approval as p')
    .innerJoin('action as a', (join) =>
      join
        .onRef('a.tenant', '=', 'p.tenant')
        .onRef('a.request_id', '=', 'p.request_id')
        .onRef('a.action_id', '=', 'p.action_id'),
    )
    .select(['p.request_id', 'p.action_id'])
    .where('p.tenant', '=', principal.tenant)
    .orderBy('p.asked_at', 'desc')
    .limit(limit)
  if (filter === 'decided') {
    const names = voterOf(principal).names.map((name) => name.toLowerCase())
    return asked.where('p.voted', '&&', texts(names)).execute()
  }
  const open = asked
    .where('p.open', '=', true)
    .where('a.state', 'in', ['waiting', 'ready', 'running'])
  const seesAll = filter === 'all' && hasRole(principal, ['operator', 'auditor'])
  if (seesAll) return open.execute()
  return open.where('p.asked', '&&', texts(await tokensOf(deps, principal))).execute()
}

/** Undefined for what ended meanwhile, or is shown to others only. */
async function summaryOf(
  deps: ApprovalDeps,
  principal: Principal,
  id: string,
): Promise<ApprovalSummary | undefined> {
  try {
    const { request, action, title, askedAt, state, permission, digest } = await getApproval(
      deps,
      principal,
      id,
    )
    return { id, request, action, title, askedAt, state, permission, digest }
  } catch (error) {
    if (error instanceof Problem && error.code === 'approval.not_found') return undefined
    throw error
  }
}

/** The id of the one open ask of a request, or of that of an action. Throws `approval.not_found`, also when several are open. */
export async function approvalOfRequest(
  deps: ApprovalDeps,
  principal: Principal,
  { request, action }: { request: string; action: string | undefined },
): Promise<string> {
  if (action !== undefined) return `${request}.${action}`
  const { key } = approvalKeyOf(principal, `${request}.`)
  const taken = await deps.shelf.take(deps.db, key, true)
  const open = Object.entries(taken?.held.run.actions ?? {}).filter(
    ([id, { approval }]) => approval && taken && isAsking(taken.held, id),
  )
  const [found, ...more] = open
  if (!found || more.length > 0)
    throw new Problem('approval.not_found', {
      request,
      ...(more.length > 0 && { detail: 'Several actions ask; name one' }),
    })
  return `${request}.${found[0]}`
}
