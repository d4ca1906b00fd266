import { TransportFailure } from '@pao/connectors'
import {
  createServer as createHttpServer,
  type IncomingHttpHeaders,
  type Server as HttpServer,
} from 'node:http'
import { createServer, type Server, type Socket } from 'node:net'
import type { AddressInfo } from 'node:net'
import { createServer as createTlsServer } from 'node:tls'
import type { AuditEntry } from '@pao/core/governance'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { linesOf } from '../src/audit/export.ts'
import { sealAll } from '../src/audit/seal.ts'
import { type Shipping, shipAll, syslogMessages } from '../src/audit/ship.ts'
import { shippingTo } from '../src/compose-shipping.ts'
import { createHttp, type OpenHttp } from '../src/outbound/http-client.ts'
import { parseEgress } from '../src/outbound/egress.ts'
import { environmentSecrets } from '../src/outbound/secrets.ts'
import { createSyslog, type Syslog } from '../src/outbound/syslog.ts'
import { type Audited, writeAudit } from '../src/store/audit-log.ts'
import { type AuditWorld, omar, openAuditWorld } from './audit-world.ts'
import { makeCertificate } from './outbound-certificate.ts'

let world: AuditWorld
beforeAll(async () => {
  world = await openAuditWorld()
})
afterAll(() => world.close())

const db = () => world.database.db
let target = 0
const note = (action: string, more: Partial<Audited> = {}): Audited => ({
  tenant: 'acme',
  by: omar,
  action,
  on: { type: 'limit', id: 'item/db' },
  ...more,
})
const chained = async (...notes: Audited[]): Promise<void> => {
  await writeAudit(db(), ...notes)
  await sealAll(db())
}

describe('handing the audit log on', () => {
  let got: AuditEntry[]
  let shipping: Shipping
  beforeEach(() => {
    got = []
    target += 1
    shipping = {
      db: db(),
      target: `t${target}`,
      send: async (entries) => void got.push(...entries),
    }
  })

  it('hands on each entry once, in order, of every tenant, and then what comes', async () => {
    await chained(
      ...Array.from({ length: 1_100 }, (_, n) => note(`a.${n}`)),
      note('b.0', { tenant: 'other' }),
    )

    const first = await shipAll(shipping)
    const again = await shipAll(shipping)
    await chained(note('a.new'))
    const later = await shipAll(shipping)

    const acme = got.filter(({ tenant }) => tenant === 'acme')
    expect([again, later]).toEqual([0, 1])
    expect(first).toBe(got.length - 1)
    expect(acme.map(({ seq }) => seq)).toEqual(acme.map((_, n) => n + 1))
    expect(acme.at(-1)?.action).toBe('a.new')
  })

  it('leaves what did not arrive for the next time, and does not hold up another tenant', async () => {
    await chained(note('c.0'), note('c.0', { tenant: 'other' }))
    const fails = async (entries: readonly AuditEntry[]): Promise<void> => {
      if (entries[0]?.tenant === 'acme') throw new Error('away')
      got.push(...entries)
    }

    await expect(shipAll({ ...shipping, send: fails })).rejects.toThrow('away')
    const others = new Set(got.map(({ tenant }) => tenant))
    await shipAll(shipping)

    expect(others).toEqual(new Set(['other']))
    expect(got.filter(({ tenant }) => tenant === 'acme').map(({ seq }) => seq)[0]).toBe(1)
  })

  it('is done by one of many who try at once', async () => {
    await chained(note('d.0'))

    const counts = await Promise.all([1, 2, 3, 4].map(() => shipAll(shipping)))

    expect(new Set(got.map(({ tenant, seq }) => `${tenant} ${seq}`)).size).toBe(got.length)
    expect(counts.reduce((sum, count) => sum + count, 0)).toBe(got.length)
  })

  it('goes on after a process that died over it', async () => {
    await chained(note('e.0'))
    await shipAll({ ...shipping, send: async () => undefined })
    await chained(note('e.1'))
    await world.database.pool.query(
      `update audit_cursor set leased_until = now() + interval '1 hour' where target = $1`,
      [shipping.target],
    )
    const held = await shipAll(shipping)
    await world.database.pool.query(
      `update audit_cursor set leased_until = now() - interval '1 second' where target = $1`,
      [shipping.target],
    )

    expect([held, await shipAll(shipping)]).toEqual([0, 1])
  })
})

