import type { Http } from '@pao/connectors'
import { TransportFailure } from '@pao/connectors'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { type BreakerRule, type Breakers, openBreakers } from '../src/outbound/breaker.ts'
import type { Database } from '../src/store/db.ts'
import { openSignal, type Signal } from '../src/store/signal.ts'
import { createTelemetry } from '../src/telemetry.ts'
import { openTestDatabase } from './database.ts'

const rule: BreakerRule = { failures: 3, successes: 1, openMs: 60_000 }
const acme = { tenant: 'acme' }
const signal = AbortSignal.timeout(60_000)

let database: Database
const hints: Signal[] = []
const opened: Breakers[] = []
let host = ''
let count = 0

beforeAll(async () => {
  database = await openTestDatabase()
})

beforeEach(() => {
  host = `api-${(count += 1)}.example.com`
})

afterAll(async () => {
  for (const breakers of opened) breakers.stop()
  for (const hint of hints) await hint.stop()
  await database.close()
})

/** Breakers as one more process has them. */
async function replica(more: Partial<BreakerRule> = {}): Promise<Breakers> {
  const hint = await openSignal(database)
  let ids = 0
  const breakers = openBreakers({
    db: database.db,
    signal: hint,
    now: () => performance.now(),
    newId: () => `${opened.length}-${(ids += 1)}`,
    rule: { ...rule, ...more },
    probeMs: 60_000,
    log: createTelemetry({ level: 'silent', version: 'test' }).log,
    changed: () => undefined,
    refused: () => undefined,
  })
  hints.push(hint)
  opened.push(breakers)
  return breakers
}

type Remote = Http & { calls: number; says(next: number | Error): void; hold(): () => void }

/** A target that answers what it is told; `hold` lets its next call hang until released. */
function remote(first: number | Error = 503): Remote {
  let next = first
  let gate: Promise<void> | undefined
  const door: Remote = {
    calls: 0,
    says: (said) => void (next = said),
    hold() {
      const { promise, resolve } = Promise.withResolvers<void>()
      gate = promise
      return resolve
    },
    async send() {
      door.calls += 1
      const waits = gate
      gate = undefined
      await waits
      if (next instanceof Error) throw next
      return {
        status: next,
        headers: new Headers(),
        url: '',
        text: () => '',
        bytes: () => new Uint8Array(),
        json: () => null,
      }
    },
  }
  return door
}

const get = (http: Http, at = host) =>
  http.send({ method: 'GET', url: `https://${at}/path`, signal }).then(
    ({ status }) => status,
    (error: unknown) => (error instanceof TransportFailure ? error.kind : error),
  )
const gone = new TransportFailure('connection', 'gone', { sent: false })

/** Lets the time of a breaker's hold pass. */
async function passes(): Promise<void> {
  await database.db
    .updateTable('circuit_breaker')
    .set({ retry_at: new Date(0) })
    .where('target', '=', host)
    .execute()
  for (const hint of hints) hint.publish('pao_breaker', `acme ${host}`)
  await new Promise((resolve) => setImmediate(() => setImmediate(resolve)))
}

