import { connectors } from '@pao/connectors'
import type { Action, Bundle, Component, Document, Field } from '@pao/core/catalog'
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest'
import { cancel } from '../src/requests/control.ts'
import { retry } from '../src/requests/retry.ts'
import { preview } from '../src/requests/preview.ts'
import { getOutputs, getRequest, getStatus } from '../src/requests/read.ts'
import { submit } from '../src/requests/submit.ts'
import { ann, itemOf, olga, openWorld, orderOf, type World } from './requests-world.ts'

let world: World
/** Items in the order in which their actions ran. */
let ran: string[] = []
/** Items whose action fails, and those whose action waits for ever. */
const broken = new Set<string>()
const stuck = new Set<string>()

const field = (id: string, more: Partial<Field> = {}): Field => ({
  id,
  name: id,
  type: 'string',
  ...more,
})

const made = (outputs: Record<string, string>): Action => ({
  id: 'make',
  type: 'make',
  config: outputs,
})

function bundleOf(id: string, components: readonly Component[], fields: readonly Field[] = []) {
  const { metadata } = itemOf(id, [])
  const groups = [{ id: 'main', name: 'Main', fields: [field('name'), ...fields] }]
  const document: Bundle = {
    version: '2.0',
    kind: 'CatalogBundle',
    metadata,
    presentation: { groups },
    components,
  }
  return document
}

const web: readonly Component[] = [
  {
    id: 'app',
    item: 'app',
    fields: { name: '{{fields.name}}', url: '{{components.db.outputs.url}}' },
  },
  { id: 'db', item: 'db', required: true, version: '^1.0.0', fields: { name: '{{fields.name}}' } },
  { id: 'files', item: 'files', default_enabled: false },
  { id: 'dns', item: 'dns', depends_on: ['app', 'files'] },
]

const name = field('name', { validation: { max: 12 } })
const items: readonly Document[] = [
  bundleOf('web', web),
  itemOf('db', [made({ url: 'pg://{{fields.name}}' })], {
    fields: [name],
  }),
  itemOf('app', [made({ target: '{{fields.url}}' })], {
    fields: [name, field('url', { required: true })],
  }),
  itemOf('files', [made({})], { fields: [] }),
  itemOf('dns', [made({})], { fields: [] }),
  bundleOf(
    'guarded',
    [
      { id: 'vault', item: 'vault', fields: { note: '{{fields.pin}}' } },
      { id: 'user', item: 'vault', fields: { note: '{{components.db.outputs.password}}' } },
      { id: 'db', item: 'db' },
    ],
    [field('pin', { type: 'password' })],
  ),
  itemOf('vault', [made({ note: '{{fields.note}}' })], { fields: [field('note')] }),
  itemOf('secret-item', [made({})]),
  bundleOf('hides', [{ id: 'one', item: 'secret-item' }]),
  {
    ...itemOf('dev-only', [made({})]),
    metadata: { ...itemOf('dev-only', []).metadata, visibility: { environments: ['dev'] } },
  },
  bundleOf('outside', [{ id: 'one', item: 'dev-only' }]),
]

beforeAll(async () => {
  const orders = connectors.get('catalog-request')
  world = await openWorld({
    items,
    connectors: orders ? [orders] : [],
    sensitive: ['password'],
    hidden: (principal, item) => item === 'secret-item' && principal !== 'olga',
    acts: {
      make: {
        execute: ({ request }, config) => {
          if (broken.has(request.item.id))
            return {
              kind: 'failed',
              retryable: false,
              class: 'permanent',
              code: 'x.broken',
              message: `${request.item.id} is broken`,
            }
          if (stuck.has(request.item.id))
            return { kind: 'waiting', waitingFor: 'remote', memo: { there: true } }
          ran.push(request.item.id)
          const secret = request.item.id === 'db' ? { password: 'p4ss-of-the-database' } : {}
          return { kind: 'succeeded', outputs: { ...config, ...secret } }
        },
      },
    },
  })
  await world.replica()
  await world.replica()
})
afterAll(() => world.close())

async function ends(id: string, state: string): Promise<void> {
  await expect
    .poll(async () => (await getStatus(world.requests, ann, id)).state, { timeout: 20_000 })
    .toBe(state)
}

const childrenOf = async (id: string) => (await getRequest(world.requests, ann, id)).children
const kindred = async (id: string) =>
  Object.fromEntries((await childrenOf(id)).map(({ parent, state }) => [parent.action, state]))

/** The remote system of a stuck item has news. */
const goOn = (id: string) =>
  world.requests.advance({ tenant: 'default', id }, () => ({
    event: { type: 'action_signalled', action: 'make', signal: {} },
    actor: 'test',
  }))

