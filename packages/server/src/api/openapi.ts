import swagger from '@fastify/swagger'
import type { FastifyInstance } from 'fastify'
import type { Access } from './guards/access.ts'
import { ProblemBody } from './problem.ts'
import { namedAnswers } from './routes/answers.ts'

const description = `Order services from the catalog, follow their fulfillment, operate the orchestrator.

Errors are \`application/problem+json\` (RFC 9457) with a stable \`code\`. Every POST that creates takes an
\`Idempotency-Key\`. Times are ISO 8601 in UTC. Lists take \`limit\` and an opaque \`cursor\`.`

const tags = [
  { name: 'catalog', description: 'What can be ordered.' },
  { name: 'requests', description: 'Orders and what becomes of them.' },
  {
    name: 'secret-outputs',
    description: 'Secrets shown to whom a request is for. A key needs this scope by name.',
  },
  { name: 'checks', description: 'Checks and sandbox; nothing here changes anything.' },
  { name: 'operators', description: 'Health, figures, catalog reading.' },
  { name: 'audit', description: 'What was done, by whom, and proof that the record is whole.' },
  { name: 'identity', description: 'Who is calling: sessions and API keys.' },
  { name: 'scim', description: 'People and groups as a directory tells of them (SCIM 2.0).' },
  { name: 'webhooks', description: 'Deliveries of remote systems, signed.' },
  { name: 'terraform', description: 'The state backend for runs of Terraform.' },
]

/** Each operation tells which permission it takes. */
function withPermission<S extends object>(schema: S, access: Access | undefined): S {
  return access === undefined || access === 'public'
    ? schema
    : { ...schema, 'x-permission': access }
}

/** Makes the OpenAPI 3.1 document from the schemas of the routes that are registered after it. */
export function describeApi(app: FastifyInstance, version: string): void {
  for (const schema of [ProblemBody, ...namedAnswers]) app.addSchema(schema)
  app.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: {
        title: 'Platform Automation Orchestrator',
        version,
        description,
        license: {
          name: 'Apache-2.0',
          url: 'https://www.apache.org/licenses/LICENSE-2.0',
        },
      },
      servers: [{ url: '/' }],
      tags,
      components: {
        securitySchemes: {
          apiKey: { type: 'http', scheme: 'bearer', description: 'An API key, `pao_…`.' },
          session: { type: 'apiKey', in: 'cookie', name: 'pao_session' },
        },
      },
      security: [{ apiKey: [] }, { session: [] }],
    },
    hideUntagged: true,
    transform: ({ schema, url, route }) => ({
      schema: withPermission(schema, route.config?.access),
      url,
    }),
    refResolver: {
      buildLocalReference: ({ $id }, _baseUri, _fragment, n) =>
        typeof $id === 'string' ? $id : `def-${n}`,
    },
  })
}
