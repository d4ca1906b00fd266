import { type Connector, connectors } from '@pao/connectors'
import type { Action, Dependency, Document, Field } from '@pao/core/catalog'
import { sql } from 'kysely'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Principal } from '../src/identity/principal.ts'
import { stopOrphans } from '../src/requests/children.ts'
import { openAdvance } from '../src/requests/advance.ts'
import { cancel } from '../src/requests/control.ts'
import { actionOf, plannedOf } from '../src/requests/change.ts'
import { ordersOf } from '../src/requests/orders.ts'
import { preview } from '../src/requests/preview.ts'
import { getRequest, getStatus, listRequests } from '../src/requests/read.ts'
import { submit } from '../src/requests/submit.ts'
import { expireLeases } from './requests-leases.ts'
import {
  ann,
  bob,
  dba,
  itemOf,
  olga,
  openWorld,
  orderOf,
  person,
  type World,
} from './requests-world.ts'

const text = (id: string, more: Partial<Field> = {}): Field => ({
  id,
  name: id,
  type: 'string',
  ...more,
})
const use = (config: Record<string, string>): Action => ({ id: 'use', type: 'note', config })
const needing = (id: string, dependency: Partial<Dependency>, config = {}): Document =>
  itemOf(id, [use(config)], {
    fields: [text('name'), text('size', { type: 'integer' })],
    depends_on: [{ item: 'network', ...dependency }],
  })
const ordering = (id: string, config: Record<string, unknown>): Document =>
  itemOf(id, [{ id: 'order', type: 'catalog-request', config }])

const checking = (id: string, more = {}): Document =>
  itemOf(id, [use({})], {
    prerequisites: [{ type: 'dependency-check', config: { item: 'network', ...more } }],
  })
const reading = { cidr: '{{components.network.outputs.cidr}}' }
const items: readonly Document[] = [
  itemOf('network', [{ id: 'lay', type: 'note', config: { cidr: '10.0.0.0/8' } }], {
    fields: [text('zone', { validation: { max: 8 } })],
  }),
  needing('vm', { bind: { zone: '{{fields.name}}' } }, reading),
  needing('big', { when: { field: 'size', operator: 'gt', value: 10 } }),
  needing('bigger', { when: 'fields.size > 10' }),
  needing('newer', { version: '^1.1.0' }),
  checking('careful'),
  checking('strict', { version: '^1.1.0' }),
  {
    ...itemOf('foreign', [{ id: 'order', type: 'catalog-request', config: { item: 'network' } }]),
    metadata: { ...itemOf('foreign', []).metadata, owner: { team: 'team-web' } },
  },
  ordering('circle', { item: '{{metadata.id}}', fields: {} }),
  ordering('once', { item: 'slow', fields: {} }),
  ordering('apart', { item: 'slow', fields: {}, wait_for_completion: false }),
  itemOf('slow', [{ id: 'wait', type: 'slow', config: {} }]),
]
const cat = person('cat', ['developer'], ['team-web'])
const dan = person('dan', ['developer'], ['team-web'])

let world: World
/** Called when the order is placed and before the worker knows it. */
let afterPlacing: () => Promise<void> = async () => undefined

/** The connector, with a door between placing the order and telling so. */
function watched(): Connector[] {
  const real = connectors.get('catalog-request')
  if (!real) return []
  return [
    {
      ...real,
      async execute(context, config) {
        const outcome = await real.execute(context, config)
        await afterPlacing()
        return outcome
      },
    },
  ]
}

beforeEach(async () => {
  afterPlacing = async () => undefined
  world = await openWorld({
    items,
    connectors: watched(),
    acts: {
      note: (_context, config) => ({ kind: 'succeeded', outputs: config }),
      slow: () => ({ kind: 'waiting', waitingFor: 'remote', memo: { there: true } }),
    },
  })
})
afterEach(() => world.close())

async function ends(id: string, state = 'completed', who: Principal = ann): Promise<void> {
  await expect
    .poll(async () => (await getStatus(world.requests, who, id)).state, { timeout: 20_000 })
    .toBe(state)
}

async function ordered(item: string, who: Principal = ann, more = {}): Promise<string> {
  const { id } = await submit(world.requests, who, orderOf(item, more))
  return id
}

const childrenOf = async (id: string, who: Principal = ann) =>
  (await getRequest(world.requests, who, id)).children.map(({ item, state }) => [item.id, state])

/** Every request of an item, whoever ordered it. */
const all = (item: string) =>
  world.database.db
    .selectFrom('request')
    .select(['id', 'state', 'run', 'parent_generation'])
    .where('item_id', '=', item)
    .execute()

