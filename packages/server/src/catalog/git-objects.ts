import type { SourceLimits } from './source.ts'
import { belongs, checkPath, SourceFailure } from './source.ts'

/** One file of a commit. */
export type TreeEntry = { path: string; object: string; size: number; isLink: boolean }

const line = /^(\d{6}) (blob|commit|tree) ([0-9a-f]{40,64}) +(\d+|-)\t([\s\S]+)$/

/**
 * The catalog's files out of `git ls-tree -r -z -l`, by mode: links are kept as such, submodules are
 * not files. Throws SourceFailure beyond the limits.
 */
export function readTree(output: Buffer, limits: SourceLimits): readonly TreeEntry[] {
  const entries: TreeEntry[] = []
  for (const record of output.toString('utf8').split('\0')) {
    const [, mode, type, object = '', size, path = ''] = line.exec(record) ?? []
    if (type !== 'blob' || !belongs(path)) continue
    checkPath(path, limits)
    entries.push({ path, object, size: Number(size), isLink: mode === '120000' })
    if (entries.length > limits.files)
      throw new SourceFailure(`The catalog has more than ${limits.files} files`)
  }
  return entries
}

/** The objects in the answer of `git cat-file --batch`. */
export function* readBlobs(output: Buffer): Generator<[object: string, bytes: Buffer]> {
  let at = 0
  while (at < output.length) {
    const end = output.indexOf(0x0a, at)
    if (end < 0) return
    const [object = '', type, size] = output.toString('utf8', at, end).split(' ')
    at = end + 1
    if (type !== 'blob') continue
    const length = Number(size)
    yield [object, output.subarray(at, at + length)]
    at += length + 1
  }
}
