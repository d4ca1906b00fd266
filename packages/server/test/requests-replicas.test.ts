import type { Outcome } from '@pao/connectors'
import { afterEach, describe, expect, it } from 'vitest'
import { cancel } from '../src/requests/control.ts'
import { getLogs, getRequest } from '../src/requests/read.ts'
import type { RequestEvent } from '../src/requests/request-event.ts'
import { submit } from '../src/requests/submit.ts'
import { startSweeper } from '../src/requests/wake.ts'
import { expireLeases } from './requests-leases.ts'
import {
  ann,
  chain,
  itemOf,
  openWorld,
  orderOf,
  type Setting,
  type World,
} from './requests-world.ts'

const done: Outcome = { kind: 'succeeded', outputs: {} }
let world: World
afterEach(() => world.close())

/** Opens a world with one item of one action type. */
async function worldOf(count: number, acts: Setting['acts'], more = {}): Promise<World> {
  const [type = ''] = Object.keys(acts)
  world = await openWorld({ items: [itemOf('it', chain(type, count, more))], acts })
  return world
}

const start = () => submit(world.requests, ann, orderOf('it'))

function gate(): { opened: Promise<void>; open(): void } {
  const { promise, resolve } = Promise.withResolvers<void>()
  return { opened: promise, open: resolve }
}

