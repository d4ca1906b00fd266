import { createHash } from 'node:crypto'
import { type FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { Problem } from '@pao/core'
import type { FastifyRequest } from 'fastify'
import type { ApiDeps } from '../deps.ts'
import { slackSignersOf } from '../guards/slack-signature.ts'
import { refusals } from '../problem.ts'
import { answer } from './answers.ts'

/** Buttons of an approval pressed in Slack: signature over the raw bytes, fresh, once, answered within three seconds. */
export function slackRoutes({ approvals, now }: ApiDeps): FastifyPluginAsyncTypebox {
  return async (app) => {
    app.removeAllContentTypeParsers()
    app.addContentTypeParser(
      'application/x-www-form-urlencoded',
      { parseAs: 'buffer' },
      async (_request: FastifyRequest, bytes: Buffer) => bytes,
    )
    app.post(
      '/webhooks/slack',
      {
        config: { access: 'public' },
        schema: {
          operationId: 'receiveSlackInteraction',
          summary: 'Take in a press of a button in Slack',
          description:
            'Signed by `x-slack-signature: v0=…` over the raw body and a timestamp of the last five minutes. Without a configured secret everything is refused.',
          security: [],
          tags: ['webhooks'],
          consumes: ['application/x-www-form-urlencoded'],
          response: {
            200: answer('It is taken in.', { type: 'object' }, {}),
            ...refusals('webhook.signature_invalid', 'body.invalid', 'body.too_large'),
          },
        },
      },
      async (request) => {
        const bytes = Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0)
        const timestamp = headerOf(request, 'x-slack-request-timestamp')
        const signature = headerOf(request, 'x-slack-signature')
        const signed = { bytes, timestamp, signature }
        const signers = slackSignersOf(approvals.slackSigners(), signed, now())
        if (signers.length === 0) throw new Problem('webhook.signature_invalid')
        await approvals.bySlack({
          id: createHash('sha256').update(`${timestamp}:${signature}`).digest('hex'),
          signers: signers.map(({ tenant, connection }) => ({
            tenant,
            ...(connection !== undefined && { connection }),
          })),
          payload: payloadOf(bytes),
        })
        return {}
      },
    )
  }
}

function payloadOf(bytes: Buffer): unknown {
  try {
    return JSON.parse(new URLSearchParams(bytes.toString('utf8')).get('payload') ?? '')
  } catch {
    throw new Problem('body.invalid', {}, [
      { code: 'shape.type', at: '/payload', message: 'must be JSON' },
    ])
  }
}

function headerOf(request: FastifyRequest, name: string): string | undefined {
  const value = request.headers[name]
  return Array.isArray(value) ? value[0] : value
}
