import { randomUUID } from 'node:crypto'
import type { Outcome } from '@pao/connectors'
import type { RunEvent } from '@pao/core/engine'
import { afterAll, afterEach, describe, expect, it, vi } from 'vitest'
import { getEffects } from '../src/requests/effects.ts'
import { getRequest, listRequests } from '../src/requests/read.ts'
import { resolveEffect } from '../src/requests/resolve.ts'
import { submit } from '../src/requests/submit.ts'
import { deaf, done, fates, made, mute, openEffects } from './effects-world.ts'
import { expireLeases } from './requests-leases.ts'
import { ann, bob, dba, itemOf, olga, openWorld, orderOf } from './requests-world.ts'

const { world, replica, start, stateOf, untilUnknown, effects, word, orphansOf, expectReplay } =
  await openEffects()
afterAll(() => world.close())
afterEach(() => {
  made.clear()
  fates.clear()
})

const answer = ({ seq }: { seq: number }) => ({ status: 202, headers: {}, body: `{"seq":${seq}}` })

const stuck = async (): Promise<string[]> => {
  const asked = { filter: { unknown: true }, limit: 50 }
  return (await listRequests(world.requests, olga, asked)).items.map((one) => one.id)
}

describe('an effect nobody heard of', () => {
  it('is not made again where a second call would make a second, but waits for a word', async () => {
    fates.set('chain', [deaf])
    const { id } = await start('chain')

    await untilUnknown(id)

    const view = await getRequest(world.requests, ann, id)
    const [effect] = await effects(id)
    expect(made.get(`${id}/make/0`)).toBe(1)
    expect(view.state).toBe('in_progress')
    expect(view.progress.currentAction).toBe('make')
    expect(view.run.actions['after']?.state).toBe('pending')
    expect(effect).toMatchObject({
      key: `${id}/make/0`,
      type: 'once',
      repeat: 'never',
      state: 'unknown',
      tries: [
        {
          fence: 1,
          worker: replica.working.id,
          outcome: 'failed',
          ambiguous: true,
          why: { class: 'timeout', code: 'transport.timeout', httpStatus: null, sent: true },
        },
      ],
    })
    await word(id, true)
    await expectReplay(id)
  })

  it.each(['search', 'plain'] as const)('is asked for again under its key by %s', async (type) => {
    fates.set(type, [type === 'search' ? deaf : mute])

    const { id } = await start(type)
    await world.until(id, 'request_completed')

    const [effect] = await effects(id)
    expect(made.get(`${id}/make/0`)).toBe(1)
    expect(effect).toMatchObject({ state: 'made', tries: [{ ambiguous: true }, {}] })
    expect(await orphansOf(id)).toEqual([])
  })

  it('is found in the list of requests until somebody has given their word', async () => {
    fates.set('chain', [deaf])
    const { id } = await start('chain')
    await untilUnknown(id)

    const before = await stuck()
    await word(id, true)

    expect(before).toContain(id)
    expect(await stuck()).not.toContain(id)
  })

  it('is not in doubt when the remote side refused', async () => {
    const busy: Outcome = {
      kind: 'failed',
      retryable: true,
      class: 'rate_limit',
      code: 'http.429',
      message: 'Too many calls',
      status: 429,
    }
    fates.set('once', [() => busy])

    const { id } = await start('once')
    await world.until(id, 'request_completed')

    const [effect] = await effects(id)
    expect(effect?.tries.map(({ ambiguous }) => ambiguous)).toEqual([false, false])
    expect(effect?.tries[0]?.why).toMatchObject({ class: 'rate_limit', httpStatus: 429 })
  })

  it('never holds a request up as a notice, and is told once', async () => {
    const { id } = await start('told')

    await world.until(id, 'request_completed')

    await expect.poll(() => stateOf(id, 'notice:success:1')).toBe('failed')
    const sent = (await effects(id)).find(({ type }) => type === 'notification')
    expect(sent?.tries).toHaveLength(1)
    expect(await orphansOf(id)).toEqual([])
  })

  it('is left unknown when the time of its action ends under way', async () => {
    const { promise, resolve } = Promise.withResolvers<Outcome>()
    fates.set('limited', [
      (make) => {
        make()
        return promise
      },
    ])

    const { id } = await start('limited')
    await untilUnknown(id)

    const [effect] = await effects(id)
    expect(effect?.tries[0]).toMatchObject({
      outcome: 'timed_out',
      ambiguous: true,
      why: { code: 'action.timeout' },
    })
    resolve(done)
    await word(id, true)
  })
})

