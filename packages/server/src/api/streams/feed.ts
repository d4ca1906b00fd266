import type { FastifyBaseLogger } from 'fastify'
import type { StreamSettings } from '../deps.ts'
import type { Frame } from './frames.ts'

/** What of a WebSocket we use. */
export type Socket = {
  readonly bufferedAmount: number
  send(text: string, sent: (error?: Error) => void): void
  ping(): void
  close(code: number, reason?: string): void
  terminate(): void
  on(event: 'message' | 'ping' | 'pong' | 'close', hear: () => void): unknown
  once(event: 'close', hear: () => void): unknown
}

export type Feed = {
  log: Pick<FastifyBaseLogger, 'warn'>
  callId: string
  frames: (signal: AbortSignal) => AsyncIterable<Frame>
  times: StreamSettings
}

/** Bytes that may wait for a watcher before we stop and wait for it. */
const mostBuffered = 256 * 1024
/** A watcher that takes nothing for this long is too slow, in milliseconds. */
export const usualPatienceMs = 10_000
/** After a close frame nobody reads, the line is cut. */
const closingMs = 5_000
/** Shorter than what proxies cut silent connections after, in milliseconds. */
export const usualPingMs = 25_000
/** Watchers have nothing to say; this many frames of theirs in one ping's time are a flood. */
const mostHeard = 100

const codes = { done: 1000, policy: 1008, failed: 1011, tooSlow: 1013 }

/** Sends every frame once and in order, closes with 1000 after the last, with 1013 when the watcher is too slow. */
export async function feed(socket: Socket, { log, callId, frames, times }: Feed): Promise<void> {
  const controller = new AbortController()
  socket.on('close', () => controller.abort())
  const stopPinging = keepAlive(socket, times.pingMs ?? usualPingMs)
  const limit = { gone: controller.signal, patienceMs: times.patienceMs ?? usualPatienceMs }
  try {
    for await (const frame of frames(controller.signal))
      if (!(await sent(socket, JSON.stringify(frame), limit)))
        return close(socket, codes.tooSlow, 'too slow')
    close(socket, codes.done, 'end')
  } catch (error) {
    if (controller.signal.aborted) return
    log.warn({ err: error, correlation_id: callId }, 'a stream broke off')
    close(socket, codes.failed, 'try again')
  } finally {
    stopPinging()
  }
}

/** False when too much waits for the watcher and it takes none of it for too long. */
async function sent(
  socket: Socket,
  text: string,
  { gone, patienceMs }: { gone: AbortSignal; patienceMs: number },
): Promise<boolean> {
  const { promise, resolve } = Promise.withResolvers<boolean>()
  socket.send(text, () => resolve(true))
  if (socket.bufferedAmount <= mostBuffered) return true
  const timer = setTimeout(() => resolve(false), patienceMs)
  const leave = () => resolve(true)
  gone.addEventListener('abort', leave, { once: true })
  try {
    return await promise
  } finally {
    clearTimeout(timer)
    gone.removeEventListener('abort', leave)
  }
}

function close(socket: Socket, code: number, reason: string): void {
  socket.close(code, reason)
  const cut = setTimeout(() => socket.terminate(), closingMs)
  socket.once('close', () => clearTimeout(cut))
}

/** Pings; cuts a line that did not answer the ping before, and one that talks too much. */
function keepAlive(socket: Socket, everyMs: number): () => void {
  let isAlive = true
  let heard = 0
  const hear = () => {
    heard += 1
    if (heard === mostHeard) close(socket, codes.policy, 'only listening here')
  }
  socket.on('pong', () => {
    isAlive = true
  })
  socket.on('message', hear)
  socket.on('ping', hear)
  const timer = setInterval(() => {
    if (!isAlive) return socket.terminate()
    isAlive = false
    heard = 0
    return socket.ping()
  }, everyMs)
  return () => clearInterval(timer)
}
