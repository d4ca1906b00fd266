import { type FastifyPluginAsyncTypebox, Type } from '@fastify/type-provider-typebox'
import { Problem } from '@pao/core'
import type { ApiDeps, SecretFact } from '../deps.ts'
import { principalOf } from '../guards/access.ts'
import { refusals, signedIn } from '../problem.ts'
import { answer, named } from './answers.ts'

const tags = ['operators']
const Name = Type.Object({
  name: Type.String({
    pattern: '^[A-Z][A-Z0-9_]{0,99}$',
    description: 'As documents and connections name it.',
  }),
})
const Value = Type.Object(
  {
    value: Type.String({
      minLength: 1,
      maxLength: 65_536,
      description: 'Sealed at once; no answer ever holds it.',
    }),
  },
  { additionalProperties: false, examples: [{ value: '<the secret>' }] },
)

const example = {
  name: 'JIRA_TOKEN',
  version: 3,
  set_by: 'ops-key',
  set_at: '2026-01-31T12:00:00.000Z',
}

/** The table of secrets: what is set, by whom and when; values go in and never come out. */
export function secretRoutes(deps: ApiDeps): FastifyPluginAsyncTypebox {
  return async (app) => {
    app.get(
      '/secrets',
      {
        config: {
          access: 'secret.read',
          audited: { action: 'secret.listed', type: 'secret', outcome: 'read' },
        },
        schema: {
          operationId: 'listSecrets',
          summary: 'Secrets of the table, without their values',
          tags,
          response: {
            200: answer(
              'By name, at most a thousand.',
              { type: 'object', properties: { items: { type: 'array', items: named('Secret') } } },
              { items: [example] },
            ),
            ...refusals(...signedIn),
          },
        },
      },
      async (request) => {
        const rows = await deps.secrets.list(principalOf(request).tenant)
        return { items: rows.map(view) }
      },
    )
    await app.register(setRoute(deps))
    await app.register(removeRoute(deps))
    await app.register(rotateRoute(deps))
  }
}

function setRoute(deps: ApiDeps): FastifyPluginAsyncTypebox {
  return async (app) => {
    app.put(
      '/secrets/:name',
      {
        config: { access: 'secret.write' },
        schema: {
          operationId: 'setSecret',
          summary: 'Set a secret of your tenant',
          description:
            'Each call makes a new version; what the one before held is gone. Actions that start after it use it, connections within 30 seconds.',
          tags,
          params: Name,
          body: Value,
          response: {
            200: answer('It is set.', named('Secret'), example),
            ...refusals(...signedIn, 'body.invalid', 'body.too_large', 'query.invalid'),
          },
        },
      },
      async (request) => {
        const { params, body } = request
        const { tenant, id } = principalOf(request)
        return view(await deps.secrets.set({ tenant, name: params.name, by: id }, body.value))
      },
    )
  }
}

function removeRoute(deps: ApiDeps): FastifyPluginAsyncTypebox {
  return async (app) => {
    app.delete(
      '/secrets/:name',
      {
        config: { access: 'secret.write' },
        schema: {
          operationId: 'deleteSecret',
          summary: 'Take a secret of your tenant away for good',
          tags,
          params: Name,
          response: {
            200: answer('It is gone.', { type: 'object' }, { name: 'JIRA_TOKEN' }),
            ...refusals(...signedIn, 'secret.not_found', 'query.invalid'),
          },
        },
      },
      async (request) => {
        const { name } = request.params
        const { tenant, id } = principalOf(request)
        if (!(await deps.secrets.remove({ tenant, name, by: id })))
          throw new Problem('secret.not_found', { name })
        return { name }
      },
    )
  }
}

function rotateRoute(deps: ApiDeps): FastifyPluginAsyncTypebox {
  return async (app) => {
    app.post(
      '/secrets/rotate-key',
      {
        config: {
          access: 'secret.rotate',
          audited: { action: 'secret.rotate_asked', type: 'secret' },
        },
        schema: {
          operationId: 'rotateSecretKey',
          summary: 'Seal a batch of keys with the newest key of the settings',
          description:
            "Tenants' keys are sealed anew, their secrets stay as they are. Call it until nothing remains; it may be called again at any time.",
          tags,
          response: {
            200: answer(
              'So far; `strange` = sealed by a key that the settings do not hold.',
              {
                type: 'object',
                properties: {
                  rewrapped: { type: 'integer' },
                  remaining: { type: 'integer' },
                  strange: { type: 'integer' },
                },
              },
              { rewrapped: 12, remaining: 0, strange: 0 },
            ),
            ...refusals(...signedIn),
          },
        },
      },
      () => deps.secrets.rewrap(),
    )
  }
}

function view({ name, version, setBy, setAt }: SecretFact) {
  return { name, version, set_by: setBy, set_at: setAt.toISOString() }
}
