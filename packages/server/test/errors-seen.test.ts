import { randomBytes } from 'node:crypto'
import { createServer, type IncomingMessage, type Server } from 'node:http'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { type Closers, type Ground, openGround } from '../src/compose-ground.ts'
import { trackErrors } from '../src/compose-errors.ts'
import { readConfig } from '../src/config.ts'
import type { SeenError } from '../src/error-reading.ts'
import { lastWords } from '../src/last-words.ts'
import { openSentry, sinkOf } from '../src/outbound/sentry.ts'
import { listErrors, resolveError } from '../src/store/errors.ts'
import { createTelemetry } from '../src/telemetry.ts'
import { openTestDatabase, type TestDatabase } from './database.ts'

type Came = { path: string; headers: IncomingMessage['headers']; lines: string[] }

let database: TestDatabase
let server: Server
let dsn: string
let answers: { status: number; headers: Record<string, string> }[] = []
const came: Came[] = []
const closers: Closers = []
const by = { id: 'ann', via: 'session' as const }

beforeAll(async () => {
  database = await openTestDatabase()
  server = createServer((request, response) => {
    const chunks: Buffer[] = []
    request.on('data', (chunk: Buffer) => chunks.push(chunk))
    request.on('end', () => {
      const lines = Buffer.concat(chunks).toString('utf8').trimEnd().split('\n')
      came.push({ path: request.url ?? '', headers: request.headers, lines })
      const { status, headers } = answers.shift() ?? { status: 200, headers: {} }
      response.writeHead(status, headers).end('{}')
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  const port = typeof address === 'object' && address !== null ? address.port : 0
  dsn = `http://public-key@127.0.0.1:${port}/errors/42`
})
afterEach(async () => {
  for (const close of closers.splice(0).toReversed()) await close()
  came.length = 0
  answers = []
  await database.pool.query('truncate error_group')
})
afterAll(async () => {
  server.closeAllConnections()
  await new Promise((resolve) => server.close(resolve))
  await database.close()
})

/** A process that tracks what it logs. */
async function tracking(more: Record<string, string> = {}, gatherMs = 50): Promise<Ground> {
  const read = readConfig({
    PAO_DATABASE_URL: database.url,
    PAO_ENCRYPTION_KEY: key,
    PAO_SECRET_JIRA: 'very-secret-jira',
    PAO_CLUSTER: 'test-cluster',
    ...more,
  })
  if (!read.ok) throw new Error(read.faults.join())
  const to = { write: () => undefined }
  const telemetry = createTelemetry({ level: 'error', version: '1.2.3', to })
  const ground = await openGround({ config: read.config, telemetry, closers, version: '1.2.3' })
  trackErrors({ ...ground, version: '1.2.3', closers, gatherMs })
  return ground
}

/** An error of a kind of its own. */
function kind(n: number): SeenError {
  return { fingerprint: String(n), name: 'Error', message: 'm', said: 's', frames: [] }
}

const key = randomBytes(32).toString('base64')
const never = () => new Promise<void>(() => undefined)
const open = () => listErrors(database.db, 'default', { resolved: false })
const bug = (n: number): Error => new RangeError(`step ${n} with very-secret-jira is not there`)

describe('unexpected errors', () => {
  it('are written down and sent on before one that nobody caught ends the process', async () => {
    const { telemetry } = await tracking({ PAO_ERRORS_DSN: dsn }, 600_000)
    const ended = Promise.withResolvers<number>()
    const die = lastWords({ ...telemetry, exit: ended.resolve })

    die(bug(1))
    const code = await ended.promise

    expect(code).toBe(1)
    expect(await open()).toMatchObject([
      { name: 'RangeError', said: 'an error that nobody caught ends the process', count: 1 },
    ])
    expect(came).toHaveLength(1)
  })

  it('end the process all the same where nobody writes them down, and at once when a second one comes', async () => {
    const log = { fatal: () => undefined }
    const [slow, hasty] = [Promise.withResolvers<number>(), Promise.withResolvers<number>()]

    lastWords({ log, settleErrors: never, exit: slow.resolve, limitMs: 10 })('a text was thrown')
    const die = lastWords({ log, settleErrors: never, exit: hasty.resolve, limitMs: 600_000 })
    die(bug(1))
    die(bug(2))

    expect(await Promise.all([slow.promise, hasty.promise])).toEqual([1, 1])
  })

  it('are kept as kinds, from every logger, without secrets', async () => {
    const { telemetry } = await tracking()
    const child = telemetry.log.child({ name: 'a call' })

    for (const n of [1, 2, 3])
      child.error({ err: bug(n), correlation_id: `c-${n}` }, 'a call failed')
    telemetry.log.warn({ err: new Error('expected') }, 'the catalog cannot be read')
    telemetry.log.error({ plain: 1 }, 'no error at all')

    await expect.poll(open, { timeout: 6_000 }).toHaveLength(1)
    const [group] = await open()
    expect(group).toMatchObject({
      name: 'RangeError',
      message: 'step 3 with *** is not there',
      said: 'a call failed',
      count: 3,
      release: '1.2.3',
      resolvedAt: null,
      sample: { correlation_id: 'c-3', frames: expect.arrayContaining([]) },
    })
    expect(await telemetry.metricsText()).toMatch(/^pao_errors_total 3$/m)
  })

  it('leave the list when they are called resolved, and come back when they are seen again', async () => {
    const { telemetry } = await tracking()
    telemetry.log.error({ err: bug(1) }, 'a call failed')
    await expect.poll(open, { timeout: 6_000 }).toHaveLength(1)
    const [before] = await open()
    const wanted = { tenant: 'default', fingerprint: before?.fingerprint ?? '' }

    const resolved = await resolveError(database.db, wanted, { by, at: Date.now() })
    const again = await resolveError(database.db, wanted, { by, at: Date.now() })
    const meanwhile = await open()
    telemetry.log.error({ err: bug(2) }, 'a call failed')

    expect([resolved, again]).toEqual([true, false])
    expect(meanwhile).toEqual([])
    await expect.poll(open, { timeout: 6_000 }).toHaveLength(1)
    const [after] = await open()
    expect(after?.fingerprint).toBe(before?.fingerprint)
    expect(after?.count).toBe((before?.count ?? 0) + 1)
    expect(after?.firstSeenAt).toEqual(before?.firstSeenAt)
  })

  it('are gathered while the database is away, and written when a process stops', async () => {
    const ground = await tracking()
    const { db } = ground.database
    const away = { ...ground, database: { ...ground.database, db: undefined as never } }
    const own: Closers = []
    trackErrors({ ...away, version: '1.2.3', closers: own, gatherMs: 50 })
    ground.telemetry.log.error({ err: new Error('while away') }, 'a job failed')
    await new Promise((resolve) => setTimeout(resolve, 300))

    away.database.db = db as never
    for (const close of own) await close()

    const groups = await open()
    expect(groups).toHaveLength(1)
    expect(groups[0]).toMatchObject({ message: 'while away', count: 1 })
  })
})

describe('a tracker that speaks the protocol of Sentry', () => {
  it('gets one of a kind, as an envelope', async () => {
    const { telemetry } = await tracking({ PAO_ERRORS_DSN: dsn })

    for (const n of [1, 2, 3])
      telemetry.log.error({ err: bug(n), correlation_id: 'c'.repeat(32) }, 'a call failed')
    await expect.poll(() => came.length).toBe(1)

    const [{ path, headers, lines } = { path: '', headers: {}, lines: [] }] = came
    const [head, item, event] = lines.map((line) => JSON.parse(line) as Record<string, unknown>)
    expect(path).toBe('/errors/api/42/envelope/')
    expect(headers['x-sentry-auth']).toMatch(/sentry_version=7,.*sentry_key=public-key$/)
    expect(item).toEqual({ type: 'event', length: Buffer.byteLength(lines[2] ?? '') })
    expect(event).toMatchObject({
      event_id: head?.['event_id'],
      level: 'error',
      release: 'pao@1.2.3',
      environment: 'test-cluster',
      transaction: 'a call failed',
      contexts: { trace: { trace_id: 'c'.repeat(32) } },
      exception: { values: [{ type: 'RangeError', value: 'step 1 with *** is not there' }] },
    })
    expect(head?.['event_id']).toMatch(/^[0-9a-f]{32}$/)
    expect(lines.join()).not.toContain('very-secret-jira')
    expect(await telemetry.metricsText()).toMatch(/^pao_errors_sent_total\{outcome="held"\} 2$/m)
  })

  it('is left in peace when it asks for it, and sent no more than thirty a minute', async () => {
    let now = 1_000_000
    const fared: Record<string, number> = {}
    const sentry = openSentry({
      sink: sinkOf(dsn) ?? { url: '', key: '' },
      release: '1',
      environment: 'e',
      server: 's',
      newId: () => '0198c5a4-8a10-7000-8000-000000000001',
      now: () => now,
      counted: (outcome) => void (fared[outcome] = (fared[outcome] ?? 0) + 1),
    })
    answers.push({ status: 429, headers: { 'retry-after': '120' } })

    sentry.send(kind(0))
    await expect.poll(() => fared).toEqual({ failed: 1 })
    now += 119_000
    sentry.send(kind(1))
    now += 2_000
    for (let n = 0; n < 40; n += 1) sentry.send(kind(n + 2))
    await expect.poll(() => fared['sent']).toBe(30)
    await sentry.stop()

    expect(fared).toEqual({ failed: 1, held: 11, sent: 30 })
  })

  it.each([
    ['https://k@o1.ingest.example.com/7', 'https://o1.ingest.example.com/api/7/envelope/'],
    ['https://k@example.com/a/b/7', 'https://example.com/a/b/api/7/envelope/'],
    ['https://example.com/7', undefined],
    ['https://k@example.com/', undefined],
    ['ftp://k@example.com/7', undefined],
  ])('is found by its DSN %s', (given, url) => {
    expect(sinkOf(given)?.url).toBe(url)
    expect(readConfig({ PAO_ERRORS_DSN: given }).ok).toBe(url !== undefined)
  })
})