describe('replicas', () => {
  it('lets another worker go on when one falls silent, and refuses what it says later', async () => {
    const reached = gate()
    const late = gate()
    const callers: string[] = []
    await worldOf(1, {
      slow: async ({ idempotencyKey }) => {
        callers.push(idempotencyKey)
        if (callers.length > 1) return done
        reached.open()
        await late.opened
        return { kind: 'succeeded', outputs: { from: 'the late one' } }
      },
    })
    const silent = await world.replica({ slots: 1 })
    const { id } = await start()
    await reached.opened

    const other = await world.replica({ slots: 1 })
    await expireLeases(world, id)
    await world.until(id, 'request_completed')
    late.open()
    await expect.poll(() => silent.working.held()).toBe(0)

    const { actions } = await getRequest(world.requests, ann, id)
    const logs = await getLogs(world.requests, ann, id)
    expect(new Set(callers)).toEqual(new Set([`${id}/step-1/0`]))
    expect(actions[0]?.outputs).toEqual({})
    expect(logs.map(({ outcome, worker }) => [outcome, worker])).toEqual([
      ['lost', silent.working.id],
      ['succeeded', other.working.id],
    ])
  })

  it('renews the lease of a slow call for as long as it runs', async () => {
    const reached = gate()
    const end = gate()
    await worldOf(1, {
      slow: async () => {
        reached.open()
        await end.opened
        return done
      },
    })
    await world.replica()
    const { id } = await start()
    await reached.opened
    const until = async (): Promise<number> => {
      const row = await world.database.db
        .selectFrom('action')
        .select('lease_until')
        .where('request_id', '=', id)
        .executeTakeFirstOrThrow()
      return row.lease_until?.getTime() ?? 0
    }
    const before = await until()

    await expect.poll(until, { timeout: 6_000 }).toBeGreaterThan(before)

    end.open()
    await world.until(id, 'request_completed')
  })

  it('hands its leases back at once when it stops, and loses no try by it', async () => {
    const reached = gate()
    let count = 0
    await worldOf(1, {
      slow: ({ signal }) => {
        count += 1
        if (count > 1) return done
        reached.open()
        return new Promise<Outcome>((resolve) => {
          signal.addEventListener('abort', () =>
            resolve({
              kind: 'failed',
              retryable: false,
              class: 'cancelled',
              code: 'transport.aborted',
              message: 'aborted',
            }),
          )
        })
      },
    })
    const first = await world.replica({ slots: 1 })
    const { id } = await start()
    await reached.opened

    await first.stop()
    await world.replica({ slots: 1 })

    const events = await world.until(id, 'request_completed', 5_000)
    const { actions } = await getRequest(world.requests, ann, id)
    expect(events.map(({ type }) => type)).toContain('action_released')
    expect(actions[0]?.lostClaims).toBe(0)
  })

  it('quarantines an action whose workers died three times', async () => {
    await worldOf(1, { deadly: () => done })
    const { id } = await start()
    const key = { tenant: 'default', id }
    const sweeper = startSweeper(world.requests)

    for (const fence of [1, 2, 3]) {
      const claim = async (): Promise<boolean> => {
        const { happened } = await world.requests.advance(key, () => ({
          event: { type: 'action_claimed', action: 'step-1', fence, worker: 'dead' },
          actor: 'worker:dead',
        }))
        return happened
      }
      await expect.poll(claim, { timeout: 5_000 }).toBe(true)
      await expireLeases(world, id)
    }

    await world.until(id, 'request_failed')
    await sweeper.stop()
    const { actions } = await getRequest(world.requests, ann, id)
    expect(actions[0]).toMatchObject({ state: 'failed', attempt: 3 })
    expect(actions[0]?.error?.code).toBe('action.quarantined')
  })

  it('hints again at a ready action whose hint was lost', async () => {
    await worldOf(1, { noop: () => done })
    const { id } = await start()
    await world.database.pool.query('delete from pgboss.job')
    await world.database.pool.query(`update action set wake_at = now() where request_id = $1`, [id])

    await world.replica()

    const events = await world.until(id, 'request_completed', 5_000)
    expect(events.at(-1)?.state).toBe('completed')
  })

  it('hints again at it while a short queue never runs dry', async () => {
    await worldOf(1, { noop: () => done })
    const { id } = await start()
    await start()
    const { pool } = world.database
    await pool.query(`delete from pgboss.job where data ->> 'request' = $1`, [id])
    // Like one that is always just about to be fetched.
    await pool.query(
      `update pgboss.job set created_on = now() + interval '1 hour', start_after = now() + interval '1 hour'`,
    )
    await pool.query('update action set wake_at = now() where request_id = $1', [id])

    await world.replica()

    const events = await world.until(id, 'request_completed', 5_000)
    expect(events.at(-1)?.state).toBe('completed')
  })

  it('goes on with what a dead worker left before it begins what waits in a long queue', async () => {
    await worldOf(1, { noop: () => done })
    const { id } = await start()
    const { pool } = world.database
    await pool.query('delete from pgboss.job')
    await world.requests.advance({ tenant: 'default', id }, () => ({
      event: { type: 'action_claimed', action: 'step-1', fence: 1, worker: 'dead' },
      actor: 'worker:dead',
    }))
    await Promise.all(Array.from({ length: 20 }, start))
    const sweeper = startSweeper(world.requests)
    await expireLeases(world, id)
    await world.until(id, 'action_lost')
    await sweeper.stop()

    await world.replica({ slots: 1 })
    await world.until(id, 'request_completed')

    const { rows } = await pool.query<{ id: string }>(
      `select request_id as id from attempt where worker <> 'dead' order by started_at`,
    )
    expect(rows.slice(0, 2).map((row) => row.id)).toContain(id)
  })

  it('hints again in a long queue only at what has been ready longer than any job has waited', async () => {
    await worldOf(1, { noop: () => done })
    const [old, young] = [await start(), await start()]
    await start()
    const { pool } = world.database
    const lost = [old.id, young.id]
    await pool.query(`delete from pgboss.job where data ->> 'request' = any($1)`, [lost])
    await pool.query(`update pgboss.job set created_on = now() - interval '1 minute'`)
    for (const [id, ready] of [
      [old.id, '2 minutes'],
      [young.id, '30 seconds'],
    ])
      await pool.query(
        `update action set wake_at = now() - $2::text::interval where request_id = $1`,
        [id, ready],
      )

    const sweeper = startSweeper(world.requests)
    const hinted = async (): Promise<unknown[]> => {
      const { rows } = await pool.query(
        `select data ->> 'request' as id, priority from pgboss.job where data ->> 'request' = any($1)`,
        [lost],
      )
      return rows
    }
    await expect.poll(hinted, { timeout: 5_000 }).toEqual([{ id: old.id, priority: 3 }])
    await world.requests.timers.pause(1_500)
    await sweeper.stop()

    expect(await hinted()).toHaveLength(1)
  })

  it('rests between two looks although a long queue keeps many actions ready', async () => {
    const wide = chain('noop', 300, { order: 1, parallel_group: 'all' })
    const strategy = { mode: 'automatic', concurrency: 500 } as const
    world = await openWorld({
      items: [itemOf('it', wide, { strategy })],
      acts: { noop: () => done },
    })
    await Promise.all([start(), start()])
    const { pool } = world.database
    await pool.query(`update pgboss.job set created_on = now() - interval '1 minute'`)
    await pool.query(`update action set wake_at = now() where state = 'ready'`)
    const { timers } = world.requests
    const rests: number[] = []
    const after: typeof timers.after = (ms, ...more) => {
      rests.push(ms)
      return timers.after(ms, ...more)
    }

    const sweeper = startSweeper({ ...world.requests, timers: { ...timers, after } })
    await expect.poll(() => rests.length, { timeout: 10_000 }).toBeGreaterThan(1)
    await sweeper.stop()

    expect(Math.min(...rests)).toBeGreaterThan(0)
  })

  it('lets one of many simultaneous claims win', async () => {
    await worldOf(1, { noop: () => done })
    const other = await world.replica({ slots: 0 })
    const { id } = await start()
    const key = { tenant: 'default', id }
    const claim = (n: number) => {
      const { advance } = n % 2 === 0 ? world.requests : other.requests
      return advance(key, () => ({
        event: { type: 'action_claimed', action: 'step-1', fence: 1, worker: `w${n}` },
        actor: `worker:w${n}`,
      }))
    }

    const claims = await Promise.all(Array.from({ length: 60 }, (_, n) => claim(n)))

    expect(claims.filter(({ happened }) => happened)).toHaveLength(1)
    const rows = await getLogs(world.requests, ann, id)
    expect(rows).toHaveLength(1)
  })

  it('runs a wide request with both replicas and writes every end once', async () => {
    await worldOf(60, { noop: () => done }, { order: 1, parallel_group: 'all' })
    await world.replica({ slots: 30 })
    await world.replica({ slots: 30 })
    const { id } = await start()

    const events = await world.until(id, 'request_completed')

    const ends = events.filter(({ type }) => type === 'action_succeeded')
    expect(new Set(ends.map(({ action }) => action)).size).toBe(60)
    expect(ends).toHaveLength(60)
  })

  it('cancels once and starts nothing more', async () => {
    await worldOf(3, { noop: () => done })
    const { id } = await start()

    const answers = await Promise.all(
      Array.from({ length: 10 }, () =>
        cancel(world.requests, { principal: ann, id, body: {} }).catch((error: unknown) => error),
      ),
    )
    await world.replica()

    const events = await world.until(id, 'request_cancelled')
    expect(answers).toHaveLength(10)
    expect(events.filter(({ type }) => type === 'cancel_requested')).toHaveLength(1)
    expect(events.some(({ type }) => type === 'action_claimed')).toBe(false)
  })
})

