import { ownersFiles, type SourceFile } from '@pao/core/catalog'

/** All files of one state of the catalog; the revision changes when any of them does. */
export type Reading = { revision: string; files: readonly SourceFile[] }

/** Where the catalog comes from. Two exist, a folder and a git repository; one suite tests both. */
export type CatalogSource = {
  /** Everything as it is now, or `unchanged` since the reading before. Throws SourceFailure. */
  read(signal: AbortSignal): Promise<Reading | 'unchanged'>
  /** Forgets what was read, so that the next reading is whole. */
  forget(): void
  /** For people: where it is. Never a credential. */
  describe(): string
  /** Calls back when something may have changed, a hint only; returns how to stop. */
  watch?(hint: () => void): () => void
}

/** The source cannot be read, or what it holds is beyond the limits; the old catalog stays. */
export class SourceFailure extends Error {
  override readonly name = 'SourceFailure'
}

/** What one catalog may hold. */
export type SourceLimits = {
  files: number
  fileBytes: number
  totalBytes: number
  pathBytes: number
}

export const defaultLimits: SourceLimits = {
  files: 20_000,
  fileBytes: 256 * 1024,
  totalBytes: 128 * 1024 * 1024,
  pathBytes: 512,
}

/** Starters are for authors to copy; they are never served. */
const neverServed = /^(templates|node_modules)\/|(^|\/)\.[^/]/

/** Whether a path of the repository belongs to the catalog: YAML, visible, not a starter, or its CODEOWNERS. */
export function belongs(path: string): boolean {
  if (ownersFiles.includes(path)) return true
  return /\.ya?ml$/i.test(path) && !neverServed.test(path)
}

/** Whether a folder may hold what belongs to the catalog. */
export function mayHold(folder: string): boolean {
  const isHidden = folder.split('/').at(-1)?.startsWith('.') === true
  return !isHidden || ownersFiles.some((path) => path.startsWith(`${folder}/`))
}

/** Refuses a path that could mean another file on another system. Throws SourceFailure. */
export function checkPath(path: string, limits: SourceLimits): void {
  if (Buffer.byteLength(path) > limits.pathBytes)
    throw new SourceFailure(
      `A path is longer than ${limits.pathBytes} bytes: ${path.slice(0, 80)}…`,
    )
  const parts = path.split('/')
  const strange = /[\p{Cc}\\]/u.test(path) || path !== path.normalize('NFC')
  if (strange || parts.some((part) => part === '' || part === '.' || part === '..'))
    throw new SourceFailure(`A path is not plain: ${JSON.stringify(path.slice(0, 80))}`)
}

/** Refuses two paths that are one on a system which ignores case. Throws SourceFailure. */
export function checkCollisions(paths: readonly string[]): void {
  const seen = new Map<string, string>()
  for (const path of paths) {
    const twin = seen.get(path.toLowerCase())
    if (twin !== undefined)
      throw new SourceFailure(`Two paths differ only by case: ${twin} and ${path}`)
    seen.set(path.toLowerCase(), path)
  }
}

/** Stands for a file that is not read: a text the checker refuses, with the reason in it. */
export function refusedText(reason: string): string {
  return `${JSON.stringify(`${reason} and was not read`)}\n`
}

/**
 * A file's bytes as text. What is not UTF-8 or too large becomes a text the checker refuses, so that it
 * costs its own item only.
 */
export function textOf(bytes: Uint8Array, limits: SourceLimits): string {
  if (bytes.byteLength > limits.fileBytes)
    return refusedText(`the file is larger than ${limits.fileBytes} bytes`)
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    return refusedText('the file is not UTF-8 text')
  }
}
