import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { as, startApi } from './api-world.ts'
import { openTerraformWorld, type TerraformWorld } from './terraform-world.ts'

let world: TerraformWorld
beforeAll(async () => {
  world = await openTerraformWorld()
})
afterAll(() => world?.close())

const state = (serial: number, count = 1) => ({
  version: 4,
  serial,
  resources: Array.from({ length: count }, () => ({ mode: 'managed', secret: 'canary-77' })),
})

const by = (request: string) => ({ as: { request } })

describe('the state backend', () => {
  it('gives nothing before something is written, then what was written last', async () => {
    const before = await world.ask('GET', 'a')
    await world.ask('POST', 'a', { body: state(1) })
    await world.ask('POST', 'a', { body: state(2) })

    const after = await world.ask('GET', 'a')

    expect(before).toEqual({ status: 204, text: '' })
    expect(JSON.parse(after.text)).toEqual(state(2))
  })

  it.each([
    ['nobody', { authorization: '' }],
    ['another password', { authorization: `Basic ${Buffer.from('e30:x').toString('base64')}` }],
    ['a key of people', { authorization: 'Bearer root' }],
    ['the run of another state', { as: { state: 'b' } }],
    ['a run whose time is over', { as: { until: 1 } }],
  ])('answers 401 to %s', async (_who, more) => {
    const methods = ['GET', 'POST', 'DELETE', 'LOCK', 'UNLOCK']

    const answers = await Promise.all(
      methods.map((method) =>
        world.ask(method, 'guarded', { ...more, ...(method !== 'GET' && { body: { ID: 'x' } }) }),
      ),
    )

    expect(answers.map(({ status }) => status)).toEqual(methods.map(() => 401))
    expect((await world.states.list('default')).map(({ name }) => name)).not.toContain('guarded')
  })

  it('lets a look read and nothing else', async () => {
    await world.ask('POST', 'seen', { body: { serial: 1 } })
    const only = { only: 'read' as const }

    const read = await world.ask('GET', 'seen', { as: only })
    const refused = await Promise.all(
      ['POST', 'DELETE', 'LOCK', 'UNLOCK'].map((method) =>
        world.ask(method, 'seen', { as: only, body: { ID: 'l' } }),
      ),
    )

    expect(read).toMatchObject({ status: 200 })
    expect(refused.map(({ status }) => status)).toEqual([403, 403, 403, 403])
    expect(await world.ask('GET', 'seen')).toEqual(read)
  })

  it('keeps tenants apart', async () => {
    await world.ask('POST', 'same', { body: state(1), as: { tenant: 'one' } })

    const other = await world.ask('GET', 'same', { as: { tenant: 'two' } })

    expect(other.status).toBe(204)
  })

  it('gives the lock to one, tells others who has it, and lets only the holder write', async () => {
    const lock = { ID: 'l1', Who: 'ann@worker', Operation: 'OperationTypeApply' }
    const first = await world.ask('LOCK', 'l', { body: lock })
    const second = await world.ask('LOCK', 'l', { body: { ID: 'l2' } })
    const without = await world.ask('POST', 'l', { body: state(1) })
    const wrong = await world.ask('POST', 'l', { body: state(1), lock: 'l2' })
    const right = await world.ask('POST', 'l', { body: state(1), lock: 'l1' })
    const foreign = await world.ask('UNLOCK', 'l', { body: { ID: 'l2' } })
    const own = await world.ask('UNLOCK', 'l', { body: lock })

    const statuses = [first, second, without, wrong, right, foreign, own].map(
      ({ status }) => status,
    )
    expect(statuses).toEqual([200, 423, 423, 423, 200, 423, 200])
    expect(JSON.parse(second.text)).toEqual(lock)
  })

  it('gives a lock that many want at once to exactly one', async () => {
    const answers = await Promise.all(
      Array.from({ length: 8 }, (_, n) => world.ask('LOCK', 'race', { body: { ID: `l${n}` } })),
    )

    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1)
  })

  it('lets nobody write any more whose lock was freed by hand', async () => {
    await world.ask('LOCK', 'freed', { body: { ID: 'l1' } })
    expect(await world.states.free('default', 'freed', { id: 'omar' })).toBe(true)

    const late = await world.ask('POST', 'freed', { body: state(1), lock: 'l1' })

    expect(late.status).toBe(423)
    expect(await world.states.free('default', 'freed', { id: 'omar' })).toBe(false)
  })

  it('keeps the last versions, a delete among them', async () => {
    for (const serial of [1, 2, 3, 4]) await world.ask('POST', 'v', { body: state(serial) })
    await world.ask('DELETE', 'v')

    const { rows } = await world.database.pool.query<{ version: number; gone: boolean }>(
      `select version, sealed is null as gone from terraform_state_version where name = 'v' order by version`,
    )

    expect(rows).toEqual([
      { version: 3, gone: false },
      { version: 4, gone: false },
      { version: 5, gone: true },
    ])
    expect((await world.ask('GET', 'v')).status).toBe(204)
  })

  it('remembers whose request made what stands there', async () => {
    await world.ask('POST', 'm', { body: state(1), ...by('r1') })
    await world.ask('POST', 'm', { body: state(2), ...by('r2') })
    const first = await world.states.look('default', 'm')
    await world.ask('POST', 'm', { body: state(3, 0), ...by('r2') })
    await world.ask('POST', 'm', { body: state(4), ...by('r3') })

    expect(first).toEqual({ madeBy: 'r1', changedBy: 'r2', resources: 1 })
    expect(await world.states.look('default', 'm')).toMatchObject({ madeBy: 'r3', resources: 1 })
  })

  it('holds nothing of a state in clear', async () => {
    await world.ask('POST', 'sealed', { body: state(1) })

    const { rows } = await world.database.pool.query<{ text: string }>(
      `select encode(sealed, 'escape') as text from terraform_state_version where name = 'sealed'`,
    )

    expect(rows).toHaveLength(1)
    expect(rows[0]?.text).not.toContain('canary-77')
  })

  it.each([
    ['POST', undefined, 400],
    ['LOCK', {}, 400],
    ['LOCK', 'no object', 400],
  ])('refuses %s with the body %j', async (method, body, status) => {
    const answer = await world.ask(method, 'odd', { body })

    expect(answer.status).toBe(status)
  })
})

