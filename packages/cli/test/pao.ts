import { spawn } from 'node:child_process'
import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { pause, until } from '../../../e2e/server-process.ts'
import { run } from '../src/run.ts'

export const root = fileURLToPath(new URL('../../../', import.meta.url))
const bin = fileURLToPath(new URL('../bin/pao.mjs', import.meta.url))

export type Said = { code: number | null; out: string; err: string }

/** Runs one command line in this process with a captured screen. */
export async function pao(
  words: readonly string[],
  cwd = root,
  input = '',
  width = Infinity,
): Promise<Said> {
  const out: string[] = []
  const err: string[] = []
  const code = await run(
    {
      cwd,
      now: () => Date.UTC(2026, 10, 23),
      pause,
      input: () => Promise.resolve(input),
      version: '1.2.3',
      screen: { out: (text) => out.push(text), err: (text) => err.push(text), width },
    },
    words,
  )
  return { code, out: out.join('\n'), err: err.join('\n') }
}

/** Starts the program itself, as a shell does. */
export function spawnPao(words: readonly string[], env: Readonly<Record<string, string>>) {
  return spawn(process.execPath, [bin, ...words], {
    cwd: root,
    env: { PATH: process.env['PATH'], HOME: process.env['HOME'], ...env },
    stdio: ['pipe', 'pipe', 'pipe'],
  })
}

/** Runs the program itself to its end, with `input` as its standard input. */
export async function paoProcess(
  words: readonly string[],
  env: Readonly<Record<string, string>> = {},
  input = '',
): Promise<Said> {
  const child = spawnPao(words, env)
  const said: Said = { code: null, out: '', err: '' }
  child.stdout.on('data', (chunk) => (said.out += String(chunk)))
  child.stderr.on('data', (chunk) => (said.err += String(chunk)))
  child.stdin.end(input)
  said.code = await new Promise((resolve) => child.once('close', resolve))
  return said
}

export function freshFolder(): string {
  return mkdtempSync(join(tmpdir(), 'pao-cli-'))
}

/** Resolves the ticket of a request of the server at `port` as the platform team does, and gives its key. */
export async function resolveTicket(port: number, id: string): Promise<string> {
  const jira = `http://127.0.0.1:${port + 1}/_fake/issues`
  const key = await until(
    async () => {
      const issues = (await (await fetch(jira)).json()) as { key: string }[]
      return issues.find((issue) => JSON.stringify(issue).includes(id))?.key
    },
    (found) => found !== undefined,
  )
  await fetch(`${jira}/${key}/resolve`, { method: 'POST' })
  return String(key)
}
