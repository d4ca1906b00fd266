import { describe, expect, it } from 'vitest'
import type { Bundle, Fulfillment, Item, Metadata } from '../catalog/item.ts'
import { gateId, gateOf } from './gate-of.ts'
import { dependencyId, withOrders } from './pinned-order.ts'
import { planOf } from './plan-of.ts'
import { planOfBundle } from './plan-of-bundle.ts'

const metadata: Metadata = {
  id: 'vm',
  name: 'Machine {{x}}',
  description: 'A machine',
  version: '1.0.0',
  category: 'compute',
  owner: { team: 'db', contact: '#db', escalation: 'head@example.com' },
}
const asks = { visibility: { require_approval: true } }

function item(own: Partial<Metadata>, fulfillment: Partial<Fulfillment> = {}): Item {
  return {
    version: '2.0',
    kind: 'CatalogItem',
    metadata: { ...metadata, ...own },
    presentation: { groups: [] },
    fulfillment: { manual: { actions: [] }, ...fulfillment },
  }
}
const stage = (own: Item, environment?: string) => {
  const { stages } = (gateOf(own, { environment })?.config ?? {}) as { stages?: unknown[] }
  return stages?.[0]
}
const environments = (override: object): Partial<Fulfillment> => ({
  environments: { production: override },
})

describe('the gate of an item', () => {
  it('asks those of the owning team who may decide, for two weeks, and its owner after two days', () => {
    const gate = gateOf(item(asks), {})

    expect(gate).toMatchObject({ id: gateId, lane: 'gate', type: 'approval-workflow' })
    expect(gate?.config).toMatchObject({
      workflow: { name: 'Order of Machine x', description: 'A machine' },
      stages: [
        {
          approvers: { type: 'groups', list: ['db'], holding: ['approver', 'platform-team'] },
          timeout: { duration: 336, action: 'reject' },
          escalation: { after: 48, to: ['head@example.com'] },
        },
      ],
      notifications: { channels: ['slack:#db'], reminder_interval: 24 },
    })
  })

  it.each<[readonly string[], object]>([
    [
      ['a@example.com', 'b@example.com'],
      { type: 'users', list: ['a@example.com', 'b@example.com'] },
    ],
    [['leads', 'heads'], { type: 'groups', list: ['leads', 'heads'] }],
    [['leads', 'a@example.com'], { type: 'any', list: ['leads', 'a@example.com'] }],
    [['{{fields.a}}', '{{fields.b}}'], { type: 'dynamic', list: '{{fields.a}}, {{fields.b}}' }],
  ])('asks whom on_approval_required names: %j', (approvers, expected) => {
    const own = item(asks, { notifications: { on_approval_required: { approvers } } })

    expect(stage(own)).toMatchObject({ approvers: expected })
  })

  it('tells nobody where on_approval_required is switched off, and asks all the same', () => {
    const own = item(asks, { notifications: { on_approval_required: { enabled: false } } })

    expect(gateOf(own, {})?.config['notifications']).toEqual({ reminder_interval: 24 })
  })

  it.each<[string, Item, string | undefined, boolean]>([
    ['nothing is said', item({}), undefined, false],
    ['an environment asks', item({}, environments(asks)), 'production', true],
    ['another environment asks', item({}, environments(asks)), 'test', false],
    [
      'an environment does not ask',
      item(asks, environments({ visibility: { require_approval: false } })),
      'production',
      false,
    ],
    ['an environment says no', item(asks, environments({ approvals: false })), 'production', false],
    ['an environment says yes', item({}, environments({ approvals: true })), 'production', true],
  ])('stands or not where %s', (_what, own, environment, stands) => {
    expect(gateOf(own, { environment }) !== undefined).toBe(stands)
  })

  it('takes the settings of an environment as they are', () => {
    const approvals = { stages: [{ name: 'heads', approvers: { type: 'groups', list: ['h'] } }] }

    const own = item({}, environments({ approvals }))

    expect(stage(own, 'production')).toEqual(approvals.stages[0])
  })

  it('asks whom an environment names', () => {
    const own = item(asks, environments({ approvals: ['heads', 'a@example.com'] }))

    expect(stage(own, 'production')).toMatchObject({
      approvers: { type: 'any', list: ['heads', 'a@example.com'] },
    })
  })

  it.each<[string, string | undefined, object]>([
    ['shows the words of template', 'For {{fields.why}}', { description: 'For {{fields.why}}' }],
    [
      'shows the description where template names a message',
      'approval_needed',
      { description: 'A machine' },
    ],
    ['shows the description', undefined, { description: 'A machine' }],
  ])('%s, also with settings of an environment', (_what, template, expected) => {
    const told = { on_approval_required: { ...(template !== undefined && { template }) } }
    const approvals = { stages: [{ name: 'heads', approvers: { type: 'groups', list: ['h'] } }] }
    const own = item(asks, { ...environments({ approvals }), notifications: told })

    expect(gateOf(own, {})?.config['workflow']).toMatchObject(expected)
    expect(gateOf(own, { environment: 'production' })?.config['workflow']).toMatchObject(expected)
  })

  it('stands for an order that a prerequisite wants looked at', () => {
    expect(gateOf(item({}), { checked: true })?.id).toBe(gateId)
  })
})

