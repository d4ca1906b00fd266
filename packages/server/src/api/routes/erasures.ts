import { type FastifyPluginAsyncTypebox, Type } from '@fastify/type-provider-typebox'
import type { Erasure } from '#identity/erasure/erasures.ts'
import type { ApiDeps } from '../deps.ts'
import { principalOf } from '../guards/access.ts'
import { actingOf } from '../guards/audit.ts'
import { answerOnce } from '../guards/idempotency.ts'
import { refusals, signedIn } from '../problem.ts'
import { answer } from './answers.ts'

const tags = ['audit']
const config = { access: 'audit.upkeep' as const }
const Name = Type.String({ minLength: 3, maxLength: 300, pattern: '\\S' })
const Asked = Type.Object(
  {
    person: Type.String({
      minLength: 3,
      maxLength: 300,
      description: 'Id or e-mail of the person.',
    }),
    names: Type.Optional(
      Type.Array(Name, {
        maxItems: 20,
        description:
          'What else they are known by; what sessions, keys and the directory say is found by itself.',
      }),
    ),
    reason: Type.String({
      minLength: 1,
      maxLength: 2_000,
      description: 'Why, without naming the person.',
    }),
  },
  {
    additionalProperties: false,
    examples: [
      {
        person: 'dana.developer@example.com',
        names: ['Dana Developer'],
        reason: 'Request 2026-12',
      },
    ],
  },
)
const ErasureId = Type.Object({ id: Type.String({ format: 'uuid' }) })
const ErasureAnswer = Type.Object({
  id: Type.String(),
  pseudonym: Type.String({ description: 'What stands in the place of the person from now on.' }),
  reason: Type.String(),
  asked_by: Type.String(),
  asked_at: Type.String({ format: 'date-time' }),
  stage: Type.String({
    description:
      '`own`: what is theirs goes; `sweep`: the pseudonym takes their place; `audit`: the log forgets them; `done`.',
  }),
  deleted: Type.Integer({ description: 'Rows that went.' }),
  changed: Type.Integer({ description: 'Rows that have the pseudonym now.' }),
  audit_values: Type.Integer({ description: 'Values that went from the audit log.' }),
  done_at: Type.Union([Type.String({ format: 'date-time' }), Type.Null()]),
})
const example = {
  id: '0198c0de-0000-7000-8000-000000000001',
  pseudonym: 'erased-800000000001',
  reason: 'Request 2026-12',
  asked_by: 'ada',
  asked_at: '2026-01-31T12:00:00.000Z',
  stage: 'sweep',
  deleted: 9,
  changed: 120,
  audit_values: 0,
  done_at: null,
}

/** Forgetting people. */
export function erasureRoutes(deps: ApiDeps): FastifyPluginAsyncTypebox {
  return async (app) => {
    await app.register(askRoute(deps))
    app.get(
      '/erasures',
      {
        config,
        schema: {
          operationId: 'listErasures',
          summary: 'Who was forgotten, without a word of whom',
          tags,
          response: {
            200: answer(
              'Newest first; at most 200.',
              Type.Object({ items: Type.Array(ErasureAnswer) }),
              {
                items: [example],
              },
            ),
            ...refusals(...signedIn),
          },
        },
      },
      async (request) => ({
        items: (await deps.erasures.list(principalOf(request).tenant)).map(viewOf),
      }),
    )
    app.get(
      '/erasures/:id',
      {
        config,
        schema: {
          operationId: 'getErasure',
          summary: 'How far an erasure is',
          tags,
          params: ErasureId,
          response: {
            200: answer('As it stands.', ErasureAnswer, example),
            ...refusals(...signedIn, 'query.invalid', 'erasure.not_found'),
          },
        },
      },
      async (request) => {
        const { tenant } = principalOf(request)
        return viewOf(await deps.erasures.get({ tenant, id: request.params.id }))
      },
    )
  }
}

function askRoute(deps: ApiDeps): FastifyPluginAsyncTypebox {
  return async (app) => {
    app.post(
      '/erasures',
      {
        config,
        schema: {
          operationId: 'erasePerson',
          summary: 'Forget a person',
          description:
            'What lets them in ends at once. Then, piece by piece: sessions, keys, views, absences and the directory’s words go; in requests, approvals and comments a pseudonym takes their place; the audit log forgets them, its chain stays whole. Refused while something needs them, with all of it.',
          tags,
          body: Asked,
          response: {
            202: answer(
              'It is under way; asked again meanwhile it is the same one.',
              ErasureAnswer,
              example,
            ),
            ...refusals(
              ...signedIn,
              'body.invalid',
              'audit.held',
              'person.needed',
              'idempotency.key_invalid',
              'idempotency.mismatch',
              'idempotency.in_flight',
            ),
          },
        },
      },
      async (request, reply) =>
        answerOnce(deps.once, { request, reply, operation: 'POST /erasures' }, async () => {
          const { tenant } = principalOf(request)
          const { person, names = [], reason } = request.body
          const wish = { tenant, by: actingOf(request), names: [person, ...names], reason }
          const made = viewOf(await deps.erasures.ask(wish))
          return {
            status: 202,
            headers: { location: `/api/v1/erasures/${made.id}` },
            body: JSON.stringify(made),
          }
        }),
    )
  }
}

function viewOf(erasure: Erasure) {
  const { id, pseudonym, reason, stage, deleted, changed } = erasure
  return {
    id,
    pseudonym,
    reason,
    asked_by: erasure.askedBy,
    asked_at: erasure.askedAt.toISOString(),
    stage,
    deleted,
    changed,
    audit_values: erasure.auditValues,
    done_at: erasure.doneAt?.toISOString() ?? null,
  }
}
