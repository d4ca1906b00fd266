import { randomUUID } from 'node:crypto'
import { type Ledger, openLedger } from '../kit/ledger.ts'
import { type Switches, switchesOff } from '../kit/switches.ts'

/** The values of a secret by name. */
export type Data = Readonly<Record<string, unknown>>

/** Something that really changed in the store. */
export type VaultEffect = {
  at: string
  kind: 'write' | 'delete' | 'undelete' | 'destroy'
  path: string
  version: number
}

/** One version as KV keeps it; `deleted` is empty while it is live. */
export type Version = { created: string; deleted: string; destroyed: boolean; data: Data | null }

type Entry = { effect: VaultEffect; data?: Data }

export type VaultOptions = {
  port: number
  host?: string
  dataFile?: string
  /** A token that never ends. */
  token?: string
  roleId?: string
  secretId?: string
  /** The service account's token that the Kubernetes role `fake-role` accepts. */
  jwt?: string
  /** Seconds that a token of AppRole lives. */
  leaseSeconds?: number
  /** Namespace that callers must name; none when left out. */
  namespace?: string
  /** The clock that tokens end by; the real one when left out. */
  now?: () => number
  switches?: Partial<Switches>
}

export type VaultState = {
  options: VaultOptions
  token: string
  role: { id: string; secret: string; jwt: string }
  switches: Switches
  sealed: boolean
  /** Versions by path, the first at 0. */
  secrets: Map<string, Version[]>
  /** Tokens given out by AppRole and when they end. */
  issued: Map<string, { until: number }>
  logins: number
  renewals: number
  effects: VaultEffect[]
  append(entry: Entry): void
}

/** Milliseconds by the clock that tokens end by. */
export const nowOf = ({ options }: VaultState): number => (options.now ?? Date.now)()

/** The store, read back from the file when there is one. */
export function openVaultState(options: VaultOptions): VaultState {
  const ledger: Ledger<Entry> = openLedger(options.dataFile)
  const state: VaultState = {
    options,
    token: options.token ?? 'fake-vault-token',
    role: {
      id: options.roleId ?? 'fake-role',
      secret: options.secretId ?? 'fake-secret-id',
      jwt: options.jwt ?? 'fake-service-account-token',
    },
    switches: { ...switchesOff(), ...options.switches },
    sealed: false,
    secrets: new Map(),
    issued: new Map(),
    logins: 0,
    renewals: 0,
    effects: [],
    append(entry) {
      ledger.append(entry)
      apply(state, entry)
    },
  }
  for (const entry of ledger.entries()) apply(state, entry)
  return state
}

function apply(state: VaultState, { effect, data = {} }: Entry): void {
  state.effects.push(effect)
  const { at, kind, path, version } = effect
  const versions = state.secrets.get(path) ?? []
  state.secrets.set(path, versions)
  if (kind === 'write') versions.push({ created: at, deleted: '', destroyed: false, data })
  const found = versions[version - 1]
  if (!found) return
  if (kind === 'delete') found.deleted = at
  if (kind === 'undelete') found.deleted = ''
  if (kind === 'destroy') Object.assign(found, { destroyed: true, data: null })
}

/** A token of AppRole with a new life. */
export function issue(state: VaultState, token: string = `hvs.fake-${randomUUID()}`) {
  const seconds = state.options.leaseSeconds ?? 3600
  state.issued.set(token, { until: nowOf(state) + seconds * 1000 })
  return {
    client_token: token,
    accessor: 'fake-accessor',
    policies: ['default'],
    token_policies: ['default'],
    metadata: null,
    lease_duration: seconds,
    renewable: true,
    entity_id: '',
    token_type: 'service',
    orphan: true,
    num_uses: 0,
  }
}
