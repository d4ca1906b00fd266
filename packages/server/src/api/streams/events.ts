import { once } from 'node:events'
import { type FastifyPluginAsyncTypebox, Type } from '@fastify/type-provider-typebox'
import { Problem } from '@pao/core'
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { ApiDeps, StreamSettings } from '../deps.ts'
import { principalOf } from '../guards/access.ts'
import { refusals, signedIn } from '../problem.ts'
import { answer, listOf, named } from '../routes/answers.ts'
import { eventView } from '../routes/request-views.ts'
import { RequestId } from '../routes/requests.ts'
import { usualPatienceMs, usualPingMs } from './feed.ts'
import { openTail, type Tail } from './tail.ts'

const EventsQuery = Type.Object(
  {
    after: Type.Optional(Type.Integer({ minimum: 0, maximum: 2_147_483_647 })),
    limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 200 })),
    stream: Type.Optional(
      Type.Literal('1', { description: 'Stream whatever Accept says, for EventSource.' }),
    ),
  },
  { additionalProperties: false },
)

const example = {
  seq: 4,
  type: 'action_succeeded',
  at: '2026-11-23T12:00:00.000Z',
  actor: 'worker:w1',
  state: 'in_progress',
  progress_percentage: 50,
  action: 'ticket',
}

/** The event log of a request: a page as JSON, or live as server-sent events. */
export function eventRoutes(deps: ApiDeps): FastifyPluginAsyncTypebox {
  return async (app) => {
    const open = new Set<AbortController>()
    app.addHook('preClose', async () => {
      for (const stream of open) stream.abort()
    })
    app.get(
      '/requests/:id/events',
      {
        config: { access: 'request.read', rule: 'read', lasting: isLive },
        schema: {
          operationId: 'listRequestEvents',
          summary: 'What happened to a request, as a list or as a live stream',
          description:
            'With `Accept: text/event-stream` every event comes as it happens; `Last-Event-ID` or `after` resumes without a gap; `event: end` follows the last one.',
          tags: ['requests'],
          params: RequestId,
          querystring: EventsQuery,
          response: {
            200: {
              ...answer('Events in order.', listOf('items', named('RequestEvent')), {
                items: [example],
              }),
            },
            ...refusals(...signedIn, 'request.not_found', 'query.invalid'),
          },
        },
      },
      async (request, reply) => {
        const principal = principalOf(request)
        const { id } = request.params
        const { limit = 200, stream } = request.query
        const after = resumeFrom(request, request.query.after)
        if (stream === undefined && !wantsStream(request)) {
          const events = await deps.requests.events(principal, { id, after, limit })
          return { items: events.map(eventView) }
        }
        const tail = await openTail(deps.requests, principal, { id, after })
        const controller = new AbortController()
        open.add(controller)
        const forget = deps.identity.endings.watch(principal, () => controller.abort())
        await sendStream(deps.settings.streams ?? {}, { reply, tail, controller }).finally(() => {
          forget()
          open.delete(controller)
        })
        return reply
      },
    )
  }
}

/** Before the query was looked at. */
function isLive(request: FastifyRequest): boolean {
  return wantsStream(request) || request.url.includes('stream=1')
}

function wantsStream({ headers }: FastifyRequest): boolean {
  return (headers.accept ?? '').includes('text/event-stream')
}

/** A browser that reconnects by itself says where it was. */
function resumeFrom({ headers }: FastifyRequest, after: number | undefined): number {
  const last = headers['last-event-id']
  if (last === undefined) return after ?? 0
  if (typeof last !== 'string' || !/^\d{1,9}$/.test(last))
    throw new Problem('query.invalid', { detail: 'Last-Event-ID must be a sequence number' })
  return Number(last)
}

type Streaming = { reply: FastifyReply; tail: Tail; controller: AbortController }

async function sendStream(
  { pingMs = usualPingMs, patienceMs = usualPatienceMs }: StreamSettings,
  { reply, tail, controller }: Streaming,
): Promise<void> {
  const { raw } = reply
  reply
    .header('content-type', 'text/event-stream; charset=utf-8')
    .header('cache-control', 'no-store')
    .header('x-accel-buffering', 'no')
    // One that ends because the server stops would else be kept for the next call, and the stop would wait for it.
    .header('connection', 'close')
  reply.hijack()
  raw.writeHead(200, reply.getHeaders() as Record<string, string>)
  raw.on('close', () => controller.abort())
  raw.write('retry: 1000\n\n')
  const ping = setInterval(() => raw.write(': still here\n\n'), pingMs)
  try {
    for await (const event of tail(controller.signal)) {
      const frame = `id: ${event.seq}\ndata: ${JSON.stringify(eventView(event))}\n\n`
      if (!raw.write(frame)) await drained(reply, controller.signal, patienceMs)
    }
    if (!controller.signal.aborted) raw.write('event: end\ndata: {}\n\n')
  } catch (error) {
    if (!controller.signal.aborted)
      reply.log.warn({ err: error, correlation_id: reply.request.id }, 'an event stream broke off')
  } finally {
    clearInterval(ping)
    raw.end()
  }
}

async function drained(
  { raw }: FastifyReply,
  stop: AbortSignal,
  patienceMs: number,
): Promise<void> {
  const signal = AbortSignal.any([stop, AbortSignal.timeout(patienceMs)])
  await once(raw, 'drain', { signal }).catch((error: unknown) => {
    raw.destroy()
    throw error
  })
}
