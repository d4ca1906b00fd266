import { type Access, headersOf } from './client.ts'
import { parseEvents } from './event-blocks.ts'

/** One event of a request's log; `seq` has no gaps. */
export type StreamedEvent = { seq: number; type: string; at: string } & Readonly<
  Record<string, unknown>
>

export type StreamOptions = {
  /** Only what came after this sequence. */
  after?: number
  signal?: AbortSignal
  /** Waits between connections; a browser or a process gives its own timer. */
  pause(ms: number): Promise<void>
  /** Connections in a row that bring nothing at all before giving up; 12 are about 45 seconds. */
  patience?: number
}

/** The stream was refused (`status` says how), or the server stayed away (`status` is undefined). */
export class StreamFailure extends Error {
  override readonly name = 'StreamFailure'
  readonly status: number | undefined

  constructor(message: string, status?: number) {
    super(message)
    this.status = status
  }
}

const usualPatience = 12
/** Between connections, milliseconds; `quiet` after one that brought signs of life and no event. */
const pauses = { first: 250, quiet: 1_000, longest: 5_000 }
/** Longest wait a server may ask for, milliseconds. */
const longestAsked = 60_000
/** What a server says that will be back: too many calls, restarting, or a proxy that does not find it. */
const passing = new Set([429, 502, 503, 504])

/**
 * The events of one request, each once and in order, over server-sent events. A cut connection is taken
 * up again after the last event seen, as often as needed while the server answers. Ends when the server
 * ends the stream because the request ended, or when the signal aborts. Throws StreamFailure when the
 * server refuses or stays away.
 */
export async function* streamEvents(
  access: Access,
  requestId: string,
  options: StreamOptions,
): AsyncGenerator<StreamedEvent> {
  const { signal, patience = usualPatience } = options
  const seen: Seen = { after: options.after ?? 0, heard: false }
  for (let misses = 0; misses < patience;) {
    const before = seen.after
    seen.heard = false
    const { body, waitMs = 0 } = await connect({ access, requestId, after: seen.after, signal })
    if (body && (yield* eventsOf(body, seen, signal))) return
    if (signal?.aborted) return
    misses = seen.heard ? 0 : misses + 1
    if (misses < patience)
      await options.pause(Math.max(waitMs, backoff(misses, seen.after === before)))
  }
  throw new StreamFailure(`the event stream of ${requestId} stayed away`)
}

/** Milliseconds before the next connection; twice as long after each one that brought nothing. */
function backoff(misses: number, idle: boolean): number {
  if (misses === 0) return idle ? pauses.quiet : pauses.first
  return Math.min(pauses.first * 2 ** (misses - 1), pauses.longest)
}

/** How far the caller has got, and whether this connection brought anything, a sign of life included. */
type Seen = { after: number; heard: boolean }

/** What one connection brings; true = the stream is over. A cut connection ends it without a throw. */
async function* eventsOf(
  body: ReadableStream<Uint8Array>,
  seen: Seen,
  signal: AbortSignal | undefined,
): AsyncGenerator<StreamedEvent, boolean> {
  try {
    for await (const block of parseEvents(body)) {
      seen.heard = true
      if (block.event === 'end') return true
      if (block.data === '') continue
      const event = JSON.parse(block.data) as StreamedEvent
      if (event.seq <= seen.after) continue
      seen.after = event.seq
      yield event
    }
  } catch (error) {
    if (signal?.aborted) return true
    // Undici and browsers say a cut connection as a TypeError.
    if (!(error instanceof TypeError)) throw error
  }
  return false
}

type Asking = {
  access: Access
  requestId: string
  after: number
  signal: AbortSignal | undefined
}
type Connection = { body?: ReadableStream<Uint8Array>; waitMs?: number }

/** No body: nobody answered, or one who will later. Throws StreamFailure when the server refused. */
async function connect({ access, requestId, after, signal }: Asking): Promise<Connection> {
  const send = access.fetch ?? fetch
  const url = `${access.url}/api/v1/requests/${encodeURIComponent(requestId)}/events?after=${after}`
  try {
    return await taken(
      await send(url, {
        headers: { ...headersOf(access), accept: 'text/event-stream' },
        ...(signal && { signal }),
      }),
    )
  } catch (error) {
    if (signal?.aborted || error instanceof TypeError) return {}
    throw error
  }
}

async function taken(answer: Response): Promise<Connection> {
  const { status, ok, body } = answer
  if (ok && body && isStream(answer)) return { body }
  await body?.cancel().catch(() => undefined)
  if (passing.has(status)) return { waitMs: askedWait(answer) }
  throw new StreamFailure(
    ok ? 'the answer is not an event stream' : `the server answered ${status} to the event stream`,
    status,
  )
}

function isStream({ headers }: Response): boolean {
  return headers.get('content-type')?.startsWith('text/event-stream') === true
}

function askedWait({ headers }: Response): number {
  const seconds = Number(headers.get('retry-after') ?? 0)
  return Number.isFinite(seconds) ? Math.min(Math.max(0, seconds * 1_000), longestAsked) : 0
}