/** Waits until the component's request is there and stands so. */
async function childIs(id: string, action: string, state: string): Promise<string> {
  await expect.poll(async () => (await kindred(id))[action], { timeout: 20_000 }).toBe(state)
  const child = (await childrenOf(id)).find(({ parent }) => parent.action === action)
  return child?.id ?? ''
}

describe('a bundle', () => {
  it('orders its components in the order of their needs, hands outputs on, and completes', async () => {
    ran = []

    const { id } = await submit(world.requests, ann, orderOf('web'))
    await ends(id, 'completed')

    const children = await childrenOf(id)
    expect(ran).toEqual(['db', 'app', 'dns'])
    expect(children.map(({ parent, item, state }) => [parent.action, item.id, state])).toEqual([
      ['db', 'db', 'completed'],
      ['app', 'app', 'completed'],
      ['dns', 'dns', 'completed'],
    ])
    const app = await getRequest(world.requests, ann, children[1]?.id ?? '')
    expect(app.fields).toEqual({ name: 'orders', url: 'pg://orders' })
    expect(app.requester).toEqual({ id: 'ann', email: 'ann@example.com' })
    expect(await getOutputs(world.requests, ann, id)).toMatchObject({
      db: {
        url: 'pg://orders',
        password: '***',
        request_id: children[0]?.id,
        request_state: 'completed',
      },
    })
  })

  it('is there for the next component within moments, not at the next look', async () => {
    const began = performance.now()

    const { id } = await submit(world.requests, ann, orderOf('web'))
    await ends(id, 'completed')

    expect(performance.now() - began).toBeLessThan(10_000)
  })

  it('orders what is chosen and refuses choices that cannot be', async () => {
    const { id } = await submit(
      world.requests,
      ann,
      orderOf('web', { components: { files: true, app: false } }),
    )
    await ends(id, 'completed')
    expect(Object.keys(await kindred(id)).toSorted()).toEqual(['db', 'dns', 'files'])
    const wrong = submit(
      world.requests,
      ann,
      orderOf('web', { components: { db: false, x: true } }),
    )
    await expect(wrong).rejects.toMatchObject({
      code: 'request.invalid',
      faults: [
        { code: 'component.unknown', at: '/components/x' },
        { code: 'component.required', at: '/components/db' },
      ],
    })
    const none = submit(world.requests, ann, orderOf('db', { components: { x: true } }))
    await expect(none).rejects.toMatchObject({ faults: [{ at: '/components/x' }] })
  })

  it('refuses answers a component will not take before anything is ordered', async () => {
    const long = { fields: { name: 'much-too-long-a-name' } }

    const ordered = submit(world.requests, ann, orderOf('web', long))
    const previewed = preview(world.requests, ann, orderOf('web', long))

    const faults = [{ at: '/components/app/name' }, { at: '/components/db/name' }]
    await expect(ordered).rejects.toMatchObject({ code: 'request.invalid', faults })
    await expect(previewed).rejects.toMatchObject({ code: 'request.invalid', faults })
  })

  it('shows in the preview what would be ordered, in which version, and after what', async () => {
    const plan = await preview(world.requests, ann, orderOf('web'))

    expect(
      plan.nodes
        .filter(({ role }) => role === 'main')
        .map(({ id, order }) => [id, order?.item, order?.version, order?.hash]),
    ).toEqual([
      ['db', 'db', '1.0.0', 'db'],
      ['app', 'app', '1.0.0', 'app'],
      ['dns', 'dns', '1.0.0', 'dns'],
    ])
    expect(plan.edges).toEqual([
      { from: 'db', to: 'app' },
      { from: 'app', to: 'dns' },
    ])
    expect(plan.inputs['app']).toEqual({
      value: { item: 'app', version: '1.0.0', fields: { name: 'orders', url: '<db.url>' } },
    })
    expect(plan.warnings).toEqual([])
  })

  it('does not know items its requester may not see, and keeps to their environments', async () => {
    const allowed = await submit(world.requests, olga, orderOf('hides'))

    const hidden = submit(world.requests, ann, orderOf('hides'))
    await expect(hidden).rejects.toMatchObject({
      faults: [{ code: 'item.not_found', at: '/components/one' }],
    })
    expect(allowed.state).toBe('in_progress')
    const outside = submit(world.requests, ann, orderOf('outside', { environment: 'prod' }))
    await expect(outside).rejects.toMatchObject({
      faults: [{ code: 'environment.not_offered', at: '/components/one' }],
    })
  })
})

