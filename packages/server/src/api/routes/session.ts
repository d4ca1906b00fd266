import { type FastifyPluginAsyncTypebox, Type } from '@fastify/type-provider-typebox'
import type { FastifyRequest } from 'fastify'
import type { Caller } from '#identity/authenticate.ts'
import type { SessionView } from '#identity/session.ts'
import type { ApiDeps } from '../deps.ts'
import { principalOf } from '../guards/access.ts'
import { readCookie, setCookie } from '../guards/session-cookie.ts'
import { refusals, signedIn } from '../problem.ts'
import { answer, listOf, named } from './answers.ts'
import { iso } from './request-views.ts'

const tags = ['identity']

const exampleMe = {
  tenant: 'default',
  id: 'corp:248289761001',
  email: 'dana.developer@example.com',
  name: 'Dana Developer',
  roles: ['developer'],
  teams: ['payments'],
  via: 'session',
  csrf: 'aFy…',
}

/** Who am I, signing out, and one's own sessions. */
export function sessionRoutes(deps: ApiDeps): FastifyPluginAsyncTypebox {
  return async (app) => {
    await app.register(meRoute())
    await app.register(signOutRoute(deps))
    await app.register(ownSessionRoutes(deps))
  }
}

function meRoute(): FastifyPluginAsyncTypebox {
  return async (app) => {
    app.get(
      '/me',
      {
        config: { access: 'self' },
        schema: {
          operationId: 'getMe',
          summary: 'Who is calling, with which roles',
          tags,
          response: { 200: answer('You.', named('Me'), exampleMe), ...refusals(...signedIn) },
        },
      },
      async (request, reply) => {
        reply.header('cache-control', 'no-store')
        return meView({ ...request.caller, principal: principalOf(request) })
      },
    )
  }
}

function meView({ principal, csrf }: Caller) {
  const { person: _maker, ...caller } = principal
  return { ...caller, ...(csrf !== undefined && { csrf }) }
}

function signOutRoute({ settings, identity }: ApiDeps): FastifyPluginAsyncTypebox {
  return async (app) => {
    app.delete(
      '/session',
      {
        config: { access: 'self' },
        schema: {
          operationId: 'signOut',
          summary: 'End the session',
          description:
            'Where the identity provider has a sign-out of its own, `next` is its address: send the browser there.',
          tags,
          response: {
            200: answer(
              'You are signed out.',
              Type.Object({ next: Type.Union([Type.String(), Type.Null()]) }),
              { next: 'https://sso.example.com/logout?client_id=pao-portal' },
            ),
            ...refusals(...signedIn, 'auth.cross_site'),
          },
        },
      },
      async (request: FastifyRequest, reply) => {
        const id = readCookie(settings.publicUrl, 'session', request.headers)
        const ended = id === undefined ? undefined : await identity.sessions.end(id)
        setCookie(reply, settings.publicUrl, { kind: 'session', value: '', expiresAt: 0 })
        const next = ended && (await identity.signIns.signOutAddress(ended.issuer, ended.idToken))
        return { next: next ?? null }
      },
    )
  }
}

function ownSessionRoutes({ settings, identity }: ApiDeps): FastifyPluginAsyncTypebox {
  const config = { access: 'self' as const }
  return async (app) => {
    app.get(
      '/sessions',
      {
        config,
        schema: {
          operationId: 'listSessions',
          summary: 'Your own sessions',
          tags,
          response: {
            200: answer('Sessions, newest first.', listOf('items', named('Session'))),
            ...refusals(...signedIn),
          },
        },
      },
      async (request, reply) => {
        reply.header('cache-control', 'no-store')
        const id = readCookie(settings.publicUrl, 'session', request.headers)
        const sessions = await identity.sessions.list(principalOf(request), id)
        return { items: sessions.map(sessionView) }
      },
    )
    app.delete(
      '/sessions/:id',
      {
        config,
        schema: {
          operationId: 'endSession',
          summary: 'End one of your own sessions',
          tags,
          params: Type.Object({ id: Type.String({ pattern: '^[0-9a-f]{16}$' }) }),
          response: {
            204: { description: 'It is ended.', type: 'null' },
            ...refusals(...signedIn, 'auth.cross_site', 'session.not_found'),
          },
        },
      },
      async (request, reply) => {
        await identity.sessions.revoke(principalOf(request), request.params.id)
        return reply.code(204).send(null)
      },
    )
  }
}

/** A session as its holder sees it. */
export function sessionView({ id, issuer, agent, current, ...times }: SessionView) {
  return {
    id,
    issuer,
    agent,
    current,
    created_at: iso(times.createdAt),
    last_seen_at: iso(times.lastSeenAt),
    expires_at: iso(times.expiresAt),
  }
}
