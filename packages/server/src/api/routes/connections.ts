import { type FastifyPluginAsyncTypebox, Type } from '@fastify/type-provider-typebox'
import type { ApiDeps } from '../deps.ts'
import { principalOf } from '../guards/access.ts'
import { refusals, signedIn } from '../problem.ts'
import { answer } from './answers.ts'

const Connections = Type.Object({
  items: Type.Array(
    Type.Object({
      name: Type.String(),
      type: Type.String(),
      secrets: Type.Array(Type.String(), { description: 'Names of those it has.' }),
    }),
  ),
})

const example = {
  items: [
    {
      name: 'main',
      type: 'jira',
      secrets: ['token'],
    },
  ],
}

/** The named remote systems as the operator set them up. */
export function connectionRoutes({ connections }: ApiDeps): FastifyPluginAsyncTypebox {
  return async (app) => {
    app.get(
      '/connections',
      {
        config: { access: 'breaker.read' },
        schema: {
          operationId: 'listConnections',
          summary: 'Names of the remote systems that are set up, and of the secrets they have',
          description:
            'Those of the own tenant, and those the operator opens to it; where they lie is for who runs the service.',
          tags: ['operators'],
          response: {
            200: answer('By type and name.', Connections, example),
            ...refusals(...signedIn),
          },
        },
      },
      (request) => ({
        items: connections(principalOf(request).tenant)
          .map(({ name, type, secrets }) => ({
            name,
            type,
            secrets: Object.keys(secrets).toSorted(),
          }))
          .toSorted((a, b) => `${a.type} ${a.name}`.localeCompare(`${b.type} ${b.name}`, 'en')),
      }),
    )
  }
}
