import { type FastifyPluginAsyncTypebox, Type } from '@fastify/type-provider-typebox'
import type { ApiDeps } from '../deps.ts'
import { principalOf } from '../guards/access.ts'
import { refusals, signedIn } from '../problem.ts'
import { answer, named } from './answers.ts'
import { absenceView } from './approval-views.ts'

const tags = ['approvals']
const config = { access: 'self' as const }
const example = {
  from: '2026-12-24T00:00:00.000Z',
  until: '2027-01-02T00:00:00.000Z',
  deputy: 'kim@example.com',
}
const known = [...signedIn, 'approval.faceless'] as const

/** One's own absence: who decides in one's place meanwhile. */
export function absenceRoutes({ approvals }: ApiDeps): FastifyPluginAsyncTypebox {
  return async (app) => {
    await app.register(showRoute(approvals))
    await app.register(setRoute(approvals))
    await app.register(endRoute(approvals))
  }
}

function showRoute(approvals: ApiDeps['approvals']): FastifyPluginAsyncTypebox {
  return async (app) => {
    app.get(
      '/me/absence',
      {
        config,
        schema: {
          operationId: 'getAbsence',
          summary: 'When you are away, and who decides for you',
          tags,
          response: {
            200: answer(
              'The absence, or null.',
              {
                type: 'object',
                properties: { absence: { anyOf: [named('Absence'), { type: 'null' }] } },
              },
              { absence: example },
            ),
            ...refusals(...known),
          },
        },
      },
      async (call) => {
        const absence = await approvals.absence(principalOf(call))
        return { absence: absence ? absenceView(absence) : null }
      },
    )
  }
}

function setRoute(approvals: ApiDeps['approvals']): FastifyPluginAsyncTypebox {
  return async (app) => {
    app.put(
      '/me/absence',
      {
        config,
        schema: {
          operationId: 'setAbsence',
          summary: 'Say when you are away, and who decides for you',
          description: 'Takes the place of what you said before. You may still decide yourself.',
          tags,
          body: Type.Object(
            {
              from: Type.Optional(
                Type.String({ maxLength: 40, description: 'Now when left out.' }),
              ),
              until: Type.String({ maxLength: 40 }),
              deputy: Type.String({ minLength: 3, maxLength: 254 }),
              note: Type.Optional(Type.String({ maxLength: 500 })),
            },
            { additionalProperties: false, examples: [example] },
          ),
          response: {
            200: answer('It holds from then on.', named('Absence'), example),
            ...refusals(...known, 'absence.invalid', 'body.invalid'),
          },
        },
      },
      async (call) => {
        const { from, until, ...rest } = call.body
        const wanted = { ...rest, ...(from !== undefined && { from: Date.parse(from) }) }
        const absence = { ...wanted, until: Date.parse(until) }
        return absenceView(await approvals.setAbsence(principalOf(call), absence))
      },
    )
  }
}

function endRoute(approvals: ApiDeps['approvals']): FastifyPluginAsyncTypebox {
  return async (app) => {
    app.delete(
      '/me/absence',
      {
        config,
        schema: {
          operationId: 'endAbsence',
          summary: 'Say that you are back',
          tags,
          response: {
            204: { description: 'Nobody decides for you any more.', type: 'null' },
            ...refusals(...known),
          },
        },
      },
      async (call, reply) => {
        await approvals.endAbsence(principalOf(call))
        return reply.code(204).send(null)
      },
    )
  }
}
