import { connectors } from '@pao/connectors'
import type { Action, Bundle, Component, Item } from '@pao/core/catalog'
import { bookOf, readPrices } from '@pao/core/governance'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { recordUsage, usageTotals } from '../src/governance/usage.ts'
import { preview } from '../src/requests/preview.ts'
import { getRequest } from '../src/requests/read.ts'
import { submit } from '../src/requests/submit.ts'
import { ann, itemOf, openWorld, orderOf, type World } from './requests-world.ts'

const list = `kind: PriceList
name: own
provider: custom
currency: EUR
prices:
  - { resource: vm, unit: month, price: 10, per: specifications.size }
`
const read = readPrices({ path: 'own.yaml', text: list })
const book = bookOf(read.ok ? [read.value] : [])

const fields = [
  { id: 'size', name: 'Size', type: 'integer' },
  { id: 'note', name: 'Note', type: 'string' },
] as const
const pricey: Action = {
  id: 'ask',
  type: 'noop',
  order: 3,
  config: {},
  conditions: [{ field: 'estimated_monthly_cost', operator: 'gt', value: 50 }],
}

function estimating(size: string): Action {
  const config = {
    provider: { type: 'custom' },
    resources: [{ type: 'vm', specifications: { size } }],
    pricing: { currency: '{{fields.currency}}' },
  }
  return { id: 'cost', type: 'cost-estimation', order: 2, config }
}

function withCost(item: Item): Item {
  const cost = { base_cost: 5, unit_cost: { per_size: 20 }, currency: 'USD' }
  return { ...item, metadata: { ...item.metadata, cost } }
}

const measure: Action = { id: 'measure', type: 'measure', order: 1, config: {} }
const count: Action = {
  id: 'count',
  type: 'usage-tracking',
  config: {
    service: 'vm',
    metadata: { team: '{{request.environment}}', key: '{{secrets.KEY}}' },
  },
}
const more = {
  fields: [...fields, { id: 'currency', name: 'Currency', type: 'string' as const }],
}

function bundleOf(id: string, components: readonly Component[]): Bundle {
  const { metadata, presentation } = itemOf(id, [], more)
  return { version: '2.0', kind: 'CatalogBundle', metadata, presentation, components }
}

let world: World
beforeAll(async () => {
  world = await openWorld({
    items: [
      withCost(itemOf('plain', [{ ...pricey, order: 1 }], more)),
      withCost(itemOf('listed', [estimating('{{fields.size}}'), pricey], more)),
      itemOf('counted', [measure], { post_fulfillment: [count] }),
      bundleOf('both', [
        { id: 'small', item: 'listed', fields: { size: 1, currency: 'EUR' } },
        { id: 'large', item: 'listed', fields: { size: '{{fields.size}}' } },
      ]),
      bundleOf('unsure', [
        { id: 'first', item: 'counted' },
        { id: 'next', item: 'listed', fields: { size: '{{components.first.outputs.size}}' } },
      ]),
      bundleOf('free', [{ id: 'first', item: 'counted' }]),
      withCost(itemOf('measured', [measure, estimating('{{output.measure.size}}'), pricey], more)),
    ],
    acts: {
      noop: () => ({ kind: 'succeeded', outputs: {} }),
      measure: () => ({ kind: 'succeeded', outputs: { size: 6 } }),
    },
    connectors: [connectors.get('cost-estimation'), connectors.get('usage-tracking')].flatMap(
      (one) => one ?? [],
    ),
    secrets: { KEY: 'canary-of-usage' },
    prices: () => book,
  })
  await world.replica()
})
afterAll(() => world.close())

const order = (item: string, size: number) => orderOf(item, { fields: { size } })
const askedOf = async (item: string, size: number) => {
  const { id } = await submit(world.requests, ann, order(item, size))
  await world.until(id, 'request_completed')
  const request = await getRequest(world.requests, ann, id)
  return { request, asked: request.run.actions['ask']?.state }
}

it('shows in the preview what the item says it costs, and holds the condition against it', async () => {
  const plan = await preview(world.requests, ann, order('plain', 2))

  expect(plan.cost).toMatchObject({ monthly: 45, currency: 'USD', complete: true })
  expect(plan.nodes.find(({ id }) => id === 'ask')?.conditions).toBe('fails')
})

it('prefers the price lists where an action asks for them, an empty currency left out', async () => {
  const plan = await preview(world.requests, ann, order('listed', 7))

  expect(plan.cost).toMatchObject({ monthly: 70, currency: 'EUR', sources: [{ name: 'own' }] })
  expect(plan.nodes.find(({ id }) => id === 'ask')?.conditions).toBe('holds')
})

it('adds up what the parts of a bundle cost, each by its own answers', async () => {
  const plan = await preview(world.requests, ann, order('both', 7))

  expect(plan.cost).toMatchObject({ monthly: 80, currency: 'EUR', complete: true })
  expect(plan.cost?.lines.map(({ resource, monthly }) => [resource, monthly])).toEqual([
    ['small: vm', 10],
    ['large: vm', 70],
  ])
})

it('says of which part the cost is not known, and guesses nothing', async () => {
  const unsure = await preview(world.requests, ann, order('unsure', 7))
  const free = await preview(world.requests, ann, order('free', 7))

  expect(unsure.cost).toMatchObject({ complete: false })
  expect(unsure.cost?.unpriced).toEqual(
    expect.arrayContaining([
      { resource: 'first', reason: 'it does not say what it costs' },
      { resource: 'next', reason: 'known only later: size' },
    ]),
  )
  expect(free.cost).toBeUndefined()
})

it.each([
  ['plain', 2, 45, 'skipped'],
  ['plain', 3, 65, 'succeeded'],
  ['listed', 5, 50, 'skipped'],
  ['listed', 6, 60, 'succeeded'],
])(
  'keeps the estimate with the request: %s of size %i costs %d',
  async (item, size, monthly, state) => {
    const { request, asked } = await askedOf(item, size)

    expect(request.cost?.monthly).toBe(monthly)
    expect(asked).toBe(state)
  },
)

it('lets what an action found out on the way count before what was estimated', async () => {
  const { request, asked } = await askedOf('measured', 1)

  expect(request.cost?.monthly).toBe(25)
  expect(request.run.actions['cost']?.outputs).toMatchObject({ estimated_monthly_cost: 60 })
  expect(asked).toBe('succeeded')
})

it('counts a use once per key, by what is asked for, and keeps no secret', async () => {
  const from = Date.now() - 3_600_000
  const span = { from, to: from + 7_200_000 }
  const { db } = world.database
  for (const environment of ['dev', 'dev', 'prod']) {
    const { id } = await submit(world.requests, ann, orderOf('counted', { environment }))
    await world.until(id, 'request_completed')
  }
  const [event] = await db.selectFrom('usage_event').selectAll().execute()
  if (event)
    await recordUsage(db, {
      ...event,
      at: from,
      item: 'x',
      request: event.request_id,
      metadata: {},
    })

  const all = await usageTotals(db, 'default', span)
  const byTeam = await usageTotals(db, 'default', { ...span, by: 'team', service: 'vm' })
  const others = await usageTotals(db, 'default', { ...span, item: 'plain' })

  expect(all).toMatchObject([{ service: 'vm', action: 'provisioned', by: null, count: 3 }])
  expect(byTeam.map(({ by, count: many }) => [by, many])).toEqual([
    ['dev', 2],
    ['prod', 1],
  ])
  expect(others).toEqual([])
  expect(JSON.stringify(event?.metadata)).not.toContain('canary')
})
