import type { Call, Reply } from './server.ts'
import { jsonBody } from './server.ts'

/** A planned failure: the next `times` calls that match answer `status` and do nothing. */
export type Failure = {
  status: number
  times: number
  /** Part of the path; any when left out. */
  path?: string
  method?: string
  /** Sent as Retry-After, seconds. */
  retryAfter?: number
  headers?: Readonly<Record<string, string>>
}

/** How a fake misbehaves. Set by code, or by POST /_fake/switches with any of these keys. */
export type Switches = {
  failures: Failure[]
  /** The next n changing calls take effect, then the connection is cut. */
  dropAfterEffect: number
  /** The next n answers are a proxy's page instead of what would have been said. */
  garbage: number
  /** The next changing calls take effect and answer this instead; a proxy's page where no body is given. */
  spoilAfterEffect: { status: number; times: number; body?: string }[]
  /** Milliseconds before each answer. */
  slowMs: number
  /** Milliseconds until something new is found by search. */
  searchLagMs: number
  /** Searches that do not see what is new since the switch was set. */
  searchLagLooks: number
}

export function switchesOff(): Switches {
  return {
    failures: [],
    dropAfterEffect: 0,
    garbage: 0,
    spoilAfterEffect: [],
    slowMs: 0,
    searchLagMs: 0,
    searchLagLooks: 0,
  }
}

/** GET shows the switches, POST merges the given keys, DELETE turns all off. Undefined = not about switches. */
export function switchboard(switches: Switches, call: Call): Reply | undefined {
  if (call.path !== '/_fake/switches') return undefined
  if (call.method === 'DELETE') Object.assign(switches, switchesOff())
  if (call.method === 'POST') {
    const wanted = jsonBody(call)
    const known = Object.keys(switchesOff())
    if (typeof wanted !== 'object' || wanted === null) return { status: 400, body: 'JSON expected' }
    const unknown = Object.keys(wanted).filter((key) => !known.includes(key))
    if (unknown.length > 0) return { status: 400, body: `unknown: ${unknown.join(', ')}` }
    Object.assign(switches, wanted)
  }
  return { status: 200, body: switches }
}

type Struck = Pick<Call, 'method' | 'path'>

/** The planned failure for this call, counted down; undefined = behave. */
export function nextFailure({ failures }: Switches, call: Struck): Failure | undefined {
  const failure = failures.find(
    ({ times, path, method }) =>
      times > 0 &&
      (path === undefined || call.path.includes(path)) &&
      (method === undefined || call.method === method),
  )
  if (failure) failure.times -= 1
  return failure
}

/** Waits as long as it is set to be slow, then tells the planned failure for this call. */
export async function plannedFailure(
  switches: Switches,
  call: Struck,
): Promise<Failure | undefined> {
  if (switches.slowMs > 0) await new Promise((resolve) => setTimeout(resolve, switches.slowMs))
  return nextFailure(switches, call)
}

/** Tells an answer that was asked for by a switch from one that was earned. */
const mark = { 'x-fake': 'misbehaves' }

/** Whether a switch made the stand-in answer so. */
export function isMisbehaviour({ headers }: Reply): boolean {
  return headers?.['x-fake'] !== undefined
}

export function failureHeaders(failure: Failure): Record<string, string> {
  return {
    ...mark,
    ...(failure.retryAfter !== undefined && { 'retry-after': String(failure.retryAfter) }),
    ...failure.headers,
  }
}

/** What the caller hears of an answer whose call is done; `changes` = it took effect. */
export function disturbed(switches: Switches, reply: Reply, changes: boolean): Reply {
  if (changes && switches.dropAfterEffect > 0) {
    switches.dropAfterEffect -= 1
    return { ...reply, drop: true }
  }
  const spoil = changes ? switches.spoilAfterEffect.find(({ times }) => times > 0) : undefined
  if (spoil) {
    spoil.times -= 1
    return { status: spoil.status, headers: mark, body: spoil.body ?? '<html>proxy</html>' }
  }
  if (switches.garbage === 0) return reply
  switches.garbage -= 1
  const headers = { ...mark, 'content-type': 'text/html; charset=utf-8' }
  return { status: 200, headers, body: '<!doctype html><title>Proxy</title><p>Please sign in' }
}
