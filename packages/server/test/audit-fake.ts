import { Readable } from 'node:stream'
import type { ApiDeps } from '../src/api/deps.ts'
import type { Audited } from '../src/audit/open.ts'

/** An audit log that keeps what it is told in `kept`. */
export function auditFake(kept: Audited[] = []): ApiDeps['audit'] {
  return {
    note: async (...entries) => void kept.push(...entries),
    find: async () => [],
    export: () => ({ type: 'application/x-ndjson', lines: Readable.from([]) }),
    verify: async () => ({ ok: true, entries: 0, checkpoints: 0, faults: [] }),
    checkpoints: async () => [],
    publicKey: 'key',
    holds: async () => [],
    hold: async ({ by }, wish) => ({ ...wish, setBy: by.id, setAt: new Date(0) }),
    release: async () => false,
    erase: async () => ({ erasure: 'e', values: 0 }),
  }
}
