import { type Connector, defineConnector, type Observed } from '@pao/connectors'
import type { Document } from '@pao/core/catalog'
import { Type } from 'typebox'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { acceptDrift, askForLook } from '../src/requests/resources/drift/ask.ts'
import { keepLooking } from '../src/requests/resources/drift/keep-looking.ts'
import { claimLook } from '../src/requests/resources/drift/rows.ts'
import { noteResources } from '../src/requests/resources/note.ts'
import { decommissionResource, updateResource } from '../src/requests/resources/order.ts'
import { getResource, listResources } from '../src/requests/resources/read.ts'
import { submit } from '../src/requests/submit.ts'
import { newsOf } from '../src/requests/talk/news.ts'
import { ann, bob, itemOf, olga, openWorld, orderOf, type World } from './requests-world.ts'

type Asked = {
  config: Readonly<Record<string, unknown>>
  outputs: Readonly<Record<string, unknown>>
}

/** What the next looks find; the last stays. */
let finds: Observed[] = []
let asked: Asked[] = []
let during: () => Promise<void> = async () => undefined

const tank: Connector = defineConnector({
  type: 'tank',
  config: Type.Object({ size: Type.Optional(Type.Unknown()), key: Type.Optional(Type.Unknown()) }),
  recorded: [],
  repeat: 'safe',
  outputs: { id: { description: 'Id' }, key: { description: 'Key', sensitive: true } },
  execute: async () => ({ kind: 'succeeded', outputs: { id: 't-1', key: 'canary-of-a-key' } }),
  async observe(_context, config, outputs) {
    asked.push({ config, outputs })
    await during()
    return (finds.length > 1 ? finds.shift() : finds[0]) ?? { kind: 'in_sync' }
  },
}) as Connector

const size = { path: '$.size', expected: '3', found: '4' }
const drifted = (...differences: object[]): Observed =>
  ({ kind: 'drifted', differences: differences.length > 0 ? differences : [size] }) as Observed
const away: Observed = {
  kind: 'failed',
  retryable: true,
  class: 'connection',
  code: 'transport.connection',
  message: 'no answer',
}

const make = {
  id: 'make',
  type: 'tank',
  order: 1,
  config: { size: '{{fields.size}}', key: '{{secrets.KEY}}' },
}
const fields = ['name', 'size'].map((id) => ({ id, name: id, type: 'string' as const }))

function made(document: Document): Document {
  const resource = { type: 'tank', update: 'refill', decommission: 'scrap' }
  return { ...document, metadata: { ...document.metadata, annotations: { resource } } }
}

let world: World
beforeAll(async () => {
  world = await openWorld({
    items: [
      made(itemOf('tank', [make], { fields })),
      itemOf('plain', [{ ...make, id: 'plain', type: 'plain', config: {} }], { fields }),
      itemOf('refill', [{ ...make, id: 'refill', type: 'noop', config: {} }], { fields }),
      itemOf('scrap', [{ ...make, id: 'scrap', type: 'noop', config: {} }], { fields }),
    ],
    acts: {
      plain: () => ({ kind: 'succeeded', outputs: { id: 'p-1' } }),
      noop: () => ({ kind: 'succeeded', outputs: {} }),
    },
    connectors: [tank],
    secrets: { KEY: 'canary-of-a-secret' },
  })
  await world.replica()
})
afterAll(() => world.close())

let made1 = ''
async function order(item = 'tank', who = ann): Promise<string> {
  const { id } = await submit(
    world.requests,
    who,
    orderOf(item, { fields: { name: item, size: '3' } }),
  )
  await world.until(id, 'request_completed')
  await noteResources(world.requests, 0)
  return id
}
const by = (who: { id: string }) => ({ id: who.id })
const ask = (resource = made1, who = ann) =>
  askForLook(world.requests, who, { resource, by: by(who) })
const read = async (resource = made1, who = ann) => getResource(world.requests, who, resource)

/** One round of looks at what was asked for, with looks by themselves off unless hours are given. */
async function looks(everyHours = 0): Promise<void> {
  const looking = keepLooking(world.requests, { everyHours })
  await looking.now()
  await looking.stop()
}
async function look(...found: Observed[]) {
  finds = found
  await ask()
  await looks()
  return read()
}

const told = async (who = ann) =>
  (await newsOf(world.requests, who)).items.filter(({ kind }) => kind === 'drift')
const idsWith = async (drift: 'drifted' | 'in_sync' | 'unknown') =>
  (await listResources(world.requests, ann, { filter: { drift }, limit: 200 })).items.map(
    ({ id }) => id,
  )
const dueNow = () =>
  world.database.db
    .updateTable('resource_look')
    .set({ next_look_at: new Date(0) })
    .execute()