/** Waits until the action waits for the one order it placed. */
async function expectOne(item: string, id: string) {
  await expect
    .poll(async () => (await getStatus(world.requests, ann, id)).actions[0]?.state, {
      timeout: 20_000,
    })
    .toBe('waiting')
  return all(item)
}

describe('what an item depends on', () => {
  it('is ordered along before the work begins, and its outputs are read', async () => {
    await world.replica()

    const id = await ordered('vm')
    await ends(id)

    const { actions, children } = await getRequest(world.requests, ann, id)
    const network = await getRequest(world.requests, ann, children[0]?.id ?? '')
    expect(actions.map((one) => [one.id, one.state])).toEqual([
      ['dependency:network', 'succeeded'],
      ['use', 'succeeded'],
    ])
    expect(network.fields).toEqual({ zone: 'orders' })
    expect(actions[1]?.outputs).toEqual({ cidr: '10.0.0.0/8' })
  })

  it('is not ordered again when the requester or the team has it in that environment', async () => {
    await world.replica()
    const network = await ordered('network', cat, { fields: {} })
    await ends(network, 'completed', cat)

    const vm = await ordered('vm', dan)
    await ends(vm, 'completed', dan)
    const elsewhere = await ordered('vm', dan, { environment: 'prod' })
    await ends(elsewhere, 'completed', dan)
    const stranger = await ordered('vm', ann)
    await ends(stranger)

    const { actions } = await getRequest(world.requests, dan, vm)
    expect(actions[0]?.outputs).toMatchObject({ cidr: '10.0.0.0/8', request_id: network })
    expect(actions[1]?.outputs).toEqual({ cidr: '10.0.0.0/8' })
    expect(await childrenOf(vm, dan)).toEqual([])
    expect(await childrenOf(elsewhere, dan)).toEqual([['network', 'completed']])
    expect(await childrenOf(stranger)).toEqual([['network', 'completed']])
  })

  it('shows in the preview: ordered along, or there already', async () => {
    await world.replica()

    const before = await preview(world.requests, ann, orderOf('vm'))
    const network = await ordered('network', ann, { fields: {} })
    await ends(network)
    const after = await preview(world.requests, ann, orderOf('vm'))

    expect(before.nodes[0]).toMatchObject({
      id: 'dependency:network',
      order: { item: 'network', version: '1.0.0' },
    })
    expect(before.nodes[0]?.order).not.toHaveProperty('existing')
    expect(before.inputs['use']).toEqual({ value: { cidr: '<network.cidr>' } })
    expect(after.nodes[0]?.order?.existing).toBe(network)
    expect(before.warnings).toEqual([])
  })

  it.each(['big', 'bigger'])('is left out when %s does not need it', async (item) => {
    const small = await preview(world.requests, ann, orderOf(item, { fields: { size: 3 } }))
    const large = await preview(world.requests, ann, orderOf(item, { fields: { size: 30 } }))

    expect(small.nodes.map(({ id }) => id)).toEqual(['use'])
    expect(large.nodes.map(({ id }) => id)).toEqual(['dependency:network', 'use'])
  })

  it('refuses the order when its answers do not fit or no version does', async () => {
    const long = submit(world.requests, ann, orderOf('vm', { fields: { name: 'far-too-long' } }))
    await expect(long).rejects.toMatchObject({
      code: 'request.invalid',
      faults: [{ at: '/components/network/zone' }],
    })
    const newer = submit(world.requests, ann, orderOf('newer'))
    await expect(newer).rejects.toMatchObject({
      faults: [{ code: 'item.version_not_found', at: '/components/network' }],
    })
  })
})

describe('a dependency-check', () => {
  it('refuses the order until what it needs is there, and orders nothing along', async () => {
    await world.replica()
    const missing = { code: 'dependency.missing', hint: 'Order network first' }

    await expect(ordered('careful')).rejects.toMatchObject({
      code: 'request.invalid',
      faults: [missing],
    })
    await ends(await ordered('network', ann, { fields: { zone: 'a' } }))
    await ends(await ordered('careful'))
    await expect(ordered('strict')).rejects.toMatchObject({ faults: [missing] })
    expect(await all('network')).toHaveLength(1)
  })
})

