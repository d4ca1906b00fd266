import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { itemOf, openWorld, person, type World } from './requests-world.ts'
import { openWholeApi, type WholeApi } from './whole-api.ts'

const people = {
  ann: person('ann', ['developer'], ['shop']),
  olga: person('olga', ['operator']),
  cab: person('cab', ['approver'], ['change-board']),
}
type Who = keyof typeof people

let world: World
let api: WholeApi
beforeAll(async () => {
  world = await openWorld({
    items: [itemOf('vm', [{ id: 'vm', type: 'noop', config: {} }])],
    environments: ['test', 'production'],
    acts: { noop: () => ({ kind: 'succeeded', outputs: {} }) },
  })
  await world.replica()
  const { db } = world.database
  api = await openWholeApi(world, {
    of: () => db,
    callerOf: (bearer) => Object.entries(people).find(([name]) => name === bearer)?.[1],
  })
}, 60_000)
afterAll(async () => {
  await api.app.close()
  await world.close()
})

async function call(
  who: Who,
  method: 'GET' | 'POST' | 'PUT' | 'DELETE',
  path: string,
  body?: object,
) {
  const answer = await api.app.inject({
    method,
    url: `/api/v1${path}`,
    headers: { authorization: `Bearer ${who}` },
    ...(body && { payload: body }),
  })
  const isJson = answer.headers['content-type']?.toString().includes('json')
  return {
    status: answer.statusCode,
    headers: answer.headers,
    body: isJson ? answer.json() : answer.body,
  }
}

const day = (days: number): string =>
  new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10)
const freeze = {
  from: day(-1),
  to: day(1),
  reason: 'Closing',
  scope: { environments: ['production'] },
  approvers: ['change-board'],
}
const order = { item: 'vm', environment: 'production', fields: { name: 'x' } }

describe('the calendar over the API', () => {
  it('is set by operators alone, and everybody sees it', async () => {
    const refused = await call('ann', 'PUT', '/calendar/freezes/year-end', freeze)
    const set = await call('olga', 'PUT', '/calendar/freezes/year-end', freeze)
    const seen = await call('ann', 'GET', '/calendar')
    const elsewhere = await call('ann', 'GET', '/calendar?environment=test')

    expect([refused.status, set.status]).toEqual([403, 200])
    expect(seen.body.items).toMatchObject([{ kind: 'freeze', name: 'year-end', reason: 'Closing' }])
    expect(elsewhere.body.items).toEqual([])
    expect((await call('ann', 'GET', '/calendar/freezes')).body.items).toMatchObject([
      { name: 'year-end', timezone: 'UTC', updated_by: 'olga', approvers: ['change-board'] },
    ])
  })

  it('tells every fault of a freeze, and where', async () => {
    const wrong = { ...freeze, from: 'sometime', timezone: 'Mars/Base' }

    const { status, body } = await call('olga', 'PUT', '/calendar/freezes/bad', wrong)

    expect(status).toBe(400)
    expect(body.errors.map(({ pointer }: { pointer: string }) => pointer)).toEqual([
      '/from',
      '/timezone',
    ])
    expect((await call('olga', 'DELETE', '/calendar/freezes/bad')).body.code).toBe(
      'freeze.not_found',
    )
  })

  it('is had as a file for other calendars, and not for more than three years', async () => {
    const file = await call('ann', 'GET', '/calendar/export')
    const long = await call(
      'ann',
      'GET',
      `/calendar?from=${day(0)}T00:00:00Z&to=2099-01-01T00:00:00Z`,
    )

    expect(file.headers['content-type']).toBe('text/calendar; charset=utf-8')
    expect(file.body).toContain('SUMMARY:Change freeze: year-end\r\n')
    expect(long.body.errors).toMatchObject([{ pointer: '/to' }])
  })

  it('tells in the plan when an order may begin and what it waits for', async () => {
    const { body } = await call('ann', 'POST', '/simulate/fulfillment', order)
    const free = await call('ann', 'POST', '/simulate/fulfillment', {
      ...order,
      environment: 'test',
    })

    expect(body).toMatchObject({
      earliest_start: `${day(2)}T00:00:00.000Z`,
      closed: { kind: 'freeze', name: 'year-end', until: `${day(2)}T00:00:00.000Z` },
    })
    expect(free.body.closed).toBeUndefined()
    expect(Math.abs(Date.parse(free.body.earliest_start) - Date.now())).toBeLessThan(60_000)
  })

  it('counts what a freeze would hold without setting it', async () => {
    const scope = { items: ['vm'], environments: ['test'] }

    const { body } = await call('olga', 'POST', '/calendar/freezes/effect', { scope })

    expect(body).toEqual({ waiting: 0, recent: 0 })
    expect((await call('ann', 'POST', '/calendar/freezes/effect', { scope })).status).toBe(403)
  })

  it('holds an order until those whom the freeze names let it begin', async () => {
    const { id } = (await call('ann', 'POST', '/requests', order)).body
    const held = await call('ann', 'GET', `/requests/${id}`)
    const asked = await call('ann', 'POST', `/requests/${id}/exception`, { reason: 'Urgent' })
    const waiting = await call('cab', 'GET', '/calendar/waiting')
    const own = await call('ann', 'POST', `/requests/${id}/exception/decision`, {
      decision: 'approve',
    })
    const granted = await call('cab', 'POST', `/requests/${id}/exception/decision`, {
      decision: 'approve',
    })
    await world.until(id, 'request_completed')
    const done = await call('ann', 'GET', `/requests/${id}`)

    expect(held.body).toMatchObject({
      state: 'on_hold',
      closed: { name: 'year-end' },
      may_decide_exception: false,
    })
    expect([asked.status, own.status, granted.status]).toEqual([202, 403, 202])
    expect(waiting.body.items).toMatchObject([
      {
        request: id,
        requester: 'ann@example.com',
        may_decide: true,
        exception: { state: 'asked', reason: 'Urgent' },
      },
    ])
    expect(done.body).toMatchObject({
      state: 'completed',
      exception: { state: 'granted', decided: { by: 'cab@example.com' } },
    })
    expect(done.body.closed).toBeUndefined()
  })
})
