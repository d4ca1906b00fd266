import { replay } from '@pao/core/engine'
import { afterEach, describe, expect, it } from 'vitest'
import { cancel, completeManual, rollBack } from '../src/requests/control.ts'
import { retry } from '../src/requests/retry.ts'
import { preview } from '../src/requests/preview.ts'
import { getLogs, getOutputs, getRequest, getStatus, listRequests } from '../src/requests/read.ts'
import { submit } from '../src/requests/submit.ts'
import { expireLeases } from './requests-leases.ts'
import { ann, bob, dba, openWorld, orderOf, person, type World } from './requests-world.ts'
import { away, newRemote, rollbackItems } from './rollback-remote.ts'

let remote = newRemote()
let world: World
afterEach(async () => {
  await world.close()
  remote = newRemote()
})

async function open(): Promise<void> {
  world = await openWorld({ items: rollbackItems, acts: remote.acts, sensitive: ['token'] })
}

async function ordered(item: string, ending = 'request_completed'): Promise<string> {
  const { id } = await submit(world.requests, ann, orderOf(item))
  await world.until(id, ending)
  return id
}

const wish = (id: string, principal = ann, body = {}) => ({ principal, id, body })
const made = (id: string) => remote.effects.map((key) => key.replace(`${id}/`, ''))

/** The stored run is what its log tells. */
async function replays(id: string): Promise<boolean> {
  const key = { tenant: 'default', id }
  const taken = await world.requests.shelf.take(world.requests.db, key, true)
  if (!taken) return false
  const events: Parameters<typeof replay>[1][number][] = []
  for await (const { event, at, seq } of world.follower.follow(
    key,
    0,
    new AbortController().signal,
  )) {
    if (event) events.push({ event, at })
    if (seq === taken.held.seq) break
  }
  expect(replay(taken.held.fixed.plan, events)).toEqual(taken.held.run)
  return true
}

describe('a request that fails', () => {
  it('is rolled back in reverse order, each effect undone once', async () => {
    await open()
    await world.replica()
    remote.failing.add('check')

    const id = await ordered('diamond', 'request_rolled_back')

    expect(made(id).slice(0, 3).toSorted()).toEqual(['dns/0', 'net/0', 'vm/0'])
    expect(made(id).slice(3, 5).toSorted()).toEqual(['dns:rollback/0', 'vm:rollback/0'])
    expect(made(id).slice(5)).toEqual(['net:rollback/0'])
    expect(remote.configs).toContainEqual({ of: 'made-by-vm on made-by-net', why: away.message })
    const found = await getRequest(world.requests, ann, id)
    expect(found).toMatchObject({ state: 'rolled_back', left: [], progress: { percentage: 100 } })
    expect(found.endedAt).not.toBeNull()
    expect(await getOutputs(world.requests, ann, id)).not.toHaveProperty('vm')
    expect(await replays(id)).toBe(true)
  })

  it('is rolled back by another worker when one dies half way, and nothing is undone twice', async () => {
    await open()
    const dying = await world.replica()
    remote.failing.add('check')
    remote.hanging.add('vm:rollback')
    const half = new Promise<void>((resolve) => {
      remote.reached = resolve
    })
    const { id } = await submit(world.requests, ann, orderOf('diamond'))
    await half

    await dying.crash()
    await world.replica()
    await expireLeases(world, id)

    await world.until(id, 'request_rolled_back')
    expect(new Set(remote.effects).size).toBe(remote.effects.length)
    expect(made(id).slice(3, 5).toSorted()).toEqual(['dns:rollback/0', 'vm:rollback/0'])
    expect(made(id).slice(5)).toEqual(['net:rollback/0'])
    const tries = (await getLogs(world.requests, ann, id)).filter(
      ({ action }) => action === 'vm:rollback',
    )
    expect(tries.map(({ outcome }) => outcome)).toEqual(['lost', 'succeeded'])
    expect(await replays(id)).toBe(true)
  })

  it('keeps what stands on something that cannot be remote.undone, and undoes it when asked again', async () => {
    await open()
    await world.replica()
    remote.failing = new Set(['check', 'vm:rollback'])
    const id = await ordered('diamond', 'request_rollback_failed')
    const stuck = await getRequest(world.requests, ann, id)
    const failed = await listRequests(world.requests, ann, {
      filter: { state: ['rollback_failed'] },
      limit: 5,
    })
    remote.failing = new Set()

    const again = await rollBack(world.requests, wish(id))

    await world.until(id, 'request_rolled_back')
    expect(stuck.left).toEqual([
      { action: 'vm', why: 'failed' },
      { action: 'net', why: 'held_back' },
    ])
    expect(failed.items.map((one) => one.id)).toEqual([id])
    expect(again.state).toBe('rolling_back')
    expect(made(id).slice(3)).toEqual(['dns:rollback/0', 'vm:rollback/0', 'net:rollback/0'])
  })

  it('cannot be retried or cancelled once it was rolled back', async () => {
    await open()
    await world.replica()
    remote.failing.add('check')
    const id = await ordered('diamond', 'request_rolled_back')

    const answers = await Promise.allSettled([
      retry(world.requests, wish(id)),
      cancel(world.requests, wish(id)),
      rollBack(world.requests, wish(id)),
    ])

    expect(answers).toMatchObject([
      { reason: { code: 'request.not_failed' } },
      { reason: { code: 'request.ended' } },
      { reason: { code: 'request.not_undoable' } },
    ])
  })
})

