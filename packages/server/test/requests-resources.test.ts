import type { Document } from '@pao/core/catalog'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { rollBack } from '../src/requests/control.ts'
import { itemHealth } from '../src/requests/insights/item-health.ts'
import { itemTimes } from '../src/requests/insights/item-times.ts'
import { performanceOf } from '../src/requests/insights/performance.ts'
import { usageOf } from '../src/requests/insights/usage.ts'
import { teamsSeen } from '../src/requests/insights/whose.ts'
import { noteResources } from '../src/requests/resources/note.ts'
import { decommissionResource, updateResource } from '../src/requests/resources/order.ts'
import { getResource, listResources } from '../src/requests/resources/read.ts'
import { relationsOf } from '../src/requests/resources/relations.ts'
import { storyOf } from '../src/requests/story.ts'
import { submit } from '../src/requests/submit.ts'
import { addComment, listComments } from '../src/requests/talk/comments.ts'
import { feedbackOf, giveFeedback } from '../src/requests/talk/feedback.ts'
import { newsOf, seeNews } from '../src/requests/talk/news.ts'
import { keepView, listViews, removeView } from '../src/requests/talk/views.ts'
import { ann, bob, dba, itemOf, olga, openWorld, orderOf, type World } from './requests-world.ts'

const make = { id: 'make', type: 'make', order: 1, config: {} }
const undone = { ...make, rollback: { enabled: true, action: 'unmake', automatic: false } }
const unmake = { id: 'unmake', type: 'noop', order: 2, config: {} }
const named = [
  { id: 'name', name: 'Name', type: 'string' as const },
  { id: 'uses', name: 'Uses', type: 'string' as const },
]
const asked = [
  { id: 'resource_name', name: 'Which', type: 'string' as const },
  { id: 'size', name: 'Size', type: 'string' as const },
]

function annotated(document: Document, resource: unknown): Document {
  return {
    ...document,
    metadata: { ...document.metadata, annotations: { resource } },
  }
}

let world: World
const made: Record<string, string> = {}

async function order(who: typeof ann, item: string, fields: Record<string, unknown>) {
  const { id } = await submit(world.requests, who, orderOf(item, { fields }))
  await world.until(id, item === 'broken' ? 'request_failed' : 'request_completed')
  return id
}
const span = () => {
  const now = world.requests.now()
  return { tenant: 'default', from: now - 3_600_000, to: now + 60_000 }
}
const health = (item: string) => itemHealth(world.requests, 'default', item)
const note = () => noteResources(world.requests, 0)

beforeAll(async () => {
  world = await openWorld({
    items: [
      itemOf('db', [undone, unmake], { fields: named }),
      annotated(itemOf('vm', [make], { fields: named }), {
        type: 'machine',
        update: 'resize',
        decommission: 'scrap',
      }),
      itemOf('resize', [make], { fields: asked }),
      itemOf('scrap', [make], { fields: asked }),
      itemOf('review', [unmake], { fields: named }),
      itemOf('broken', [{ ...make, id: 'bad', type: 'bad' }], { fields: named }),
    ],
    acts: {
      make: () => ({ kind: 'succeeded', outputs: { id: 'x-1' } }),
      noop: () => ({ kind: 'succeeded', outputs: {} }),
      bad: () => ({
        kind: 'failed',
        retryable: false,
        class: 'permanent',
        code: 'bad.day',
        message: 'No',
      }),
    },
  })
  await world.replica()
  made['db'] = await order(ann, 'db', { name: 'orders' })
  await note()
  made['vm'] = await order(ann, 'vm', { name: 'web', uses: 'Orders' })
  made['review'] = await order(bob, 'review', { name: 'access' })
  await note()
})
afterAll(() => world.close())

