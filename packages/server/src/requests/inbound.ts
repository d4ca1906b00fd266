import { sql } from 'kysely'
import { Problem } from '@pao/core'
import type { Requests } from './deps.ts'

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

export type InboundDeps = Pick<Requests, 'db' | 'advance' | 'telemetry'>

/** A source knows by which names a remote object may be waited for, and what the connector is told. */
type Reading = { objects: readonly string[]; signal: Readonly<Record<string, unknown>> }
type Source = (body: unknown) => Reading

const longestText = 200

const sources: Readonly<Record<string, Source>> = { github: readGithub, jira: readJira }

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
  if (!Object.hasOwn(sources, source)) throw new Problem('webhook.unknown', { source })
  const { numInsertedOrUpdatedRows } = await deps.db
    .insertInto('inbound_delivery')
    .values({
      tenant: delivery.tenant,
      source,
      delivery_id: delivery.id.slice(0, longestText),
      received_at: sql<Date>`clock_timestamp()`,
      connection: delivery.connection,
      body: JSON.stringify(delivery.body),
    })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst()
  if (numInsertedOrUpdatedRows === 0n) return { duplicate: true, signalled: 0 }
  return { duplicate: false, signalled: await tell(deps, source, delivery) }
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
  for (const { tenant, source, delivery_id, connection, body } of rows)
    await tell(deps, source, {
      tenant,
      id: delivery_id,
      body,
      ...(connection !== null && { connection }),
    })
}

async function tell(deps: InboundDeps, source: string, delivery: Delivery): Promise<number> {
  const read = Object.hasOwn(sources, source) ? sources[source] : undefined
  const { objects, signal } = read?.(delivery.body) ?? { objects: [], signal: {} }
  let signalled = 0
  for (const { request_id, action_id } of await waiting(deps, { source, objects, ...delivery })) {
    const { happened } = await deps.advance({ tenant: delivery.tenant, id: request_id }, () => ({
      event: { type: 'action_signalled', action: action_id, signal, by: `webhook:${source}` },
      actor: `webhook:${source}`,
    }))
    if (happened) signalled += 1
  }
  await deps.db
    .updateTable('inbound_delivery')
    .set({ worked_at: sql<Date>`clock_timestamp()` })
    .where('tenant', '=', delivery.tenant)
    .where('source', '=', source)
    .where('delivery_id', '=', delivery.id.slice(0, longestText))
    .execute()
  deps.telemetry.log.info({ source, signalled }, 'webhook worked off')
  return signalled
}

type Waiting = { request_id: string; action_id: string }

type News = Pick<Delivery, 'tenant' | 'connection'> & {
  source: string
  objects: readonly string[]
}

/** Wait keys read `<source>:<connection>:<object>`. Running actions are told too: they look again. */
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
  const keys = objects.map((object) => `${source}:${connection ?? ''}:${object}`)
  const exact = asked.where('wait_key', 'in', keys)
  const any = asked
    .where(sql<string>`split_part(wait_key, ':', 1)`, '=', source)
    .where(sql<string>`split_part(wait_key, ':', -1)`, 'in', objects)
  return (connection === undefined ? any : exact).execute()
}

function readJira(body: unknown): Reading {
  const issue = member(body, 'issue')
  const key = member(issue, 'key')
  const event = member(body, 'webhookEvent')
  const status = member(member(member(issue, 'fields'), 'status'), 'name')
  return {
    objects: typeof key === 'string' ? [key.slice(0, longestText)] : [],
    signal: { source: 'jira', ...text('event', event), ...text('status', status) },
  }
}

/** The marks in a run's title, by which an action waits that does not know its run yet. */
const marks = /\bpao-[0-9a-f]{20}\b/g
const mostMarks = 5

/** News of a workflow run; a push to the catalog's repository is news of no remote object. */
function readGithub(body: unknown): Reading {
  const run = member(body, 'workflow_run')
  const id = member(run, 'id')
  const title = member(run, 'display_title')
  const marked = typeof title === 'string' ? (title.slice(0, 1_000).match(marks) ?? []) : []
  const isRun = Number.isSafeInteger(id)
  return {
    objects: isRun ? [String(id), ...marked.slice(0, mostMarks)] : [],
    signal: {
      source: 'github',
      ...(isRun && { run: id }),
      ...text('event', member(body, 'action')),
      ...text('status', member(run, 'status')),
      ...text('conclusion', member(run, 'conclusion')),
    },
  }
}

function text(name: string, value: unknown): Record<string, string> {
  return typeof value === 'string' ? { [name]: value.slice(0, longestText) } : {}
}

function member(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null && Object.hasOwn(value, name)
    ? Reflect.get(value, name)
    : undefined
}
