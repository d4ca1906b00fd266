import { connectors, type Outcome } from '@pao/connectors'
import type { Action } from '@pao/core/catalog'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { getApproval } from '../src/requests/approvals/inbox.ts'
import { decideApproval } from '../src/requests/approvals/decide.ts'
import { releaseHeld, switchAutomation } from '../src/requests/automation.ts'
import { closuresOf } from '../src/requests/calendar/closures.ts'
import { askException, decideException } from '../src/requests/calendar/exceptions.ts'
import { listFreezes, removeFreeze, setFreeze } from '../src/requests/calendar/freezes.ts'
import { releaseClosed } from '../src/requests/calendar/release.ts'
import { effectOfFreeze, waitingOrders } from '../src/requests/calendar/waiting.ts'
import { cancel } from '../src/requests/control.ts'
import { getRequest } from '../src/requests/read.ts'
import { retry } from '../src/requests/retry.ts'
import { submit } from '../src/requests/submit.ts'
import {
  ann,
  bob,
  dba,
  itemOf,
  olga,
  openWorld,
  orderOf,
  person,
  type Replica,
  type World,
} from './requests-world.ts'

const vm: Action = { id: 'vm', type: 'noop', config: {} }
const asks = connectors.get('approval-workflow')
const orders = connectors.get('catalog-request')
if (!asks || !orders) throw new Error('not on the shelf')

const always = [{ start_time: '00:00', end_time: '24:00' }]
const items = [
  itemOf('vm', [vm]),
  itemOf('db', [vm]),
  itemOf('flaky', [{ ...vm, type: 'flaky', retry: { attempts: 1 } }]),
  itemOf('asked', [vm], { environments: { production: { approvals: ['bob@example.com'] } } }),
  itemOf('parent', [
    { id: 'child', type: 'catalog-request', config: { item: 'vm', fields: { name: 'x' } } },
  ]),
  { ...itemOf('maintained', [vm]), lifecycle: { maintenance: { windows: always } } },
  itemOf('weekend', [vm], {
    prerequisites: [
      {
        type: 'change-window',
        config: {
          environment: 'production',
          windows: [{ name: 'the far night', start_date: '2099-01-02', end_date: '2099-01-02' }],
        },
      },
    ],
  }),
]

const done: Outcome = { kind: 'succeeded', outputs: {} }
const tried = new Set<string>()
function once(request: string): Outcome {
  if (tried.has(request)) return done
  tried.add(request)
  return { kind: 'failed', retryable: false, class: 'permanent', code: 'no', message: 'Not yet' }
}

let world: World
let replica: Replica
beforeAll(async () => {
  world = await openWorld({
    items,
    connectors: [asks, orders],
    environments: ['test', 'production'],
    acts: { noop: () => done, flaky: ({ request }) => once(request.id) },
  })
  replica = await world.replica()
}, 60_000)
afterAll(() => world.close())
afterEach(async () => {
  for (const { name } of await listFreezes(world.requests, 'default')) await thaw(name)
})

const day = 86_400_000
const dateIn = (days: number): string =>
  new Date(Date.now() + days * day).toISOString().slice(0, 10)
const none = { environments: [], items: [], categories: [], teams: [], owners: [] }
const freeze = (name: string, more: object = {}, scope: object = {}) =>
  setFreeze(
    world.requests,
    { tenant: 'default', name, acting: { id: 'olga' } },
    {
      reason: 'Closing',
      from: dateIn(-1),
      to: dateIn(1),
      timezone: 'UTC',
      approvers: [],
      scope: { ...none, ...scope },
      ...more,
    },
  )
const thaw = (name: string) =>
  removeFreeze(world.requests, { tenant: 'default', name, acting: { id: 'olga' } })
const order = async (item: string, more: object = {}, who = ann) =>
  (await submit(world.requests, who, orderOf(item, more))).id
const runOf = async (id: string) => (await getRequest(world.requests, ann, id)).run
const wish = <T>(principal: typeof ann, id: string, body: T) => ({ principal, id, body })
const codeOf = async (work: Promise<unknown>) =>
  work.then(
    () => 'fine',
    (error: unknown) => (error as { code?: string }).code,
  )

