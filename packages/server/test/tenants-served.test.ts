import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { openTenantsWorld, type TenantsWorld } from './tenants-world.ts'

let world: TenantsWorld
beforeAll(async () => {
  world = await openTenantsWorld()
})
afterAll(() => world.close())

const itemOf = async (who: string) => (await world.call(who, '/catalog/items/bucket')).body

describe('two tenants with an item of the same id', () => {
  it('each see their own document, and no version of the other', async () => {
    const [acme, globex] = [await itemOf('acme/ann'), await itemOf('globex/ann')]
    const ask = (who: string, hash: unknown) =>
      world.call(who, `/catalog/items/bucket/versions/${String(hash)}/differences`)

    expect([acme, globex].map(({ metadata }) => metadata)).toMatchObject([
      { name: 'Bucket of Acme' },
      { name: 'Bucket of Globex' },
    ])
    const foreign = await ask('acme/ann', globex['hash'])
    const none = await ask('acme/ann', String(globex['hash']).replaceAll(/[0-9a-f]/g, '0'))
    expect([foreign.status, foreign.body['code']]).toEqual([none.status, none.body['code']])
    expect((await ask('acme/ann', acme['hash'])).status).toBe(200)
    expect(
      JSON.stringify((await world.call('acme/ann', '/catalog/search?q=globex')).body),
    ).not.toContain('Bucket of Globex')
  })

  it('each order their own by a connection of their own', async () => {
    await Promise.all([world.order('acme/ann', 'blue'), world.order('globex/bob', 'red')])

    expect(world.posted).toHaveLength(2)
    expect(world.posted).toContainEqual({
      path: '/chat-of-acme',
      text: expect.stringContaining('Bucket of Acme: blue') as string,
    })
    expect(world.posted).toContainEqual({
      path: '/chat-of-globex',
      text: expect.stringContaining('Bucket of Globex: red') as string,
    })
  })

  it('each see their own requests and connections alone', async () => {
    const lists = await Promise.all(
      ['acme/ann', 'globex/ann'].map((who) => world.call(who, '/requests')),
    )
    const connections = await world.call('acme/admin', '/connections')

    const items = lists.map(({ body }) => (body['items'] as { id: string }[]).length)
    expect(items).toEqual([1, 0])
    expect(connections.body).toEqual({
      items: [{ name: 'chat', type: 'slack', secrets: ['webhook_url'] }],
    })
  })

  it('each have what is wrong with their own files alone', async () => {
    const [broken, whole] = await Promise.all([
      world.call('hooli/ann', '/catalog'),
      world.call('acme/ann', '/catalog'),
    ])

    expect([broken.status, broken.body['code']]).toEqual([503, 'catalog.unavailable'])
    expect(whole.status).toBe(200)
    const health = await fetch(
      `${world.service.url.replace('localhost', '127.0.0.1')}/health/ready`,
    )
    expect(health.status).toBe(200)
  })
})

describe('a tenant that shares the catalog of the installation', () => {
  it('orders from it, and has none of its connections and secrets', async () => {
    const { metadata } = await itemOf('initech/ann')
    const id = await world.order('initech/ann', 'grey', 'failed')
    const { body } = await world.call('initech/ann', `/requests/${id}`)

    expect(metadata).toMatchObject({ name: 'Bucket of the group' })
    expect(JSON.stringify(body)).toContain('There is no slack connection named chat')
    expect(world.posted.map(({ path }) => path)).not.toContain('/chat-of-the-group')
  })
})

describe('the tenants of the installation', () => {
  it('are listed and counted for admins of the default tenant, and for nobody else', async () => {
    const [list, one, foreign, unknown] = await Promise.all([
      world.call('operator', '/tenants'),
      world.call('operator', '/tenants/acme'),
      world.call('acme/admin', '/tenants/acme'),
      world.call('operator', '/tenants/nobody'),
    ])

    const items = list.body['items'] as { id: string; state: string; catalog: string }[]
    expect(items.map(({ id, state, catalog }) => `${id} ${state} ${catalog}`)).toEqual([
      'acme active own',
      'default active own',
      'globex active own',
      'hooli active own',
      'initech active shared',
    ])
    expect(one.body).toMatchObject({
      label: 'Acme',
      contact: 'platform@acme.example.com',
      items: 1,
      connections: ['chat'],
      source: { status: 'ok', error: null },
      requests: { running: 0, total: 1 },
      people: 1,
      settings: {
        retention: { history_days: 0, audit_days: 3650, restricted_days: 30 },
        currency: 'CHF',
        timezone: 'Europe/Zurich',
        worker_share: 1,
        requests_at_once: 400,
        calls_per_minute: 5000,
      },
    })
    expect([foreign.status, foreign.body['code']]).toEqual([403, 'auth.forbidden'])
    expect([unknown.status, unknown.body['code']]).toEqual([404, 'tenant.not_found'])
  })

  it('rest while they are suspended: calls are refused, work is held, and nothing is lost', async () => {
    const rests = async (who: string) => (await world.call(who, '/requests')).body['code']
    const { body } = await world.call('acme/ann', '/requests', {
      item: 'bucket',
      fields: { name: 'later' },
      not_before: new Date(Date.now() + 1_500).toISOString(),
    })
    const answer = await world.call('operator', '/tenants/acme/suspend', { reason: 'The audit' })
    const during = [await rests('acme/ann'), await rests('globex/ann')]
    await new Promise((resolve) => setTimeout(resolve, 2_500))
    const held = world.posted.filter(({ text }) => text.includes('later'))
    await world.order('globex/bob', 'meanwhile')
    await world.call('operator', '/tenants/acme/resume', {})
    const after = await world.call('acme/ann', `/requests/${String(body['id'])}`)
    await vi.waitFor(() => expect(world.posted.at(-1)?.text).toContain('later'), 10_000)

    expect(answer.body).toMatchObject({ state: 'suspended', reason: 'The audit' })
    expect(during).toEqual(['tenant.closed', undefined])
    expect(held).toEqual([])
    expect(after.status).toBe(200)
  })

  it('cannot be suspended where that means nothing', async () => {
    const [own, twice] = [
      await world.call('operator', '/tenants/default/suspend', { reason: 'no way' }),
      await world.call('operator', '/tenants/globex/resume', {}),
    ]

    expect([own.status, own.body['code']]).toEqual([409, 'tenant.state_conflict'])
    expect(twice.body['state']).toBe('active')
  })
})
