import type { AddressInfo } from 'node:net'
import { WebSocket } from 'ws'
import { onTestFinished } from 'vitest'
import type { ApiDeps, ApiSettings } from '../src/api/deps.ts'
import type { RequestCalls } from '../src/api/request-calls.ts'
import type { RequestEvent } from '../src/requests/request-event.ts'
import { event, fakeDeps, requestId, requestsFake, startApi } from './api-world.ts'

/** A log that grows; followers get what is there and then what comes. */
export function growingLog(ends: { seq: number } = { seq: Infinity }) {
  const log: RequestEvent[] = []
  let news = Promise.withResolvers<void>()
  const followed: number[] = []
  let following = 0
  const status: RequestCalls['status'] = async (_principal, id) => {
    const over = log.length >= ends.seq
    return {
      id,
      state: over ? 'completed' : 'in_progress',
      seq: log.length,
      progress: { percentage: 0, total: 1, done: 0 },
      actions: [],
    }
  }
  return {
    followed,
    following: () => following,
    write(more: Partial<RequestEvent> = {}) {
      const seq = log.length + 1
      log.push(event(seq, { ...(seq === ends.seq && { state: 'completed' }), ...more }))
      news.resolve()
      news = Promise.withResolvers()
    },
    calls: requestsFake({
      status: async (principal, id) => {
        await requestsFake().status(principal, id)
        return status(principal, id)
      },
      async *follow(_principal, { after, signal }) {
        followed.push(after)
        following += 1
        try {
          for (let seen = after; !signal.aborted;) {
            const next = log[seen]
            if (next) {
              seen += 1
              yield next
              continue
            }
            const gone = new Promise<void>((resolve) => {
              signal.addEventListener('abort', () => resolve(), { once: true })
            })
            await Promise.race([news.promise, gone])
          }
        } finally {
          following -= 1
        }
      },
    }),
  }
}

/** The API on a port of its own, closed with the test. */
export async function listen(
  requests: RequestCalls,
  streams: ApiSettings['streams'] = {},
  more: Partial<ApiDeps> = {},
) {
  const deps = fakeDeps()
  const app = await startApi({
    requests,
    settings: { ...deps.settings, streams },
    ...more,
  })
  onTestFinished(() => app.close().then(() => undefined))
  await app.listen({ port: 0, host: '127.0.0.1' })
  const { port } = app.server.address() as AddressInfo
  return { app, port, http: `http://127.0.0.1:${port}/api/v1/requests/${requestId}/events` }
}

export type Opened = {
  protocols?: string[]
  origin?: string
  cookie?: string
  query?: string
  path?: string
}

/** A WebSocket and what comes through it; `closed` is the code it closes with, or the status that refused it. */
export function open(
  port: number,
  { protocols = ['pao.bearer.dev'], origin, cookie, query = '', path = 'status' }: Opened = {},
) {
  const headers = { ...(origin && { origin }), ...(cookie && { cookie }) }
  const place = path.startsWith('/') ? path : `/requests/${requestId}/${path}`
  const url = `ws://127.0.0.1:${port}/api/v1/ws${place}${query}`
  const socket = new WebSocket(url, protocols, { headers })
  const frames: { seq: number }[] = []
  const heard: (() => void)[] = []
  socket.on('message', (data: Buffer) => {
    frames.push(JSON.parse(data.toString()) as { seq: number })
    for (const tell of heard.splice(0)) tell()
  })
  const closed = new Promise<number>((resolve) => {
    socket.on('close', resolve)
    socket.on('unexpected-response', (_request, answer) => {
      socket.on('error', () => undefined)
      resolve(answer.statusCode ?? 0)
      socket.terminate()
    })
  })
  const until = async (count: number) => {
    while (frames.length < count) await new Promise<void>((resolve) => heard.push(resolve))
    return frames
  }
  return { socket, frames, closed, until }
}
