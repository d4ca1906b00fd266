import { type Fault, Problem } from '@pao/core'
import type { Document, Prerequisite } from '@pao/core/catalog'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Requests } from '../src/requests/deps.ts'
import { rollBack } from '../src/requests/control.ts'
import { preview } from '../src/requests/preview.ts'
import { recount } from '../src/requests/quotas/recount.ts'
import { releaseQuotas } from '../src/requests/quotas/release.ts'
import { listQuotas, removeQuota, setQuota } from '../src/requests/quotas/rules.ts'
import { noteResources } from '../src/requests/resources/note.ts'
import { decommissionResource, updateResource } from '../src/requests/resources/order.ts'
import { retry } from '../src/requests/retry.ts'
import { submit } from '../src/requests/submit.ts'
import { itemOf, olga, openWorld, orderOf, person, type World } from './requests-world.ts'

const make = { id: 'make', type: 'make', order: 1, config: {} }
const undone = { ...make, rollback: { enabled: true, action: 'unmake', automatic: false } }
const unmake = { id: 'unmake', type: 'noop', order: 2, config: {} }
const named = { id: 'name', name: 'Name', type: 'string' as const }
const size = { id: 'size', name: 'Size', type: 'number' as const }

const sized: Prerequisite = {
  type: 'quota-check',
  config: { resource: 'disk', amount: '{{fields.size}}' },
}

function annotated(document: Document, resource: unknown): Document {
  return { ...document, metadata: { ...document.metadata, annotations: { resource } } }
}

let world: World
let other: Requests
let isBroken = false

beforeAll(async () => {
  world = await openWorld({
    items: [
      itemOf('box', [undone, unmake]),
      annotated(
        itemOf('disk', [undone, unmake], { fields: [named, size], prerequisites: [sized] }),
        { type: 'disk', update: 'resize', decommission: 'scrap' },
      ),
      itemOf('resize', [make], { fields: [named, size], prerequisites: [sized] }),
      itemOf('scrap', [make]),
      pairOf('pair', ['box', 'paid']),
      itemOf('frail', [{ ...make, type: 'frail' }]),
      annotated(itemOf('errand', [{ ...make, type: 'noop' }]), 'none'),
      { ...itemOf('paid', [undone, unmake]), metadata: metadataOf('paid', 40) },
    ],
    acts: {
      make: () => ({ kind: 'succeeded', outputs: { resource_id: 'x-1' } }),
      noop: () => ({ kind: 'succeeded', outputs: {} }),
      frail: () =>
        isBroken
          ? { kind: 'failed', retryable: false, class: 'permanent', code: 'no', message: 'no' }
          : { kind: 'succeeded', outputs: { resource_id: 'f-1' } },
    },
  })
  await world.replica()
  other = (await world.replica()).requests
})
afterAll(() => world.close())

function pairOf(id: string, items: readonly string[]): Document {
  const { metadata, presentation } = itemOf(id, [])
  const components = items.map((item) => ({ id: item, item, fields: { name: '{{fields.name}}' } }))
  return { version: '2.0', kind: 'CatalogBundle', metadata, presentation, components }
}

function metadataOf(id: string, base_cost: number): Document['metadata'] {
  return { ...itemOf(id, []).metadata, cost: { base_cost, currency: 'EUR' } }
}

const member = (team: string) => person(`of-${team}`, ['developer'], [team])
const acting = { id: 'olga' }
const rule = { enforce: 'hard' as const, alerts: [], contacts: [] }

async function allow(team: string, resource: string, most: number, more = {}): Promise<void> {
  const { environment = '*', ...rest } = more as { environment?: string }
  const key = { team, environment, resource }
  await setQuota(world.requests, { tenant: 'default', key, acting }, { ...rule, most, ...rest })
}

async function taken(team: string, resource: string): Promise<number | undefined> {
  const rules = await listQuotas(world.requests, 'default', { team })
  return rules.find((one) => one.team === team && one.resource === resource)?.taken
}

async function order(team: string, item: string, fields: Record<string, unknown> = {}) {
  const { id } = await submit(world.requests, member(team), {
    item,
    fields: { name: 'one', ...fields },
  })
  return id
}

async function done(team: string, item: string, fields: Record<string, unknown> = {}) {
  const id = await order(team, item, fields)
  await world.until(id, 'request_completed')
  await settle()
  return id
}

async function settle(): Promise<void> {
  await noteResources(world.requests, 0)
  await releaseQuotas(world.requests, 0)
}

/** Code and faults of the refusal. */
async function refusal(
  work: Promise<unknown>,
): Promise<{ code: string; faults: readonly Fault[] }> {
  const error: unknown = await work.then(
    () => undefined,
    (thrown: unknown) => thrown,
  )
  if (error instanceof Problem) return { code: error.code, faults: error.faults }
  throw new Error(`Not refused: ${String(error)}`)
}

