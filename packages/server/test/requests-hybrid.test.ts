import { connectors, type Outcome } from '@pao/connectors'
import type { Action, Item } from '@pao/core/catalog'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { completeManual } from '../src/requests/control.ts'
import { getLogs, getRequest } from '../src/requests/read.ts'
import { storyOf } from '../src/requests/story.ts'
import { submit } from '../src/requests/submit.ts'
import { ann, bob, dba, itemOf, openWorld, orderOf, type World } from './requests-world.ts'

const task = connectors.get('manual-task')
if (!task) throw new Error('no manual-task on the shelf')

const away: Outcome = {
  kind: 'failed',
  retryable: false,
  class: '5xx',
  code: 'http.503',
  message: 'The remote system answered 503',
  status: 503,
}
/** What `use` was given. */
const used: Record<string, unknown>[] = []

const callsPeople = { strategy: 'fallback', fallback_action: 'by-hand' } as const
const create: Action = {
  id: 'create',
  name: 'Create database',
  type: 'away',
  config: {},
  retry: { attempts: 1 },
  error_handling: callsPeople,
  output: { fields: { host: 'body.host' } },
}
const use: Action = {
  id: 'use',
  name: 'Register in DNS',
  type: 'use',
  config: { host: '{{output.create.host}}' },
}
const byHand = (config: Record<string, unknown>): Action => ({
  id: 'by-hand',
  name: 'Create it by hand',
  type: 'manual-task',
  config,
})
const other: Action = { id: 'all-by-hand', type: 'manual-task', config: { title: 'All of it' } }

const hybrid = (id: string, config: Record<string, unknown>): Item =>
  itemOf(id, [create, use], {
    strategy: { mode: 'hybrid' },
    manual: { actions: [byHand(config), other] },
    fields: [
      { id: 'name', name: 'Name of it', type: 'string' },
      { id: 'pin', name: 'Pin', type: 'password' },
    ],
  })

/** Automation that ends when the test says so, and a ticket that can be called off. */
const race = (id: string): Item =>
  itemOf(id, [{ id: 'auto', name: 'Make it', type: 'gate', config: {}, retry: { attempts: 1 } }], {
    strategy: { mode: 'hybrid', parallel: true },
    manual: { actions: [{ id: 'ticket', name: 'Make it by hand', type: 'ticket', config: {} }] },
  })

const items = [
  race('race'),
  hybrid('plain', { title: 'Create {{fields.name}}', instructions: 'As always.' }),
  hybrid('telling', { title: 'Instead of {{handover.action_name}}: {{handover.error.code}}' }),
]

/** Requests whose ticket was called off, and in which words. */
const calledOff = new Map<string, string | undefined>()
const gates = new Map<string, (outcome: Outcome) => void>()

let world: World
beforeAll(async () => {
  world = await openWorld({
    items,
    connectors: [task],
    acts: {
      away: () => away,
      gate: ({ request }) => new Promise((resolve) => gates.set(request.id, resolve)),
      ticket: {
        execute: () => ({ kind: 'waiting', waitingFor: 'person', memo: { key: 'OPS-7' } }),
        resume: () => ({ kind: 'succeeded', outputs: {} }),
        cancel: ({ request, action }) => {
          calledOff.set(request.id, action.calledOff)
          return { kind: 'succeeded', outputs: {} }
        },
      },
      use: (_, config) => {
        used.push(config)
        return { kind: 'succeeded', outputs: {} }
      },
    },
  })
  await world.replica()
}, 60_000)
afterAll(() => world.close())

const order = async (item: string): Promise<string> => {
  const fields = { name: 'orders', pin: 'geheim-geheim' }
  const { id } = await submit(world.requests, ann, orderOf(item, { fields }))
  await world.until(id, 'action_waiting')
  return id
}
const complete = (id: string, outputs: Record<string, unknown>) =>
  completeManual(world.requests, {
    principal: dba,
    id,
    body: { action: 'by-hand', outcome: 'succeeded', outputs },
  })
const inputOf = async (id: string, action: string): Promise<Record<string, unknown>> => {
  const attempts = await getLogs(world.requests, ann, id)
  return attempts.find((one) => one.action === action)?.input as Record<string, unknown>
}

