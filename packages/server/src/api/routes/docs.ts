import { createHash } from 'node:crypto'
import scalar from '@scalar/fastify-api-reference'
import type { FastifyInstance, FastifyPluginAsync } from 'fastify'
import { pagePolicy } from '../headers.ts'
import { toOpenApi30 } from '../openapi-3-0.ts'

const documentUrl = '/api/v1/openapi.json'

/** The OpenAPI document, and pages to browse it that load nothing from elsewhere. */
export function docsRoutes(): FastifyPluginAsync {
  return async (app) => {
    await app.register(documentRoute)
    await app.register(async (docs) => {
      docs.addHook('onRoute', (route) => {
        route.config = { ...route.config, access: 'public' }
      })
      docs.addHook('onSend', async (_request, reply, payload) => {
        const type = String(reply.getHeader('content-type') ?? '')
        if (type.startsWith('text/html') && typeof payload === 'string')
          pagePolicy(reply, { scriptHashes: inlineScriptHashes(payload) })
        return payload
      })
      await docs.register(scalar, {
        routePrefix: '/docs',
        logLevel: 'silent',
        configuration: {
          url: documentUrl,
          pageTitle: 'PAO API',
          withDefaultFonts: false,
          telemetry: false,
          hideClientButton: true,
        },
      })
    })
  }
}

async function documentRoute(app: FastifyInstance): Promise<void> {
  const rendered = new Map<string, Buffer>()
  app.get<{ Querystring: { version?: '3.0' | '3.1' } }>(
    documentUrl,
    {
      config: { access: 'public' },
      schema: {
        hide: true,
        querystring: {
          type: 'object',
          properties: { version: { enum: ['3.0', '3.1'] } },
          additionalProperties: false,
        },
      },
    },
    async (request, reply) => {
      const version = request.query.version ?? '3.1'
      const known = rendered.get(version)
      const body = known ?? render(app, version)
      rendered.set(version, body)
      return reply.type('application/json; charset=utf-8').send(body)
    },
  )
}

function render(app: FastifyInstance, version: '3.0' | '3.1'): Buffer {
  const document = JSON.parse(JSON.stringify(app.swagger())) as Record<string, unknown>
  return Buffer.from(JSON.stringify(version === '3.0' ? toOpenApi30(document) : document))
}

function inlineScriptHashes(html: string): string[] {
  const scripts = html.matchAll(/<script(?![^>]*\ssrc=)[^>]*>([\s\S]*?)<\/script>/g)
  return [...scripts].map(([, text]) =>
    createHash('sha256')
      .update(text ?? '')
      .digest('base64'),
  )
}
