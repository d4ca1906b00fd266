import type { Call, Reply } from '../kit/server.ts'
import { textOf } from '../kit/text.ts'
import {
  addWorkspace,
  type Configuration,
  countsOf,
  goOn,
  type HcpState,
  isFinal,
  type Run,
  type Workspace,
} from './state.ts'

type Body = { data?: { attributes?: Record<string, unknown>; relationships?: unknown } }
type Answer = (state: HcpState, parts: readonly string[], call: Call, body: Body) => Reply

/** A refusal as HCP words it. */
export function errors(status: number, title: string, detail?: string): Reply {
  const error = { status: String(status), title, ...(detail !== undefined && { detail }) }
  return { status, headers: json, body: { errors: [error] } }
}

const json = { 'content-type': 'application/vnd.api+json; charset=utf-8' }
const data = (status: number, body: unknown): Reply => ({
  status,
  headers: json,
  body: { data: body },
})
const missing = () => errors(404, 'not found')

const routes: readonly [string, RegExp, Answer][] = [
  ['GET', /^\/organizations\/([^/]+)\/workspaces\/([^/]+)$/, readWorkspace],
  ['POST', /^\/organizations\/([^/]+)\/workspaces$/, createWorkspace],
  ['GET', /^\/workspaces\/([^/]+)\/runs$/, listRuns],
  ['GET', /^\/workspaces\/([^/]+)\/vars$/, listVars],
  ['POST', /^\/workspaces\/([^/]+)\/vars$/, createVar],
  ['PATCH', /^\/workspaces\/([^/]+)\/vars\/([^/]+)$/, updateVar],
  ['GET', /^\/workspaces\/([^/]+)\/current-state-version$/, currentState],
  ['POST', /^\/workspaces\/([^/]+)\/configuration-versions$/, createConfiguration],
  ['GET', /^\/configuration-versions\/([^/]+)$/, readConfiguration],
  ['POST', /^\/runs$/, createRun],
  ['GET', /^\/runs\/([^/]+)$/, readRun],
  ['GET', /^\/runs\/([^/]+)\/policy-checks$/, policyChecks],
  ['POST', /^\/runs\/([^/]+)\/actions\/(apply|discard|cancel)$/, act],
  ['GET', /^\/plans\/([^/]+)$/, readPlan],
  ['GET', /^\/cost-estimates\/([^/]+)$/, readCost],
  ['GET', /^\/state-versions\/([^/]+)\/outputs$/, listOutputs],
  ['GET', /^\/state-version-outputs\/([^/]+)$/, readOutput],
]

/** What HCP says to a call that fits its contract. */
export function answerApi(state: HcpState, call: Call, body: unknown): Reply {
  const path = call.path.replace(/^\/api\/v2/, '')
  for (const [method, pattern, answer] of routes) {
    const parts = call.method === method ? pattern.exec(path) : null
    if (parts) return answer(state, parts.slice(1), call, Object(body) as Body)
  }
  return missing()
}

function byName(state: HcpState, name: string | undefined): Workspace | undefined {
  return state.workspaces.find((one) => one.name === name)
}

function byId(state: HcpState, id: string | undefined): Workspace | undefined {
  return state.workspaces.find((one) => one.id === id)
}

function workspaceView({ id, name, resources, repository }: Workspace) {
  const attributes = {
    name,
    'auto-apply': false,
    locked: false,
    'resource-count': resources,
    'vcs-repo': repository === undefined ? null : { identifier: repository },
  }
  return { id, type: 'workspaces', attributes }
}

function readWorkspace(state: HcpState, [organization, name]: readonly string[]): Reply {
  const found = organization === state.organization ? byName(state, name) : undefined
  return found ? data(200, workspaceView(found)) : missing()
}

function createWorkspace(
  state: HcpState,
  [organization]: readonly string[],
  _call: Call,
  body: Body,
): Reply {
  const name = textOf(body.data?.attributes?.['name'])
  if (organization !== state.organization) return missing()
  if (byName(state, name)) return errors(422, 'invalid attribute', 'Name has already been taken')
  const made = addWorkspace(state, name)
  state.effects.push({ kind: 'workspace', id: made.id })
  return data(201, workspaceView(made))
}

function listRuns(state: HcpState, [id]: readonly string[]): Reply {
  if (!byId(state, id)) return missing()
  const found = state.runs.filter(({ workspace }) => workspace === id).toReversed()
  return { status: 200, headers: json, body: { data: found.map(runView), meta: {} } }
}

