import { afterAll, beforeAll, describe, expect, it } from 'vitest'
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
