import { randomUUID } from 'node:crypto'
import type { Outcome } from '@pao/connectors'
import type { Action } from '@pao/core/catalog'
import { replay, type RunEvent } from '@pao/core/engine'
import { sql } from 'kysely'
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest'
import { cancel, retry } from '../src/requests/control.ts'
import { getEffects } from '../src/requests/effects.ts'
import { countOrphans, listOrphans, type Orphan, resolveOrphan } from '../src/requests/orphans.ts'
import { getRequest } from '../src/requests/read.ts'
import { resolveEffect } from '../src/requests/resolve.ts'
import { submit } from '../src/requests/submit.ts'
import {
  type Act,
  ann,
  bob,
  dba,
  itemOf,
  olga,
  openWorld,
  orderOf,
  person,
  type Replica,
  type World,
} from './requests-world.ts'

const done: Outcome = { kind: 'succeeded', outputs: {} }
const silence: Outcome = {
  kind: 'failed',
  retryable: true,
  class: 'timeout',
  code: 'transport.timeout',
  message: 'No answer in time',
  made: 'maybe',
}

/** What exists outside, by key, and how often it was made. */
const made = new Map<string, number>()
/** How a call goes; `make` records the effect. */
type Fate = (make: () => void) => Outcome | Promise<Outcome>
const fates = new Map<string, Fate[]>()

const act: Act = async ({ idempotencyKey, request }) => {
  const make = (): void => void made.set(idempotencyKey, (made.get(idempotencyKey) ?? 0) + 1)
  const fate = fates.get(request.item.id)?.shift()
  if (fate) return fate(make)
  make()
  return { kind: 'succeeded', outputs: { id: 'made-1', password: 'geheim-geheim' } }
}
/** Looks first: makes nothing that is there already. */
const searching: Act = (context, ...rest) =>
  made.has(context.idempotencyKey)
    ? { kind: 'succeeded', outputs: { id: 'found' } }
    : act(context, ...rest)
const seen: unknown[] = []

const step = (type: string, more: Partial<Action> = {}): Action => ({
  id: 'make',
  type,
  config: {},
  retry: { attempts: 3, delay: 0 },
  ...more,
})
const after: Action = {
  id: 'after',
  type: 'plain',
  dependencies: { wait_for: ['make'] },
  config: { of: '{{output.make.address}}' },
}
const kinds = ['once', 'search', 'plain'] as const

let world: World
let replica: Replica
beforeAll(async () => {
  world = await openWorld({
    items: [
      ...kinds.map((type) => itemOf(type, [step(type)])),
      itemOf('chain', [step('once', { output: { fields: { db: 'id' } } }), after]),
      itemOf('seek', [step('search', { retry: { attempts: 3, delay: 60 } })]),
      itemOf('timed', [step('once')], { strategy: { mode: 'automatic', timeout: 1 } }),
      itemOf('limited', [step('once', { timeout: 1 })]),
      itemOf('told', [], {
        automatic: { actions: [{ id: 'a', type: 'plain', config: {} }] },
        notifications: { on_success: { channels: ['slack:#db'] } },
      }),
    ],
    acts: {
      once: act,
      plain: act,
      notification: () => silence,
      search: {
        execute: searching,
        compensate: ({ idempotencyKey }, _config, outputs) => {
          seen.push({ idempotencyKey, outputs })
          made.delete(idempotencyKey)
          return done
        },
      },
    },
    sensitive: ['password'],
    repeats: { once: 'never', search: 'search', notification: 'never' },
  })
  replica = await world.replica()
})
afterAll(() => world.close())
afterEach(() => {
  made.clear()
  fates.clear()
})

const start = (item: string) => submit(world.requests, ann, orderOf(item))
/** It makes its effect, and nobody hears of it. */
const deaf: Fate = (make) => {
  make()
  return silence
}
const mute: Fate = () => silence

const stateOf = async (id: string, action = 'make') =>
  (await getRequest(world.requests, ann, id)).run.actions[action]?.state
