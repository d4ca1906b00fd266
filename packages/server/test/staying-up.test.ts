import { connect, type AddressInfo, type Socket } from 'node:net'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { App } from '../src/api/app.ts'
import { pendingMigrations } from '../src/store/migrate.ts'
import { openTenants, type Tenants } from '../src/store/tenants.ts'
import { as, fakeDeps, startApi } from './api-world.ts'
import { openTestDatabase, type TestDatabase } from './database.ts'

describe('a server with thousands of connections that do nothing (A102)', () => {
  let app: App
  const sockets: Socket[] = []
  beforeAll(async () => {
    app = await startApi()
    await app.listen({ port: 0, host: '127.0.0.1' })
  })
  afterAll(async () => {
    for (const socket of sockets) socket.destroy()
    await app.close()
  })

  const portOf = (): number => (app.server.address() as AddressInfo).port

  async function one(): Promise<Socket> {
    const socket = connect({ port: portOf(), host: '127.0.0.1' })
    socket.on('error', () => undefined)
    await new Promise<void>((resolve) => socket.once('connect', () => resolve()))
    return socket
  }

  /** Connections that have sent so much of a call and will never send the rest. */
  async function opened(count: number, text: string): Promise<void> {
    const made: Socket[] = []
    // No more at once than wait to be accepted.
    while (made.length < count) made.push(...(await Promise.all(Array.from({ length: 100 }, one))))
    for (const socket of made) socket.write(text)
    sockets.push(...made)
  }

  it('answers others as ever', async () => {
    await opened(1_500, '')
    await opened(300, 'GET /health/live HTTP/1.1\r\nhost: x\r\nx-slow: ')
    const head = 'POST /api/v1/requests HTTP/1.1\r\nhost: x\r\nauthorization: Bearer dev\r\n'
    await opened(200, `${head}content-type: application/json\r\ncontent-length: 1000\r\n\r\n{`)
    const times: number[] = []

    for (let count = 0; count < 50; count += 1) {
      const began = performance.now()
      const answer = await fetch(`http://127.0.0.1:${portOf()}/health/live`)
      expect(answer.status).toBe(200)
      times.push(performance.now() - began)
    }

    const open = await new Promise<number>((resolve) =>
      app.server.getConnections((_error, count) => resolve(count)),
    )
    expect(open).toBeGreaterThanOrEqual(2_000)
    // Half a second is for a loaded machine; alone it is a few milliseconds.
    expect(times.toSorted((left, right) => left - right)[47]).toBeLessThan(500)
  })

  it('gives headers and bodies a limited time to arrive', () => {
    const { headersTimeout, requestTimeout, keepAliveTimeout } = app.server

    expect([headersTimeout, requestTimeout].every((ms) => ms > 0 && ms <= 60_000)).toBe(true)
    expect(keepAliveTimeout).toBeGreaterThan(0)
  })
})

describe('a server whose connections for calls are all taken (A106)', () => {
  let database: TestDatabase
  let tenants: Tenants
  let app: App
  beforeAll(async () => {
    database = await openTestDatabase()
    tenants = await openTenants(database, { max: 2 })
    const { talk, operations } = fakeDeps()
    app = await startApi({
      talk: {
        ...talk,
        views: async ({ tenant }) => {
          await tenants.of(tenant).selectFrom('saved_view').select('id').execute()
          return []
        },
      },
      operations: {
        ...operations,
        health: async () => ({
          ready: (await pendingMigrations(database)).length === 0,
          parts: [{ name: 'database', status: 'ok' }],
        }),
      },
    })
  })
  afterAll(async () => {
    await app.close()
    await tenants.close()
    await database.close()
  })

  it('says so with 503 and when to come again, stays healthy, and recovers by itself', async () => {
    const held = await Promise.all([tenants.pool.connect(), tenants.pool.connect()])
    const busy = held.map((client) => client.query('select pg_sleep(7)'))
    const call = () => app.inject({ url: '/api/v1/me/views', headers: as('dev') })

    const began = performance.now()
    const waiting = call()
    const health = await app.inject({ url: '/health/ready' })
    const healthMs = performance.now() - began
    const refused = await waiting
    await Promise.all(busy)
    for (const client of held) client.release()
    const after = await call()

    expect([health.statusCode, refused.statusCode, after.statusCode]).toEqual([200, 503, 200])
    expect(refused.json()).toMatchObject({ code: 'database.unavailable' })
    expect(refused.headers['retry-after']).toBe('5')
    expect(healthMs).toBeLessThan(2_000)
  })
})
