import { appendFile, mkdir, readdir, readFile } from 'node:fs/promises'
import { hostname } from 'node:os'
import { join } from 'node:path'
import type { Instant } from '@pao/core'
import {
  type Checkpoint,
  checkpointHash,
  firstPrev,
  readCheckpoint,
  signedText,
} from '@pao/core/governance'
import type { Db, Tx } from '#store/db.ts'
import { headOf, holdChain } from './seal.ts'
import { sha256 } from './sha256.ts'
import type { Signer } from './signer.ts'

export type CheckpointDeps = {
  db: Db
  now(): Instant
  signer: Signer
  /** Folder outside the database; its files are only appended to. */
  folder: string
  /** Told of each one, so that the log is a second witness. */
  onCheckpoint?: (checkpoint: Checkpoint) => void
  /** Told when the chain is not what was signed before: it is not signed again. */
  onBroken?: (last: Checkpoint) => void
}

/** A quiet chain's word is repeated this often, so that silence means something. Milliseconds. */
const repeatMs = 60 * 60_000

/** One file for each tenant and machine: machines may share the folder. */
function fileOf(folder: string, tenant: string): string {
  return join(folder, `${encodeURIComponent(tenant)}.${encodeURIComponent(hostname())}.ndjson`)
}

/**
 * Signs how far the tenant's chain has come and appends it to the file. Nothing when the last line already says so and is
 * not an hour old, and when the chain is not what was signed before. Chains are locked meanwhile, so lines stand in the order of the chain.
 */
export async function writeCheckpoint(
  { db, now, signer, folder, onCheckpoint, onBroken }: CheckpointDeps,
  tenant: string,
): Promise<Checkpoint | undefined> {
  await mkdir(folder, { recursive: true, mode: 0o700 })
  const file = fileOf(folder, tenant)
  return db.transaction().execute(async (tx) => {
    await holdChain(tx, tenant)
    const head = await headOf(tx, tenant)
    if (!head) return undefined
    const last = (await readFileLines(file)).at(-1)
    if (last && !(await stands(tx, last))) {
      onBroken?.(last)
      return undefined
    }
    const at = now()
    if (last && last.head === head.hash && at - Date.parse(last.at) < repeatMs) return undefined
    const said = {
      v: 1 as const,
      tenant,
      seq: head.seq,
      head: head.hash,
      at: new Date(at).toISOString(),
      prev: last ? checkpointHash(sha256, last) : firstPrev,
    }
    const checkpoint = { ...said, signature: signer.sign(signedText(said)) }
    await appendFile(file, `${JSON.stringify(checkpoint)}\n`, { mode: 0o600, flush: true })
    onCheckpoint?.(checkpoint)
    return checkpoint
  })
}

/** Whether the chain still holds what was signed last; the entry may have been dropped for its age since. */
async function stands(tx: Tx, { tenant, seq, head }: Checkpoint): Promise<boolean> {
  const next = await tx
    .selectFrom('audit_entry')
    .select(['seq', 'hash', 'prev'])
    .where('tenant', '=', tenant)
    .where('seq', '>=', seq)
    .orderBy('seq')
    .limit(1)
    .executeTakeFirst()
  if (!next) return false
  return next.seq === seq ? next.hash === head : next.seq > seq + 1 || next.prev === head
}

/** All checkpoints of a tenant, file by file. */
export async function readCheckpoints(
  folder: string,
  tenant: string,
): Promise<readonly (readonly Checkpoint[])[]> {
  const prefix = `${encodeURIComponent(tenant)}.`
  const names = await readdir(folder).catch(missing)
  return Promise.all(
    names
      .filter((name) => name.startsWith(prefix) && name.endsWith('.ndjson'))
      .toSorted()
      .map((name) => readFileLines(join(folder, name))),
  )
}

async function readFileLines(file: string): Promise<readonly Checkpoint[]> {
  const text = await readFile(file, 'utf8').catch(absent)
  return text.split('\n').flatMap((line) => readCheckpoint(line) ?? [])
}

function missing(error: unknown): string[] {
  if (isAbsent(error)) return []
  throw error
}

function absent(error: unknown): string {
  if (isAbsent(error)) return ''
  throw error
}

function isAbsent(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ENOENT'
}
