import { createHash } from 'node:crypto'
import { watch as watchFolder } from 'node:fs'
import { constants, type FileHandle, lstat, open, readdir } from 'node:fs/promises'
import { join } from 'node:path'
import type { SourceFile } from '@pao/core/catalog'
import type { CatalogSource, SourceLimits } from './source.ts'
import {
  belongs,
  mayHold,
  checkCollisions,
  checkPath,
  defaultLimits,
  refusedText,
  SourceFailure,
  textOf,
} from './source.ts'

type Found = { path: string; size: number; mark: string; isLink: boolean }

/** Folders inside folders; deeper ones are a mistake or an attack. */
const deepest = 12
/** Names looked at in one walk, whatever they are. */
const mostEntries = 200_000

/** A catalog in a folder. Links are not followed, only files and folders are looked at. */
export function directorySource(
  folder: string,
  limits: SourceLimits = defaultLimits,
): CatalogSource {
  let lastMark = ''
  return {
    read: async (signal) => {
      const found = await walk(folder, limits, signal)
      const mark = found.map((file) => `${file.path}\0${file.mark}`).join('\n')
      if (mark === lastMark) return 'unchanged'
      const files = await readAll(folder, found, { limits, signal })
      lastMark = mark
      return { revision: revisionOf(files), files }
    },
    forget: () => {
      lastMark = ''
    },
    describe: () => folder,
    watch: (hint) => watchQuietly(folder, hint),
  }
}

async function walk(
  folder: string,
  limits: SourceLimits,
  signal: AbortSignal,
): Promise<readonly Found[]> {
  const found: Found[] = []
  const queue: { path: string; depth: number }[] = [{ path: '', depth: 0 }]
  let entries = 0
  for (let next = queue.shift(); next; next = queue.shift()) {
    signal.throwIfAborted()
    for (const entry of await list(join(folder, next.path))) {
      entries += 1
      if (entries > mostEntries)
        throw new SourceFailure(`The folder has over ${mostEntries} entries`)
      const path = next.path === '' ? entry.name : `${next.path}/${entry.name}`
      if (entry.isDirectory() && mayHold(path) && next.depth < deepest)
        queue.push({ path, depth: next.depth + 1 })
      else if ((entry.isFile() || entry.isSymbolicLink()) && belongs(path))
        found.push(await look(folder, path, limits))
      if (found.length > limits.files)
        throw new SourceFailure(`The catalog has more than ${limits.files} files`)
    }
  }
  found.sort((a, b) => (a.path < b.path ? -1 : 1))
  checkCollisions(found.map((file) => file.path))
  checkTotal(found, limits)
  return found
}

function checkTotal(found: readonly Found[], limits: SourceLimits): void {
  const total = found.reduce((sum, file) => sum + Math.min(file.size, limits.fileBytes), 0)
  if (total > limits.totalBytes)
    throw new SourceFailure(`The catalog is larger than ${limits.totalBytes} bytes`)
}

async function list(folder: string) {
  try {
    return await readdir(folder, { withFileTypes: true })
  } catch (cause) {
    throw new SourceFailure(`The folder ${folder} cannot be read`, { cause })
  }
}

async function look(folder: string, path: string, limits: SourceLimits): Promise<Found> {
  checkPath(path, limits)
  const facts = await lstat(join(folder, path), { bigint: true }).catch(() => undefined)
  const mark = facts ? `${facts.size}:${facts.mtimeNs}:${facts.ctimeNs}:${facts.ino}` : 'gone'
  return { path, size: Number(facts?.size ?? 0n), mark, isLink: facts?.isSymbolicLink() === true }
}

/** Files read at the same time, each into a buffer that is used again for the next: a catalog has thousands. */
const lanes = 4

async function readAll(
  folder: string,
  found: readonly Found[],
  { limits, signal }: { limits: SourceLimits; signal: AbortSignal },
): Promise<SourceFile[]> {
  const texts: (string | undefined)[] = []
  const waiting = found.entries()
  const lane = async (): Promise<void> => {
    // One byte more than allowed is enough to know that a file is too large.
    const buffer = Buffer.alloc(limits.fileBytes + 1)
    for (const [at, { path, isLink }] of waiting) {
      signal.throwIfAborted()
      texts[at] = isLink
        ? refusedText('the file is a symbolic link')
        : await readOne(join(folder, path), { limits, buffer })
    }
  }
  await Promise.all(Array.from({ length: lanes }, lane))
  return found.flatMap(({ path }, at) => {
    const text = texts[at]
    return text === undefined ? [] : [{ path, text }]
  })
}

type Reading = { limits: SourceLimits; buffer: Buffer }

/** Undefined = it has gone since. A link put there since is refused. */
async function readOne(path: string, { limits, buffer }: Reading): Promise<string | undefined> {
  try {
    const file = await open(path, constants.O_RDONLY | constants.O_NOFOLLOW)
    return textOf(await readInto(buffer, file).finally(() => file.close()), limits)
  } catch (cause) {
    if (cause instanceof Error && 'code' in cause && cause.code === 'ENOENT') return undefined
    throw new SourceFailure(`A file of the catalog cannot be read: ${path}`, { cause })
  }
}

async function readInto(buffer: Buffer, file: FileHandle): Promise<Uint8Array> {
  let at = 0
  for (;;) {
    const { bytesRead } = await file.read(buffer, at, buffer.length - at)
    at += bytesRead
    if (bytesRead === 0 || at === buffer.length) return buffer.subarray(0, at)
  }
}

function revisionOf(files: readonly SourceFile[]): string {
  const hash = createHash('sha256')
  for (const file of files) hash.update(`${file.path}\0${file.text.length}\0${file.text}\0`)
  return hash.digest('hex').slice(0, 40)
}

/** Not every file system can watch; polling finds the change all the same. */
function watchQuietly(folder: string, hint: () => void): () => void {
  try {
    const watcher = watchFolder(folder, { recursive: true, persistent: false }, hint)
    watcher.on('error', () => watcher.close())
    return () => watcher.close()
  } catch {
    return () => undefined
  }
}
