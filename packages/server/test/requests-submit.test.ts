import { Problem } from '@pao/core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { actionSetOf } from '../src/requests/action-set.ts'
import { createShelf } from '../src/requests/held.ts'
import { submit, type Submitted } from '../src/requests/submit.ts'
import { ann, bob, chain, itemOf, openWorld, orderOf, type World } from './requests-world.ts'

let world: World

beforeAll(async () => {
  const fields = [
    { id: 'name', name: 'Name', type: 'string', required: true },
    { id: 'secret', name: 'Secret', type: 'password' },
  ] as const
  world = await openWorld({
    items: [itemOf('db', chain('noop', 2), { fields })],
    acts: { noop: () => ({ kind: 'succeeded', outputs: {} }) },
  })
})
afterAll(() => world.close())

const keyed = (key: string) => ({
  idempotency: {
    key,
    operation: 'POST /requests',
    answer: ({ id, state, seq }: Submitted) => ({
      status: 202,
      headers: { location: `/api/v1/requests/${id}` },
      body: JSON.stringify({ id, state, seq }),
    }),
  },
})

const count = async (): Promise<number> => {
  const { rows } = await world.database.pool.query<{ n: number }>(
    'select count(*) as n from request',
  )
  return rows[0]?.n ?? -1
}

describe('submit', () => {
  it('writes request, events, actions and the first job together', async () => {
    const { id, state, seq } = await submit(world.requests, ann, orderOf('db'))

    const events = await world.database.db
      .selectFrom('request_event')
      .select(['seq', 'type', 'actor'])
      .where('request_id', '=', id)
      .orderBy('seq')
      .execute()
    const { rows: jobs } = await world.database.pool.query(
      `select data from pgboss.job where data ->> 'request' = $1`,
      [id],
    )
    expect({ state, seq }).toEqual({ state: 'in_progress', seq: 4 })
    expect(events.map((event) => event.type)).toEqual([
      'submitted',
      'request_validated',
      'request_queued',
      'request_in_progress',
    ])
    expect(events[0]?.actor).toBe('user:ann')
    expect(jobs).toEqual([
      { data: { tenant: 'default', request: id, action: 'step-1', entry: 'claim' } },
    ])
  })

  it('keeps a password out of every column but the sealed one', async () => {
    const { id } = await submit(
      world.requests,
      ann,
      orderOf('db', { fields: { name: 'orders', secret: 'hunter2-hunter2' } }),
    )

    const { rows } = await world.database.pool.query(
      `select to_jsonb(r)::text || (select string_agg(e.data::text, '') from request_event e
         where e.request_id = r.id) as everything from request r where id = $1`,
      [id],
    )
    expect(JSON.stringify(rows)).not.toContain('hunter2')
    expect(JSON.stringify(rows)).toContain('***')
  })

  it('names what is wrong and writes nothing', async () => {
    const before = await count()

    const refused = submit(world.requests, ann, orderOf('db', { fields: {} }))

    await expect(refused).rejects.toMatchObject({ code: 'request.invalid' })
    expect(await count()).toBe(before)
  })

  it('takes fifty calls with one key as one request and answers all alike', async () => {
    const before = await count()

    const answers = await Promise.all(
      Array.from({ length: 50 }, () => submit(world.requests, ann, orderOf('db'), keyed('k-50'))),
    )

    expect(new Set(answers.map(({ id }) => id)).size).toBe(1)
    expect(answers.filter(({ replay }) => replay === undefined)).toHaveLength(1)
    expect(await count()).toBe(before + 1)
  })

  it('gives a repeat the very bytes of the first answer', async () => {
    const first = await submit(world.requests, ann, orderOf('db'), keyed('k-again'))

    const second = await submit(world.requests, ann, orderOf('db'), keyed('k-again'))

    expect(second.replay).toEqual({
      status: 202,
      headers: { location: `/api/v1/requests/${first.id}` },
      body: JSON.stringify({ id: first.id, state: first.state, seq: first.seq }),
    })
  })

  it('refuses a key that was used with another body', async () => {
    await submit(world.requests, ann, orderOf('db'), keyed('k-body'))

    const other = submit(
      world.requests,
      ann,
      orderOf('db', { fields: { name: 'invoices' } }),
      keyed('k-body'),
    )

    await expect(other).rejects.toMatchObject({ code: 'idempotency.mismatch' })
  })

  it('lets another person use the same key', async () => {
    const hers = await submit(world.requests, ann, orderOf('db'), keyed('k-shared'))

    const his = await submit(world.requests, bob, orderOf('db'), keyed('k-shared'))

    expect(his.id).not.toBe(hers.id)
  })

  it('does not burn the key of an order that was invalid', async () => {
    const invalid = submit(world.requests, ann, orderOf('db', { fields: {} }), keyed('k-burn'))
    await expect(invalid).rejects.toBeInstanceOf(Problem)

    const valid = await submit(world.requests, ann, orderOf('db'), keyed('k-burn'))

    expect(valid.replay).toBeUndefined()
  })

  it('refuses a key of blanks or of 256 characters', async () => {
    for (const key of ['a b', 'x'.repeat(256), ''])
      await expect(submit(world.requests, ann, orderOf('db'), keyed(key))).rejects.toMatchObject({
        code: 'idempotency.key_invalid',
      })
  })
})

