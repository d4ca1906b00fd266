import { createHash } from 'node:crypto'
import type { Instant } from '@pao/core'
import { type ActionContext, type Connection, ConnectionMissing, type Http } from './context.ts'
import { dryPrograms } from './dry-programs.ts'
import { remembersApart } from './memory.ts'
import type { Orders, PlacedOrder } from './orders.ts'
import { inventedConnection, kindOf, type Placeholders, withPlaceholders } from './placeholders.ts'
import type { Recorded } from './recorded.ts'
import type { callLog } from './replay.ts'

/** What a dry run is told of the action and of this installation. */
export type DryFacts = Pick<ActionContext, 'request' | 'now'> & {
  action: Pick<ActionContext['action'], 'id' | 'name'>
  /** Ends a dry run that hangs: with every door shut, it has nothing to wait for. */
  signal: AbortSignal
  /** As the operator set it up; of its secrets only the names are used. Throws ConnectionMissing. */
  connection(type: string, name?: string): Connection
  /** Throws ConnectionMissing for a secret that is not set; the value is not wanted. */
  secret(name: string): void
}

type Playing = {
  facts: DryFacts
  config: unknown
  log: ReturnType<typeof callLog>
  secrets: Placeholders
  /** Filled with what had to be invented. */
  notes: Set<string>
  http: Http
  recorded: Recorded
  /** Settings of each type of connection. */
  schemas: Readonly<Record<string, object>>
}

/** A whole context whose doors lead nowhere; the same memory and ids at every step, only the time moves. */
export function dryContext(playing: Playing): (now?: Instant) => ActionContext {
  const { facts, log, http } = playing
  remembersApart(http)
  const idempotencyKey = `${facts.request.id}/${facts.action.id}/1`
  const programs = dryPrograms(playing.recorded, log)
  let ids = 0
  return (now = facts.now) => ({
    idempotencyKey,
    request: facts.request,
    action: { ...facts.action, attempt: 1, maybeDone: false },
    now,
    signal: facts.signal,
    http,
    // What a condition of people's asking looks at is not known yet, so that they are asked.
    known: () => undefined,
    ...doorsOf(log),
    ...programs,
    orders: ordersOf(log),
    connection: (type, name) => connectionOf(playing, type, name),
    secret: (name) => secretOf(playing, name),
    log: () => undefined,
    newId() {
      ids += 1
      return `00000000-0000-7000-8000-${String(ids).padStart(12, '0')}`
    },
    derive: (label) => createHash('sha256').update(`dry run ${label}`).digest('base64url'),
  })
}

const invented = { source: 'invented: it went well' }

type Doors = Required<Pick<ActionContext, 'mail' | 'tcp' | 'sql' | 'usage'>>

function doorsOf(log: Playing['log']): Doors {
  return {
    usage: {
      async record({ service, action, metadata }) {
        log.add({ door: 'usage', target: `${service} ${action}`, body: metadata, answer: invented })
      },
    },
    mail: {
      async send(_connection, { to, subject, text }) {
        log.add({ door: 'mail', target: to.join(', '), body: { subject, text } })
      },
    },
    tcp: {
      async probe({ host, port }) {
        log.add({ door: 'tcp', target: `${host}:${port}`, answer: invented })
      },
    },
    sql: {
      async ask({ host, port, database, query, parameters }) {
        const target = `postgres://${host}:${port}/${database}`
        log.add({ door: 'sql', target, body: { query, parameters }, answer: invented })
        return { ok: true, row: [true] }
      },
    },
  }
}

/** An order that was taken in and completed at once. */
const placed: PlacedOrder = {
  id: '00000000-0000-7000-8000-000000000000',
  state: 'completed',
  url: 'https://pao.example.com/requests/00000000-0000-7000-8000-000000000000',
  outputs: {},
  sensitive: [],
}

const gone = async (): Promise<undefined> => undefined

function ordersOf(log: Playing['log']): Orders {
  return {
    async submit({ item, version, fields }) {
      const body = { ...(version !== undefined && { version }), fields }
      log.add({ door: 'order', target: item, body, answer: invented })
      return placed
    },
    look: async () => placed,
    cancel: gone,
    callOff: gone,
    rollBack: gone,
  }
}

function connectionOf({ facts, notes, schemas, secrets }: Playing, type: string, name?: string) {
  try {
    const { secrets: known, ...found } = facts.connection(type, name)
    const names = Object.keys(known)
    return { ...found, secrets: withPlaceholders(names, `${found.name}.`, secrets) }
  } catch (error) {
    const schema = Object.hasOwn(schemas, type) ? schemas[type] : undefined
    if (!(error instanceof ConnectionMissing) || !schema) throw error
    notes.add(`${error.message}. An invented one stands in its place`)
    return inventedConnection(type, schema, secrets)
  }
}

function secretOf({ facts, config, notes, secrets }: Playing, name: string): string {
  try {
    facts.secret(name)
  } catch (error) {
    if (!(error instanceof ConnectionMissing)) throw error
    notes.add(`${error.message}. A placeholder stands in its place`)
  }
  return secrets.of(name, kindOf(settingNaming(config, name) ?? ''))
}

/** The setting whose `_ref` names that secret. */
function settingNaming(config: unknown, secret: string): string | undefined {
  if (typeof config !== 'object' || config === null) return undefined
  for (const [key, value] of Object.entries(config)) {
    if (value === secret && key.endsWith('_ref')) return key.slice(0, -4)
    const found = settingNaming(value, secret)
    if (found !== undefined) return found
  }
  return undefined
}
