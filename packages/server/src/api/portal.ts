import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import fastifyStatic from '@fastify/static'
import type { FastifyPluginAsync, FastifyReply, FastifyRequest } from 'fastify'
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

type PortalDeps = Pick<ApiDeps, 'newId'> & { settings: Pick<ApiDeps['settings'], 'portalDir'> }
type Page = (reply: FastifyReply) => FastifyReply

/** The one document of all pages; undefined = this server has the API only. */
function documentOf({ settings: { portalDir }, newId }: PortalDeps): Page | undefined {
  if (portalDir === undefined) return undefined
  const document = readFileSync(join(portalDir, 'index.html'), 'utf8')
  return (reply) => {
    const nonce = newId()
    pagePolicy(reply, { styleNonce: nonce })
    return reply
      .header('cache-control', 'no-store')
      .type('text/html; charset=utf-8')
      .send(document.replaceAll('__NONCE__', nonce))
  }
}

const callPaths = /^\/(?:api|assets|scim|docs)(?:\/|$)/

/** A person who mistyped an address in the browser is shown a page that says so (404); undefined for calls and programs. */
export function missingPage(
  deps: PortalDeps,
): (request: FastifyRequest, reply: FastifyReply) => FastifyReply | undefined {
  const page = documentOf(deps)
  return ({ method, url, headers: { accept = '' } }, reply) =>
    page && method === 'GET' && accept.includes('text/html') && !callPaths.test(url)
      ? page(reply.code(404))
      : undefined
}

/** The portal: one document for all its pages, and its files, whose names carry a hash of what is in them. */
export function servePortal(deps: PortalDeps): FastifyPluginAsync {
  return async (app) => {
    const { portalDir } = deps.settings
    const page = documentOf(deps)
    if (portalDir === undefined || !page) return
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
    for (const path of pages)
      app.get(path, { schema: { hide: true } }, async (_request, reply) => page(reply))
  }
}
