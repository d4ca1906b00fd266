import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import fastifyStatic from '@fastify/static'
import type { FastifyPluginAsync } from 'fastify'
import type { ApiDeps } from './deps.ts'
import { pagePolicy } from './headers.ts'

/** Addresses of the portal's pages; what stands behind them is found by the page itself. */
const pages = [
  '/',
  '/items/*',
  '/requests',
  '/requests/*',
  '/approvals',
  '/approvals/*',
  '/tasks',
  '/tasks/*',
  '/resources',
  '/resources/*',
  '/team',
  '/insights',
  '/news',
  '/absence',
  '/access',
  '/accounts',
  '/sandbox',
  '/operate',
]

/** The portal: one document for all its pages, and its files, whose names carry a hash of what is in them. */
export function servePortal({
  settings: { portalDir },
  newId,
}: Pick<ApiDeps, 'newId'> & {
  settings: Pick<ApiDeps['settings'], 'portalDir'>
}): FastifyPluginAsync {
  return async (app) => {
    if (portalDir === undefined) return
    app.addHook('onRoute', (route) => {
      route.config = { ...route.config, access: 'public', unthrottled: true }
    })
    await app.register(fastifyStatic, {
      root: join(portalDir, 'assets'),
      prefix: '/assets/',
      serveDotFiles: false,
      index: false,
      immutable: true,
      maxAge: '365d',
      preCompressed: true,
    })
    const document = readFileSync(join(portalDir, 'index.html'), 'utf8')
    for (const path of pages)
      app.get(path, { schema: { hide: true } }, async (_request, reply) => {
        const nonce = newId()
        pagePolicy(reply, { styleNonce: nonce })
        return reply
          .header('cache-control', 'no-store')
          .type('text/html; charset=utf-8')
          .send(document.replaceAll('__NONCE__', nonce))
      })
  }
}
