import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { App } from '../src/api/app.ts'
import { csvLine } from '../src/api/csv.ts'
import { as, requestId, startApi } from './api-world.ts'

let app: App
beforeAll(async () => {
  app = await startApi()
})
afterAll(() => app.close())

const get = (path: string, who: Parameters<typeof as>[0] = 'dev') =>
  app.inject({ url: `/api/v1${path}`, headers: as(who) })
const send = (method: 'POST' | 'PUT', path: string, payload: object, more: object = {}) =>
  app.inject({ method, url: `/api/v1${path}`, headers: { ...as('dev'), ...more }, payload })
const request = `/requests/${requestId}`

describe('what people say of a request', () => {
  it('takes a comment once under a key, and shows it', async () => {
    const key = { 'idempotency-key': 'k1' }

    const first = await send('POST', `${request}/comments`, { body: 'Ready?' }, key)
    const again = await send('POST', `${request}/comments`, { body: 'Ready?' }, key)

    expect([first.statusCode, again.statusCode]).toEqual([201, 201])
    expect(again.headers['idempotency-replayed']).toBe('true')
    expect(first.json()).toMatchObject({ body: 'Ready?', at: '2026-11-23T12:00:00.000Z' })
    expect((await get(`${request}/comments`)).json()).toMatchObject({ items: [{ body: 'Hello' }] })
  })

  it('refuses an empty comment and a rating that is none, with the place', async () => {
    const empty = await send('POST', `${request}/comments`, { body: '  ' })
    const wrong = await send('POST', `${request}/feedback`, { rating: 6 })

    expect([empty.statusCode, wrong.statusCode]).toEqual([400, 400])
    expect(wrong.json()).toMatchObject({ code: 'body.invalid', errors: [{ pointer: '/rating' }] })
  })

  it('keeps a rating and says who may give one', async () => {
    expect((await send('POST', `${request}/feedback`, { rating: 5 })).json()).toMatchObject({
      rating: 5,
      comment: null,
    })
    expect((await get(`${request}/feedback`)).json()).toEqual({ may_give: true, feedback: null })
    expect((await get(`${request}/feedback`, 'audit')).statusCode).toBe(404)
  })
})

describe('what is kept for one person', () => {
  it('keeps and forgets views', async () => {
    const query = { state: 'failed', q: 'orders' }

    const kept = await send('PUT', '/me/views', { name: 'Failed', query })
    const gone = await app.inject({
      method: 'DELETE',
      url: '/api/v1/me/views/other',
      headers: as('dev'),
    })

    expect(kept.json()).toMatchObject({ name: 'Failed', query })
    expect(gone.json()).toMatchObject({ code: 'view.not_found' })
    expect((await send('PUT', '/me/views', { name: 'x', query: { 'a b': 'c' } })).statusCode).toBe(
      400,
    )
  })

  it('tells what is new and takes that it was seen', async () => {
    expect((await get('/notifications')).json()).toMatchObject({
      unread: 1,
      seen_at: null,
      items: [{ kind: 'ended', is_new: true }],
    })
    expect((await send('POST', '/notifications/seen', {})).statusCode).toBe(204)
  })
})

describe('the export of the list', () => {
  it('is CSV that no spreadsheet takes for formulas, and refuses as the list does', async () => {
    const file = await get('/requests/export?state=in_progress')
    const wrong = await get('/requests/export?state=nowhere')

    expect(file.headers['content-type']).toContain('text/csv')
    const [titles, line] = file.body.split('\r\n')
    expect(titles).toBe(
      'id,item,version,state,progress,environment,requester,owner_team,created_at,ended_at,reason',
    )
    expect(line).toBe(
      `${requestId},alpha,1.0.0,in_progress,50,,dev@example.com,dba,2026-11-23T12:00:00.000Z,,`,
    )
    expect(wrong.json()).toMatchObject({ code: 'query.invalid' })
  })

  it('makes text of what begins like a formula', () => {
    expect(csvLine(['=1+1', ' @x', '-2', 'a"b', 'c,d', 7, null])).toBe(
      `'=1+1,' @x,'-2,"a""b","c,d",7,\r\n`,
    )
  })
})

