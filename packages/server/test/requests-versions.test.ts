import { sql } from 'kysely'
import { afterEach, expect, it } from 'vitest'
import { getRequest } from '../src/requests/read.ts'
import { submit } from '../src/requests/submit.ts'
import { ann, chain, itemOf, openWorld, orderOf, type World } from './requests-world.ts'

const done = { kind: 'succeeded', outputs: {} } as const
let world: World
afterEach(() => world.close({ altered: true }))

/** What a newer release would have written: a key of its own wherever one may be, and an event of its own. */
async function touchedByNewer(id: string): Promise<void> {
  await world.database.pool.query(
    `update request set seq = seq + 1,
       run = jsonb_set(jsonb_set(run, '{newer}', '{"told": 1}'), '{actions,step-2,newer}', '"kept"'),
       plan = jsonb_set(jsonb_set(plan, '{newer}', '[1]'), '{actions,0,newer}', 'true')
     where id = $1`,
    [id],
  )
  await world.database.pool.query(
    `insert into request_event (tenant, request_id, seq, type, at, actor, correlation_id, data)
     select tenant, id, seq, 'newer_happened', now(), 'system', correlation_id,
       '{"state": "in_progress", "progress": 0, "event": {"type": "newer_happened", "action": "step-1"}}'
     from request where id = $1`,
    [id],
  )
}

it('brings a request to its end that a newer release worked on, and keeps what it does not know', async () => {
  world = await openWorld({ items: [itemOf('it', chain('noop', 3))], acts: { noop: () => done } })
  const { id } = await submit(world.requests, ann, orderOf('it'))
  await touchedByNewer(id)

  await world.replica()
  const events = await world.until(id, 'request_completed')

  const row = await world.database.db
    .selectFrom('request')
    .select([
      sql`run -> 'newer'`.as('run'),
      sql`run -> 'actions' -> 'step-2' -> 'newer'`.as('action'),
      sql`plan -> 'newer'`.as('plan'),
    ])
    .where('id', '=', id)
    .executeTakeFirst()
  expect(row).toEqual({ run: { told: 1 }, action: 'kept', plan: [1] })
  expect(events.map(({ seq }) => seq)).toEqual(events.map((_, index) => index + 1))
  expect(events.map(({ type }) => type)).toContain('newer_happened')
  expect((await getRequest(world.requests, ann, id)).state).toBe('completed')
})
