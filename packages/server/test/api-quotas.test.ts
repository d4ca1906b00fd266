import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { ApiDeps } from '../src/api/deps.ts'
import { as, noon, startApi } from './api-world.ts'

let app: Awaited<ReturnType<typeof startApi>>
const calls: unknown[] = []
const rule = {
  team: 'team-shop',
  environment: '*',
  most: 5,
  enforce: 'hard' as const,
  alerts: [80, 100],
  contacts: ['email:lead@example.com'],
  updatedBy: 'olga',
  updatedAt: new Date(noon),
}
const quotas: ApiDeps['quotas'] = {
  list: async () => [
    { ...rule, resource: 'item:vm', taken: 2 },
    { ...rule, resource: 'cost:EUR', taken: 40 },
  ],
  ofTeam: async () => [
    { ...rule, resource: 'item:vm', taken: 2, used: 1, reserved: 1 },
    { ...rule, resource: 'cost:EUR', taken: 40, used: 30, reserved: 10 },
  ],
  holders: async () => [],
  history: async () => [],
  set: async (...call) => void calls.push(call),
  remove: async ({ key }) => key.resource === 'item:vm' || key.resource === 'cost:EUR',
}

beforeEach(async () => {
  calls.length = 0
  app = await startApi({ quotas })
})
afterEach(() => app.close())

const get = async (url: string, who = 'dev') =>
  (await app.inject({ url: `/api/v1/${url}`, headers: as(who) })).json()
const send = async (method: 'PUT' | 'POST' | 'DELETE', url: string, payload?: object) =>
  app.inject({
    method,
    url: `/api/v1/${url}`,
    headers: as('oper'),
    ...(payload && { payload }),
  })

describe('quotas', () => {
  it('are shown apart from budgets, with what is used and reserved', async () => {
    expect((await get('quotas')).items).toMatchObject([
      { resource: 'item:vm', limit: 5, used: 2, enforcement: 'hard' },
    ])
    expect((await get('budgets')).items).toMatchObject([
      { currency: 'EUR', amount: 5, used: 40, enforce: true },
    ])
    expect((await get('teams/team-shop/quota')).items).toMatchObject([{ used: 2, reserved: 1 }])
    expect((await get('teams/team-shop/budgets')).items).toMatchObject([{ used: 40, reserved: 10 }])
    expect(await get('teams/team-db/usage', 'oper')).toMatchObject({
      quotas: [{ resource: 'item:vm' }],
      budgets: [{ currency: 'EUR' }],
    })
  })

  it('are set by operators, by either address, within bounds, and never as money', async () => {
    const statuses = [
      await send('PUT', 'quotas/team-shop/production/item%3Avm', { limit: 5 }),
      await send('POST', 'teams/team-shop/quota', { resource: 'disk', limit: 1, unit: 'GB' }),
      await send('PUT', 'quotas/team-shop/*/item%3Avm', { limit: -1 }),
      await send('PUT', 'quotas/team-shop/*/item%3Avm', { limit: 1e13 }),
      await send('PUT', 'quotas/team-shop/*/cost%3AEUR', { limit: 5 }),
      await send('PUT', 'budgets/team-shop/*/EUR', { amount: 100, enforce: true }),
      await send('PUT', 'budgets/team-shop/*/euro', { amount: 100 }),
    ].map(({ statusCode }) => statusCode)

    expect(statuses).toEqual([200, 200, 400, 400, 400, 200, 400])
    expect(calls).toMatchObject([
      [{ key: { environment: 'production', resource: 'item:vm' } }, { most: 5, enforce: 'hard' }],
      [{ key: { environment: '*', resource: 'disk' } }, { most: 1, unit: 'GB', alerts: [80, 100] }],
      [{ key: { resource: 'cost:EUR' } }, { most: 100, enforce: 'hard', alerts: [50, 80, 100] }],
    ])
  })

  it('are set by nobody else, and taken away only where there are any', async () => {
    const refused = await app.inject({
      method: 'PUT',
      url: '/api/v1/quotas/team-shop/*/item%3Avm',
      headers: as('dev'),
      payload: { limit: 5 },
    })

    expect(refused.statusCode).toBe(403)
    expect((await send('DELETE', 'quotas/team-shop/*/item%3Avm')).statusCode).toBe(200)
    expect((await send('DELETE', 'quotas/team-shop/*/disk')).json().code).toBe('quota.not_found')
    expect((await send('DELETE', 'budgets/team-shop/*/EUR')).statusCode).toBe(200)
    expect((await send('DELETE', 'budgets/team-shop/*/USD')).json().code).toBe('budget.not_found')
  })
})
