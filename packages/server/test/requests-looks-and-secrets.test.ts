import { connectors, type Connector } from '@pao/connectors'
import type { Action } from '@pao/core/catalog'
import { type FakeRest, type FakeVault, startFakeRest, startFakeVault } from '@pao/fakes'
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import { parseEgress } from '../src/outbound/egress.ts'
import { createHttp, type OpenHttp } from '../src/outbound/http-client.ts'
import { createSql } from '../src/outbound/sql.ts'
import { createTcp } from '../src/outbound/tcp.ts'
import { submit } from '../src/requests/submit.ts'
import { ann, itemOf, openWorld, orderOf, type World } from './requests-world.ts'

const database = new URL(process.env['PAO_TEST_DATABASE_URL'] ?? '')
const databasePassword = decodeURIComponent(database.password)
const token = 'hvs.canary-of-the-operator'
const limits = { timeoutMs: 5_000, maxBytes: 1_000_000 }

/** What `use` was given. */
const used: unknown[] = []
let vault: FakeVault
let rest: FakeRest
let http: OpenHttp
let world: World

beforeAll(async () => {
  vault = await startFakeVault({ port: 0, token })
  rest = await startFakeRest({ port: 0 })
  const targets = [vault.url, rest.url].map((url) => new URL(url).host)
  const egress = parseEgress([...targets, `127.0.0.1:${database.port}`])
  if (!egress.ok) throw new Error('bad list')
  http = createHttp({ egress: egress.value, limits })
  world = await openWorld({
    items: items(),
    connectors: ['http-poll', 'health-check', 'vault-secret'].map(onShelf),
    acts: {
      use(_context, config) {
        used.push(config)
        return { kind: 'succeeded', outputs: {} }
      },
      fail: () => ({
        kind: 'failed',
        retryable: false,
        class: 'permanent',
        code: 'test.failed',
        message: 'no',
      }),
    },
    outside: {
      http,
      tcp: createTcp({ egress: egress.value, timeoutMs: limits.timeoutMs }),
      sql: createSql({ egress: egress.value, ...limits }),
      connection: (type) => ({
        name: 'main',
        type,
        settings: { url: vault.url },
        secrets: { token },
      }),
      secret: () => databasePassword,
    },
  })
  await world.replica()
})
beforeEach(() => {
  used.length = 0
})
afterAll(async () => {
  await world.close()
  await http[Symbol.asyncDispose]()
  await rest[Symbol.asyncDispose]()
  await vault[Symbol.asyncDispose]()
})

function onShelf(type: string): Connector {
  const found = connectors.get(type)
  if (!found) throw new Error(`no ${type} on the shelf`)
  return found
}

const next = (type: string, config: Record<string, unknown> = {}): Action => ({
  id: type,
  type,
  order: 2,
  retry: { attempts: 1 },
  config,
})

const check = (id: string, order: number, config: Record<string, unknown>): Action => ({
  id,
  type: 'health-check',
  order,
  config: { interval: 1, successes: 2, ...config },
})

function items() {
  const store: Action = {
    id: 'store',
    type: 'vault-secret',
    order: 1,
    retry: { attempts: 5, delay: 0 },
    rollback: { enabled: true, automatic: true },
    config: { path: 'apps/{{fields.name}}', generate: [{ name: 'password', length: 24 }] },
  }
  const wait: Action = {
    id: 'wait',
    type: 'http-poll',
    order: 1,
    config: { url: `${rest.url}/v1/databases`, interval: 1 },
  }
  const place = `127.0.0.1:${database.port}`
  return [
    itemOf('secret', [store, next('use', { password: '{{output.store.data.password}}' })]),
    itemOf('undone', [store, next('fail')]),
    itemOf('looks', [
      wait,
      check('port', 2, { type: 'tcp', target: place }),
      check('query', 3, {
        type: 'sql',
        target: `postgres://${place}/postgres`,
        config: {
          user: decodeURIComponent(database.username),
          password_ref: 'DATABASE',
          tls: 'off',
          query: 'select $1::text is not null',
          parameters: ['{{fields.name}}'],
        },
      }),
    ]),
  ]
}

async function everythingKept(): Promise<string> {
  const { rows } = await world.database.pool.query<{ text: string }>(
    `select concat((select string_agg(e::text, '') from request_event e),
      (select string_agg(a::text, '') from attempt a), (select string_agg(a::text, '') from action a),
      (select string_agg(r::text, '') from request r)) as text`,
  )
  return rows[0]?.text ?? ''
}

it('makes one version of a secret whose answers get lost, and keeps it unreadable', async () => {
  vault.switches.dropAfterEffect = 1
  vault.switches.failures = [{ status: 429, times: 1, retryAfter: 0 }]

  const { id } = await submit(
    world.requests,
    ann,
    orderOf('secret', { fields: { name: 'orders' } }),
  )
  await world.until(id, 'request_completed')

  const password = String(vault.data('apps/orders')?.['password'])
  const kept = await everythingKept()
  expect(vault.effects().filter(({ path }) => path === 'apps/orders')).toHaveLength(1)
  expect(used).toEqual([{ password }])
  expect(password).toMatch(/^[A-Za-z0-9]{24}$/)
  expect([password, token].filter((secret) => kept.includes(secret))).toEqual([])
})

it('destroys what it wrote when the request is rolled back', async () => {
  const { id } = await submit(
    world.requests,
    ann,
    orderOf('undone', { fields: { name: 'undone' } }),
  )
  await world.until(id, 'request_rolled_back')

  const effects = vault.effects().filter(({ path }) => path === 'apps/undone')
  expect(effects.map(({ kind }) => kind)).toEqual(['write', 'destroy'])
})

it('waits as rows for an address, a port and a database', async () => {
  rest.switches.failures = [{ status: 404, times: 1 }]

  const { id } = await submit(world.requests, ann, orderOf('looks', { fields: { name: 'x' } }))
  const events = await world.until(id, 'request_completed')

  const waits = events.flatMap(({ event }) =>
    event?.type === 'action_waiting' ? [event.action] : [],
  )
  expect(waits).toEqual(['wait', 'port', 'query'])
  expect(rest.effects()).toEqual([])
  expect(await everythingKept()).not.toContain(databasePassword)
})
