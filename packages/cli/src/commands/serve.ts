import { spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { Stop } from '../exit.ts'

/**
 * `pao serve`: the server of this installation as a child; signals go through, its exit code comes back.
 * Ctrl-C at a terminal reaches the server by itself, and passing it on would be the second one, which
 * stops a server at once; so it is passed on only where there is no terminal.
 */
export async function serve(): Promise<void> {
  const program = fileURLToPath(import.meta.resolve('@pao/server'))
  const child = spawn(process.execPath, [...process.execArgv, program], { stdio: 'inherit' })
  process.on('SIGINT', () => {
    if (!process.stdin.isTTY) child.kill('SIGINT')
  })
  for (const signal of ['SIGTERM', 'SIGHUP'] as const)
    process.on(signal, () => child.kill('SIGTERM'))
  const code = await new Promise<number>((resolve) =>
    child.once('exit', (ended) => resolve(ended ?? 1)),
  )
  if (code !== 0) throw new Stop(code === 1 ? 1 : 2)
}
