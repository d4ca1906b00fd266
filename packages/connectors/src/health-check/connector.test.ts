import { startFakeRest } from '@pao/fakes'
import { connect, createServer, type AddressInfo } from 'node:net'
import { describe, expect, it, onTestFinished } from 'vitest'
import {
  closing,
  exerciseConnector,
  noon,
  testContext,
  type TestContextOptions,
} from '../../contract/index.ts'
import { TransportFailure } from '../kit/context.ts'
import type { Outcome, Outputs } from '../kit/outcome.ts'
import type { SqlAnswer, SqlCall, Tcp } from '../kit/probes.ts'
import type { HealthCheckConfig } from './config.ts'
import { healthCheck } from './connector.ts'

const secrets = { API_TOKEN: 'very-secret-token', DB_PASSWORD: 'canary-90ab12cd' }
const authentication = { type: 'bearer' as const, credentials: { token_ref: 'API_TOKEN' } }
const web = (url: string): HealthCheckConfig => ({
  type: 'http',
  target: `${url}/v1/databases`,
  config: { authentication },
})

exerciseConnector(healthCheck, {
  config: web('https://api.example.com'),
  async target() {
    const rest = await startFakeRest({ port: 0, token: secrets.API_TOKEN })
    return {
      config: web(rest.url),
      options: { secrets },
      fail(status, retryAfter) {
        const failure = { status, times: 9, ...(retryAfter !== undefined && { retryAfter }) }
        rest.switches.failures = [failure]
      },
      [Symbol.asyncDispose]: () => rest[Symbol.asyncDispose](),
    }
  },
})

const run = (config: HealthCheckConfig, more: TestContextOptions = {}) =>
  healthCheck.execute(testContext({ secrets, ...more }), config)
const memoOf = (outcome: Outcome): Outputs => (outcome.kind === 'waiting' ? outcome.memo : {})

/** Looks until it ends or waits no more than so often; each look has its own world. */
async function series(
  config: HealthCheckConfig,
  worlds: readonly TestContextOptions[],
): Promise<Outcome[]> {
  const outcomes: Outcome[] = []
  for (const world of worlds) {
    const context = testContext({ secrets, ...world })
    const last = outcomes.at(-1)
    outcomes.push(
      last === undefined
        ? await healthCheck.execute(context, config)
        : await healthCheck.poll!(context, config, memoOf(last)),
    )
  }
  return outcomes
}

const port: HealthCheckConfig = { type: 'tcp', target: 'db.example.com:5432', interval: 5 }
const up: TestContextOptions = { tcp: { probe: () => Promise.resolve() } }
const fails = (...how: ConstructorParameters<typeof TransportFailure>): TestContextOptions => {
  const failing = () => Promise.reject(new TransportFailure(...how))
  return { tcp: { probe: failing }, sql: { ask: failing }, http: { send: failing } }
}
const down = fails('connection', 'The connection failed (ECONNREFUSED)', { sent: false })

describe('a series of looks', () => {
  it('ends well after so many good ones in a row, counting anew after a bad one', async () => {
    const outcomes = await series({ ...port, successes: 2 }, [up, down, up, up])

    expect(outcomes.map(({ kind }) => kind)).toEqual(['waiting', 'waiting', 'waiting', 'succeeded'])
    expect(outcomes[0]).toMatchObject({ until: noon + 5000 })
    expect(outcomes.at(-1)).toMatchObject({ outputs: { healthy: true, looks: 4, failures: 1 } })
  })

  it('ends ill after so many bad ones, telling the last reason', async () => {
    const outcomes = await series({ ...port, attempts: 2 }, [down, down])

    expect(outcomes.at(-1)).toMatchObject({ kind: 'failed', retryable: false, code: 'health.ill' })
    expect(JSON.stringify(outcomes.at(-1))).toContain('ECONNREFUSED')
  })

  it('counts no look while a breaker is open', async () => {
    const held = { target: 'api.example.com', forMs: 40_000 }
    const open = fails('breaker_open', 'open', { sent: false, held })

    const outcomes = await series({ ...web('https://api.example.com'), attempts: 1 }, [open, open])

    expect(outcomes).toMatchObject([
      { kind: 'waiting', until: noon + 40_000, memo: { looks: 0, bad: 0 } },
      { kind: 'waiting' },
    ])
  })

  it.each(['http', 'tcp', 'sql'] as const)(
    'ends %s at once where the door refuses',
    async (type) => {
      const targets = { http: 'http://x.test/', tcp: 'x.test:1', sql: 'postgres://x.test/d' }
      const config = { user: 'u', password_ref: 'DB_PASSWORD' }

      const outcome = await run(
        { type, target: targets[type], config, attempts: 9 },
        fails('egress_denied', 'may not be called', { sent: false }),
      )

      expect(outcome).toMatchObject({
        kind: 'failed',
        retryable: false,
        code: 'transport.egress_denied',
      })
    },
  )

  it.each(['tcp', 'sql'] as const)('stops %s when told to', async (type) => {
    const target = type === 'tcp' ? 'x.test:1' : 'postgres://x.test/d'
    const config = { user: 'u', password_ref: 'DB_PASSWORD' }

    const outcome = await run({ type, target, config }, fails('aborted', 'off', { sent: false }))

    expect(outcome).toMatchObject({ kind: 'failed', class: 'cancelled' })
  })
})

