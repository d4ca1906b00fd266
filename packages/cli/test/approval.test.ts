import { createServer, type Server } from 'node:http'
import { text } from 'node:stream/consumers'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import { pao } from './pao.ts'

const approval = {
  id: 'r-1.agree',
  title: 'A large database',
  state: 'open',
  digest: 'd1',
  asked_at: '2026-01-01T12:00:00.000Z',
  may_decide: true,
  stage: 'owner',
  why: 'team dba',
  request: {
    item: { name: 'PostgreSQL', version: '1.0.0' },
    requester: { email: 'a@example.com' },
  },
  summary: '',
  bound: { fields: { size: 'xl' }, price: 900 },
  stages: [
    {
      name: 'owner',
      state: 'open',
      missing: 1,
      approvers: { type: 'groups', list: ['dba'], minimum: 2 },
      votes: [{ decision: 'approve', by: 'b@example.com', how: 'portal', comment: 'fine' }],
    },
  ],
}
const at1 = '/api/v1/approvals/r-1.agree'
const answers: Readonly<Record<string, unknown>> = {
  'GET /api/v1/approvals': { items: [approval] },
  'GET /api/v1/approvals?state=decided': { items: [] },
  [`GET ${at1}`]: approval,
  [`POST ${at1}/approve`]: { ...approval, state: 'approved' },
  [`POST ${at1}/reject`]: { ...approval, state: 'rejected' },
  [`POST ${at1}/delegate`]: approval,
}

let server: Server
const bodies: unknown[] = []
beforeAll(async () => {
  server = createServer(async (request, reply) => {
    const body = await text(request)
    if (body !== '') bodies.push(JSON.parse(body))
    const found = answers[`${request.method} ${request.url}`]
    reply.writeHead(found ? 200 : 404, { 'content-type': 'application/json' })
    reply.end(JSON.stringify(found ?? { code: 'route.not_found', title: String(request.url) }))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
})
afterAll(() => void server.close())
beforeEach(() => void (bodies.length = 0))

const at = (...words: string[]) =>
  pao([...words, '--url', `http://127.0.0.1:${(server.address() as AddressInfo).port}`])

it('lists what waits, and says when nothing does', async () => {
  const [open, decided] = [
    await at('approval', 'list'),
    await at('approval', 'list', '--state', 'decided'),
  ]

  expect(open.out).toContain('r-1.agree')
  expect(decided.out).toContain('nothing waits for you')
})

it('shows what a decision is bound to, and who has said what', async () => {
  const { out } = await at('approval', 'show', 'r-1.agree')

  for (const part of ['d1', '900', '{"size":"xl"}', 'b@example.com: approve by portal: fine'])
    expect(out).toContain(part)
})

it('decides on what is asked now, or on the digest that is named', async () => {
  await at('approval', 'approve', 'r-1.agree', '--comment', 'ok')
  await at('approval', 'reject', 'r-1.agree', '--digest', 'old', '--stage', 'owner')
  await at('approval', 'delegate', 'r-1.agree', '--to', 'kim@example.com')

  expect(bodies).toEqual([
    { digest: 'd1', comment: 'ok' },
    { digest: 'old', stage: 'owner' },
    { digest: 'd1', to: 'kim@example.com' },
  ])
})
