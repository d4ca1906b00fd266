import { type FastifyPluginAsyncTypebox, Type } from '@fastify/type-provider-typebox'
import { Problem } from '@pao/core'
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Caller } from '#identity/authenticate.ts'
import type { ApiDeps } from '../deps.ts'
import { principalOf } from '../guards/access.ts'
import { sessionCookie, sessionIdOf } from '../guards/authentication.ts'
import { refuseForeign } from '../guards/origin.ts'
import { refusals, signedIn } from '../problem.ts'
import { answer, listOf, named } from './answers.ts'
import { iso } from './request-views.ts'

const tags = ['identity']

const exampleMe = {
  tenant: 'default',
  id: 'dana',
  email: 'dana.developer@example.com',
  name: 'Dana Developer',
  roles: ['developer'],
  teams: ['payments'],
  via: 'session',
  csrf: 'aFy…',
}

/** Who am I, and the built-in sign-in of the demo. */
export function sessionRoutes(deps: ApiDeps): FastifyPluginAsyncTypebox {
  return async (app) => {
    await app.register(meRoute())
    await app.register(signInRoutes(deps))
    await app.register(signOutRoute(deps))
  }
}

function meRoute(): FastifyPluginAsyncTypebox {
  return async (app) => {
    app.get(
      '/me',
      {
        config: { access: 'signed-in' },
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

function signInRoutes({ settings, identity }: ApiDeps): FastifyPluginAsyncTypebox {
  const refused = refusals('auth.sign_in_off', 'auth.cross_site', 'body.invalid')
  const config = { access: 'public' as const }
  return async (app) => {
    app.addHook('preHandler', async (request) => {
      if (!settings.demo) throw new Problem('auth.sign_in_off')
      refuseForeign(settings.publicUrl, request.headers, false)
    })
    app.get(
      '/session/people',
      {
        config,
        schema: {
          operationId: 'listPeople',
          summary: 'Whom the demo’s sign-in offers',
          security: [],
          tags,
          response: { 200: answer('People.', listOf('people', named('Person'))), ...refused },
        },
      },
      async () => ({ people: identity.people }),
    )
    app.post(
      '/session',
      {
        config,
        schema: {
          operationId: 'signIn',
          summary: 'Sign in as somebody of the demo',
          security: [],
          tags,
          body: Type.Object(
            { person: Type.String({ minLength: 1, maxLength: 100 }) },
            { additionalProperties: false, examples: [{ person: 'dana' }] },
          ),
          response: {
            201: answer('You are signed in; the session is in the cookie.', named('Me'), exampleMe),
            ...refused,
            ...refusals('auth.invalid'),
          },
        },
      },
      async (request, reply) => {
        const person = identity.people.find(({ id }) => id === request.body.person)
        if (!person) throw new Problem('auth.invalid', { detail: 'There is no such person' })
        const session = await identity.sessions.start(person)
        setCookie(settings.publicUrl, reply, { id: session.id, expiresAt: session.expiresAt })
        return reply
          .code(201)
          .header('cache-control', 'no-store')
          .send({ ...meView(session), expires_at: iso(session.expiresAt) })
      },
    )
  }
}

function signOutRoute({ settings, identity }: ApiDeps): FastifyPluginAsyncTypebox {
  return async (app) => {
    app.delete(
      '/session',
      {
        config: { access: 'signed-in' },
        schema: {
          operationId: 'signOut',
          summary: 'End the session',
          tags,
          response: {
            204: { description: 'You are signed out.', type: 'null' },
            ...refusals(...signedIn, 'auth.cross_site'),
          },
        },
      },
      async (request: FastifyRequest, reply) => {
        const id = sessionIdOf(request, settings.publicUrl)
        if (id !== undefined) await identity.sessions.end(id)
        setCookie(settings.publicUrl, reply, { id: '', expiresAt: 0 })
        return reply.code(204).send(null)
      },
    )
  }
}

function setCookie(
  publicUrl: string,
  reply: FastifyReply,
  { id, expiresAt }: { id: string; expiresAt: number },
): void {
  reply.setCookie(sessionCookie(publicUrl), id, {
    path: '/',
    httpOnly: true,
    sameSite: 'lax',
    secure: publicUrl.startsWith('https:'),
    expires: new Date(expiresAt),
  })
}
