import { type Contract, loadContract } from '../kit/contract.ts'
import { type Call, jsonBody, listen, type Reply } from '../kit/server.ts'
import {
  disturbed,
  failureHeaders,
  plannedFailure,
  switchboard,
  type Switches,
} from '../kit/switches.ts'
import { answerApi, errors } from './api.ts'
import { type HcpEffect, type HcpOptions, type HcpState, openHcpState } from './state.ts'

export type FakeHcp = {
  url: string
  organization: string
  tokens: HcpState['tokens']
  switches: Switches
  /** What really changed, in order. */
  effects(): readonly HcpEffect[]
  runs(): HcpState['runs']
  variables(): HcpState['variables']
  /** Puts resources into a workspace that nobody of ours made. */
  fill(workspace: string, resources: number): void
  /** The next looks find the outputs of a state still being worked out. */
  delayOutputs(looks: number): void
  [Symbol.asyncDispose](): Promise<void>
}

const contractFile = new URL('../../contracts/hcp/hcp-terraform.openapi.json', import.meta.url)

/** An organization in HCP Terraform; each call is checked against the contract, and a look lets time go by. */
export async function startFakeHcp(options: HcpOptions): Promise<FakeHcp> {
  const contract = await loadContract(contractFile)
  const state = openHcpState(options)
  const listener = await listen((call) => answer(state, contract, call), options)
  return {
    url: listener.url,
    organization: state.organization,
    tokens: state.tokens,
    switches: state.switches,
    effects: () => state.effects,
    runs: () => state.runs,
    variables: () => state.variables,
    fill(workspace, resources) {
      const found = state.workspaces.find(({ name }) => name === workspace)
      if (found) found.resources = resources
    },
    delayOutputs: (looks) => void (state.unprocessedLooks = looks),
    [Symbol.asyncDispose]: () => listener.close(),
  }
}

async function answer(state: HcpState, contract: Contract, call: Call): Promise<Reply> {
  const aside = switchboard(state.switches, call)
  if (aside) return aside
  if (state.switches.slowMs > 0)
    await new Promise((resolve) => setTimeout(resolve, state.switches.slowMs))
  const failure = plannedFailure(state.switches, call)
  if (failure)
    return { ...errors(failure.status, 'planned failure'), headers: failureHeaders(failure) }
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
