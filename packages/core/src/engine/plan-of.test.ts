import { describe, expect, it } from 'vitest'
import type { Action, Fulfillment, Item } from '../catalog/item.ts'
import { planOf } from './plan-of.ts'
import type { Plan } from './plan.ts'

const step = (id: string, change: Partial<Action> = {}): Action => ({
  id,
  type: 'rest-api',
  config: {},
  ...change,
})

function itemWith(fulfillment: Partial<Fulfillment>): Item {
  return {
    version: '2.0',
    kind: 'CatalogItem',
    metadata: {
      id: 'postgres-small',
      name: 'PostgreSQL',
      description: 'A small database',
      version: '1.0.0',
      category: 'databases',
      owner: { team: 'db' },
    },
    presentation: { groups: [] },
    fulfillment: { manual: { actions: [] }, ...fulfillment },
  }
}

const availableTypes = new Set(['rest-api', 'jira-ticket', 'notification'])
const plan = (fulfillment: Partial<Fulfillment>, environment?: string): Plan =>
  planOf(itemWith(fulfillment), { fields: {}, environment, availableTypes })
const automatic = (...actions: readonly Action[]): Plan => plan({ automatic: { actions } })
const afters = ({ actions }: Plan): Record<string, readonly string[]> =>
  Object.fromEntries(actions.map(({ id, after }) => [id, after]))
const find = (made: Plan, id: string) => made.actions.find((action) => action.id === id)

describe('how much at once', () => {
  it('is what the strategy says, else ten of one request and any number of the item', () => {
    const said = plan({ strategy: { concurrency: 50, max_parallel_actions: 3 } })
    const silent = plan({})

    expect(said).toMatchObject({ concurrency: 50, itemLimit: 3 })
    expect(silent.concurrency).toBe(10)
    expect(silent).not.toHaveProperty('itemLimit')
  })
})

describe('the mode', () => {
  const manual = { actions: [step('ticket', { type: 'jira-ticket' })] }
  const both = { manual, automatic: { actions: [step('vm')] } }

  const ids = (mode: 'manual' | 'automatic' | 'hybrid') =>
    plan({ ...both, strategy: { mode } }).actions.map(({ id }) => id)

  it('is hybrid where automation exists and nothing else is said, else manual', () => {
    expect(plan(both).mode).toBe('hybrid')
    expect(plan({ manual }).mode).toBe('manual')
  })

  it('plans only the lanes that may carry the request', () => {
    expect(ids('manual')).toEqual(['ticket'])
    expect(ids('automatic')).toEqual(['vm'])
    expect(ids('hybrid')).toEqual(['vm', 'ticket'])
  })

  it('may differ by environment, the rest of the strategy stays', () => {
    const strategy = { mode: 'automatic' as const, priority: 'high' as const, timeout: 60 }
    const environments = { prod: { strategy: { mode: 'manual' as const } } }

    const prod = plan({ ...both, strategy, environments }, 'prod')
    const dev = plan({ ...both, strategy, environments }, 'constructor')

    expect(prod).toMatchObject({ mode: 'manual', priority: 'high', timeoutMs: 60_000 })
    expect(dev.mode).toBe('automatic')
  })
})

