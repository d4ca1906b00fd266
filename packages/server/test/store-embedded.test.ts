import { spawn } from 'node:child_process'
import { readFile, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { afterEach, describe, expect, it } from 'vitest'
import { openDatabase } from '../src/store/db.ts'
import { type Embedded, startEmbedded } from '../src/store/embedded.ts'
import { openFolder } from './database.ts'

const log = { info: () => undefined, warn: () => undefined }
const folders: string[] = []
const running: Embedded[] = []

afterEach(async () => {
  for (const server of running.splice(0)) await server.stop()
  for (const folder of folders.splice(0)) await rm(folder, { recursive: true, force: true })
})

async function newFolder(base = tmpdir()): Promise<string> {
  const folder = await openFolder('pao-store-', base)
  folders.push(folder)
  return folder
}

async function start(dataDir: string): Promise<Embedded> {
  const server = await startEmbedded({ dataDir, log })
  running.push(server)
  return server
}

async function ask<T extends object>(url: string, text: string): Promise<T[]> {
  const client = new pg.Client({ connectionString: url })
  client.on('error', () => undefined)
  await client.connect()
  try {
    return (await client.query<T>(text)).rows
  } finally {
    await client.end()
  }
}

const answers = async (url: string): Promise<boolean> =>
  ask(url, 'select 1').then(
    () => true,
    () => false,
  )

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch {
    return false
  }
}

const isRoot = process.getuid?.() === 0
if (!isRoot)
  process.stderr.write(
    '\nSKIPPED: not root here, so the database of a process that is root was not tried\n\n',
  )

describe('startEmbedded', () => {
  it('keeps data over a stop and a start', async () => {
    const folder = await newFolder()
    const first = await start(folder)
    await ask(first.url, 'create table kept (n integer); insert into kept values (7)')
    await first.stop()

    const second = await start(folder)

    expect(await ask(second.url, 'select n from kept')).toEqual([{ n: 7 }])
  })

  it('syncs to disk and lets nobody in without the password', async () => {
    const folder = await newFolder()
    const { url } = await start(folder)
    const stranger = new URL(url)
    stranger.password = 'guessed'

    const [settings] = await ask<Record<string, string>>(
      url,
      `select current_setting('fsync') as fsync, current_setting('listen_addresses') as address`,
    )

    expect(settings).toEqual({ fsync: 'on', address: '127.0.0.1' })
    expect(await answers(stranger.href)).toBe(false)
    expect((await stat(join(folder, 'postgres.json'))).mode & 0o777).toBe(0o600)
  })

  it('comes back on the same address with everything committed after its server was killed', async () => {
    const server = await start(await newFolder())
    await ask(server.url, 'create table kept (n integer); insert into kept values (7)')
    const before = server.pid() ?? 0

    process.kill(before, 'SIGKILL')

    await expect.poll(() => isAlive(before)).toBe(false)
    await expect.poll(() => answers(server.url), { timeout: 15_000 }).toBe(true)
    expect(await ask(server.url, 'select n from kept')).toEqual([{ n: 7 }])
    expect(server.pid()).not.toBe(before)
  })

  it('leaves no server behind when its process is killed', async () => {
    const folder = await newFolder()
    const program = `
      import { startEmbedded } from ${JSON.stringify(new URL('../src/store/embedded.ts', import.meta.url).href)}
      const log = { info() {}, warn() {} }
      const server = await startEmbedded({ dataDir: ${JSON.stringify(folder)}, log })
      process.stdout.write(String(server.pid()))
      setInterval(() => undefined, 1000)`
    const child = spawn(
      process.execPath,
      ['--conditions=source', '--input-type=module', '-e', program],
      { stdio: ['ignore', 'pipe', 'inherit'], cwd: new URL('..', import.meta.url) },
    )
    const pid = await new Promise<number>((resolve) => {
      child.stdout.once('data', (text: Buffer) => resolve(Number(text.toString())))
    })
    expect(isAlive(pid)).toBe(true)

    child.kill('SIGKILL')

    await expect.poll(() => isAlive(pid), { timeout: 10_000 }).toBe(false)
    expect(await answers((await start(folder)).url)).toBe(true)
  })

  it.runIf(isRoot)('runs unprivileged where its account may not go', async () => {
    const folder = await newFolder('/root')
    const server = await start(folder)

    const [row] = await ask<{ path: string }>(
      server.url,
      `select current_setting('data_directory') as path`,
    )

    const home = (await readFile(join(folder, 'postgres.location'), 'utf8')).trim()
    folders.push(home)
    expect(row?.path).toBe(join(home, 'data'))
    expect((await stat(home)).uid).not.toBe(0)
  })
})

describe('openDatabase', () => {
  it('refuses a server that could lose what it acknowledged', async () => {
    const { url } = await start(await newFolder())
    await ask(url, 'alter system set synchronous_commit = off')
    await ask(url, 'select pg_reload_conf()')
    // Our own command line wins over the file, as an operator's would; so ask as a role set up so.
    await ask(url, 'alter role pao set synchronous_commit = off')

    const opened = openDatabase(url)

    await expect(opened).rejects.toThrow(/synchronous_commit=off/)
  })
})
