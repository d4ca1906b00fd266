import { randomBytes } from 'node:crypto'
import { createServer } from 'node:net'
import { mkdtemp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { operate } from '../src/operate/run.ts'

/** What a command of the operator said and how it ended. */
export type Told = { code: number; out: string; err: string }

/** Runs one command with these settings; the data folder is its own unless given. */
export async function run(
  environment: Readonly<Record<string, string>>,
  ...words: readonly string[]
): Promise<Told> {
  const out: string[] = []
  const err: string[] = []
  const code = await operate(
    {
      environment: { PAO_DATA_DIR: await openDataDir(), ...environment },
      version: '0.0.0',
      now: () => Date.now(),
      random: Math.random,
      out: (text) => void out.push(text),
      err: (text) => void err.push(text),
    },
    words,
  )
  return { code, out: out.join('\n'), err: err.join('\n') }
}

export const openDataDir = (): Promise<string> => mkdtemp(join(tmpdir(), 'pao-operate-'))

/** An empty database on the test server; `drop` takes it away whoever still uses it. */
export async function emptyDatabase(): Promise<{ url: string; drop(): Promise<void> }> {
  const server = process.env['PAO_TEST_DATABASE_URL'] ?? ''
  const name = `pao_empty_${process.pid}_${process.hrtime.bigint()}`
  await ask(server, `create database ${name}`)
  const url = new URL(server)
  url.pathname = `/${name}`
  return { url: url.href, drop: () => ask(server, `drop database ${name} with (force)`) }
}

/** One statement on a connection of its own. */
export async function ask(url: string, text: string): Promise<void> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    await client.query(text)
  } finally {
    await client.end()
  }
}

export const newKey = (): string => randomBytes(32).toString('base64')

/** A port nobody listens on now. */
export async function freePort(): Promise<number> {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  await new Promise((resolve) => server.close(resolve))
  return typeof address === 'object' && address !== null ? address.port : 0
}
