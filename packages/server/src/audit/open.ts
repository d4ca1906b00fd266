import type { Instant } from '@pao/core'
import {
  type AuditEntry,
  type AuditVerdict,
  auditVerifier,
  type Checkpoint,
} from '@pao/core/governance'
import { type Audited, writeAudit } from '#store/audit-log.ts'
import type { Db } from '#store/db.ts'
import { tenantNames } from '#store/tenant-names.ts'
import { single } from '#single.ts'
import type { Timers } from '#timers.ts'
import { readCheckpoints, writeCheckpoint } from './checkpoints.ts'
import { type Erased, erasePerson, type Erasing } from './erase.ts'
import { type ExportForm, linesOf } from './export.ts'
import { type Asking, type Hold, liftHold, listHolds, setHold } from './holds.ts'
import { type AuditFilter, findEntries, type ReadEntries, walkEntries } from './queries.ts'
import { type DaysOf, dropOld, dropOldMonths } from './retention.ts'
import { sealAll, sealForReader, sealTenant } from './seal.ts'
import { sha256 } from './sha256.ts'
import type { Signer } from './signer.ts'

export type { Acting, Audited } from '#store/audit-log.ts'
export type { Asking, Hold } from './holds.ts'
export { exportForms } from './export.ts'

export type AuditDeps = {
  db: Db
  /** Where entries are read; left out = where they are written. */
  read?: ReadEntries
  now(): Instant
  newId(): string
  signer: Signer
  /** Where checkpoints are written, outside the database. */
  folder: string
  /** Entries of a tenant of months that lie more than so many days back are dropped; 0 = never. */
  daysOf: DaysOf
  version: string
  onCheckpoint?: (checkpoint: Checkpoint) => void
  onBroken?: (last: Checkpoint) => void
}

export type Audit = {
  /** Notes something that changes nothing: a read, a refusal. Kept before it resolves. */
  note(...entries: readonly Audited[]): Promise<void>
  /** Newest first; what was done a moment ago is among it. */
  find(
    tenant: string,
    asked: { filter: AuditFilter; before?: number; limit: number },
  ): Promise<readonly AuditEntry[]>
  /** The lines of an export, oldest first; the first piece comes with the head. */
  export(
    tenant: string,
    asked: { filter: AuditFilter; form: ExportForm },
  ): { type: string; lines: AsyncIterable<string> }
  /** Reads the whole chain and every checkpoint against each other. */
  verify(tenant: string): Promise<AuditVerdict>
  /** The tenant's checkpoints of this machine and others on the folder, file by file. */
  checkpoints(tenant: string): Promise<readonly (readonly Checkpoint[])[]>
  publicKey: string
  holds(tenant: string): Promise<readonly Hold[]>
  hold(asking: Asking, wish: { name: string; reason: string }): Promise<Hold>
  /** False when there is none of that name. */
  release(asking: Asking, name: string): Promise<boolean>
  /** Throws `audit.held`. */
  erase(asking: Asking, erasing: Erasing): Promise<Erased>
}

/** The audit log as the API uses it. */
export function openAudit(deps: AuditDeps): Audit {
  const { db, signer, folder, version, read = (reading) => reading(db) } = deps
  return {
    note: (...entries) => writeAudit(db, ...entries),
    async find(tenant, asked) {
      await sealForReader(db, tenant)
      return read((from) => findEntries(from, tenant, asked))
    },
    export: (tenant, { filter, form }) => {
      const { type, head, line } = linesOf(form, version)
      return { type, lines: lines({ db, read }, tenant, { filter, head, line }) }
    },
    async verify(tenant) {
      await sealTenant(db, tenant)
      await writeCheckpoint(deps, tenant)
      const checkpoints = await readCheckpoints(folder, tenant)
      const tools = { sha256, isSigned: signer.isSigned, millis: Date.parse }
      const verifier = auditVerifier(tools, { checkpoints, now: deps.now() })
      for await (const entry of walkEntries(read, tenant)) verifier.take(entry)
      return verifier.end()
    },
    checkpoints: (tenant) => readCheckpoints(folder, tenant),
    publicKey: signer.publicKey,
    holds: (tenant) => listHolds(deps, tenant),
    hold: (asking, wish) => setHold(deps, asking, wish),
    release: (asking, name) => liftHold(deps, asking, name),
    erase: (asking, erasing) => erasePerson(deps, asking, erasing),
  }
}

type Printing = { filter: AuditFilter; head: string; line(entry: AuditEntry): string }

async function* lines(
  { db, read }: { db: Db; read: ReadEntries },
  tenant: string,
  { filter, head, line }: Printing,
) {
  await sealTenant(db, tenant)
  if (head !== '') yield head
  for await (const entry of walkEntries(read, tenant, filter)) yield line(entry)
}

/** Milliseconds between looks for what waits to be chained, and between checkpoints. */
const sealEveryMs = 1_000
const checkpointEveryMs = 60_000
const dropEveryMs = 6 * 60 * 60_000

export type Keeping = { timers: Pick<Timers, 'every'>; onError: (error: unknown) => void }

/** Chains, signs and drops as time goes. `stop` waits for what is under way and chains once more. */
export function keepAudit(
  deps: AuditDeps,
  { timers, onError }: Keeping,
): { stop(): Promise<void> } {
  const seal = single(async () => void (await sealAll(deps.db)), onError)
  const sign = single(() => signAll(deps), onError)
  const drop = single(() => dropAll(deps), onError)
  const ends = [
    timers.every(sealEveryMs, () => void seal(), { ref: false }),
    timers.every(checkpointEveryMs, () => void sign(), { ref: false }),
    timers.every(dropEveryMs, () => void drop(), { ref: false }),
  ]
  return {
    async stop() {
      for (const end of ends) end()
      await Promise.all([drop.idle(), seal.idle()])
      await seal()
      await sign()
    },
  }
}

async function signAll(deps: AuditDeps): Promise<void> {
  for (const tenant of await tenantNames(deps.db, 'audit_entry'))
    await writeCheckpoint(deps, tenant)
}

async function dropAll(deps: AuditDeps): Promise<void> {
  await dropOldMonths(deps, deps.daysOf)
  for (const tenant of await tenantNames(deps.db, 'audit_entry')) {
    const days = deps.daysOf(tenant)
    if (days > 0) await dropOld(deps, tenant, days)
  }
}