describe('handing the audit log on by POST', () => {
  type Call = { headers: IncomingHttpHeaders; seqs: number[] }
  const calls: Call[] = []
  let answers: number[] = []
  let receiver: HttpServer
  let http: OpenHttp
  let place: URL
  beforeAll(async () => {
    receiver = createHttpServer((request, response) => {
      let text = ''
      request.on('data', (chunk) => (text += String(chunk)))
      request.on('end', () => {
        const lines = text.split('\n').filter((line) => line !== '')
        const seqs = lines.map((line) => (JSON.parse(line) as AuditEntry).seq)
        calls.push({ headers: request.headers, seqs })
        response.writeHead(answers.shift() ?? 202).end()
      })
    })
    await new Promise<void>((resolve) => receiver.listen(0, '127.0.0.1', resolve))
    place = new URL(`http://127.0.0.1:${(receiver.address() as AddressInfo).port}/pao`)
    const allowed = parseEgress([place.host])
    http = createHttp({
      egress: allowed.ok ? allowed.value : never(),
      limits: { timeoutMs: 5_000, maxBytes: 100_000 },
    })
  })
  beforeEach(() => calls.splice(0))
  afterAll(async () => {
    await http[Symbol.asyncDispose]()
    receiver.closeAllConnections()
    receiver.close()
  })

  function byPost(path: string): Shipping {
    const config = {
      PAO_AUDIT_SHIP_FORM: 'ndjson' as const,
      PAO_AUDIT_SHIP_TOKEN_REF: 'SIEM',
      PAO_PUBLIC_URL: 'https://pao.example.com',
    }
    const secrets = environmentSecrets(() => ({ SIEM: 'siem-token' }))
    const syslog: Syslog = { send: async () => never() }
    const sending = { db: db(), config, version: '1' }
    return shippingTo(new URL(path, place), sending, { http, secrets, syslog })
  }
  const acme = () =>
    calls.filter(({ headers }) => String(headers['idempotency-key']).startsWith('acme/'))

  it('sends batches in order, once, with a key that names the batch, and a token', async () => {
    await chained(...Array.from({ length: 600 }, (_, n) => note(`p.${n}`)))
    const shipping = byPost('/one')

    await shipAll(shipping)
    await shipAll(shipping)

    const seqs = acme().flatMap((one) => one.seqs)
    expect(seqs).toEqual(seqs.map((_, n) => n + 1))
    expect(acme().map((one) => one.seqs.length <= 500)).not.toContain(false)
    expect(acme()[0]?.headers['idempotency-key']).toMatch(/^acme\/1\/[0-9a-f]{16}$/)
    expect(acme()[0]?.headers).toMatchObject({
      authorization: 'Bearer siem-token',
      'content-type': 'application/x-ndjson; charset=utf-8',
    })
  })

  it.each([500, 429, 302])(
    'sends a batch that was answered with %i again, as the same',
    async (status) => {
      await chained(note(`q.${status}`))
      const shipping = byPost(`/again-${status}`)
      const tenants = new Set(['acme', 'other'])
      answers = Array.from(tenants, () => status)

      await expect(shipAll(shipping)).rejects.toThrow(`the receiver answered ${status}`)
      answers = []
      await shipAll(shipping)

      const [first, second] = acme()
      expect(second?.headers['idempotency-key']).toBe(first?.headers['idempotency-key'])
      expect(second?.seqs).toEqual(first?.seqs)
      const seqs = acme()
        .slice(1)
        .flatMap((one) => one.seqs)
      expect(seqs).toEqual(seqs.map((_, n) => n + 1))
    },
  )

  it('begins anew at another place, and goes on where it was at the first', async () => {
    const [here, there] = [byPost('/here'), byPost('/there')]
    await shipAll(here)
    const before = calls.length
    await chained(note('r.0'))

    await shipAll(here)
    const after = acme().at(-1)?.seqs
    await shipAll(there)

    expect(calls.length).toBeGreaterThan(before)
    expect(after).toHaveLength(1)
    expect(acme().findLast((one) => one.seqs[0] === 1)).toBeDefined()
  })
})

const entry: AuditEntry = {
  tenant: 'acme',
  seq: 7,
  at: '2026-11-26T03:04:05.006Z',
  action: 'call.forbidden',
  object_type: 'route',
  object_id: 'GET /x',
  outcome: 'refused',
  via: 'session',
  correlation_id: 'c-1',
  detail: {},
  proof: {},
  actor: 'omar',
  address: '10.1.2.3',
  note: 'line\nbreak',
  subject: null,
  prev: 'p',
  hash: 'h',
}

describe('a message of syslog (RFC 5424)', () => {
  it('says facility and weight, when, where and what, in one line', () => {
    const [message] = syslogMessages([entry], {
      form: 'cef',
      host: 'pao.example.com',
      version: '1',
    })

    expect(message).toMatch(
      /^<108>1 2026-11-26T03:04:05\.006Z pao\.example\.com pao - call\.forbidden - CEF:0\|PAO\|/,
    )
    expect(message).not.toContain('\n')
  })

  it.each([
    ['refused', 108],
    ['read', 110],
    ['done', 109],
  ])('of what was %s has the weight %i', (outcome, priority) => {
    const [message] = syslogMessages([{ ...entry, outcome }], {
      form: 'ndjson',
      host: 'h',
      version: '1',
    })

    expect(message?.startsWith(`<${priority}>1 `)).toBe(true)
  })

  it('has an id of the characters it may have', () => {
    const [message] = syslogMessages([{ ...entry, action: `ä b${'x'.repeat(60)}` }], {
      form: 'cef',
      host: 'h',
      version: '1',
    })

    expect(message?.split(' ')[5]).toBe(`__b${'x'.repeat(29)}`)
  })
})

