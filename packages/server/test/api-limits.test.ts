import { afterEach, describe, expect, it } from 'vitest'
import type { ApiDeps } from '../src/api/deps.ts'
import { as, noon, startApi } from './api-world.ts'

let app: Awaited<ReturnType<typeof startApi>>
afterEach(() => app.close())

const calls: unknown[] = []
const limits: ApiDeps['limits'] = {
  list: async () => [
    {
      scope: 'item',
      name: 'db',
      most: 2,
      setBy: 'item',
      taken: 1,
      waiting: 0,
      holders: [{ request: 'r', action: 'a', since: new Date(noon) }],
      line: [],
      updatedAt: new Date(noon),
    },
  ],
  set: async (...call) => void calls.push(call),
  remove: async ({ key }) => key.name === 'db',
}

describe('limits', () => {
  it('are shown with who holds them', async () => {
    app = await startApi({ limits })

    const answer = await app.inject({ url: '/api/v1/limits', headers: as('audit') })

    const at = new Date(noon).toISOString()
    expect(answer.json().items[0]).toMatchObject({
      set_by: 'item',
      taken: 1,
      holders: [{ request: 'r', action: 'a', since: at }],
      updated_at: at,
    })
  })

  it('are set by operators, within bounds, and for the own tenant only', async () => {
    app = await startApi({ limits })
    const put = (path: string, body: object) =>
      app.inject({
        method: 'PUT',
        url: `/api/v1/limits/${path}`,
        headers: as('oper'),
        payload: body,
      })

    const statuses = [
      await put('target/rest-api%40api.example.com', { most: 5 }),
      await put('target/x', { most: 10_001 }),
      await put('color/x', { most: 1 }),
      await put('tenant/someone-else', { most: 1 }),
    ].map(({ statusCode }) => statusCode)

    expect(statuses).toEqual([200, 400, 400, 403])
    expect(calls).toEqual([
      [
        {
          tenant: 'default',
          key: { scope: 'target', name: 'rest-api@api.example.com' },
          by: 'oper',
          acting: { id: 'oper', via: 'api-key', address: '127.0.0.1', correlationId: 'id-1-1' },
        },
        5,
      ],
    ])
  })

  it('are taken away, if there are any', async () => {
    app = await startApi({ limits })
    const remove = (name: string) =>
      app.inject({ method: 'DELETE', url: `/api/v1/limits/item/${name}`, headers: as('oper') })

    const answers = [await remove('db'), await remove('none')]

    expect(answers.map(({ statusCode }) => statusCode)).toEqual([200, 404])
    expect(answers[1]?.json().code).toBe('limit.not_found')
  })
})
