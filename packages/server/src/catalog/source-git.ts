import { createHash } from 'node:crypto'
import { mkdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { SourceFile } from '@pao/core/catalog'
import type { TreeEntry } from './git-objects.ts'
import { readBlobs, readTree } from './git-objects.ts'
import type { CatalogSource, Reading, SourceLimits } from './source.ts'
import { checkCollisions, defaultLimits, refusedText, SourceFailure, textOf } from './source.ts'
import type { SourcePlace } from './source-url.ts'
import { type GitAccess, gitEnvironment, withKeyFile } from '#outbound/git-access.ts'
import { ProgramFailure, type ProgramEnd, runProgram } from '#outbound/process.ts'

export type GitDeps = {
  /** The service's own folder; mirrors, known hosts and short-lived key files live in it. */
  dataDir: string
  access: GitAccess
  /** Where programs are looked for. */
  path?: string
  /** Milliseconds one git command may take. */
  timeoutMs?: number
  limits?: SourceLimits
}

type GitPlace = Extract<SourcePlace, { kind: 'git' }>
type Run = (
  args: readonly string[],
  signal: AbortSignal,
  options?: { input?: string; maxBytes?: number },
) => Promise<ProgramEnd>

/** Local name of the state that was fetched last. */
const ours = 'refs/pao/catalog'
/** Old objects are never collected, so after so many revisions the mirror is made anew. */
const revisionsPerMirror = 200
/** Signs that the mirror itself is broken, for instance by a kill in the middle of a fetch. */
const mirrorIsBroken = /\.lock|shallow|corrupt|bad object|not a git repository|packfile|index-pack/i

/**
 * A catalog in a git repository: a bare, shallow mirror whose objects are read directly. Nothing is ever
 * checked out, so links, hooks, filters and submodules of the repository have no effect.
 */
export function gitSource(place: GitPlace, deps: GitDeps): CatalogSource {
  const limits = deps.limits ?? defaultLimits
  const state: State = { revision: '', revisions: 0, texts: new Map() }
  const mirror = join(deps.dataDir, 'catalog-git', nameOf(place.url))
  const run = runner(place, deps, mirror)
  return {
    read: async (signal) => {
      const revision = await fetched(place, { run, mirror, state }, signal)
      if (revision === state.revision) return 'unchanged'
      const reading = await readAll(run, place, { revision, limits, state, signal })
      state.revision = revision
      state.revisions += 1
      return reading
    },
    forget: () => {
      state.revision = ''
    },
    describe: () => describe(place),
  }
}

type State = { revision: string; revisions: number; texts: ReadonlyMap<string, string> }

function describe({ url, branch, subfolder }: GitPlace): string {
  const fragment = [branch ?? '', ...(subfolder === undefined ? [] : [subfolder])].join(':')
  return fragment === '' ? url : `${url}#${fragment}`
}

function nameOf(url: string): string {
  return `${createHash('sha256').update(url).digest('hex').slice(0, 24)}.git`
}

function runner(place: GitPlace, deps: GitDeps, mirror: string): Run {
  const folder = join(deps.dataDir, 'catalog-git')
  return async (args, signal, options = {}) => {
    const { token, sshKey } = args[0] === 'fetch' ? await deps.access() : {}
    return withKeyFile(sshKey, folder, (keyFile) =>
      runProgram({
        program: 'git',
        args,
        cwd: mirror,
        env: gitEnvironment(place, {
          folder,
          path: deps.path ?? '/usr/local/bin:/opt/homebrew/bin:/usr/bin:/bin',
          ...(token !== undefined && { token }),
          ...(keyFile !== undefined && { keyFile }),
        }),
        timeoutMs: deps.timeoutMs ?? 120_000,
        maxBytes: options.maxBytes ?? 1024 * 1024,
        signal,
        ...(options.input !== undefined && { input: options.input }),
      }),
    )
  }
}

type Mirror = { run: Run; mirror: string; state: State }

async function fetched(place: GitPlace, at: Mirror, signal: AbortSignal): Promise<string> {
  if (at.state.revisions >= revisionsPerMirror) await remake(at)
  const first = await fetchOnce(place, at, signal)
  if (first.code === 0) return headOf(at.run, signal)
  if (!mirrorIsBroken.test(first.stderr)) throw failed('cannot be fetched', first)
  await remake(at)
  const second = await fetchOnce(place, at, signal)
  if (second.code !== 0) throw failed('cannot be fetched', second)
  return headOf(at.run, signal)
}

async function remake({ mirror, state }: Mirror): Promise<void> {
  await rm(mirror, { recursive: true, force: true })
  state.revisions = 0
}

async function fetchOnce(
  place: GitPlace,
  { run, mirror }: Mirror,
  signal: AbortSignal,
): Promise<ProgramEnd> {
  await mkdir(mirror, { recursive: true, mode: 0o700 })
  const made = await attempt(run(['init', '--quiet', '--bare', '--template=', '.'], signal))
  if (made.code !== 0) return made
  const from = place.branch === undefined ? 'HEAD' : `refs/heads/${place.branch}`
  const options = ['--quiet', '--depth=1', '--no-tags', '--force', '--no-recurse-submodules']
  return attempt(
    run(
      ['fetch', ...options, '--no-write-fetch-head', '--', place.url, `+${from}:${ours}`],
      signal,
    ),
  )
}

async function attempt(end: Promise<ProgramEnd>): Promise<ProgramEnd> {
  return end.catch((cause: unknown) => {
    if (cause instanceof ProgramFailure && cause.kind !== 'aborted')
      throw new SourceFailure(`The git repository cannot be read: ${cause.message}`, { cause })
    throw cause
  })
}

/** Git's own last line says what is wrong; it never holds the token, which stands in no argument. */
function failed(what: string, end: ProgramEnd): SourceFailure {
  const lines = end.stderr
    .split('\n')
    .filter((line) => /^(fatal|error|remote|ssh|host)/i.test(line))
  const said = (lines.at(-1) ?? end.stderr.trim().split('\n').at(-1) ?? '').slice(0, 300)
  return new SourceFailure(`The git repository ${what}: ${said}`)
}

async function headOf(run: Run, signal: AbortSignal): Promise<string> {
  const end = await attempt(run(['rev-parse', '--verify', '--quiet', `${ours}^{commit}`], signal))
  const revision = end.stdout.toString().trim()
  if (end.code !== 0 || !/^[0-9a-f]{40,64}$/.test(revision)) throw failed('has no such branch', end)
  return revision
}

type ReadAll = { revision: string; limits: SourceLimits; state: State; signal: AbortSignal }

async function readAll(run: Run, place: GitPlace, at: ReadAll): Promise<Reading> {
  const { revision, limits, state, signal } = at
  const tree = place.subfolder === undefined ? revision : `${revision}:${place.subfolder}`
  const listed = await attempt(
    run(['ls-tree', '-r', '-z', '-l', '--full-tree', tree, '--'], signal, {
      maxBytes: 64 * 1024 * 1024,
    }),
  )
  if (listed.code !== 0) throw failed(`has no folder ${place.subfolder ?? '/'}`, listed)
  const entries = readTree(listed.stdout, limits)
  checkCollisions(entries.map((entry) => entry.path))
  const texts = await textsOf(run, entries, at)
  state.texts = texts
  const files = entries.map((entry): SourceFile => ({
    path: entry.path,
    text: fileText(entry, texts, limits),
  }))
  return { revision, files }
}

function fileText(
  entry: TreeEntry,
  texts: ReadonlyMap<string, string>,
  limits: SourceLimits,
): string {
  if (entry.isLink) return refusedText('the file is a symbolic link')
  if (entry.size > limits.fileBytes)
    return refusedText(`the file is larger than ${limits.fileBytes} bytes`)
  return texts.get(entry.object) ?? refusedText('the file is missing from the repository')
}

/** Only objects not seen in the reading before are asked for. */
async function textsOf(
  run: Run,
  entries: readonly TreeEntry[],
  { limits, state, signal }: ReadAll,
): Promise<ReadonlyMap<string, string>> {
  const wanted = entries.filter((entry) => !entry.isLink && entry.size <= limits.fileBytes)
  const total = wanted.reduce((sum, entry) => sum + entry.size, 0)
  if (total > limits.totalBytes)
    throw new SourceFailure(`The catalog is larger than ${limits.totalBytes} bytes`)
  const objects = [...new Set(wanted.map((entry) => entry.object))]
  const missing = objects.filter((object) => !state.texts.has(object))
  const blobs = new Map<string, Buffer>()
  if (missing.length > 0) {
    const end = await attempt(
      run(['cat-file', '--batch'], signal, {
        input: `${missing.join('\n')}\n`,
        maxBytes: limits.totalBytes + missing.length * 128,
      }),
    )
    if (end.code !== 0) throw failed('cannot be read', end)
    for (const [object, bytes] of readBlobs(end.stdout)) blobs.set(object, bytes)
  }
  const texts = new Map<string, string>()
  for (const object of objects) {
    const bytes = blobs.get(object)
    const text = bytes ? textOf(bytes, limits) : state.texts.get(object)
    if (text !== undefined) texts.set(object, text)
  }
  return texts
}