function runView(run: Run) {
  const { id, status, attributes, workspace, applying } = run
  const confirmable = status === 'cost_estimated'
  return {
    id,
    type: 'runs',
    attributes: {
      ...attributes,
      status,
      actions: {
        'is-cancelable': !isFinal(status) && !confirmable,
        'is-confirmable': confirmable,
        'is-discardable': confirmable || status === 'pending',
        'is-force-cancelable': false,
      },
      'status-timestamps': applying ? { 'applying-at': '2026-01-01T12:00:00+00:00' } : {},
    },
    relationships: {
      workspace: { data: { id: workspace, type: 'workspaces' } },
      plan: { data: { id: `plan-${id}`, type: 'plans' } },
      'cost-estimate': { data: { id: `ce-${id}`, type: 'cost-estimates' } },
      'policy-checks': { data: [] },
    },
  }
}

type Named = Readonly<
  Record<'workspace' | 'configuration-version', { data?: { id?: string } } | undefined>
>

function configurationView({ id, status }: Configuration) {
  const attributes = { status, 'auto-queue-runs': false, speculative: false }
  return { id, type: 'configuration-versions', attributes }
}

function createConfiguration(
  state: HcpState,
  [id]: readonly string[],
  call: Call,
  body: Body,
): Reply {
  if (!byId(state, id)) return missing()
  if (body.data?.attributes?.['auto-queue-runs'] !== false)
    return errors(422, 'refused', 'It would start a run by itself')
  const number = state.configurations.length + 1
  const made: Configuration = {
    id: `cv-${number}`,
    workspace: id ?? '',
    status: 'pending',
    key: `canary-of-an-upload-${number}`,
    bytes: new Uint8Array(),
  }
  state.configurations.push(made)
  const view = configurationView(made)
  const address = `${call.origin}/_archivist/v1/object/${made.key}`
  return data(201, { ...view, attributes: { ...view.attributes, 'upload-url': address } })
}

function readConfiguration(state: HcpState, [id]: readonly string[]): Reply {
  const found = state.configurations.find((one) => one.id === id)
  if (!found) return missing()
  const reply = data(200, configurationView({ ...found }))
  if (found.status === 'fetching') found.status = 'uploaded'
  return reply
}

/** The storage beside the API: its address is all that opens it, and a token there has gone astray. */
export function answerArchivist(state: HcpState, call: Call): Reply | undefined {
  const key = /^\/_archivist\/v1\/object\/(.+)$/.exec(call.path)?.[1]
  if (key === undefined) return undefined
  const found = state.configurations.find((one) => one.key === key)
  if (!found || call.method !== 'PUT') return { status: 404 }
  if (call.headers['authorization'] !== undefined) return { status: 403 }
  found.bytes = call.raw
  const isGzip = call.raw[0] === 0x1f && call.raw[1] === 0x8b
  found.status = isGzip ? 'fetching' : 'errored'
  return { status: 200 }
}

/** The code a run names; undefined = what the workspace has. */
function codeOf(state: HcpState, named: Named): Configuration | undefined | 'not there' {
  const wanted = named['configuration-version']?.data?.id
  if (wanted === undefined) return undefined
  const found = state.configurations.find(({ id }) => id === wanted)
  return found?.status === 'uploaded' ? found : 'not there'
}

function createRun(state: HcpState, _parts: readonly string[], call: Call, body: Body): Reply {
  if (call.headers['authorization'] === `Bearer ${state.tokens.organization}`) return missing()
  const named = Object(body.data?.relationships) as Named
  const workspace = byId(state, named.workspace?.data?.id)
  if (!workspace) return missing()
  const code = codeOf(state, named)
  if (code === 'not there')
    return errors(422, 'invalid attribute', 'Configuration version has not been uploaded')
  const run: Run = {
    id: `run-${state.runs.length + 1}`,
    workspace: workspace.id,
    status: 'pending',
    attributes: { ...body.data?.attributes },
    applying: false,
    ...(code && { configuration: code.id }),
  }
  state.runs.push(run)
  state.effects.push({ kind: 'run', id: run.id })
  return data(201, runView(run))
}

function runOf(state: HcpState, id: string | undefined): Run | undefined {
  return state.runs.find((one) => one.id === id)
}

function readRun(state: HcpState, [id]: readonly string[]): Reply {
  const run = runOf(state, id)
  if (!run) return missing()
  goOn(state, run)
  return data(200, runView(run))
}

