import type { Outcome } from '@pao/connectors'
import { replay } from '@pao/core/engine'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { cancel, completeManual } from '../src/requests/control.ts'
import { retry } from '../src/requests/retry.ts'
import { receive } from '../src/requests/inbound.ts'
import { preview } from '../src/requests/preview.ts'
import { getLogs, getOutputs, getRequest } from '../src/requests/read.ts'
import { submit } from '../src/requests/submit.ts'
import {
  type Act,
  ann,
  chain,
  dba,
  itemOf,
  openWorld,
  orderOf,
  type Replica,
  type World,
} from './requests-world.ts'

const done: Outcome = { kind: 'succeeded', outputs: {} }
const away: Outcome = {
  kind: 'failed',
  retryable: true,
  class: '5xx',
  code: 'http.503',
  message: 'The remote system answered 503',
  status: 503,
}
const broken: Outcome = { ...away, retryable: false, class: 'permanent', code: 'http.400' }

/** Calls by action of each request, in the order they were made. */
const calls = new Map<string, { action: string; key: string; config: unknown }[]>()
const note: (act: Act) => Act = (act) => (context, config, memo, signal) => {
  const made = calls.get(context.request.id) ?? []
  made.push({ action: context.action.id, key: context.idempotencyKey, config })
  calls.set(context.request.id, made)
  return act(context, config, memo, signal)
}
/** What `flaky` answers: per request, the outcomes still to come. */
const coming = new Map<string, Outcome[]>()
let reached: () => void = () => undefined

const acts = {
  noop: note(() => done),
  flaky: note(({ request }) => coming.get(request.item.id)?.shift() ?? done),
  broken: note(() => broken),
  make: note((_, config) => ({
    kind: 'succeeded',
    outputs: { host: 'db.example.com', password: 'geheim-geheim', echo: config['echo'] ?? null },
  })),
  hang: note(
    ({ signal }) =>
      new Promise<Outcome>((resolve) => {
        reached()
        signal.addEventListener('abort', () =>
          resolve({ ...broken, class: 'cancelled', code: 'transport.aborted' }),
        )
      }),
  ),
  ticket: {
    execute: note(() => ({
      kind: 'waiting',
      waitingFor: 'remote',
      key: 'jira:main:OPS-7',
      memo: { issue: 'OPS-7' },
    })),
    resume: note((_, __, memo, signal) => ({ kind: 'succeeded', outputs: { ...memo, ...signal } })),
    cancel: note(() => done),
  },
  poll: {
    execute: note(({ now }) => ({
      kind: 'waiting',
      until: now + 150,
      waitingFor: 'remote',
      memo: { n: 1 },
    })),
    poll: note((_, __, memo) => ({ kind: 'succeeded', outputs: memo })),
  },
  'manual-task': {
    execute: note(() => ({ kind: 'waiting', waitingFor: 'person', memo: {} })),
    resume: note((_, __, ___, signal) => ({ kind: 'succeeded', outputs: signal })),
    check: (_memo: Record<string, unknown>, signal: Record<string, unknown>) =>
      signal['outputs'] === undefined
        ? []
        : ['/outputs/rule', '/outputs/port'].map((at) => ({ code: 'x.y', at, message: 'wrong' })),
  },
} as const satisfies Record<string, unknown>

const quick = { attempts: 3, delay: 0.05, backoff: 'linear' } as const
const fields = [
  { id: 'name', name: 'Name', type: 'string' },
  { id: 'secret', name: 'Secret', type: 'password' },
] as const

const items = [
  itemOf('five', chain('noop', 5)),
  itemOf('flaky', chain('flaky', 1, { retry: quick })),
  itemOf('fails', [
    { id: 'first', type: 'noop', order: 1, config: {} },
    { id: 'second', type: 'flaky', order: 2, config: {}, retry: { enabled: false } },
  ]),
  itemOf('ticket', [{ id: 'ask', type: 'ticket', config: {} }]),
  itemOf('poll', [{ id: 'look', type: 'poll', config: {} }]),
  itemOf('slow', [
    { id: 'wait', type: 'hang', config: {}, timeout: 0.3, retry: { enabled: false } },
  ]),
  itemOf('hang', [{ id: 'wait', type: 'hang', config: {} }]),
  itemOf('unknown', [{ id: 'odd', type: 'terraform', config: {} }]),
  itemOf(
    'secret',
    [
      {
        id: 'make',
        type: 'make',
        order: 1,
        config: { with: '{{fields.secret}}', echo: 'said {{secrets.TOKEN}}' },
        output: { fields: { address: '$.host' }, sensitive: ['password'] },
      },
      {
        id: 'use',
        type: 'noop',
        order: 2,
        config: { url: 'https://{{output.make.address}}/', login: '{{output.make.password}}' },
      },
    ],
    { fields },
  ),
  itemOf('hybrid', [{ id: 'auto', type: 'broken', config: {}, retry: { enabled: false } }], {
    strategy: { mode: 'hybrid' },
    manual: { actions: [{ id: 'by-hand', type: 'manual-task', config: {} }] },
  }),
]

