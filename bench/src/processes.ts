import { type ChildProcess, fork, spawn } from 'node:child_process'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { freePort } from '../../e2e/server-process.ts'
import { ownCpuMs } from './cpu.ts'
import { removeFolder, tempFolder } from './folders.ts'

const flags = ['--conditions=source', '--disable-warning=ExperimentalWarning']
export const benchKey = 'bench-bootstrap-key-0123456789'

const alive = new Set<ChildProcess>()
process.once('exit', () => alive.forEach((child) => child.kill('SIGKILL')))

export type Running = {
  url: string
  pid: number
  /** CPU time used so far in milliseconds, exact to 10; NaN where the machine does not tell (not Linux). */
  cpuMs(): number
  stop(): Promise<void>
}

/** A process that can be held still, so that it takes no part until it is let go. */
export type Held = Running & {
  freeze(): void
  thaw(): void
  send(message: object): void
  onMessage(hear: (message: unknown) => void): void
}

/** A server as `npm start` runs it, on a fresh embedded database, quiet, without the rate limit. */
export async function startPao(env: Record<string, string> = {}): Promise<Running> {
  const port = env['PAO_PORT'] ?? String(await freePort())
  const { child, stop } = spawnPao({ ...env, PAO_PORT: port }, [])
  const url = `http://127.0.0.1:${port}`
  await ready(url, child)
  return { url, ...figuresOf(child), stop }
}

/** A server that only works; nobody can ask it whether it is ready. `more`: further flags for Node. */
export function startWorker(env: Record<string, string>, more: readonly string[] = []): Held {
  const { child, stop } = spawnPao({ ...env, PAO_ROLES: 'worker' }, more)
  return { url: '', ...figuresOf(child), ...reinsOf(child), stop: () => thawed(child, stop) }
}

function spawnPao(
  env: Record<string, string>,
  more: readonly string[],
): { child: ChildProcess; stop(): Promise<void> } {
  const main = fileURLToPath(import.meta.resolve('@pao/server'))
  const folder = tempFolder()
  const child = spawn(process.execPath, [...flags, ...more, main], {
    env: {
      PATH: process.env['PATH'],
      PAO_DATA_DIR: folder,
      PAO_BOOTSTRAP_API_KEY: benchKey,
      PAO_LOG_LEVEL: 'error',
      PAO_API_RATE_PER_MINUTE: '0',
      ...env,
    },
    stdio: ['ignore', 'inherit', 'inherit', ...(more.length > 0 ? (['ipc'] as const) : [])],
  })
  alive.add(child)
  const stop = async (): Promise<void> => {
    await ended(child, () => child.kill('SIGTERM'))
    removeFolder(folder)
  }
  return { child, stop }
}

/** A program of the bench that talks in messages and ends when nobody listens any more. */
export function startProgram(name: string, settings: object): Held {
  const program = fileURLToPath(new URL(name, import.meta.url))
  const child = fork(program, [JSON.stringify(settings)], { execArgv: flags })
  alive.add(child)
  child.once('exit', (code) => {
    if (code !== 0) throw new Error(`${name} ended with ${code}`)
  })
  const stop = (): Promise<void> => ended(child, () => child.disconnect())
  return { url: '', ...figuresOf(child), ...reinsOf(child), stop: () => thawed(child, stop) }
}

function figuresOf({ pid = 0 }: ChildProcess): Pick<Running, 'pid' | 'cpuMs'> {
  return { pid, cpuMs: () => ownCpuMs(pid) }
}

function reinsOf(child: ChildProcess): Pick<Held, 'freeze' | 'thaw' | 'send' | 'onMessage'> {
  return {
    freeze: () => void child.kill('SIGSTOP'),
    thaw: () => void child.kill('SIGCONT'),
    send: (message) => void child.send(message),
    onMessage: (hear) => void child.on('message', hear),
  }
}

/** What is held still hears no signal. */
function thawed(child: ChildProcess, stop: () => Promise<void>): Promise<void> {
  child.kill('SIGCONT')
  return stop()
}

/** A process that answers every call with the same bytes. */
export async function startBare(body: string, headers: Record<string, string>): Promise<Running> {
  const program = fileURLToPath(new URL('bare-server.ts', import.meta.url))
  const child = spawn(process.execPath, [...flags, program, JSON.stringify({ body, headers })], {
    stdio: ['pipe', 'pipe', 'inherit'],
  })
  alive.add(child)
  if (!child.stdout) throw new Error('no output')
  const lines = createInterface({ input: child.stdout })
  const port = await new Promise<string>((resolve) => lines.once('line', resolve))
  return {
    url: `http://127.0.0.1:${port}`,
    ...figuresOf(child),
    stop: () => ended(child, () => child.stdin?.end()),
  }
}

/** A catalog of 10,000 items on a busy machine takes its time. */
const mostStartMs = 120_000

async function ready(url: string, child: ChildProcess): Promise<void> {
  const end = performance.now() + mostStartMs
  while (performance.now() < end) {
    if (child.exitCode !== null) throw new Error(`the server ended with ${child.exitCode}`)
    const answer = await fetch(`${url}/health/ready`).catch(() => undefined)
    if (answer?.status === 200) return
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
  throw new Error('the server did not get ready in two minutes')
}

function ended(child: ChildProcess, ask: () => void): Promise<void> {
  return new Promise((resolve) => {
    const gone = (): void => {
      alive.delete(child)
      resolve()
    }
    if (child.exitCode !== null || child.signalCode !== null) return gone()
    child.once('exit', gone)
    ask()
  })
}
