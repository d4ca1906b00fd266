import { Problem, type ProblemCode } from '@pao/core'
import { canRollBack, type RunEvent } from '@pao/core/engine'
import type { Principal } from '#identity/principal.ts'
import type { Tx } from '#store/db.ts'
import { type Answer, fingerprint, once } from '#store/idempotency.ts'
import { mayControl, mayRead, mayRemove, type Owned, ownedBy } from './access.ts'
import type { Choose } from './advance.ts'
import { actionOf, plannedOf } from './change.ts'
import type { Requests } from './deps.ts'
import type { Held, RequestKey } from './held.ts'
import { keptWord, openedMemo } from './memo.ts'
import { checkTask } from './tasks.ts'

export type ControlDeps = Pick<Requests, 'db' | 'advance' | 'now'>

/** Where a request stands after somebody interfered. */
export type Controlled = { id: string; state: string; seq: number; replay?: Answer }

export type ControlOptions = {
  idempotency?: { key: string; operation: string; answer(controlled: Controlled): Answer }
}

/** Who wants what of which request. */
export type Wish<T> = { principal: Principal; id: string; body: T }

/**
 * Stops a request: waiting work at once, running work as soon as its connector lets go. With
 * `compensate` what had succeeded is undone after that.
 */
export async function cancel(
  deps: ControlDeps,
  wish: Wish<{ reason?: string; compensate?: boolean }>,
  options: ControlOptions = {},
): Promise<Controlled> {
  const { principal, body } = wish
  return control(deps, { wish, options }, (held) => {
    check(principal, held, mayControl)
    refuse(held.run.endedAt !== undefined, 'request.ended', held)
    refuse(held.run.state === 'rolling_back', 'request.rolling_back', held)
    const { reason, compensate } = body
    if (held.run.cancelling && compensate !== true) return undefined
    return event(principal, {
      type: 'cancel_requested',
      by: principal.id,
      ...(reason !== undefined && { reason }),
      ...(compensate === true && { compensate }),
    })
  })
}

/**
 * Undoes what a request that has ended made, or what an earlier rollback left. Asking again while it is
 * being rolled back changes nothing. Throws `request.not_ended` or `request.not_undoable`.
 */
export async function rollBack(
  deps: ControlDeps,
  wish: Wish<{ reason?: string }>,
  options: ControlOptions = {},
): Promise<Controlled> {
  const { principal, body } = wish
  return control(deps, { wish, options }, (held) => {
    check(principal, held, mayControl)
    if (held.run.state === 'rolling_back') return undefined
    refuse(held.run.endedAt === undefined, 'request.not_ended', held)
    refuse(!canRollBack(held.fixed.plan, held.run), 'request.not_undoable', held)
    const { reason } = body
    return event(principal, {
      type: 'rollback_requested',
      by: principal.id,
      ...(reason !== undefined && { reason }),
    })
  })
}

/** What a person says of manual work. */
export type Completion = {
  action: string
  outcome: 'succeeded' | 'failed'
  outputs?: Readonly<Record<string, unknown>>
  comment?: string
}

/** A person says that a manual action is done, or cannot be done. */
export async function completeManual(
  deps: ControlDeps & Pick<Requests, 'connectors' | 'cipher'>,
  wish: Wish<Completion>,
  options: ControlOptions = {},
): Promise<Controlled> {
  const { principal, body } = wish
  const { action, ...said } = body
  return control(deps, { wish, options }, (held) => {
    checkTask(deps, principal, { held, action })
    const found = actionOf(held.run, action)
    if (!found) throw new Problem('action.not_found', { request: held.key.id, action })
    const isTask = found.state === 'waiting' && found.waitingFor === 'person' && !found.approval
    refuse(!isTask, 'action.not_waiting', held)
    const signal = { ...said, by: principal.email }
    const type = plannedOf(held.fixed.plan, action)?.type ?? ''
    const memo = openedMemo(deps.cipher, found.memo)
    const faults = deps.connectors.get(type)?.check?.(memo, signal) ?? []
    if (faults.length > 0)
      throw new Problem('action.outputs_invalid', { request: held.key.id, action }, faults)
    const kept = keptWord(deps.cipher, signal)
    return event(principal, { type: 'action_signalled', action, signal: kept, by: principal.id })
  })
}

/** Takes an ended request of one's own off the lists; nothing of its record is deleted. */
export async function remove(
  deps: ControlDeps & Pick<Requests, 'shelf'>,
  principal: Principal,
  id: string,
): Promise<void> {
  const key = keyOf(principal, id)
  const taken = await deps.shelf.take(deps.db, key, true)
  if (!taken) throw new Problem('request.not_found', { request: id })
  check(principal, { ...taken.held, deleted: false }, mayRemove)
  refuse(taken.held.run.endedAt === undefined, 'request.not_ended', taken.held)
  await deps.db
    .updateTable('request')
    .set({ deleted_at: new Date(deps.now()) })
    .where('tenant', '=', key.tenant)
    .where('id', '=', key.id)
    .where('deleted_at', 'is', null)
    .execute()
  deps.shelf.forget(key)
}

export type Controlling = { wish: Wish<unknown>; options: ControlOptions }

/** Lets one event happen. With a key, effect and answer commit together; without one, the effect alone. */
export async function control(
  deps: ControlDeps,
  { wish, options }: Controlling,
  choose: Choose,
): Promise<Controlled> {
  const key = keyOf(wish.principal, wish.id)
  if (!options.idempotency) return shown((await deps.advance(key, choose)).held)
  const { key: name, operation, answer } = options.idempotency
  const { tenant, id: principal } = wish.principal
  const scope = { tenant, principal, operation, key: name }
  let done: { controlled: Controlled; announce(): void } | undefined
  const work = async (tx: Tx): Promise<Answer> => {
    const { held, announce } = await deps.advance.within(tx, key, choose)
    done = { controlled: shown(held), announce }
    return answer(done.controlled)
  }
  const print = fingerprint({ id: wish.id, body: wish.body })
  const kept = await once(deps.db, scope, print, work)
  if (done && !kept.replayed) {
    done.announce()
    return done.controlled
  }
  const body = JSON.parse(kept.answer.body) as Partial<Controlled>
  return { id: wish.id, state: body.state ?? '', seq: body.seq ?? 0, replay: kept.answer }
}

function shown({ key, run, seq }: Held): Controlled {
  return { id: key.id, state: run.state, seq }
}

/** What happened by the hand of a person. */
export function event(
  principal: Principal,
  happened: RunEvent,
): { event: RunEvent; actor: string } {
  return { event: happened, actor: `user:${principal.id}` }
}

/** Who may not even read it learns nothing; who may not do this is told so. */
export function check(
  principal: Principal,
  held: Held,
  may: (principal: Principal, request: Owned) => boolean,
): void {
  const [owned, request] = [ownedBy(held), held.key.id]
  if (held.deleted || !mayRead(principal, owned))
    throw new Problem('request.not_found', { request })
  if (!may(principal, owned)) throw new Problem('auth.forbidden', { request })
}

/** Throws the problem when something is wrong, with the request's state. */
export function refuse(wrong: boolean, code: ProblemCode, { key, run }: Held): void {
  if (wrong) throw new Problem(code, { request: key.id, state: run.state })
}

/** Ids that cannot be ours are unknown, not an error of the database. */
export function keyOf({ tenant }: Principal, id: string): RequestKey {
  if (!isUuid(id)) throw new Problem('request.not_found', { request: id })
  return { tenant, id }
}

/** Whether a text can be the id of a request at all. */
export function isUuid(id: string): boolean {
  return /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(id)
}
