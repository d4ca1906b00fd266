import { afterEach, describe, expect, it } from 'vitest'
import type { ApiDeps } from '../src/api/deps.ts'
import { as, noon, startApi } from './api-world.ts'

let app: Awaited<ReturnType<typeof startApi>>
afterEach(() => app.close())

const calls: unknown[] = []
const errors: ApiDeps['errors'] = {
  list: async (tenant, asked) => {
    calls.push([tenant, asked])
    return [
      {
        fingerprint: 'a'.repeat(16),
        name: 'TypeError',
        message: 'no plan',
        said: 'a call failed',
        count: 2,
        firstSeenAt: new Date(noon),
        lastSeenAt: new Date(noon),
        release: '1.0.0',
        resolvedAt: null,
        sample: { frames: [] },
      },
    ]
  },
  resolve: async ({ fingerprint }) => fingerprint === 'a'.repeat(16),
}

describe('unexpected errors', () => {
  it('are listed for those who operate and audit, for nobody else', async () => {
    app = await startApi({ errors })
    const get = (who: 'dev' | 'oper' | 'audit', query = '') =>
      app.inject({ url: `/api/v1/errors${query}`, headers: as(who) })

    const statuses = [
      await get('dev'),
      await get('oper'),
      await get('audit', '?resolved=true'),
    ].map(({ statusCode }) => statusCode)
    const { items } = (await get('oper')).json()

    expect(statuses).toEqual([403, 200, 200])
    expect(calls.slice(0, 2)).toEqual([
      ['default', { resolved: false }],
      ['default', { resolved: true }],
    ])
    expect(items[0]).toMatchObject({
      name: 'TypeError',
      count: 2,
      first_seen_at: new Date(noon).toISOString(),
      resolved_at: null,
    })
  })

  it('are called resolved by operators, where there is one of that kind', async () => {
    app = await startApi({ errors })
    const post = (who: 'oper' | 'audit', fingerprint: string) =>
      app.inject({
        method: 'POST',
        url: `/api/v1/errors/${fingerprint}/resolve`,
        headers: as(who),
      })

    const statuses = [
      await post('oper', 'a'.repeat(16)),
      await post('oper', 'b'.repeat(16)),
      await post('oper', 'no-fingerprint'),
      await post('audit', 'a'.repeat(16)),
    ].map(({ statusCode }) => statusCode)

    expect(statuses).toEqual([200, 404, 400, 403])
  })
})
