import fastifyStatic from '@fastify/static'
import type { FastifyPluginAsync } from 'fastify'
import type { ApiSettings } from './deps.ts'
import { pagePolicy } from './headers.ts'

/** The portal: one page at the root, and its files. File names carry no hash, so a browser asks each time. */
export function servePortal({ portalDir }: Pick<ApiSettings, 'portalDir'>): FastifyPluginAsync {
  return async (app) => {
    if (portalDir === undefined) return
    app.addHook('onRoute', (route) => {
      route.config = { ...route.config, access: 'public', unthrottled: true }
    })
    app.addHook('onSend', async (_request, reply, payload) => {
      reply.header('cache-control', 'no-cache')
      if (String(reply.getHeader('content-type') ?? '').startsWith('text/html')) pagePolicy(reply)
      return payload
    })
    await app.register(fastifyStatic, {
      root: portalDir,
      prefix: '/assets/',
      serveDotFiles: false,
      cacheControl: false,
      index: false,
    })
    app.get('/', { schema: { hide: true } }, async (_request, reply) =>
      reply.sendFile('index.html'),
    )
  }
}
