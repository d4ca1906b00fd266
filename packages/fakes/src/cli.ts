import { serve } from './serve.ts'

/** `npm run fakes`: the stand-ins for others than the demo, until Ctrl+C. */
const served = await serve(process.argv.slice(2))
if (served.ok) {
  process.stdout.write(`${served.text}\n\nCtrl+C ends them.\n`)
  const stop = (): void => void served.stop().then(() => process.exit(0))
  process.once('SIGTERM', stop)
  process.once('SIGINT', stop)
} else {
  const stream = served.code === 0 ? process.stdout : process.stderr
  stream.write(`${served.text}\n`)
  process.exitCode = served.code
}
