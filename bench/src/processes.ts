import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtempSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { ownCpuMs } from './cpu.ts'

const flags = ['--conditions=source', '--disable-warning=ExperimentalWarning']
export const benchKey = 'bench-bootstrap-key-0123456789'

export type Running = {
  url: string
  pid: number
  /** CPU time used so far in milliseconds, exact to 10; NaN where the machine does not tell (not Linux). */
  cpuMs(): number
  stop(): Promise<void>
}

/** A server as `npm start` runs it, on a fresh embedded database, quiet, without the rate limit. */
export async function startPao(env: Record<string, string> = {}): Promise<Running> {
  const port = await freePort()
  const main = fileURLToPath(import.meta.resolve('@pao/server'))
  const child = spawn(process.execPath, [...flags, main], {
    env: {
      PATH: process.env['PATH'],
      PAO_PORT: String(port),
      PAO_DATA_DIR: mkdtempSync(join(tmpdir(), 'pao-bench-')),
      PAO_BOOTSTRAP_API_KEY: benchKey,
      PAO_LOG_LEVEL: 'error',
      PAO_API_RATE_PER_MINUTE: '0',
      ...env,
    },
    stdio: ['ignore', 'inherit', 'inherit'],
  })
  const url = `http://127.0.0.1:${port}`
  await ready(url, child)
  return {
    url,
    pid: child.pid ?? 0,
    cpuMs: () => ownCpuMs(child.pid ?? 0),
    stop: () => ended(child, () => child.kill('SIGTERM')),
  }
}

/** A process that answers every call with the same bytes. */
export async function startBare(body: string, headers: Record<string, string>): Promise<Running> {
  const program = fileURLToPath(new URL('bare-server.ts', import.meta.url))
  const child = spawn(process.execPath, [...flags, program, JSON.stringify({ body, headers })], {
    stdio: ['pipe', 'pipe', 'inherit'],
  })
  if (!child.stdout) throw new Error('no output')
  const lines = createInterface({ input: child.stdout })
  const port = await new Promise<string>((resolve) => lines.once('line', resolve))
  return {
    url: `http://127.0.0.1:${port}`,
    pid: child.pid ?? 0,
    cpuMs: () => ownCpuMs(child.pid ?? 0),
    stop: () => ended(child, () => child.stdin?.end()),
  }
}

async function ready(url: string, child: ChildProcess): Promise<void> {
  const end = performance.now() + 30_000
  while (performance.now() < end) {
    if (child.exitCode !== null) throw new Error(`the server ended with ${child.exitCode}`)
    const answer = await fetch(`${url}/health/ready`).catch(() => undefined)
    if (answer?.status === 200) return
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
  throw new Error('the server did not get ready in 30 s')
}

function ended(child: ChildProcess, ask: () => void): Promise<void> {
  return new Promise((resolve) => {
    child.once('exit', () => resolve())
    ask()
  })
}

/** A port that was free a moment ago. */
export async function freePort(): Promise<number> {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  await new Promise((resolve) => server.close(resolve))
  if (address === null || typeof address === 'string') throw new Error('no port')
  return address.port
}
