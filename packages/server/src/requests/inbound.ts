import { ConnectionMissing } from '@pao/connectors'
import { sql } from 'kysely'
import { Problem } from '@pao/core'
import type { Requests } from './deps.ts'
import { type Reading, type ReadingSettings, sources } from './inbound-readings.ts'

/** A webhook's call whose signature was already checked. `id` is the sender's own id of the delivery. */
export type Delivery = {
  tenant: string
  id: string
  body: unknown
  /** The named connection whose secret fitted; unset = any of that type. */
  connection?: string
}

/** `duplicate` = seen before, nothing done; `signalled` = how many waiting actions were told. */
export type Received = { duplicate: boolean; signalled: number }

export type InboundDeps = Pick<Requests, 'db' | 'advance' | 'telemetry' | 'outside'>

const longestText = 200

/**
 * Takes a webhook in: stored once under its delivery id, then everything that waits for it is told.
 * A crash in between loses nothing, because `workOff` finds what is stored and not yet worked on.
 * Throws `webhook.unknown`.
 */
export async function receive(
  deps: InboundDeps,
  source: string,
  delivery: Delivery,
): Promise<Received> {
  if (!(await take(deps, source, delivery))) return { duplicate: true, signalled: 0 }
  return { duplicate: false, signalled: await tell(deps, source, delivery) }
}

/** Stores a delivery to be told of; false when it is here already. Throws `webhook.unknown`. */
export async function take(
  deps: InboundDeps,
  source: string,
  delivery: Delivery,
): Promise<boolean> {
  if (!Object.hasOwn(sources, source)) throw new Problem('webhook.unknown', { source })
  const key = lastingKey(deps, source, delivery)
  const { numInsertedOrUpdatedRows } = await deps.db
    .insertInto('inbound_delivery')
    .values({
      tenant: delivery.tenant,
      source,
      delivery_id: delivery.id.slice(0, longestText),
      received_at: sql<Date>`clock_timestamp()`,
      connection: delivery.connection,
      ...(key !== undefined && { wait_key: key }),
      body: JSON.stringify(delivery.body),
    })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst()
  return numInsertedOrUpdatedRows !== 0n
}

/**
 * What somebody may begin to wait for after it came: a generic delivery is named by whoever ordered, so it can be
 * news of nothing else. Other senders' news are hints, and their objects are looked at anyway.
 */
function lastingKey(deps: InboundDeps, source: string, delivery: Delivery): string | undefined {
  if (source !== 'generic' || delivery.connection === undefined) return undefined
  const [reading] = readingsOf(deps, source, delivery)
  const [object] = reading?.objects ?? []
  return object === undefined ? undefined : `generic:${delivery.connection}:${object}`
}

/** Works off deliveries a crash left behind; called by the sweep. */
export async function workOff(deps: InboundDeps): Promise<void> {
  const rows = await deps.db
    .selectFrom('inbound_delivery')
    .select(['tenant', 'source', 'delivery_id', 'connection', 'body'])
    .where('worked_at', 'is', null)
    .where('received_at', '<', sql<Date>`clock_timestamp() - interval '10 seconds'`)
    .limit(100)
    .execute()
  for (const row of rows) await tell(deps, row.source, asDelivery(row))
}

type Row = { tenant: string; delivery_id: string; connection: string | null; body: unknown }

function asDelivery({ tenant, delivery_id: id, connection, body }: Row): Delivery {
  return { tenant, id, body, ...(connection !== null && { connection }) }
}

/** Tells actions that began to wait for a generic delivery after it had come; called by the sweep. */
export async function catchUp(deps: InboundDeps): Promise<void> {
  const rows = await deps.db
    .selectFrom('inbound_delivery as d')
    .innerJoin('action as a', (join) =>
      join.onRef('a.tenant', '=', 'd.tenant').onRef('a.wait_key', '=', 'd.wait_key'),
    )
    .innerJoin('request as r', (join) =>
      join.onRef('r.tenant', '=', 'a.tenant').onRef('r.id', '=', 'a.request_id'),
    )
    .select(['d.tenant', 'd.source', 'd.delivery_id', 'd.connection', 'd.body'])
    .where('d.wait_key', 'is not', null)
    .where('d.worked_at', 'is not', null)
    .whereRef('d.received_at', '>=', 'r.created_at')
    .limit(100)
    .execute()
  for (const row of rows) await tell(deps, row.source, asDelivery(row))
}

/** Whoever waits hears of it; a delivery that somebody heard of is over. */
export async function tell(deps: InboundDeps, source: string, delivery: Delivery): Promise<number> {
  let signalled = 0
  for (const { objects, signal } of readingsOf(deps, source, delivery))
    for (const { request_id, action_id } of await waiting(deps, { source, objects, ...delivery })) {
      const { happened } = await deps.advance({ tenant: delivery.tenant, id: request_id }, () => ({
        event: { type: 'action_signalled', action: action_id, signal, by: `webhook:${source}` },
        actor: `webhook:${source}`,
      }))
      if (happened) signalled += 1
    }
  await deps.db
    .updateTable('inbound_delivery')
    .set({
      worked_at: sql<Date>`clock_timestamp()`,
      ...(signalled > 0 && { wait_key: sql<null>`null` }),
    })
    .where('tenant', '=', delivery.tenant)
    .where('source', '=', source)
    .where('delivery_id', '=', delivery.id.slice(0, longestText))
    .execute()
  deps.telemetry.log.info({ source, signalled }, 'webhook worked off')
  return signalled
}

function readingsOf(deps: InboundDeps, source: string, delivery: Delivery): readonly Reading[] {
  const read = Object.hasOwn(sources, source) ? sources[source] : undefined
  return read?.(delivery.body, settingsOf(deps, source, delivery)) ?? []
}

/** Where the object stands in a body is the operator's word; without a connection it is as usual. */
function settingsOf(
  { outside }: InboundDeps,
  source: string,
  { tenant, connection }: Pick<Delivery, 'tenant' | 'connection'>,
): ReadingSettings {
  if (connection === undefined || (source !== 'generic' && source !== 'monitoring')) return {}
  try {
    return outside(tenant).connection('webhook-in', connection).settings
  } catch (error) {
    if (error instanceof ConnectionMissing) return {}
    throw error
  }
}

type Waiting = { request_id: string; action_id: string }

type News = Pick<Delivery, 'tenant' | 'connection'> & {
  source: string
  objects: readonly string[]
}

/**
 * Wait keys read `<source>:<connection>:<object>`, or `<source>:<object>` where an object is named the same
 * everywhere. Running actions are told too: they look again.
 */
async function waiting(
  { db }: InboundDeps,
  { tenant, connection, source, objects }: News,
): Promise<Waiting[]> {
  if (objects.length === 0) return []
  const asked = db
    .selectFrom('action')
    .select(['request_id', 'action_id'])
    .where('tenant', '=', tenant)
    .where('wait_key', 'is not', null)
  const keys = objects.flatMap((object) => [
    `${source}:${connection ?? ''}:${object}`,
    ...(source === 'terraform' ? [`terraform:${object}`] : []),
  ])
  const exact = asked.where('wait_key', 'in', keys)
  const any = asked
    .where(sql<string>`split_part(wait_key, ':', 1)`, '=', source)
    .where(sql<string>`split_part(wait_key, ':', -1)`, 'in', objects)
  return (connection === undefined ? any : exact).execute()
}
