import { pause, until } from '../server-process.ts'
import { facts } from './items.ts'
import type { Told } from './records.ts'
import { isGone, orderFrom, type Replica } from './replica.ts'
import { asking } from './stored.ts'

/** An order to be placed: what, by which key, and the database in which to see how it goes. */
export type Carried = { databaseUrl: string; item: string; key: string }

const endLimitMs = 120_000

/**
 * Does all that a requester does with an order of the item, each step until it is accepted and under the
 * same keys: orders it and, where that is its way, rolls it back once it is done. Undefined = the replica died.
 */
export async function carry(replica: Replica, order: Carried): Promise<string | undefined> {
  const { databaseUrl, item, key } = order
  const id = await orderFrom(replica, item, key)
  if (id === undefined || !facts[item]?.undoneLater) return id
  const settled = ['completed', 'rolling_back', 'rolled_back']
  while (!isGone(replica) && !settled.includes((await standing(databaseUrl, id)).state))
    await Promise.race([replica.gone, pause(100)])
  while (!isGone(replica)) {
    const headers = { 'idempotency-key': `${key}-rollback` }
    const path = `/api/v1/requests/${id}/rollback`
    const answer = await replica.call('POST', path, {}, headers).catch(() => undefined)
    if (answer?.status === 202) return id
    if (answer !== undefined && answer.status < 500 && answer.status !== 409)
      throw new Error(`the rollback was refused: ${JSON.stringify(answer.body)}`)
    await Promise.race([replica.gone, pause(50)])
  }
  return undefined
}

/** What the requester was told by then. */
export function toldOf({ item, key }: Carried, id: string): readonly Told[] {
  const submitted: Told = { type: 'ok', what: 'submit', key, id, at: 0 }
  const undone: Told = { type: 'ok', what: 'rollback', key, id, at: 0 }
  return facts[item]?.undoneLater ? [submitted, undone] : [submitted]
}

/** The state in which the request ended. */
export async function ends(databaseUrl: string, id: string): Promise<string> {
  const { state } = await until(
    () => standing(databaseUrl, id),
    ({ over }) => over,
    endLimitMs,
  )
  return state
}

async function standing(
  databaseUrl: string,
  id: string,
): Promise<{ state: string; over: boolean }> {
  return asking(databaseUrl, async (db) => {
    const { rows } = await db.query<{ state: string; over: boolean }>(
      'select state, ended_at is not null as over from request where id = $1',
      [id],
    )
    return rows[0] ?? { state: 'missing', over: true }
  })
}
