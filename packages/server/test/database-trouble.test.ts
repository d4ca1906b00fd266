import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { ann, chain, itemOf, openWorld, type World } from './requests-world.ts'
import { openWholeApi, type WholeApi } from './whole-api.ts'

let world: World
let api: WholeApi

beforeAll(async () => {
  const done = { kind: 'succeeded', outputs: {} } as const
  world = await openWorld({ items: [itemOf('it', chain('noop', 1))], acts: { noop: () => done } })
  await world.replica()
  const { db } = world.database
  // A row of `trouble` has the database refuse what is written, with its code.
  await query(`create table trouble (code text, said text);
    create function in_trouble() returns trigger language plpgsql as $$
      declare it trouble;
      begin
        select * into it from trouble limit 1;
        if found then raise exception '%', it.said using errcode = it.code; end if;
        return new;
      end $$;
    create trigger in_trouble before insert on idempotency_key for each row execute function in_trouble()`)
  api = await openWholeApi(world, { of: () => db, callerOf: () => ann })
})
afterAll(async () => {
  await api.app.close()
  await world.close()
})

const query = (text: string) => world.database.pool.query(text)

async function count(): Promise<readonly unknown[]> {
  const { rows } = await query(`select (select count(*) from request)::int as requests,
    (select count(*) from request_event where type = 'submitted')::int as events,
    (select count(*) from idempotency_key)::int as keys`)
  return rows
}

const order = (key: string) =>
  api.app.inject({
    method: 'POST',
    url: '/api/v1/requests',
    headers: { authorization: 'Bearer ann', 'idempotency-key': key },
    payload: { item: 'it', fields: { name: 'x' } },
  })

/** What comes of an order while the database is `broken`, of what it leaves behind, and of the same order later. */
async function orderWhile(key: string, broken: string) {
  const before = await count()
  await query(broken)
  const refused = await order(key)
  await query(mended)
  const after = await count()
  const again = await order(key)

  return { before, refused, after, again }
}

const failing = (code: string, said: string) => `insert into trouble values ('${code}', '${said}')`
const mended = 'delete from trouble'

describe('an order while the database is in trouble (A105)', () => {
  it.each([
    ['its disk is full', '53100', 'could not extend file: No space left on device'],
    ['it has no memory left', '53200', 'out of memory'],
    ['it only reads', '25006', 'cannot execute INSERT in a read-only transaction'],
    ['it gives up after too long', '57014', 'canceling statement due to statement timeout'],
  ])(
    'is refused for now when %s, leaves nothing behind, and is taken later',
    async (_how, code, said) => {
      const { before, refused, after, again } = await orderWhile(`key-${code}`, failing(code, said))

      expect(refused.statusCode, refused.body).toBe(503)
      expect(Number(refused.headers['retry-after'])).toBeGreaterThan(0)
      expect(refused.body).not.toMatch(/disk|space|read-only|canceling/)
      expect(after).toEqual(before)
      expect(again.statusCode, again.body).toBe(202)
      await world.until(again.json().id, 'request_completed')
    },
  )
})