describe('resources', () => {
  it('lists and shows them with their links', async () => {
    const list = (await get('/resources?mine=true&state=live')).json()
    const one = (await get(`/resources/${requestId}`)).json()

    expect(list.items[0]).toMatchObject({ name: 'orders', external_id: 'db-7', state: 'active' })
    expect(list.next_cursor).toEqual(expect.any(String))
    expect(one).toMatchObject({ may_control: true, orders: [{ kind: 'update' }] })
    const relations = `/resources/${requestId}/relations`
    expect((await get(relations)).json()).toMatchObject({ edges: [], complete: false })
    expect((await get(`${relations}?direction=dependants&depth=10`)).json()).toMatchObject({
      steps: { [requestId]: 0 },
      complete: true,
    })
    expect((await get(`${relations}?depth=11`)).statusCode).toBe(400)
    expect((await get(`/resources/${requestId}`, 'audit')).statusCode).toBe(404)
  })

  it('ends one and says where that is followed; tells where nothing can change one', async () => {
    const gone = await app.inject({
      method: 'POST',
      url: `/api/v1/resources/${requestId}/decommission`,
      headers: as('dev'),
    })
    const fixed = await send('POST', `/resources/${requestId}/update`, { fields: {} })

    expect(gone.statusCode).toBe(202)
    expect(gone.headers.location).toBe(`/api/v1/requests/${requestId}`)
    expect(fixed.json()).toMatchObject({ code: 'resource.fixed', status: 409 })
  })
})

describe('drift', () => {
  it('is listed, filtered, told whole, asked for and accepted', async () => {
    const list = (await get('/resources?drift=drifted')).json()
    const one = (await get(`/resources/${requestId}`)).json()
    const look = await send('POST', `/resources/${requestId}/look`, {})
    const accepted = await send('POST', `/resources/${requestId}/accept-drift`, { reason: 'ok' })

    expect(list.items[0].drift).toMatchObject({ state: 'drifted', asked: false })
    expect(one.differences).toEqual([{ path: '$.size', expected: 3, found: 4 }])
    expect([look.statusCode, look.json().drift.asked]).toEqual([202, true])
    expect(accepted.statusCode).toBe(200)
    expect((await get('/resources?drift=odd')).json()).toMatchObject({ code: 'query.invalid' })
  })
})

describe('figures', () => {
  it('tells how long an item really took, in seconds', async () => {
    expect((await get('/catalog/items/alpha/times')).json()).toMatchObject({
      count: 2,
      total: { p50_seconds: 2, p90_seconds: 60 },
      promise: { kept: 1, of: 2 },
    })
    expect((await get('/catalog/items/gamma/times')).statusCode).toBe(404)
  })

  it('tells how an item is doing', async () => {
    expect((await get('/catalog/items/alpha/health')).json()).toMatchObject({
      state: 'degraded',
      last_failure: { code: 'http.503', at: expect.stringMatching(/Z$/) },
    })
    expect((await get('/catalog/items/gamma/health')).statusCode).toBe(404)
  })

  it('is for who oversees, over a span that is one', async () => {
    const wrong = '/stats/usage?from=2026-02-01T00:00:00Z&to=2026-01-01T00:00:00Z'

    expect((await get('/stats/usage')).statusCode).toBe(403)
    expect((await get('/stats/usage', 'oper')).json()).toMatchObject({ orders: 1 })
    expect((await get('/stats/performance', 'audit')).json()).toMatchObject({
      lanes: [{ lane: 'manual', p50_seconds: 60 }],
    })
    expect((await get(wrong, 'oper')).json()).toMatchObject({
      code: 'query.invalid',
      errors: [{ pointer: '/query/from' }],
    })
  })

  it('shows a team its items, requests and usage', async () => {
    expect((await get('/teams/dba/requests', 'audit')).json()).toMatchObject({ items: [{}] })
    expect((await get('/teams/other/requests', 'audit')).json()).toMatchObject({
      code: 'team.not_found',
    })
    expect((await get('/teams/dba/catalog', 'audit')).statusCode).toBe(200)
    expect((await get('/teams/dba/usage', 'oper')).json()).toMatchObject({ orders: 1 })
  })
})