const untilUnknown = (id: string) =>
  expect.poll(() => stateOf(id), { timeout: 10_000 }).toBe('unknown')
const effects = (id: string) => getEffects(world.requests, ann, id)
const word = (id: string, happened: boolean, more = {}) =>
  resolveEffect(world.requests, { principal: dba, id, body: { action: 'make', happened, ...more } })
const orphansOf = async (id: string, state: 'open' | 'resolved' = 'open') => {
  const { items } = await listOrphans(world.requests, olga, { state, limit: 200 })
  return items.filter(({ request }) => request === id)
}
const onlyOrphan = async (id: string): Promise<Orphan> => {
  const [orphan, ...others] = await orphansOf(id)
  if (!orphan || others.length > 0) throw new Error('not one orphan')
  return orphan
}

/** The stored run is what its log says. */
async function expectReplay(id: string): Promise<void> {
  const { plan, run } = await world.database.db
    .selectFrom('request')
    .select(['plan', 'run'])
    .where('id', '=', id)
    .executeTakeFirstOrThrow()
  const rows = await world.database.db
    .selectFrom('request_event')
    .select(['at', 'data'])
    .where('request_id', '=', id)
    .orderBy('seq')
    .execute()
  const events = rows.flatMap(({ at, data }) => {
    const { event } = data as { event?: RunEvent }
    return event ? [{ event, at: at.getTime() }] : []
  })
  expect(replay(plan as Parameters<typeof replay>[0], events)).toEqual(run)
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

  it('is not in doubt when the remote side refused', async () => {
    const busy: Outcome = { ...silence, class: 'rate_limit', code: 'http.429', status: 429 }
    const { made: _, ...refused } = busy as Outcome & { kind: 'failed' }
    fates.set('once', [() => refused])

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
      items: [itemOf('once', [step('once')])],
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

    await own.database.db
      .updateTable('action')
      .set({ lease_until: sql<Date>`clock_timestamp() - interval '1 second'` })
      .where('request_id', '=', id)
      .execute()
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

  it('give the same answer for the same key', async () => {
    fates.set('once', [deaf])
    const { id } = await start('once')
    await untilUnknown(id)
    const wish = { principal: dba, id, body: { action: 'make', happened: true } }
    const key = randomUUID()
    const answer = ({ seq }: { seq: number }) => ({
      status: 202,
      headers: {},
      body: `{"seq":${seq}}`,
    })
    const options = { idempotency: { key, operation: 'POST resolve', answer } }

    const first = await resolveEffect(world.requests, wish, options)
    const second = await resolveEffect(world.requests, wish, options)

    expect(second.replay?.body).toBe(`{"seq":${first.seq}}`)
  })
})

describe('what an ended action may have left', () => {
  /** A cancelled request whose action nobody knows of. */
  const cancelled = async (item: string): Promise<string> => {
    fates.set(item, [deaf])
    const { id } = await start(item)
    await untilUnknown(id)
    await cancel(world.requests, { principal: ann, id, body: {} })
    await world.until(id, 'request_cancelled')
    return id
  }

  it('stands in the list from the moment its request is cancelled', async () => {
    const before = await countOrphans(world.requests)

    const id = await cancelled('once')

    const orphan = await onlyOrphan(id)
    const [effect] = await effects(id)
    expect(orphan).toMatchObject({
      id: `${id}.0.make`,
      action: 'make',
      key: `${id}/make/0`,
      ownerTeam: 'team-db',
      endedAs: 'cancelled',
      error: { code: 'transport.timeout' },
    })
    expect(effect).toMatchObject({ state: 'maybe', orphan: orphan.id })
    expect(await countOrphans(world.requests)).toBe(before + 1)
    await expectReplay(id)
  })

  it('is seen by operators and the team it belongs to, page by page', async () => {
    await cancelled('once')
    await cancelled('once')
    const seenBy = async (who: typeof ann) =>
      (await listOrphans(world.requests, who, { state: 'open', limit: 200 })).items.length

    const first = await listOrphans(world.requests, dba, { state: 'open', limit: 1 })
    const rest = await listOrphans(world.requests, dba, {
      state: 'open',
      limit: 200,
      after: first.next ?? '',
    })

    expect(await seenBy(dba)).toBe(1 + rest.items.length)
    expect(await seenBy(olga)).toBe(await seenBy(dba))
    expect(await seenBy(ann)).toBe(0)
    expect(await seenBy(person('eve', ['platform-team'], ['other']))).toBe(0)
    expect(first.items[0]?.id.localeCompare(rest.items[0]?.id ?? '')).toBe(1)
  })

  it('is adopted once, by whom and where is kept', async () => {
    const { id } = await onlyOrphan(await cancelled('once'))
    const adopt = (principal: typeof ann) =>
      resolveOrphan(world.requests, {
        principal,
        id,
        body: { how: 'adopted', reference: 'CMDB-1', comment: 'kept' },
      })
    const auditor = person('aud', ['auditor'])

    await expect(adopt(ann)).rejects.toMatchObject({ code: 'orphan.not_found' })
    await expect(adopt(auditor)).rejects.toMatchObject({ code: 'auth.forbidden' })
    const { orphan } = await adopt(dba)

    expect(orphan.resolution).toMatchObject({
      how: 'adopted',
      by: 'user:dba',
      reference: 'CMDB-1',
      comment: 'kept',
      deletedBy: null,
    })
    await expect(adopt(dba)).rejects.toMatchObject({ code: 'orphan.resolved' })
  })

  it('is deleted by the word of a person where nothing can find it', async () => {
    const { id } = await onlyOrphan(await cancelled('once'))

    const { orphan } = await resolveOrphan(world.requests, {
      principal: olga,
      id,
      body: { how: 'deleted', comment: 'was not there' },
    })

    expect(orphan.resolution).toMatchObject({
      how: 'deleted',
      deletedBy: 'person',
      by: 'user:olga',
    })
  })

  it('is deleted by a connector that finds it by its key, once for one Idempotency-Key', async () => {
    fates.set('seek', [deaf])
    const { id } = await start('seek')
    await expect.poll(() => stateOf(id)).toBe('waiting')
    await cancel(world.requests, { principal: ann, id, body: {} })
    const found = await onlyOrphan(id)
    const wish = { principal: dba, id: found.id, body: { how: 'deleted', comment: 'x' } as const }
    const answer = ({ orphan }: { orphan: Orphan }) => ({
      status: 200,
      headers: {},
      body: JSON.stringify(orphan.resolution),
    })
    const options = { idempotency: { key: randomUUID(), operation: 'POST delete', answer } }

    const first = await resolveOrphan(world.requests, wish, options)
    const second = await resolveOrphan(world.requests, wish, options)

    expect(first.orphan.resolution).toMatchObject({ how: 'deleted', deletedBy: 'connector' })
    expect(second.replay?.body).toBe(JSON.stringify(first.orphan.resolution))
    expect(seen).toEqual([{ idempotencyKey: `${id}/make/0`, outputs: {} }])
  })

  it('is left by a time limit too, asked for at a retry, and settled by the word', async () => {
    fates.set('timed', [deaf])
    const { id } = await start('timed')
    await world.until(id, 'request_failed')
    const orphan = await onlyOrphan(id)

    await retry(world.requests, { principal: ann, id, body: {} })
    await untilUnknown(id)
    await word(id, true)
    await world.until(id, 'request_completed')

    expect(made.get(`${id}/make/0`)).toBe(1)
    expect(await orphansOf(id)).toEqual([])
    expect(await orphansOf(id, 'resolved')).toMatchObject([
      { id: orphan.id, resolution: { how: 'settled', by: 'user:dba' } },
    ])
    await expectReplay(id)
  })
})