/** Answered without a body, and only where the run is in the state for it. */
function act(state: HcpState, [id, verb]: readonly string[]): Reply {
  const run = runOf(state, id)
  if (!run) return missing()
  const { actions } = runView(run).attributes
  const may = {
    apply: 'is-confirmable',
    discard: 'is-discardable',
    cancel: 'is-cancelable',
  } as const
  const after = { apply: 'apply_queued', discard: 'discarded', cancel: 'canceled' } as const
  const kind = verb as keyof typeof may
  if (!actions[may[kind]]) return errors(409, 'transition not allowed')
  run.status = after[kind]
  state.effects.push({ kind, id: run.id })
  return { status: 202 }
}

function policyChecks(state: HcpState, [id]: readonly string[]): Reply {
  if (!runOf(state, id)) return missing()
  const check = { id: `polchk-${id}`, type: 'policy-checks', attributes: { status: 'passed' } }
  return { status: 200, headers: json, body: { data: [check], meta: {} } }
}

function readPlan(state: HcpState, [id = '']: readonly string[]): Reply {
  const run = runOf(state, id.replace(/^plan-/, ''))
  if (!run) return missing()
  const { add, change, destroy } = countsOf(state, run)
  return data(200, {
    id,
    type: 'plans',
    attributes: {
      status: 'finished',
      'has-changes': add + change + destroy > 0,
      'resource-additions': add,
      'resource-changes': change,
      'resource-destructions': destroy,
    },
  })
}

function readCost(state: HcpState, [id = '']: readonly string[]): Reply {
  if (!runOf(state, id.replace(/^ce-/, ''))) return missing()
  const attributes = {
    status: 'finished',
    'proposed-monthly-cost': '25.50',
    'prior-monthly-cost': '0.0',
    'delta-monthly-cost': '25.50',
  }
  return data(200, { id, type: 'cost-estimates', attributes })
}

function listVars(state: HcpState, [id]: readonly string[]): Reply {
  if (!byId(state, id)) return missing()
  const found = state.variables.filter(({ workspace }) => workspace === id)
  return { status: 200, headers: json, body: { data: found.map(varView), meta: {} } }
}

/** A sensitive value can be written and not read. */
function varView({ id, attributes }: HcpState['variables'][number]) {
  const value = attributes['sensitive'] === true ? null : attributes['value']
  return { id, type: 'vars', attributes: { ...attributes, value } }
}

function createVar(
  state: HcpState,
  [workspace = '']: readonly string[],
  _call: Call,
  body: Body,
): Reply {
  if (!byId(state, workspace)) return missing()
  const attributes = { value: '', hcl: false, sensitive: false, ...body.data?.attributes }
  const known = state.variables.some(
    (one) =>
      one.workspace === workspace && one.attributes['key'] === body.data?.attributes?.['key'],
  )
  if (known) return errors(422, 'invalid attribute', 'Key has already been taken')
  const made = { id: `var-${state.variables.length + 1}`, workspace, attributes }
  state.variables.push(made)
  state.effects.push({ kind: 'variable', id: made.id })
  return data(201, varView(made))
}

function updateVar(
  state: HcpState,
  [workspace, id]: readonly string[],
  _call: Call,
  body: Body,
): Reply {
  const found = state.variables.find((one) => one.workspace === workspace && one.id === id)
  if (!found) return missing()
  Object.assign(found.attributes, body.data?.attributes)
  return data(200, varView(found))
}

function currentState(state: HcpState, [id]: readonly string[]): Reply {
  const workspace = byId(state, id)
  if (!workspace?.applied) return missing()
  const processed = state.unprocessedLooks <= 0
  state.unprocessedLooks -= 1
  const attributes = { serial: 1, 'resources-processed': processed }
  return data(200, { id: `sv-${workspace.id}`, type: 'state-versions', attributes })
}

function outputView(state: HcpState, position: number, whole: boolean) {
  const output = state.options.outputs?.[position]
  const value = output?.sensitive === true && !whole ? null : output?.value
  const attributes = { name: output?.name, sensitive: output?.sensitive, type: 'string', value }
  return { id: `wsout-${position}`, type: 'state-version-outputs', attributes }
}

function listOutputs(state: HcpState): Reply {
  const all = (state.options.outputs ?? []).map((_one, n) => outputView(state, n, false))
  return { status: 200, headers: json, body: { data: all, meta: {} } }
}

function readOutput(state: HcpState, [id = '']: readonly string[]): Reply {
  const position = Number(id.replace(/^wsout-/, ''))
  if (!state.options.outputs?.[position]) return missing()
  return data(200, outputView(state, position, true))
}