describe('a rollback somebody asks for', () => {
  it('undoes a completed request, by name, by the connector itself, and with its secrets', async () => {
    await open()
    await world.replica()
    const id = await ordered('self')

    await rollBack(world.requests, wish(id, dba, { reason: 'not needed' }))

    await world.until(id, 'request_rolled_back')
    expect(made(id)).toEqual(['make/0', 'keep/0', 'mail/0', 'keep:rollback/0', 'make:rollback/0'])
    expect(remote.configs).toContainEqual({ token: 'geheim-geheim' })
    expect(remote.undone).toEqual([
      { id: 'made-by-make', token: 'geheim-geheim', config: { for: 'orders' } },
    ])
    const outputs = await getOutputs(world.requests, ann, id)
    expect(Object.keys(outputs).toSorted()).toEqual([
      'keep',
      'keep:rollback',
      'mail',
      'make:rollback',
    ])
    const { actions, left } = await getRequest(world.requests, ann, id)
    expect(left).toEqual([{ action: 'mail', why: 'not_possible' }])
    expect(actions.find((one) => one.id === 'make')).not.toHaveProperty('outputs')
    const logs = await getLogs(world.requests, ann, id)
    expect(logs.find(({ action }) => action === 'make:rollback')?.entry).toBe('compensate')
    expect(await replays(id)).toBe(true)
  })

  it('gives its rollbacks an error to read, although nothing failed', async () => {
    await open()
    await world.replica()
    const id = await ordered('asked')

    await rollBack(world.requests, wish(id, ann, { reason: 'moved away' }))

    await world.until(id, 'request_rolled_back')
    expect(remote.configs).toContainEqual({ of: 'made-by-vm on made-by-net', why: 'moved away' })
  })

  it('is told before ordering, in the order of undoing', async () => {
    await open()

    const plan = await preview(world.requests, ann, orderOf('self'))

    expect(plan.compensation.map(({ action, by }) => `${action} by ${by}`)).toEqual([
      'keep by keep:rollback',
      'make by make:rollback',
    ])
    expect(plan.cannotUndo).toEqual(['mail'])
    expect(plan.inputs['keep:rollback']).toEqual({ value: { token: '<keep.token>' } })
  })

  it('may wait for a person like any other work, and is not cancelled meanwhile', async () => {
    await open()
    await world.replica()
    const id = await ordered('by-hand')
    await rollBack(world.requests, wish(id))
    await world.until(id, 'action_waiting')

    const [stopped, again] = await Promise.allSettled([
      cancel(world.requests, wish(id)),
      rollBack(world.requests, wish(id)),
    ])
    const status = await getStatus(world.requests, ann, id)
    const body = { action: 'one:rollback', outcome: 'succeeded' } as const
    await completeManual(world.requests, { principal: dba, id, body })

    await world.until(id, 'request_rolled_back')
    expect(stopped).toMatchObject({ reason: { code: 'request.rolling_back' } })
    expect(again).toMatchObject({ value: { state: 'rolling_back' } })
    expect(status).toMatchObject({
      state: 'rolling_back',
      progress: { percentage: 0, currentAction: 'one:rollback', total: 1, done: 0 },
    })
  })

  it('is for those who may steer the request, and for requests that ended with something to undo', async () => {
    await open()
    await world.replica()
    const plain = await ordered('plain')
    const { id } = await submit(world.requests, ann, orderOf('slow'))
    await world.until(id, 'action_waiting')
    const auditor = person('aud', ['auditor'])

    const answers = await Promise.allSettled([
      rollBack(world.requests, wish(plain)),
      rollBack(world.requests, wish(id)),
      rollBack(world.requests, wish(plain, bob)),
      rollBack(world.requests, wish(plain, auditor)),
    ])

    expect(answers).toMatchObject([
      { reason: { code: 'request.not_undoable' } },
      { reason: { code: 'request.not_ended' } },
      { reason: { code: 'request.not_found' } },
      { reason: { code: 'auth.forbidden' } },
    ])
  })

  it('happens once under one key', async () => {
    await open()
    await world.replica()
    const id = await ordered('asked')
    const idempotency = {
      key: 'once',
      operation: 'POST /requests/{id}/rollback',
      answer: ({ seq }: { seq: number }) => ({ status: 202, headers: {}, body: `{"seq":${seq}}` }),
    }

    const first = await rollBack(world.requests, wish(id), { idempotency })
    const events = await world.until(id, 'request_rolled_back')
    const second = await rollBack(world.requests, wish(id), { idempotency })

    expect(events.filter(({ type }) => type === 'rollback_requested')).toHaveLength(1)
    expect(second).toMatchObject({ seq: first.seq })
  })
})

