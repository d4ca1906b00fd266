import { createHash } from 'node:crypto'
import { type FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { Problem } from '@pao/core'
import type { FastifyRequest } from 'fastify'
import { defaultTenant } from '#identity/principal.ts'
import { readRawBodies } from '../body.ts'
import type { ApiDeps, WebhookSource } from '../deps.ts'
import { signersOf } from '../guards/signature.ts'
import { refusals } from '../problem.ts'
import { parseStrictJson } from '../strict-json.ts'
import { answer } from './answers.ts'

type Door = {
  source: WebhookSource
  name: string
  signature: string
  deliveryId: string
  event?: string
}

/** Header names as the vendors document them. */
const doors: readonly Door[] = [
  {
    source: 'github',
    name: 'GitHub',
    signature: 'x-hub-signature-256',
    deliveryId: 'x-github-delivery',
    event: 'x-github-event',
  },
  {
    source: 'jira',
    name: 'Jira',
    signature: 'x-hub-signature',
    deliveryId: 'x-atlassian-webhook-identifier',
  },
]

/** Deliveries of remote systems: checked over the raw bytes, kept once, answered at once, worked later. */
export function webhookRoutes({ webhooks }: ApiDeps): FastifyPluginAsyncTypebox {
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
            description: `Signed by \`${door.signature}: sha256=…\`, HMAC-SHA-256 of the raw body. Without a configured secret everything is refused.`,
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
          const bytes = Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0)
          const signature = headerOf(request, door.signature)
          const signers = signersOf(webhooks.signers(door.source), bytes, signature)
          if (signers.length === 0) throw new Problem('webhook.signature_invalid')
          const connection = signers.length === 1 ? signers[0]?.connection : undefined
          const event = door.event === undefined ? undefined : headerOf(request, door.event)
          const isNew = await webhooks.receive(door.source, {
            tenant: defaultTenant,
            id: deliveryIdOf(request, door, bytes),
            ...(event !== undefined && { event }),
            ...(connection !== undefined && { connection }),
            body: bodyOf(bytes),
          })
          return reply.code(202).send({ duplicate: !isNew })
        },
      )
  }
}

/** The sender's own id; without one, equal bodies are one delivery. */
function deliveryIdOf(request: FastifyRequest, door: Door, bytes: Buffer): string {
  const id = headerOf(request, door.deliveryId)
  if (id !== undefined && /^[\x21-\x7e]{1,200}$/.test(id)) return id
  return `sha256:${createHash('sha256').update(bytes).digest('hex')}`
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

function headerOf(request: FastifyRequest, name: string): string | undefined {
  const value = request.headers[name]
  return Array.isArray(value) ? value[0] : value
}
