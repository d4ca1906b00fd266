import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { attackReport, type Line, probes } from '../packages/server/test/attack/report.ts'
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

let server: Running
let lines: readonly Line[]
beforeAll(async () => {
  server = await startServer({
    port: await freePort(),
    dataDir: freshDataDir(),
    env: {
      PAO_DEMO: 'on',
      PAO_API_RATE_PER_MINUTE: '0',
      PAO_LOG_LEVEL: 'error',
      PAO_GITHUB_WEBHOOK_SECRET_REF: 'HOOK',
      PAO_SECRET_HOOK: secret,
    },
  })
  const given = { url: server.url, adminKey: bootstrapKey, webhookSecret: secret }
  lines = await attackReport(given, pages)
}, 180_000)
afterAll(() => server.stop())

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
  expect(JSON.stringify(body)).not.toMatch(/"attack [a-z]+"[^}]*"revoked_at":null/)
})
