import { spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { Stop } from '../exit.ts'

/** `pao serve`: the server of this installation as a child; signals go through, its exit code comes back. */
export async function serve(): Promise<void> {
  const program = fileURLToPath(import.meta.resolve('@pao/server'))
  const child = spawn(process.execPath, [...process.execArgv, program], { stdio: 'inherit' })
  const pass = (signal: NodeJS.Signals) => child.kill(signal)
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, pass)
  const code = await new Promise<number>((resolve) =>
    child.once('exit', (ended) => resolve(ended ?? 1)),
  )
  if (code !== 0) throw new Stop(code === 1 ? 1 : 2)
}
