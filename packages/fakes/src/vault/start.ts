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
import { envelope, errors } from './envelope.ts'
import { answerKv } from './kv.ts'
import {
  type Data,
  issue,
  nowOf,
  openVaultState,
  type VaultEffect,
  type VaultOptions,
  type VaultState,
} from './state.ts'

export type FakeVault = {
  url: string
  /** A token that never ends. */
  token: string
  /** For AppRole, and with `jwt` for Kubernetes. */
  role: { id: string; secret: string; jwt: string }
  switches: Switches
  /** Calls that Vault would not have taken. */
  complaints: Book['complaints']
  /** What really changed, in order. */
  effects(): readonly VaultEffect[]
  /** The data of a version, the newest when left out; undefined = not there, deleted or destroyed. */
  data(path: string, version?: number): Data | undefined
  /** Another writer's new version. */
  put(path: string, data: Data): void
  /** How often somebody logged in, or renewed a token. */
  counts(): { logins: number; renewals: number }
  /** Takes every token of a login back. */
  revoke(): void
  seal(isSealed: boolean): void
  [Symbol.asyncDispose](): Promise<void>
}

const contractFile = new URL('../../contracts/vault/kv-v2.openapi.json', import.meta.url)

/** A Vault with KV v2 at `secret`, AppRole and Kubernetes at their usual mounts; each call is checked against the contract. */
export async function startFakeVault(options: VaultOptions): Promise<FakeVault> {
  const state = openVaultState(options)
  const book = openBook(() => state.effects)
  const contract = book.watched(await loadContract(contractFile))
  const listener = await listen(
    (call) => book.served(call, () => answer(state, contract, call)),
    options,
  )
  return {
    url: listener.url,
    token: state.token,
    role: state.role,
    switches: state.switches,
    complaints: book.complaints,
    effects: () => state.effects,
    data(path, version = state.secrets.get(path)?.length ?? 0) {
      const found = state.secrets.get(path)?.[version - 1]
      return found?.deleted === '' ? (found.data ?? undefined) : undefined
    },
    put(path, data) {
      const version = (state.secrets.get(path)?.length ?? 0) + 1
      const at = new Date().toISOString()
      state.append({ effect: { at, kind: 'write', path, version }, data })
    },
    counts: () => ({ logins: state.logins, renewals: state.renewals }),
    revoke: () => state.issued.clear(),
    seal: (isSealed) => void (state.sealed = isSealed),
    [Symbol.asyncDispose]: () => listener.close(),
  }
}

async function answer(state: VaultState, contract: Contract, call: Call): Promise<Reply> {
  const aside = switchboard(state.switches, call) ?? showEffects(state, call)
  if (aside) return aside
  const failure = await plannedFailure(state.switches, call)
  if (failure)
    return { ...errors(failure.status, 'planned failure'), headers: failureHeaders(failure) }
  const before = state.effects.length
  const reply = act(state, contract, call)
  return disturbed(state.switches, reply, state.effects.length > before)
}

/** `/v1/secret/<kind>/<path…>`; the contract knows the path as one segment. */
function kvOf({ path }: Call): { kind: string; path: string; flat: string } | undefined {
  const parts = /^\/v1\/secret\/(data|delete|undelete|destroy)\/(.+)$/.exec(path)
  const [kind, rest] = [parts?.[1], parts?.[2]]
  if (kind === undefined || rest === undefined) return undefined
  return { kind, path: decodeURIComponent(rest), flat: `/v1/secret/${kind}/one` }
}

function act(state: VaultState, contract: Contract, call: Call): Reply {
  if (call.path === '/v1/sys/health') return health(state)
  if (state.sealed) return errors(503, 'Vault is sealed')
  const isLogin = /^\/v1\/auth\/(approle|kubernetes)\/login$/.test(call.path)
  const isIn = state.options.namespace === call.headers['x-vault-namespace']
  if (!isIn || (!isLogin && !mayEnter(state, call))) return errors(403, 'permission denied')
  const body = jsonBody(call)
  const kv = kvOf(call)
  const checked = { ...call, path: kv?.flat ?? call.path }
  const refusal = contract.refusal(checked, body)
  if (refusal) return errors(refusal.status, ...refusal.detail)
  const reply = kv
    ? answerKv(state, { call, kind: kv.kind, path: kv.path, body })
    : enter(state, call, body)
  return contract.checked(checked, reply)
}

function health({ sealed }: VaultState): Reply {
  return { status: sealed ? 503 : 200, body: { initialized: true, sealed, standby: false } }
}

function mayEnter(state: VaultState, { headers }: Call): boolean {
  const token = headers['x-vault-token'] ?? ''
  return token === state.token || (state.issued.get(token)?.until ?? 0) > nowOf(state)
}

function enter(state: VaultState, call: Call, body: unknown): Reply {
  if (call.path === '/v1/auth/token/renew-self') {
    state.renewals += 1
    return { status: 200, body: envelope(null, issue(state, call.headers['x-vault-token'])) }
  }
  if (call.path === '/v1/auth/kubernetes/login') return enterCluster(state, body)
  const { role_id, secret_id } = body as Record<string, unknown>
  if (role_id !== state.role.id || secret_id !== state.role.secret)
    return errors(400, 'invalid role or secret ID')
  state.logins += 1
  return { status: 200, body: envelope(null, issue(state)) }
}

function enterCluster(state: VaultState, body: unknown): Reply {
  const { role, jwt } = body as Record<string, unknown>
  if (role !== state.role.id || jwt !== state.role.jwt) return errors(403, 'permission denied')
  state.logins += 1
  return { status: 200, body: envelope(null, issue(state)) }
}

/** POST and DELETE of /_fake/seal close and open it; the page shows no values. */
function showEffects(state: VaultState, call: Call): Reply | undefined {
  if (call.path === '/_fake/seal') {
    state.sealed = call.method === 'POST'
    return { status: 200, body: { sealed: state.sealed } }
  }
  if (call.path !== '/') return undefined
  const rows = state.effects
    .toReversed()
    .map(
      ({ at, kind, path, version }) =>
        `<tr><td class="muted">${at.slice(0, 19)}</td><td><span class="tag">${kind}</span></td><td>${escapeHtml(path)}</td><td>${version}</td></tr>`,
    )
  const table =
    rows.length === 0
      ? '<div class="card muted">Nothing yet.</div>'
      : `<table><tr><th>When</th><th>What</th><th>Path</th><th>Version</th></tr>${rows.join('')}</table>`
  return page(
    'Vault stand-in',
    `<h1>What was changed</h1><p class="muted">Newest first; values are not shown.</p>${table}`,
    { Effects: '/' },
  )
}