const eventOf = (more: Partial<AuditEntry>) =>
  JSON.parse(linesOf('ocsf', '1.2.3').line({ ...entry, ...more })) as Record<string, unknown>

describe('an event of OCSF', () => {
  it('is an API activity with who, from where, what and whether', () => {
    expect(eventOf({})).toMatchObject({
      class_uid: 6_003,
      category_uid: 6,
      type_uid: 600_399,
      time: Date.parse(entry.at),
      status_id: 2,
      severity_id: 3,
      metadata: { version: '1.3.0', uid: 'h', sequence: 7, tenant_uid: 'acme' },
      actor: { user: { uid: 'omar' } },
      src_endpoint: { ip: '10.1.2.3' },
      api: { operation: 'call.forbidden' },
      resources: [{ type: 'route', uid: 'GET /x' }],
    })
  })

  it.each([
    [{ action: 'api_key.created', outcome: 'done' }, 1],
    [{ action: 'audit.exported', outcome: 'read' }, 2],
    [{ action: 'directory.user_changed', outcome: 'done' }, 3],
    [{ action: 'directory.user_removed', outcome: 'done' }, 4],
  ])('of %j is the activity %i', (more, activity) => {
    expect(eventOf(more)).toMatchObject({ activity_id: activity, type_uid: 600_300 + activity })
  })

  it('names nobody who was erased', () => {
    expect(eventOf({ actor: null, address: null })).toMatchObject({
      actor: { user: { uid: 'erased' } },
      src_endpoint: { name: 'unknown' },
    })
  })
})

describe('syslog by TCP and TLS', () => {
  const egress = parseEgress(['127.0.0.1/32', 'localhost'])
  const certificate = makeCertificate('localhost')
  const servers: Server[] = []
  afterAll(() => servers.forEach((server) => server.close()))

  function openSyslog(): Syslog {
    if (!egress.ok) throw new Error('egress')
    return createSyslog({
      egress: egress.value,
      timeoutMs: 2_000,
      resolve: async () => ['127.0.0.1'],
      authorities: certificate.cert,
    })
  }

  async function receiver(hear: (socket: Socket) => void, tls: boolean): Promise<number> {
    const server = tls ? createTlsServer(certificate, hear) : createServer(hear)
    servers.push(server)
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    return (server.address() as AddressInfo).port
  }

  it.each([false, true])('hands over each message with its length, TLS %s', async (tls) => {
    const heard: Buffer[] = []
    const port = await receiver((socket) => socket.on('data', (bytes) => heard.push(bytes)), tls)

    await openSyslog().send(
      { host: 'localhost', port, tls },
      ['<109>1 ä', 'two'],
      AbortSignal.timeout(5_000),
    )

    expect(Buffer.concat(heard).toString('utf8')).toBe('9 <109>1 ä3 two')
  })

  it('fails where the receiver hangs up, is no TLS, or is not to be trusted', async () => {
    const closing = await receiver((socket) => socket.destroy(), false)
    const plain = await receiver((socket) => socket.end('no'), false)
    const signal = AbortSignal.timeout(5_000)
    const many = Array.from({ length: 2_000 }, () => 'x'.repeat(5_000))
    const strict = createSyslog({
      egress: { ...(egress.ok ? egress.value : never()) },
      timeoutMs: 2_000,
      resolve: async () => ['127.0.0.1'],
    })
    const secured = await receiver(() => undefined, true)

    await expect(
      openSyslog().send({ host: 'localhost', port: closing, tls: false }, many, signal),
    ).rejects.toBeInstanceOf(TransportFailure)
    await expect(
      openSyslog().send({ host: 'localhost', port: plain, tls: true }, ['x'], signal),
    ).rejects.toBeInstanceOf(TransportFailure)
    await expect(
      strict.send({ host: 'localhost', port: secured, tls: true }, ['x'], signal),
    ).rejects.toBeInstanceOf(TransportFailure)
  })

  it('reaches no address the operator has not opened', async () => {
    const closed = parseEgress([])
    const syslog = createSyslog({
      egress: closed.ok ? closed.value : never(),
      timeoutMs: 2_000,
      resolve: async () => ['127.0.0.1'],
    })

    await expect(
      syslog.send({ host: 'localhost', port: 601, tls: false }, ['x'], AbortSignal.timeout(2_000)),
    ).rejects.toMatchObject({ kind: 'egress_denied' })
  })
})

function never(): never {
  throw new Error('egress')
}
