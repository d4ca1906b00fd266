import { connectors } from '@pao/connectors'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { catchUp, receive } from '../src/requests/inbound.ts'
import { sources } from '../src/requests/inbound-readings.ts'
import { getOutputs, getRequest } from '../src/requests/read.ts'
import { submit } from '../src/requests/submit.ts'
import { ann, itemOf, openWorld, orderOf, type World } from './requests-world.ts'

describe('what a delivery says', () => {
  it.each<[string, unknown, Record<string, unknown>, unknown]>([
    [
      'gitlab',
      { object_kind: 'pipeline', object_attributes: { id: 31, status: 'success' } },
      {},
      [{ objects: ['31'], signal: { source: 'gitlab', event: 'pipeline', status: 'success' } }],
    ],
    [
      'gitlab',
      { object_kind: 'build', pipeline_id: 31, build_status: 'running' },
      {},
      [{ objects: ['31'], signal: { source: 'gitlab', event: 'build' } }],
    ],
    [
      'gitlab',
      { object_kind: 'push', object_attributes: { id: 1 } },
      {},
      [{ objects: [], signal: { source: 'gitlab', event: 'push' } }],
    ],
    [
      'terraform',
      {
        payload_version: 1,
        run_id: 'run-FwnENkvDnrpyFC7M',
        notifications: [{ trigger: 'run:errored', run_status: 'canceled' }],
      },
      {},
      [
        {
          objects: ['run-FwnENkvDnrpyFC7M'],
          signal: { source: 'terraform', event: 'run:errored', status: 'canceled' },
        },
      ],
    ],
    [
      'terraform',
      { payload_version: 1, run_id: null, notifications: [{ trigger: 'verification' }] },
      {},
      [{ objects: [], signal: { source: 'terraform', event: 'verification' } }],
    ],
    [
      'monitoring',
      {
        version: '4',
        alerts: [
          { status: 'resolved', labels: { alertname: 'Down', host: 'db-1' } },
          { status: 'firing', labels: { alertname: 'Slow', host: 'db-1' } },
          { status: 'resolved', labels: { alertname: 'Down', host: 'db-2' } },
          { status: 'firing', labels: { alertname: 'Else' } },
        ],
      },
      { label: 'host' },
      [
        { objects: ['db-1'], signal: { source: 'monitoring', status: 'firing', event: 'Slow' } },
        { objects: ['db-2'], signal: { source: 'monitoring', status: 'resolved', event: 'Down' } },
      ],
    ],
    [
      'generic',
      { meta: { order: 7 } },
      { correlation: '$.meta.order' },
      [{ objects: ['7'], signal: { source: 'generic', data: { meta: { order: 7 } } } }],
    ],
    [
      'generic',
      { correlation_id: ['no text'] },
      {},
      [{ objects: [], signal: { source: 'generic', data: { correlation_id: ['no text'] } } }],
    ],
  ])('%s: %j', (source, body, settings, readings) => {
    expect(sources[source]?.(body, settings)).toEqual(readings)
  })

  it('is left out of the signal where it is large', () => {
    const [reading] = sources['generic']?.({ correlation_id: 'a', x: 'x'.repeat(20_000) }, {}) ?? []

    expect(reading).toEqual({ objects: ['a'], signal: { source: 'generic', left_out: true } })
  })

  it.each(Object.keys(sources))('of %s is nothing where it is not shaped as expected', (source) => {
    for (const body of [{}, { alerts: 'x' }, { issue: null }, { workflow_run: [] }])
      for (const reading of sources[source]?.(body, {}) ?? []) expect(reading.objects).toEqual([])
  })
})

describe('an item that waits for a webhook', () => {
  let world: World
  beforeAll(async () => {
    const poll = connectors.get('http-poll')
    if (!poll) throw new Error('no http-poll on the shelf')
    const wait_for = { source: 'generic', connection: 'shop', key: '{{request.id}}' }
    world = await openWorld({
      items: [
        itemOf('waits', [{ id: 'wait', type: 'http-poll', config: { wait_for } }]),
        itemOf('late', [
          { id: 'call', type: 'call', order: 1, config: {} },
          { id: 'wait', type: 'http-poll', order: 2, config: { wait_for } },
        ]),
      ],
      connectors: [poll],
      acts: {
        // The other system is faster than we are: its webhook is there before the wait begins.
        async call({ request }) {
          await deliver(request.id, 'early')
          return { kind: 'succeeded', outputs: {} }
        },
      },
      outside: {
        connection: (type, name = '') => ({
          name,
          type,
          settings: { source: 'generic', correlation: '$.order' },
          secrets: {},
        }),
      },
    })
    await world.replica()
  })
  afterAll(() => world.close())

  const deliver = (order: string, id: string, connection = 'shop') => {
    const delivery = { tenant: 'default', id: `${id}:${order}`, connection }
    return receive(world.requests, 'generic', { ...delivery, body: { order, host: 'db-1' } })
  }
  const isWaiting = async (id: string) =>
    (await getRequest(world.requests, ann, id)).actions.find((one) => one.id === 'wait')?.state ===
    'waiting'

  it('goes on with what it told, once however often it comes at the same moment', async () => {
    const { id } = await submit(world.requests, ann, orderOf('waits'))
    await expect.poll(() => isWaiting(id)).toBe(true)

    const all = await Promise.all(Array.from({ length: 50 }, () => deliver(id, 'd')))
    await world.until(id, 'request_completed')

    const { wait } = await getOutputs(world.requests, ann, id)
    expect(all.filter(({ duplicate }) => !duplicate)).toEqual([{ duplicate: false, signalled: 1 }])
    expect(wait).toMatchObject({ body: { order: id, host: 'db-1' } })
  })

  it('does not hear what another connection says in its name', async () => {
    const { id } = await submit(world.requests, ann, orderOf('waits'))
    await expect.poll(() => isWaiting(id)).toBe(true)

    const received = await deliver(id, 'd', 'stranger')

    expect([received.signalled, await isWaiting(id)]).toEqual([0, true])
  })

  it('hears what came before it began to wait', async () => {
    const { id } = await submit(world.requests, ann, orderOf('late'))
    await expect.poll(() => isWaiting(id)).toBe(true)

    await catchUp(world.requests)
    await world.until(id, 'request_completed')

    const { rows } = await world.database.pool.query(
      `select count(*)::integer as open from inbound_delivery where wait_key like '%' || $1`,
      [id],
    )
    expect(rows).toEqual([{ open: 0 }])
  })
})