const inside = (environment: string) =>
  submit(world.requests, member('places'), { ...orderOf('box'), environment })

describe('a hard quota', () => {
  it('takes exactly as many orders as it allows, however many come at once at two servers (A80)', async () => {
    await allow('race', 'item:box', 10)

    const all = await Promise.allSettled(
      Array.from({ length: 50 }, (_, n) =>
        submit(n % 2 === 0 ? world.requests : other, member('race'), orderOf('box')),
      ),
    )

    const refused = all.flatMap((one) => (one.status === 'rejected' ? [one.reason as Problem] : []))
    expect(all.filter(({ status }) => status === 'fulfilled')).toHaveLength(10)
    expect(new Set(refused.map(({ code }) => code))).toEqual(new Set(['quota.exceeded']))
    expect(await taken('race', 'item:box')).toBe(10)
  })

  it('says what is used, what is allowed and who can raise it', async () => {
    await allow('told', 'item:box', 1, { note: 'Ask platform@example.com' })
    await order('told', 'box')

    const { code, faults } = await refusal(order('told', 'box'))

    expect(code).toBe('quota.exceeded')
    expect(faults[0]?.message).toContain('Needs 1, but 1 of 1 of item:box for team told')
    expect(faults[0]?.hint).toBe('Ask platform@example.com')
  })

  it('counts each team for itself where it is for every team, and not where the team has its own', async () => {
    await allow('*', 'type:disk', 1)
    await allow('rich', 'type:disk', 2)
    await order('rich', 'disk', { size: 1 })
    await order('rich', 'disk', { size: 1 })
    await order('poor', 'disk', { size: 1 })

    expect((await refusal(order('rich', 'disk', { size: 1 }))).code).toBe('quota.exceeded')
    expect((await refusal(order('poor', 'disk', { size: 1 }))).code).toBe('quota.exceeded')
    await removeQuota(world.requests, {
      tenant: 'default',
      key: { team: '*', environment: '*', resource: 'type:disk' },
      acting,
    })
    await order('poor', 'disk', { size: 1 })
  })

  it('counts by the answers what an item names, and refuses what is no amount (A80)', async () => {
    await allow('sizes', 'disk', 100)
    await order('sizes', 'disk', { size: 60 })

    expect((await refusal(order('sizes', 'disk', { size: 41 }))).code).toBe('quota.exceeded')
    await order('sizes', 'disk', { size: 40 })
    for (const wrong of [-1, 1e13])
      expect((await refusal(order('sizes', 'disk', { size: wrong }))).faults[0]?.code).toBe(
        'quota.unclear',
      )
    expect(await taken('sizes', 'disk')).toBe(100)
  })

  it('counts environments apart and together', async () => {
    await allow('places', 'item:box', 1, { environment: 'prod' })
    await allow('places', 'item:box', 2)
    await inside('prod')

    expect((await refusal(inside('prod'))).code).toBe('quota.exceeded')
    await inside('dev')
    expect((await refusal(inside('dev'))).code).toBe('quota.exceeded')
  })
})

describe('somebody of several teams', () => {
  const both = person('both', ['developer'], ['left', 'right'])
  const of = (team?: string) =>
    submit(world.requests, both, { ...orderOf('box'), ...(team !== undefined && { team }) })

  it('orders for the first of them, or for the one that is named, also when it is counted later', async () => {
    await allow('left', 'item:box', 1)
    await allow('right', 'item:box', 1)

    await of('right')
    await of()

    expect((await refusal(of('right'))).code).toBe('quota.exceeded')
    expect((await refusal(of())).code).toBe('quota.exceeded')
    expect((await refusal(of('other'))).faults[0]).toMatchObject({
      code: 'team.unknown',
      at: '/team',
    })
    expect(await taken('right', 'item:box')).toBe(1)
    await allow('right', 'category:tests', 5)
    expect(await taken('right', 'category:tests')).toBe(1)
  })
})

describe('a bundle', () => {
  it('is refused as a whole when its parts together need more than is left', async () => {
    await allow('pairs', 'category:tests', 3)
    await allow('pairs', 'cost:EUR', 100)
    const plan = await preview(world.requests, member('pairs'), orderOf('pair'))

    expect(plan.quotas.map(({ resource, adds }) => [resource, adds])).toEqual([
      ['category:tests', 3],
      ['cost:EUR', 40],
    ])
    await order('pairs', 'box')
    expect((await refusal(order('pairs', 'pair'))).code).toBe('quota.exceeded')
    expect(await taken('pairs', 'category:tests')).toBe(1)
  })
})

