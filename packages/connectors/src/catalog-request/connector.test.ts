import { describe, expect, it } from 'vitest'
import { exerciseConnector, noon, testContext } from '../../contract/index.ts'
import type { ItemOrder, Orders, PlacedOrder } from '../kit/orders.ts'
import type { CatalogRequestConfig } from './config.ts'
import { catalogRequest } from './connector.ts'

const config: CatalogRequestConfig = { item: 'db', version: '^1.0.0', fields: { name: 'orders' } }

exerciseConnector(catalogRequest, { config })

const placed = (more: Partial<PlacedOrder> = {}): PlacedOrder => ({
  id: 'child',
  state: 'in_progress',
  url: 'https://pao.example.com/requests/child',
  outputs: {},
  sensitive: [],
  ...more,
})
const ordering = (more: Partial<PlacedOrder>): Partial<Orders> => ({
  submit: async () => placed(more),
  look: async () => placed(more),
  callOff: async () => placed(more),
  rollBack: async () => placed(more),
})
const execute = (orders: Partial<Orders>, change: Partial<CatalogRequestConfig> = {}) =>
  catalogRequest.execute(testContext({ orders }), { ...config, ...change })

const look = (more: Partial<PlacedOrder>, memo = {}) =>
  catalogRequest.poll!(testContext({ orders: ordering(more) }), config, {
    request: 'child',
    ...memo,
  })

const undo = (rollBack: Orders['rollBack']) =>
  catalogRequest.compensate!(testContext({ orders: { rollBack } }), config, {
    request_id: 'child',
  })

const callOff = (orders: Partial<Orders>, memo = {}) =>
  catalogRequest.undoBegun!(testContext({ orders }), config, memo)

describe('ordering', () => {
  it('hands on what the item says and waits for the end of the request, looking now and then', async () => {
    const asked: ItemOrder[] = []
    const submit: Orders['submit'] = async (order) => {
      asked.push(order)
      return placed()
    }

    const outcome = await execute({ submit })

    expect(asked).toEqual([{ item: 'db', version: '^1.0.0', fields: { name: 'orders' } }])
    expect(outcome).toMatchObject({
      kind: 'waiting',
      waitingFor: 'remote',
      until: noon + 15_000,
      key: 'request:child',
      memo: { request: 'child' },
      ref: { kind: 'request', id: 'child' },
    })
  })

  it('does not wait when it shall not', async () => {
    const outcome = await execute(ordering({}), { wait_for_completion: false })

    expect(outcome).toMatchObject({ kind: 'succeeded', outputs: { request_state: 'in_progress' } })
  })

  it('fails for good with every fault when the order is refused', async () => {
    const refused = {
      code: 'request.invalid',
      message: 'The order is not valid',
      faults: [
        { at: '/fields/name', message: 'is too long' },
        { at: '/fields/size', message: 'is missing' },
      ],
    }

    const outcome = await execute({ submit: async () => ({ refused }) })

    expect(outcome).toMatchObject({
      kind: 'failed',
      retryable: false,
      code: 'order.refused',
      message:
        'The order is not valid (request.invalid); /fields/name: is too long; /fields/size: is missing',
    })
  })

  it('orders nothing when it was told to stop', async () => {
    const outcome = await catalogRequest.execute(
      testContext({ signal: AbortSignal.abort() }),
      config,
    )

    expect(outcome).toMatchObject({ kind: 'failed', class: 'cancelled' })
  })
})

