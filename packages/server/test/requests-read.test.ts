import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { cancel, type Controlled, remove } from '../src/requests/control.ts'
import { retry } from '../src/requests/retry.ts'
import { getPlan, getRequest, getStatus, listRequests } from '../src/requests/read.ts'
import { submit } from '../src/requests/submit.ts'
import {
  ann,
  bob,
  chain,
  dba,
  itemOf,
  olga,
  openWorld,
  orderOf,
  person,
  type World,
} from './requests-world.ts'

const eve = person('eve', ['platform-team'], ['team-other'])
let world: World
const ids: string[] = []

beforeAll(async () => {
  world = await openWorld({
    items: [itemOf('db', chain('noop', 2)), itemOf('vm', chain('noop', 2))],
    acts: { noop: () => ({ kind: 'succeeded', outputs: {} }) },
  })
  for (let n = 0; n < 7; n += 1) {
    const order = orderOf(n % 2 === 0 ? 'db' : 'vm', { reason: `because 100% of ${n}` })
    ids.push((await submit(world.requests, ann, order)).id)
  }
})
afterAll(() => world.close())

const list = (principal = ann, filter = {}, more = {}) =>
  listRequests(world.requests, principal, { filter, limit: 50, ...more })

const count = async (filter: object) => (await list(olga, filter)).items.length
const cancelBy = (principal: typeof ann) =>
  cancel(world.requests, { principal, id: ids[1] ?? '', body: {} })

const keyed = (key: string) => ({
  idempotency: {
    key,
    operation: 'POST /requests/{id}/cancel',
    answer: (controlled: Controlled) => ({
      status: 202,
      headers: {},
      body: JSON.stringify(controlled),
    }),
  },
})

describe('reading requests', () => {
  it('finds by part of the name, part of the reason and the whole id, within what the other filters leave', async () => {
    expect(await count({ q: 'ITEM D' })).toBe(4)
    expect(await count({ q: 'item' })).toBe(7)
    expect(await count({ q: 'of 3' })).toBe(1)
    expect(await count({ q: (ids[2] ?? '').toUpperCase() })).toBe(1)
    expect(await count({ q: 'item', item: 'vm' })).toBe(3)
    expect(await count({ q: 'nothing of the kind' })).toBe(0)
    expect((await list(eve, { q: 'item' })).items).toEqual([])
  })

  it('lists newest first, page by page, each once', async () => {
    const seen: string[] = []
    let after: string | undefined

    do {
      const page = await list(ann, {}, { limit: 3, ...(after !== undefined && { after }) })
      seen.push(...page.items.map(({ id }) => id))
      after = page.next
    } while (after !== undefined)

    expect(seen).toEqual(ids.toReversed())
  })

  it('shows a request to its requester, its owners and operators, and to nobody else', async () => {
    const seen = await Promise.all(
      [ann, dba, olga, bob, eve].map(async (one) => (await list(one)).items.length),
    )

    expect(seen).toEqual([7, 7, 7, 0, 0])
    for (const stranger of [bob, eve])
      for (const read of [getRequest, getStatus, getPlan])
        await expect(read(world.requests, stranger, ids[0] ?? '')).rejects.toMatchObject({
          code: 'request.not_found',
        })
  })

  it('keeps another tenant’s requests out of sight even of its admin', async () => {
    const admin = { ...person('root', ['admin']), tenant: 'other' }

    expect((await list(admin)).items).toEqual([])
    await expect(getRequest(world.requests, admin, ids[0] ?? '')).rejects.toMatchObject({
      code: 'request.not_found',
    })
  })

  it('filters by item, person and text, taking signs of patterns as they are', async () => {
    expect(await count({ item: 'vm' })).toBe(3)
    expect(await count({ requester: 'ann@example.com' })).toBe(7)
    expect(await count({ requester: 'bob' })).toBe(0)
    expect(await count({ q: '100% of 3' })).toBe(1)
    expect(await count({ q: '100_ of 3' })).toBe(0)
    expect(await count({ q: ids[2] })).toBe(1)
    expect(await count({ state: ['completed', 'failed'] })).toBe(0)
    expect(await count({ from: world.requests.now() + 1_000 })).toBe(0)
  })

  it('says not found for an id that is none', async () => {
    await expect(getRequest(world.requests, olga, "'; drop")).rejects.toMatchObject({
      code: 'request.not_found',
    })
  })
})

describe('controlling requests', () => {
  it('answers a repeated key with the first answer', async () => {
    const wish = { principal: ann, id: ids[0] ?? '', body: {} }

    const first = await cancel(world.requests, wish, keyed('c1'))
    const second = await cancel(world.requests, wish, keyed('c1'))

    expect(first).toMatchObject({ state: 'cancelled' })
    expect(second.replay?.body).toBe(JSON.stringify(first))
  })

  it('refuses who may read but not steer, and whom it does not concern', async () => {
    const auditor = person('aud', ['auditor'])

    await expect(cancelBy(auditor)).rejects.toMatchObject({ code: 'auth.forbidden' })
    await expect(cancelBy(bob)).rejects.toMatchObject({ code: 'request.not_found' })
  })

  it('refuses what does not fit the state', async () => {
    const running = { principal: ann, id: ids[1] ?? '', body: {} }
    const ended = { principal: ann, id: ids[0] ?? '', body: {} }

    await expect(retry(world.requests, running)).rejects.toMatchObject({
      code: 'request.not_failed',
    })
    await expect(remove(world.requests, ann, running.id)).rejects.toMatchObject({
      code: 'request.not_ended',
    })
    await expect(
      cancel(world.requests, { ...ended, principal: olga }, keyed('c2')),
    ).rejects.toMatchObject({ code: 'request.ended' })
  })

  it('takes an ended request off the list and keeps its record', async () => {
    await remove(world.requests, ann, ids[0] ?? '')

    const { rows } = await world.database.pool.query(`select 1 from request where id = $1`, [
      ids[0],
    ])
    expect((await list()).items.map(({ id }) => id)).not.toContain(ids[0])
    expect(rows).toHaveLength(1)
  })
})
