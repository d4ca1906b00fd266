import { createHash } from 'node:crypto'
import type { FastifyReply, FastifyRequest, onRequestHookHandler } from 'fastify'
import type { Principal } from '#identity/principal.ts'
import { type Access, principalOf } from './guards/access.ts'

/** An answer made once: its bytes, and their entity tag. */
export type Prepared = { body: Buffer; etag: string; route?: PreparedRoute }

/** The matched route an answer belongs to, and who may call it. */
type PreparedRoute = { url: string; access: Access | undefined; scope: string | undefined }

/** Answers kept at once. */
const most = 1_000

/**
 * Keeps answers that change only with the catalog, by everything they depend on. A key that holds the
 * catalog's tag makes old answers unreachable at once; they leave as new ones come.
 */
export class PreparedAnswers {
  readonly #kept = new Map<string, Prepared>()

  /** The kept answer, if there is one. */
  peek(key: string): Prepared | undefined {
    return this.#kept.get(key)
  }

  get(key: string, make: () => unknown, route?: PreparedRoute): Prepared {
    const known = this.#kept.get(key)
    if (known) return known
    const prepared = { ...prepare(make()), ...(route && { route }) }
    if (this.#kept.size >= most) {
      const oldest = this.#kept.keys().next()
      if (!oldest.done) this.#kept.delete(oldest.value)
    }
    this.#kept.set(key, prepared)
    return prepared
  }
}

function prepare(value: unknown): Prepared {
  const body = Buffer.from(JSON.stringify(value))
  return { body, etag: `"${createHash('sha256').update(body).digest('base64url').slice(0, 32)}"` }
}

/** Says of each tenant which catalog it is shown. */
type Tagged = { catalog: (tenant: string) => { readonly etag: string } }

/** The answer to this call, made now unless it was made before for the same catalog, reader and question. */
export function prepareFor(
  prepared: PreparedAnswers,
  { catalog }: Tagged,
  request: FastifyRequest,
  make: () => unknown,
): Prepared {
  const { url, config } = request.routeOptions
  const principal = principalOf(request)
  const key = readerKey(catalog(principal.tenant).etag, principal, request.url)
  return prepared.get(key, make, {
    url: url ?? '(none)',
    access: config.access,
    scope: config.scope,
  })
}

type Reader = { catalogTag: string; key: string }

const readers = new WeakMap<Principal, Reader>()

/** What an answer depends on: the catalog, who reads it, and what was asked. */
export function readerKey(catalogTag: string, principal: Principal, url: string): string {
  let reader = readers.get(principal)
  if (reader?.catalogTag !== catalogTag) {
    const { tenant, roles, teams } = principal
    const key = `${catalogTag}\0${tenant}\0${roles.join('\0')}\0\0${teams.join('\0')}\0\0`
    reader = { catalogTag, key }
    readers.set(principal, reader)
  }
  return reader.key + url
}

/**
 * Sends at once what was prepared for the same question: the very same text was checked and answered
 * before, so neither the schema nor the handler has to see it again.
 */
export function sendKnown(prepared: PreparedAnswers, { catalog }: Tagged): onRequestHookHandler {
  return (request, reply, done) => {
    const principal = principalOf(request)
    const tag = catalog(principal.tenant).etag
    const known = prepared.peek(readerKey(tag, principal, request.url))
    if (known) sendPrepared(request, reply, known)
    else done()
  }
}

/** Sends a prepared answer, or 304 when the caller has it. */
export function sendPrepared(
  request: FastifyRequest,
  reply: FastifyReply,
  { body, etag }: Prepared,
): FastifyReply {
  reply.headers({ etag, ...forReader })
  if (isKnown(request.headers['if-none-match'], etag)) return reply.code(304).send()
  return reply.headers(forBody).send(body)
}

/** Headers of every prepared answer. */
export const forReader = { 'cache-control': 'private, no-cache', vary: 'authorization, cookie' }
/** Headers of a prepared answer that brings its body. */
export const forBody = { 'content-type': 'application/json; charset=utf-8' }

/** Whether the caller has these bytes. Weak comparison, as RFC 9110 asks for If-None-Match. */
export function isKnown(header: string | undefined, etag: string): boolean {
  if (header === undefined) return false
  if (header.trim() === '*') return true
  return header.split(',').some((one) => one.trim().replace(/^W\//, '') === etag)
}
