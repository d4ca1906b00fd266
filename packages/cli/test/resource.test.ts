import { createServer, type Server } from 'node:http'
import { text } from 'node:stream/consumers'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import { pao } from './pao.ts'

const id = '0198c5a4-8a10-7000-8000-000000000001'
const drift = {
  state: 'in_sync',
  checked_at: '2026-01-01T12:00:00.000Z',
  next_look_at: null,
  since: null,
  asked: false,
}
const fine = {
  id,
  name: 'orders',
  type: 'database',
  state: 'active',
  environment: 'production',
  owner_team: 'dba',
  drift,
  differences: [],
  accepted: [],
  look_problem: null,
}
const drifted = {
  ...fine,
  drift: { ...drift, state: 'drifted', since: '2026-01-01T11:00:00.000Z' },
  differences: [
    { path: '$.size', expected: 3, found: 4 },
    { path: '$.owner', expected: 'ann' },
  ],
}

let server: Server
let answers: Record<string, unknown[]> = {}
const sent: unknown[] = []
beforeAll(async () => {
  server = createServer(async (call, reply) => {
    const body = await text(call)
    sent.push([`${call.method} ${call.url}`, body === '' ? undefined : JSON.parse(body)])
    const all = answers[`${call.method} ${call.url}`] ?? []
    const found = all.length > 1 ? all.shift() : all[0]
    reply.writeHead(found ? 200 : 404, { 'content-type': 'application/json' })
    reply.end(JSON.stringify(found ?? { code: 'route.not_found', title: String(call.url) }))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
})
afterAll(() => void server.close())
beforeEach(() => {
  sent.length = 0
  answers = {}
})

const at = (...words: string[]) =>
  pao(['resource', ...words, '--url', `http://127.0.0.1:${(server.address() as AddressInfo).port}`])

it('lists what was found drifted, over all pages', async () => {
  const page = '/api/v1/resources?limit=200&drift=drifted'
  answers = {
    [`GET ${page}`]: [{ items: [drifted], next_cursor: 'more' }],
    [`GET ${page}&cursor=more`]: [{ items: [{ ...fine, name: 'second' }], next_cursor: null }],
  }

  const { code, out } = await at('list', '--drift', 'drifted')

  for (const part of ['orders', 'second', 'drifted', 'production']) expect(out).toContain(part)
  expect(code).toBe(0)
})

it('shows what differs, and says by its exit code that something does', async () => {
  answers = { [`GET /api/v1/resources/${id}`]: [drifted] }

  const { code, out } = await at('show', id)

  expect(out).toMatch(/\$\.size +3 +4/)
  expect(out).toMatch(/\$\.owner +"ann" +\(none\)/)
  expect(code).toBe(1)
})

it('says what needs it and what it needs, and whether there is more', async () => {
  const other = '0198c5a4-8a10-7000-8000-000000000002'
  const nodes = [fine, { ...fine, id: other, name: 'web' }]
  const relations = { nodes, steps: { [id]: 0, [other]: 3 }, complete: false, edges: [] }
  const path = `GET /api/v1/resources/${id}/relations`
  answers = {
    [`${path}?direction=dependants&depth=3`]: [relations],
    [`${path}?direction=dependencies&depth=10`]: [{ ...relations, nodes: [fine] }],
  }

  const dependants = await at('relations', id, '--depth', '3')
  const needs = await at('relations', id, '--needs')

  expect(dependants.out).toMatch(/3 +0198c5a4-8a10-7000-8000-000000000002 +web/)
  expect(dependants.out).toContain('--depth')
  expect(dependants.out).not.toContain('orders')
  expect(needs.out).toContain('it needs nothing')
})

it('has it looked at and waits for what is found', async () => {
  answers = {
    [`POST /api/v1/resources/${id}/look`]: [{ ...fine, drift: { ...drift, asked: true } }],
    [`GET /api/v1/resources/${id}`]: [{ ...fine, drift: { ...drift, asked: true } }, fine],
  }

  const { code, out } = await at('look', id)

  expect(out).toContain('in_sync')
  expect(code).toBe(0)
  expect(sent).toHaveLength(3)
})

it('tells what to do when nobody has looked in time, and why a look failed', async () => {
  const asked = { ...fine, drift: { ...drift, asked: true } }
  const look_problem = { code: 'transport.timeout', message: 'no answer in time' }
  answers = {
    [`POST /api/v1/resources/${id}/look`]: [asked],
    [`GET /api/v1/resources/${id}`]: [{ ...asked, look_problem }],
  }

  const { out, err } = await at('look', id, '--wait', '1')

  expect(err).toContain(`pao resource show ${id}`)
  expect(out).toContain('failed: no answer in time (transport.timeout)')
})

it('promotes a request to the next environment, and follows it when asked', async () => {
  const next = '0198c5a4-8a10-7000-8000-000000000002'
  answers = { [`POST /api/v1/requests/${id}/promote`]: [{ id: next, state: 'queued', seq: 3 }] }
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`

  const { code, out } = await pao(['request', 'promote', id, '--reason', 'tested', '--url', url])

  expect(out).toMatch(new RegExp(`${next}[^]*queued`))
  expect(sent).toEqual([[`POST /api/v1/requests/${id}/promote`, { reason: 'tested' }]])
  expect(code).toBe(0)
})

it('accepts what was found, with a reason', async () => {
  answers = { [`POST /api/v1/resources/${id}/accept-drift`]: [fine] }

  const { code } = await at('accept', id, '--reason', 'on call')

  expect(sent).toEqual([[`POST /api/v1/resources/${id}/accept-drift`, { reason: 'on call' }]])
  expect(code).toBe(0)
})
