import { randomBytes } from 'node:crypto'
import { setTimeout as pause } from 'node:timers/promises'
import pg from 'pg'
import type { Database } from './db.ts'
import { alone } from './redis/exchange.ts'
import type { Relay } from './redis/relay.ts'

export type Channel =
  | 'pao_job'
  | 'pao_request'
  | 'pao_timer'
  | 'pao_catalog'
  | 'pao_breaker'
  | 'pao_tenant'
  | 'pao_look'
  | 'pao_news'
  | 'pao_forgotten'

/**
 * Hints between processes by LISTEN/NOTIFY, and beside it by Redis where there is one; what comes both ways is told
 * once. A hint may be lost, doubled or late: whoever listens also polls. Hints go out after the commit and on a
 * connection of their own, because a NOTIFY inside a transaction makes PostgreSQL commit one after the other, fsync
 * included.
 */
export type Signal = {
  /** Never throws, never waits. Payloads up to 4,000 bytes; equal ones in one batch are sent once. */
  publish(channel: Channel, payload: string): void
  /** Calls back for each hint, and with undefined whenever some may have been missed. */
  subscribe(channel: Channel, hear: (payload: string | undefined) => void): () => void
  stop(): Promise<void>
}

function nobody(): void {
  // Nobody rests between two batches.
}

type Ears = Map<Channel, Set<(payload: string | undefined) => void>>
/** Takes one batch of a channel as it came: sender and number, then the payloads. */
type Take = (channel: string, batch: string) => void

const channels: readonly Channel[] = [
  'pao_job',
  'pao_request',
  'pao_timer',
  'pao_catalog',
  'pao_breaker',
  'pao_tenant',
  'pao_look',
  'pao_news',
  'pao_forgotten',
]
/** PostgreSQL refuses payloads of 8,000 bytes and more. */
const batchBytes = 7_000
const separator = '\n'
/** Batches remembered so that the one that comes second by the other way is not told again. */
const mostHeard = 5_000
/** Somebody may be idle until these come; the others tell what may be read, and bear a pause between two batches. */
const urgent: ReadonlySet<Channel> = new Set(['pao_job', 'pao_timer'])
/** Milliseconds. Each batch is a transaction, and wakes every process. */
const pauseMs = 20
/** Nothing is lost with a lost hint, so its commit need not wait for the disk. */
const notify = `with lazily as (select set_config('synchronous_commit', 'off', true))
  select pg_notify(c, p) from lazily, unnest($1::text[], $2::text[]) as n (c, p)`

/** Opens the two connections; returns at once when the database is away and keeps trying. */
export async function openSignal(
  { pool, url }: Database,
  relay: Relay = alone.relay,
): Promise<Signal> {
  const ears: Ears = new Map(channels.map((channel) => [channel, new Set()]))
  const waiting = new Map<Channel, Set<string>>()
  const self = randomBytes(6).toString('base64url')
  const stopping = new AbortController()
  let sending: Promise<void> | undefined
  let hurry = nobody
  let batches = 0
  const name = (): string => `${self}.${(batches += 1)}`
  const heed = hearer(ears, self)
  const deafen = relay.hear('signal', (text) => heed(...cut(text)))

  const send = async (): Promise<void> => {
    // One turn of the loop gathers what this turn publishes.
    await new Promise((resolve) => setImmediate(resolve))
    while (waiting.size > 0) {
      const [names, payloads] = take(waiting, name)
      for (const [n, batch] of payloads.entries()) relay.tell('signal', join(names[n] ?? '', batch))
      await pool
        .query({ name: 'notify', text: notify, values: [names, payloads] })
        .catch(() => undefined)
      await breather()
    }
    sending = undefined
  }
  const breather = async (): Promise<void> => {
    const hurried = new Promise<void>((resolve) => (hurry = resolve))
    if (stopping.signal.aborted || [...waiting.keys()].some((channel) => urgent.has(channel)))
      return
    await Promise.race([pause(pauseMs, undefined, { ref: false }), hurried])
  }
  const listening = listen({ url, ears, heed, stopping: stopping.signal })
  return {
    publish(channel, payload) {
      if (stopping.signal.aborted) return
      const batch = waiting.get(channel) ?? new Set()
      if (batch.has(payload)) return
      waiting.set(channel, batch.add(payload))
      // This process need not wait for the way over the database.
      setImmediate(() => tell(ears, channel, payload))
      sending ??= send()
      if (urgent.has(channel)) hurry()
    },
    subscribe(channel, hear) {
      ears.get(channel)?.add(hear)
      return () => ears.get(channel)?.delete(hear)
    },
    async stop() {
      stopping.abort()
      deafen()
      hurry()
      await sending
      await listening
    },
  }
}

