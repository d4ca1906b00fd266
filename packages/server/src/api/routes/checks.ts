import { type FastifyPluginAsyncTypebox, Type } from '@fastify/type-provider-typebox'
import { Problem } from '@pao/core'
import type { ApiDeps } from '../deps.ts'
import { principalOf } from '../guards/access.ts'
import { refusals, signedIn } from '../problem.ts'
import { answer, named } from './answers.ts'
import { dryWords, simulated, SimulateBody } from './simulate-body.ts'
import { OrderBody } from './order-body.ts'
import { previewView } from './request-views.ts'
import { DocumentBody, textOf } from './sandbox-bodies.ts'

const tags = ['checks']
const config = { access: 'sandbox.use' as const }
const ordering = { access: 'request.order' as const }
const Fields = Type.Record(Type.String(), Type.Unknown())

/** Everything that can be tried without changing anything. */
export function checkRoutes(deps: ApiDeps): FastifyPluginAsyncTypebox {
  return async (app) => {
    await app.register(documentRoutes(deps))
    await app.register(templateRoute(deps))
    await app.register(orderRoutes(deps))
  }
}

const itemExample = { document: 'version: "2.0"\nkind: CatalogItem\n', file: 'catalog/new.yaml' }

function documentRoutes({ checks }: ApiDeps): FastifyPluginAsyncTypebox {
  return async (app) => {
    app.post(
      '/validate/catalog-item',
      {
        config,
        schema: {
          operationId: 'validateCatalogItem',
          summary: 'Check a catalog document as the catalog reader would',
          tags,
          body: Type.Object(
            { document: DocumentBody, file: Type.Optional(Type.String({ maxLength: 500 })) },
            { additionalProperties: false, examples: [itemExample] },
          ),
          response: {
            200: answer('Valid or not, with every diagnostic.', {
              type: 'object',
              required: ['valid', 'diagnostics'],
              properties: {
                valid: { type: 'boolean' },
                diagnostics: { type: 'array', items: named('Diagnostic') },
              },
            }),
            ...refusals(...signedIn, 'body.invalid'),
          },
        },
      },
      async (request) => {
        const { document, file = 'document.yaml' } = request.body
        return checks.document(textOf(document), file, principalOf(request))
      },
    )
    app.post(
      '/preview/form',
      {
        config,
        schema: {
          operationId: 'previewForm',
          summary: 'Draw the form of a document with some answers',
          tags,
          body: Type.Object(
            { document: DocumentBody, fields: Type.Optional(Fields) },
            { additionalProperties: false, examples: [{ document: itemExample.document }] },
          ),
          response: {
            200: answer('Schemas, visible fields, and diagnostics.', { type: 'object' }),
            ...refusals(...signedIn, 'body.invalid', 'document.invalid'),
          },
        },
      },
      async (request) => {
        const { document, fields = {} } = request.body
        const { tenant } = principalOf(request)
        const { uiSchema, ...form } = checks.form(textOf(document), fields, tenant)
        return { ...form, ui_schema: uiSchema }
      },
    )
  }
}

function templateRoute({ checks }: ApiDeps): FastifyPluginAsyncTypebox {
  return async (app) => {
    app.post(
      '/test/variables',
      {
        config,
        schema: {
          operationId: 'testVariables',
          summary: 'Render a template, or every template of a config, with sample values',
          tags,
          body: Type.Object(
            {
              template: Type.Unknown(),
              fields: Type.Optional(Fields),
              output: Type.Optional(Fields),
              environment: Type.Optional(Type.String({ minLength: 1, maxLength: 100 })),
            },
            {
              additionalProperties: false,
              examples: [{ template: '{{fields.name}}-db', fields: { name: 'orders' } }],
            },
          ),
          response: {
            200: answer(
              'What it renders to, and what it reads.',
              { type: 'object' },
              {
                value: 'orders-db',
                references: ['fields.name'],
                functions: [],
              },
            ),
            ...refusals(...signedIn, 'body.invalid', 'template.invalid'),
          },
        },
      },
      async (request) => {
        const { template, fields = {}, output = {}, environment } = request.body
        const user = principalOf(request)
        const place = environment === undefined ? {} : { environment }
        const rendered = checks.template({ template, fields, output, user, ...place })
        if (!rendered.ok) throw new Problem('template.invalid', {}, rendered.faults)
        return rendered.value
      },
    )
  }
}

function orderRoutes({ requests }: ApiDeps): FastifyPluginAsyncTypebox {
  const refused = refusals(
    ...signedIn,
    'body.invalid',
    'item.not_found',
    'item.version_not_found',
    'item.not_orderable',
    'request.invalid',
  )
  return async (app) => {
    app.post(
      '/validate/request',
      {
        config: ordering,
        schema: {
          operationId: 'validateRequest',
          summary: 'Check an order without placing it',
          tags,
          body: OrderBody,
          response: {
            200: answer('It could be placed.', { type: 'object' }, { valid: true }),
            ...refused,
          },
        },
      },
      async (request) => {
        await requests.preview(principalOf(request), request.body)
        return { valid: true }
      },
    )
    app.post(
      '/simulate/fulfillment',
      {
        config: ordering,
        schema: {
          operationId: 'simulateFulfillment',
          summary: 'The whole run of an order without touching anything',
          tags,
          description: dryWords,
          body: SimulateBody,
          response: {
            200: answer('The plan with every rendered input.', simulated),
            ...refused,
          },
        },
      },
      async (request) => {
        const { dry_run: dry = false, ...order } = request.body
        return previewView(await requests.preview(principalOf(request), order, { dry }))
      },
    )
  }
}
