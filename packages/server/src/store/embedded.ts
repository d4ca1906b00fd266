import { type ChildProcess, spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { closeSync, existsSync, openSync } from 'node:fs'
import { chown, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import pg from 'pg'
import { asAccount, choosePlace, type Place, run } from './embedded-place.ts'

type Log = {
  info(facts: Record<string, unknown>, message: string): void
  warn(facts: Record<string, unknown>, message: string): void
}

/** A running PostgreSQL of our own. `url` stays the same while it runs, restarts included. */
export type Embedded = { url: string; pid(): number | undefined; stop(): Promise<void> }

type Server = { pid: number; ended: Promise<void>; release(): void }
type Keep = { password: string; owner: number; port: number }

const startTries = 6
const user = 'pao'

/** Crash safety as PostgreSQL has it by default; memory small, because it is one of many on the machine. */
const settings = [
  'fsync=on',
  'full_page_writes=on',
  'synchronous_commit=on',
  'shared_buffers=64MB',
  'max_connections=100',
  'wal_compression=on',
  'max_wal_size=512MB',
  'jit=off',
  'huge_pages=off',
  // Containers give /dev/shm little room, and parallel plans are all that needs it.
  'max_parallel_workers_per_gather=0',
  'autovacuum_naptime=15s',
  'unix_socket_directories=',
  'listen_addresses=127.0.0.1',
  'timezone=UTC',
  'log_timezone=UTC',
]

/**
 * Starts PostgreSQL with its data below `dataDir`, or adopts one still running from the same data.
 * It is restarted when it dies and ends with this process, however that ends. Throws after six tries.
 */
export async function startEmbedded(options: { dataDir: string; log: Log }): Promise<Embedded> {
  const { dataDir, log } = options
  const place = await choosePlace(dataDir, (facts, message) => log.warn(facts, message))
  const keepFile = join(dataDir, 'postgres.json')
  const kept = await readKeep(keepFile)
  const keep: Keep = {
    password: kept?.password ?? randomBytes(24).toString('base64url'),
    owner: process.pid,
    port: await freePort(),
  }
  if (!existsSync(join(place.home, 'data', 'PG_VERSION'))) await init(place, keep.password)

  const left = await leftover(place, keep.password)
  if (
    left &&
    kept &&
    kept.owner !== process.pid &&
    isAlive(kept.owner) &&
    kept.port === left.port
  ) {
    log.info({ port: left.port }, 'sharing the embedded database of another process')
    const url = address(keep.password, left.port)
    return { url, pid: () => left.pid, stop: async () => undefined }
  }
  if (left) keep.port = left.port
  await writeFile(keepFile, `${JSON.stringify(keep)}\n`, { mode: 0o600 })
  const first = left ? adopt(left.pid, place) : await launch(place, keep, log)
  log.info({ port: keep.port, adopted: left !== undefined }, 'embedded database is ready')
  return supervise({ place, keep, log }, first)
}

/** Milliseconds after six tries in a row that came to nothing. */
const restMs = 5_000

type Ward = { place: Place; keep: Keep; log: Log }

/** Restarts the server on the same port whenever it ends without being asked to. */
function supervise({ place, keep, log }: Ward, first: Server): Embedded {
  let server: Server | undefined = first
  const stopping = new AbortController()
  // A full disk lets no server start, and whoever makes room does not think of us: it is tried until we stop.
  const again = async (): Promise<Server | undefined> => {
    while (!stopping.signal.aborted)
      try {
        return await launch(place, keep, log)
      } catch (error) {
        log.warn({ error: String(error) }, 'the embedded database could not be started again yet')
        await pause(restMs, undefined, { signal: stopping.signal, ref: false }).catch(
          () => undefined,
        )
      }
    return undefined
  }
  const watch = async (): Promise<void> => {
    while (server) {
      await server.ended
      if (stopping.signal.aborted) return
      server.release()
      server = undefined
      log.warn({ port: keep.port }, 'the embedded database ended; starting it again')
      server = await again()
      if (stopping.signal.aborted) return
    }
  }
  const watching = watch().catch((error: unknown) =>
    log.warn({ error: String(error) }, 'the embedded database could not be started again'),
  )
  return {
    url: address(keep.password, keep.port),
    pid: () => server?.pid,
    async stop() {
      stopping.abort()
      // Died and being started again: wait for that, then end it.
      if (!server) await watching
      if (server) await end(server)
    },
  }
}

/** Fast shutdown; after ten seconds an immediate one, which the next start recovers from. */
async function end(server: Server): Promise<void> {
  kill(server.pid, 'SIGINT')
  // The child is unreferenced, so this timer is also what keeps the process alive meanwhile.
  const hurry = setTimeout(() => kill(server.pid, 'SIGQUIT'), 10_000)
  await server.ended
  clearTimeout(hurry)
  server.release()
}

/** Makes the data folder under another name first, so that a half-made one is never taken for whole. */
async function init({ account, home, native }: Place, password: string): Promise<void> {
  const draft = join(home, 'data.draft')
  const secret = join(home, 'initial-password')
  await rm(draft, { recursive: true, force: true })
  await writeFile(secret, password, { mode: 0o600 })
  if (account) await chown(secret, account.uid, account.gid)
  const args = ['-D', draft, '-U', user, `--pwfile=${secret}`, '-A', 'scram-sha-256']
  await run(
    join(native, 'bin', 'initdb'),
    [...args, '-E', 'UTF8', '--locale=C', '--no-instructions'],
    account,
  )
  await rm(secret)
  await rename(draft, join(home, 'data'))
}

type Left = { pid: number; port: number }

/** A server still running from our data: healthy = returned, sick = ended here. */
async function leftover({ home }: Place, password: string): Promise<Left | undefined> {
  const lines = await readFile(join(home, 'data', 'postmaster.pid'), 'utf8').then(
    (text) => text.split('\n'),
    () => [],
  )
  const left = { pid: Number(lines[0]), port: Number(lines[3]) }
  if (!(left.pid > 0) || lines[1] !== join(home, 'data') || !isAlive(left.pid)) return undefined
  if (await answers(address(password, left.port), 2_000)) return left
  kill(left.pid, 'SIGQUIT')
  for (let tries = 0; tries < 100 && isAlive(left.pid); tries += 1) await pause(50)
  return undefined
}

/** After a kill -9 orphans may hold the shared memory for a moment, hence the tries. */
async function launch(place: Place, keep: Keep, log: Log): Promise<Server> {
  const url = address(keep.password, keep.port)
  for (let tries = 1; ; tries += 1) {
    const server = spawnServer(place, keep.port)
    const ready = await Promise.race([answers(url, 20_000), server.ended.then(() => false)])
    if (ready) return server
    await end(server)
    if (tries >= startTries)
      throw new Error(
        `The embedded PostgreSQL does not start; see ${join(place.home, 'postgres.log')}`,
      )
    log.warn({ tries }, 'the embedded database did not start; trying again')
    await pause(tries * 250)
  }
}

function spawnServer({ account, home, native }: Place, port: number): Server {
  const log = openSync(join(home, 'postgres.log'), 'a', 0o600)
  const data = join(home, 'data')
  const args = ['-D', data, '-p', String(port), ...settings.flatMap((text) => ['-c', text])]
  // Its own process group: a Ctrl-C at the terminal must reach us first, not the database.
  const child = spawn(join(native, 'bin', 'postgres'), args, {
    ...asAccount(account),
    stdio: ['ignore', log, log],
    detached: true,
  })
  closeSync(log)
  child.unref()
  const pid = child.pid ?? 0
  const guard = pid > 0 ? watchdog(pid, account) : undefined
  const ended = new Promise<void>((resolve) => {
    child.on('exit', () => resolve())
    child.on('error', () => resolve())
  })
  return { pid, ended, release: () => release(guard) }
}

function adopt(pid: number, { account }: Place): Server {
  const guard = watchdog(pid, account)
  const ended = (async () => {
    while (isAlive(pid)) await pause(200, undefined, { ref: false })
  })()
  return { pid, ended, release: () => release(guard) }
}

/**
 * Ends the server when this process is gone: the pipe closes even on SIGKILL, and then the shell's
 * `cat` returns. Without a shell (Windows) the next start adopts what was left.
 */
function watchdog(pid: number, account: Place['account']): ChildProcess | undefined {
  if (process.platform === 'win32') return undefined
  const guard = spawn(
    '/bin/sh',
    ['-c', 'cat >/dev/null; kill -INT "$1"', 'pao-guard', String(pid)],
    {
      ...asAccount(account),
      stdio: ['pipe', 'ignore', 'ignore'],
      detached: true,
    },
  )
  guard.on('error', () => undefined)
  guard.unref()
  const pipe: unknown = guard.stdin
  if (pipe instanceof Object && 'unref' in pipe && typeof pipe.unref === 'function') pipe.unref()
  return guard
}

/** Ends the shell and its `cat` together; they share a process group of their own. */
function release(guard: ChildProcess | undefined): void {
  if (guard?.pid !== undefined && guard.exitCode === null) kill(-guard.pid, 'SIGKILL')
}

/** Whether the server lets us in within the time; makes our database on the first occasion. */
async function answers(url: string, withinMs: number): Promise<boolean> {
  const tries = Math.ceil(withinMs / 40)
  for (let count = 0; count < tries; count += 1) {
    const client = new pg.Client({
      connectionString: url.replace(/\/pao$/, '/postgres'),
      connectionTimeoutMillis: 2_000,
    })
    client.on('error', () => undefined)
    try {
      await client.connect()
      const { rowCount } = await client.query(`select 1 from pg_database where datname = 'pao'`)
      if (rowCount === 0) await client.query('create database pao')
      return true
    } catch {
      await pause(40)
    } finally {
      await client.end().catch(() => undefined)
    }
  }
  return false
}

function address(password: string, port: number): string {
  return `postgresql://${user}:${password}@127.0.0.1:${port}/pao`
}

async function readKeep(path: string): Promise<Keep | undefined> {
  if (!existsSync(path)) return undefined
  return JSON.parse(await readFile(path, 'utf8')) as Keep
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM'
  }
}

function kill(pid: number, signal: 'SIGINT' | 'SIGQUIT' | 'SIGKILL'): void {
  try {
    process.kill(pid, signal)
  } catch {
    // Already gone, which is what was wanted.
  }
}

async function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer()
    probe.on('error', reject)
    probe.listen(0, '127.0.0.1', () => {
      const bound = probe.address()
      probe.close(() =>
        typeof bound === 'object' && bound ? resolve(bound.port) : reject(new Error('no port')),
      )
    })
  })
}