describe('by http', () => {
  it.each([
    [{}, 'succeeded'],
    [{ expected_status: [204] }, 'waiting'],
    [{ until: '$.items' }, 'succeeded'],
    [{ until: '$.missing' }, 'waiting'],
    [{ until: '$.[' }, 'failed'],
    [{ headers: { 'X-Probe': 'pao' } }, 'succeeded'],
  ])('with %o it is %s', async (config, kind) => {
    const rest = closing(await startFakeRest({ port: 0 }))

    const outcome = await run({ type: 'http', target: `${rest.url}/v1/databases`, config })

    expect(outcome.kind).toBe(kind)
  })

  it.each([401, 404, 500])('an answer of %i is a bad look', async (status) => {
    const rest = closing(await startFakeRest({ port: 0 }))
    rest.switches.failures = [{ status, times: 1 }]

    const outcome = await run({ type: 'http', target: `${rest.url}/v1/a`, attempts: 1 })

    expect(outcome).toMatchObject({ code: 'health.ill' })
    expect(JSON.stringify(outcome)).toContain(`it answered ${status}`)
  })

  it('a slow answer is a bad look', async () => {
    const rest = closing(await startFakeRest({ port: 0, switches: { slowMs: 500 } }))

    const outcome = await run({
      type: 'http',
      target: `${rest.url}/v1/a`,
      config: { timeout: 0.1 },
    })

    expect(outcome).toMatchObject({ kind: 'waiting', memo: { bad: 1 } })
  })
})

describe('by tcp', () => {
  it('finds a port that listens and one that does not', async () => {
    const server = createServer((socket) => socket.on('error', () => undefined))
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    const listening = (server.address() as AddressInfo).port
    onTestFinished(() => void server.close())

    const [open, closed] = [
      await run({ type: 'tcp', target: `127.0.0.1:${listening}` }, { tcp: realTcp }),
      await run({ type: 'tcp', target: '127.0.0.1:1' }, { tcp: realTcp }),
    ]

    expect([open.kind, closed.kind]).toEqual(['succeeded', 'waiting'])
  })

  it.each([
    'db.example.com',
    'db:0',
    'db:70000',
    'a@b:80',
    'http://x:80',
    'a b:1',
    'x:80/path',
    ':80',
  ])('refuses the target %s', async (target) => {
    const outcome = await run({ type: 'tcp', target })

    expect(outcome).toMatchObject({ kind: 'failed', code: 'config.target_invalid' })
  })
})

const answering = (answer: SqlAnswer): TestContextOptions => ({
  sql: { ask: () => Promise.resolve(answer) },
})

describe('by sql', () => {
  const config = { user: 'monitor', password_ref: 'DB_PASSWORD' }
  const database: HealthCheckConfig = {
    type: 'sql',
    target: 'postgres://db.example.com/orders',
    config,
  }

  it.each([
    [[1], 'succeeded'],
    [[true], 'succeeded'],
    [['0'], 'succeeded'],
    [[false], 'waiting'],
    [[null], 'waiting'],
    [undefined, 'waiting'],
  ])('a first row of %o is %s', async (row, kind) => {
    const outcome = await run(database, answering({ ok: true, row }))

    expect(outcome.kind).toBe(kind)
  })

  it('takes a refusal for a bad look and tells its state alone', async () => {
    const refused = answering({ ok: false, sqlstate: '28P01' })

    const outcome = await run({ ...database, attempts: 1 }, refused)

    expect(outcome).toMatchObject({ code: 'health.ill' })
    expect(JSON.stringify(outcome)).toContain('SQLSTATE 28P01')
  })

  it('asks with checked TLS, bound values and the secret, and tells nobody of it', async () => {
    const context = testContext({ secrets, ...answering({ ok: true, row: [null] }) })
    const query = 'select exists (select from pg_tables where tablename = $1)'

    const outcome = await healthCheck.execute(context, {
      ...database,
      config: { ...config, query, parameters: ["o'rders"] },
    })

    expect(context.probes).toMatchObject([
      {
        host: 'db.example.com',
        port: 5432,
        database: 'orders',
        password: secrets.DB_PASSWORD,
        tls: 'verify',
        query,
        parameters: ["o'rders"],
      } satisfies Partial<SqlCall>,
    ])
    expect(JSON.stringify([outcome, context.lines])).not.toContain(secrets.DB_PASSWORD)
  })

  it.each([
    ['mysql://db.example.com/x', 'health.system_unsupported'],
    ['sqlserver://db.example.com/x', 'health.system_unsupported'],
    ['postgres://u:p@db.example.com/x', 'config.target_invalid'],
    ['postgres://db.example.com', 'config.target_invalid'],
    ['postgres://db.example.com/x?host=10.0.0.1', 'config.target_invalid'],
    ['nothing', 'config.target_invalid'],
  ])('refuses the target %s (%s)', async (target, code) => {
    const outcome = await run({ ...database, target })

    expect(outcome).toMatchObject({ kind: 'failed', retryable: false, code })
  })

  it.each([{}, { user: 'u' }, { password_ref: 'DB_PASSWORD' }])(
    'needs more than %o',
    async (some) => {
      const outcome = await run({ ...database, config: some })

      expect(outcome).toMatchObject({ code: 'config.credentials_missing' })
    },
  )
})

const realTcp: Tcp = {
  probe: ({ host, port: at }) =>
    new Promise((resolve, reject) => {
      const socket = connect(at, host)
      socket.once('connect', () => {
        socket.destroy()
        resolve()
      })
      socket.once('error', (cause) =>
        reject(new TransportFailure('connection', 'no answer', { sent: false, cause })),
      )
    }),
}
