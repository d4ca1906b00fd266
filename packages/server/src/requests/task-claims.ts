import { Problem } from '@pao/core'
import { namesOf } from '#identity/names.ts'
import { hasRole, type Principal } from '#identity/principal.ts'
import type { Requests } from './deps.ts'
import { oneTask, type TaskDeps, type TaskView, tellTask } from './tasks.ts'

type ClaimDeps = TaskDeps & Pick<Requests, 'now' | 'signal'>

/** One task that waits. Throws `task.not_found` for all who may not say that it is done. */
export async function getTask(deps: TaskDeps, principal: Principal, id: string): Promise<TaskView> {
  const task = await oneTask(deps, principal, id)
  if (!task) throw new Problem('task.not_found', { task: id })
  return task
}

/**
 * Says to the others that one does it; saying it again changes nothing. Throws `task.taken` while somebody else has it,
 * who is named then.
 */
export async function claimTask(
  deps: ClaimDeps,
  principal: Principal,
  id: string,
): Promise<TaskView> {
  const { request, action } = await getTask(deps, principal, id)
  await deps.db
    .updateTable('manual_task')
    .set({ claimed_by: shownName(principal), claimed_at: new Date(deps.now()) })
    .where('tenant', '=', principal.tenant)
    .where('request_id', '=', request.id)
    .where('action_id', '=', action.id)
    .where('claimed_by', 'is', null)
    .execute()
  const task = await getTask(deps, principal, id)
  tellOthers(deps, principal, task)
  if (task.claimed && !isTheirs(principal, task.claimed.by))
    throw new Problem('task.taken', { task: id, by: task.claimed.by })
  return task
}

/** Gives a task back: whoever took it, the team that owns the item, operators. Throws `task.taken` for all others. */
export async function releaseTask(
  deps: ClaimDeps,
  principal: Principal,
  id: string,
): Promise<TaskView> {
  const { request, action, claimed, ownerTeam } = await getTask(deps, principal, id)
  if (!claimed) return getTask(deps, principal, id)
  const oversees =
    hasRole(principal, ['operator']) ||
    (hasRole(principal, ['platform-team']) && principal.teams.includes(ownerTeam))
  if (!oversees && !isTheirs(principal, claimed.by))
    throw new Problem('task.taken', { task: id, by: claimed.by })
  await deps.db
    .updateTable('manual_task')
    .set({ claimed_by: null, claimed_at: null })
    .where('tenant', '=', principal.tenant)
    .where('request_id', '=', request.id)
    .where('action_id', '=', action.id)
    // Whom another one has meanwhile is not taken from them.
    .where('claimed_by', '=', claimed.by)
    .execute()
  const task = await getTask(deps, principal, id)
  tellOthers(deps, principal, task)
  return task
}

/** What one has taken or given back, others no longer or again have before them. */
function tellOthers(deps: ClaimDeps, { tenant }: Principal, task: TaskView): void {
  const { assignees, team, ownerTeam } = task
  tellTask(deps, tenant, { task: { assignees, ...(team !== null && { team }) }, ownerTeam })
}

function shownName(principal: Principal): string {
  return namesOf(principal).names[0] ?? principal.id
}

function isTheirs(principal: Principal, by: string): boolean {
  return namesOf(principal).names.some((name) => name.toLowerCase() === by.toLowerCase())
}
