import { type FastifyPluginAsyncTypebox, Type } from '@fastify/type-provider-typebox'
import { Problem } from '@pao/core'
import type { ApiDeps } from '../deps.ts'
import { PreparedAnswers, sendPrepared } from '../prepared.ts'
import { refusals } from '../problem.ts'
import { answer, listOf } from './answers.ts'

/** The published schemas of catalog documents, for editors and checkers of others. */
export function schemaRoutes({ checks }: ApiDeps): FastifyPluginAsyncTypebox {
  const config = { access: 'public' as const }
  const prepared = new PreparedAnswers()
  return async (app) => {
    app.get(
      '/schemas',
      {
        config,
        schema: {
          operationId: 'listSchemas',
          summary: 'Names of the published schemas',
          security: [],
          tags: ['checks'],
          response: { 200: answer('Names.', listOf('schemas', { type: 'string' })), ...refusals() },
        },
      },
      async () => ({ schemas: checks.schemaNames }),
    )
    app.get(
      '/schemas/:name',
      {
        config,
        schema: {
          operationId: 'getSchema',
          summary: 'One JSON Schema',
          security: [],
          tags: ['checks'],
          params: Type.Object({ name: Type.String({ minLength: 1, maxLength: 100 }) }),
          response: {
            200: answer('The schema.', { type: 'object' }),
            ...refusals('schema.not_found'),
          },
        },
      },
      async (request, reply) => {
        const { name } = request.params
        if (!checks.schemaNames.includes(name))
          throw new Problem('schema.not_found', { schema: name })
        return sendPrepared(
          request,
          reply,
          prepared.get(name, () => checks.schema(name)),
        )
      },
    )
  }
}
