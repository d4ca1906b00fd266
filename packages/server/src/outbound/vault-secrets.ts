import {
  type Connection,
  ConnectionMissing,
  Ended,
  type Http,
  type KvPlace,
  openKv,
  readKv,
  SecretUnavailable,
} from '@pao/connectors'
import type { SecretSource } from './secrets.ts'

export type VaultSecretsDeps = {
  http: Http
  /** Where Vault is and how to log in, asked at each read: a token in a file may have changed. */
  connection: () => Connection
  /** Mount and path of KV version 2 below which each secret stands; `{tenant}` stands for the tenant. */
  path: string
  now: () => number
  /** Milliseconds that a value is kept; 0 = not at all. */
  keepMs: number
}

type Kept = { value: string; until: number }

/** Key in Vault's secret that holds the value. */
const valueKey = 'value'
const mostKept = 1_000
const readTimeoutMs = 10_000

/**
 * Secrets of HashiCorp Vault: `<path>/<NAME>`, key `value`, newest version. A value is kept for a while and never
 * beyond it, so that a revoked secret ends; what is missing or refused is not kept.
 */
export function vaultSecrets(deps: VaultSecretsDeps): SecretSource {
  const kept = new Map<string, Kept>()
  const underWay = new Map<string, Promise<string | undefined>>()
  return {
    placeOf: (name) => `Vault ${deps.path}/${name}`,
    async read(name, tenant) {
      // A tenant whose name could lead elsewhere has no place of its own.
      if (!/^[A-Za-z0-9_-]{1,100}$/.test(tenant)) return undefined
      const place = `${deps.path.replaceAll('{tenant}', tenant)}/${name}`
      const known = kept.get(place)
      if (known && deps.now() < known.until) return known.value
      kept.delete(place)
      const asked = underWay.get(place) ?? ask(deps, { name, place })
      underWay.set(place, asked)
      try {
        const value = await asked
        if (value !== undefined && deps.keepMs > 0) keep(kept, place, value, deps)
        return value
      } finally {
        underWay.delete(place)
      }
    },
  }
}

function keep(
  kept: Map<string, Kept>,
  place: string,
  value: string,
  { now, keepMs }: VaultSecretsDeps,
): void {
  if (kept.size >= mostKept) kept.clear()
  kept.set(place, { value, until: now() + keepMs })
}

type Asked = { name: string; place: string }

async function ask(deps: VaultSecretsDeps, { name, place }: Asked): Promise<string | undefined> {
  const world = { http: deps.http, now: deps.now(), signal: AbortSignal.timeout(readTimeoutMs) }
  try {
    const { data } = await readKv(openKv(world, deps.connection()), placeOf(place))
    const value = data?.[valueKey]
    return typeof value === 'string' ? value : undefined
  } catch (error) {
    throw asFailure(error, name)
  }
}

function placeOf(place: string): KvPlace {
  const [mount = '', ...path] = place.split('/').filter((part) => part !== '')
  return { mount: encodeURIComponent(mount), path: path.map(encodeURIComponent).join('/') }
}

/** Vault's refusals already come in our own words, without path and value. */
function asFailure(error: unknown, name: string): unknown {
  if (error instanceof ConnectionMissing)
    return new SecretUnavailable(`The secret ${name} cannot be read: ${error.message}`, {
      retryable: false,
    })
  if (!(error instanceof Ended) || error.outcome.kind !== 'failed') return error
  const { message, retryable, retryAfterMs } = error.outcome
  const text = `The secret ${name} cannot be read: ${message}`
  return new SecretUnavailable(text, { retryable, retryAfterMs })
}
