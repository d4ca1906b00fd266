import type { Outcome } from '@pao/connectors'
import { TransportFailure } from '@pao/connectors'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { getLogs, getRequest } from '../src/requests/read.ts'
import { submit } from '../src/requests/submit.ts'
import { type Act, ann, chain, itemOf, openWorld, orderOf, type World } from './requests-world.ts'

/** How often each request is still to be kept from its target. */
const holds = new Map<string, number>()
const guarded: Act = ({ request }): Outcome => {
  const left = holds.get(request.id) ?? 3
  holds.set(request.id, left - 1)
  if (left > 0)
    throw new TransportFailure('breaker_open', 'circuit breaker open', {
      sent: false,
      held: { target: 'api.example.com', forMs: 50 },
    })
  return { kind: 'succeeded', outputs: {} }
}

let world: World

beforeAll(async () => {
  world = await openWorld({
    items: [itemOf('guarded', chain('guarded', 1, { retry: { attempts: 1 } }))],
    acts: { guarded },
  })
  await world.replica()
})

afterAll(() => world.close())

describe('an action before an open circuit breaker', () => {
  it('waits with its reason and succeeds in its only try once the target is back', async () => {
    const { id } = await submit(world.requests, ann, orderOf('guarded'))

    const events = await world.until(id, 'request_completed')
    const view = await getRequest(world.requests, ann, id)
    const logs = await getLogs(world.requests, ann, id)

    const held = events.filter(({ type }) => type === 'action_held')
    expect(held).toHaveLength(3)
    expect(held[0]?.event).toMatchObject({
      target: 'api.example.com',
      reason: 'circuit breaker open',
    })
    expect(view.run.actions['step-1']).toMatchObject({ state: 'succeeded', attempt: 1, fence: 4 })
    expect(logs.map(({ outcome }) => outcome)).toEqual(['held', 'held', 'held', 'succeeded'])
  })
})