describe('a cancel that compensates', () => {
  it('undoes what had succeeded after what was under way has ended', async () => {
    await open()
    await world.replica()
    const { id } = await submit(world.requests, ann, orderOf('slow'))
    await world.until(id, 'action_waiting')

    await cancel(world.requests, wish(id, ann, { compensate: true, reason: 'ordered twice' }))

    const events = await world.until(id, 'request_rolled_back')
    const states = events.flatMap(({ type }) => (type.startsWith('request_') ? [type] : []))
    expect(states.slice(-3)).toEqual([
      'request_cancelled',
      'request_rolling_back',
      'request_rolled_back',
    ])
    expect(made(id)).toEqual(['one/0', 'one:rollback/0'])
    expect(await replays(id)).toBe(true)
  })

  it('lets its compensations run as long as they need', async () => {
    await open()
    await world.replica()
    const { id } = await submit(world.requests, ann, orderOf('patient'))
    await world.until(id, 'action_waiting')
    const gate = Promise.withResolvers<void>()
    remote.letGo = gate.promise
    const running = new Promise<void>((resolve) => {
      remote.reached = resolve
    })
    await cancel(world.requests, wish(id, ann, { compensate: true }))
    await running
    const leaseUntil = async () => {
      const row = await world.database.db
        .selectFrom('action')
        .select('lease_until')
        .where('request_id', '=', id)
        .where('action_id', '=', 'one:rollback')
        .executeTakeFirstOrThrow()
      return row.lease_until?.getTime() ?? 0
    }
    const before = await leaseUntil()
    world.requests.signal.publish('pao_timer', `held ${id}`)
    await expect.poll(leaseUntil, { timeout: 6_000 }).not.toBe(before)

    gate.resolve()

    const events = await world.until(id, 'request_rolled_back')
    expect(events.map(({ type }) => type)).not.toContain('action_failed')
  })

  it('leaves it at the cancel when it is not asked for; that can be made up for', async () => {
    await open()
    await world.replica()
    const { id } = await submit(world.requests, ann, orderOf('slow'))
    await world.until(id, 'action_waiting')
    await cancel(world.requests, wish(id))
    await world.until(id, 'request_cancelled')
    const { left } = await getRequest(world.requests, ann, id)

    await rollBack(world.requests, wish(id))

    await world.until(id, 'request_rolled_back')
    expect(left).toEqual([{ action: 'one', why: 'not_asked' }])
    expect(made(id)).toEqual(['one/0', 'one:rollback/0'])
  })
})
