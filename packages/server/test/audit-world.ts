import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Audit, type AuditDeps, openAudit } from '../src/audit/open.ts'
import { createSigner } from '../src/audit/signer.ts'
import { openTestDatabase, type TestDatabase } from './database.ts'

export const tenant = 'acme'
export const omar = { id: 'omar', via: 'session', address: '10.1.2.3', correlationId: 'call-1' }

/** An audit log on a database and a folder of its own; `clock.ms` is the time it goes by. */
export type AuditWorld = {
  database: TestDatabase
  audit: Audit
  deps: AuditDeps
  clock: { ms: number }
  close(): Promise<void>
}

/** A fresh folder for checkpoints. */
export function auditFolder(): Promise<string> {
  return mkdtemp(join(tmpdir(), 'pao-audit-'))
}

/** Opens one; its time begins now, because rows are stamped by the database. */
export async function openAuditWorld(): Promise<AuditWorld> {
  const database = await openTestDatabase()
  const folder = await auditFolder()
  const clock = { ms: Date.now() }
  let ids = 0
  const deps: AuditDeps = {
    db: database.db,
    now: () => clock.ms,
    newId: () => `id-${(ids += 1)}`,
    signer: createSigner(Buffer.alloc(32, 7)),
    folder,
    daysOf: () => 0,
    version: '1.2.3',
  }
  return {
    database,
    audit: openAudit(deps),
    deps,
    clock,
    async close() {
      await database.close()
      await rm(folder, { recursive: true, force: true })
    },
  }
}