describe('a circuit breaker', () => {
  it('opens after so many failures in a row, and then calls no more', async () => {
    const far = remote()
    const http = (await replica()).http(far, acme)

    const said = [await get(http), await get(http), await get(http), await get(http)]

    expect(said).toEqual([503, 503, 503, 'breaker_open'])
    expect(far.calls).toBe(3)
  })

  it('says how long it is not worth asking, and that nothing was sent', async () => {
    const http = (await replica({ failures: 1 })).http(remote(), acme)
    await get(http)

    const refused = http.send({ method: 'GET', url: `https://${host}/`, signal })

    await expect(refused).rejects.toMatchObject({
      kind: 'breaker_open',
      sent: false,
      held: { target: host, forMs: expect.closeTo(60_000, -4) },
    })
  })

  it.each([
    ['a refusal is an answer of a healthy target', 404],
    ['so is "slow down"', 429],
    ['and "not implemented"', 501],
  ])('counts only failures in a row: %s', async (_why, healthy) => {
    const far = remote()
    const http = (await replica()).http(far, acme)
    await get(http)
    await get(http)
    far.says(healthy)
    await get(http)
    far.says(gone)

    const said = [await get(http), await get(http), await get(http), await get(http)]

    expect(said).toEqual(['connection', 'connection', 'connection', 'breaker_open'])
  })

  it('does not count what was called off or never allowed out', async () => {
    const far = remote(new TransportFailure('aborted', 'called off', { sent: true }))
    const http = (await replica({ failures: 1 })).http(far, acme)

    await get(http)
    far.says(new TransportFailure('egress_denied', 'closed', { sent: false }))
    await get(http)
    far.says(200)

    expect(await get(http)).toBe(200)
  })

  it('is one for all processes', async () => {
    const [one, two] = [await replica(), await replica()]
    const far = remote()

    const said = [
      await get(one.http(far, acme)),
      await get(two.http(far, acme)),
      await get(one.http(far, acme)),
    ]
    await expect.poll(() => get(two.http(far, acme))).toBe('breaker_open')

    expect(said).toEqual([503, 503, 503])
    expect(await get(one.http(far, acme))).toBe('breaker_open')
  })

  it('is one for each tenant and target', async () => {
    const breakers = await replica({ failures: 1 })
    const far = remote()
    await get(breakers.http(far, acme))
    far.says(200)

    expect(await get(breakers.http(far, acme))).toBe('breaker_open')
    expect(await get(breakers.http(far, { tenant: 'globex' }))).toBe(200)
    expect(await get(breakers.http(far, acme), `other-${host}`)).toBe(200)
  })

  it('lets one probe through, whoever asks, and closes when it succeeds', async () => {
    const [one, two] = [await replica({ failures: 1 }), await replica({ failures: 1 })]
    const far = remote()
    await get(one.http(far, acme))
    await passes()
    far.says(200)
    const release = far.hold()

    const probe = get(one.http(far, acme))
    await expect.poll(() => far.calls).toBe(2)
    const meanwhile = await Promise.all(
      Array.from({ length: 20 }, (_, n) => get((n % 2 ? one : two).http(far, acme))),
    )
    release()

    expect(await probe).toBe(200)
    expect(new Set(meanwhile)).toEqual(new Set(['breaker_open']))
    expect(far.calls).toBe(2)
    expect(await get(one.http(far, acme))).toBe(200)
    await expect.poll(() => get(two.http(far, acme))).toBe(200)
  })

  it('stays open when the probe fails', async () => {
    const breakers = await replica({ failures: 1 })
    const far = remote()
    await get(breakers.http(far, acme))
    await passes()

    const said = [await get(breakers.http(far, acme)), await get(breakers.http(far, acme))]

    expect(said).toEqual([503, 'breaker_open'])
    expect(far.calls).toBe(2)
  })

  it('asks for as many good probes as the rule says', async () => {
    const breakers = await replica({ failures: 1, successes: 2 })
    const far = remote()
    await get(breakers.http(far, acme))
    await passes()
    far.says(200)

    await get(breakers.http(far, acme))
    const [half] = await breakers.list('acme')
    await get(breakers.http(far, acme))

    expect(half).toMatchObject({ target: host, state: 'open' })
    expect((await breakers.list('acme')).map(({ target }) => target)).not.toContain(host)
  })

  it('gives a probe that was called off to the next', async () => {
    const breakers = await replica({ failures: 1 })
    const far = remote()
    await get(breakers.http(far, acme))
    await passes()
    far.says(new TransportFailure('aborted', 'called off', { sent: true }))
    await get(breakers.http(far, acme))
    far.says(200)

    expect(await get(breakers.http(far, acme))).toBe(200)
  })

  it('gives up a probe whose process died', async () => {
    const breakers = await replica({ failures: 1 })
    const far = remote()
    await get(breakers.http(far, acme))
    await database.db
      .updateTable('circuit_breaker')
      .set({ state: 'half_open', probe: 'of the dead', probe_until: new Date(0) })
      .where('target', '=', host)
      .execute()
    await passes()
    far.says(200)

    expect(await get(breakers.http(far, acme))).toBe(200)
  })

  it('is closed by hand', async () => {
    const breakers = await replica({ failures: 1 })
    const far = remote()
    await get(breakers.http(far, acme))
    far.says(200)

    expect(await breakers.reset('acme', host, { id: 'omar' })).toBe(true)
    await expect.poll(() => get(breakers.http(far, acme))).toBe(200)
    expect(await breakers.reset('acme', 'nobody.example.com', { id: 'omar' })).toBe(false)
  })

  it('is as the item wishes: other thresholds, or none at all', async () => {
    const breakers = await replica()
    const far = remote()
    const eager = breakers.http(far, { ...acme, wish: { failures: 1 } })
    const heedless = breakers.http(far, { ...acme, wish: { enabled: false } })

    const said = [await get(eager), await get(eager), await get(heedless)]

    expect(said).toEqual([503, 'breaker_open', 503])
  })

  it('guards the mail server too', async () => {
    const breakers = await replica({ failures: 1 })
    const door = breakers.mail({ send: () => Promise.reject(gone) }, acme)
    const connection = { name: 'mail', type: 'smtp', settings: { host, port: 25 }, secrets: {} }
    const mail = { to: ['a@example.com'], subject: 's', text: 't', messageId: '<1@pao>' }

    await expect(door.send(connection, mail, signal)).rejects.toMatchObject({ kind: 'connection' })
    await expect(door.send(connection, mail, signal)).rejects.toMatchObject({
      kind: 'breaker_open',
      held: { target: `${host}:25` },
    })
  })

  it('is never the reason that a call fails: while the database is away there are none', async () => {
    const broken = await openTestDatabase()
    const breakers = openBreakers({
      db: broken.db,
      signal: { publish: () => undefined, subscribe: () => () => undefined },
      now: () => performance.now(),
      newId: () => 'x',
      rule: { ...rule, failures: 1 },
      probeMs: 1_000,
      log: createTelemetry({ level: 'silent', version: 'test' }).log,
      changed: () => undefined,
      refused: () => undefined,
    })
    await broken.close()
    const far = remote()

    expect([await get(breakers.http(far, acme)), await get(breakers.http(far, acme))]).toEqual([
      503, 503,
    ])
  })
})

it('stands before looks by TCP and SQL too, and a refusal of a database is an answer', async () => {
  const breakers = await replica()
  const place = { host, port: 5432, signal }
  const tcp = breakers.tcp({ probe: () => Promise.reject(gone) }, acme)
  const sql = breakers.sql({ ask: async () => ({ ok: false, sqlstate: '28P01' }) }, acme)
  const question = { ...place, database: 'd', user: 'u', password: 'p', query: 'select 1' }
  const ask = () => sql.ask({ ...question, tls: 'verify', parameters: [] }).catch(kindOf)

  const before = [await ask(), await ask(), await ask()]
  const looks = []
  for (let n = 0; n < 4; n += 1) looks.push(await tcp.probe(place).catch(kindOf))
  const after = await ask()

  expect(before.map((one) => Reflect.get(Object(one), 'ok'))).toEqual([false, false, false])
  expect(looks).toEqual(['connection', 'connection', 'connection', 'breaker_open'])
  expect(after).toBe('breaker_open')
})

function kindOf(error: unknown): unknown {
  return error instanceof TransportFailure ? error.kind : error
}