describe('the edges', () => {
  it('put a lower order before a higher one and members of a group side by side', () => {
    const made = automatic(
      step('c', { order: 2 }),
      step('a', { order: 1, parallel_group: 'g' }),
      step('b', { order: 1, parallel_group: 'g' }),
    )

    expect(afters(made)).toEqual({ a: [], b: [], c: ['a', 'b'] })
  })

  it('put the same order without a common group in document order', () => {
    const made = automatic(
      step('a', { order: 1 }),
      step('b', { order: 1, parallel_group: 'g' }),
      step('c', { order: 1, parallel_group: 'h' }),
    )

    expect(afters(made)).toEqual({ a: [], b: ['a'], c: ['b'] })
  })

  it('put actions without order one after another, except those that name predecessors', () => {
    const made = automatic(step('a'), step('b'), step('c', { dependencies: { wait_for: ['a'] } }))

    expect(afters(made)).toEqual({ a: [], b: ['a'], c: ['a'] })
  })

  it('follow outputs that a config or a condition reads', () => {
    const wait_for: readonly string[] = []
    const made = automatic(
      step('vm'),
      step('dns', {
        config: { body: { ip: 'at {{output.vm.ip}}' } },
        dependencies: { wait_for },
      }),
      step('check', {
        conditions: { field: 'output.dns.status', operator: 'eq', value: 'succeeded' },
        dependencies: { wait_for },
      }),
    )

    expect(afters(made)).toEqual({ vm: [], dns: ['vm'], check: ['dns'] })
  })

  it('make one row of everything when parallel execution is off', () => {
    const actions = [
      step('b', { dependencies: { wait_for: ['c'] } }),
      step('a', { order: 1, parallel_group: 'g' }),
      step('c', { order: 1, parallel_group: 'g' }),
    ]

    const made = plan({ automatic: { parallel_execution: false, actions } })

    expect(afters(made)).toEqual({ c: [], b: ['c'], a: ['b'] })
  })

  it('never close a circle, whatever the document says', () => {
    const made = automatic(
      step('a', { dependencies: { wait_for: ['b'] } }),
      step('b', { dependencies: { wait_for: ['a'] } }),
    )

    expect(afters(made)).toEqual({ b: [], a: ['b'] })
  })

  it('lead round fallbacks and rollbacks', () => {
    const made = automatic(
      step('a', { error_handling: { strategy: 'fallback', fallback_action: 'f' } }),
      step('f'),
      step('undo'),
      step('b', {
        rollback: { action: 'undo' },
        dependencies: { wait_for: ['f', 'undo', 'nobody'], require_success: true },
      }),
    )

    expect(made.actions.map(({ id, role }) => `${id} ${role}`)).toEqual([
      'a main',
      'f fallback',
      'b main',
      'b:rollback rollback',
    ])
    expect(find(made, 'b')).toMatchObject({ after: ['a'], needs: ['a'], requireSuccess: true })
    expect(find(made, 'a')).toMatchObject({ onFailure: 'fallback', fallback: 'f' })
  })
})

describe('an action', () => {
  it('gets the schema’s defaults', () => {
    expect(find(automatic(step('vm')), 'vm')).toMatchObject({
      name: 'vm',
      timeoutMs: 300_000,
      onFailure: 'fail',
      retry: {
        attempts: 3,
        delayMs: 30_000,
        maxDelayMs: 3_600_000,
        growth: 'exponential',
        on: [],
      },
    })
  })

  it('has one try when retry is off', () => {
    const made = automatic(step('vm', { retry: { enabled: false, attempts: 9 } }))

    expect(find(made, 'vm')?.retry.attempts).toBe(1)
  })

  it('that waits for people has no time limit unless it is written', () => {
    const ticket = (id: string, change: Partial<Action> = {}) =>
      step(id, { type: 'jira-ticket', ...change })

    const made = plan({
      manual: { actions: [ticket('a'), step('b'), ticket('c', { timeout: 60 })] },
    })

    expect(made.actions.map(({ timeoutMs }) => timeoutMs)).toEqual([undefined, undefined, 60_000])
  })

  it('of an unknown type stays in the plan, marked', () => {
    const made = automatic(step('tf', { type: 'terraform' }))

    expect(find(made, 'tf')?.unavailable).toBe(true)
    expect(find(automatic(step('vm')), 'vm')?.unavailable).toBeUndefined()
  })

  it('carries its inline rollback as an action of its own', () => {
    const action = { type: 'rest-api', config: { url: 'https://x' } }

    const made = automatic(step('vm', { rollback: { action, automatic: true } }))

    expect(find(made, 'vm')?.rollback).toEqual({
      action: 'vm:rollback',
      automatic: true,
      preserveState: false,
    })
    expect(find(made, 'vm:rollback')).toMatchObject({
      role: 'rollback',
      after: [],
      undoes: 'vm',
    })
  })

  it('gets a copy of its own of a rollback that several share, from whatever lane', () => {
    const made = plan({
      strategy: { mode: 'hybrid' },
      manual: { actions: [step('ticket'), step('undo', { order: 9, config: { n: 1 } })] },
      automatic: {
        actions: [
          step('vm', { rollback: { action: 'undo', automatic: true } }),
          step('dns', { rollback: { action: 'undo', preserve_state: true } }),
          step('off', { rollback: { action: 'undo', enabled: false } }),
        ],
      },
    })

    expect(made.actions.map(({ id, role }) => `${id} ${role}`)).toEqual([
      'vm main',
      'vm:rollback rollback',
      'dns main',
      'dns:rollback rollback',
      'off main',
      'ticket main',
    ])
    expect(find(made, 'dns:rollback')).toMatchObject({
      name: 'undo',
      lane: 'automatic',
      undoes: 'dns',
      config: { n: 1 },
    })
    expect(find(made, 'dns')?.rollback).toEqual({
      action: 'dns:rollback',
      automatic: false,
      preserveState: true,
    })
    expect(find(made, 'off')?.rollback).toBeUndefined()
  })

  it('is undone by what its rollback holds, called after it unless it has a name', () => {
    const call = { type: 'rest-api', config: {} }
    const actions = [
      step('queue', { name: 'Make the queue', rollback: { action: call } }),
      step('key', { rollback: { action: { ...call, name: 'Take the key back' } } }),
    ]

    const made = plan({ automatic: { actions } })

    expect(find(made, 'queue:rollback')?.name).toBe('Undo Make the queue')
    expect(find(made, 'key:rollback')?.name).toBe('Take the key back')
  })

  it('is undone by its connector where that can and the rollback names nothing', () => {
    const actions = [
      step('ask', {
        type: 'jira-ticket',
        config: { ticket: 1 },
        output: { fields: { a: '$.a' }, sensitive: ['key'] },
        retry: { attempts: 7 },
        rollback: { enabled: true, automatic: true },
      }),
      step('call', { rollback: { enabled: true } }),
      step('quiet', { type: 'jira-ticket', rollback: { automatic: true } }),
    ]
    const compensatingTypes = new Set(['jira-ticket'])

    const made = planOf(itemWith({ automatic: { actions } }), {
      fields: {},
      availableTypes,
      compensatingTypes,
    })

    expect(find(made, 'ask:rollback')).toMatchObject({
      name: 'Undo ask',
      type: 'jira-ticket',
      role: 'rollback',
      undoes: 'ask',
      compensates: true,
      config: { ticket: 1 },
      output: {},
      sensitive: ['key'],
      retry: { attempts: 7 },
    })
    expect(find(made, 'call')?.rollback).toBeUndefined()
    expect(find(made, 'quiet')?.rollback).toBeUndefined()
    expect(made.actions.filter(({ role }) => role === 'rollback')).toHaveLength(1)
  })
})

