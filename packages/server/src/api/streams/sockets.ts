import { type FastifyPluginAsyncTypebox, Type } from '@fastify/type-provider-typebox'
import type { WebsocketPluginOptions } from '@fastify/websocket'
import { Problem } from '@pao/core'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { ApiDeps } from '../deps.ts'
import { principalOf } from '../guards/access.ts'
import { refusals, signedIn } from '../problem.ts'
import { answer } from '../routes/answers.ts'
import { iso } from '../routes/request-views.ts'
import { RequestId } from '../routes/requests.ts'
import { type Frames, logFrames, statusFrames } from './frames.ts'
import { feed, type Socket } from './feed.ts'
import { openTail, type Tail } from './tail.ts'

/** Watchers say nothing: a frame this large is an attack (1009). */
const largestFrame = 1_024
/** How long watchers may take to part when the server stops, in milliseconds. */
const partingMs = 1_000
/** Streams one caller may hold open in this process. */
const mostStreams = 100

/** Compression off (its window is memory per watcher); the offered name is answered, never a token that was not offered. */
export const socketOptions: WebsocketPluginOptions = {
  options: {
    maxPayload: largestFrame,
    perMessageDeflate: false,
    handleProtocols: (offered) =>
      offered.has('pao.v1') ? 'pao.v1' : (offered.values().next().value ?? false),
  },
  async preClose(this: FastifyInstance) {
    const { clients } = this.websocketServer
    for (const client of clients) client.close(1001, 'stopping')
    const cut = setTimeout(() => {
      for (const client of clients) client.terminate()
    }, partingMs)
    await new Promise((resolve) => this.websocketServer.close(resolve))
    clearTimeout(cut)
  },
}

declare module 'fastify' {
  interface FastifyRequest {
    tail: Tail | null
  }
}

const tags = ['requests']
const StreamQuery = Type.Object(
  { after: Type.Optional(Type.Integer({ minimum: 0, maximum: 2_147_483_647 })) },
  { additionalProperties: false },
)

/** Live events over WebSockets, and the tickets that open them from a browser. */
export function socketRoutes(deps: ApiDeps): FastifyPluginAsyncTypebox {
  return async (app) => {
    await app.register(ticketRoute(deps))
    await app.register(streamRoutes(deps))
  }
}

function ticketRoute({ identity }: ApiDeps): FastifyPluginAsyncTypebox {
  return async (app) => {
    app.post(
      '/ws/tickets',
      {
        config: { access: 'signed-in' },
        schema: {
          operationId: 'createTicket',
          summary: 'A ticket that opens one WebSocket within half a minute',
          description: 'Offer it as subprotocol `pao.ticket.<ticket>`, never in the URL.',
          tags,
          response: {
            201: answer(
              'The ticket.',
              { type: 'object' },
              {
                ticket: 'q1J…',
                expires_at: '2026-11-23T12:00:30.000Z',
              },
            ),
            ...refusals(...signedIn),
          },
        },
      },
      async (request, reply) => {
        const { ticket, expiresAt } = await identity.tickets.issue(principalOf(request))
        return reply
          .code(201)
          .header('cache-control', 'no-store')
          .send({ ticket, expires_at: iso(expiresAt) })
      },
    )
  }
}

function streamRoutes(deps: ApiDeps): FastifyPluginAsyncTypebox {
  return async (app) => {
    const counts = new Map<string, number>()
    app.decorateRequest('tail', null)
    const route = {
      config: { access: 'signed-in' as const },
      websocket: true as const,
      schema: { params: RequestId, querystring: StreamQuery },
    }
    const open = async (request: FastifyRequest<{ Params: { id: string } }>) => {
      if (!request.ws) throw new Problem('route.not_found', { detail: 'Open it as a WebSocket' })
      const { after = 0 } = request.query as { after?: number }
      refuseMany(counts, principalOf(request).id)
      request.tail = await openTail(deps.requests, principalOf(request), {
        id: request.params.id,
        after,
      })
    }
    const serve =
      (frames: Frames) =>
      async (socket: Socket, request: FastifyRequest<{ Params: { id: string } }>) => {
        const { tail } = request
        if (tail === null) return socket.close(1011)
        const release = count(counts, principalOf(request).id)
        socket.once('close', release)
        return feed(socket, {
          log: request.log,
          callId: request.id,
          times: deps.settings.streams ?? {},
          frames: (signal) =>
            frames(
              deps.requests,
              { principal: principalOf(request), id: request.params.id },
              tail(signal),
            ),
        })
      }
    app.get('/ws/requests/:id/status', { ...route, preHandler: open }, serve(statusFrames))
    app.get('/ws/requests/:id/logs', { ...route, preHandler: open }, serve(logFrames))
  }
}

function refuseMany(counts: ReadonlyMap<string, number>, caller: string): void {
  if ((counts.get(caller) ?? 0) >= mostStreams)
    throw new Problem('rate.limited', {
      detail: `At most ${mostStreams} streams at once`,
      retry_after: 10,
    })
}

function count(counts: Map<string, number>, caller: string): () => void {
  counts.set(caller, (counts.get(caller) ?? 0) + 1)
  return () => {
    const left = (counts.get(caller) ?? 1) - 1
    if (left === 0) counts.delete(caller)
    else counts.set(caller, left)
  }
}
