import { describe, expect, it } from 'vitest'
import { sampleBundle } from '../../test/documents.ts'
import { action, planWith } from '../../test/engine/plans.ts'
import { chosenComponents } from '../catalog/components.ts'
import type { Bundle, Component } from '../catalog/item.ts'
import { componentsOf, withOrders } from './pinned-order.ts'
import type { PinnedOrder } from './plan.ts'
import { planOfBundle } from './plan-of-bundle.ts'

const bundleOf = (components: readonly Component[]): Bundle => ({ ...sampleBundle([]), components })
const pin = (item: string): PinnedOrder => ({
  item,
  name: `The ${item}`,
  version: '1.2.0',
  hash: `hash of ${item}`,
})

function plan(components: readonly Component[], choices = {}) {
  const chosen = chosenComponents({ components }, choices)
  if (!chosen.ok) throw new Error('the choice is wrong')
  return planOfBundle(bundleOf(components), {
    fields: { name: 'orders' },
    environment: 'dev',
    availableTypes: new Set(['catalog-request']),
    components: chosen.value,
    pins: new Map(components.map(({ id, item }) => [id, pin(item)])),
  })
}
const afters = (components: readonly Component[], choices = {}) =>
  Object.fromEntries(plan(components, choices).actions.map(({ id, after }) => [id, after]))

describe('the plan of a bundle', () => {
  it('orders every component by an action of its own, pinned by hash', () => {
    const made = plan([{ id: 'db', item: 'database', version: '^1.0.0', fields: { size: 1 } }])

    expect(made).toMatchObject({ mode: 'automatic', facts: { environment: 'dev' } })
    expect(made.actions).toMatchObject([
      {
        id: 'db',
        name: 'The database',
        type: 'catalog-request',
        component: 'db',
        config: { item: 'database', version: '1.2.0', fields: { size: 1 } },
        order: { item: 'database', version: '1.2.0', hash: 'hash of database' },
        requireSuccess: true,
      },
    ])
    expect(made.actions[0]).not.toHaveProperty('timeoutMs')
  })

  it('is as restricted as what it orders', () => {
    const secret = { ...pin('vault'), restricted: true as const }
    const given = { fields: {}, availableTypes: new Set(['catalog-request']) }
    const components = [{ id: 'vault', item: 'vault' }]
    const madeWith = (pins: ReadonlyMap<string, PinnedOrder>) =>
      planOfBundle(bundleOf(components), { ...given, components, pins })

    expect(madeWith(new Map([['vault', secret]])).restricted).toBe(true)
    expect(madeWith(new Map([['vault', pin('vault')]]))).not.toHaveProperty('restricted')
    expect(withOrders(planWith([]), new Map([['ask', secret]])).restricted).toBe(true)
  })

  it('lets a component wait for what it names and for whose outputs it reads, others for nobody', () => {
    const components = [
      { id: 'app', item: 'app', fields: { url: '{{components.db.outputs.url}}' } },
      { id: 'name', item: 'dns', depends_on: ['app'] },
      { id: 'db', item: 'database' },
      { id: 'files', item: 'bucket' },
    ]

    expect(afters(components)).toEqual({ app: ['db'], name: ['app'], db: [], files: [] })
  })

  it('hands on the order of a component that was left out', () => {
    const components = [
      { id: 'net', item: 'network' },
      { id: 'db', item: 'database', depends_on: ['net'] },
      { id: 'app', item: 'app', depends_on: ['db'] },
    ]

    expect(afters(components, { db: false })).toEqual({ net: [], app: ['net'] })
  })

  it('says what undoes each part, how it may be repeated, and until when all of it is promised', () => {
    const components = [{ id: 'db', item: 'database', rollback: { automatic: true } }]
    const sample = bundleOf(components)
    const owner = { team: 'platform', contact: '#platform' }
    const metadata = { ...sample.metadata, owner, sla: { provisioning_time: '2 hours' } }

    const made = planOfBundle(
      { ...sample, metadata },
      {
        fields: {},
        availableTypes: new Set(['catalog-request']),
        compensatingTypes: new Set(['catalog-request']),
        effectOf: () => ({ repeat: 'safe', reads: false }),
        components,
        pins: new Map([['db', pin('database')]]),
      },
    )

    expect(made.slaMs).toBe(7_200_000)
    expect(made.actions).toMatchObject([
      { id: 'db', repeat: 'safe', rollback: { action: 'db:rollback', automatic: true } },
      { id: 'db:rollback', role: 'rollback', undoes: 'db', compensates: true, repeat: 'safe' },
      { id: 'notice:sla_warning:1', unavailable: true },
      { id: 'notice:sla_breach:1', unavailable: true },
    ])
  })
})

it('is the very same plan where nothing is ordered along', () => {
  const made = planWith([action('vm')])

  expect(withOrders(made, new Map())).toBe(made)
})

describe('dependencies of an item', () => {
  const dependency = { order: pin('network'), fields: { zone: '{{fields.zone}}' } }

  it('come before everything of the lane that begins, and only there', () => {
    const made = withOrders(
      planWith(
        [
          action('vm'),
          action('dns', { after: ['vm'] }),
          action('undo', { role: 'rollback' }),
          action('ticket', { lane: 'manual' }),
        ],
        { mode: 'hybrid' },
      ),
      new Map(),
      [dependency],
    )

    expect(made.actions.map(({ id, lane, after }) => [id, lane, after])).toEqual([
      ['dependency:network', 'automatic', []],
      ['vm', 'automatic', ['dependency:network']],
      ['dns', 'automatic', ['vm']],
      ['undo', 'automatic', []],
      ['ticket', 'manual', []],
    ])
  })

  it('are read by the name of their item once they have ended', () => {
    const made = withOrders(planWith([action('vm')]), new Map(), [dependency])

    expect(componentsOf(made, { 'dependency:network': { cidr: '10.0.0.0/8' }, vm: {} })).toEqual({
      network: { outputs: { cidr: '10.0.0.0/8' } },
    })
    expect(componentsOf(made, {})).toEqual({})
  })
})