describe('an order during a freeze', () => {
  it('waits on hold, and begins at once when the freeze is taken away', async () => {
    await freeze('year-end')
    const id = await order('vm')

    const held = await runOf(id)
    await thaw('year-end')
    await world.until(id, 'request_completed')

    expect(held).toMatchObject({
      state: 'on_hold',
      closed: { kind: 'freeze', name: 'year-end', reason: 'Closing' },
    })
    expect(held.closed?.until).toBe(Date.parse(`${dateIn(2)}T00:00:00Z`))
    expect((await runOf(id)).closedMs).toBeGreaterThan(0)
  })

  it('begins when the freeze is over, found by whoever looks', async () => {
    await freeze('year-end')
    const id = await order('vm')
    const later = { ...world.requests, now: () => Date.now() + 3 * day }

    await releaseClosed({ ...later, now: () => Date.now() + day / 2 })
    const early = await runOf(id)
    await releaseClosed(later)
    await world.until(id, 'request_completed')

    expect(early.state).toBe('on_hold')
  })

  it('is found by another process where the one that changed the calendar died right after', async () => {
    await freeze('year-end')
    const id = await order('vm')
    const { database } = world
    await database.db.deleteFrom('change_freeze').where('name', '=', 'year-end').execute()
    await database.db
      .updateTable('calendar')
      .set((row) => ({ revision: row('revision', '+', 1) }))
      .execute()

    await world.until(id, 'request_completed')

    expect((await runOf(id)).state).toBe('completed')
  })

  it('is told of a longer freeze, and of nothing where nothing changed for it', async () => {
    await freeze('year-end')
    const id = await order('vm')

    await freeze('year-end', { to: dateIn(10) })
    const longer = await runOf(id)
    await freeze('other', {}, { items: ['db'] })
    const same = await runOf(id)

    expect(longer.closed?.until).toBe(Date.parse(`${dateIn(11)}T00:00:00Z`))
    expect(same.closed).toMatchObject({ name: 'year-end', until: longer.closed?.until })
    expect(await releaseClosed(world.requests)).toBe(0)
  })

  it.each([
    [{ items: ['db'] }, 'completed'],
    [{ items: ['vm'], environments: ['production'] }, 'on_hold'],
    [{ environments: ['test'] }, 'completed'],
    [{ categories: ['tests'], owners: ['team-db'] }, 'on_hold'],
    [{ teams: ['shop'] }, 'on_hold'],
    [{ teams: ['other'] }, 'completed'],
  ])('waits only where the freeze speaks of it: %j', async (scope, state) => {
    await freeze('some', {}, scope)

    const id = await order('vm', { environment: 'production' }, { ...ann, teams: ['shop'] })
    if (state === 'completed') await world.until(id, 'request_completed')

    expect((await runOf(id)).state).toBe(state)
  })

  it('waits after people have agreed, too', async () => {
    const id = await order('asked', { environment: 'production' })
    await world.until(id, 'action_waiting')
    await freeze('year-end')
    replica.requests.calendars.forget()
    const ask = `${id}.gate:approval`
    const { digest } = await getApproval(world.requests, bob, ask)

    const said = { decision: 'approve', digest, how: 'api' } as const
    await decideApproval(world.requests, bob, { id: ask, said })
    await world.until(id, 'request_on_hold')

    expect((await runOf(id)).closed?.name).toBe('year-end')
  })

  it('waits for it after its own moment', async () => {
    await freeze('year-end')
    const id = await order('vm', { not_before: new Date(Date.now() + 1_500).toISOString() })

    const before = await runOf(id)
    await world.until(id, 'released')

    expect(before).toMatchObject({ state: 'on_hold' })
    expect(before.closed).toBeUndefined()
    expect((await runOf(id)).closed?.name).toBe('year-end')
  })

  it('waits for it after automation was switched on again', async () => {
    await switchAutomation(world.requests, dba, { item: 'db', wish: { off: true, reason: 'x' } })
    const id = await order('db')
    await freeze('year-end')

    await switchAutomation(world.requests, dba, { item: 'db', wish: { off: false } })
    await releaseHeld(world.requests)

    expect(await runOf(id)).toMatchObject({ state: 'on_hold', closed: { name: 'year-end' } })
  })

  it('can be cancelled, and a failed one is held when it is retried', async () => {
    const failed = await order('flaky')
    await world.until(failed, 'request_failed')
    await freeze('year-end')
    const id = await order('vm')

    await cancel(world.requests, wish(ann, id, {}))
    await retry(world.requests, wish(ann, failed, {}))
    const held = await runOf(failed)
    await thaw('year-end')
    await world.until(failed, 'request_completed')

    expect((await runOf(id)).state).toBe('cancelled')
    expect(held).toMatchObject({ state: 'on_hold', closed: { name: 'year-end' } })
  })

  it('never holds what has begun', async () => {
    const id = await order('vm')
    await world.until(id, 'request_completed')
    await freeze('year-end')

    expect((await runOf(id)).state).toBe('completed')
    expect(await waitingOrders(world.requests, olga)).toEqual([])
  })
})

describe('windows of an item', () => {
  it('hold its orders while it is maintained', async () => {
    const id = await order('maintained')

    expect(await runOf(id)).toMatchObject({ state: 'on_hold', closed: { kind: 'maintenance' } })
    await cancel(world.requests, wish(ann, id, {}))
  })

  it('of a change-window are the only times to begin, in the environment it names', async () => {
    const id = await order('weekend', { environment: 'production' })
    const free = await order('weekend', { environment: 'test' })
    await world.until(free, 'request_completed')

    expect(await runOf(id)).toMatchObject({
      state: 'on_hold',
      closed: { kind: 'window', name: 'the far night', unsure: true },
    })
    await decideException(world.requests, wish(dba, id, { decision: 'approve' }))
    await world.until(id, 'request_completed')
  })
})

