import { type Plan, replay, type RunEvent } from '@pao/core/engine'
import { expect } from 'vitest'
import type { Requests } from '../src/requests/deps.ts'

/** Whatever a test did: each stored run is what its log says. */
export async function expectReplays(requests: Requests): Promise<void> {
  const rows = await requests.db.selectFrom('request').select('id').limit(2_000).execute()
  for (const { id } of rows) await expectReplay(requests, id)
}

/** The stored run is what its log says. */
export async function expectReplay({ db, shelf }: Requests, id: string): Promise<void> {
  const taken = await shelf.take(db, { tenant: 'default', id }, true)
  const rows = await db
    .selectFrom('request_event')
    .select(['at', 'data'])
    .where('request_id', '=', id)
    .orderBy('seq')
    .execute()
  const events = rows.flatMap(({ at, data }) => {
    const { event } = data as { event?: RunEvent }
    return event ? [{ event, at: at.getTime() }] : []
  })
  const plan = taken && ((await orderedPlan(db, id)) ?? taken.held.fixed.plan)
  expect(plan && replay(plan, events)).toEqual(taken?.held.run)
}

/** The plan a request was ordered with, when it goes on with another one. */
async function orderedPlan(db: Requests['db'], id: string): Promise<Plan | undefined> {
  const row = await db
    .selectFrom('request')
    .select('ordered_as')
    .where('id', '=', id)
    .executeTakeFirst()
  const ordered = row?.ordered_as as { plan: Plan; action_set: string } | null | undefined
  if (!ordered) return undefined
  const set = await db
    .selectFrom('action_set')
    .select('actions')
    .where('hash', '=', ordered.action_set)
    .executeTakeFirstOrThrow()
  return { ...ordered.plan, actions: set.actions as Plan['actions'] }
}
