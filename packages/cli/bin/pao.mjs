#!/usr/bin/env node
// The command line starts on whatever Node is at hand and moves to the pinned one when that is too old
// to run TypeScript sources (needs 24.12).
import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'

const here = dirname(fileURLToPath(import.meta.url))
const main = resolve(here, '../src/main.ts')
const name = process.platform === 'win32' ? 'node.exe' : 'node'
const pinned = resolve(here, '../../..', join('node_modules', '.bin', name))
const [major, minor] = process.versions.node.split('.').map(Number)
const modern = major > 24 || (major === 24 && minor >= 12)

if (!modern && !existsSync(pinned)) {
  process.stderr.write(
    `pao needs Node 24.12 or newer; this is ${process.version}. Run "npm ci" first.\n`,
  )
  process.exit(2)
}
const child = spawn(
  modern ? process.execPath : pinned,
  ['--conditions=source', '--disable-warning=ExperimentalWarning', main, ...process.argv.slice(2)],
  { stdio: 'inherit' },
)
for (const signal of ['SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal))
// At a terminal Ctrl-C reaches the child by itself; passed on it would be a second one.
process.on('SIGINT', () => {
  if (!process.stdin.isTTY) child.kill('SIGINT')
})
child.on('exit', (code, signal) => process.exit(signal ? 1 : (code ?? 1)))
