import { type AddressInfo, connect, createServer, type Socket } from 'node:net'
import { TLSSocket } from 'node:tls'
import type { SqlCall } from '@pao/connectors'
import { describe, expect, it, onTestFinished } from 'vitest'
import { parseEgress } from '#outbound/egress.ts'
import { createSql } from '#outbound/sql.ts'
import { makeCertificate } from './outbound-certificate.ts'

const own = makeCertificate('db.test')
const never = new AbortController().signal
const real = new URL(process.env['PAO_TEST_DATABASE_URL'] ?? '')

function door(port: number, more: { allowed?: string[]; maxBytes?: number; at?: string[] } = {}) {
  const egress = parseEgress(more.allowed ?? [`127.0.0.1:${port}`])
  if (!egress.ok) throw new Error('bad list')
  return createSql({
    egress: egress.value,
    timeoutMs: 5_000,
    maxBytes: more.maxBytes ?? 1_000_000,
    resolve: async () => more.at ?? ['127.0.0.1'],
    authorities: own.cert,
  })
}

function call(more: Partial<SqlCall> = {}): SqlCall {
  return {
    host: 'db.test',
    port: Number(real.port),
    database: 'postgres',
    user: decodeURIComponent(real.username),
    password: decodeURIComponent(real.password),
    tls: 'off',
    query: 'select 1',
    parameters: [],
    signal: never,
    ...more,
  }
}

const ask = (more: Partial<SqlCall> = {}) => door(Number(real.port)).ask(call(more))

/** A port of a few lines; each connection is handed over. */
async function serve(onSocket: (socket: Socket) => void): Promise<number> {
  const sockets = new Set<Socket>()
  const server = createServer((socket) => {
    sockets.add(socket)
    socket.on('error', () => undefined)
    onSocket(socket)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(async () => {
    for (const socket of sockets) socket.destroy()
    await new Promise<void>((resolve) => server.close(() => resolve()))
  })
  return (server.address() as AddressInfo).port
}

/** The real database behind TLS: answers the request for it, then hands everything on. */
const withTls = () =>
  serve((socket) => {
    socket.once('data', () => {
      socket.write('S')
      const secure = new TLSSocket(socket, { isServer: true, ...own })
      const behind = connect(Number(real.port), real.hostname)
      for (const one of [secure, behind]) one.on('error', () => undefined)
      secure.pipe(behind).pipe(secure)
    })
  })

describe('a question to a database', () => {
  it('is answered with the first row, its values bound and never spelt', async () => {
    const hostile = "x'); drop table t; --"

    const [first, empty] = [
      await ask({ query: 'select $1::text, 2 union all select null, 3', parameters: [hostile] }),
      await ask({ query: 'select 1 where false' }),
    ]

    expect(first).toEqual({ ok: true, row: [hostile, 2] })
    expect(empty).toEqual({ ok: true, row: undefined })
  })

  it.each([
    ['create table stolen (a int)', '25006'],
    ["select set_config('transaction_read_only', 'off', false)", '25001'],
    ['commit; create table stolen (a int)', '42601'],
    ['select no_such_thing', '42703'],
    ['not SQL', '42601'],
  ])('cannot change anything: %s', async (query, sqlstate) => {
    const answer = await ask({ query })

    expect(answer).toEqual({ ok: false, sqlstate })
  })

  it('tells a refused password by its state alone', async () => {
    const canary = 'canary-77aa88bb'

    const answer = await ask({ password: canary })

    expect(answer).toEqual({ ok: false, sqlstate: '28P01' })
  })

  it('never falls back to the password of this process', async () => {
    process.env['PGPASSWORD'] = decodeURIComponent(real.password)
    onTestFinished(() => void delete process.env['PGPASSWORD'])

    const asking = ask({ password: '' })

    await expect(asking).rejects.toMatchObject({ kind: 'connection' })
  })

  it('ends at its time', async () => {
    const asking = ask({ query: 'select pg_sleep(20)', timeoutMs: 300 })

    const ended = await asking.catch((error: { kind?: string }) => error.kind)

    // The server notices first or we do.
    expect(ended).toBeOneOf(['timeout', { ok: false, sqlstate: '57014' }])
  })

  it('ends when it is called off', async () => {
    const stop = new AbortController()
    const asking = ask({ query: 'select pg_sleep(20)', signal: stop.signal })
    setTimeout(() => stop.abort(), 200)

    await expect(asking).rejects.toMatchObject({ kind: 'aborted' })
  })

  it('is cut off when the answer is too large', async () => {
    const small = door(Number(real.port), { maxBytes: 50_000 })

    const asking = small.ask(call({ query: "select repeat('x', 200000)" }))

    await expect(asking).rejects.toMatchObject({ kind: 'too_large' })
  })
})

describe('what it may reach', () => {
  it.each([
    ['10.0.0.8', ['10.0.0.8']],
    ['db.test', ['127.0.0.1']],
    ['db.test', ['93.184.216.34', '10.0.0.8']],
    ['meta.test', ['169.254.169.254']],
  ])('not %s at %o', async (host, at) => {
    const asking = door(5432, { allowed: [], at }).ask(call({ host, port: 5432 }))

    await expect(asking).rejects.toMatchObject({ kind: 'egress_denied', sent: false })
  })

  it('no port that is no database, unless it is listed', async () => {
    const asking = door(6379, { allowed: ['db.test'] }).ask(call({ port: 6379 }))

    await expect(asking).rejects.toMatchObject({ kind: 'egress_denied' })
  })
})

describe('TLS', () => {
  it('is checked against the name, not the address', async () => {
    const port = await withTls()
    const good = await door(port).ask(call({ port, tls: 'verify' }))

    const unverified = await door(port).ask(call({ port, tls: 'unverified', host: 'other.test' }))
    const stranger = door(port).ask(call({ port, tls: 'verify', host: 'other.test' }))

    await expect(stranger).rejects.toMatchObject({ kind: 'connection' })
    expect([good.ok, unverified.ok]).toEqual([true, true])
  })

  it('is not given up because the server has none', async () => {
    const heard: Buffer[] = []
    const port = await serve((socket) => {
      socket.on('data', (chunk) => heard.push(chunk))
      socket.once('data', () => socket.write('N'))
    })

    const asking = door(port).ask(call({ port, tls: 'verify' }))

    await expect(asking).rejects.toMatchObject({ kind: 'connection' })
    expect(Buffer.concat(heard)).toHaveLength(8)
  })

  it('keeps the password from a server that asks for it in clear without it', async () => {
    const canary = 'canary-12cd34ef'
    const heard: Buffer[] = []
    const port = await serve((socket) => {
      socket.on('data', (chunk) => heard.push(chunk))
      socket.once('data', () => socket.write(Buffer.from('520000000800000003', 'hex')))
    })

    const asking = door(port).ask(call({ port, password: canary }))

    await expect(asking).rejects.toMatchObject({ kind: 'invalid_request' })
    expect(Buffer.concat(heard).toString()).not.toContain(canary)
  })
})
