import type { ActionContext, Answer } from '../kit/context.ts'
import { memory } from '../kit/memory.ts'
import type { Outputs } from '../kit/outcome.ts'
import type { RestApiConfig } from './config.ts'

const mostKept = 500
/** Characters of one answer, and of all together. */
const longestAnswer = 262_144
const longestAll = 16_777_216
const defaultTtlMs = 300_000

type Kept = { outputs: Outputs; until: number; size: number; validators: Record<string, string> }

/** Answers of GET by who asked what. */
const kept = memory<Kept>(mostKept, { total: longestAll, sizeOf: ({ size }) => size })

/** An earlier answer; one that is no longer fresh may be asked about with its `validators` (RFC 9110 section 13). */
export type Recalled = {
  outputs: Outputs
  isFresh: boolean
  validators: Readonly<Record<string, string>>
}

function nameOf({ request }: ActionContext, config: RestApiConfig, url: URL): string | undefined {
  const { caching, endpoint, authentication, headers, parsing, response } = config
  if (caching?.enabled !== true || (endpoint.method ?? 'GET') !== 'GET') return undefined
  const asked = caching.key_template ?? url.href
  const who = [request.tenant ?? null, request.item.id, authentication ?? null, headers ?? null]
  return JSON.stringify([...who, asked, parsing ?? null, response ?? null])
}

/** What an earlier call of the same tenant, item, address and credentials brought. */
export function recall(
  context: ActionContext,
  config: RestApiConfig,
  url: URL,
): Recalled | undefined {
  const name = nameOf(context, config, url)
  const found = name === undefined ? undefined : kept.get(context, name)
  if (!found) return undefined
  const { outputs, until, validators } = found
  const isFresh = until > context.now
  return isFresh || Object.keys(validators).length > 0
    ? { outputs, isFresh, validators }
    : undefined
}

type Keeping = {
  url: URL
  answer: Answer
  outputs: Outputs
  /** What the answer said is still good (304); its validators need not be repeated. */
  still?: Recalled | undefined
}

/**
 * Remembers a good answer, or that one is still good (304), when the item asks for it and the answer's
 * Cache-Control lets it (RFC 9111 section 5.2.2).
 */
export function keep(
  context: ActionContext,
  config: RestApiConfig,
  { url, answer, outputs, still }: Keeping,
): void {
  const name = nameOf(context, config, url)
  if (name === undefined) return
  kept.drop(context, name)
  const said = cacheControl(answer.headers)
  const size = JSON.stringify(outputs).length
  const validators = { ...still?.validators, ...validatorsOf(answer.headers) }
  const until = context.now + lifeMs(said, answer.headers, config)
  const isUseless = until <= context.now && Object.keys(validators).length === 0
  if (said.has('no-store') || size > longestAnswer || isUseless) return
  kept.set(context, name, { outputs, until, size, validators })
}

type Directives = ReadonlyMap<string, string>

function cacheControl(headers: Headers): Directives {
  const parts = (headers.get('cache-control') ?? '').split(',')
  const pairs = parts.map((part): [string, string] => {
    const [name = '', value = ''] = part.split('=')
    return [name.trim().toLowerCase(), value.trim().replaceAll('"', '')]
  })
  return new Map([...pairs, ...(headers.get('vary') === '*' ? [['no-store', ''] as const] : [])])
}

/** The item's ttl, or less when the answer is not good for so long; without a ttl what the answer says. */
function lifeMs(said: Directives, headers: Headers, { caching }: RestApiConfig): number {
  if (said.has('no-cache')) return 0
  const maxAge = Number(said.get('max-age') || Number.NaN)
  const age = Number(headers.get('age') ?? 0)
  const toldMs = Number.isFinite(maxAge) ? Math.max(maxAge - (age || 0), 0) * 1000 : undefined
  const ttlMs = caching?.ttl === undefined ? undefined : caching.ttl * 1000
  return Math.min(ttlMs ?? toldMs ?? defaultTtlMs, toldMs ?? Number.POSITIVE_INFINITY)
}

function validatorsOf(headers: Headers): Record<string, string> {
  const [etag, modified] = [headers.get('etag'), headers.get('last-modified')]
  if (etag !== null) return { 'if-none-match': etag }
  return modified === null ? {} : { 'if-modified-since': modified }
}
