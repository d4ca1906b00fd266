import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { pao } from './pao.ts'

const rule = { team: 'shop', environment: '*', used: 2 }
const quota = { ...rule, resource: 'disk', limit: 5, unit: 'GB', enforcement: 'hard' }
const budget = { ...rule, currency: 'EUR', amount: 500, enforce: true }

let server: Server
const calls: unknown[] = []
beforeAll(async () => {
  server = createServer(async (request, reply) => {
    const body = await text(request)
    calls.push([request.method, request.url, body === '' ? null : JSON.parse(body)])
    reply.writeHead(200, { 'content-type': 'application/json' })
    const one = request.url?.includes('budget') ? budget : quota
    const isTeam = request.url?.includes('/teams/')
    reply.end(JSON.stringify({ items: [isTeam ? { ...one, reserved: 1 } : one] }))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
})
afterAll(() => void server.close())
beforeEach(() => void (calls.length = 0))

const at = (...words: string[]) =>
  pao([...words, '--url', `http://127.0.0.1:${(server.address() as AddressInfo).port}`])

describe('pao quota', () => {
  it('lists what teams may have and have, and of one team what is under way', async () => {
    expect((await at('quota', 'list')).out).toMatch(/shop +\* +disk +5 GB +2 +hard/)
    expect((await at('quota', 'list', '--team', 'shop')).out).toContain('2 (1 under way)')
  })

  it('sets and deletes one', async () => {
    const more = ['--unit', 'GB', '--alert', '80', '--contact', 'email:a@x.example']
    await at('quota', 'set', 'shop', 'disk', '5', '--environment', 'prod', ...more)
    await at('quota', 'delete', 'shop', 'disk')

    const body = { limit: 5, unit: 'GB', contacts: ['email:a@x.example'], alerts: [80] }
    expect(calls).toEqual([
      ['PUT', '/api/v1/quotas/shop/prod/disk', body],
      ['DELETE', '/api/v1/quotas/shop/*/disk', null],
    ])
  })

  it('asks nobody about what is no amount', async () => {
    const { code, err } = await at('quota', 'set', 'shop', 'disk', 'many')

    expect(code).toBe(2)
    expect(err).toContain('must be a number of 0 or more')
    expect(calls).toEqual([])
  })
})

describe('pao budget', () => {
  it('lists, sets and deletes what teams may spend', async () => {
    expect((await at('budget', 'list')).out).toMatch(/shop +\* +500 EUR +2 +yes/)
    expect((await at('budget', 'list', '--team', 'shop')).out).toContain('2 (1 under way)')
    calls.length = 0

    await at('budget', 'set', 'shop', 'EUR', '500', '--enforce', '--note', 'Ask Olga')
    await at('budget', 'delete', 'shop', 'EUR')

    expect(calls).toEqual([
      ['PUT', '/api/v1/budgets/shop/*/EUR', { amount: 500, enforce: true, note: 'Ask Olga' }],
      ['DELETE', '/api/v1/budgets/shop/*/EUR', null],
    ])
  })
})
