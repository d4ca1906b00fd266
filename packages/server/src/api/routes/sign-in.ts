import { type FastifyPluginAsyncTypebox, Type } from '@fastify/type-provider-typebox'
import { Problem } from '@pao/core'
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { ApiDeps } from '../deps.ts'
import { readCookie, setCookie } from '../guards/session-cookie.ts'
import { refusals } from '../problem.ts'
import { answer, listOf, named } from './answers.ts'

const tags = ['identity']
const config = { access: 'public' as const }

const BeginQuery = Type.Object({
  issuer: Type.String({ minLength: 1, maxLength: 100 }),
  return_to: Type.Optional(Type.String({ maxLength: 2_000 })),
  login_hint: Type.Optional(Type.String({ minLength: 1, maxLength: 200 })),
  moved: Type.Optional(Type.Literal('1')),
})

/** Where one may sign in; and the two addresses a browser passes on its way there and back. */
export function signInRoutes(deps: ApiDeps): FastifyPluginAsyncTypebox {
  return async (app) => {
    await app.register(waysRoute(deps))
    app.get(
      '/session/sign-in',
      { config, schema: { hide: true, querystring: BeginQuery } },
      (request, reply) => begin(deps, { request, reply }, request.query),
    )
    app.get('/session/callback', { config, schema: { hide: true } }, (request, reply) =>
      finish(deps, { request, reply }),
    )
  }
}

function waysRoute({ identity }: ApiDeps): FastifyPluginAsyncTypebox {
  return async (app) => {
    app.get(
      '/session/issuers',
      {
        config,
        schema: {
          operationId: 'listIssuers',
          summary: 'Where one may sign in',
          description:
            'For the portal send the browser to `/api/v1/session/sign-in?issuer=<name>&return_to=<path>`. Command lines use `device` (RFC 8628).',
          security: [],
          tags,
          response: {
            200: answer('Identity providers.', listOf('issuers', named('IssuerView'))),
            ...refusals(),
          },
        },
      },
      async () => ({ issuers: identity.issuers }),
    )
  }
}

type Exchange = { request: FastifyRequest; reply: FastifyReply }
type Begin = { issuer: string; return_to?: string; login_hint?: string; moved?: '1' }

async function begin(
  { settings: { publicUrl }, identity }: ApiDeps,
  { request, reply }: Exchange,
  { issuer, return_to: returnTo = '/', login_hint: hint, moved }: Begin,
): Promise<FastifyReply> {
  reply.header('cache-control', 'no-store')
  // The provider sends the browser back to the public address, and only there its cookie comes along.
  if (moved === undefined && request.headers.host !== new URL(publicUrl).host)
    return reply.redirect(`${publicUrl}${request.url}&moved=1`, 302)
  try {
    const wish = { issuer, returnTo, ...(hint !== undefined && { hint }) }
    const { address, kept, expiresAt } = await identity.signIns.begin(wish)
    setCookie(reply, publicUrl, { kind: 'sign_in', value: kept, expiresAt })
    return await reply.redirect(address, 302)
  } catch (error) {
    return backWith(reply, error)
  }
}

async function finish(
  { settings: { publicUrl }, identity, log }: ApiDeps,
  { request, reply }: Exchange,
): Promise<FastifyReply> {
  reply.header('cache-control', 'no-store').header('referrer-policy', 'no-referrer')
  const kept = readCookie(publicUrl, 'sign_in', request.headers)
  setCookie(reply, publicUrl, { kind: 'sign_in', value: '', expiresAt: 0 })
  try {
    const query = request.url.split('?', 2)[1] ?? ''
    const { person, returnTo } = await identity.signIns.finish(query, kept)
    // Always a new session: one that was here before could be somebody else's doing.
    const before = readCookie(publicUrl, 'session', request.headers)
    if (before !== undefined) await identity.sessions.end(before)
    const agent = request.headers['user-agent']
    const started = await identity.sessions.start({
      ...person,
      ...(agent !== undefined && { agent }),
    })
    log.info({ principal: person.id, issuer: person.issuer }, 'somebody signed in')
    setCookie(reply, publicUrl, {
      kind: 'session',
      value: started.id,
      expiresAt: started.expiresAt,
    })
    return await reply.redirect(returnTo, 303)
  } catch (error) {
    return backWith(reply, error)
  }
}

/** A person stands before this: the portal's sign-in tells them what went wrong. */
function backWith(reply: FastifyReply, error: unknown): FastifyReply {
  if (!(error instanceof Problem)) throw error
  return reply.redirect(`/?refused=${encodeURIComponent(error.code)}`, 303)
}
