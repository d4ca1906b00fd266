import { type FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { Problem } from '@pao/core'
import type { FastifyRequest } from 'fastify'
import { readRawBodies } from '../body.ts'
import type { ApiDeps, Delivery, Signer } from '../deps.ts'
import type { Received } from '../guards/signature.ts'
import { refusals } from '../problem.ts'
import { parseStrictJson } from '../strict-json.ts'
import { answer } from './answers.ts'
import { type Door, doors } from './webhook-doors.ts'

/** Deliveries of remote systems: checked over the raw bytes, kept once, answered at once, worked later. */
export function webhookRoutes({ webhooks, now }: ApiDeps): FastifyPluginAsyncTypebox {
  return async (app) => {
    readRawBodies(app)
    for (const door of doors)
      app.post(
        `/webhooks/${door.source}`,
        {
          config: { access: 'public' },
          schema: {
            operationId: `receive${door.name}Webhook`,
            summary: `Take in a delivery of ${door.name}`,
            description: `${door.told} Without a configured secret everything is refused.`,
            security: [],
            tags: ['webhooks'],
            response: {
              202: answer(
                'It is kept and will be worked on.',
                { type: 'object' },
                { duplicate: false },
              ),
              ...refusals('webhook.signature_invalid', 'body.invalid', 'body.too_large'),
            },
          },
        },
        async (request, reply) => {
          const received = receivedOf(request)
          const signers = door.proof(webhooks.signers(door.source), received, now())
          if (signers.length === 0) throw new Problem('webhook.signature_invalid')
          const news: boolean[] = []
          for (const delivery of deliveriesOf(door, signers, received))
            news.push(await webhooks.receive(door.source, delivery))
          return reply.code(202).send({ duplicate: !news.includes(true) })
        },
      )
  }
}

function receivedOf({ body, headers }: FastifyRequest): Received {
  return {
    bytes: Buffer.isBuffer(body) ? body : Buffer.alloc(0),
    header(name) {
      const value = headers[name]
      return Array.isArray(value) ? value[0] : value
    },
  }
}

/** One for each tenant whose secret fitted: of a connection that is open to several it may be news of any. */
function deliveriesOf(door: Door, signers: readonly Signer[], received: Received): Delivery[] {
  const tenants = [...new Set(signers.map(({ tenant }) => tenant))]
  return tenants.map((tenant) => {
    const own = signers.filter((signer) => signer.tenant === tenant)
    return { tenant, ...deliveryOf(door, own, received) }
  })
}

/** Two secrets of one connection, old and new, are still one connection. */
function deliveryOf(
  door: Door,
  signers: readonly Signer[],
  received: Received,
): Omit<Delivery, 'tenant'> {
  const [connection, ...others] = new Set(signers.map((signer) => signer.connection))
  const named = others.length === 0 ? connection : undefined
  const event = door.event === undefined ? undefined : received.header(door.event)
  const id = door.idOf(received)
  return {
    id: door.perConnection && named !== undefined ? `${named}:${id}` : id,
    ...(event !== undefined && { event }),
    ...(named !== undefined && { connection: named }),
    body: bodyOf(Buffer.from(received.bytes)),
  }
}

/** A delivery is somebody else's JSON: numbers and doubled keys are theirs, but it must be an object. */
function bodyOf(bytes: Buffer): unknown {
  const parsed = parseStrictJson(bytes)
  if (!parsed.ok) {
    const grave = parsed.faults.filter(({ code }) => code !== 'body.number_inexact')
    if (grave.length > 0) throw new Problem('body.invalid', {}, grave)
  }
  const value: unknown = parsed.ok ? parsed.value : JSON.parse(bytes.toString('utf8'))
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw new Problem('body.invalid', {}, [
      { code: 'shape.type', at: '', message: 'must be an object' },
    ])
  return value
}
