import { randomUUID } from 'node:crypto'
import type { Call, Reply } from '../kit/server.ts'

/** One call of the store, taken apart. */
export type VaultCall = { call: Call; kind: string; path: string; body: unknown }

/** What every answer of Vault is wrapped in. */
export function envelope(data: unknown, auth: unknown = null) {
  return {
    request_id: randomUUID(),
    lease_id: '',
    renewable: false,
    lease_duration: 0,
    data,
    wrap_info: null,
    warnings: null,
    auth,
  }
}

/** A refusal as Vault words it. */
export function errors(status: number, ...texts: string[]): Reply {
  return { status, body: { errors: texts } }
}
