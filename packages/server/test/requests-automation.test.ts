import { connectors, type Outcome } from '@pao/connectors'
import type { Action } from '@pao/core/catalog'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { automationOf, releaseHeld, switchAutomation } from '../src/requests/automation.ts'
import { cancel } from '../src/requests/control.ts'
import { getRequest } from '../src/requests/read.ts'
import { retry } from '../src/requests/retry.ts'
import { submit } from '../src/requests/submit.ts'
import { ann, dba, itemOf, olga, openWorld, orderOf, person, type World } from './requests-world.ts'

const task = connectors.get('manual-task')
if (!task) throw new Error('no manual-task on the shelf')

const vm: Action = { id: 'vm', type: 'noop', order: 2, config: {} }
const slow: Action = { id: 'net', type: 'slow', order: 1, config: {} }
const byHand: Action = { id: 'by-hand', type: 'manual-task', config: { title: 'Make it' } }
const callsPeople = {
  error_handling: { strategy: 'fallback', fallback_action: 'by-hand' },
} as const

/** People's work that is refused once. */
const ticket: Action = { id: 'ticket', type: 'jira-ticket', config: {}, retry: { attempts: 1 } }

const items = [
  itemOf('both', [vm], { strategy: { mode: 'hybrid' }, manual: { actions: [byHand] } }),
  itemOf('alone', [vm]),
  itemOf('covered', [{ ...vm, ...callsPeople }], { manual: { actions: [byHand] } }),
  itemOf('flaky', [{ ...vm, type: 'flaky', retry: { attempts: 1 } }]),
  itemOf(
    'leaned',
    [
      { ...ticket, order: 1 },
      { ...vm, ...callsPeople },
    ],
    {
      manual: { actions: [byHand] },
    },
  ),
  itemOf('long', [slow, { ...vm, ...callsPeople }], { manual: { actions: [byHand] } }),
]

const done: Outcome = { kind: 'succeeded', outputs: {} }
const tried = new Set<string>()
function once(request: string): Outcome {
  tried.add(request)
  return { kind: 'failed', retryable: false, class: 'permanent', code: 'no', message: 'Not yet' }
}

let world: World
let release: () => void = () => undefined
beforeAll(async () => {
  world = await openWorld({
    items,
    connectors: [task],
    acts: {
      flaky: ({ request }) => (tried.has(request.id) ? done : once(request.id)),
      'jira-ticket': ({ request }) => (tried.has(request.id) ? done : once(request.id)),
      noop: () => ({ kind: 'succeeded', outputs: {} }),
      slow: () =>
        new Promise((resolve) => (release = () => resolve({ kind: 'succeeded', outputs: {} }))),
    },
  })
  await world.replica()
}, 60_000)
afterAll(() => world.close())
beforeEach(async () => {
  for (const { metadata } of items) await turn(metadata.id, { off: false })
})

const turn = (
  item: string,
  wish: { off: boolean; reason?: string; until?: number; running?: boolean },
  who = dba,
) => switchAutomation(world.requests, who, { item, wish })
const off = { off: true, reason: 'the network moves' }
const order = async (item: string): Promise<string> =>
  (await submit(world.requests, ann, orderOf(item))).id
const stateOf = async (id: string) => {
  const { run } = await getRequest(world.requests, ann, id)
  return run
}

describe('a retry while automation is off', () => {
  it('is refused with the reason where nobody else can go on', async () => {
    const id = await order('flaky')
    await world.until(id, 'request_failed')
    await turn('flaky', off)

    const wish = { principal: ann, id, body: {} }
    const refused = await retry(world.requests, wish).catch((error: unknown) => error)
    const failed = await stateOf(id)
    await turn('flaky', { off: false })
    await retry(world.requests, wish)
    await world.until(id, 'request_completed')

    expect(refused).toMatchObject({ code: 'request.automation_off', facts: { reason: off.reason } })
    expect(failed.state).toBe('failed')
  })

  it('goes on with people where they stand in', async () => {
    const id = await order('leaned')
    await world.until(id, 'request_failed')
    await turn('leaned', off)

    await retry(world.requests, { principal: ann, id, body: {} })
    const events = await world.until(id, 'action_waiting')

    const again = events.find(({ type }) => type === 'retry_requested')?.event
    expect(again).toEqual({ type: 'retry_requested', by: 'ann', automation: off })
    expect((await stateOf(id)).actions['vm']).toMatchObject({ attempt: 0, replacedBy: 'by-hand' })
    await cancel(world.requests, { principal: ann, id, body: {} })
  })
})

