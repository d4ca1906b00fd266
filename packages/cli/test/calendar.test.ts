import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { pao } from './pao.ts'

const scope = { environments: ['production'], items: [], categories: [], teams: [], owners: [] }
const freeze = { name: 'year-end', reason: 'Closing', scope }
const moments = { from: '2026-09-24T22:00:00.000Z', to: '2027-01-15T23:00:00.000Z' }
const answers: Readonly<Record<string, object>> = {
  '/api/v1/calendar': { items: [{ ...freeze, ...moments, kind: 'freeze' }] },
  '/api/v1/calendar/freezes': { items: [{ ...freeze, from: '--09-25', to: '--01-15' }] },
  '/api/v1/calendar/waiting': {
    items: [
      {
        request: 'r1',
        item: 'VM',
        requester: 'ann@example.com',
        closed: { name: 'year-end', until: moments.to },
        exception: { state: 'asked' },
      },
    ],
  },
}

let server: Server
const calls: unknown[] = []
beforeAll(async () => {
  server = createServer(async (request, reply) => {
    const body = await text(request)
    calls.push([request.method, request.url, body === '' ? null : JSON.parse(body)])
    reply.writeHead(200, { 'content-type': 'application/json' })
    reply.end(JSON.stringify(answers[request.url?.split('?')[0] ?? ''] ?? {}))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
})
afterAll(() => void server.close())
beforeEach(() => void (calls.length = 0))

const at = (...words: string[]) =>
  pao([...words, '--url', `http://127.0.0.1:${(server.address() as AddressInfo).port}`])

describe('pao calendar', () => {
  it('shows what is closed, as far as it concerns what is asked about', async () => {
    const { out } = await at('calendar', '--environment', 'production')

    expect(out).toMatch(
      /freeze +year-end +2026-09-24T22:00:00Z +2027-01-15T23:00:00Z +environment production +Closing/,
    )
    expect(calls).toEqual([['GET', '/api/v1/calendar?environment=production', null]])
  })

  it('shows what waits', async () => {
    const { out } = await at('calendar', 'waiting')

    expect(out).toMatch(/r1 +VM +ann@example.com +2027-01-15T23:00:00Z +year-end +asked/)
  })
})

describe('pao freeze', () => {
  it('lists, sets and deletes', async () => {
    const about = ['--for', 'environment=production', '--for', 'team=shop', '--approver', 'board']
    const days = ['--from', '09-25', '--to', '01-15', '--timezone', 'Europe/Berlin']
    expect((await at('freeze', 'list')).out).toMatch(/year-end +--09-25 +--01-15/)
    await at('freeze', 'set', 'year-end', ...days, '--reason', 'Closing', ...about)
    await at('freeze', 'delete', 'year-end')

    const body = {
      from: '--09-25',
      to: '--01-15',
      timezone: 'Europe/Berlin',
      reason: 'Closing',
      scope: { environments: ['production'], teams: ['shop'] },
      approvers: ['board'],
    }
    expect(calls.slice(1)).toEqual([
      ['PUT', '/api/v1/calendar/freezes/year-end', body],
      ['DELETE', '/api/v1/calendar/freezes/year-end', null],
    ])
  })

  it('asks for an exception, and decides on one', async () => {
    await at('freeze', 'ask', 'r1', '--reason', 'A customer waits')
    await at('freeze', 'except', 'r1', '--comment', 'Go')
    const { out } = await at('freeze', 'except', 'r1', '--refuse')

    expect(out).toContain('r1 waits on')
    expect(calls).toEqual([
      ['POST', '/api/v1/requests/r1/exception', { reason: 'A customer waits' }],
      ['POST', '/api/v1/requests/r1/exception/decision', { decision: 'approve', comment: 'Go' }],
      ['POST', '/api/v1/requests/r1/exception/decision', { decision: 'reject' }],
    ])
  })

  it('asks nobody about what no freeze can speak of', async () => {
    const { code, err } = await at('freeze', 'set', 'x', '--for', 'planet=mars')

    expect(code).toBe(2)
    expect(err).toContain('environment=')
    expect(calls).toEqual([])
  })
})