describe('an exception', () => {
  it('asked for and granted lets the order begin at once, and what it orders too', async () => {
    await freeze('year-end')
    const id = await order('parent')
    await askException(world.requests, wish(ann, id, { reason: 'A customer waits' }))
    const [asked] = await waitingOrders(world.requests, olga)

    await decideException(world.requests, wish(olga, id, { decision: 'approve', comment: 'Go' }))
    await world.until(id, 'request_completed')

    expect(asked).toMatchObject({
      request: id,
      mayDecide: true,
      exception: { state: 'asked', by: 'ann@example.com', reason: 'A customer waits' },
    })
    expect((await runOf(id)).exception).toMatchObject({
      state: 'granted',
      decided: { by: 'olga@example.com', comment: 'Go' },
    })
  })

  it('is refused, and the order waits on', async () => {
    await freeze('year-end')
    const id = await order('vm')
    await askException(world.requests, wish(ann, id, { reason: 'x' }))

    await decideException(world.requests, wish(olga, id, { decision: 'reject', comment: 'No' }))

    expect(await runOf(id)).toMatchObject({ state: 'on_hold', exception: { state: 'refused' } })
  })

  it('is for those the freeze names, never for who ordered it', async () => {
    await freeze('named', { approvers: ['cab@example.com', 'team-x'] })
    const id = await order('vm')
    const cab = person('cab', ['developer'])
    const approve = { decision: 'approve' as const }

    expect(await codeOf(decideException(world.requests, wish(olga, id, approve)))).toBe(
      'auth.forbidden',
    )
    expect(await codeOf(decideException(world.requests, wish(bob, id, approve)))).toBe(
      'request.not_found',
    )
    expect(await codeOf(askException(world.requests, wish(bob, id, { reason: 'x' })))).toBe(
      'request.not_found',
    )
    expect((await waitingOrders(world.requests, cab)).map(({ request }) => request)).toEqual([id])
    await decideException(world.requests, wish(cab, id, approve))
    await world.until(id, 'request_completed')

    await thaw('named')
    await freeze('own')
    const own = await order('vm', {}, olga)
    expect(await codeOf(decideException(world.requests, wish(olga, own, approve)))).toBe(
      'approval.own_request',
    )
  })

  it('is for orders that wait, once', async () => {
    const free = await order('vm')
    await world.until(free, 'request_completed')
    await freeze('year-end')
    const id = await order('vm')
    await askException(world.requests, wish(ann, id, { reason: 'x' }))

    expect(await codeOf(askException(world.requests, wish(ann, id, { reason: 'x' })))).toBe(
      'exception.asked',
    )
    expect(await codeOf(askException(world.requests, wish(ann, free, { reason: 'x' })))).toBe(
      'request.not_closed',
    )
    await decideException(world.requests, wish(olga, id, { decision: 'reject' }))
    expect(
      await codeOf(decideException(world.requests, wish(olga, id, { decision: 'reject' }))),
    ).toBe('exception.not_asked')
  })
})

describe('the calendar', () => {
  it('refuses a freeze that cannot be, with every fault', async () => {
    const refused = await freeze('bad', { from: 'soon', timezone: 'Mars/Base' }).catch(
      (error: unknown) => error,
    )

    expect(refused).toMatchObject({
      code: 'body.invalid',
      faults: [{ at: '/from' }, { at: '/timezone' }],
    })
  })

  it('tells what is closed, of an item with its own windows', async () => {
    await freeze('year-end', { from: '--12-20', to: '--01-05' }, { environments: ['production'] })
    const [from, to] = [Date.parse('2030-06-01T00:00:00Z'), Date.parse('2031-06-01T00:00:00Z')]

    const all = await closuresOf(world.requests, ann, { from, to })
    const other = await closuresOf(world.requests, ann, { from, to, environment: 'test' })
    const own = await closuresOf(world.requests, ann, { from, to: from + day, item: 'maintained' })

    expect(all).toEqual([
      expect.objectContaining({
        name: 'year-end',
        from: Date.parse('2030-12-20T00:00:00Z'),
        to: Date.parse('2031-01-06T00:00:00Z'),
      }),
    ])
    expect(other).toEqual([])
    expect(own.map(({ kind }) => kind)).toEqual(['maintenance'])
    expect(await codeOf(closuresOf(world.requests, ann, { from, to, item: 'nothing' }))).toBe(
      'item.not_found',
    )
  })

  it('counts what a freeze would hold before it is set', async () => {
    await freeze('year-end')
    await order('db', { environment: 'production' })

    const effect = await effectOfFreeze(world.requests, 'default', {
      scope: { ...none, items: ['db'], environments: ['production'] },
    })

    expect(effect).toEqual({ waiting: 1, recent: 1 })
  })
})
