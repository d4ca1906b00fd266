import type { Credentials } from './proof.ts'
import type { Answer } from './context.ts'
import { extract, holds } from './extract.ts'
import { inventFor } from './invent.ts'
import type { RecordedAnswer } from './recorded.ts'

/** What an item wants of an answer, whoever gives it. */
export type Wanted = {
  method: string
  /** Where it is asked; the address as the item gives it. */
  url: string
  status: number
  type?: 'json' | 'xml' | 'text'
  extract?: readonly { path: string; name: string; required?: boolean }[]
  /** JSONPaths that must find something, besides. */
  until?: readonly (string | undefined)[]
  /** A JSONPath that must find nothing. */
  never?: string | undefined
  headers?: Readonly<Record<string, string>>
}

const source = "invented, so that it is as the item's settings hope"

/**
 * An answer that is as the item hopes, as a record of one; empty where none can be made up, so that a dry run says
 * so instead of playing a failure nobody has seen.
 */
export function inventedAnswer(wanted: Wanted): readonly RecordedAnswer[] {
  const { method, url, status, headers = {} } = wanted
  const text = bodyOf(wanted)
  if (text === undefined) return []
  const type = { json: 'application/json', xml: 'application/xml', text: 'text/plain' }
  const own = text === '' ? {} : { 'content-type': type[wanted.type ?? 'json'] }
  return [
    { method, path: pathOf(url), status, headers: { ...own, ...headers }, body: text, source },
  ]
}

/** The answer of a token endpoint (RFC 6749, section 5.1), where the item names one. */
export function inventedToken({
  type,
  credentials,
}: { type?: string; credentials?: Credentials } = {}): readonly RecordedAnswer[] {
  if (type !== 'oauth2' || credentials?.token_url === undefined) return []
  const path = pathOf(credentials.token_url)
  const body = { access_token: 'example-token', token_type: 'Bearer', expires_in: 3600 }
  return [{ method: 'POST', path, status: 200, body, source: 'RFC 6749, section 5.1' }]
}

function pathOf(url: string): string {
  return URL.canParse(url) ? new URL(url).pathname : '/{**}'
}

function bodyOf({ status, type = 'json', extract: asked = [], ...wanted }: Wanted) {
  const paths = asked.map(({ path }) => path)
  const conditions = (wanted.until ?? []).filter((path) => path !== undefined)
  if (status === 204 && paths.length + conditions.length === 0) return ''
  const text = type === 'json' ? jsonFor([...conditions, ...paths]) : textFor(type, paths)
  const fits = type === 'json' || conditions.length === 0
  const isRead = text !== undefined && extract(asAnswer(text), type, mustAll(asked)).ok
  return fits && isRead && !holds(wanted.never, parsed(text)) ? text : undefined
}

function mustAll(asked: NonNullable<Wanted['extract']>) {
  return asked.map((one) => ({ ...one, required: true }))
}

function jsonFor(paths: readonly string[]): string | undefined {
  const body = inventFor(paths)
  return body === undefined && paths.length > 0 ? undefined : JSON.stringify(body ?? {})
}

/** Lines by number, or elements by the simplest of XPaths: names, `@attribute` and `text()` at the end. */
function textFor(type: 'xml' | 'text', paths: readonly string[]): string | undefined {
  if (type === 'text') {
    const last = Math.max(1, ...paths.map(Number))
    return last <= 1_000 ? Array.from({ length: last }, () => 'example').join('\n') : undefined
  }
  const elements = paths.map((path) => elementsOf(path))
  if (elements.includes(undefined)) return undefined
  const roots = new Set(elements.map((steps) => steps?.[0]))
  if (roots.size > 1) return undefined
  const [root = 'answer'] = roots
  const inner = elements.map((steps) => xmlOf((steps ?? []).slice(1))).join('')
  return `<${root}>${inner}</${root}>`
}

function elementsOf(path: string): readonly string[] | undefined {
  const steps = path.replace(/\/text\(\)$/, '').split(/\/+/)
  if (steps[0] !== '' || !steps.slice(1).every((step) => /^[A-Za-z_][\w.-]*$/.test(step)))
    return undefined
  return path.startsWith('//') ? ['answer', ...steps.slice(1)] : steps.slice(1)
}

function xmlOf([name, ...rest]: readonly string[]): string {
  return name === undefined ? 'example' : `<${name}>${xmlOf(rest)}</${name}>`
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

function asAnswer(text: string): Answer {
  return {
    status: 200,
    headers: new Headers(),
    url: '',
    text: () => text,
    bytes: () => new TextEncoder().encode(text),
    json: () => JSON.parse(text) as unknown,
  }
}
