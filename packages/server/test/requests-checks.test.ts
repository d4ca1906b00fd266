import { connectors, type Outcome } from '@pao/connectors'
import type { Item } from '@pao/core/catalog'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { removeFreeze, setFreeze } from '../src/requests/calendar/freezes.ts'
import { explainRequest } from '../src/requests/explain.ts'
import { skipAction } from '../src/requests/interfere.ts'
import { preview } from '../src/requests/preview.ts'
import { getLogs, getRequest } from '../src/requests/read.ts'
import { rehearseOrder } from '../src/requests/rehearsal/rehearse.ts'
import { retry } from '../src/requests/retry.ts'
import { submit } from '../src/requests/submit.ts'
import { ann, dba, itemOf, openWorld, orderOf, type World } from './requests-world.ts'

const config = { endpoint: { url: 'https://stock.test/{{fields.name}}?key={{secrets.KEY}}' } }
const room = { type: 'rest-check', name: 'Room', description: 'three nodes are free', config }
const make = { id: 'make', type: 'make', config: {} }
const task = connectors.get('manual-task')
if (!task) throw new Error('not on the shelf')

const byHand = { id: 'by-hand', type: 'manual-task', config: { title: 'Make it' } }
const items: readonly Item[] = [
  itemOf('strict', [make], { prerequisites: [room] }),
  itemOf('mild', [make], { prerequisites: [{ ...room, required: false }] }),
  itemOf('hybrid', [make], {
    strategy: { mode: 'hybrid' },
    manual: { actions: [byHand] },
    prerequisites: [room],
  }),
]

const yes: Outcome = { kind: 'succeeded', outputs: { status: 200 } }
const no: Outcome = {
  kind: 'failed',
  retryable: false,
  class: 'permanent',
  code: 'http.409',
  message: 'GET https://stock.test answered 409: 1 node',
}

let answer: Outcome = yes
let made: Outcome = yes
const asked: unknown[] = []
let world: World
beforeAll(async () => {
  world = await openWorld({
    items,
    connectors: [task],
    secrets: { KEY: 'canary-of-a-key' },
    acts: {
      'rest-api': (_context, given) => {
        asked.push(given)
        return answer
      },
      make: () => made,
    },
  })
  await world.replica()
})
afterAll(() => world.close())
afterEach(() => {
  answer = yes
  made = yes
  asked.length = 0
})

const order = async (item: string) => (await submit(world.requests, ann, orderOf(item))).id
const read = (id: string) => getRequest(world.requests, ann, id)
const again = (id: string) => retry(world.requests, { principal: ann, id, body: {} })
const statesOf = async (id: string) =>
  Object.fromEntries((await read(id)).actions.map((one) => [one.id, one.state]))

describe('a rest-check', () => {
  it('is asked with the answers of the order before it begins, and its answer is kept', async () => {
    const id = await order('strict')
    await world.until(id, 'request_completed')

    const [first] = await getLogs(world.requests, ann, id)
    expect(asked).toEqual([{ endpoint: { url: 'https://stock.test/orders?key=canary-of-a-key' } }])
    expect(first).toMatchObject({ action: 'check:1', outcome: 'succeeded' })
    expect(JSON.stringify(await getLogs(world.requests, ann, id))).not.toContain('canary')
  })

  it('that is not met ends the order with what is wrong and how to mend it, nothing made', async () => {
    answer = no
    const id = await order('strict')
    await world.until(id, 'request_failed')

    expect(await statesOf(id)).toMatchObject({ 'check:1': 'failed', make: 'skipped' })
    expect((await read(id)).run.failure).toMatchObject({
      code: 'prerequisite.unmet',
      action: 'check:1',
      message: expect.stringMatching(/Room: three nodes are free.*409: 1 node.*retry/),
    })
    const { statements } = await explainRequest(world.requests, ann, id)
    expect(statements[0]?.sentence).toContain('Room: three nodes are free')
    expect((await getLogs(world.requests, ann, id)).map(({ action }) => action)).toEqual([
      'check:1',
    ])
  })

  it('is not for people to go on without', async () => {
    answer = no
    const id = await order('hybrid')
    await world.until(id, 'request_failed')

    expect(await statesOf(id)).toMatchObject({ make: 'skipped', 'by-hand': 'skipped' })
  })

  it('is asked again when the request is retried, whatever it said before', async () => {
    answer = no
    const id = await order('strict')
    await world.until(id, 'request_failed')
    answer = yes
    made = { ...no, message: 'Broken' }
    await again(id)
    await world.untilCount(id, 'request_failed', 2)
    answer = no
    made = yes
    await again(id)
    await world.untilCount(id, 'request_failed', 3)
    const tried = await statesOf(id)
    answer = yes
    await again(id)
    await world.until(id, 'request_completed')

    expect(asked).toHaveLength(4)
    expect(tried).toMatchObject({ 'check:1': 'failed', make: 'skipped' })
  })

  it('is asked only once a freeze is over', async () => {
    const name = 'closing'
    const acting = { id: 'olga' }
    const none = { environments: [], items: ['strict'], categories: [], teams: [], owners: [] }
    await setFreeze(
      world.requests,
      { tenant: 'default', name, acting },
      {
        reason: 'Closing',
        from: '2020-01-01',
        to: '2099-01-01',
        timezone: 'UTC',
        approvers: [],
        scope: none,
      },
    )
    const id = await order('strict')
    const held = (await read(id)).state
    const before = asked.length

    await removeFreeze(world.requests, { tenant: 'default', name, acting })
    await world.until(id, 'request_completed')

    expect([held, before, asked.length]).toEqual(['on_hold', 0, 1])
  })

  it('that is not required is told and stops nothing', async () => {
    answer = no
    const id = await order('mild')
    await world.until(id, 'request_completed')

    expect(await statesOf(id)).toEqual({ 'check:1': 'failed', make: 'succeeded' })
  })

  it('may be skipped by the team of the item, with a reason', async () => {
    answer = no
    const id = await order('strict')
    await world.until(id, 'request_failed')

    const body = { action: 'check:1', reason: 'The figures are old' }
    await skipAction(world.requests, { principal: dba, id, body })
    await again(id)
    await world.until(id, 'request_completed')

    expect(await statesOf(id)).toMatchObject({ 'check:1': 'skipped', make: 'succeeded' })
  })

  it('is told in the plan, and played by it and by a rehearsal without what a call would need', async () => {
    const plan = await preview(world.requests, ann, orderOf('strict'), { dry: true })
    const document = items[0]
    if (!document) throw new Error('no item')
    const played = await rehearseOrder(world.requests, ann, {
      document,
      order: { fields: { name: 'orders' } },
      ends: {},
      rollBack: false,
    })

    expect(plan.warnings).toEqual([
      'Room is asked of another system right before it begins, not here',
    ])
    expect(plan.nodes.map(({ id }) => id)).toContain('check:1')
    expect(played.tries.map(({ action }) => action)).toContain('check:1')
    // Played with the connector's own dry call, which has no door out and no secret: rehearsal.test.ts traps both.
    expect(JSON.stringify(asked)).not.toContain('canary')
  })
})