const auditor = { ...bob, id: 'aud', email: 'aud@example.com', roles: ['auditor' as const] }

beforeEach(async () => {
  await world.database.db.deleteFrom('resource_look').execute()
  finds = []
  asked = []
  during = async () => undefined
  made1 = made1 === '' ? await order() : made1
})

describe('a look at a resource', () => {
  it('is what nobody took before it was asked for', async () => {
    expect((await read()).drift).toMatchObject({
      state: 'unknown',
      checkedAt: null,
      isAsked: false,
    })

    const waiting = await ask()

    expect(waiting.drift).toMatchObject({ state: 'unknown', isAsked: true })
  })

  it('is given the rendered settings and what the action brought, secrets in clear', async () => {
    const row = await look({ kind: 'in_sync' })

    expect(row.drift).toMatchObject({ state: 'in_sync', since: null, isAsked: false, nextAt: null })
    expect(row.drift.checkedAt).toBeGreaterThan(0)
    expect(asked).toEqual([
      {
        config: { size: '3', key: 'canary-of-a-secret' },
        outputs: { id: 't-1', key: 'canary-of-a-key' },
      },
    ])
  })

  it('tells what differs, and keeps no secret of it', async () => {
    const row = await look(
      drifted(
        size,
        { path: '$.note', expected: 'a', found: 'holds canary-of-a-secret' },
        { path: '$.admin_password', expected: 'canary-of-old', found: 'canary-of-new' },
      ),
    )

    expect(row.drift).toMatchObject({ state: 'drifted', since: expect.any(Number) })
    expect(row.differences).toEqual([
      size,
      { path: '$.note', expected: '***', found: '***' },
      { path: '$.admin_password', expected: '***', found: '***' },
    ])
    const rows = await world.database.db.selectFrom('resource_look').selectAll().execute()
    expect(JSON.stringify(rows)).not.toContain('canary')
  })

  it('that fails leaves what was found before, says why, and is tried again', async () => {
    await look(drifted())
    finds = [away]
    await dueNow()

    await looks(24)

    const row = await read()
    expect(row).toMatchObject({
      drift: { state: 'drifted' },
      differences: [size],
      lookProblem: { code: 'transport.connection', message: 'no answer' },
    })
    const minutes = ((row.drift.nextAt ?? 0) - world.requests.now()) / 60_000
    expect(Math.abs(minutes - 5)).toBeLessThan(1)
  })

  it('tells its owner once that it began to drift, and anew after it was in order', async () => {
    const { db } = world.database
    const audited = async () => {
      const rows = await db.selectFrom('audit_pending').select(['action', 'object_id']).execute()
      return rows.filter((one) => one.action.endsWith('drift_found') && one.object_id === made1)
    }
    const before = (await audited()).length

    await look(drifted())
    const [first] = await told()
    await look(drifted({ ...size, found: '5' }))
    const [second] = await told()
    await look({ kind: 'in_sync' })
    const none = await told()
    await look({ kind: 'missing' })
    const [third] = await told()

    expect(first).toMatchObject({ request: made1, state: 'drifted', text: 'tank', isNew: true })
    expect(second?.key).toBe(first?.key)
    expect(none).toEqual([])
    expect(third).toMatchObject({ state: 'missing' })
    expect(third?.key).not.toBe(first?.key)
    expect(await told(bob)).toEqual([])
    expect(await audited()).toHaveLength(before + 2)
  })

  it('is not for those who may not see the resource, nor for those who may only read it', async () => {
    await expect(ask(made1, bob)).rejects.toMatchObject({ code: 'resource.not_found' })
    await expect(ask(made1, auditor)).rejects.toMatchObject({ code: 'auth.forbidden' })
    expect((await ask(made1, olga)).drift.isAsked).toBe(true)
  })

  it('shows an auditor that values differ, and not the values', async () => {
    await look(drifted())

    expect((await read(made1, auditor)).differences).toEqual([
      { path: '$.size', expected: '***', found: '***' },
    ])
  })

  it('says unknown where nothing can be looked at, and is not taken by itself again', async () => {
    const plain = await order('plain')
    await ask(plain)

    await looks(24)

    expect((await read(plain)).drift).toMatchObject({ state: 'unknown', nextAt: null })
    expect(asked).toEqual([])
  })
})

