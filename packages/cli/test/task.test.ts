import { createServer, type Server } from 'node:http'
import { text } from 'node:stream/consumers'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import { pao } from './pao.ts'

const id = '0198c5a4-8a10-7000-8000-000000000001.cable'
const [request] = id.split('.')
const task = {
  id,
  title: 'Pull the cable',
  instructions: 'From A to B',
  request: { item: { name: 'Port' }, requester: { email: 'ann@example.com' } },
  action: { id: 'cable', name: 'Cable' },
  assignees: [],
  team: 'network',
  asked: [
    { name: 'port', type: 'integer', required: true, label: 'Number' },
    { name: 'tested', type: 'boolean' },
    { name: 'room', type: 'string' },
  ],
  asked_at: '2026-01-01T12:00:00.000Z',
  claimed: { by: 'netty@example.com', at: '2026-01-01T12:01:00.000Z' },
}
const answers: Readonly<Record<string, unknown>> = {
  'GET /api/v1/tasks': { items: [task] },
  'GET /api/v1/tasks?filter=open': { items: [] },
  [`GET /api/v1/tasks/${id}`]: task,
  [`POST /api/v1/tasks/${id}/claim`]: task,
  [`POST /api/v1/tasks/${id}/release`]: { ...task, claimed: null },
  [`POST /api/v1/requests/${request}/actions/cable/complete`]: { id: request },
}

let server: Server
const sent: unknown[] = []
beforeAll(async () => {
  server = createServer(async (call, reply) => {
    const body = await text(call)
    if (call.method === 'POST') sent.push([call.url, body === '' ? undefined : JSON.parse(body)])
    const found = answers[`${call.method} ${call.url}`]
    reply.writeHead(found ? 200 : 404, { 'content-type': 'application/json' })
    reply.end(JSON.stringify(found ?? { code: 'route.not_found', title: String(call.url) }))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
})
afterAll(() => void server.close())
beforeEach(() => void (sent.length = 0))

const at = (...words: string[]) =>
  pao(['task', ...words, '--url', `http://127.0.0.1:${(server.address() as AddressInfo).port}`])

it('lists what waits, and says when nothing does', async () => {
  const [mine, open] = [await at('list'), await at('list', '--filter', 'open')]

  for (const part of [id, 'Pull the cable', 'network', 'netty@example.com'])
    expect(mine.out).toContain(part)
  expect(open.out).toContain('nothing waits for you')
})

it('shows what is to be done and what is to be brought back', async () => {
  const { out } = await at('show', id)

  for (const part of ['From A to B', 'ann@example.com', 'port (integer, needed): Number'])
    expect(out).toContain(part)
})

it('takes a task and gives it back', async () => {
  const [taken, back] = [await at('claim', id), await at('release', id)]

  expect(taken.out).toContain('netty@example.com')
  expect(back.out).not.toContain('netty@example.com')
})

it('says what was brought, each value as the type that is asked for', async () => {
  const results = ['port=7', 'tested=true', 'room=a=b'].flatMap((one) => ['--result', one])

  const { code } = await at('complete', id, ...results, '--comment', 'Done')

  const outputs = { port: 7, tested: true, room: 'a=b' }
  const url = `/api/v1/requests/${request}/actions/cable/complete`
  expect(code).toBe(0)
  expect(sent).toEqual([[url, { outcome: 'succeeded', outputs, comment: 'Done' }]])
})

it('says that it cannot be done, and takes no result without a name', async () => {
  const [failed, odd] = [
    await at('complete', id, '--failed'),
    await at('complete', id, '--result', '7'),
  ]

  expect([failed.code, odd.code]).toEqual([0, 2])
  expect(sent).toHaveLength(1)
  expect(sent[0]).toMatchObject([expect.any(String), { outcome: 'failed' }])
})
