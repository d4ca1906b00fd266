import {
  access,
  constants,
  mkdir,
  readdir,
  readFile,
  realpath,
  rm,
  stat,
  writeFile,
} from 'node:fs/promises'
import { dirname, isAbsolute, join, resolve } from 'node:path'
import {
  ConnectionMissing,
  type Process,
  type ProgramRun,
  WorkFailure,
  type Workplace,
} from '@pao/connectors'
import { isBelow } from './below.ts'
import { bringCode, type CodeRules, permits } from './code.ts'
import { packFolder } from './pack.ts'
import { ProgramFailure, runProgram } from './process.ts'

/** A program of the operator's list. */
export type ListedProgram = {
  /** Path or name as the operator wrote it. */
  written: string
  /** The setting that names it. */
  setting: string
  environment: Readonly<Record<string, string>>
}

export type WorkplaceSettings = {
  /** The operator's folder that everything is written below. */
  folder: string
  programs: Readonly<Record<string, ListedProgram>>
  /** Makes in the operator's folder what the environment of programs names. */
  prepare?: () => Promise<void>
  /** Folder of scripts that may be run as `hook:<name>`. */
  hooks: string | undefined
  code: CodeRules
  now: () => number
  newId: () => string
  /** Who takes turns, shared by workplaces whose programs share a cache; left out = by those of this one alone. */
  turns?: Map<string, Promise<unknown>>
}

/** Where programs are looked for, whatever the environment of this process says. */
const searchPath = '/usr/local/bin:/opt/homebrew/bin:/usr/bin:/bin'
/** Longest run of one program, four hours; actions set shorter times. */
const longestRunMs = 14_400_000
/** Milliseconds a program has for a clean end, so that its state is saved and its locks are freed. */
export const cleanEndMs = 60_000
const mostOutputBytes = 16 * 1024 * 1024
/** Milliseconds after which a folder is nobody's any more: its process was killed. */
const forgottenMs = 24 * 3_600_000

/** Where a listed program lies; undefined = it is not there or may not be run. */
export async function findProgram(written: string): Promise<string | undefined> {
  const places = written.includes('/')
    ? [resolve(written)]
    : searchPath.split(':').map((folder) => join(folder, written))
  for (const place of places) if (await isProgram(place)) return place
  return undefined
}

async function isProgram(path: string): Promise<boolean> {
  try {
    await access(path, constants.X_OK)
    return (await stat(path)).isFile()
  } catch {
    return false
  }
}

/**
 * Opens folders for calls of connectors, by tenant; nothing is written outside of the operator's folder, and what
 * lasts of one tenant is not seen by another.
 */
export function openProcess(
  settings: WorkplaceSettings,
): (whose: { tenant: string; team?: string }) => Process {
  const { turns = new Map<string, Promise<unknown>>() } = settings
  return ({ tenant, team }) => ({
    async open(program) {
      if (program !== undefined) await mustHave(settings, program)
      const calls = join(settings.folder, 'calls')
      await mkdir(calls, { recursive: true, mode: 0o700 })
      await settings.prepare?.()
      await forget(calls, settings.now())
      const root = await realpath(calls)
      const place = join(root, settings.newId())
      for (const name of ['home', 'tmp'])
        await mkdir(join(place, name), { recursive: true, mode: 0o700 })
      const lasting = join(settings.folder, 'lasting', encodeURIComponent(tenant))
      return workplace(
        { ...settings, code: codeFor(settings.code, team) },
        { root: place, lasting, turns },
      )
    },
  })
}

async function mustHave({ programs }: WorkplaceSettings, program: string): Promise<void> {
  const listed = Object.hasOwn(programs, program) ? programs[program] : undefined
  if (!listed) throw new ConnectionMissing(`No program ${program} is set up on this server`)
  if ((await findProgram(listed.written)) === undefined)
    throw new ConnectionMissing(
      `There is no program ${listed.written} that this server may run (${listed.setting})`,
    )
}

/** The rules for items of a team, whose connections alone are used. */
function codeFor(code: CodeRules, team: string | undefined): CodeRules {
  return { ...code, connection: (type, name) => code.connection(type, name, team) }
}

/** Folders of processes that were killed: no call takes a day. */
async function forget(calls: string, now: number): Promise<void> {
  for (const name of await readdir(calls)) {
    const found = await stat(join(calls, name)).catch(() => undefined)
    if (found && now - found.mtimeMs > forgottenMs)
      await rm(join(calls, name), { recursive: true, force: true })
  }
}