/** Empties the waiting hints into as few notifications as their size allows, each with its sender and number. */
function take(waiting: Map<Channel, Set<string>>, name: () => string): [string[], string[]] {
  const names: string[] = []
  const payloads: string[] = []
  for (const [channel, batch] of waiting) {
    let text = name()
    for (const payload of batch) {
      if (text.length + payload.length >= batchBytes) {
        names.push(channel)
        payloads.push(text)
        text = name()
      }
      text += separator + payload
    }
    names.push(channel)
    payloads.push(text)
  }
  waiting.clear()
  return [names, payloads]
}

/** A batch with its channel, as it goes by Redis. */
function join(channel: string, batch: string): string {
  return channel + separator + batch
}

function cut(text: string): [channel: string, batch: string] {
  const end = text.indexOf(separator)
  return [text.slice(0, end), text.slice(end + 1)]
}

/** Tells what a batch holds unless it is our own or came before. */
function hearer(ears: Ears, self: string): Take {
  const heard = new Set<string>()
  return (channel, batch) => {
    const [sender = '', ...payloads] = batch.split(separator)
    if (sender.startsWith(`${self}.`) || heard.has(sender)) return
    heard.add(sender)
    const oldest = heard.keys().next()
    if (heard.size > mostHeard && oldest.done !== true) heard.delete(oldest.value)
    for (const one of payloads) tell(ears, channel, one)
  }
}

type Listening = { url: string; ears: Ears; heed: Take; stopping: AbortSignal }

/** Holds one listening connection, opened again whenever it breaks or no longer answers. */
async function listen({ url, ears, heed, stopping }: Listening): Promise<void> {
  for (let failures = 0; !stopping.aborted; failures += 1) {
    const client = new pg.Client({
      connectionString: url,
      connectionTimeoutMillis: 5_000,
      query_timeout: 5_000,
      application_name: 'pao-listen',
      keepAlive: true,
    })
    const broken = new Promise<void>((resolve) => {
      client.on('error', () => resolve())
      client.on('end', () => resolve())
      stopping.addEventListener('abort', () => resolve(), { once: true })
    })
    client.on('notification', ({ channel, payload = '' }) => heed(channel, payload))
    try {
      await client.connect()
      await client.query(channels.map((channel) => `listen ${channel}`).join(';'))
      failures = 0
      for (const all of ears.values()) for (const ear of all) ear(undefined)
      await Promise.race([broken, heartbeat(client, stopping)])
    } catch {
      // The database is away; the pollers carry on, and the next turn tries again.
    }
    await client.end().catch(() => undefined)
    await pause(Math.min(100 * 2 ** failures, 2_000), undefined, { signal: stopping }).catch(
      () => undefined,
    )
  }
}

/** Ends when the connection no longer answers; a half-open one would stay silent for ever. */
async function heartbeat(client: pg.Client, stopping: AbortSignal): Promise<void> {
  for (;;) {
    await pause(10_000, undefined, { signal: stopping, ref: false })
    await client.query('select 1')
  }
}

function tell(ears: Ears, channel: string, payload: string): void {
  const known = channels.find((name) => name === channel)
  if (known !== undefined) for (const ear of ears.get(known) ?? []) ear(payload)
}