describe('what was found', () => {
  it('is in order once it is accepted, until something else is found', async () => {
    await look(drifted())

    const accepted = await acceptDrift(world.requests, ann, {
      resource: made1,
      by: by(ann),
      reason: 'The on-call made it larger',
    })
    const same = await look(drifted())
    const other = await look(drifted({ ...size, found: '5' }))

    expect(accepted).toMatchObject({
      drift: { state: 'in_sync' },
      differences: [],
      accepted: [size],
    })
    expect(same).toMatchObject({ drift: { state: 'in_sync' }, accepted: [size] })
    expect(other).toMatchObject({ drift: { state: 'drifted' }, accepted: [] })
  })

  it('is not accepted where nobody can see it, or nothing is there', async () => {
    const wish = { resource: made1, by: by(ann) }
    const refused = { code: 'resource.not_drifted' }

    await look({ kind: 'missing' })
    await expect(acceptDrift(world.requests, ann, wish)).rejects.toMatchObject(refused)
    await look(drifted({ path: '$.password', expected: 'a', found: 'b' }))
    await expect(acceptDrift(world.requests, ann, wish)).rejects.toMatchObject(refused)
  })

  it('is accepted also while a look is under way, which does not forget it', async () => {
    await look(drifted())
    during = async () => {
      await acceptDrift(world.requests, ann, { resource: made1, by: by(ann) })
    }

    const row = await look(drifted())

    expect(row).toMatchObject({ drift: { state: 'in_sync' }, accepted: [size] })
  })

  it('is what a list can be asked for', async () => {
    await look(drifted())
    expect(await idsWith('drifted')).toEqual([made1])
    expect(await idsWith('in_sync')).toEqual([])
    expect(await idsWith('unknown')).not.toContain(made1)
  })
})

describe('looks by themselves', () => {
  it('begin for every resource within the time between them, and not when they are off', async () => {
    await looks(0)
    const off = await world.database.db.selectFrom('resource_look').selectAll().execute()
    await looks(24)

    const on = await world.database.db.selectFrom('resource_look').select('next_look_at').execute()
    const { items } = await listResources(world.requests, olga, { filter: {}, limit: 200 })
    const latest = Math.max(...on.map(({ next_look_at: at }) => at?.getTime() ?? Infinity))
    expect(off).toEqual([])
    expect(on).toHaveLength(items.length)
    expect(latest).toBeLessThan(world.requests.now() + 24 * 3_600_000 + 60_000)
  })

  it('come again after about that time', async () => {
    await look({ kind: 'in_sync' })
    await dueNow()

    await looks(10)

    const hours = (((await read()).drift.nextAt ?? 0) - world.requests.now()) / 3_600_000
    expect(Math.abs(hours - 10)).toBeLessThan(1.1)
  })

  it('go to one target one at a time, and are never taken by two', async () => {
    const other = await order()
    for (const one of [made1, other]) await ask(one)
    const { db, now } = world.requests

    const claims = await Promise.all(Array.from({ length: 4 }, () => claimLook(db, now(), 60_000)))

    expect(claims.filter(Boolean)).toHaveLength(1)
  })

  it('leave what a lost lease found unwritten', async () => {
    finds = [drifted()]
    during = async () => {
      await world.database.db
        .updateTable('resource_look')
        .set(({ eb }) => ({ fence: eb('fence', '+', 1) }))
        .execute()
      during = async () => undefined
    }
    await ask()

    await looks()

    expect((await read()).drift.state).toBe('unknown')
  })

  it('are given back by a worker that stops, to be taken by another at once', async () => {
    finds = [away]
    const looking = keepLooking(world.requests, { everyHours: 0 })
    let stopped: Promise<void> = Promise.resolve()
    during = async () => {
      stopped = looking.stop()
    }
    await ask()

    await looking.now()
    await stopped
    finds = [{ kind: 'in_sync' }]
    during = async () => undefined
    await looks()

    expect((await read()).drift.state).toBe('in_sync')
  })
})

describe('a resource that was changed since', () => {
  it('is compared with its answers as they were changed, and looked at again soon', async () => {
    await look({ kind: 'in_sync' })
    await world.database.db
      .updateTable('resource_look')
      .set({ next_look_at: new Date(world.requests.now() + 3_600_000) })
      .execute()
    const wish = { resource: made1, fields: { size: '8' } }
    const { request } = await updateResource(world.requests, ann, wish)
    await world.until(request, 'request_completed')
    await noteResources(world.requests, 0)
    asked = []

    await looks(24)

    expect(asked.map(({ config }) => config['size'])).toEqual(['8'])
  })

  it('is not looked at any more once it has ended', async () => {
    const gone = await order()
    const { request } = await decommissionResource(world.requests, ann, { resource: gone })
    await world.until(request, 'request_completed')
    await noteResources(world.requests, 0)
    await world.database.db
      .insertInto('resource_look')
      .values({ tenant: 'default', resource_id: gone, target: 't', next_look_at: new Date(0) })
      .execute()
    asked = []

    await looks(24)

    expect(asked).toEqual([])
    await expect(ask(gone)).rejects.toMatchObject({ code: 'resource.gone' })
    expect((await read(gone)).drift).toMatchObject({ state: 'unknown', nextAt: null })
  })
})
