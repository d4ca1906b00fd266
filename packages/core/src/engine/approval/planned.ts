import type { Plan, PlannedAction } from '../plan.ts'
import type { Approvers } from './ask.ts'
import { isGate } from './gate.ts'

/** One round of people as a plan has it. */
export type PlannedStage = {
  name: string
  approvers: Approvers
  /** It is left out where its conditions do not hold. */
  conditional: boolean
}

/** An action of a plan that asks people. `gate`: before anything else begins. */
export type PlannedApproval = {
  action: string
  name: string
  gate: boolean
  stages: readonly PlannedStage[]
}

/** Whom an action of the plan asks by its settings; `settings` = rendered ones in the place of the plan's. */
export function plannedApproval(
  { id, name, lane, config }: PlannedAction,
  settings: unknown = config,
): PlannedApproval {
  const stages = listAt(settings, 'stages').map((stage, n) => stageOf(stage, n))
  return { action: id, name, gate: lane === 'gate', stages }
}

/** Every action of the plan that does nothing but ask, in the plan's order. */
export function approvalsOf({ actions }: Plan): readonly PlannedApproval[] {
  return actions.filter(asks).map((action) => plannedApproval(action))
}

function asks(action: PlannedAction): boolean {
  return isGate(action) && action.role !== 'rollback' && action.gone !== true
}

function stageOf(stage: unknown, n: number): PlannedStage {
  const name = at(stage, 'name')
  return {
    name: typeof name === 'string' ? name : `${n + 1}`,
    approvers: approversIn(at(stage, 'approvers')),
    conditional: listAt(stage, 'conditions').length > 0,
  }
}

/** A template that gives persons stands for itself as long as it is not rendered. */
function approversIn(written: unknown): Approvers {
  const type = at(written, 'type')
  const minimum = at(written, 'minimum_approvals')
  const holding = textsAt(written, 'holding')
  return {
    type: type === 'groups' || type === 'roles' || type === 'any' ? type : 'users',
    list: textsAt(written, 'list'),
    ...(holding.length > 0 && { holding }),
    minimum: typeof minimum === 'number' ? minimum : 1,
  }
}

function textsAt(value: unknown, key: string): readonly string[] {
  const found = at(value, key)
  if (typeof found === 'string') return [found]
  return listAt(value, key).filter((one) => typeof one === 'string')
}

function listAt(value: unknown, key: string): readonly unknown[] {
  const found = at(value, key)
  return Array.isArray(found) ? found : []
}

function at(value: unknown, key: string): unknown {
  if (typeof value !== 'object' || value === null || !Object.hasOwn(value, key)) return undefined
  return Reflect.get(value, key)
}
