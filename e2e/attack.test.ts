import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { openTestDatabase, type TestDatabase } from '../packages/server/test/database.ts'
import { makeKey } from '../packages/server/test/attack/probes-callers.ts'
import { attackReport, type Line, probes } from '../packages/server/test/attack/report.ts'
import { asking } from '../packages/server/test/attack/target.ts'
import {
  bootstrapKey,
  freePort,
  freshDataDir,
  type Running,
  startServer,
} from './server-process.ts'

const secret = 'b7d0c4a1f95e63827d1e'
const pages = ['outbound', 'identity', 'attacks'].map((name) =>
  readFileSync(new URL(`../docs/security/${name}.md`, import.meta.url), 'utf8'),
)
const all = Array.from({ length: 111 }, (_, n) => `A${String(n + 1).padStart(2, '0')}`)

/** What the server is given and must not tell, whatever is asked of it and whatever attacks it. */
const given = {
  webhookSecret: secret,
  encryptionKey: Buffer.alloc(32, 'canary-of-a-key').toString('base64'),
  databasePassword: 'canary-of-a-database-3317',
  namedSecret: 'canary-of-a-named-secret-3318',
  bootstrapKey,
}

let database: TestDatabase
let server: Running
let lines: readonly Line[]
let made: { id: string; key: string }
beforeAll(async () => {
  database = await openTestDatabase()
  const url = new URL(database.url)
  // The test database asks for none, so any will do.
  if (url.password === '') url.password = given.databasePassword
  else given.databasePassword = url.password
  server = await startServer({
    port: await freePort(),
    dataDir: freshDataDir(),
    env: {
      PAO_DEMO: 'on',
      PAO_API_RATE_PER_MINUTE: '0',
      PAO_LOG_LEVEL: 'trace',
      PAO_DATABASE_URL: url.href,
      PAO_ENCRYPTION_KEY: given.encryptionKey,
      PAO_SECRET_NAMED: given.namedSecret,
      PAO_GITHUB_WEBHOOK_SECRET_REF: 'HOOK',
      PAO_SECRET_HOOK: secret,
    },
  })
  made = await makeKey({ ask: asking(server.url, bootstrapKey) }, 'operator')
  const aim = { url: server.url, adminKey: bootstrapKey, webhookSecret: secret }
  lines = await attackReport(aim, pages)
}, 180_000)
afterAll(async () => {
  await server.stop()
  await database.close()
})

/** A secret in the forms it could slip out in: as it is, in an address, in base64 at any offset, in hex. */
function formsOf(value: string): readonly string[] {
  const bytes = Buffer.from(value)
  const shifted = [0, 1, 2].map((count) =>
    // The first and last letters depend on what stands beside them.
    Buffer.concat([Buffer.alloc(count), bytes])
      .toString('base64')
      .slice(4, -4),
  )
  return [value, encodeURIComponent(value), bytes.toString('hex'), ...shifted]
}

async function everyRow(): Promise<string> {
  const { rows } = await database.pool.query<{ name: string }>(
    "select format('%I.%I', schemaname, tablename) as name from pg_tables where schemaname not in ('pg_catalog', 'information_schema')",
  )
  const texts: string[] = []
  for (const { name } of rows) {
    const found = await database.pool.query<{ row: string }>(`select t::text as row from ${name} t`)
    texts.push(...found.rows.map(({ row }) => row))
  }
  return texts.join('\n')
}

it('reports each of A01 to A111 once, in order', () => {
  expect(lines.map(({ id }) => id)).toEqual(all)
})

it('tries all that can be tried from outside on a running server, and each is held off', () => {
  const failed = lines.filter(({ verdict }) => verdict === 'failed')
  const tried = lines.filter(({ verdict }) => verdict === 'held').map(({ id }) => id)

  expect(failed).toEqual([])
  expect(tried).toEqual(all.filter((id) => probes.some((probe) => probe.id === id)))
  expect(tried.length).toBeGreaterThanOrEqual(55)
})

it('names for each of the others the test that shows it, or why it cannot be done', () => {
  const bare = lines.filter(
    ({ verdict, about }) => verdict === 'elsewhere' && !/\.test\.ts|cannot be done: \w/.test(about),
  )

  expect(bare).toEqual([])
})

it('leaves the same process behind, in good health, and no key of its own', async () => {
  const { body } = await server.call('GET', '/api/v1/api-keys')
  const ready = await server.call('GET', '/health/ready')

  expect([server.child.exitCode, ready.status]).toEqual([null, 200])
  expect(JSON.stringify(body)).not.toMatch(/"attack developer"[^}]*"revoked_at":null/)
})

it('has told none of its secrets in log, figures, answers or tables after all that (P14)', async () => {
  const ask = asking(server.url, made.key)
  const paths = ['/metrics', '/health', '/api/v1/me', '/api/v1/errors', '/api/v1/secrets']
  const answers: string[] = []
  for (const path of [
    ...paths,
    '/api/v1/connections',
    '/api/v1/audit?limit=200',
    '/api/v1/nothing',
  ])
    answers.push((await ask(path)).text)
  const sinks = {
    answers: answers.join('\n'),
    log: server.output(),
    tables: await everyRow(),
    report: JSON.stringify(lines),
  }

  const leaks = Object.entries({ ...given, madeKey: made.key }).flatMap(([name, value]) =>
    Object.entries(sinks)
      .filter(([, text]) => formsOf(value).some((form) => text.includes(form)))
      .map(([sink]) => `${name} in ${sink}`),
  )

  expect(leaks).toEqual([])
  expect(sinks.log.length).toBeGreaterThan(10_000)
  expect(sinks.tables.length).toBeGreaterThan(10_000)
})
