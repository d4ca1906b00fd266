import { afterEach, describe, expect, it } from 'vitest'
import type { Audited } from '../src/audit/open.ts'
import { as, fakeDeps, startApi } from './api-world.ts'
import { auditFake } from './audit-fake.ts'

let app: Awaited<ReturnType<typeof startApi>>
afterEach(() => app.close())
const settings = (more: object) => ({ settings: { ...fakeDeps().settings, ...more } })

describe('limits of calls', () => {
  it('hold for a tenant as a whole, and say so (A101)', async () => {
    app = await startApi(settings({ ratePerMinute: 100, tenantRatePerMinute: 3 }))
    const me = (who: string) => app.inject({ url: '/api/v1/me', headers: as(who) })

    const answers = [await me('dev'), await me('oper'), await me('audit'), await me('root')]
    const last = answers.at(-1)

    expect(answers.map(({ statusCode }) => statusCode)).toEqual([200, 200, 200, 429])
    expect(last?.headers['ratelimit-policy']).toBe('"default";q=100;w=60, "tenant";q=3;w=60')
    expect(last?.headers['ratelimit']).toMatch(/^"default";r=99;t=\d+, "tenant";r=0;t=\d+$/)
    expect(Number(last?.headers['retry-after'])).toBeGreaterThan(0)
    expect(last?.json()).toMatchObject({ code: 'rate.limited' })
  })

  it('take nothing from the tenant for a caller who has none left', async () => {
    app = await startApi(settings({ ratePerMinute: 1, tenantRatePerMinute: 3 }))
    const me = (who: string) => app.inject({ url: '/api/v1/me', headers: as(who) })

    const statuses: number[] = []
    for (const who of ['dev', 'dev', 'dev', 'dev', 'oper', 'audit'])
      statuses.push((await me(who)).statusCode)

    expect(statuses).toEqual([200, 429, 429, 429, 200, 200])
  })
})

const refusedFrom = async (trustedProxies: readonly string[]) => {
  const kept: Audited[] = []
  app = await startApi({ ...settings({ trustedProxies }), audit: auditFake(kept) })
  await app.inject({
    method: 'PUT',
    url: '/api/v1/limits/item/x',
    headers: { ...as('dev'), 'x-forwarded-for': '203.0.113.9' },
    payload: { most: 1 },
  })
  return kept[0]?.by.address
}

describe('where a call comes from (A70)', () => {
  it('is not what a stranger writes', async () => {
    expect(await refusedFrom([])).toBe('127.0.0.1')
  })

  it('is what a proxy of ours writes', async () => {
    expect(await refusedFrom(['127.0.0.0/8'])).toBe('203.0.113.9')
  })
})

describe('refusals and sensitive reads', () => {
  it('are noted with who, what and from where', async () => {
    const kept: Audited[] = []
    app = await startApi({ audit: auditFake(kept) })
    await app.inject({ url: '/api/v1/secrets', headers: as('dev') })
    await app.inject({ url: '/api/v1/secrets', headers: { authorization: 'Bearer guess' } })
    await app.inject({ url: '/api/v1/secrets', headers: as('oper') })
    await app.inject({ url: '/api/v1/audit/export', headers: as('audit') })
    await app.inject({ url: '/api/v1/me', headers: as('dev') })

    expect(kept.map(({ by, action, outcome }) => [by.id, action, outcome])).toEqual([
      ['dev', 'call.forbidden', 'refused'],
      ['nobody', 'call.invalid', 'refused'],
      ['oper', 'secret.listed', 'read'],
      ['audit', 'audit.exported', 'read'],
    ])
    expect(kept[0]).toMatchObject({ on: { type: 'route', id: 'GET /api/v1/secrets' } })
  })

  it('of one caller do not fill the log', async () => {
    const kept: Audited[] = []
    app = await startApi({ audit: auditFake(kept) })
    for (let n = 0; n < 50; n += 1) await app.inject({ url: '/api/v1/secrets', headers: as('dev') })

    expect(kept).toHaveLength(30)
  })

  it('fail where they cannot be noted', async () => {
    const audit = { ...auditFake(), note: () => Promise.reject(new Error('no disk')) }
    app = await startApi({ audit })

    const read = await app.inject({ url: '/api/v1/secrets', headers: as('oper') })
    const refused = await app.inject({ url: '/api/v1/secrets', headers: as('dev') })

    expect([read.statusCode, refused.statusCode]).toEqual([500, 403])
    expect(read.body).not.toContain('no disk')
  })
})

describe('answers', () => {
  it('are kept in no cache unless they may be (A93)', async () => {
    app = await startApi()
    const of = async (url: string) =>
      (await app.inject({ url, headers: as('dev') })).headers['cache-control']

    expect(await of('/api/v1/requests')).toBe('no-store')
    expect(await of('/api/v1/me')).toBe('no-store')
    expect(await of('/api/v1/catalog')).toBe('private, no-cache')
  })

  it('open nothing to other origins, whatever is asked (A89)', async () => {
    app = await startApi()
    for (const origin of ['null', 'http://localhost:8080.evil.com', 'https://localhost:8080']) {
      const asked = await app.inject({
        method: 'OPTIONS',
        url: '/api/v1/requests',
        headers: { origin, 'access-control-request-method': 'POST' },
      })
      const names = Object.keys(asked.headers).filter((name) => name.startsWith('access-control'))

      expect([asked.statusCode, names]).toEqual([405, []])
    }
  })
})
