import { createHash } from 'node:crypto'
import { parentPort, workerData } from 'node:worker_threads'
import { actionSchemas } from '@pao/connectors/schemas'
import type { Instant } from '@pao/core'
import type { SourceFile } from '@pao/core/catalog'
import { checkCatalog, checkFile, hasErrors } from '@pao/core/catalog'
import { checkPrices } from '@pao/core/governance'

/** What one thread is asked: one check of these files, then it ends. */
export type CheckTask = {
  files: readonly SourceFile[]
  now: Instant
  env: readonly string[]
  secrets: readonly string[] | undefined
  boundConnections: ReadonlyMap<string, readonly string[]>
}

const { files, now, env, secrets, boundConnections } = workerData as CheckTask
const options = {
  actionSchemas,
  now,
  env,
  secrets,
  boundConnections,
  sha256: (text: string) => createHash('sha256').update(text).digest('hex'),
}
const checked = checkCatalog(files, options)
const withErrors = new Set(
  checked.diagnostics.filter((one) => one.severity === 'error').map((one) => one.file),
)
const bad = files
  .filter((file) => withErrors.has(file.path) && hasErrors(checkFile(file, options).diagnostics))
  .map((file) => file.path)
const { prices, diagnostics } = checkPrices(files)
// Whoever asked has the texts; given back, a large catalog would stand in memory twice.
const texts = new Map(files.map(({ path, text }) => [path, text]))
const documents = checked.documents.map((one) =>
  texts.get(one.file) === one.source ? { ...one, source: '' } : one,
)
parentPort?.postMessage(
  { ...checked, documents, diagnostics: [...checked.diagnostics, ...diagnostics], prices, bad },
  [],
)
