import type { Answer, Http, HttpCall } from './context.ts'
import type { Recorded, RecordedAnswer } from './recorded.ts'

/** Thrown where a dry run cannot go on; never seen outside of it. */
export class Unplayable extends Error {}

/** Every call of one dry run, by whichever door it would go out. */
export type Call = {
  door: 'http' | 'mail' | 'tcp' | 'sql' | 'order' | 'program' | 'usage'
  method?: string
  /** An address, recipients, `host:port`, or the id of an item. */
  target: string
  headers?: Readonly<Record<string, string>>
  body?: unknown
  /** What was answered in its place, and where that is from. */
  answer?: { status?: number; source: string }
}

/** Calls of one dry run; more are a loop. */
const mostCalls = 250
/** Segments of a path that are compared. */
const longestPath = 100

/** Keeps the calls in order; more of them than a dry run may make end it. */
export function callLog(): { calls: readonly Call[]; add(call: Call): void } {
  const calls: Call[] = []
  return {
    calls,
    add(call) {
      if (calls.length >= mostCalls) throw new Unplayable(`it makes more than ${mostCalls} calls`)
      calls.push(call)
    },
  }
}

/** A door that answers from the record and notes what would have been sent. Throws Unplayable where nothing fits. */
export function replay(recorded: Recorded, log: ReturnType<typeof callLog>): Http {
  const unused = new Set(recorded)
  return {
    async send(call) {
      const { method, url, headers = {}, body } = call
      const noted: Call = { door: 'http', method, target: url, headers, ...shown(body) }
      const path = pathOf(url)
      const fitting = recorded.filter((one) => one.method === method && fits(one.path, path))
      const chosen = fitting.find((one) => unused.has(one)) ?? fitting.at(-1)
      if (!chosen) {
        log.add(noted)
        throw new Unplayable(`no recorded answer for ${method} /${path.join('/')}`)
      }
      unused.delete(chosen)
      log.add({ ...noted, answer: { status: chosen.status, source: chosen.source } })
      return answerOf(chosen, call)
    },
  }
}

function shown(body: HttpCall['body']): { body?: unknown } {
  if (body === undefined) return {}
  if (typeof body !== 'string') return { body: `<${body.byteLength} bytes>` }
  try {
    return { body: JSON.parse(body) as unknown }
  } catch {
    return { body }
  }
}

function pathOf(url: string): readonly string[] {
  if (!URL.canParse(url)) throw new Unplayable('it would call what is no address')
  const path = segmentsOf(new URL(url).pathname)
  if (path.length > longestPath) throw new Unplayable(`its path has over ${longestPath} segments`)
  return path
}

function segmentsOf(path: string): readonly string[] {
  return path.split('/').filter((part) => part !== '')
}

/** Whether the end of the path is as the pattern says. */
function fits(pattern: string, path: readonly string[]): boolean {
  const wanted = segmentsOf(pattern)
  return path.some((_, from) => matches(wanted, path.slice(from))) || matches(wanted, [])
}

function matches(wanted: readonly string[], path: readonly string[]): boolean {
  const [first, ...rest] = wanted
  if (first === undefined) return path.length === 0
  if (first === '{**}') return [...path, ''].some((_, used) => matches(rest, path.slice(used)))
  const [part, ...others] = path
  return part !== undefined && (first === '{}' || first === part) && matches(rest, others)
}

function answerOf({ status, headers = {}, body }: RecordedAnswer, { url }: HttpCall): Answer {
  const bytes = bytesOf(body)
  const text = new TextDecoder().decode(bytes)
  const type = body === undefined || typeof body === 'string' ? {} : jsonType(body)
  return {
    status,
    headers: new Headers({ ...type, ...headers }),
    url,
    text: () => text,
    bytes: () => bytes,
    json: () => JSON.parse(text) as unknown,
  }
}

const jsonType = (body: unknown): Record<string, string> =>
  body instanceof Uint8Array ? {} : { 'content-type': 'application/json' }

function bytesOf(body: unknown): Uint8Array {
  if (body instanceof Uint8Array) return body
  if (body === undefined) return new Uint8Array()
  return new TextEncoder().encode(typeof body === 'string' ? body : JSON.stringify(body))
}