describe('resources', () => {
  it('are what requests made that somebody looks after, seen by whom the request is seen', async () => {
    const seen = async (who: typeof ann) =>
      (await listResources(world.requests, who, { limit: 10 })).items.map(({ name }) => name)

    expect([await seen(ann), await seen(bob), await seen(dba), await seen(olga)]).toEqual([
      ['web', 'orders'],
      [],
      ['web', 'orders'],
      ['web', 'orders'],
    ])
    expect(await note()).toBe(0)
    await expect(getResource(world.requests, bob, made['db'] ?? '')).rejects.toMatchObject({
      code: 'resource.not_found',
    })
  })

  it('hang together by what their answers name', async () => {
    const around = await relationsOf(world.requests, ann, { id: made['db'] ?? '' })

    expect(around.edges).toEqual([{ from: made['vm'], to: made['db'], kind: 'refers_to' }])
    expect(around.nodes.map(({ type }) => type).toSorted()).toEqual(['machine', 'tests'])
  })

  it('are changed by the item that theirs names, and not at all where it names none', async () => {
    const wish = { resource: made['vm'] ?? '', fields: { size: 'xl' } }

    const { request, how } = await updateResource(world.requests, ann, wish)
    await world.until(request, 'request_completed')
    await note()

    const row = await getResource(world.requests, ann, wish.resource)
    const ordered = await world.database.db
      .selectFrom('request')
      .select('fields')
      .where('id', '=', request)
      .executeTakeFirstOrThrow()
    expect(how).toBe('order')
    expect(ordered.fields).toEqual({ resource_name: 'web', size: 'xl' })
    expect(row).toMatchObject({ state: 'active', orders: [{ kind: 'update', state: 'completed' }] })
    await expect(
      updateResource(world.requests, ann, { resource: made['db'] ?? '' }),
    ).rejects.toMatchObject({ code: 'resource.fixed' })
  })

  it('get one order, also when whoever took it in died before it was noted for them', async () => {
    const wish = { resource: made['vm'] ?? '', fields: { size: 'medium' } }
    const first = await updateResource(world.requests, ann, wish)
    await world.until(first.request, 'request_completed')
    await world.database.db
      .deleteFrom('resource_order')
      .where('request_id', '=', first.request)
      .execute()

    const again = await updateResource(world.requests, ann, wish)
    const next = await updateResource(world.requests, ann, wish)
    await world.until(next.request, 'request_completed')

    expect(again.request).toBe(first.request)
    expect(next.request).not.toBe(first.request)
  })

  it('end by their item, or by undoing what made them, and only once', async () => {
    const [vm, db] = [made['vm'] ?? '', made['db'] ?? '']

    const results = await Promise.allSettled([
      decommissionResource(world.requests, ann, { resource: vm }),
      decommissionResource(world.requests, ann, { resource: vm }),
    ])
    const [taken] = results.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []))
    await world.until(taken?.request ?? '', 'request_completed')
    const back = await decommissionResource(world.requests, ann, { resource: db })
    await world.until(db, 'request_rolled_back')

    expect(results.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected'])
    expect(back).toEqual({ request: db, how: 'rollback' })
    expect((await listResources(world.requests, ann, { limit: 10 })).items).toEqual([])
    const gone = { filter: { state: 'decommissioned' as const }, limit: 10 }
    expect((await listResources(world.requests, ann, gone)).items).toHaveLength(2)
    await expect(decommissionResource(world.requests, ann, { resource: vm })).rejects.toMatchObject(
      { code: 'resource.gone' },
    )
  })

  it('are steered only by whom the request is steered', async () => {
    const auditor = { ...bob, roles: ['auditor' as const] }

    const seen = await getResource(world.requests, auditor, made['vm'] ?? '')
    expect(seen.fields).toEqual({ name: '***', uses: '***' })
    await expect(
      decommissionResource(world.requests, auditor, { resource: made['vm'] ?? '' }),
    ).rejects.toMatchObject({ code: 'auth.forbidden' })
    await expect(
      rollBack(world.requests, { principal: bob, id: made['db'] ?? '', body: {} }),
    ).rejects.toMatchObject({ code: 'request.not_found' })
  })
})