describe('an order placed by an action', () => {
  it('is one order, though the worker dies between placing it and telling so', async () => {
    const never = new Promise<never>(() => undefined)
    const placed = Promise.withResolvers<void>()
    afterPlacing = async () => {
      placed.resolve()
      await never
    }
    const owner = await world.replica({ slots: 1 })
    const id = await ordered('once')
    await placed.promise

    afterPlacing = async () => undefined
    await owner.crash()
    await expireLeases(world, id)
    await world.replica()
    await expect
      .poll(async () => (await getStatus(world.requests, ann, id)).actions[0]?.state, {
        timeout: 20_000,
      })
      .toBe('waiting')

    expect(await all('slow')).toMatchObject([{ state: 'in_progress', parent_generation: 0 }])
    expect((await getStatus(world.requests, ann, id)).actions[0]).toMatchObject({ lostClaims: 0 })
  })

  it.each([{}, { compensate: true }])(
    'is stopped when its request was cancelled (%o) before anybody knew of it',
    async (body) => {
      const never = new Promise<never>(() => undefined)
      const placed = Promise.withResolvers<void>()
      afterPlacing = async () => {
        placed.resolve()
        await never
      }
      await world.replica({ slots: 1 })
      const id = await ordered('once')
      await placed.promise
      await cancel(world.requests, { principal: ann, id, body })
      await ends(id, 'cancelled')
      const before = await all('slow')

      await stopOrphans(world.requests)

      const [after] = await all('slow')
      expect(before).toMatchObject([{ state: 'in_progress' }])
      expect(after).toMatchObject({ state: 'cancelled', run: { cancelling: body } })
    },
  )

  it('goes on by itself when it is not waited for, also when its request is cancelled late', async () => {
    await world.replica()
    const id = await ordered('apart')
    await ends(id)

    await stopOrphans(world.requests)

    expect(await all('slow')).toMatchObject([{ state: 'in_progress' }])
  })

  it('is one order, whoever places it at the same moment', async () => {
    const id = await ordered('once')
    const taken = await world.requests.shelf.take(
      world.database.db,
      { tenant: 'default', id },
      true,
    )
    const planned = taken && plannedOf(taken.held.fixed.plan, 'order')
    const run = taken && actionOf(taken.held.run, 'order')
    if (!taken || !planned || !run) throw new Error('the request is not there')
    const place = () =>
      ordersOf(world.requests, { held: taken.held, planned, run, hidden: new Set() }).submit({
        item: 'slow',
        fields: {},
      })

    const placed = await Promise.all(Array.from({ length: 12 }, place))

    expect(new Set(placed.map((one) => 'id' in one && one.id)).size).toBe(1)
    expect(await all('slow')).toHaveLength(1)
  })

  it('is looked at again when the word of its end was lost', async () => {
    await world.replica()
    const id = await ordered('once')
    const [child] = await expectOne('slow', id)
    const silent = openAdvance({ ...world.requests, ended: () => undefined })

    await silent({ tenant: 'default', id: child?.id ?? '' }, () => ({
      event: { type: 'cancel_requested', by: 'test' },
      actor: 'test',
    }))
    const { wake_at: looksAt } = await world.database.db
      .updateTable('action')
      .set({ wake_at: sql<Date>`clock_timestamp()` })
      .where('request_id', '=', id)
      .where('state', '=', 'waiting')
      .returning(['wake_at'])
      .executeTakeFirstOrThrow()
    await ends(id, 'failed')

    const { run } = await getRequest(world.requests, ann, id)
    expect(looksAt).toBeInstanceOf(Date)
    expect(run.failure).toMatchObject({ code: 'order.cancelled', action: 'order' })
  })

  it('is refused in the depth of a circle that no check of the catalog could see', async () => {
    await world.replica()

    const id = await ordered('circle')
    await ends(id, 'failed')

    const { run } = await getRequest(world.requests, ann, id)
    expect(await all('circle')).toHaveLength(8)
    expect(run.failure?.message).toContain('nested too deep')
  })
})

/** Ids in somebody's list. */
const listed = async (who: Principal, filter = {}) =>
  (await listRequests(world.requests, who, { filter, limit: 200 })).items.map(({ id }) => id)

describe('the list of requests', () => {
  it('leaves out what another of its requests ordered, unless it is asked for', async () => {
    await world.replica()
    const id = await ordered('vm')
    await ends(id)
    const [child] = (await getRequest(world.requests, ann, id)).children

    const [usual, every, own, unknown, strangers] = await Promise.all([
      listed(ann),
      listed(ann, { children: true }),
      listed(ann, { parent: id }),
      listed(ann, { parent: 'x' }),
      listed(bob, { parent: id }),
    ])

    expect(usual).toEqual([id])
    expect(every.toSorted()).toEqual([id, child?.id].toSorted())
    expect(own).toEqual([child?.id])
    expect([...unknown, ...strangers]).toEqual([])
    expect(child?.parent).toEqual({ id, action: 'dependency:network' })
  })

  it('shows it to the team that works it off but does not see what ordered it', async () => {
    await world.replica()
    const id = await ordered('foreign')
    await ends(id)
    const [child] = (await getRequest(world.requests, ann, id)).children

    const [theirs, overseers] = await Promise.all([listed(dba), listed(olga)])

    expect(theirs).toEqual([child?.id])
    expect(overseers).toEqual([id])
  })
})