describe('the end of the request', () => {
  it('brings its outputs, secrets named as such', async () => {
    const outcome = await look({
      state: 'completed',
      outputs: { host: 'h1', password: 'p4ss' },
      sensitive: ['password'],
    })

    expect(outcome).toMatchObject({
      kind: 'succeeded',
      outputs: { host: 'h1', password: 'p4ss', request_id: 'child', request_state: 'completed' },
      sensitive: ['password'],
    })
  })

  it.each(['failed', 'cancelled', 'rejected', 'rolled_back', 'rollback_failed'] as const)(
    'as %s is a failure that is not tried again',
    async (state) => {
      const outcome = await look({ state, error: { code: 'x', message: 'no room' } })

      expect(outcome).toMatchObject({
        kind: 'failed',
        retryable: false,
        code: `order.${state}`,
        message: expect.stringContaining('no room'),
      })
    },
  )

  it('is waited for while it is under way or on hold', async () => {
    const outcomes = await Promise.all([look({ state: 'on_hold' }), look({ state: 'queued' })])

    expect(outcomes.map(({ kind }) => kind)).toEqual(['waiting', 'waiting'])
  })

  it('cannot come when the request is gone', async () => {
    const outcome = await catalogRequest.poll!(
      testContext({ orders: { look: async () => undefined } }),
      config,
      { request: 'child' },
    )

    expect(outcome).toMatchObject({ kind: 'failed', code: 'order.gone' })
  })

  it('of a rollback is what ends the undoing', async () => {
    const looks = await Promise.all([
      look({ state: 'rolling_back' }, { undoing: true }),
      look({ state: 'rolled_back' }, { undoing: true }),
      look({ state: 'rollback_failed' }, { undoing: true }),
    ])

    expect(looks).toMatchObject([
      { kind: 'waiting', memo: { request: 'child', undoing: true } },
      { kind: 'succeeded' },
      { kind: 'failed', code: 'order.not_undone' },
    ])
  })
})

describe('undoing', () => {
  it('rolls the request back and waits for that', async () => {
    const outcome = await undo(async () => placed({ state: 'rolling_back' }))

    expect(outcome).toMatchObject({ kind: 'waiting', memo: { request: 'child', undoing: true } })
  })

  it('says so when the request cannot be rolled back', async () => {
    const outcome = await undo(async () => undefined)

    expect(outcome).toMatchObject({ kind: 'failed', retryable: false, code: 'order.not_undone' })
  })
})

describe('undoing what is not done yet', () => {
  it.each(['in_progress', 'on_hold', 'rolling_back'] as const)(
    'waits for the end of a request that is %s',
    async (state) => {
      const asked: unknown[] = []
      const once: Orders['callOff'] = async (id) => {
        asked.push(id)
        return placed({ state })
      }

      const first = await callOff({ callOff: once }, { request: 'child' })
      const later = await look({ state }, { undoing: true })

      expect(asked).toEqual(['child'])
      expect(first).toMatchObject({
        kind: 'waiting',
        key: 'request:child',
        memo: { request: 'child', undoing: true },
      })
      expect(later).toEqual(first)
    },
  )

  it.each(['cancelled', 'rolled_back', 'failed', 'rejected'] as const)(
    'is over when the request has ended as %s',
    async (state) => {
      const outcomes = await Promise.all([
        callOff(ordering({ state }), { request: 'child' }),
        look({ state }, { undoing: true }),
      ])

      expect(outcomes).toMatchObject([{ kind: 'succeeded' }, { kind: 'succeeded' }])
    },
  )

  it('fails when what the request made cannot be undone', async () => {
    const outcomes = await Promise.all([
      callOff(ordering({ state: 'completed' }), { request: 'child' }),
      look({ state: 'rollback_failed' }, { undoing: true }),
    ])

    expect(outcomes).toMatchObject([
      { kind: 'failed', retryable: false, code: 'order.not_undone' },
      { kind: 'failed', retryable: false, code: 'order.not_undone' },
    ])
  })

  it('asks again for a rollback that had failed before, once', async () => {
    const orders = {
      callOff: async () => placed({ state: 'rollback_failed' }),
      rollBack: async () => placed({ state: 'rolling_back' }),
    }

    const outcome = await callOff(orders, { request: 'child' })

    expect(outcome).toMatchObject({ kind: 'waiting', memo: { undoing: true } })
  })

  it('looks for what may have been ordered unseen, and is done when there is none', async () => {
    const asked: unknown[] = []
    const none: Orders['callOff'] = async (id) => void asked.push(id)

    const outcome = await callOff({ callOff: none })

    expect(asked).toEqual([undefined])
    expect(outcome).toEqual({ kind: 'succeeded', outputs: {} })
  })
})

it('cancels the request it ordered', async () => {
  const cancelled: string[] = []
  const cancel: Orders['cancel'] = async (id) => void cancelled.push(id)

  await catalogRequest.cancel!(testContext({ orders: { cancel } }), config, { request: 'child' })

  expect(cancelled).toEqual(['child'])
})
