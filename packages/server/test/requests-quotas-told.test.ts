import type { Action, Document } from '@pao/core/catalog'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Requests } from '../src/requests/deps.ts'
import { rollBack } from '../src/requests/control.ts'
import { alertQuotas } from '../src/requests/quotas/alert.ts'
import { noteDay, quotaDays } from '../src/requests/quotas/history.ts'
import { releaseQuotas } from '../src/requests/quotas/release.ts'
import { setQuota } from '../src/requests/quotas/rules.ts'
import { sendQuotaNotices } from '../src/requests/quotas/send-notices.ts'
import { quotaHolders } from '../src/requests/quotas/team-quotas.ts'
import { getStatus } from '../src/requests/read.ts'
import { noteResources } from '../src/requests/resources/note.ts'
import { submit } from '../src/requests/submit.ts'
import { itemOf, olga, openWorld, orderOf, person, type World } from './requests-world.ts'

const make = { id: 'make', type: 'noop', order: 1, config: {} }
const undone = { ...make, rollback: { enabled: true, action: 'unmake', automatic: false } }
const unmake = { id: 'unmake', type: 'noop', order: 2, config: {} }
const onlyIf = (id: string, field: string): Action => ({
  ...make,
  id,
  conditions: [{ field, operator: 'eq', value: true }],
})

const paid: Document = {
  ...itemOf('paid', [undone, unmake]),
  metadata: { ...itemOf('paid', []).metadata, cost: { base_cost: 40, currency: 'EUR' } },
}

let world: World
let other: Requests
const told: unknown[] = []

beforeAll(async () => {
  world = await openWorld({
    items: [
      itemOf('box', [undone, unmake]),
      itemOf('marked', [onlyIf('over', 'quota.exceeded'), onlyIf('dear', 'budget.exceeded')]),
      paid,
    ],
    acts: {
      notification: (_context, config) => {
        told.push(config)
        return { kind: 'succeeded', outputs: {} }
      },
      noop: () => ({ kind: 'succeeded', outputs: {} }),
    },
  })
  other = (await world.replica()).requests
})
afterAll(() => world.close())

async function allow(team: string, resource: string, most: number, more = {}): Promise<void> {
  const key = { team, environment: '*', resource }
  const rule = { enforce: 'soft' as const, alerts: [], contacts: [], most, ...more }
  await setQuota(world.requests, { tenant: 'default', key, acting: { id: 'olga' } }, rule)
}

async function order(team: string, item: string): Promise<string> {
  const who = person(`of-${team}`, ['developer'], [team])
  const { id } = await submit(world.requests, who, orderOf(item))
  await world.until(id, 'request_completed')
  return id
}

describe('the contacts of a rule', () => {
  it('are told once a month of the highest threshold that is reached', async () => {
    const contacts = ['email:lead@example.com', 'slack:#money']
    await allow('watched', 'cost:EUR', 100, { alerts: [50, 80, 100], contacts })
    for (let count = 0; count < 3; count += 1) await order('watched', 'paid')

    await alertQuotas(world.requests)
    await alertQuotas(other)
    await sendQuotaNotices(other)
    await order('watched', 'paid')
    await alertQuotas(world.requests)
    await sendQuotaNotices(world.requests)

    expect(told).toHaveLength(2)
    expect(told).toContainEqual({
      channel: 'email',
      to: ['lead@example.com'],
      subject: 'The budget in EUR of watched is at 120 %',
      message: expect.stringContaining('120 of 100 EUR a month in all environments together'),
      include_link: false,
    })
  })

  it('can look at how it filled, day by day', async () => {
    await allow('days', 'item:box', 10)
    const since = world.requests.now()
    await order('days', 'box')
    await order('days', 'box')
    await noteDay(world.requests.db, since)
    const boxes = { team: 'days', environment: '*', resource: 'item:box' }
    for (const { request: id } of await quotaHolders(world.requests, 'default', boxes)) {
      await rollBack(world.requests, { principal: olga, id, body: {} })
      await world.until(id, 'request_rolled_back')
    }
    await noteResources(world.requests, 0)
    await releaseQuotas(world.requests, 0)
    await noteDay(world.requests.db, since)

    expect(await quotaDays(world.requests.db, 'default', { ...boxes, since })).toEqual([
      { day: new Date(since).toISOString().slice(0, 10), highest: 2, last: 0 },
    ])
  })
})

async function states(): Promise<unknown[]> {
  const { actions } = await getStatus(world.requests, olga, await order('asking', 'marked'))
  return actions.map(({ id, state }) => [id, state])
}

describe('conditions', () => {
  it('read whether more than a quota or a budget allows was asked for', async () => {
    await allow('asking', 'item:marked', 1)

    const within = await states()
    const beyond = await states()

    expect(within).toEqual([
      ['over', 'skipped'],
      ['dear', 'skipped'],
    ])
    expect(beyond).toEqual([
      ['over', 'succeeded'],
      ['dear', 'skipped'],
    ])
  })
})
