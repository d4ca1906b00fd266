import type { Http } from '@pao/connectors'
import { TransportFailure } from '@pao/connectors'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { openPace, type PaceDeps } from '../src/outbound/pace.ts'
import { openDatabase } from '../src/store/db.ts'
import { createTelemetry } from '../src/telemetry.ts'
import { openTestDatabase, type TestDatabase } from './database.ts'

const rule = { perMinute: 60, burst: 3 }
const signal = AbortSignal.timeout(60_000)
const log = createTelemetry({ level: 'silent', version: 'test' }).log

let database: TestDatabase
let host = ''
let count = 0
/** Why calls were held. */
let refusals: string[] = []
beforeAll(async () => {
  database = await openTestDatabase()
})
beforeEach(() => {
  host = `api-${(count += 1)}.example.com`
  refusals = []
})
afterAll(() => database.close())

/** The pace as one process keeps it. */
const process = (more: Partial<PaceDeps> = {}) =>
  openPace({
    db: database.db,
    ruleOf: () => rule,
    mostAtOnce: 0,
    log,
    refused: ({ reason }) => void refusals.push(reason),
    ...more,
  })

const answer = {
  status: 200,
  headers: new Headers(),
  url: '',
  text: () => '',
  bytes: () => new Uint8Array(),
  json: () => null,
}
const door: Http = { send: async () => answer }

const get = (http: Http) =>
  http.send({ method: 'GET', url: `https://${host}/path`, signal }).then(
    ({ status }) => status,
    (error: unknown) => error,
  )
/** One attempt that makes one call. */
const attempt = (pace: ReturnType<typeof process>, tenant = 'acme') =>
  get(pace.of(tenant).http(door))
const isHeld = (found: unknown): boolean =>
  found instanceof TransportFailure && found.kind === 'paced'

describe('the rate of a target', () => {
  it('lets its burst through and holds who comes after, until the next token is there', async () => {
    const pace = process()

    const found = []
    for (let n = 0; n < 5; n += 1) found.push(await attempt(pace))

    expect(found.slice(0, 3)).toEqual([200, 200, 200])
    expect(found[3]).toMatchObject({ kind: 'paced', sent: false, held: { target: host } })
    const { held } = found[3] as TransportFailure
    expect(held?.forMs).toBeGreaterThan(0)
    expect(held?.forMs).toBeLessThanOrEqual(1_000)
    expect(refusals).toEqual(['rate', 'rate'])
  })

  it('is one for all processes, and each tenant has its own', async () => {
    const [one, two] = [process(), process()]

    const found = await Promise.all(
      Array.from({ length: 10 }, (_, n) => attempt(n % 2 === 0 ? one : two)),
    )
    const others = await attempt(two, 'globex')

    expect(found.filter((status) => status === 200)).toHaveLength(3)
    expect(found.filter(isHeld)).toHaveLength(7)
    expect(others).toBe(200)
  })

  it('fills again with time, and never beyond the burst', async () => {
    const pace = process()
    for (let n = 0; n < 4; n += 1) await attempt(pace)
    await database.pool.query(
      `update outbound_pace set at = at - interval '1 hour' where target = $1`,
      [host],
    )

    const found = []
    for (let n = 0; n < 4; n += 1) found.push(await attempt(pace))

    expect(found.map(isHeld)).toEqual([false, false, false, true])
  })

  it('stops no action in the middle; what that takes is missing to those after it', async () => {
    const pace = process()
    const mine = pace.of('acme').http(door)

    const found = []
    for (let n = 0; n < 6; n += 1) found.push(await get(mine))
    const next = (await attempt(pace)) as TransportFailure

    expect(found).toEqual([200, 200, 200, 200, 200, 200])
    expect(next.held?.forMs).toBeGreaterThan(3_000)
  })

  it('costs nothing where there is none', async () => {
    const found = await attempt(process({ ruleOf: () => undefined }))

    const { rows } = await database.pool.query('select from outbound_pace where target = $1', [
      host,
    ])
    expect([found, rows.length]).toEqual([200, 0])
  })

  it('is never the reason that nothing works', async () => {
    const away = await openDatabase(database.url, { onError: () => undefined })
    await away.close()

    const found = await attempt(process({ db: away.db }))

    expect(found).toBe(200)
  })
})

describe('calls under way at once', () => {
  it('are no more than may be; who comes then is held, and who has begun goes on', async () => {
    const gate = Promise.withResolvers<typeof answer>()
    const slow: Http = { send: () => gate.promise }
    const pace = process({ ruleOf: () => undefined, mostAtOnce: 2 })
    const begun = pace.of('acme')
    await get(begun.http(door))

    const waiting = [slow, slow].map((through) => get(pace.of('acme').http(through)))
    const third = await attempt(pace)
    const goesOn = await get(begun.http(door))
    gate.resolve(answer)
    await Promise.all(waiting)
    const after = await attempt(pace)

    expect([isHeld(third), goesOn, after, refusals]).toEqual([true, 200, 200, ['bulkhead']])
  })
})
