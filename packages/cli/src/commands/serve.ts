import { spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { Stop } from '../exit.ts'

/**
 * `pao serve`: the server of this installation as a child; signals go through, its exit code comes back.
 * Ctrl-C at a terminal reaches the server by itself, and passing it on would be the second one, which
 * stops a server at once; so it is passed on only where there is no terminal.
 */
export function serve(): Promise<void> {
  return runProgram('@pao/server', [])
}

/** Flags of such a command as Commander read them. */
export type Flags = Readonly<Record<string, string | boolean | undefined>>

/**
 * `pao migrate`, `pao doctor`, `pao backup`: the server's own program for whoever operates it, with the server's settings.
 * Flags that were not given are left out.
 */
export function operate(words: readonly string[], flags: Flags = {}): Promise<void> {
  const given = Object.entries(flags).flatMap(([name, value]) => {
    const flag = `--${name.replaceAll(/[A-Z]/g, (sign) => `-${sign.toLowerCase()}`)}`
    if (value === undefined || value === false) return []
    return value === true ? [flag] : [`${flag}=${value}`]
  })
  return runProgram('@pao/server/operate', [...words, ...given])
}

async function runProgram(name: string, words: readonly string[]): Promise<void> {
  const program = fileURLToPath(import.meta.resolve(name))
  const args = [...process.execArgv, program, ...words]
  const child = spawn(process.execPath, args, { stdio: 'inherit' })
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
