import { createHmac } from 'node:crypto'
import {
  type ActionContext,
  type Connection,
  ConnectionMissing,
  type Http,
  type HttpCall,
  type Mail,
  TransportFailure,
} from '../src/kit/context.ts'
import type { DryFacts } from '../src/kit/dry-context.ts'
import type { Sql, SqlCall, Tcp, TcpCall } from '../src/kit/probes.ts'
import type { Orders } from '../src/kit/orders.ts'
import { type Keep, noPrograms, type Process, type States } from '../src/kit/process.ts'

export const noon = Date.UTC(2026, 0, 1, 12)

export type SentCall = HttpCall & { status: number | undefined }

export type TestContextOptions = {
  connections?: readonly Connection[]
  /** Values of `*_ref` names. */
  secrets?: Readonly<Record<string, string>>
  idempotencyKey?: string
  attempt?: number
  maybeDone?: boolean
  calledOff?: string
  asks?: ActionContext['action']['asks']
  progress?: ActionContext['action']['progress']
  now?: number
  signal?: AbortSignal
  /** Instead of real HTTP. */
  http?: Http
  mail?: (mail: Mail) => Promise<void>
  orders?: Partial<Orders>
  /** What conditions may read, by name. */
  known?: Readonly<Record<string, unknown>>
  /** Left out = nothing may be probed. */
  tcp?: Tcp
  sql?: Sql
  /** Left out = no program is set up. */
  process?: Process
  /** Left out = an empty one in memory. */
  keep?: Keep
  states?: States
}

export type TestContext = ActionContext & {
  /** Calls that went out, in order. */
  calls: SentCall[]
  mails: Mail[]
  probes: (TcpCall | SqlCall)[]
  lines: string[]
}

/** A context that talks real HTTP and keeps what went through it. */
export function testContext(options: TestContextOptions = {}): TestContext {
  const calls: SentCall[] = []
  const mails: Mail[] = []
  const probes: (TcpCall | SqlCall)[] = []
  const lines: string[] = []
  const { connections = [], secrets = {}, http = realHttp } = options
  return {
    calls,
    mails,
    probes,
    lines,
    idempotencyKey: options.idempotencyKey ?? usualKey,
    request: {
      id: '0199-request',
      item: { id: 'db-postgres', name: 'PostgreSQL' },
      requester: { email: 'ada@example.com', name: 'Ada' },
      environment: 'dev',
      url: 'https://pao.example.com/requests/0199-request',
    },
    action: actionOf(options),
    now: options.now ?? noon,
    signal: options.signal ?? new AbortController().signal,
    http: {
      async send(call) {
        const sent: SentCall = { ...call, status: undefined }
        calls.push(sent)
        const answer = await http.send(call)
        sent.status = answer.status
        return answer
      },
    },
    mail: {
      async send(_connection, mail) {
        await options.mail?.(mail)
        mails.push(mail)
      },
    },
    tcp: {
      async probe(call) {
        probes.push(call)
        await (options.tcp?.probe(call) ?? unexpected())
      },
    },
    sql: {
      async ask(call) {
        probes.push(call)
        return options.sql?.ask(call) ?? unexpected()
      },
    },
    known: (name) => options.known?.[name],
    orders: { ...noOrders, ...options.orders },
    ...toolsOf(options),
    connection(type, name) {
      const found = connections.find(
        (one) => one.type === type && (name === undefined || one.name === name),
      )
      if (found === undefined)
        throw new ConnectionMissing(`No ${type} connection${name === undefined ? '' : ` ${name}`}`)
      return found
    },
    secret(name) {
      const value = secrets[name]
      if (value === undefined) throw new ConnectionMissing(`The secret ${name} is not set`)
      return value
    },
    log: (line) => void lines.push(line),
    newId: () => '0199-new',
    derive: (label) => derived(options.idempotencyKey ?? usualKey, label),
  }
}

/** What a dry run is told; nothing is set up unless the options say so. */
export function dryFacts(options: TestContextOptions = {}): DryFacts {
  const { request, action, now, signal, connection, secret } = testContext(options)
  return { request, action, now, signal, connection, secret }
}

function actionOf(options: TestContextOptions): ActionContext['action'] {
  const { attempt = 1, maybeDone, calledOff, asks, progress } = options
  return {
    id: 'ticket',
    name: 'Ticket',
    attempt,
    ...(maybeDone !== undefined && { maybeDone }),
    ...(calledOff !== undefined && { calledOff }),
    ...(asks && { asks }),
    ...(progress && { progress }),
  }
}

const usualKey = '0199-request/ticket/1'

/** Stands in for what only an installation can compute. */
function derived(key: string, label: string): string {
  return createHmac('sha256', 'test').update(`${key} ${label}`).digest('base64url')
}

function unexpected(): never {
  throw new Error('nothing is ordered or probed in this test')
}

const noOrders: Orders = {
  submit: unexpected,
  look: unexpected,
  cancel: unexpected,
  callOff: unexpected,
  rollBack: unexpected,
}

function toolsOf(options: TestContextOptions): Pick<ActionContext, 'process' | 'keep' | 'states'> {
  return {
    process: options.process ?? noPrograms,
    keep: options.keep ?? keepInMemory(),
    states: options.states ?? noStates,
  }
}

/** Keeps what one test keeps. */
export function keepInMemory(): Keep {
  const kept = new Map<string, Uint8Array>()
  return {
    put: async (name, bytes) => void kept.set(name, bytes),
    get: async (name) => kept.get(name),
    drop: async (name) => void kept.delete(name),
  }
}

const noStates: States = {
  grant: (name) => ({ address: `http://pao.test/${name}`, username: 'u', password: 'p' }),
  look: async () => undefined,
}

/** Real HTTP without egress rules, for tests against servers on this machine. */
const realHttp: Http = {
  async send({ method, url, headers, body, signal, timeoutMs = 10_000 }) {
    try {
      const response = await fetch(url, {
        method,
        ...(headers && { headers }),
        ...(body !== undefined && { body: body as BodyInit }),
        redirect: 'manual',
        signal: AbortSignal.any([signal, AbortSignal.timeout(timeoutMs)]),
      })
      const bytes = Buffer.from(await response.arrayBuffer())
      const text = bytes.toString('utf8')
      const { status } = response
      return {
        status,
        headers: response.headers,
        url,
        text: () => text,
        bytes: () => bytes,
        json: () => JSON.parse(text) as unknown,
      }
    } catch (error) {
      throw failure(error, signal)
    }
  },
}

function failure(error: unknown, signal: AbortSignal): TransportFailure {
  if (signal.aborted) return new TransportFailure('aborted', 'aborted', { sent: true })
  const { name, cause } = error as { name: string; cause?: { code?: string } }
  if (name === 'TimeoutError') return new TransportFailure('timeout', 'timeout', { sent: true })
  const sent = cause?.code !== 'ECONNREFUSED' && cause?.code !== 'ENOTFOUND'
  return new TransportFailure('connection', 'no answer', { sent, cause: error })
}
