import { Problem } from '@pao/core'
import type { FastifyInstance, FastifyRequest, RouteOptions } from 'fastify'
import type { Caller } from '#identity/authenticate.ts'
import { type Permission, permitted } from '#identity/permissions.ts'
import type { Principal } from '#identity/principal.ts'
import { covers } from '#identity/scope.ts'
import type { RequestRule } from '#requests/access.ts'

/** Who may call a route: anybody at all, or whoever holds this permission. */
export type Access = 'public' | Permission

declare module 'fastify' {
  interface FastifyContextConfig {
    /** Every route says it; a route that does not stops the start. */
    access?: Access
    /** What a key held to parts of the API needs for it, made from its tag and method; unset = no such key may. */
    scope?: string | undefined
    /** What the requests room decides by on top, where the route is about one request. */
    rule?: RequestRule
    /** Calls that are checked by something else than a session or key (a webhook's signature). */
    unthrottled?: boolean
    /** Taken also while the process stops: what it brings would be lost otherwise. */
    whileDraining?: boolean
  }
  interface FastifyRequest {
    caller: Caller | null
  }
}

/** One registered route, for the table that tests and 405 answers read. */
export type RouteFact = {
  method: string
  url: string
  access: Access | undefined
  scope: string | undefined
  rule: RequestRule | undefined
  operation: string | undefined
  /** Noted in the audit before its handler runs. */
  audited: boolean
  hidden: boolean
}

/**
 * Keeps the table of routes and refuses to start when one does not say who may call it. The decision
 * hangs on the matched route, never on the path's text.
 */
export function watchRoutes(app: FastifyInstance): readonly RouteFact[] {
  const facts: { route: RouteOptions }[] = []
  const table: RouteFact[] = []
  app.addHook('onRoute', (route) => {
    route.config = { ...route.config, scope: scopeOf(route) }
    facts.push({ route })
  })
  app.addHook('onReady', async () => {
    for (const { route } of facts) table.push(...factsOf(route))
    const silent = table.filter(({ access }) => access === undefined)
    if (silent.length > 0)
      throw new Error(
        `Routes without access: ${silent.map(({ method, url }) => `${method} ${url}`).join(', ')}`,
      )
  })
  return table
}

function scopeOf({ method, schema }: RouteOptions): string | undefined {
  const [area] = schema?.tags ?? []
  if (area === undefined) return undefined
  const isRead = [method].flat().every((one) => one === 'GET' || one === 'HEAD')
  return `${area}:${isRead ? 'read' : 'write'}`
}

function factsOf(route: RouteOptions): RouteFact[] {
  return [route.method].flat().map((method) => ({
    method,
    url: route.url,
    access: route.config?.access,
    scope: route.config?.scope,
    rule: route.config?.rule,
    operation: route.schema?.operationId,
    audited: route.config?.audited !== undefined,
    hidden: route.schema?.hide === true,
  }))
}

/** Throws unless the caller may use the matched route: the one place where calls are let through. */
export function checkAccess(
  { access, scope }: { access?: Access | undefined; scope?: string | undefined },
  caller: Caller | null,
): void {
  if (access === 'public') return
  if (access === undefined) throw new Problem('auth.forbidden')
  if (caller === null) throw new Problem('auth.required')
  const { allowed, needs } = permitted(caller.principal, access)
  if (!allowed) throw new Problem('auth.forbidden', { permission: access, needs })
  if (!covers(caller.principal.scopes, scope))
    throw new Problem('auth.forbidden', {
      detail: 'The key is held to other parts',
      scope: scope ?? null,
    })
}

/** Who is calling a route that is not public. */
export function principalOf(request: FastifyRequest): Principal {
  if (request.caller === null) throw new Error('A public route asked who is calling')
  return request.caller.principal
}

/** Finds the methods that exist for a path, for 405 answers. */
export function methodsOf(table: readonly RouteFact[], path: string): string[] {
  const steps = path.split('/')
  const fits = ({ url }: RouteFact) => {
    const pattern = url.split('/')
    return (
      !url.includes('*') &&
      pattern.length === steps.length &&
      pattern.every((step, n) => (step.startsWith(':') ? steps[n] !== '' : step === steps[n]))
    )
  }
  return [...new Set(table.filter(fits).map(({ method }) => method))].toSorted()
}