describe('secrets of a bundle', () => {
  it('stay sealed in the requests they are handed on to, whatever their fields are', async () => {
    const fields = { name: 'orders', pin: 'pin-of-ann-1234' }

    const { id } = await submit(world.requests, ann, orderOf('guarded', { fields }))
    await ends(id, 'completed')

    const { rows } = await world.database.pool.query<{ everything: string }>(
      `select to_jsonb(r)::text || (select string_agg(e.data::text, '') from request_event e
         where e.request_id = r.id) || coalesce((select string_agg(to_jsonb(a)::text, '')
         from attempt a where a.request_id = r.id), '') as everything
       from request r where r.id = $1 or r.parent_id = $1`,
      [id],
    )
    const text = rows.map(({ everything }) => everything).join('')
    const children = await childrenOf(id)
    const notes = await Promise.all(
      children.map(async (one) => (await getRequest(world.requests, ann, one.id)).fields['note']),
    )
    expect(rows).toHaveLength(4)
    expect(text).not.toContain('pin-of-ann')
    expect(text).not.toContain('p4ss-of-the')
    expect(notes.filter((note) => note === '***')).toHaveLength(2)
  })
})

describe('the catalog changing under a bundle', () => {
  it('does not change what was ordered, not even when an item is gone', async () => {
    stuck.add('db')
    const { id } = await submit(world.requests, ann, orderOf('web'))
    const db = await childIs(id, 'db', 'in_progress')
    const next = itemOf('app', [made({ target: 'other' })])
    world.serve('app', { ...next, metadata: { ...next.metadata, version: '2.0.0' } })
    world.serve('dns', undefined)
    onTestFinished(() => items.forEach((item) => world.serve(item.metadata.id, item)))

    stuck.delete('db')
    await expect
      .poll(async () => (await getStatus(world.requests, ann, db)).actions[0]?.state)
      .toBe('waiting')
    await goOn(db)
    await ends(id, 'completed')

    const versions = (await childrenOf(id)).map(({ item }) => `${item.id} ${item.version}`)
    expect(versions).toEqual(['db 1.0.0', 'app 1.0.0', 'dns 1.0.0'])
  })

  it('says which version there is when none fits', async () => {
    const next = itemOf('db', [made({})], { fields: [name] })
    world.serve('db', { ...next, metadata: { ...next.metadata, version: '2.1.0' } })
    onTestFinished(() => items.forEach((item) => world.serve(item.metadata.id, item)))

    const refused = submit(world.requests, ann, orderOf('web'))

    await expect(refused).rejects.toMatchObject({
      code: 'request.invalid',
      faults: [
        {
          code: 'item.version_not_found',
          at: '/components/db',
          message: expect.stringMatching(/2\.1\.0.*\^1\.0\.0/),
        },
      ],
    })
  })
})

describe('a component that fails', () => {
  it('fails the bundle with its words; what succeeded stays, what comes after never begins', async () => {
    broken.add('app')

    const { id } = await submit(world.requests, ann, orderOf('web'))
    await ends(id, 'failed')

    const { run } = await getRequest(world.requests, ann, id)
    expect(await kindred(id)).toEqual({ db: 'completed', app: 'failed' })
    expect(run.failure).toMatchObject({
      action: 'app',
      code: 'order.failed',
      message: expect.stringContaining('app is broken'),
    })
    broken.delete('app')
  })

  it('goes on where it failed when the bundle is retried, and nothing is ordered twice', async () => {
    broken.add('app')
    const { id } = await submit(world.requests, ann, orderOf('web'))
    await ends(id, 'failed')
    const before = (await childrenOf(id)).map((one) => one.id)
    broken.delete('app')

    await retry(world.requests, { principal: ann, id, body: {} })
    await ends(id, 'completed')

    const after = (await childrenOf(id)).map((one) => one.id)
    expect(after.slice(0, 2)).toEqual(before)
    expect(after).toHaveLength(3)
  })

  it('is ordered anew by a retry when its own request was cancelled', async () => {
    stuck.add('app')
    const { id } = await submit(world.requests, ann, orderOf('web'))
    const app = await childIs(id, 'app', 'in_progress')
    await cancel(world.requests, { principal: ann, id: app, body: {} })
    await ends(id, 'failed')
    stuck.delete('app')

    await retry(world.requests, { principal: ann, id, body: {} })
    await ends(id, 'completed')

    const apps = (await childrenOf(id)).filter(({ parent }) => parent.action === 'app')
    expect(apps.map(({ state }) => state)).toEqual(['cancelled', 'completed'])
  })
})

describe('cancelling a bundle', () => {
  it('cancels the requests under way and orders no more', async () => {
    stuck.add('app')
    const { id } = await submit(world.requests, ann, orderOf('web'))
    const app = await childIs(id, 'app', 'in_progress')
    await expect
      .poll(async () => (await getStatus(world.requests, ann, id)).actions[1]?.state)
      .toBe('waiting')

    await cancel(world.requests, { principal: ann, id, body: {} })
    await ends(app, 'cancelled')

    stuck.delete('app')
    expect(await kindred(id)).toEqual({ db: 'completed', app: 'cancelled' })
    expect((await getStatus(world.requests, ann, id)).state).toBe('cancelled')
  })
})
