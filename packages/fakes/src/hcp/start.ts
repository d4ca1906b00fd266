import { type Book, openBook } from '../kit/book.ts'
import { type Contract, loadContract } from '../kit/contract.ts'
import { escapeHtml, page } from '../kit/page.ts'
import { type Call, jsonBody, listen, type Reply } from '../kit/server.ts'
import {
  disturbed,
  failureHeaders,
  plannedFailure,
  switchboard,
  type Switches,
} from '../kit/switches.ts'
import { answerApi, answerArchivist, errors } from './api.ts'
import { type HcpEffect, type HcpOptions, type HcpState, openHcpState } from './state.ts'

export type FakeHcp = {
  url: string
  organization: string
  tokens: HcpState['tokens']
  switches: Switches
  /** Calls that HCP would not have taken. */
  complaints: Book['complaints']
  /** What really changed, in order. */
  effects(): readonly HcpEffect[]
  runs(): HcpState['runs']
  variables(): HcpState['variables']
  /** Code that was handed over. */
  configurations(): HcpState['configurations']
  /** Puts resources into a workspace that nobody of ours made. */
  fill(workspace: string, resources: number): void
  /** Connects a workspace to a repository of its own. */
  connect(workspace: string, repository: string): void
  /** The next looks find the outputs of a state still being worked out. */
  delayOutputs(looks: number): void
  [Symbol.asyncDispose](): Promise<void>
}

const contractFile = new URL('../../contracts/hcp/hcp-terraform.openapi.json', import.meta.url)

/** An organization in HCP Terraform; each call is checked against the contract, and a look lets time go by. */
export async function startFakeHcp(options: HcpOptions): Promise<FakeHcp> {
  const state = openHcpState(options)
  const book = openBook(() => state.effects)
  const contract = book.watched(await loadContract(contractFile))
  const listener = await listen(
    (call) => book.served(call, () => answer(state, contract, call)),
    options,
  )
  return {
    url: listener.url,
    organization: state.organization,
    tokens: state.tokens,
    switches: state.switches,
    complaints: book.complaints,
    effects: () => state.effects,
    runs: () => state.runs,
    variables: () => state.variables,
    configurations: () => state.configurations,
    fill(workspace, resources) {
      const found = state.workspaces.find(({ name }) => name === workspace)
      if (found) found.resources = resources
    },
    connect(workspace, repository) {
      const found = state.workspaces.find(({ name }) => name === workspace)
      if (found) found.repository = repository
    },
    delayOutputs: (looks) => void (state.unprocessedLooks = looks),
    [Symbol.asyncDispose]: () => listener.close(),
  }
}

async function answer(state: HcpState, contract: Contract, call: Call): Promise<Reply> {
  const aside = switchboard(state.switches, call)
  if (aside) return aside
  if (call.path === '/') return runsPage(state)
  const failure = await plannedFailure(state.switches, call)
  if (failure)
    return { ...errors(failure.status, 'planned failure'), headers: failureHeaders(failure) }
  const stored = answerArchivist(state, call)
  if (stored) return stored
  const before = state.effects.length
  const reply = act(state, contract, call)
  return disturbed(state.switches, reply, state.effects.length > before)
}

function act(state: HcpState, contract: Contract, call: Call): Reply {
  const { team, organization } = state.tokens
  const known = [team, organization].map((token) => `Bearer ${token}`)
  if (!known.includes(call.headers['authorization'] ?? '')) return errors(401, 'unauthorized')
  const body = jsonBody(call)
  const refusal = contract.refusal(call, body)
  if (refusal)
    return errors(
      refusal.status === 400 ? 422 : refusal.status,
      'refused',
      refusal.detail.join('; '),
    )
  return contract.checked(call, answerApi(state, call, body))
}

function runsPage({ runs, workspaces }: HcpState): Reply {
  const nameOf = (id: string) => workspaces.find((one) => one.id === id)?.name ?? id
  const rows = runs.map(
    ({ id, status, workspace, attributes }) =>
      `<tr><td>${escapeHtml(id)}</td><td>${escapeHtml(nameOf(workspace))}</td><td><span class="tag">${escapeHtml(status)}</span></td><td>${escapeHtml(attributes['message'])}</td></tr>`,
  )
  const table =
    rows.length === 0
      ? '<div class="card muted">No runs yet.</div>'
      : `<table><tr><th>Run</th><th>Workspace</th><th>Status</th><th>Message</th></tr>${rows.toReversed().join('')}</table>`
  return page('HCP Terraform stand-in', `<h1>Runs</h1>${table}`, { Runs: '/' })
}