describe('a worker that dies in the middle', () => {
  it('leaves the action unknown with one effect at most, and is refused when it comes back', async () => {
    const reached = Promise.withResolvers<void>()
    const back = Promise.withResolvers<Outcome>()
    const own = await openWorld({
      items: [itemOf('once', [{ id: 'make', type: 'once', config: {} }])],
      acts: {
        once: ({ idempotencyKey }) => {
          made.set(idempotencyKey, (made.get(idempotencyKey) ?? 0) + 1)
          reached.resolve()
          return back.promise
        },
      },
      repeats: { once: 'never' },
    })
    const silent = await own.replica()
    const stale = vi.spyOn(silent.requests.telemetry, 'outcomeStale')
    const { id } = await submit(own.requests, ann, orderOf('once'))
    await reached.promise
    await silent.crash()
    const other = await own.replica()

    await expireLeases(own, id)
    await own.until(id, 'action_lost')
    const before = await own.database.db.selectFrom('attempt').selectAll().execute()
    back.resolve({ kind: 'succeeded', outputs: { id: 'late' } })
    await expect.poll(() => silent.working.held() + other.working.held()).toBe(0)

    const { run, state } = await getRequest(own.requests, ann, id)
    const [effect] = await getEffects(own.requests, ann, id)
    const rows = await own.database.db.selectFrom('attempt').selectAll().execute()
    await own.close()
    expect([state, run.actions['make']?.state]).toEqual(['in_progress', 'unknown'])
    expect(effect?.tries).toMatchObject([
      {
        worker: silent.working.id,
        outcome: 'lost',
        ambiguous: true,
        why: { code: 'action.lost' },
      },
    ])
    expect(made.get(`${id}/make/0`)).toBe(1)
    expect(rows).toEqual(before)
    expect(stale).toHaveBeenCalledOnce()
  })

  it('writes no outcome over the one that ended its claim', async () => {
    fates.set('once', [mute])
    const { id } = await start('once')
    await untilUnknown(id)
    const late: RunEvent = { type: 'action_succeeded', action: 'make', fence: 1, outputs: {} }

    const { happened } = await world.requests.advance({ tenant: 'default', id }, () => ({
      event: late,
      actor: 'worker:late',
      ended: { outcome: 'succeeded', outputs: { late: true } },
    }))

    const [effect] = await effects(id)
    expect(happened).toBe(false)
    expect(effect?.tries).toMatchObject([{ fence: 1, outcome: 'failed' }])
    await word(id, true)
  })
})

describe('the two buttons', () => {
  it('let a request go on with what a person saw', async () => {
    fates.set('chain', [deaf])
    const { id } = await start('chain')
    await untilUnknown(id)

    await word(id, true, {
      outputs: { db: '7', address: 'db-7', password: 'ganz-geheim' },
      comment: 'seen in the console',
    })
    await world.until(id, 'request_completed')

    const { actions } = await getRequest(world.requests, ann, id)
    const events = await world.until(id, 'effect_resolved')
    expect(actions[0]?.outputs).toEqual({ db: '7', address: 'db-7', password: '***' })
    expect(events.at(-1)).toMatchObject({
      actor: 'user:dba',
      event: { happened: true, by: 'dba', comment: 'seen in the console' },
    })
    expect(JSON.stringify(events)).not.toContain('ganz-geheim')
    await expectReplay(id)
  })

  it('let it be made under the same key when it was not', async () => {
    fates.set('once', [mute])
    const { id } = await start('once')
    await untilUnknown(id)

    await word(id, false)
    await world.until(id, 'request_completed')

    const [effect] = await effects(id)
    expect(made.get(`${id}/make/0`)).toBe(1)
    expect(effect).toMatchObject({ state: 'made', generation: 0, tries: [{}, { attempt: 2 }] })
    await expectReplay(id)
  })

  it('refuse every output the action does not have, all at once', async () => {
    fates.set('chain', [deaf])
    const { id } = await start('chain')
    await untilUnknown(id)

    const refused = word(id, true, { outputs: { address: 'x', 'no/ne': 1, never: 2 } })
    const empty = word(id, false, { outputs: { address: 'x' } })

    await expect(refused).rejects.toMatchObject({
      code: 'effect.outputs_invalid',
      faults: [{ at: '/outputs/no~1ne' }, { at: '/outputs/never' }],
    })
    await expect(empty).rejects.toMatchObject({ faults: [{ code: 'outputs.not_made' }] })
    await word(id, true)
  })

  it('are for the team and operators, and only while something is unknown', async () => {
    fates.set('once', [deaf])
    const { id } = await start('once')
    await untilUnknown(id)
    const body = { action: 'make', happened: true }
    const by = (principal: typeof ann, more = {}) =>
      resolveEffect(world.requests, { principal, id, body: { ...body, ...more } })

    await expect(by(ann)).rejects.toMatchObject({ code: 'auth.forbidden' })
    await expect(by(bob)).rejects.toMatchObject({ code: 'request.not_found' })
    await expect(by(olga, { action: 'x' })).rejects.toMatchObject({ code: 'action.not_found' })
    await by(olga)
    await expect(by(olga)).rejects.toMatchObject({ code: 'effect.not_unknown' })
  })

  it('count only for the try that was looked at, where they name it', async () => {
    fates.set('once', [mute, deaf])
    const { id } = await start('once')
    await untilUnknown(id)
    const [first] = await effects(id)
    await word(id, false, { fence: first?.fence })
    await untilUnknown(id)

    const late = word(id, false, { fence: first?.fence })

    await expect(late).rejects.toMatchObject({ code: 'effect.other_try' })
    const [second] = await effects(id)
    await word(id, true, { fence: second?.fence })
    expect([first, second]).toMatchObject([
      { state: 'unknown', fence: 1 },
      { state: 'unknown', fence: 2 },
    ])
    expect(made.get(`${id}/make/0`)).toBe(1)
  })

  it('give the same answer for the same key', async () => {
    fates.set('once', [deaf])
    const { id } = await start('once')
    await untilUnknown(id)
    const wish = { principal: dba, id, body: { action: 'make', happened: true } }
    const key = randomUUID()
    const options = { idempotency: { key, operation: 'POST resolve', answer } }

    const first = await resolveEffect(world.requests, wish, options)
    const second = await resolveEffect(world.requests, wish, options)

    expect(second.replay?.body).toBe(`{"seq":${first.seq}}`)
  })
})
