import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtempSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const main = fileURLToPath(new URL('../packages/server/src/main.ts', import.meta.url))
export const bootstrapKey = 'e2e-bootstrap-key-0123456789'

/** Ports a server needs: its own and ten for the stand-ins behind it. */
const portsEach = 11
const readyLimitMs = 60_000

/**
 * A port that was free a moment ago, and the ten behind it. Below 32768, where the system hands out none
 * for outgoing connections by itself, so that nobody takes one while a server is being restarted.
 */
export async function freePort(): Promise<number> {
  for (let tries = 0; tries < 100; tries += 1) {
    const first = 12_000 + portsEach * Math.floor(Math.random() * 1_880)
    const free = await Promise.all(Array.from({ length: portsEach }, (_, n) => isFree(first + n)))
    if (free.every(Boolean)) return first
  }
  throw new Error('no eleven free ports in a row')
}

function isFree(port: number): Promise<boolean> {
  const server = createServer()
  return new Promise((resolve) => {
    server.once('error', () => resolve(false))
    server.listen(port, '127.0.0.1', () => server.close(() => resolve(true)))
  })
}

/** A data folder that an unprivileged database user can reach too. */
export function freshDataDir(): string {
  return mkdtempSync(join(tmpdir(), 'pao-e2e-'))
}

export type Running = {
  url: string
  pid: number
  child: ChildProcess
  output(): string
  /** Its exit code once it has ended; null = by a signal. */
  gone: Promise<number | null>
  call(
    method: string,
    path: string,
    body?: unknown,
    headers?: Record<string, string>,
  ): Promise<Answer>
  kill(): Promise<void>
  stop(): Promise<number | null>
}
export type Answer = { status: number; body: any; headers: Headers }

/** What ends the demonstration where nobody asks for it. */
const ofAnOperator = ['PAO_CATALOG', 'PAO_DATABASE_URL', 'PAO_CONNECTIONS']

/** In a run with a Redis (PAO_TEST_REDIS) every server has it, and is a demonstration where it would be one without. */
function redisOfTheRun(env: Readonly<Record<string, string>>): Record<string, string> {
  const url = process.env['PAO_TEST_REDIS_URL']
  if (url === undefined) return {}
  const isDemo = !ofAnOperator.some((name) => name in env)
  return { PAO_REDIS_URL: url, ...(isDemo && { PAO_DEMO: 'on' }) }
}

/** Starts the whole server as `npm start` does and waits until it is ready (at most 60 s). */
export async function startServer(options: {
  port: number
  dataDir: string
  env?: Record<string, string>
  /** A module loaded before the server; gets an IPC channel. */
  preload?: string
  /** The checkout of another release that is started in the place of this one. */
  checkout?: string
  /** A command that starts it inside of something, keeping its process id. */
  within?: readonly string[]
  /** What its output says once it works, for one that listens to nobody. */
  readyWhen?: string
}): Promise<Running> {
  const { preload, readyWhen, checkout, within = [] } = options
  const [program, ...words] = [...within, process.execPath]
  const child = spawn(
    program,
    [
      ...words,
      '--conditions=source',
      '--disable-warning=ExperimentalWarning',
      ...(preload === undefined ? [] : ['--import', preload]),
      checkout === undefined ? main : join(checkout, 'packages/server/src/main.ts'),
    ],
    {
      env: {
        PATH: process.env['PATH'],
        HOME: process.env['HOME'],
        PAO_PORT: String(options.port),
        PAO_DATA_DIR: options.dataDir,
        PAO_BOOTSTRAP_API_KEY: bootstrapKey,
        PAO_LOG_LEVEL: 'info',
        ...redisOfTheRun(options.env ?? {}),
        ...options.env,
      },
      stdio: ['ignore', 'pipe', 'pipe', ...(preload === undefined ? [] : (['ipc'] as const))],
    },
  )
  let text = ''
  child.stdout?.on('data', (chunk) => (text += String(chunk)))
  child.stderr?.on('data', (chunk) => (text += String(chunk)))
  const gone = new Promise<number | null>((resolve) => child.once('exit', (code) => resolve(code)))
  const url = `http://127.0.0.1:${options.port}`
  await ready(child, () => text, readyWhen ?? url)
  return {
    gone,
    url,
    pid: child.pid ?? 0,
    child,
    output: () => text,
    call: (method, path, body, headers) => call(url, method, path, body, headers),
    kill: async () => {
      child.kill('SIGKILL')
      await gone
    },
    stop: async () => {
      child.kill('SIGTERM')
      return gone
    },
  }
}

/** `sign` is its address, or what its output says. */
async function ready(child: ChildProcess, output: () => string, sign: string): Promise<void> {
  const end = performance.now() + readyLimitMs
  while (performance.now() < end) {
    if (child.exitCode !== null || child.signalCode !== null)
      throw new Error(`the server ended with ${child.exitCode}:\n${output()}`)
    if (sign.startsWith('http')) {
      const answer = await fetch(`${sign}/health/ready`).catch(() => undefined)
      if (answer?.status === 200) return
    } else if (output().includes(sign)) return
    await pause(100)
  }
  child.kill('SIGKILL')
  throw new Error(`not ready after ${readyLimitMs} ms:\n${output()}`)
}

async function call(
  url: string,
  method: string,
  path: string,
  body?: unknown,
  headers: Record<string, string> = {},
): Promise<Answer> {
  const answer = await fetch(`${url}${path}`, {
    method,
    headers: {
      authorization: `Bearer ${bootstrapKey}`,
      ...(body !== undefined && { 'content-type': 'application/json' }),
      ...headers,
    },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  })
  const text = await answer.text()
  const json = answer.headers.get('content-type')?.includes('json') === true
  return {
    status: answer.status,
    body: json && text !== '' ? JSON.parse(text) : text,
    headers: answer.headers,
  }
}

export async function pause(ms: number): Promise<void> {
  await new Promise((resolve) => setTimeout(resolve, ms))
}

/** Asks again until the answer satisfies, at most `limitMs`. */
export async function until<T>(
  ask: () => Promise<T>,
  enough: (value: T) => boolean,
  limitMs = 30_000,
): Promise<T> {
  const end = performance.now() + limitMs
  for (;;) {
    const value = await ask()
    if (enough(value)) return value
    if (performance.now() > end)
      throw new Error(`still not so after ${limitMs} ms: ${JSON.stringify(value)}`)
    await pause(100)
  }
}