describe('what people say', () => {
  it('lets who may read write, and tells it in the story', async () => {
    const request = made['vm'] ?? ''

    await addComment(world.requests, dba, { request, body: ' Which subnet? ' })

    expect(await listComments(world.requests, ann, request)).toMatchObject([
      { by: { id: 'dba' }, body: 'Which subnet?' },
    ])
    expect((await storyOf(world.requests, ann, request)).map(({ sentence }) => sentence)).toContain(
      'dba@example.com wrote: “Which subnet?”',
    )
    await expect(
      addComment(world.requests, bob, { request, body: 'Me too' }),
    ).rejects.toMatchObject({ code: 'request.not_found' })
  })

  it('takes one rating of who ordered it, the last that was given', async () => {
    const request = made['vm'] ?? ''

    await giveFeedback(world.requests, ann, { request, rating: 2, comment: 'slow' })
    const second = await giveFeedback(world.requests, ann, { request, rating: 4 })

    expect(await feedbackOf(world.requests, dba, request)).toEqual({
      mayGive: false,
      feedback: second,
    })
    expect(second).toMatchObject({ rating: 4, comment: null })
    await expect(giveFeedback(world.requests, dba, { request, rating: 1 })).rejects.toMatchObject({
      code: 'auth.forbidden',
    })
  })

  it('tells people what ended and what was written to them, until they have seen it', async () => {
    const before = await newsOf(world.requests, ann)
    await seeNews(world.requests, ann)
    const after = await newsOf(world.requests, ann)

    expect(before.items.filter(({ kind }) => kind === 'comment')).toMatchObject([
      { by: 'dba@example.com', text: 'Which subnet?', isNew: true },
    ])
    const ends = before.items.filter(({ kind, state }) => kind === 'ended' && state === 'completed')
    expect(ends.map(({ text }) => text)).toContain('web')
    expect(before.unread).toBe(before.items.length)
    expect([after.items.length, after.unread]).toEqual([before.items.length, 0])
  })

  it('keeps views of one person apart from those of others', async () => {
    const kept = await keepView(world.requests, ann, { name: 'Mine', query: { state: 'open' } })
    const again = await keepView(world.requests, ann, { name: 'Mine', query: { q: 'x' } })

    expect(again.id).toBe(kept.id)
    expect(await listViews(world.requests, ann)).toMatchObject([{ query: { q: 'x' } }])
    expect(await listViews(world.requests, bob)).toEqual([])
    await expect(removeView(world.requests, bob, kept.id)).rejects.toMatchObject({
      code: 'view.not_found',
    })
    await removeView(world.requests, ann, kept.id)
    expect(await listViews(world.requests, ann)).toEqual([])
  })
})

describe('figures', () => {
  it('count what was ordered, what became of it, and why it failed', async () => {
    await order(bob, 'broken', { name: 'x' })

    const usage = await usageOf(world.requests, span())
    const performance = await performanceOf(world.requests, span())

    expect(usage).toMatchObject({ orders: 8, people: 2, failed: 1, open: 0 })
    expect(usage.byDay.reduce((sum, { orders }) => sum + orders, 0)).toBe(8)
    expect(performance.failures).toEqual([
      { item: 'broken', action: 'bad', code: 'bad.day', count: 1 },
    ])
    const vm = performance.items.find(({ item }) => item === 'vm')
    expect(vm).toMatchObject({ completed: 1, success: 1, automated: 1, rating: 4, ratings: 1 })
    expect(performance.satisfaction).toEqual({ average: 4, count: 1 })
  })

  it('leave out other teams and other spans', async () => {
    const now = world.requests.now()
    const earlier = { tenant: 'default', from: now - 7_200_000, to: now - 3_600_000 }

    expect(await usageOf(world.requests, { ...span(), teams: ['team-other'] })).toMatchObject({
      orders: 0,
    })
    expect(await usageOf(world.requests, earlier)).toMatchObject({ orders: 0 })
    expect(await usageOf(world.requests, { ...span(), tenant: 'other' })).toMatchObject({
      orders: 0,
    })
  })

  it('tell how long an item took', async () => {
    const times = await itemTimes(world.requests, 'default', 'vm')

    expect(times.count).toBe(1)
    expect(times.total?.p50).toBeGreaterThan(0)
    expect(times.people).toEqual({ p50: 0, p90: 0 })
    expect(await itemTimes(world.requests, 'default', 'none')).toEqual({
      count: 0,
      promise: { kept: 0, of: 0 },
    })
  })

  it('tell how an item is doing by what ended lately', async () => {
    expect(await health('vm')).toMatchObject({
      state: 'ok',
      ended: 1,
      failed: 0,
      lastFailure: null,
    })
    expect(await health('none')).toMatchObject({ state: 'unknown', ended: 0, running: 0 })
    await order(ann, 'broken', { name: 'x' })
    expect(await health('broken')).toMatchObject({
      state: 'down',
      lastFailure: { code: 'bad.day', at: expect.any(Number) },
    })
  })

  it('are shown to a team of its own items only', () => {
    expect(teamsSeen(olga)).toBeUndefined()
    expect(teamsSeen(olga, 'team-x')).toEqual(['team-x'])
    expect(teamsSeen(dba)).toEqual(['team-db'])
    expect(() => teamsSeen(dba, 'team-x')).toThrow('No such team of yours')
    expect(() => teamsSeen(ann)).toThrow('You may not do this')
  })
})
