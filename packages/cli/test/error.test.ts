import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import { pao } from './pao.ts'

const kind = {
  fingerprint: '3f1c9a2b7d5e8f40',
  name: 'TypeError',
  message: 'no plan',
  count: 3,
  last_seen_at: '2026-01-31T14:30:00.000Z',
  release: '0.1.0',
}

let server: Server
const calls: string[] = []
beforeAll(async () => {
  server = createServer((request, reply) => {
    calls.push(`${request.method} ${request.url}`)
    const isResolved = request.url?.includes('resolved=true')
    const body = request.method === 'POST' ? {} : { items: isResolved ? [] : [kind] }
    reply.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(body))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
})
afterAll(() => void server.close())
beforeEach(() => void (calls.length = 0))

const at = (...words: string[]) =>
  pao([...words, '--url', `http://127.0.0.1:${(server.address() as AddressInfo).port}`])

it('lists unexpected errors, open or resolved', async () => {
  const open = await at('error', 'list')
  const resolved = await at('error', 'list', '--resolved')

  expect(open.out).toMatch(/3f1c9a2b7d5e8f40 +3 .*0\.1\.0 +TypeError: no plan/)
  expect(resolved.out).toBe('no unexpected error is resolved')
  expect(calls).toEqual(['GET /api/v1/errors?resolved=false', 'GET /api/v1/errors?resolved=true'])
})

it('calls one resolved', async () => {
  const { out } = await at('error', 'resolve', kind.fingerprint)

  expect(out).toBe(`${kind.fingerprint} is called resolved`)
  expect(calls).toEqual([`POST /api/v1/errors/${kind.fingerprint}/resolve`])
})
