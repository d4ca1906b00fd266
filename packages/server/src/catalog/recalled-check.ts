import type { SourceFile } from '@pao/core/catalog'
import type { Instant } from '@pao/core'
import type { Db, Tx } from '#store/db.ts'
import type { Checked, CheckKey } from './checker.ts'
import { documentsOf, type Held, keepCheck, keptCheck } from './queries.ts'

/** Files from which on an outcome is remembered: fewer are checked sooner than an outcome is read. */
const leastFiles = 500

type Recalling = {
  db: Db
  tenant: string
  held?: Held
  checkKey?: CheckKey
}

/**
 * What the check said of the very same files when some process made it last; undefined where none did, or not all of the
 * documents are kept. A check of 10,000 files takes seconds and hundreds of megabytes, and every replica would pay them.
 */
export async function recalledCheck(
  { db, tenant, held = () => undefined, checkKey }: Recalling,
  files: readonly SourceFile[],
): Promise<{ checked: Checked } | undefined> {
  if (!checkKey || files.length < leastFiles) return undefined
  const kept = await keptCheck(db, tenant, checkKey(files))
  if (!kept) return undefined
  const hashes = kept.documents.map(({ hash }) => hash)
  const documentOf = await documentsOf(db, tenant, { hashes, held })
  const texts = new Map(files.map(({ path, text }) => [path, text]))
  const documents = kept.documents.flatMap((one) => {
    const [document, source] = [documentOf(one.hash), texts.get(one.file)]
    return document && source !== undefined ? [{ ...one, document, source }] : []
  })
  return documents.length === hashes.length ? { checked: { ...kept, documents } } : undefined
}

/** Remembers an outcome in place of the one before; its documents are kept in the same transaction. */
export async function rememberCheck(
  tx: Tx,
  { tenant, now, checkKey }: Pick<Recalling, 'tenant' | 'checkKey'> & { now: () => Instant },
  files: readonly SourceFile[],
  checked: Checked,
): Promise<void> {
  if (!checkKey || files.length < leastFiles) return
  const documents = checked.documents.map(({ hash, file, diagnostics }) => ({
    hash,
    file,
    diagnostics,
  }))
  await keepCheck(tx, {
    tenant,
    key: checkKey(files),
    at: now(),
    outcome: { ...checked, documents },
  })
}