describe('notices', () => {
  it('are made of the channels as people write them', () => {
    const channels = ['slack:#db', 'email:a@b.example', 'email', { type: 'slack', to: '#ops' }, 7]
    const notifications = {
      on_failure: { channels, template: 'Away' },
      on_start: { enabled: false, channels },
    }

    const made = plan({ notifications })

    expect(made.actions.map(({ id }) => id)).toEqual([
      'notice:failure:1',
      'notice:failure:2',
      'notice:failure:3',
      'notice:failure:4',
    ])
    expect(made.actions.map(({ config }) => config)).toMatchObject([
      { channel: 'slack', to: ['#db'], message: 'Away' },
      { channel: 'email', to: ['a@b.example'] },
      { channel: 'email', to: ['{{request.user.email}}'] },
      { channel: 'slack', to: ['#ops'] },
    ])
    expect(made.actions[0]).toMatchObject({ lane: 'notice', on: 'failure', type: 'notification' })
  })

  it.each([
    ['request_failed', { channel: 'email', to: ['a@b.example'], template: 'request_failed' }],
    ['request_lost', { channel: 'email', message: 'request_lost' }],
  ])('of the template %s name a message or carry their own', (template, config) => {
    const channels = ['email:a@b.example']

    const made = plan({ notifications: { on_failure: { channels, template } } })

    expect(made.actions[0]?.config).toMatchObject(config)
    expect(Object.keys(made.actions[0]?.config ?? {}).includes('message')).toBe('message' in config)
  })
})

it('says of each action how its effect may be repeated, from the raw config', () => {
  const read = step('read', { type: 'call', config: { method: 'GET' } })
  const chat = step('chat', { type: 'call', config: { method: '{{fields.method}}' } })
  const item = itemWith({ automatic: { actions: [read, chat, step('other')] } })

  const { actions } = planOf(item, {
    fields: {},
    availableTypes: new Set(['call']),
    effectOf: (_type, { method }) =>
      method === 'GET' ? { repeat: 'safe', reads: true } : { repeat: 'never', reads: false },
  })

  expect(actions.map(({ repeat, reads }) => [repeat, reads])).toEqual([
    ['safe', true],
    ['never', undefined],
    [undefined, undefined],
  ])
})