type Place = { root: string; lasting: string; turns: Map<string, Promise<unknown>> }

function workplace(settings: WorkplaceSettings, { root, lasting, turns }: Place): Workplace {
  const below = (name: string): string => belowOf(root, name)
  return {
    path: below,
    async lasting(name) {
      const folder = belowOf(lasting, name)
      await mkdir(folder, { recursive: true, mode: 0o700 })
      return folder
    },
    async write(name, content) {
      const path = below(name)
      await mkdir(dirname(path), { recursive: true, mode: 0o700 })
      await refuseEscape(root, dirname(path))
      await rm(path, { force: true, recursive: true })
      await writeFile(path, content, { mode: 0o600, flag: 'wx' })
    },
    async read(name) {
      const path = below(name)
      const real = await realpath(path).catch(() => undefined)
      if (real === undefined) return undefined
      await refuseEscape(root, real)
      return readFile(real)
    },
    pack: (folder) => packFolder(below(folder)),
    permits: (address) => permits(settings.code, address),
    bring: (source, folder, signal) =>
      bringCode(settings.code, { source, folder: below(folder), signal }),
    run: (call) => inTurn(turns, call.oneAtATime, () => runBelow(settings, { root, call })),
    [Symbol.asyncDispose]: () => rm(root, { recursive: true, force: true }),
  }
}

/** The path of a name below a folder. Throws WorkFailure when it leads out. */
function belowOf(root: string, name: string): string {
  const path = resolve(root, name)
  if (isAbsolute(name) || !isBelow(root, path) || name.includes('\0'))
    throw new WorkFailure('refused', 'A path leads out of the folder of the action')
  return path
}

async function refuseEscape(root: string, path: string): Promise<void> {
  if (!isBelow(root, await realpath(path)))
    throw new WorkFailure('refused', 'A link leads out of the folder of the action')
}

async function inTurn<T>(
  turns: Map<string, Promise<unknown>>,
  name: string | undefined,
  work: () => Promise<T>,
): Promise<T> {
  if (name === undefined) return work()
  const mine = (turns.get(name) ?? Promise.resolve()).then(work, work)
  turns.set(name, mine)
  return mine
}

type Running = { root: string; call: ProgramRun }

async function runBelow(settings: WorkplaceSettings, { root, call }: Running) {
  const { program, environment } = await programOf(settings, call.program)
  const cwd = belowOf(root, call.folder)
  await refuseEscape(root, cwd)
  try {
    const end = await runProgram({
      program,
      args: call.args,
      cwd,
      env: {
        PATH: searchPath,
        HOME: join(root, 'home'),
        TMPDIR: join(root, 'tmp'),
        LC_ALL: 'C.UTF-8',
        GIT_TERMINAL_PROMPT: '0',
        ...environment,
        ...call.environment,
      },
      timeoutMs: longestRunMs,
      maxBytes: mostOutputBytes,
      interruptMs: cleanEndMs,
      outputFolder: join(root, 'output'),
      signal: call.signal,
      ...(call.onLine && { onLine: call.onLine }),
    })
    return { code: end.code, stdout: end.stdout.toString(), stderr: end.stderr }
  } catch (cause) {
    if (cause instanceof ProgramFailure)
      throw new WorkFailure(cause.kind, `${call.program} did not come to its end: ${cause.kind}`, {
        cause,
      })
    throw cause
  }
}

async function programOf({ programs, hooks }: WorkplaceSettings, name: string) {
  const listed = Object.hasOwn(programs, name) ? programs[name] : undefined
  const found = listed && (await findProgram(listed.written))
  if (listed && found) return { program: found, environment: listed.environment }
  const hook = /^hook:([A-Za-z0-9][A-Za-z0-9_.-]*)$/.exec(name)?.[1]
  const script = hook !== undefined && hooks !== undefined && (await hookOf(hooks, hook))
  if (script) return { program: script, environment: {} }
  throw new WorkFailure('refused', `${name} is not on the operator's list`)
}

async function hookOf(hooks: string, name: string): Promise<string | undefined> {
  const [root, path] = await Promise.all(
    [hooks, join(hooks, name)].map((place) => realpath(place).catch(() => undefined)),
  )
  if (root === undefined || path === undefined || !isBelow(root, path)) return undefined
  return (await isProgram(path)) ? path : undefined
}
