import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { Acting } from '#audit/open.ts'
import type { Caller } from '#identity/authenticate.ts'
import type { Principal } from '#identity/principal.ts'
import type { ApiDeps } from '../deps.ts'
import { principalOf } from './access.ts'
import { RateLimit } from './rate-limit.ts'

declare module 'fastify' {
  interface FastifyContextConfig {
    /**
     * Noted before the handler runs: what reads something sensitive, and what asks for a change whose own note does not
     * know who asked. `action` is `call.<operationId>` when left out; `id` names the parameter with the object's id.
     */
    audited?: { action?: string; type: string; id?: string; outcome?: 'done' | 'read' }
  }
}

/** Who calls, as the audit remembers them. */
export function actingOf(request: FastifyRequest): Acting {
  const principal = principalOf(request)
  return {
    id: principal.id,
    via: viaOf(principal),
    address: request.ip,
    correlationId: request.id,
  }
}

/** A key somebody made for themselves stands for them; which one it was is worth knowing. */
function viaOf({ via, key }: Principal): string {
  return key === undefined ? via : `${via}:${key}`
}

/** Notes calls of routes that say so. A note that cannot be kept fails the call: nothing sensitive goes by unseen. */
export function auditCalls(app: FastifyInstance, { audit }: Pick<ApiDeps, 'audit'>): void {
  app.addHook('preHandler', async (request) => {
    const { config, schema } = request.routeOptions
    const { audited } = config
    if (!audited || request.caller === null) return
    const { action = `call.${schema?.operationId ?? ''}`, type, id, outcome } = audited
    await audit.note({
      tenant: principalOf(request).tenant,
      by: actingOf(request),
      action,
      on: { type, id: objectOf(request, id) },
      ...(outcome !== undefined && { outcome }),
    })
  })
}

function objectOf(request: FastifyRequest, name: string | undefined): string {
  if (name === undefined) return '*'
  const found = Object.entries(request.params ?? {}).find(([key]) => key === name)
  return String(found?.[1] ?? '*')
}

/** Refusals of one caller or address that are noted a minute; the rest only counts in the figures. */
const notesPerMinute = 30

export type RefusalNote = (
  request: FastifyRequest,
  refused: { caller: Caller | null; code: string },
) => void

/** Notes refusals. Nobody waits for it: the call is refused whether or not the note is kept. */
export function refusalNotes(
  deps: Pick<ApiDeps, 'audit' | 'log' | 'now'>,
  home: string,
): RefusalNote {
  const limit = new RateLimit(notesPerMinute)
  return (request, { caller, code }) => {
    const principal = caller?.principal
    const name = principal ? `${principal.tenant} ${principal.id}` : request.ip
    if (!limit.take(name, deps.now()).allowed) return
    const { method, routeOptions } = request
    deps.audit
      .note({
        tenant: principal?.tenant ?? home,
        by: {
          id: principal?.id ?? 'nobody',
          ...(principal && { via: viaOf(principal) }),
          address: request.ip,
          correlationId: request.id,
        },
        action: `call.${code.replace('auth.', '')}`,
        on: { type: 'route', id: `${method} ${routeOptions.url ?? '(none)'}` },
        outcome: 'refused',
      })
      .catch((error: unknown) => deps.log.warn({ err: error }, 'a refusal was not noted'))
  }
}
