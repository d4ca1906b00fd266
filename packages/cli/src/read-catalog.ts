import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join, relative, resolve, sep } from 'node:path'
import type { SourceFile } from '@pao/core/catalog'
import { exitCodes, Stop } from './exit.ts'

/** Most files one command reads; more is surely the wrong folder. */
const mostFiles = 20_000

/**
 * The YAML files under the given files and folders, paths relative to where the command runs. Folders
 * that the service never serves (dot folders, templates/, node_modules) are passed over.
 */
export function readSources(paths: readonly string[], from: string): readonly SourceFile[] {
  const found: SourceFile[] = []
  for (const path of paths) collect(resolve(from, path), from, found)
  if (found.length === 0) throw new Stop(exitCodes.unasked, `no YAML file in ${paths.join(', ')}`)
  return found
}

function collect(path: string, from: string, found: SourceFile[]): void {
  const stat = statSync(path, { throwIfNoEntry: false })
  if (!stat) throw new Stop(exitCodes.unasked, `${path} does not exist`)
  if (stat.isFile()) {
    found.push({ path: posix(relative(from, path)), text: readFileSync(path, 'utf8') })
    return
  }
  for (const entry of readdirSync(path, { withFileTypes: true }).toSorted((a, b) =>
    a.name < b.name ? -1 : 1,
  )) {
    const inner = join(path, entry.name)
    if (entry.isDirectory() && !/^(\.|templates$|node_modules$)/.test(entry.name))
      collect(inner, from, found)
    if (entry.isFile() && /\.ya?ml$/.test(entry.name)) collect(inner, from, found)
    if (found.length > mostFiles)
      throw new Stop(exitCodes.unasked, `more than ${mostFiles} files; name a smaller folder`)
  }
}

function posix(path: string): string {
  return path.split(sep).join('/')
}
