import { connectors, type Outcome } from '@pao/connectors'
import type { Action, Bundle, Component } from '@pao/core/catalog'
import { expect, it, onTestFinished } from 'vitest'
import { getRequest } from '../src/requests/read.ts'
import { retry } from '../src/requests/retry.ts'
import { submit } from '../src/requests/submit.ts'
import { ann, itemOf, openWorld, orderOf } from './requests-world.ts'

const make: Action = { id: 'make', type: 'make', config: {}, retry: { attempts: 1 } }
const orders = connectors.get('catalog-request')
if (!orders) throw new Error('no catalog-request on the shelf')

function bundleOf(version: string, components: readonly Component[]): Bundle {
  const { metadata, presentation } = itemOf('grows', [])
  return {
    version: '2.0',
    kind: 'CatalogBundle',
    metadata: { ...metadata, version },
    presentation,
    components,
  }
}

const db: Component = { id: 'db', item: 'db' }
const files: Component = { id: 'files', item: 'files' }
const app: Component = { id: 'app', item: 'app', depends_on: ['db'] }
const dns: Component = { id: 'dns', item: 'dns' }
const vault: Component = { id: 'vault', item: 'vault', default_enabled: false }

const away: Outcome = {
  kind: 'failed',
  retryable: false,
  class: 'permanent',
  code: 'x.broken',
  message: 'It is broken',
}

it('goes on as the newest version of the bundle: what is there stays, what is new comes by its default', async () => {
  let broken = true
  const world = await openWorld({
    items: [
      bundleOf('1.0.0', [db, files, app]),
      ...['db', 'files', 'app', 'dns', 'vault'].map((id) => itemOf(id, [make])),
    ],
    connectors: [orders],
    acts: {
      make: ({ request }) =>
        broken && request.item.id === 'app' ? away : { kind: 'succeeded', outputs: {} },
    },
  })
  onTestFinished(() => world.close())
  await world.replica()
  const childrenOf = async (id: string) =>
    (await getRequest(world.requests, ann, id)).children.map(({ parent, id: child, state }) => ({
      component: parent.action,
      child,
      state,
    }))
  const { id } = await submit(
    world.requests,
    ann,
    orderOf('grows', { components: { files: false } }),
  )
  await world.until(id, 'request_failed')
  const before = await childrenOf(id)
  broken = false
  world.serve('grows', bundleOf('1.1.0', [db, files, app, dns, vault]))

  await retry(world.requests, { principal: ann, id, body: { use_latest: true } })
  await world.until(id, 'request_completed')

  const { item } = await getRequest(world.requests, ann, id)
  const after = await childrenOf(id)
  expect(item.version).toBe('1.1.0')
  expect(before.map(({ component }) => component).toSorted()).toEqual(['app', 'db'])
  expect(after.map(({ component, state }) => `${component} ${state}`).toSorted()).toEqual([
    'app completed',
    'db completed',
    'dns completed',
  ])
  for (const { component, child } of before)
    expect(after.find((one) => one.component === component)?.child).toBe(child)
})
