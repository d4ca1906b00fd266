import { createServer, type Server } from 'node:http'
import { text } from 'node:stream/consumers'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import { pao } from './pao.ts'

const why = { code: 'transport.timeout', message: 'No answer in time' }
const effect = {
  action: 'make',
  type: 'rest-api',
  repeat: 'never',
  state: 'unknown',
  key: 'r-1/make/0',
}
const orphan = {
  id: 'r-1.0.make',
  item: 'account',
  type: 'rest-api',
  ended_as: 'cancelled',
  found_at: '2026-01-01T12:00:00.000Z',
  error: why,
}
const adopted = { ...orphan, resolution: { how: 'adopted', by: 'user:dba', deleted_by: null } }
const ordered = {
  id: 'r-1',
  actions: [{ id: 'other' }, { id: 'make', state: 'unknown', fence: 4 }],
}
const answers: Readonly<Record<string, unknown>> = {
  'GET /api/v1/requests/r-1': ordered,
  'GET /api/v1/requests/r-1/effects': {
    items: [{ ...effect, tries: [{ ambiguous: true, why }, { ambiguous: false }] }],
  },
  'POST /api/v1/requests/r-1/actions/make/resolve': { id: 'r-1', state: 'in_progress', seq: 9 },
  'GET /api/v1/effects/orphans': { items: [orphan], next_cursor: 'more' },
  'GET /api/v1/effects/orphans?state=resolved&limit=1': { items: [adopted], next_cursor: null },
  'POST /api/v1/effects/orphans/r-1.0.make/adopt': adopted,
  'POST /api/v1/effects/orphans/r-1.0.make/delete': {
    ...orphan,
    resolution: { how: 'deleted', by: 'user:dba', deleted_by: 'connector' },
  },
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

it('shows what a request made and why some of it is unknown', async () => {
  const { code, out } = await at('request', 'effects', 'r-1')

  expect(code).toBe(0)
  expect(out).toMatch(
    /^make +rest-api +never +unknown +2 +transport.timeout: No answer in time +r-1\/make\/0$/m,
  )
})

it('says that it happened, with texts and values that are none', async () => {
  const { code, out } = await at(
    'request',
    'resolve',
    'r-1',
    'make',
    '--happened',
    '--comment=seen',
    '--value=id=7',
    '--value=port:=5432',
    '--value=url=a=b',
  )

  expect([code, out]).toEqual([0, expect.stringContaining('in_progress')])
  expect(bodies).toEqual([
    { happened: true, fence: 4, outputs: { id: '7', port: 5432, url: 'a=b' }, comment: 'seen' },
  ])
})

it('says that it did not happen', async () => {
  const { code } = await at('request', 'resolve', 'r-1', 'make', '--not-happened')

  expect(code).toBe(0)
  expect(bodies).toEqual([{ happened: false, fence: 4 }])
})

it.each([
  [[]],
  [['--happened', '--not-happened']],
  [['--happened', '--value', 'id']],
  [['--happened', '--value', 'id:=no json']],
])('asks nothing when told %j', async (words) => {
  const { code, err } = await at('request', 'resolve', 'r-1', 'make', ...words)

  expect(code).toBe(2)
  expect(err).not.toBe('')
  expect(bodies).toEqual([])
})

it('lists orphans, open ones unless told otherwise', async () => {
  const open = await at('effects', 'orphans')
  const resolved = await at('effects', 'orphans', '--state', 'resolved', '--limit', '1')

  expect(open.out).toMatch(/^r-1\.0\.make +account +rest-api +cancelled .* No answer in time$/m)
  expect(open.out).toContain('more with --cursor more')
  expect(resolved.out).toMatch(/adopted by user:dba$/m)
})

it('adopts and deletes them with a comment, and not without', async () => {
  const kept = await at('effects', 'adopt', 'r-1.0.make', '--comment', 'kept', '--reference', 'C-1')
  const gone = await at('effects', 'delete', 'r-1.0.make', '--comment', 'gone', '--by-hand')
  const mute = await at('effects', 'delete', 'r-1.0.make')

  expect([kept.code, gone.code, mute.code]).toEqual([0, 0, 2])
  expect(gone.out).toMatch(/^deleted by +connector$/m)
  expect(bodies).toEqual([
    { comment: 'kept', reference: 'C-1' },
    { comment: 'gone', by_hand: true },
  ])
})
