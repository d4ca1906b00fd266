import { setTimeout as pause } from 'node:timers/promises'
import { createClient, ErrorReply } from '@redis/client'

/** One connection as the rest of this folder uses it. */
type Client = {
  /** Of no key: an empty text. */
  getRange(key: string, from: number, to: number): Promise<string>
  set(key: string, value: string, options: { PX: number }): Promise<unknown>
  publish(channel: string, message: string): Promise<unknown>
}

export type RedisPlace = {
  /** `redis://` or `rediss://`, with user, password and number of the database where it has them. */
  url: string
  /** Wins over the one in the address. */
  password?: string | undefined
  /** PEM of the authorities that are believed; left out = those of the system. */
  authorities?: string | undefined
}

/** How a question to Redis ended; `skipped` = it was away, nothing was sent. */
export type Asked = 'ok' | 'failed' | 'timeout' | 'skipped'

export type LinkDeps = {
  place: RedisPlace
  /** The one channel this process listens on. */
  channel: string
  hear(message: string): void
  /** Longest wait for one answer, in milliseconds. */
  answerMs: number
  /** Milliseconds between two looks whether an idle connection still answers, two seconds unless said. */
  lookEveryMs?: number
  asked(outcome: Asked): void
  /** Redis came, or went and why. */
  turned(up: boolean, why?: string): void
}

/** The way to Redis, which costs nothing noticeable when there is nobody at its end. */
export type Link = {
  /** What Redis says; undefined when it is away, too slow or refuses. Never throws. `waitMs` instead of the usual limit. */
  ask<T>(question: (client: Client) => Promise<T>, waitMs?: number): Promise<T | undefined>
  /** `why` tells what was wrong last, without names of hosts or credentials. */
  state(): { up: boolean; why?: string }
  stop(): Promise<void>
}

/** Milliseconds to get through; the same for the first answer. */
const connectMs = 2_000
const usualLookEveryMs = 2_000
/** How long such a look waits, in milliseconds. */
const lookMs = 1_000
/** Unanswered questions in a row after which the connection is given up. */
const mostUnanswered = 3
const longestRestMs = 5_000
/** Questions under way at once; what is beyond them is refused here. */
const mostQuestions = 1_000

class Late extends Error {}

/**
 * Keeps one connection (RESP3, so that it hears and asks) and opens it again whenever it breaks or no longer
 * answers. It is its own circuit breaker: while there is no connection that answers, nothing is asked at all.
 */
export function openLink(deps: LinkDeps): Link {
  const stopping = new AbortController()
  const held: Held = { why: 'not connected yet', unanswered: 0, giveUp: nothing }
  const keeping = keep(deps, held, stopping.signal)
  return {
    ask: (question, waitMs = deps.answerMs) => ask(deps, held, question, waitMs),
    state: () => (held.client ? { up: true } : { up: false, why: held.why }),
    async stop() {
      stopping.abort()
      held.giveUp('stopped')
      await keeping
    },
  }
}

type Held = {
  client?: Client
  why: string
  unanswered: number
  giveUp(why: string): void
}

function nothing(): void {
  // There is no connection to give up.
}

async function ask<T>(
  deps: LinkDeps,
  held: Held,
  question: (client: Client) => Promise<T>,
  waitMs: number,
): Promise<T | undefined> {
  const { client } = held
  if (!client) {
    deps.asked('skipped')
    return undefined
  }
  try {
    const answer = await within(waitMs, question(client))
    held.unanswered = 0
    deps.asked('ok')
    return answer
  } catch (error) {
    deps.asked(error instanceof Late ? 'timeout' : 'failed')
    if (error instanceof Late) {
      held.unanswered += 1
      if (held.unanswered >= mostUnanswered) held.giveUp('does not answer in time')
    }
    return undefined
  }
}

async function keep(deps: LinkDeps, held: Held, stopping: AbortSignal): Promise<void> {
  let failures = 0
  while (!stopping.aborted) {
    const client = newClient(deps.place)
    const broken = Promise.withResolvers<string>()
    client.on('error', (error: unknown) => broken.resolve(wordsOf(error)))
    held.giveUp = broken.resolve
    let why: string
    try {
      await within(connectMs, client.connect())
      await within(connectMs, client.subscribe(deps.channel, deps.hear))
      Object.assign(held, { client, unanswered: 0 })
      failures = 0
      deps.turned(true)
      why = await Promise.race([broken.promise, unanswered(client, deps, stopping)])
    } catch (error) {
      why = wordsOf(error)
    }
    const was = held.client
    delete held.client
    held.why = why
    if (client.isOpen) client.destroy()
    if (!stopping.aborted && (was || failures === 0)) deps.turned(false, why)
    const restMs = Math.min(250 * 2 ** failures, longestRestMs)
    failures += 1
    await pause(restMs, undefined, { signal: stopping, ref: false }).catch(nothing)
  }
}

function newClient({ url, password, authorities }: RedisPlace) {
  return createClient({
    url,
    ...(password !== undefined && { password }),
    RESP: 3,
    name: 'pao',
    disableClientInfo: true,
    disableOfflineQueue: true,
    maintNotifications: 'disabled',
    commandsQueueMaxLength: mostQuestions,
    socket: {
      connectTimeout: connectMs,
      // We reconnect ourselves, with a fresh queue: an old one may be full of what nobody waits for any more.
      reconnectStrategy: false,
      ...(authorities !== undefined && { tls: true as const, ca: authorities }),
    },
  })
}

/** Settles when the connection no longer answers; a half-open one would stay silent for ever. */
async function unanswered(
  client: { ping(): Promise<unknown> },
  { lookEveryMs = usualLookEveryMs }: LinkDeps,
  stopping: AbortSignal,
): Promise<string> {
  for (;;) {
    await pause(lookEveryMs, undefined, { signal: stopping, ref: false })
    await within(lookMs, client.ping())
  }
}

/** Throws Late. The question itself goes on; the client has no way to take one back that was sent. */
async function within<T>(ms: number, question: Promise<T>): Promise<T> {
  question.catch(nothing)
  const limit = new AbortController()
  const late = pause(ms, undefined, { signal: limit.signal, ref: false }).then(() => {
    throw new Late(`no answer in ${ms} ms`)
  })
  late.catch(nothing)
  try {
    return await Promise.race([question, late])
  } finally {
    limit.abort()
  }
}

/** What Redis or the network says of itself; a message of the client may hold an address. */
function wordsOf(error: unknown): string {
  if (error instanceof Late) return 'does not answer in time'
  if (error instanceof ErrorReply) return error.message.split(' ', 1)[0] ?? 'refused'
  if (error instanceof Error && 'code' in error && typeof error.code === 'string') return error.code
  return error instanceof Error ? error.constructor.name : 'unknown'
}
