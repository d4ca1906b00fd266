import { connectors } from '@pao/connectors'
import { Problem } from '@pao/core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { closuresOf } from '../src/requests/calendar/closures.ts'
import { cancel } from '../src/requests/control.ts'
import type { Requests } from '../src/requests/deps.ts'
import { removeQuota, setQuota } from '../src/requests/quotas/rules.ts'
import { submit } from '../src/requests/submit.ts'
import { ann, chain, itemOf, olga, openWorld, orderOf, type World } from './requests-world.ts'

const room = 5
const orders = connectors.get('catalog-request')
if (!orders) throw new Error('not on the shelf')

let world: World
let rooms: readonly Requests[]
beforeAll(async () => {
  world = await openWorld({
    items: [
      itemOf('slow', chain('never', 1)),
      itemOf('parent', [
        { id: 'child', type: 'catalog-request', config: { item: 'slow', fields: { name: 'x' } } },
      ]),
      {
        ...itemOf('maintained', chain('never', 1)),
        lifecycle: { maintenance: { windows: [{ start_time: '22:00', end_time: '23:00' }] } },
      },
    ],
    connectors: [orders],
    acts: { never: () => ({ kind: 'waiting', waitingFor: 'remote', memo: {} }) },
    ownWays: () => ({ requestsAtOnce: room, timezone: 'Asia/Tokyo' }),
  })
  rooms = [(await world.replica()).requests, (await world.replica()).requests]
})
afterAll(() => world.close())

/** Many at once by all replicas: the ids of those taken in, and what the others were told. */
async function storm(item: string, count: number) {
  const answers = await Promise.allSettled(
    rooms.flatMap((requests) =>
      Array.from({ length: count }, () => submit(requests, ann, orderOf(item))),
    ),
  )
  return {
    taken: answers.flatMap((one) => (one.status === 'fulfilled' ? [one.value.id] : [])),
    refused: answers.flatMap((one) => (one.status === 'rejected' ? [one.reason as unknown] : [])),
  }
}

async function end(ids: readonly string[]): Promise<void> {
  for (const id of ids) {
    await cancel(world.requests, { principal: ann, id, body: {} })
    await world.until(id, 'request_cancelled')
  }
}

const openNow = async (where = 'parent_id is null'): Promise<number> => {
  const { rows } = await world.database.pool.query<{ count: string }>(
    `select count(*) from request where ended_at is null and ${where}`,
  )
  return Number(rows[0]?.count)
}

describe('a tenant that may have so many open requests at once', () => {
  it('has exactly as many however many come at once, and more once one has ended', async () => {
    const first = await storm('slow', 20)
    const open = await openNow()
    await end(first.taken.slice(0, 1))
    const second = await storm('slow', 3)

    expect([first.taken.length, open, second.taken.length]).toEqual([room, room, 1])
    expect(first.refused.every((error) => error instanceof Problem)).toBe(true)
    expect(first.refused[0]).toMatchObject({
      code: 'tenant.full',
      facts: { open: room, limit: room, retry_after: 30 },
    })
    await end([...first.taken.slice(1), ...second.taken])
  })

  it('has them with quotas, too, which keep nothing of what is refused', async () => {
    const key = { team: '*', environment: '*', resource: 'item:slow' }
    const wish = { tenant: 'default', key, acting: { id: olga.id } }
    await setQuota(world.requests, wish, { most: 50, enforce: 'hard', alerts: [], contacts: [] })

    const { taken } = await storm('slow', 8)
    const { rows } = await world.database.pool.query<{ taken: number }>(
      'select taken::float8 as taken from quota_count',
    )

    expect([taken.length, rows[0]?.taken]).toEqual([room, room])
    await end(taken)
    await removeQuota(world.requests, wish)
  })

  it('never refuses what an action orders, so that no request waits for room it takes itself', async () => {
    const { taken } = await storm('parent', 4)
    for (const id of taken) await world.until(id, 'action_waiting')

    expect([taken.length, await openNow('parent_id is not null')]).toEqual([room, room])
    await end(taken)
  })
})

it('reads windows that name no time zone in that of the tenant', async () => {
  const from = Date.parse('2026-11-26T00:00:00Z')

  const closures = await closuresOf(world.requests, ann, {
    from,
    to: from + 86_400_000,
    item: 'maintained',
  })

  expect(closures.map((one) => [new Date(one.from).toISOString(), one.kind])).toEqual([
    ['2026-11-26T13:00:00.000Z', 'maintenance'],
  ])
})