const step = (id: string) => ({ id, type: 'rest-api', config: {} })

describe('a plan with a gate', () => {
  const availableTypes = new Set(['rest-api', 'approval-workflow'])
  const facts = { fields: {}, availableTypes }

  it('has it before everything, also before what is ordered along', () => {
    const own = item(asks, {
      automatic: { actions: [step('a'), step('b')] },
      post_fulfillment: [step('c')],
    })
    const order = { item: 'net', name: 'Net', version: '1.0.0', hash: 'h' }

    const plan = planOf(own, facts)
    const along = withOrders(plan, new Map(), [{ order, fields: {} }])

    const afters = (made: typeof plan) => made.actions.map(({ id, after }) => [id, after])
    expect(afters(plan)).toEqual([
      [gateId, []],
      ['a', [gateId]],
      ['b', ['a']],
      ['c', [gateId]],
    ])
    expect(afters(along).slice(0, 3)).toEqual([
      [dependencyId('net'), [gateId]],
      [gateId, []],
      ['a', [gateId, dependencyId('net')]],
    ])
  })

  it('is another plan in an environment that asks than in one that does not', () => {
    const own = item({}, { ...environments(asks), automatic: { actions: [step('a')] } })

    const ids = (environment: string) =>
      planOf(own, { ...facts, environment }).actions.map(({ id }) => id)

    expect(ids('test')).toEqual(['a'])
    expect(ids('production')).toEqual([gateId, 'a'])
    expect(ids('test')).toEqual(['a'])
  })

  it('stands before the parts of a bundle', () => {
    const bundle: Bundle = {
      version: '2.0',
      kind: 'CatalogBundle',
      metadata: { ...metadata, ...asks },
      presentation: { groups: [] },
      components: [{ id: 'db', item: 'postgres' }],
    }

    const plan = planOfBundle(bundle, { ...facts, components: bundle.components, pins: new Map() })

    expect(plan.actions.map(({ id, after }) => [id, after]).slice(0, 2)).toEqual([
      [gateId, []],
      ['db', [gateId]],
    ])
  })
})

describe('an action that asks people', () => {
  const facts = { fields: {}, availableTypes: new Set(['approval-workflow']) }
  const stages = [{ name: 'heads', approvers: { type: 'groups', list: ['h'] } }]
  const told = { on_approval_required: { template: 'For {{fields.why}}', channels: ['#ask'] } }
  const asking = (config: object, notifications: Fulfillment['notifications'] = told) => {
    const agree = {
      id: 'agree',
      name: 'Agree',
      type: 'approval-workflow',
      config: { stages, ...config },
    }
    return planOf(item({}, { notifications, automatic: { actions: [agree] } }), facts).actions[0]
      ?.config
  }

  it('tells what on_approval_required says', () => {
    expect(asking({})).toEqual({
      stages,
      workflow: { name: 'Machine x: Agree', description: 'For {{fields.why}}' },
      notifications: { channels: ['slack:#ask'] },
    })
  })

  it('keeps what its own settings say', () => {
    const own = {
      workflow: { name: 'Own', description: 'Own words' },
      notifications: { channels: ['#own'], reminder_interval: 8 },
    }

    expect(asking(own)).toEqual({ stages, ...own })
  })

  it('is left as it is where on_approval_required is switched off', () => {
    expect(
      asking({}, { on_approval_required: { ...told.on_approval_required, enabled: false } }),
    ).toEqual({ stages })
  })
})
