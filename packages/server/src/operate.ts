import manifest from '../package.json' with { type: 'json' }
import { processEnvironment } from './config.ts'
import { operate } from './operate/run.ts'

process.exitCode = await operate(
  {
    environment: processEnvironment(),
    version: manifest.version,
    now: () => Date.now(),
    random: Math.random,
    out: (text) => void process.stdout.write(`${text}\n`),
    err: (text) => void process.stderr.write(`${text}\n`),
  },
  process.argv.slice(2),
)