describe('the states as operators see them', () => {
  it('shows who holds a lock and nothing of what is in a state', async () => {
    await world.ask('POST', 'shown', { body: state(1) })
    await world.ask('LOCK', 'shown', {
      body: { ID: 'l1', Who: 'ann' },
      as: { effect: 'r9/apply/1' },
    })
    const app = await startApi({ states: world.states })

    const { body } = await app.inject({ url: '/api/v1/terraform/states', headers: as('oper') })
    const unlock = () =>
      app.inject({
        method: 'POST',
        url: '/api/v1/terraform/states/shown/unlock',
        headers: as('oper'),
      })
    const [first, second] = [await unlock(), await unlock()]
    await app.close()

    const { items } = JSON.parse(body) as { items: { name: string; lock: unknown }[] }
    expect(items.find(({ name }) => name === 'shown')?.lock).toMatchObject({
      by: 'r9/apply/1',
      who: 'ann',
    })
    expect(body).not.toContain('canary-77')
    expect([first.statusCode, second.statusCode]).toEqual([200, 404])
  })
})

it('takes a state in also while the server stops, for the run that brings it is ending just then', async () => {
  const written: unknown[] = []
  const app = await startApi({
    operations: {
      health: async () => ({ ready: false, parts: [] }),
      metricsText: async () => '',
      draining: () => true,
      answered: () => undefined,
    },
    states: {
      ...world.states,
      run: () => ({ tenant: 'default', state: 's', effect: 'e', request: 'r', until: 0 }),
      write: async (_run, text) => {
        written.push(text)
        return { ok: true }
      },
    },
  })

  const { statusCode } = await app.inject({
    method: 'POST',
    url: '/api/v1/terraform/state/s',
    headers: { 'content-type': 'application/json' },
    payload: '{"serial":1}',
  })
  await app.close()

  expect(statusCode).toBe(200)
  expect(written).toEqual(['{"serial":1}'])
})
