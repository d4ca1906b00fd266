import manifest from '../package.json' with { type: 'json' }
import { startService } from './compose.ts'
import { Misconfigured } from './compose-ground.ts'
import { processEnvironment, readConfig } from './config.ts'
import { lastWords } from './last-words.ts'
import { withMountedSecrets } from './mounted-secrets.ts'
import { createTelemetry } from './telemetry.ts'
import { weakIn } from './weak-settings.ts'

/** EX_CONFIG of sysexits.h: started with a wrong configuration. */
const wrongConfiguration = 78
/** Longest a stop may take before the process ends anyway, milliseconds. */
const longestStopMs = 25_000

const { environment, faults: unread } = withMountedSecrets(processEnvironment())
const read = readConfig(environment)
const wrong = [...unread, ...(read.ok ? weakIn(read.config, environment) : read.faults)]
if (wrong.length === 0) await run()
else refuse(wrong)

async function run(): Promise<void> {
  if (!read.ok) return
  const { config } = read
  const telemetry = createTelemetry({ level: config.PAO_LOG_LEVEL, version: manifest.version })
  const { log } = telemetry
  const { settleErrors } = telemetry
  // A rejection that nobody caught comes here too.
  process.on(
    'uncaughtException',
    lastWords({ log, settleErrors, exit: (code) => process.exit(code) }),
  )
  let stopping = false
  let stop: (() => Promise<void>) | undefined
  const end = (signal: string): void => {
    if (stopping || stop === undefined) process.exit(1)
    stopping = true
    log.info({ signal }, 'stopping')
    setTimeout(() => process.exit(1), longestStopMs).unref()
    void stop().then(() => process.exit(0))
  }
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, () => end(signal))
  try {
    const service = await startService(config, telemetry, manifest.version)
    stop = service.stop
    log.info(
      { url: service.url, roles: config.PAO_ROLES },
      service.url === '' ? 'working' : `ready at ${service.url}`,
    )
    if (service.demo)
      log.info(
        { jira: service.demo.systems.jira.url, keyFile: `${config.PAO_DATA_DIR}/demo/api-key` },
        'demo: sign in at the portal, or use the API key in that file; resolve tickets in the Jira stand-in',
      )
  } catch (error) {
    if (error instanceof Misconfigured) return refuse(error.faults)
    log.fatal({ err: error }, 'could not start')
    process.exit(1)
  }
}

/** Every fault, one a line, and nothing started. */
function refuse(faults: readonly string[]): void {
  process.stderr.write(`pao cannot start:\n${faults.map((fault) => `  - ${fault}\n`).join('')}`)
  process.exit(wrongConfiguration)
}
