import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import { pao } from './pao.ts'

const off = { off: true, reason: 'moving', by: 'olga', since: '2026-01-01T12:00:00.000Z' }

let server: Server
const calls: unknown[] = []
beforeAll(async () => {
  server = createServer(async (request, reply) => {
    const body = await text(request)
    calls.push([request.method, request.url, body === '' ? null : JSON.parse(body)])
    if (request.url?.endsWith('/story')) {
      reply.writeHead(200, { 'content-type': 'application/json' })
      return reply.end(JSON.stringify({ items: [{ at: off.since, sentence: 'Work began.' }] }))
    }
    const on = body.includes('"off":false')
    reply.writeHead(200, { 'content-type': 'application/json' })
    return reply.end(JSON.stringify(on ? { ...off, off: false } : off))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
})
afterAll(() => void server.close())
beforeEach(() => void (calls.length = 0))

const url = '/api/v1/catalog/items/db/automation'
const at = (...words: string[]) =>
  pao([...words, '--url', `http://127.0.0.1:${(server.address() as AddressInfo).port}`])

it('shows whether it is off, by whom and why', async () => {
  const { code, out } = await at('automation', 'show', 'db')

  expect(code).toBe(0)
  expect(out).toMatch(/^the automation of db is off \(by olga since .+\): moving$/)
})

it('switches it off with a reason, an end and for what runs', async () => {
  const until = '2026-01-02T00:00:00Z'

  await at('automation', 'off', 'db', '--reason', 'moving', '--until', until, '--running')

  expect(calls).toEqual([['POST', url, { off: true, reason: 'moving', until, running: true }]])
})

it('wants a reason', async () => {
  const { code } = await at('automation', 'off', 'db')

  expect(code).not.toBe(0)
  expect(calls).toEqual([])
})

it('switches it on again', async () => {
  const { out } = await at('automation', 'on', 'db')

  expect(calls).toEqual([['POST', url, { off: false }]])
  expect(out).toBe('the automation of db is on')
})

it('tells the story of a request line by line', async () => {
  const { code, out } = await at('request', 'story', 'r-1')

  expect(code).toBe(0)
  expect(out).toMatch(/^\S+ +Work began\.$/)
})
