import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join, relative, resolve, sep } from 'node:path'
import type { SourceFile } from '@pao/core/catalog'
import { exitCodes, Stop } from './exit.ts'

/** Most files one command reads; more is surely the wrong folder. */
const mostFiles = 20_000

/** What is checked together: a catalog's files by their paths in it, and what to put before them for people. */
export type Sources = { files: readonly SourceFile[]; prefix: string }

/**
 * The YAML files under the given paths. A folder is one catalog; files named one by one make one together.
 * What the service never serves (dot folders, templates/, node_modules) is passed over.
 */
export function readSources(paths: readonly string[], from: string): readonly Sources[] {
  const single: SourceFile[] = []
  const found: Sources[] = []
  for (const path of paths) {
    const place = resolve(from, path)
    const stat = statSync(place, { throwIfNoEntry: false })
    if (!stat) throw new Stop(exitCodes.unasked, `${path} does not exist`)
    if (stat.isFile())
      single.push({ path: posix(relative(from, place)), text: readFileSync(place, 'utf8') })
    else found.push(catalogIn(place, from))
  }
  if (single.length > 0) found.push(...apart(single))
  if (found.every(({ files }) => files.length === 0))
    throw new Stop(exitCodes.unasked, `no YAML file in ${paths.join(', ')}`)
  return found
}

function catalogIn(folder: string, from: string): Sources {
  const files: SourceFile[] = []
  collect(folder, folder, files)
  const way = posix(relative(from, folder))
  return { files, prefix: way === '' ? '' : `${way}/` }
}

/** Files named one by one are documents wherever they lie, so only their names count. */
function apart(files: readonly SourceFile[]): Sources[] {
  return files.map(({ path, text }) => {
    const at = path.lastIndexOf('/') + 1
    return { files: [{ path: path.slice(at), text }], prefix: path.slice(0, at) }
  })
}

function collect(path: string, from: string, found: SourceFile[]): void {
  for (const entry of readdirSync(path, { withFileTypes: true }).toSorted((a, b) =>
    a.name < b.name ? -1 : 1,
  )) {
    const inner = join(path, entry.name)
    if (entry.isDirectory() && !/^(\.|templates$|node_modules$)/.test(entry.name))
      collect(inner, from, found)
    if (entry.isFile() && /\.ya?ml$/.test(entry.name))
      found.push({ path: posix(relative(from, inner)), text: readFileSync(inner, 'utf8') })
    if (found.length > mostFiles)
      throw new Stop(exitCodes.unasked, `more than ${mostFiles} files; name a smaller folder`)
  }
}

function posix(path: string): string {
  return path.split(sep).join('/')
}
