import { hostname } from 'node:os'
import { type Facts, readError, type SeenError } from './error-reading.ts'
import { defaultTenant } from '#identity/principal.ts'
import { openSentry, type Sentry, sinkOf } from '#outbound/sentry.ts'
import { type ErrorCount, forgetErrors, noteErrors } from '#store/errors.ts'
import { type Closers, type Ground, readCertificates } from './compose-ground.ts'
import type { Config } from './config.ts'

/** Milliseconds errors are gathered for before they are written, and after a write that failed. */
const usualGatherMs = 2_000
/** Kinds gathered at once; what is beyond them is in the log only. */
const mostKinds = 200
const forgetEveryMs = 3_600_000
const forgetAfterMs = 90 * 86_400_000

type Tracking = Ground & { version: string; closers: Closers; gatherMs?: number }

/**
 * From now on every error that is logged is grouped and kept, and sent on where a DSN is set. Nobody waits for it, and
 * while the database is away it is gathered.
 */
export function trackErrors(ground: Tracking): void {
  const { telemetry, closers, now, config, version, gatherMs = usualGatherMs } = ground
  const sentry = sentryOf(ground)
  const gathered = new Map<string, ErrorCount>()
  const values = secretValues(config)
  const seen = (error: Error, said: string, facts: Facts): void => {
    const one = readError(error, { said, facts, values })
    telemetry.errorSeen()
    sentry?.send(one)
    gather(gathered, one, { at: now(), release: version })
  }
  const write = async (): Promise<void> => {
    const counts = [...gathered.values()]
    if (counts.length === 0) return
    gathered.clear()
    try {
      await noteErrors(ground.database.db, defaultTenant, counts)
    } catch (error) {
      telemetry.log.warn({ error: String(error) }, 'errors could not be written down')
      for (const count of counts) merge(gathered, count)
    }
  }
  telemetry.onError(seen)
  let writing: Promise<void> = Promise.resolve()
  const timer = setInterval(() => void (writing = writing.then(write)), gatherMs).unref()
  const forget = (): void =>
    void forgetErrors(ground.database.db, defaultTenant, now() - forgetAfterMs).catch(
      () => undefined,
    )
  const broom = setInterval(forget, forgetEveryMs).unref()
  telemetry.beforeEnd(async () => {
    await Promise.all([(writing = writing.then(write)), sentry?.stop()])
  })
  closers.push(async () => {
    clearInterval(timer)
    clearInterval(broom)
    await writing.then(write)
    await sentry?.stop()
  })
}

type Sight = { at: number; release: string }

function gather(gathered: Map<string, ErrorCount>, one: SeenError, { at, release }: Sight): void {
  const { fingerprint, name, message, said, frames, correlationId, request } = one
  const sample = { frames, correlation_id: correlationId, request }
  const count = { fingerprint, name, message, said, release, sample }
  merge(gathered, { ...count, count: 1, firstAt: at, lastAt: at })
}

function merge(gathered: Map<string, ErrorCount>, one: ErrorCount): void {
  const known = gathered.get(one.fingerprint)
  if (!known && gathered.size >= mostKinds) return
  gathered.set(one.fingerprint, {
    ...one,
    count: one.count + (known?.count ?? 0),
    firstAt: Math.min(one.firstAt, known?.firstAt ?? one.firstAt),
    lastAt: Math.max(one.lastAt, known?.lastAt ?? one.lastAt),
  })
}

function sentryOf({ config, version, newId, now, telemetry }: Ground & { version: string }) {
  const { PAO_ERRORS_DSN: dsn, PAO_OUTBOUND_CA_FILE: file } = config
  const sink = dsn === undefined ? undefined : sinkOf(dsn)
  if (!sink) return undefined
  const sentry: Sentry = openSentry({
    sink,
    ...(file !== undefined && { authorities: readCertificates('PAO_OUTBOUND_CA_FILE', file) }),
    release: version,
    environment: config.PAO_CLUSTER,
    server: hostname(),
    newId,
    now,
    counted: telemetry.errorSent,
  })
  return sentry
}

/** Values that must not be kept whatever they stand in. */
function secretValues(config: Config): readonly string[] {
  const { PAO_DATABASE_URL: database, PAO_REDIS_URL: redis } = config
  const passwords = [database, redis].flatMap((url) =>
    url === undefined ? [] : [new URL(url).password, decodeURIComponent(new URL(url).password)],
  )
  const all = [
    ...Object.values(config.secrets),
    ...passwords,
    config.PAO_ENCRYPTION_KEY,
    config.PAO_BOOTSTRAP_API_KEY,
    config.PAO_REDIS_PASSWORD,
    config.PAO_VAULT_TOKEN,
    config.PAO_VAULT_SECRET_ID,
  ]
  return [...new Set(all)].flatMap((value) =>
    value !== undefined && value.length >= 6 ? [value] : [],
  )
}