describe('what is taken', () => {
  it('stays while what was made stands, and comes back when it is rolled back', async () => {
    await allow('life', 'item:box', 1)
    const id = await done('life', 'box')
    expect(await taken('life', 'item:box')).toBe(1)

    await rollBack(world.requests, { principal: olga, id, body: {} })
    await world.until(id, 'request_rolled_back')
    await settle()

    expect(await taken('life', 'item:box')).toBe(0)
    await order('life', 'box')
  })

  it('comes back from what made nothing to look after', async () => {
    await allow('errands', 'item:errand', 1)
    await done('errands', 'errand')

    expect(await taken('errands', 'item:errand')).toBe(0)
  })

  it('comes back when a request fails, and is taken again when it is retried', async () => {
    await allow('frail', 'item:frail', 1)
    isBroken = true
    const first = await order('frail', 'frail')
    await world.until(first, 'request_failed')
    await settle()
    expect(await taken('frail', 'item:frail')).toBe(0)
    isBroken = false
    const rival = await order('frail', 'frail')

    const again = () => retry(world.requests, { principal: member('frail'), id: first, body: {} })
    expect((await refusal(again())).code).toBe('quota.exceeded')
    await world.until(rival, 'request_completed')
    await allow('frail', 'item:frail', 2)
    await again()
    await world.until(first, 'request_completed')
    await settle()
    expect(await taken('frail', 'item:frail')).toBe(2)
  })

  it('follows a resource that is changed and ended by orders', async () => {
    await allow('grows', 'disk', 100)
    await allow('grows', 'item:disk', 1)
    const id = await done('grows', 'disk', { size: 60 })
    const change = async (now: number) => {
      const wish = { resource: id, fields: { size: now } }
      const { request } = await updateResource(world.requests, olga, wish)
      await world.until(request, 'request_completed')
      await settle()
    }

    expect((await refusal(change(101))).code).toBe('quota.exceeded')
    await change(100)
    expect(await taken('grows', 'disk')).toBe(100)
    await change(20)
    expect(await taken('grows', 'disk')).toBe(20)
    const { request } = await decommissionResource(world.requests, olga, { resource: id })
    await world.until(request, 'request_completed')
    await settle()
    expect(await taken('grows', 'disk')).toBe(0)
    expect(await taken('grows', 'item:disk')).toBe(0)
  })

  it('is counted of what stood before there was a rule, once', async () => {
    await done('early', 'disk', { size: 30 })
    await done('early', 'disk', { size: 12 })
    await done('early', 'errand')

    await allow('early', 'disk', 100)
    await allow('early', 'category:tests', 100)
    await recount(world.requests, 'default')

    expect(await taken('early', 'disk')).toBe(42)
    expect(await taken('early', 'category:tests')).toBe(2)
  })
})

describe('a rule that does not refuse', () => {
  it('lets an order through and marks it, or has people asked first', async () => {
    await allow('soft', 'item:box', 0, { enforce: 'soft' })
    await allow('ask', 'item:box', 0, { enforce: 'approval' })

    const soft = await order('soft', 'box')
    const asked = await order('ask', 'box')

    await world.until(soft, 'request_completed')
    await world.until(asked, 'request_awaiting_approval')
    const plan = await preview(world.requests, member('ask'), orderOf('box'))
    expect(plan.approvals).toHaveLength(1)
    expect(plan.quotas.map(({ exceeded, refused }) => ({ exceeded, refused }))).toEqual([
      { exceeded: true, refused: false },
    ])
  })
})

describe('a rule that has people asked', () => {
  it('has them asked by every order beyond it, however many come at once', async () => {
    await allow('crowd', 'item:box', 4, { enforce: 'approval' })

    const all = await Promise.all(
      Array.from({ length: 20 }, (_, n) =>
        submit(n % 2 === 0 ? world.requests : other, member('crowd'), orderOf('box')),
      ),
    )

    expect(all.filter(({ state }) => state !== 'awaiting_approval')).toHaveLength(4)
    expect(await taken('crowd', 'item:box')).toBe(20)
  })
})

describe('keys without a team', () => {
  it('count together for who made them', async () => {
    await allow('*', 'item:errand', 1)
    const maker = { id: 'maker', email: 'maker@example.com' }
    const by = (key: string) =>
      submit(
        world.requests,
        { ...person(key, ['developer']), via: 'api-key', person: maker },
        orderOf('errand'),
      )
    await by('first')

    expect((await refusal(by('second'))).code).toBe('quota.exceeded')
  })
})

describe('a budget', () => {
  it('counts what orders are estimated to cost each month, and refuses more', async () => {
    await allow('money', 'cost:EUR', 100)
    await order('money', 'paid')
    await order('money', 'paid')

    const { code, faults } = await refusal(order('money', 'paid'))

    expect(code).toBe('budget.exceeded')
    expect(faults[0]?.message).toContain('Needs 40, but 80 of 100 EUR a month')
    expect(await taken('money', 'cost:EUR')).toBe(80)
  })
})
