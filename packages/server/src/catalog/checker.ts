import { Worker } from 'node:worker_threads'
import type { Instant } from '@pao/core'
import type { CheckedCatalog, CheckedDocument, SourceFile } from '@pao/core/catalog'
import type { NamedPrices } from '@pao/core/governance'
import type { CheckTask } from './check-thread.ts'
import { SourceFailure } from './source.ts'

/** What the checker says of all files together, and which are bad whatever the others are. */
export type Checked = CheckedCatalog & {
  bad: readonly string[]
  /** Left out = there are none. */
  prices?: readonly NamedPrices[]
}
/** An outcome without what is kept elsewhere: documents by their hashes, texts by their files. */
export type KeptCheck = Omit<Checked, 'documents'> & {
  documents: readonly Omit<CheckedDocument, 'document' | 'source'>[]
}
/** What the outcome of a check of these files follows from, as one hash. */
export type CheckKey = (files: readonly SourceFile[]) => string
export type Checker = (files: readonly SourceFile[], signal: AbortSignal) => Promise<Checked>

export type CheckerDeps = {
  now: () => Instant
  /** Names templates may read as `{{env.*}}` and `{{secrets.*}}`. */
  env: readonly string[]
  secrets: readonly string[] | undefined
  /** Connections for some teams only, with these; left out = there are none. */
  boundConnections?: () => ReadonlyMap<string, readonly string[]>
  /** Milliseconds one check may take, default two minutes. */
  timeoutMs?: number
}

const usualTimeoutMs = 120_000
/** Megabytes of heap; 20,000 files of 256 KiB do not fit, and no catalog needs them. */
const heapMb = 1_024

/**
 * Makes the check every reading goes through. It runs in a thread of its own: a large catalog takes
 * seconds, which callers must not notice, and a hostile file can cost no more than the check.
 */
export function createChecker(deps: CheckerDeps): Checker {
  return (files, signal) => {
    const { env, secrets } = deps
    const boundConnections = deps.boundConnections?.() ?? new Map()
    return inThread(
      { files, now: deps.now(), env, secrets, boundConnections },
      deps.timeoutMs ?? usualTimeoutMs,
      signal,
    )
  }
}

/** The thread leaves out texts that are those of the files. */
function withTexts(checked: Checked, files: readonly SourceFile[]): Checked {
  const texts = new Map(files.map(({ path, text }) => [path, text]))
  const documents = checked.documents.map((one) =>
    one.source === '' ? { ...one, source: texts.get(one.file) ?? '' } : one,
  )
  return { ...checked, documents }
}

function inThread(task: CheckTask, timeoutMs: number, caller: AbortSignal): Promise<Checked> {
  const isSource = import.meta.url.endsWith('.ts')
  const program = new URL(isSource ? './check-thread.ts' : './check-thread.js', import.meta.url)
  const thread = new Worker(program, {
    workerData: task,
    env: {},
    ...(isSource && { execArgv: ['--conditions=source'] }),
    resourceLimits: { maxOldGenerationSizeMb: heapMb },
  })
  const deadline = AbortSignal.timeout(timeoutMs)
  const stop = AbortSignal.any([caller, deadline])
  return new Promise<Checked>((resolve, reject) => {
    const refuse = (message: string, cause?: unknown) =>
      reject(new SourceFailure(message, { cause }))
    stop.addEventListener('abort', () => void thread.terminate(), { once: true })
    thread.once('message', (checked: Checked) => resolve(withTexts(checked, task.files)))
    thread.once('error', (error) => refuse('The catalog cannot be checked', error))
    thread.once('exit', () =>
      refuse(
        deadline.aborted ? `The check took longer than ${timeoutMs} ms` : 'The check was ended',
      ),
    )
    if (stop.aborted) void thread.terminate()
  })
}