let world: World
let replica: Replica

beforeAll(async () => {
  world = await openWorld({ items, acts, secrets: { TOKEN: 'token-token-token' } })
  replica = await world.replica()
})
afterAll(() => world.close())

const start = (item: string, more = {}) => submit(world.requests, ann, orderOf(item, more))

describe('a request with a worker', () => {
  it('runs five actions in order, each once, and ends', async () => {
    const { id } = await start('five')

    const events = await world.until(id, 'request_completed')

    expect(calls.get(id)?.map(({ action }) => action)).toEqual(
      [1, 2, 3, 4, 5].map((n) => `step-${n}`),
    )
    expect(events.map(({ seq }) => seq)).toEqual(events.map((_, index) => index + 1))
    expect(events.at(-1)).toMatchObject({ state: 'completed', progressPercentage: 100 })
  })

  it('keeps a run that replaying its log gives again', async () => {
    const { id } = await start('five')
    const events = await world.until(id, 'request_completed')

    const taken = await world.requests.shelf.take(
      world.requests.db,
      { tenant: 'default', id },
      true,
    )

    const told = events.flatMap(({ event, at }) => (event ? [{ event, at }] : []))
    expect(taken && replay(taken.held.fixed.plan, told)).toEqual(taken?.held.run)
  })

  it('tries again what may be tried again, under the same key', async () => {
    coming.set('flaky', [away, away])
    const { id } = await start('flaky')

    await world.until(id, 'request_completed')

    const logs = await getLogs(world.requests, ann, id)
    expect(logs.map(({ outcome, attempt, httpStatus }) => [outcome, attempt, httpStatus])).toEqual([
      ['failed', 1, 503],
      ['failed', 2, 503],
      ['succeeded', 3, null],
    ])
    expect(new Set(calls.get(id)?.map(({ key }) => key))).toEqual(new Set([`${id}/step-1/0`]))
  })

  it('wakes an action that polls close to its moment', async () => {
    const { id } = await start('poll')

    const events = await world.until(id, 'request_completed')

    const at = (type: string) => events.find((event) => event.type === type)?.at ?? Number.NaN
    expect(at('action_woken') - at('action_waiting')).toBeGreaterThanOrEqual(100)
    expect(at('action_woken') - at('action_waiting')).toBeLessThan(600)
  })

  it('goes on with a ticket when its webhook comes, and takes the delivery once', async () => {
    const { id } = await start('ticket')
    await world.until(id, 'action_waiting')
    const body = { webhookEvent: 'jira:issue_updated', issue: { key: 'OPS-7', fields: {} } }
    const delivery = { tenant: 'default', id: 'delivery-1', body }

    const first = await receive(world.requests, 'jira', delivery)
    const second = await receive(world.requests, 'jira', delivery)

    await world.until(id, 'request_completed')
    expect([first, second]).toEqual([
      { duplicate: false, signalled: 1 },
      { duplicate: true, signalled: 0 },
    ])
    expect(await getOutputs(world.requests, ann, id)).toEqual({
      ask: { issue: 'OPS-7', source: 'jira', event: 'jira:issue_updated' },
    })
  })

  it('fails what runs longer than its time', async () => {
    const { id } = await start('slow')

    const events = await world.until(id, 'request_failed')

    expect(events.map(({ type }) => type)).toContain('action_timed_out')
  })

  it('fails an action nobody has a connector for', async () => {
    const { id } = await start('unknown')

    await world.until(id, 'request_failed')

    const { actions } = await getRequest(world.requests, ann, id)
    expect(actions[0]?.error?.code).toBe('connector.unavailable')
  })

  it('stops a running action when the request is cancelled', async () => {
    const running = new Promise<void>((resolve) => {
      reached = resolve
    })
    const { id } = await start('hang')
    await running

    await cancel(world.requests, { principal: ann, id, body: { reason: 'changed my mind' } })

    const events = await world.until(id, 'request_cancelled', 8_000)
    expect(events.at(-1)?.state).toBe('cancelled')
    const [log] = await getLogs(world.requests, ann, id)
    expect(log?.outcome).toBe('cancelled')
  })

  it('tells the remote side of a waiting action to stop', async () => {
    const { id } = await start('ticket')
    await world.until(id, 'action_waiting')

    await cancel(world.requests, { principal: ann, id, body: {} })

    await world.until(id, 'request_cancelled')
    await expect.poll(() => calls.get(id)?.length).toBe(2)
  })

  it('goes on where it failed when it is retried', async () => {
    coming.set('fails', [broken])
    const { id } = await start('fails')
    await world.until(id, 'request_failed')

    const again = await retry(world.requests, { principal: ann, id, body: {} })

    await world.until(id, 'request_completed')
    expect(again.state).toBe('in_progress')
    expect(calls.get(id)?.map(({ action }) => action)).toEqual(['first', 'second', 'second'])
  })

  it('hands a failed automation to people, who end it', async () => {
    const { id } = await start('hybrid')
    await world.until(id, 'action_waiting')

    const wish = { action: 'by-hand', outcome: 'succeeded', comment: 'made it myself' } as const
    await completeManual(world.requests, { principal: dba, id, body: wish })

    await world.until(id, 'request_completed')
    const outputs = await getOutputs(world.requests, ann, id)
    expect(outputs['by-hand']).toMatchObject({ comment: 'made it myself', by: 'dba@example.com' })
  })

  it('refuses a completion whose values do not fit, with every fault, and goes on waiting', async () => {
    const { id } = await start('hybrid')
    await world.until(id, 'action_waiting')

    const wish = { action: 'by-hand', outcome: 'succeeded', outputs: { port: 'x' } } as const
    const refused = completeManual(world.requests, { principal: dba, id, body: wish })

    await expect(refused).rejects.toMatchObject({
      code: 'action.outputs_invalid',
      faults: [{ at: '/outputs/rule' }, { at: '/outputs/port' }],
    })
    const { actions } = await getRequest(world.requests, ann, id)
    expect(actions.find((action) => action.id === 'by-hand')?.state).toBe('waiting')
  })

  it('lets only the owning team complete manual work', async () => {
    const { id } = await start('hybrid')
    await world.until(id, 'action_waiting')

    const own = completeManual(world.requests, {
      principal: ann,
      id,
      body: { action: 'by-hand', outcome: 'succeeded' },
    })

    await expect(own).rejects.toMatchObject({ code: 'auth.forbidden' })
  })

  it('rests until its moment has come', async () => {
    const not_before = new Date(world.requests.now() + 700).toISOString()
    const { id, state } = await start('five', { not_before })

    const events = await world.until(id, 'request_completed')

    const at = (type: string) => events.find((event) => event.type === type)?.at ?? Number.NaN
    expect(state).toBe('on_hold')
    expect(at('released')).toBeGreaterThanOrEqual(Date.parse(not_before) - 5)
  })

  it('gives secrets to connectors and to nobody else', async () => {
    const { id } = await start('secret', { fields: { name: 'orders', secret: 'mine-mine-mine' } })
    await world.until(id, 'request_completed')

    const { rows } = await world.database.pool.query<{ text: string }>(
      `select concat((select string_agg(e::text, '') from request_event e where request_id = $1),
        (select string_agg(a::text, '') from attempt a where request_id = $1),
        (select r::text from request r where id = $1)) as text`,
      [id],
    )
    expect(calls.get(id)?.map(({ config }) => config)).toEqual([
      { with: 'mine-mine-mine', echo: 'said token-token-token' },
      { url: 'https://db.example.com/', login: 'geheim-geheim' },
    ])
    for (const secret of ['mine-mine', 'token-token', 'geheim-geheim'])
      expect(rows[0]?.text).not.toContain(secret)
  })

  it('shows before ordering what it would do, and does nothing', async () => {
    const before = calls.size

    const plan = await preview(
      world.requests,
      ann,
      orderOf('secret', { fields: { name: 'orders', secret: 'mine-mine-mine' } }),
    )

    expect(plan.inputs).toEqual({
      make: { value: { with: '***', echo: 'said ***' } },
      use: { value: { url: 'https://<make.address>/', login: '<make.password>' } },
    })
    expect(calls.size).toBe(before)
  })

  it('tries before ordering what each action would do, and leaves no row and no call behind', async () => {
    const rows = () =>
      world.database.pool.query(
        `select (select count(*) from request) as requests, (select count(*) from attempt) as attempts,
          (select count(*) from request_event) as events`,
      )
    const before = await rows()

    const { dryRuns } = await preview(
      world.requests,
      ann,
      orderOf('secret', { fields: { name: 'orders', secret: 'mine-mine-mine' } }),
      { dry: true },
    )

    const given = [...calls.values()].flat().filter(({ action }) => action === 'use')
    expect(dryRuns).toMatchObject({
      make: {
        outcome: { kind: 'would_succeed' },
        outputs: { host: 'db.example.com', password: '***', echo: 'said ***' },
      },
      use: { outcome: { kind: 'would_succeed' } },
    })
    expect(given.at(-1)?.config).toEqual({ url: 'https://db.example.com/', login: '***' })
    expect((await rows()).rows).toEqual(before.rows)
  })

  it('holds nothing when it has nothing to do', async () => {
    await expect.poll(() => replica.working.held(), { timeout: 8_000 }).toBe(0)
  })
})
