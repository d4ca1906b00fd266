import { constants, open, readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { type PriceFault, type PriceFile, readPrices } from '@pao/core/governance'
import type { Timers } from '#timers.ts'

type Known = { mark: string; content: PriceFile | undefined }

export type PriceFolderDeps = {
  folder: string
  /** Milliseconds between looks. */
  pollMs: number
  timers: Timers
  log: { warn(facts: object, text: string): void; info(facts: object, text: string): void }
}

export type PriceFolder = {
  /** The same list until a file changed. */
  files(): readonly PriceFile[]
  /** Looks now; for tests and the start. */
  look(): Promise<void>
  stop(): void
}

const mostFiles = 500
const deepest = 4
/** Bytes of one file; the reader's own limit says so with a place. */
const mostBytes = 16 * 1024 * 1024 + 1

/**
 * Reads the operator's price lists (YAML or JSON, folders included, no links) and goes on looking. A folder that
 * cannot be read leaves what was known.
 */
export async function openPriceFolder(deps: PriceFolderDeps): Promise<PriceFolder> {
  const { folder, pollMs, timers, log } = deps
  let known = new Map<string, Known>()
  let files: readonly PriceFile[] = []
  let isLooking = false
  const look = async (): Promise<void> => {
    if (isLooking) return
    isLooking = true
    try {
      const next = await lookAt(folder, known, log)
      const isSame =
        next.size === known.size && [...next].every(([path, one]) => known.get(path) === one)
      known = next
      if (isSame) return
      files = [...next.values()].flatMap(({ content }) => (content ? [content] : []))
      log.info({ folder, files: files.length }, 'price lists read')
    } catch (error) {
      log.warn({ folder, error: String(error) }, 'the folder of price lists cannot be read')
    } finally {
      isLooking = false
    }
  }
  await look()
  const stop = timers.every(pollMs, () => void look(), { ref: false })
  return { files: () => files, look, stop }
}

async function lookAt(
  folder: string,
  known: ReadonlyMap<string, Known>,
  log: PriceFolderDeps['log'],
): Promise<Map<string, Known>> {
  const next = new Map<string, Known>()
  for (const path of await paths(folder, '', 0)) {
    if (next.size >= mostFiles) {
      log.warn({ folder, most: mostFiles }, 'the folder of price lists holds too many files')
      break
    }
    const found = await lookAtFile(join(folder, path), path, known.get(path))
    if (!found) continue
    next.set(path, found.known)
    for (const { file, line, column, message, hint } of found.faults)
      log.warn(
        { file, line, column, hint },
        `price list refused: ${file}:${line}:${column} ${message}`,
      )
  }
  return next
}

async function paths(folder: string, under: string, depth: number): Promise<string[]> {
  const entries = await readdir(join(folder, under), { withFileTypes: true })
  const found: string[] = []
  for (const entry of entries.toSorted((a, b) => (a.name < b.name ? -1 : 1))) {
    const path = under === '' ? entry.name : `${under}/${entry.name}`
    if (entry.name.startsWith('.')) continue
    if (entry.isDirectory() && depth < deepest)
      found.push(...(await paths(folder, path, depth + 1)))
    if (entry.isFile() && /\.(ya?ml|json)$/i.test(entry.name)) found.push(path)
  }
  return found
}

/** Undefined = it is gone meanwhile. */
async function lookAtFile(
  place: string,
  path: string,
  before: Known | undefined,
): Promise<{ known: Known; faults: readonly PriceFault[] } | undefined> {
  const file = await open(place, constants.O_RDONLY | constants.O_NOFOLLOW).catch(() => undefined)
  if (!file) return undefined
  try {
    const { size, mtimeMs, ino } = await file.stat()
    const mark = `${size}:${mtimeMs}:${ino}`
    if (before?.mark === mark) return { known: before, faults: [] }
    const bytes = Buffer.alloc(Math.min(size, mostBytes))
    const { bytesRead } = await file.read(bytes, 0, bytes.length, 0)
    const read = readPrices({ path, text: bytes.subarray(0, bytesRead).toString('utf8') })
    if (read.ok) return { known: { mark, content: read.value }, faults: [] }
    return { known: { mark, content: before?.content }, faults: read.faults }
  } finally {
    await file.close()
  }
}
