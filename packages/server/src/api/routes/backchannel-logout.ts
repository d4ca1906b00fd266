import { type FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { Problem } from '@pao/core'
import type { FastifyRequest } from 'fastify'
import type { ApiDeps } from '../deps.ts'
import { refusals } from '../problem.ts'

/** A logout token with everything around it is far smaller. */
const largestBody = 16_384

/** An identity provider tells that somebody signed out there (OpenID Connect Back-Channel Logout 1.0). */
export function backchannelLogoutRoutes({ identity, log }: ApiDeps): FastifyPluginAsyncTypebox {
  return async (app) => {
    app.removeAllContentTypeParsers()
    app.addContentTypeParser(
      'application/x-www-form-urlencoded',
      { parseAs: 'string' },
      async (_request: FastifyRequest, text: string) => text,
    )
    app.post(
      '/session/backchannel-logout',
      {
        config: { access: 'public' },
        bodyLimit: largestBody,
        schema: {
          operationId: 'backchannelLogout',
          summary: 'An identity provider ends sessions that began with it',
          description:
            'The form has `logout_token`, signed by a configured issuer for the portal’s client; each is taken once. 200 = what it names has ended, or there was nothing of it. Sockets are closed within five seconds.',
          security: [],
          tags: ['identity'],
          consumes: ['application/x-www-form-urlencoded'],
          response: {
            200: { description: 'It has ended.', type: 'string', maxLength: 0 },
            ...refusals('session.logout_invalid', 'body.too_large', 'body.unsupported_type'),
          },
        },
      },
      async (request, reply) => {
        // Also on refusals (section 2.8).
        reply.header('cache-control', 'no-store')
        const told = await identity.readLogoutToken(tokenOf(request.body))
        const ended = await identity.sessions.endAtProvider(told)
        if (ended === undefined)
          throw new Problem('session.logout_invalid', {
            detail: 'The logout token is refused: it was taken before',
          })
        log.info({ issuer: told.issuer, sessions: ended }, 'a provider ended sessions')
        return reply.code(200).type('text/plain').send('')
      },
    )
  }
}

function tokenOf(body: unknown): string {
  const tokens = new URLSearchParams(typeof body === 'string' ? body : '').getAll('logout_token')
  const [token] = tokens
  if (token === undefined || tokens.length !== 1)
    throw new Problem('session.logout_invalid', { detail: 'The form has one logout_token' })
  return token
}
