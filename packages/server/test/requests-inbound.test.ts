import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { receive, workOff } from '../src/requests/inbound.ts'
import { getRequest } from '../src/requests/read.ts'
import { submit } from '../src/requests/submit.ts'
import { ann, itemOf, openWorld, orderOf, type World } from './requests-world.ts'

let world: World
beforeAll(async () => {
  world = await openWorld({
    items: [
      itemOf('sites', [
        { id: 'here', type: 'ticket', parallel_group: 'both', config: { site: 'here' } },
        { id: 'there', type: 'ticket', parallel_group: 'both', config: { site: 'there' } },
      ]),
    ],
    acts: {
      ticket: {
        execute: (_, { site }) => ({
          kind: 'waiting',
          waitingFor: 'remote',
          key: `jira:${String(site)}:OPS-7`,
          memo: {},
        }),
        resume: (_, __, ___, signal) => ({ kind: 'succeeded', outputs: signal }),
      },
    },
  })
  await world.replica()
})
afterAll(() => world.close())

describe('a delivery', () => {
  it('works a delivery off that a crash left behind, only for the connection it came from', async () => {
    const { id } = await submit(world.requests, ann, orderOf('sites'))
    const stateOf = async (action: string) =>
      (await getRequest(world.requests, ann, id)).actions.find((one) => one.id === action)?.state
    await expect.poll(() => stateOf('here')).toBe('waiting')
    await expect.poll(() => stateOf('there')).toBe('waiting')
    const crash = Object.assign(() => Promise.reject(new Error('crash')), {
      within: world.requests.advance.within,
    })
    const body = { issue: { key: 'OPS-7', fields: {} } }
    const delivery = { tenant: 'default', id: 'left-behind', body, connection: 'there' }
    await receive({ ...world.requests, advance: crash }, 'jira', delivery).catch(() => undefined)
    await world.database.pool.query(
      `update inbound_delivery set received_at = received_at - interval '1 minute'`,
    )

    await workOff(world.requests)

    await expect.poll(() => stateOf('there')).toBe('succeeded')
    expect(await stateOf('here')).toBe('waiting')
  })

  it('keeps a delivery that no action waits for, and knows it again', async () => {
    const delivery = { tenant: 'default', id: 'push-1', body: { ref: 'refs/heads/main' } }

    const first = await receive(world.requests, 'github', delivery)
    const second = await receive(world.requests, 'github', delivery)

    expect([first, second]).toEqual([
      { duplicate: false, signalled: 0 },
      { duplicate: true, signalled: 0 },
    ])
  })
})
