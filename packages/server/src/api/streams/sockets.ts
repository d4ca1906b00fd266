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
import { logFrames, statusFrames } from './frames.ts'
import { feed, type Socket } from './feed.ts'
import { ofCatalog, ofNews, ofRequest, ofSystem, type Watch, type WatchOf } from './watches.ts'

/** Watchers say nothing: a frame this large is an attack (1009). */
const largestFrame = 1_024
/** How long watchers may take to part when the server stops, in milliseconds. */
const partingMs = 1_000
/** A watcher whose rights ended is let go with this code (RFC 6455, policy violation). */
const signedOut = 1008
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
    watch: Watch | null
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
        config: { access: 'self' },
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
    app.decorateRequest('watch', null)
    const reader = { access: 'request.read' as const, rule: 'read' as const }
    const serve = async (socket: Socket, request: FastifyRequest) => {
      const { watch } = request
      if (watch === null) return socket.close(1011)
      const release = count(counts, principalOf(request).id)
      socket.once('close', release)
      const close = (): void => socket.close(signedOut, 'signed out')
      socket.once('close', deps.identity.endings.watch(principalOf(request), close))
      const times = deps.settings.streams ?? {}
      return feed(socket, { log: request.log, callId: request.id, times, frames: watch })
    }
    /** What is watched is found out before the upgrade, so that a refusal is an answer like any other. */
    const opening = (watchOf: WatchOf) => async (request: FastifyRequest) => {
      if (!request.ws) throw new Problem('route.not_found', { detail: 'Open it as a WebSocket' })
      refuseMany(counts, principalOf(request).id)
      request.watch = await watchOf(request)
    }
    const socket = { websocket: true as const }
    const query = { querystring: StreamQuery }
    const one = {
      ...socket,
      config: { ...reader, lasting: true as const },
      schema: { ...query, params: RequestId },
    }
    const all = {
      ...socket,
      config: { access: 'catalog.read' as const, lasting: true as const },
      schema: query,
    }
    const own = { ...socket, config: { access: 'self' as const, lasting: true as const } }
    const system = {
      ...socket,
      config: { access: 'system.watch' as const, lasting: true as const },
    }
    app.get(
      '/ws/requests/:id/status',
      { ...one, preHandler: opening(ofRequest(deps, statusFrames)) },
      serve,
    )
    app.get(
      '/ws/requests/:id/logs',
      { ...one, preHandler: opening(ofRequest(deps, logFrames)) },
      serve,
    )
    app.get('/ws/catalog/changes', { ...all, preHandler: opening(ofCatalog(deps)) }, serve)
    app.get('/ws/notifications', { ...own, preHandler: opening(ofNews(deps)) }, serve)
    app.get('/ws/admin/system', { ...system, preHandler: opening(ofSystem(deps)) }, serve)
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
