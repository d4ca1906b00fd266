import { randomBytes } from 'node:crypto'
import type { ActionContext, Connector, Outcome, Repeat } from '@pao/connectors'
import {
  type Action,
  type Document,
  type Field,
  type Fulfillment,
  type Item,
  satisfies,
} from '@pao/core/catalog'
import { Problem } from '@pao/core'
import { Type } from 'typebox'
import { recordUsage } from '../src/governance/usage.ts'
import type { Principal, Role } from '../src/identity/principal.ts'
import type { Requests } from '../src/requests/deps.ts'
import { type Follower, openFollower } from '../src/requests/follow.ts'
import { openRequests } from '../src/requests/open.ts'
import type { RequestEvent } from '../src/requests/request-event.ts'
import type { Order } from '../src/requests/order.ts'
import { startWork, type Working } from '../src/requests/work.ts'
import { createCipher } from '../src/store/cipher.ts'
import { openClock } from '../src/store/clock.ts'
import type { Database } from '../src/store/db.ts'
import { openJobs } from '../src/store/jobs.ts'
import { openSignal } from '../src/store/signal.ts'
import { createTelemetry } from '../src/telemetry.ts'
import { timers } from '../src/timers.ts'
import { openTestDatabase } from './database.ts'
import { testExchange } from './test-exchange.ts'
import { expectReplays } from './expect-replay.ts'

type Awaitable<T> = T | Promise<T>

/** What one fake connector does; called with the rendered config. */
export type Act = (
  context: ActionContext,
  config: Record<string, unknown>,
  memo: Record<string, unknown>,
  signal: Record<string, unknown>,
) => Awaitable<Outcome>

/** A replica: the room opened once more on the same database, with a worker of its own. */
export type Replica = {
  requests: Requests
  working: Working
  crash(): Promise<void>
  stop(): Promise<void>
}

export type World = {
  database: Database
  requests: Requests
  follower: Follower
  /** Serves another version of an item, or none; what was served stays known by its hash. */
  serve(id: string, document: Document | undefined): void
  /** Opens another replica with a worker. */
  replica(options?: { slots?: number }): Promise<Replica>
  /** The events of a request until one of that type, at most `withinMs`. */
  until(id: string, type: string, withinMs?: number): Promise<RequestEvent[]>
  /** The same until the `count`th event of that type. */
  untilCount(id: string, type: string, count: number): Promise<RequestEvent[]>
  /** Checks that every run is what its log says. */
  close(): Promise<void>
}

type Checking = Pick<Connector, 'check'>

export type Setting = {
  items: readonly Document[]
  /** Connectors as they are, besides those of `acts`. */
  connectors?: readonly Connector[]
  /** Who may not see an item: principal's id and item's id. */
  hidden?: (principal: string, item: string) => boolean
  acts: Readonly<
    Record<
      string,
      | Act
      | (Partial<Record<'execute' | 'poll' | 'resume' | 'cancel' | 'compensate', Act>> & Checking)
    >
  >
  secrets?: Readonly<Record<string, string>>
  /** Secrets that stand elsewhere. */
  secretsOf?: Requests['secretsOf']
  ownWays?: Requests['ownWays']
  hostsOf?: Requests['hostsOf']
  teamsOf?: Requests['teamsOf']
  sensitive?: readonly string[]
  /** How effects may be repeated, by type; `safe` for all others. */
  repeats?: Readonly<Record<string, Repeat>>
  environments?: readonly string[]
  options?: Requests['options']
  /** Hears every line of the log. */
  log?: (line: string) => void
  /** Price lists; none when left out. */
  prices?: Requests['prices']
  /** Doors out of this test; without one nothing may go out. */
  outside?: Partial<ReturnType<Requests['outside']>>
  tools?: Requests['tools']
  /** When the database was restored from a backup. */
  restoredAt?: number
  /** Where items come from instead of `items`. */
  catalog?: Pick<Requests, 'findItem' | 'definition'> & Partial<Pick<Requests, 'written'>>
}

export const ann = person('ann', ['developer'])
export const bob = person('bob', ['developer'])
export const olga = person('olga', ['operator'])
export const dba = person('dba', ['platform-team'], ['team-db'])

export function person(id: string, roles: Role[], teams: string[] = []): Principal {
  return { tenant: 'default', id, email: `${id}@example.com`, roles, teams, via: 'session' }
}

interface Details extends Partial<Fulfillment> {
  fields?: readonly Field[]
}

