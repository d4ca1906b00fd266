import { type ChildProcess, spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { setTimeout as pause } from 'node:timers/promises'
import { createClient } from '@redis/client'
import { freePort } from './operate-world.ts'

const program = ['/usr/bin/redis-server', '/usr/local/bin/redis-server'].find((path) =>
  existsSync(path),
)

/** Whether there is a Redis on this machine; says once, loudly, when there is none. */
export const isRedisHere = program !== undefined
if (!isRedisHere)
  process.stderr.write(
    '\nSKIPPED: no redis-server on this machine, so nothing was tried with a Redis\n\n',
  )

/** A Redis of a test alone that can be taken away in every way. */
export type TestRedis = {
  url: string
  /** Sends one command as somebody else who got in. */
  say(...command: string[]): Promise<unknown>
  flush(): Promise<void>
  /** Stops it in the middle of whatever it does; `thaw` lets it go on. */
  freeze(): void
  thaw(): void
  kill(): Promise<void>
  /** Starts it again, empty, on the same port. */
  start(): Promise<void>
  stop(): Promise<void>
}

/** Starts one on a port nobody listens on. */
export async function openTestRedis(more: readonly string[] = []): Promise<TestRedis> {
  const port = await freePort()
  const url = `redis://127.0.0.1:${port}`
  let child = await launch(port, more)
  const kill = async (): Promise<void> => {
    if (child.exitCode !== null || child.signalCode !== null) return
    const gone = new Promise((resolve) => child.once('exit', resolve))
    child.kill('SIGKILL')
    await gone
  }
  const say = (...command: string[]): Promise<unknown> => sayTo(url, command)
  return {
    url,
    say,
    flush: async () => void (await say('FLUSHALL')),
    freeze: () => void child.kill('SIGSTOP'),
    thaw: () => void child.kill('SIGCONT'),
    kill,
    async start() {
      await kill()
      child = await launch(port, more)
    },
    stop: kill,
  }
}

async function launch(port: number, more: readonly string[]): Promise<ChildProcess> {
  const fixed = ['--port', String(port), '--bind', '127.0.0.1', '--save', '', '--appendonly', 'no']
  const child = spawn(program ?? '', [...fixed, ...more], { stdio: 'ignore' })
  for (let tries = 0; tries < 100; tries += 1) {
    const isThere = await sayTo(`redis://127.0.0.1:${port}`, ['PING']).then(
      () => true,
      (error: unknown) => String(error).includes('NOAUTH'),
    )
    if (isThere) return child
    await pause(50)
  }
  child.kill('SIGKILL')
  throw new Error('the Redis of this test does not answer')
}

async function sayTo(url: string, command: string[]): Promise<unknown> {
  const client = createClient({ url, socket: { reconnectStrategy: false } })
  client.on('error', () => undefined)
  await client.connect()
  try {
    return await client.sendCommand(command)
  } finally {
    client.destroy()
  }
}