describe('an action that people do in the place of automation', () => {
  it('lets automation go on with what they brought', async () => {
    const id = await order('plain')

    await complete(id, { host: 'db.example.com' })
    await world.until(id, 'request_completed')

    expect(used.at(-1)).toEqual({ host: 'db.example.com' })
    const { actions } = await getRequest(world.requests, ann, id)
    expect(actions.map(({ id: action, state }) => [action, state])).toEqual(
      expect.arrayContaining([
        ['create', 'failed'],
        ['by-hand', 'succeeded'],
        ['use', 'succeeded'],
        ['all-by-hand', 'skipped'],
      ]),
    )
  })

  it('is not done without the results that later actions need', async () => {
    const id = await order('plain')

    const refused = complete(id, {})

    await expect(refused).rejects.toMatchObject({
      code: 'action.outputs_invalid',
      faults: [{ at: '/outputs/host', code: 'output.missing' }],
    })
  })

  it('carries everything collected, without a secret, below the instructions', async () => {
    const id = await order('plain')

    const { instructions } = await inputOf(id, 'by-hand')

    expect(instructions).toBe(
      [
        'As always.',
        '',
        '### Why people are asked',
        '',
        'Automation failed at **Create database** after one try: `The remote system answered 503` (`http.503`)',
        '',
        '### What was ordered',
        '',
        '- Name of it: `orders`',
        '- Pin: `***`',
        '',
        '### What was done so far',
        '',
        '- Create database: failed (1 of 1 tries): `The remote system answered 503`',
        '',
        '### Results that are needed',
        '',
        '- **host**: Needed by "Register in DNS"',
        '',
        '### Links',
        '',
        `- Request: <http://pao.test/requests/${id}>`,
      ].join('\n'),
    )
  })

  it('carries nothing more where the item words it itself', async () => {
    const id = await order('telling')

    expect(await inputOf(id, 'by-hand')).toEqual({
      title: 'Instead of Create database: http.503',
    })
  })
})

const begin = async (): Promise<string> => {
  const { id } = await submit(world.requests, ann, orderOf('race'))
  await world.until(id, 'action_waiting')
  await expect.poll(() => gates.has(id)).toBe(true)
  return id
}
const finish = (id: string, outcome: Outcome = { kind: 'succeeded', outputs: {} }) =>
  gates.get(id)?.(outcome)
const confirm = (id: string, outcome: 'succeeded' | 'failed' = 'succeeded') =>
  completeManual(world.requests, { principal: dba, id, body: { action: 'ticket', outcome } })

describe('automation and people side by side', () => {
  it('ends with automation, and tells the ticket so', async () => {
    const id = await begin()

    finish(id)
    const events = await world.until(id, 'request_completed')

    expect(events.map(({ type }) => type)).toContain('lane_won')
    const { lanes, run } = await getRequest(world.requests, ann, id)
    expect(run.winner?.lane).toBe('automatic')
    expect(lanes).toMatchObject({ automatic: { state: 'completed' }, manual: { state: 'beaten' } })
    await expect.poll(() => calledOff.get(id)).toBe('was carried out by automation')
  })

  it('ends with the people once the call under way has ended', async () => {
    const id = await begin()

    await confirm(id)
    await world.until(id, 'lane_won')
    finish(id, away)
    await world.until(id, 'request_completed')

    const { lanes, run } = await getRequest(world.requests, ann, id)
    expect(run.winner?.lane).toBe('manual')
    expect(lanes).toMatchObject({ automatic: { state: 'beaten' }, manual: { state: 'completed' } })
  })

  it('leaves it to the people when automation fails', async () => {
    const id = await begin()

    finish(id, away)
    await world.until(id, 'action_failed')
    await confirm(id)
    await world.until(id, 'request_completed')

    const { lanes } = await getRequest(world.requests, ann, id)
    expect(lanes).toMatchObject({ automatic: { state: 'failed' }, manual: { state: 'completed' } })
  })

  it('has a story in plain words', async () => {
    const id = await begin()
    finish(id, away)
    await world.until(id, 'action_failed')
    await confirm(id)
    await world.until(id, 'request_completed')

    const story = await storyOf(world.requests, ann, id)

    expect(story.map(({ sentence }) => sentence)).toEqual([
      'The item was ordered.',
      'Work began.',
      "'Make it by hand' waits for a person.",
      "Automation failed at 'Make it' (The remote system answered 503).",
      'Automation could not do it (The remote system answered 503); the others go on.',
      "'Make it by hand' is done.",
      'The people finished first.',
      'Everything is done.',
    ])
    await expect(storyOf(world.requests, bob, id)).rejects.toMatchObject({
      code: 'request.not_found',
    })
  })
})
