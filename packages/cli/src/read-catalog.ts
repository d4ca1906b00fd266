import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { basename, dirname, join, relative, resolve, sep } from 'node:path'
import { ownersFiles, type SourceFile } from '@pao/core/catalog'
import { exitCodes, Stop } from './exit.ts'

/** Most files one command reads; more is surely the wrong folder. */
const mostFiles = 20_000

/** What is checked together, by paths within it. */
export type Sources = {
  files: readonly SourceFile[]
  /** The file's path as seen from here. */
  seen(path: string): string
  /** Whether the file was asked for; the others are there because it may refer to them. */
  asked(path: string): boolean
  /** A file that belongs to no catalog: what it refers to is not known. */
  alone: boolean
}

/**
 * The YAML files under the given paths, each with the catalog it is part of. A folder that is part of
 * none is one. What the service never serves (dot folders, templates/, node_modules) is passed over
 * unless it is named. Stops at a path that is not there, and when there is nothing to read.
 */
export function readSources(paths: readonly string[], from: string): readonly Sources[] {
  const places = [...new Set(paths.map((path) => resolve(from, path)))]
  const found: Sources[] = []
  const byRoot = new Map<string, string[]>()
  for (const place of places) {
    const isFile = statOf(place, from).isFile()
    const root = rootOf(isFile ? dirname(place) : place)
    if (root !== undefined && isServed(place, root))
      byRoot.set(root, [...(byRoot.get(root) ?? []), place])
    else if (isFile) found.push(loose(place, from))
    else if (root === undefined) found.push(catalogIn(place, from))
    else found.push(...filesIn(place).map((file) => loose(file, from)))
  }
  for (const [root, asked] of byRoot) found.push(catalogIn(root, from, asked))
  if (!found.some(({ files, asked }) => files.some(({ path }) => asked(path))))
    throw new Stop(exitCodes.unasked, `no YAML file in ${paths.join(', ')}`)
  return found
}

/** The YAML files under the given paths, by their paths as seen from here. */
export function readNamed(paths: readonly string[], from: string): readonly SourceFile[] {
  return readSources(paths, from).flatMap(({ files, seen, asked }) =>
    files.filter(({ path }) => asked(path)).map(({ path, text }) => ({ path: seen(path), text })),
  )
}

function statOf(place: string, from: string) {
  const stat = statSync(place, { throwIfNoEntry: false })
  if (!stat) throw new Stop(exitCodes.unasked, `${posix(relative(from, place))} does not exist`)
  return stat
}

/** The catalog a folder belongs to: the nearest one above it, or itself, with an index. */
function rootOf(folder: string): string | undefined {
  for (let at = folder; ; at = dirname(at)) {
    if (existsSync(join(at, 'catalog/_index.yaml'))) return at
    if (existsSync(join(at, '_index.yaml'))) return basename(at) === 'catalog' ? dirname(at) : at
    if (existsSync(join(at, '.git')) || dirname(at) === at) return undefined
  }
}

const passedOver = /^(\.|templates$|node_modules$)/

function isServed(place: string, root: string): boolean {
  return relative(root, place)
    .split(sep)
    .every((part) => !passedOver.test(part))
}

function catalogIn(root: string, from: string, asked: readonly string[] = [root]): Sources {
  const owners = ownersFiles.map((path) => join(root, path)).filter((path) => existsSync(path))
  const files = [...filesIn(root), ...owners].map((file) => sourceOf(file, root))
  return {
    files,
    seen: (path) => posix(relative(from, join(root, path))),
    asked: (path) => {
      const place = join(root, path)
      return (
        !ownersFiles.includes(path) &&
        asked.some((one) => place === one || place.startsWith(withEnd(one)))
      )
    },
    alone: false,
  }
}

function loose(file: string, from: string): Sources {
  const folder = dirname(file)
  return {
    files: [sourceOf(file, folder)],
    seen: (path) => posix(relative(from, join(folder, path))),
    asked: () => true,
    alone: true,
  }
}

function sourceOf(file: string, root: string): SourceFile {
  return { path: posix(relative(root, file)), text: readFileSync(file, 'utf8') }
}

function withEnd(path: string): string {
  return path.endsWith(sep) ? path : `${path}${sep}`
}

function filesIn(folder: string, found: string[] = []): readonly string[] {
  const entries = readdirSync(folder, { withFileTypes: true })
  for (const entry of entries.toSorted((a, b) => (a.name < b.name ? -1 : 1))) {
    const inner = join(folder, entry.name)
    if (entry.isDirectory() && !passedOver.test(entry.name)) filesIn(inner, found)
    if (entry.isFile() && !entry.name.startsWith('.') && /\.ya?ml$/i.test(entry.name))
      found.push(inner)
    if (found.length > mostFiles)
      throw new Stop(exitCodes.unasked, `more than ${mostFiles} files; name a smaller folder`)
  }
  return found
}

function posix(path: string): string {
  return path.split(sep).join('/')
}
