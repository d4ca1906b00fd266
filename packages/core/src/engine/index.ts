export type { Backoff, Lane, Plan, PlannedAction } from './plan.ts'
export {
  type ActionError,
  type ActionRun,
  type ActionState,
  actionStates,
  type Command,
  type Entry,
  type Outputs,
  type RequestState,
  requestStates,
  type Run,
  type RunEvent,
} from './run.ts'
