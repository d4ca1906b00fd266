/** What of a browser's WebSocket is used; Node 24 has the same. */
type Socketed = Pick<WebSocket, 'close' | 'addEventListener'>

export type SocketOptions = {
  /** Only what came after this sequence; left out for a stream that has nothing to resume. */
  after?: number
  signal?: AbortSignal
  /** Waits between connections; a browser or a process gives its own timer. */
  pause(ms: number): Promise<void>
  /** Connections in a row that bring nothing at all before giving up. */
  patience?: number
  /** Opens a connection; the platform's own when left out. */
  open?: (url: string, protocol: string) => Socketed
}

/** No socket gets through, or the server has taken none `patience` times in a row. */
export class SocketFailure extends Error {
  override readonly name = 'SocketFailure'
}

export type SocketFrame = { seq: number; type: string } & Readonly<Record<string, unknown>>

const usualPatience = 3
/** Between connections, milliseconds. */
const pauses = { first: 250, longest: 15_000 }
/** A connection that does not open within this is let go, milliseconds. */
const openingMs = 8_000
/** Closed by the server because nothing more will come (RFC 6455, 7.4.1). */
const done = 1000
/** Frames that wait for a reader that is slower than the server; more is a cut connection, taken up again. */
const mostWaiting = 10_000

/**
 * The frames of one WebSocket of the service, each once and in order: a cut connection is taken up again after the last
 * `seq` seen, so that nothing is missed. `path` as in `/ws/requests/<id>/status`. Ends when the server says that nothing
 * more comes, or the signal aborts. Throws SocketFailure where no socket gets through, so that the caller may follow
 * otherwise.
 */
export async function* streamSocket(
  url: string,
  path: string,
  options: SocketOptions,
): AsyncGenerator<SocketFrame> {
  const { signal, patience = usualPatience, open = openSocket } = options
  const base = url.replace(/^http/, 'ws')
  const seen: Seen = { after: options.after, heard: false }
  let [misses, rests] = [0, 0]
  while (misses < patience) {
    const line = listen(open(`${base}${path}${place(seen)}`, 'pao.v1'), signal)
    yield* newFrames(line, seen)
    if (signal?.aborted || line.code() === done) return
    // One that opened and brought nothing yet is no sign that sockets are blocked, but of a server in trouble.
    misses = line.opened() ? 0 : misses + 1
    rests = seen.heard ? 0 : rests + 1
    await options.pause(Math.min(pauses.first * 2 ** rests, pauses.longest))
    if (signal?.aborted) return
  }
  throw new SocketFailure(`no socket gets through to ${path}`)
}

/** How far the caller has got (unset = there is nothing to resume), and whether this connection brought anything. */
type Seen = { after: number | undefined; heard: boolean }

function place({ after }: Seen): string {
  return after === undefined ? '' : `?after=${after}`
}

/** What one connection brings that was not seen before. What cannot be resumed is numbered anew by each. */
async function* newFrames(line: Line, seen: Seen): AsyncGenerator<SocketFrame> {
  seen.heard = false
  for await (const frame of line.frames()) {
    seen.heard = true
    if (seen.after !== undefined && frame.seq <= seen.after) continue
    if (seen.after !== undefined) seen.after = frame.seq
    yield frame
  }
}

function openSocket(url: string, protocol: string): Socketed {
  return new WebSocket(url, protocol)
}

type Line = {
  frames(): AsyncGenerator<SocketFrame>
  opened(): boolean
  code(): number | undefined
}

/** One connection as frames; it ends with the connection, without a throw. */
function listen(socket: Socketed, signal: AbortSignal | undefined): Line {
  const waiting: SocketFrame[] = []
  let isOpen = false
  let isClosed = false
  let code: number | undefined
  let wake: () => void = nobody
  const limit = AbortSignal.timeout(openingMs)
  const leave = (): void => socket.close()
  const giveUp = (): void => void (!isOpen && socket.close())
  signal?.addEventListener('abort', leave, { once: true })
  limit.addEventListener('abort', giveUp, { once: true })
  socket.addEventListener('open', () => {
    isOpen = true
  })
  socket.addEventListener('message', ({ data }: MessageEvent) => {
    const frame = frameIn(data)
    if (frame) waiting.push(frame)
    if (waiting.length > mostWaiting) socket.close()
    wake()
  })
  socket.addEventListener('close', (event: CloseEvent) => {
    isClosed = true
    code = event.code
    signal?.removeEventListener('abort', leave)
    wake()
  })
  return {
    async *frames() {
      try {
        for (;;) {
          const next = waiting.shift()
          if (next) yield next
          else if (isClosed || signal?.aborted) return
          else await new Promise<void>((resolve) => (wake = resolve))
        }
      } finally {
        socket.close()
      }
    },
    opened: () => isOpen,
    code: () => code,
  }
}

function nobody(): void {
  // Nobody waits for a frame.
}

function frameIn(data: unknown): SocketFrame | undefined {
  if (typeof data !== 'string') return undefined
  try {
    const value: unknown = JSON.parse(data)
    return isFrame(value) ? value : undefined
  } catch {
    return undefined
  }
}

function isFrame(value: unknown): value is SocketFrame {
  return (
    typeof value === 'object' &&
    value !== null &&
    'seq' in value &&
    typeof value.seq === 'number' &&
    'type' in value &&
    typeof value.type === 'string'
  )
}
