import { CommanderError } from 'commander'
import { exitCodes, Stop } from './exit.ts'
import { createProgram } from './program.ts'
import { version } from './version.ts'

const program = createProgram({
  cwd: process.cwd(),
  now: () => Date.now(),
  pause: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
  version,
  screen: {
    out: (text) => void process.stdout.write(`${text}\n`),
    err: (text) => void process.stderr.write(`${text}\n`),
    width: process.stdout.isTTY ? process.stdout.columns : 10_000,
  },
})
program.exitOverride()
for (const command of program.commands) {
  command.exitOverride()
  for (const inner of command.commands) inner.exitOverride()
}

process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  // The reader went away (`pao … | head`): nothing more to say.
  if (error.code === 'EPIPE') process.exit(0)
  throw error
})

try {
  await program.parseAsync()
} catch (error) {
  if (error instanceof Stop) {
    if (error.message !== '') process.stderr.write(`${error.message}\n`)
    process.exitCode = error.code
  } else if (error instanceof CommanderError)
    process.exitCode = error.exitCode === 0 ? 0 : exitCodes.unasked
  else {
    process.stderr.write(`pao: ${error instanceof Error ? error.message : String(error)}\n`)
    process.exitCode = exitCodes.unasked
  }
}