/** A minimal item of these actions. */
export function itemOf(id: string, automatic: readonly Action[], more: Details = {}): Item {
  const { fields = [{ id: 'name', name: 'Name', type: 'string' }], ...fulfillment } = more
  return {
    version: '2.0',
    kind: 'CatalogItem',
    metadata: {
      id,
      name: `Item ${id}`,
      description: 'For a test',
      version: '1.0.0',
      category: 'tests',
      owner: { team: 'team-db' },
    },
    presentation: { groups: [{ id: 'main', name: 'Main', fields }] },
    fulfillment: {
      strategy: { mode: 'automatic' },
      manual: { actions: [] },
      automatic: { actions: automatic },
      ...fulfillment,
    },
  }
}

/** Actions one after another. */
export function chain(type: string, count: number, more: Partial<Action> = {}): Action[] {
  return Array.from({ length: count }, (_, n) => ({
    id: `step-${n + 1}`,
    type,
    order: n + 1,
    config: {},
    ...more,
  }))
}

export function orderOf(item: string, more: Partial<Order> = {}): Order {
  return { item, fields: { name: 'orders' }, ...more }
}

/** A database of its own, the room opened on it, and no worker until `replica` is called. */
export async function openWorld(setting: Setting, given?: Database): Promise<World> {
  const database = given ?? (await openTestDatabase())
  const key = randomBytes(32)
  const shop = openShop(setting)
  const first = await openReplica(database, setting, { key, shop })
  const follower = openFollower(first.requests)
  const replicas: Replica[] = []
  return {
    database,
    requests: first.requests,
    follower,
    serve: shop.serve,
    async replica({ slots = 20 } = {}) {
      const { requests, stop } = await openReplica(database, setting, { key, shop })
      const working = startWork(requests, { slots })
      const replica: Replica = {
        requests,
        working,
        crash: stop,
        async stop() {
          await working.stop({ graceMs: 200 })
          await stop()
        },
      }
      replicas.push(replica)
      return replica
    },
    until: (id, type, withinMs = 15_000) => collect(follower, id, { type, withinMs }),
    untilCount: (id, type, count) => collect(follower, id, { type, withinMs: 15_000, count }),
    async close() {
      for (const { stop } of replicas) await stop()
      follower.stop()
      await expectReplays(first.requests)
      await first.stop()
      await database.close()
    },
  }
}

type Opened = { requests: Requests; stop(): Promise<void> }

type Shop = Pick<Requests, 'findItem' | 'definition'> & Pick<World, 'serve'>

/** What the catalog serves; hashes are `<id>@<version>`, but of version 1.0.0 the id alone. */
function openShop({ items, hidden = () => false }: Setting): Shop {
  const served = new Map(items.map((item) => [item.metadata.id, item]))
  const kept = new Map(items.map((item) => [hashOf(item), item]))
  return {
    serve(id, document) {
      if (!document) return void served.delete(id)
      served.set(id, document)
      kept.set(hashOf(document), document)
    },
    findItem(principal, id, range) {
      const document = hidden(principal.id, id) ? undefined : served.get(id)
      if (!document) return undefined
      const { version } = document.metadata
      if (range !== undefined && !satisfies(version, range))
        throw new Problem('item.version_not_found', { item: id, range, served: version })
      return { document, hash: hashOf(document) }
    },
    definition: (_tenant, hash) => kept.get(hash),
  }
}

function hashOf({ metadata: { id, version } }: Document): string {
  return version === '1.0.0' ? id : `${id}@${version}`
}