describe('follow', () => {
  it('gives forty watchers every event once and in order while requests run', async () => {
    await worldOf(5, { noop: () => done })
    await world.replica()
    const ids = await Promise.all(Array.from({ length: 20 }, async () => (await start()).id))

    const seen = await Promise.all(
      [...ids, ...ids].map((id) => world.until(id, 'request_completed', 15_000)),
    )

    for (const events of seen)
      expect(events.map(({ seq }) => seq)).toEqual(events.map((_, index) => index + 1))
  })

  it('resumes after the last number a watcher saw', async () => {
    await worldOf(2, { noop: () => done })
    await world.replica()
    const { id } = await start()
    const all = await world.until(id, 'request_completed')
    const rest: RequestEvent[] = []
    const ending = new AbortController()

    for await (const event of world.follower.follow({ tenant: 'default', id }, 5, ending.signal)) {
      rest.push(event)
      if (event.type === 'request_completed') break
    }

    expect(rest).toEqual(all.slice(5))
  })

  it('ends when the watcher goes away', async () => {
    await worldOf(1, { noop: () => done })
    const { id } = await start()
    const ending = new AbortController()
    const seen: string[] = []

    for await (const { type } of world.follower.follow(
      { tenant: 'default', id },
      0,
      ending.signal,
    )) {
      seen.push(type)
      if (type === 'request_in_progress') ending.abort()
    }

    expect(seen.at(-1)).toBe('request_in_progress')
  })
})