describe('submit of many at once', () => {
  it('takes each exactly once, with its own events, actions and job', async () => {
    const names = Array.from({ length: 120 }, (_, n) => `many-${n}`)

    const taken = await Promise.all(
      names.map((name) => submit(world.requests, ann, orderOf('db', { fields: { name } }))),
    )

    const { rows } = await world.database.pool.query<Record<string, unknown>>(
      `select r.id, r.fields ->> 'name' as name,
         (select count(*) from request_event e where e.request_id = r.id) as events,
         (select count(*) from action a where a.request_id = r.id) as actions,
         (select count(*) from pgboss.job j where j.data ->> 'request' = r.id::text) as jobs
       from request r where r.fields ->> 'name' like 'many-%'`,
    )
    const expected = taken.map(({ id }, n) => ({
      id,
      name: names[n],
      events: 4,
      actions: 2,
      jobs: 1,
    }))
    expect(rows).toHaveLength(names.length)
    expect(rows).toEqual(expect.arrayContaining(expected))
  })

  it('gives calls with one key among many others one request and the same answer', async () => {
    const before = await count()

    const answers = await Promise.all(
      Array.from({ length: 60 }, (_, n) =>
        submit(world.requests, ann, orderOf('db'), keyed(n % 3 === 0 ? 'k-group' : `k-group-${n}`)),
      ),
    )

    const same = answers.filter((_, n) => n % 3 === 0)
    expect(new Set(same.map(({ id }) => id)).size).toBe(1)
    expect(new Set(answers.map(({ id }) => id)).size).toBe(41)
    expect(await count()).toBe(before + 41)
  })

  it('lets an order the database refuses fail alone', async () => {
    const { id } = await submit(world.requests, ann, orderOf('db'))
    const before = await count()
    const again = { ...world.requests, newId: () => id }

    const results = await Promise.allSettled(
      Array.from({ length: 20 }, (_, n) =>
        submit(n === 10 ? again : world.requests, ann, orderOf('db')),
      ),
    )

    const refused = results.flatMap(({ status }, n) => (status === 'rejected' ? [n] : []))
    expect(refused).toEqual([10])
    expect(await count()).toBe(before + 19)
  })

  it('keeps the actions of a document once, and finds them again in another process', async () => {
    const taken = await Promise.all([1, 2, 3].map(() => submit(world.requests, ann, orderOf('db'))))

    const { rows } = await world.database.pool.query(
      `select distinct action_set_hash from request where item_id = 'db'`,
    )
    const key = { tenant: 'default', id: taken[0]?.id ?? '' }
    const found = await createShelf().take(world.database.db, key, false)
    expect(rows).toHaveLength(1)
    expect(actionSetOf(found?.held.fixed.plan.actions ?? []).hash).toBe(rows[0]?.action_set_hash)
    expect(found?.held.fixed.plan.actions.map(({ id }) => id)).toEqual(['step-1', 'step-2'])
  })

  it('reads a plan that was written with its actions in it', async () => {
    const { id } = await submit(world.requests, ann, orderOf('db'))
    await world.database.pool.query(
      `update request r set action_set_hash = null,
         plan = plan || jsonb_build_object('actions', (select actions from action_set s
           where s.tenant = r.tenant and s.hash = r.action_set_hash))
       where id = $1`,
      [id],
    )

    const found = await createShelf().take(world.database.db, { tenant: 'default', id }, false)

    expect(found?.held.fixed.plan.actions.map(({ id: step }) => step)).toEqual(['step-1', 'step-2'])
  })

  it('takes a reason with signs the database does not keep', async () => {
    const { id } = await submit(world.requests, ann, orderOf('db', { reason: 'a\u0000b\ud800' }))

    const { rows } = await world.database.pool.query('select reason from request where id = $1', [
      id,
    ])
    expect(rows).toEqual([{ reason: 'a\ufffdb\ufffd' }])
  })
})