describe('orders while automation is off', () => {
  it('of a hybrid item go to its people at once, and say why', async () => {
    await turn('both', off)

    const id = await order('both')
    const events = await world.until(id, 'action_waiting')

    expect(events[0]?.event).toEqual({ type: 'submitted', automation: off })
    expect(await stateOf(id)).toMatchObject({
      lane: 'manual',
      handover: { message: 'Automation is switched off: the network moves' },
    })
    await cancel(world.requests, { principal: ann, id, body: {} })
  })

  it('go to the people that stand in for each action', async () => {
    await turn('covered', off)

    const id = await order('covered')
    await world.until(id, 'action_waiting')

    expect((await stateOf(id)).actions['vm']).toMatchObject({ attempt: 0, replacedBy: 'by-hand' })
    await cancel(world.requests, { principal: ann, id, body: {} })
  })

  it('that nobody can carry out wait until it is on again', async () => {
    await turn('alone', off)
    const id = await order('alone')
    const held = await stateOf(id)

    await turn('alone', { off: false })
    await world.until(id, 'request_completed')

    expect(held).toMatchObject({ state: 'on_hold', automation: off })
  })

  it('begin by themselves when its time is over', async () => {
    await turn('alone', { ...off, until: world.requests.now() + 400 })
    const id = await order('alone')
    const before = await stateOf(id)

    await expect
      .poll(async () => {
        await releaseHeld(world.requests)
        return (await stateOf(id)).state
      })
      .not.toBe('on_hold')

    expect(before.state).toBe('on_hold')
    await world.until(id, 'request_completed')
  })

  it('whose own moment comes are held on', async () => {
    await turn('alone', off)
    const notBefore = new Date(world.requests.now() + 300).toISOString()
    const { id } = await submit(world.requests, ann, orderOf('alone', { not_before: notBefore }))

    await world.until(id, 'released')
    const held = await stateOf(id)
    await turn('alone', { off: false })
    await world.until(id, 'request_completed')

    expect(held).toMatchObject({ state: 'on_hold', automation: off })
  })
})

it('leaves running requests alone unless they are meant too', async () => {
  const id = await order('long')
  await world.until(id, 'action_claimed')

  await turn('long', off)
  const untouched = await stateOf(id)
  await turn('long', { ...off, running: true })
  release()
  await world.until(id, 'action_waiting')

  expect(untouched.automation).toBeUndefined()
  expect((await stateOf(id)).actions).toMatchObject({
    net: { state: 'succeeded' },
    vm: { replacedBy: 'by-hand' },
  })
  await cancel(world.requests, { principal: ann, id, body: {} })
})

describe('the switch', () => {
  it('tells who used it, when and why, also when it is on again', async () => {
    const switched = await turn('alone', off, olga)
    const again = await turn('alone', { off: false })

    expect(switched).toMatchObject({ off: true, reason: off.reason, by: 'olga' })
    expect(again).toMatchObject({ off: false, reason: off.reason, by: 'olga', onBy: 'dba' })
  })

  it('is for operators and the team of the item', async () => {
    const stranger = person('pat', ['platform-team'], ['team-net'])

    await expect(turn('alone', off, stranger)).rejects.toMatchObject({ code: 'auth.forbidden' })
    await expect(turn('alone', off, ann)).rejects.toMatchObject({ code: 'auth.forbidden' })
    await expect(turn('nothing', off)).rejects.toMatchObject({ code: 'item.not_found' })
  })

  it('was never used for most items', async () => {
    await expect(automationOf(world.requests, ann, 'both')).resolves.toMatchObject({ off: false })
  })
})
