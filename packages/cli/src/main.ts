import { text as whole } from 'node:stream/consumers'
import { run } from './run.ts'
import { version } from './version.ts'

process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  // The reader went away (`pao … | head`): nothing more to say.
  if (error.code === 'EPIPE') process.exit(0)
  throw error
})

process.exitCode = await run(
  {
    cwd: process.cwd(),
    now: () => Date.now(),
    pause: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
    version,
    input: () => whole(process.stdin),
    screen: {
      out: (text) => void process.stdout.write(`${text}\n`),
      err: (text) => void process.stderr.write(`${text}\n`),
      width: process.stdout.isTTY ? process.stdout.columns : Infinity,
    },
  },
  process.argv.slice(2),
)