async function openReplica(
  database: Database,
  setting: Setting,
  { key, shop }: { key: Buffer; shop: Shop },
): Promise<Opened> {
  const clock = await openClock(database)
  const exchange = testExchange(createCipher(key), clock.now)
  const signal = await openSignal(database, exchange.relay)
  const jobs = await openJobs({ database, signal, supervise: false, onError: () => undefined })
  const ticking: (() => void)[] = []
  let count = 0
  const requests = openRequests({
    // A process that has crashed renews no lease.
    timers: {
      ...timers,
      every(ms, act, options) {
        const end = timers.every(ms, act, options)
        ticking.push(end)
        return end
      },
    },
    db: database.db,
    jobs,
    signal,
    cipher: createCipher(key),
    now: clock.now,
    newId: () => uuid(clock.now(), (count += 1)),
    random: Math.random,
    telemetry: telemetryOf(setting),
    findItem: shop.findItem,
    definition: shop.definition,
    environments: () => setting.environments ?? [],
    options: setting.options ?? (() => Promise.resolve({ options: [] })),
    ...setting.catalog,
    ...(setting.prices && { prices: setting.prices }),
    countUsage: (event) => recordUsage(database.db, event),
    connectors: connectorsOf(setting),
    outside: () => ({
      http: { send: () => Promise.reject(new Error('no network in this test')) },
      mail: { send: () => Promise.reject(new Error('no mail in this test')) },
      tcp: { probe: () => Promise.reject(new Error('no probes in this test')) },
      sql: { ask: () => Promise.reject(new Error('no probes in this test')) },
      connection: () => {
        throw new Error('no connections in this test')
      },
      secret: () => {
        throw new Error('no secrets by name in this test')
      },
      ...setting.outside,
    }),
    ...(setting.tools && { tools: setting.tools }),
    surroundings: () => ({
      variables: { REGION: 'eu' },
      secrets: setting.secrets ?? {},
      region: 'local',
      cluster: 'local',
    }),
    ...(setting.secretsOf && { secretsOf: setting.secretsOf }),
    ...(setting.ownWays && { ownWays: setting.ownWays }),
    ...(setting.hostsOf && { hostsOf: setting.hostsOf }),
    ...(setting.teamsOf && { teamsOf: setting.teamsOf }),
    publicUrl: 'http://pao.test',
    restoredAt: setting.restoredAt,
  })
  let stopped = false
  return {
    requests,
    async stop() {
      if (stopped) return
      stopped = true
      for (const end of ticking) end()
      clock.stop()
      await jobs.stop()
      await signal.stop()
      await exchange.stop()
    },
  }
}

function telemetryOf({ log }: Setting) {
  const version = 'test'
  if (log) return createTelemetry({ level: 'trace', version, to: { write: log } })
  return createTelemetry({ level: process.env['PAO_TEST_LOG'] ?? 'silent', version })
}

function call(method: Act) {
  return async (
    context: ActionContext,
    config: unknown,
    memo = {},
    signal = {},
  ): Promise<Outcome> => method(context, config as Record<string, unknown>, memo, signal)
}

const anyConfig = Type.Object({}, { additionalProperties: true })

function connectorsOf({
  acts,
  sensitive = [],
  repeats = {},
  connectors = [],
}: Setting): ReadonlyMap<string, Connector> {
  const outputs = Object.fromEntries(
    sensitive.map((name) => [name, { description: 'secret', sensitive: true }]),
  )
  return new Map([
    ...connectors.map((one) => [one.type, one] as const),
    ...Object.entries(acts).map(([type, act]) => {
      const doing: Exclude<typeof act, Act> = typeof act === 'function' ? { execute: act } : act
      const connector: Connector = {
        type,
        config: anyConfig,
        recorded: [],
        repeat: repeats[type] ?? 'safe',
        outputs,
        execute: call(doing.execute ?? (() => ({ kind: 'succeeded', outputs: {} }))),
        ...(doing.poll && { poll: call(doing.poll) }),
        ...(doing.resume && { resume: call(doing.resume) }),
        ...(doing.cancel && { cancel: call(doing.cancel) }),
        ...('check' in doing && doing.check && { check: doing.check }),
        ...(doing.compensate && { compensate: call(doing.compensate) }),
      }
      return [type, connector] as const
    }),
  ])
}

/** UUIDv7 that sorts by time and, within a millisecond, by count. */
function uuid(ms: number, count: number): string {
  const time = ms.toString(16).padStart(12, '0')
  const order = (count % 4096).toString(16).padStart(3, '0')
  const rest = randomBytes(8)
  rest[0] = ((rest[0] ?? 0) & 0x3f) | 0x80
  const tail = rest.toString('hex')
  return `${time.slice(0, 8)}-${time.slice(8)}-7${order}-${tail.slice(0, 4)}-${tail.slice(4)}`
}

type Asked = { type: string; withinMs: number; count?: number }

async function collect(
  follower: Follower,
  id: string,
  { type, withinMs, count = 1 }: Asked,
): Promise<RequestEvent[]> {
  const seen: RequestEvent[] = []
  const limit = AbortSignal.timeout(withinMs)
  for await (const event of follower.follow({ tenant: 'default', id }, 0, limit)) {
    seen.push(event)
    if (event.type === type && seen.filter((one) => one.type === type).length >= count) return seen
  }
  throw new Error(
    `no ${type} within ${withinMs} ms, but ${seen.map((event) => event.type).join(' ')}`,
  )
}
