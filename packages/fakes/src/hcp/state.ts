import { switchesOff, type Switches } from '../kit/switches.ts'

export type HcpOptions = {
  port: number
  host?: string
  organization?: string
  /** Workspaces that are there from the start. */
  workspaces?: readonly string[]
  /** What a plan finds to do; nothing = it ends as planned and finished. */
  plan?: { add: number; change: number; destroy: number }
  /** Outputs of every workspace once something was applied. */
  outputs?: readonly Output[]
}

export type Output = { name: string; value: unknown; sensitive: boolean }

export type HcpEffect = {
  kind: 'workspace' | 'variable' | 'run' | 'apply' | 'discard' | 'cancel'
  id: string
}

export type Workspace = {
  id: string
  name: string
  resources: number
  applied: boolean
  /** Set for one that takes its code from a repository of its own. */
  repository?: string
}

export type Variable = { id: string; workspace: string; attributes: Record<string, unknown> }

export type Run = {
  /** Whose code it runs; unset = what the workspace has. */
  configuration?: string
  id: string
  workspace: string
  status: string
  attributes: Record<string, unknown>
  /** Set once it began to change something. */
  applying: boolean
}

/** Code that was handed over: what of it was taken in, and by which address. */
export type Configuration = {
  id: string
  workspace: string
  status: 'pending' | 'fetching' | 'uploaded' | 'errored'
  key: string
  bytes: Uint8Array
}

export type HcpState = {
  options: HcpOptions
  organization: string
  /** A token of a team, which may run, and one of the organization, which may not. */
  tokens: { team: string; organization: string }
  workspaces: Workspace[]
  variables: Variable[]
  runs: Run[]
  configurations: Configuration[]
  effects: HcpEffect[]
  switches: Switches
  /** Looks at a state's outputs that are answered as still being worked out. */
  unprocessedLooks: number
}

/** An organization with its workspaces, in memory. */
export function openHcpState(options: HcpOptions): HcpState {
  const state: HcpState = {
    options,
    organization: options.organization ?? 'acme',
    tokens: { team: 'team.canary-of-hcp', organization: 'org.canary-of-hcp' },
    workspaces: [],
    variables: [],
    runs: [],
    configurations: [],
    effects: [],
    switches: switchesOff(),
    unprocessedLooks: 0,
  }
  for (const name of options.workspaces ?? ['app']) addWorkspace(state, name)
  return state
}

/** A new workspace, empty. */
export function addWorkspace(state: HcpState, name: string): Workspace {
  const made = { id: `ws-${state.workspaces.length + 1}`, name, resources: 0, applied: false }
  state.workspaces.push(made)
  return made
}

/** What a plan of this run finds. */
export function countsOf(state: HcpState, { workspace, attributes }: Run) {
  if (attributes['is-destroy'] !== true)
    return state.options.plan ?? { add: 2, change: 0, destroy: 0 }
  const destroy = state.workspaces.find(({ id }) => id === workspace)?.resources ?? 0
  return { add: 0, change: 0, destroy }
}

/** The run one step further; a look lets time go by. One run of a workspace works at a time. */
export function goOn(state: HcpState, run: Run): void {
  const { add, change, destroy } = countsOf(state, run)
  const idle = add + change + destroy === 0
  if (run.status === 'pending') {
    const others = state.runs.slice(0, state.runs.indexOf(run))
    const busy = others.some((one) => one.workspace === run.workspace && !isFinal(one.status))
    if (!busy) run.status = 'planning'
  } else if (run.status === 'planning') {
    run.status =
      idle || run.attributes['plan-only'] === true ? 'planned_and_finished' : 'cost_estimated'
  } else if (run.status === 'apply_queued') {
    run.status = 'applying'
    run.applying = true
  } else if (run.status === 'applying') {
    run.status = 'applied'
    const workspace = state.workspaces.find(({ id }) => id === run.workspace)
    if (!workspace) return
    workspace.resources += add - destroy
    workspace.applied = true
  }
}

/** Whether nothing follows any more. */
export function isFinal(status: string): boolean {
  return [
    'applied',
    'planned_and_finished',
    'policy_soft_failed',
    'discarded',
    'errored',
    'canceled',
    'force_canceled',
  ].includes(status)
}
