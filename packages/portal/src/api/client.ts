import { createApi } from '@pao/sdk'

/** One thing wrong with what was sent. */
export type Fault = { code?: string; pointer: string; message: string; hint?: string | undefined }

type ProblemBody = {
  title?: string
  detail?: string
  code?: string
  correlation_id?: string
  errors?: readonly Fault[]
}

/** What the server says when it refuses, or that it did not answer (`status` 0). */
export class Refused extends Error {
  override readonly name = 'Refused'
  readonly status: number
  readonly code: string
  readonly detail: string | undefined
  readonly correlationId: string | undefined
  readonly faults: readonly Fault[]

  constructor(status: number, body: ProblemBody) {
    super(body.title ?? `The server answered ${status}`)
    this.status = status
    this.code = body.code ?? 'unknown'
    this.detail = body.detail
    this.correlationId = body.correlation_id
    this.faults = body.errors ?? []
  }
}

let csrf = ''

/** Takes the session's token for changing calls; a foreign page cannot read it. */
export function keepCsrf(token: string | undefined): void {
  csrf = token ?? ''
}

/** Longest a call may take, milliseconds. */
const longestCallMs = 30_000

/** Fetch as the portal does it: with the session's token and a time limit; no answer becomes a Refused with status 0. */
async function send(input: RequestInfo | URL, init?: RequestInit): Promise<Response> {
  const request = new Request(input, init)
  if (request.method !== 'GET' && csrf !== '') request.headers.set('x-csrf-token', csrf)
  const signal = AbortSignal.any([request.signal, AbortSignal.timeout(longestCallMs)])
  try {
    return await fetch(request, { signal })
  } catch (error) {
    if (request.signal.aborted) throw error
    throw new Refused(0, { title: 'The server did not answer', code: 'network.away' })
  }
}

/** The whole API, typed by its own document. Answers go through `take`. */
export const api = createApi({ url: location.origin, fetch: send })

type Answered<T> = { data?: T; error?: unknown; response: Response }

/** The data of an answer. Throws Refused for anything but 2xx. */
export async function take<T>(call: Promise<Answered<T>>): Promise<T> {
  const { data, error, response } = await call
  if (response.ok) return data as T
  throw new Refused(response.status, bodyOf(error))
}

/** A call of a route that the published document does not describe by type. Throws Refused. */
export async function ask<T>(
  method: string,
  path: string,
  body?: unknown,
  headers: Readonly<Record<string, string>> = {},
): Promise<T> {
  const response = await send(`${location.origin}/api/v1${path}`, {
    method,
    headers: {
      accept: 'application/json',
      ...(body !== undefined && { 'content-type': 'application/json' }),
      ...headers,
    },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  })
  const text = await response.text()
  const data: unknown = text === '' ? undefined : readJson(text)
  if (response.ok) return data as T
  throw new Refused(response.status, bodyOf(data))
}

function bodyOf(error: unknown): ProblemBody {
  return typeof error === 'object' && error !== null ? error : {}
}

function readJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return { title: text.slice(0, 200) }
  }
}

/** A key under which a changing call has one effect, however often it is sent. */
export function newKey(): Record<string, string> {
  return { 'idempotency-key': crypto.randomUUID() }
}
