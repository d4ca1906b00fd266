import { promisify } from 'node:util'
import { brotliDecompress, gunzip, inflate } from 'node:zlib'
import type { Answer, Http, HttpCall, TransportKind } from '@pao/connectors'
import { TransportFailure } from '@pao/connectors'
import type { Dispatcher } from 'undici'
import { Agents, type DoorDeps } from './connect.ts'
import type { Egress, Resolve } from './egress.ts'
import { parseTarget, systemResolve } from './egress.ts'
import type { Proxy } from './proxy.ts'
import { checkCall } from './request-check.ts'
import type { Place } from '#traces.ts'
import { spanOf } from './trace.ts'

/** How long and how much. */
export type HttpLimits = {
  /** Milliseconds for a whole call that names no time of its own. */
  timeoutMs: number
  /** Bytes of an answer's body, decompressed. */
  maxBytes: number
}

/** One call as the metrics see it; no path, so that labels stay few. */
export type HttpFact = {
  method: string
  host: string
  outcome: number | TransportKind
  ms: number
  /** Trace and span of the call, as its headers say. */
  span?: Place
}

export type HttpDeps = {
  egress: Egress
  limits: HttpLimits
  resolve?: Resolve
  authorities?: string
  minVersion?: DoorDeps['minVersion']
  proxy?: Proxy
  observe?: (fact: HttpFact) => void
}

/** The door with its open connections; dispose of it to close them. */
export type OpenHttp = Http & AsyncDisposable

/** Opens the one HTTP client of this process. Follows no redirects, reads no proxy from the environment. */
export function createHttp(deps: HttpDeps): OpenHttp {
  const agents = new Agents({
    egress: deps.egress,
    resolve: deps.resolve ?? systemResolve,
    ...(deps.authorities !== undefined && { authorities: deps.authorities }),
    ...(deps.minVersion && { minVersion: deps.minVersion }),
    ...(deps.proxy && { proxy: deps.proxy }),
  })
  return {
    send: (call) => observed(deps, call, () => send(agents, deps.limits, call)),
    [Symbol.asyncDispose]: () => agents[Symbol.asyncDispose](),
  }
}

async function observed(
  deps: HttpDeps,
  call: HttpCall,
  run: () => Promise<Answer>,
): Promise<Answer> {
  const start = performance.now()
  const tell = (outcome: number | TransportKind) =>
    deps.observe?.({
      method: call.method.toUpperCase(),
      host: URL.canParse(call.url) ? new URL(call.url).host : '',
      outcome,
      ms: performance.now() - start,
      ...spanOf(call.headers),
    })
  try {
    const answer = await run()
    tell(answer.status)
    return answer
  } catch (error) {
    if (error instanceof TransportFailure) tell(error.kind)
    throw error
  }
}

async function send(agents: Agents, limits: HttpLimits, call: HttpCall): Promise<Answer> {
  checkCall(call)
  const url = parseTarget(call.url)
  const timeoutMs = call.timeoutMs ?? limits.timeoutMs
  const deadline = AbortSignal.timeout(timeoutMs)
  const raw = await exchange(agents.of(call.tls), url, {
    call,
    maxBytes: limits.maxBytes,
    deadline,
    timeoutMs,
  })
  const body = await decompressed(raw, limits.maxBytes)
  return answerOf(url, raw, body)
}

function answerOf(url: URL, raw: Raw, body: Buffer): Answer {
  const text = () => new TextDecoder().decode(body)
  return {
    status: raw.status,
    headers: raw.headers,
    url: url.href,
    text,
    bytes: () => body,
    json: () => JSON.parse(text()) as unknown,
  }
}

type Raw = { status: number; headers: Headers; body: Buffer }
type Exchange = { call: HttpCall; maxBytes: number; deadline: AbortSignal; timeoutMs: number }

/** One request on the wire. Settles at the deadline or the signal, whatever the remote does. */
function exchange(agent: Dispatcher, url: URL, one: Exchange): Promise<Raw> {
  const { call, deadline } = one
  return new Promise<Raw>((resolve, reject) => {
    const collector = new Collector(one.maxBytes)
    const settle = (act: () => void) => {
      call.signal.removeEventListener('abort', onAbort)
      deadline.removeEventListener('abort', onDeadline)
      act()
    }
    const give = (kind: TransportKind, message: string) => {
      const failure = new TransportFailure(kind, message, { sent: collector.sent })
      settle(() => reject(failure))
      collector.stop(failure)
    }
    const onAbort = () => give('aborted', 'The call was called off')
    const onDeadline = () => give('timeout', `No complete answer within ${one.timeoutMs} ms`)
    if (call.signal.aborted) return onAbort()
    call.signal.addEventListener('abort', onAbort, { once: true })
    deadline.addEventListener('abort', onDeadline, { once: true })
    collector.done = (raw) => settle(() => resolve(raw))
    collector.failed = (error) => settle(() => reject(asFailure(error, collector.sent)))
    agent.dispatch(wireOptions(url, one), collector)
  })
}

function wireOptions(url: URL, { call, timeoutMs }: Exchange): Dispatcher.DispatchOptions {
  return {
    origin: url.origin,
    path: url.pathname + url.search,
    method: call.method.toUpperCase(),
    headers: {
      'accept-encoding': 'gzip, deflate, br',
      'user-agent': 'pao',
      ...lowered(call.headers),
    },
    body: call.body === undefined ? null : Buffer.from(call.body),
    headersTimeout: timeoutMs,
    bodyTimeout: timeoutMs,
  }
}

function lowered(headers: HttpCall['headers']): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers ?? {}).map(([name, value]) => [name.toLowerCase(), value]),
  )
}

/** Gathers one answer within the limit. */
class Collector implements Dispatcher.DispatchHandler {
  /** True from the moment the request is written to a socket. */
  sent = false
  done: (raw: Raw) => void = () => undefined
  failed: (error: unknown) => void = () => undefined
  readonly #maxBytes: number
  readonly #chunks: Buffer[] = []
  #controller: Dispatcher.DispatchController | undefined
  #stopped: Error | undefined
  #size = 0
  #status = 0
  #headers = new Headers()

  constructor(maxBytes: number) {
    this.#maxBytes = maxBytes
  }

  stop(reason: Error): void {
    this.#stopped = reason
    this.#controller?.abort(reason)
  }

  onRequestStart(controller: Dispatcher.DispatchController): void {
    this.#controller = controller
    if (this.#stopped) controller.abort(this.#stopped)
    else this.sent = true
  }

  onResponseStart(
    _controller: Dispatcher.DispatchController,
    status: number,
    headers: Record<string, string | string[] | undefined>,
  ): void {
    if (status < 200) return
    this.#status = status
    for (const [name, value] of Object.entries(headers))
      for (const one of [value ?? []].flat()) appendTolerantly(this.#headers, name, one)
  }

  onResponseData(controller: Dispatcher.DispatchController, chunk: Buffer): void {
    this.#size += chunk.length
    if (this.#size > this.#maxBytes) controller.abort(tooLarge(this.#maxBytes))
    else this.#chunks.push(chunk)
  }

  onResponseEnd(): void {
    this.done({
      status: this.#status,
      headers: this.#headers,
      body: Buffer.concat(this.#chunks),
    })
  }

  onResponseError(_controller: Dispatcher.DispatchController, error: Error): void {
    this.failed(error)
  }
}

/** A remote may send header bytes that `Headers` refuses; such a header is left out, not fatal. */
function appendTolerantly(headers: Headers, name: string, value: string): void {
  try {
    headers.append(name, value)
  } catch {
    headers.delete(name)
  }
}

function tooLarge(maxBytes: number): TransportFailure {
  return new TransportFailure('too_large', `The answer is larger than ${maxBytes} bytes`, {
    sent: true,
  })
}

const decoders: Readonly<
  Record<string, (body: Buffer, options: { maxOutputLength: number }) => Promise<Buffer>>
> = {
  gzip: promisify(gunzip),
  'x-gzip': promisify(gunzip),
  deflate: promisify(inflate),
  br: promisify(brotliDecompress),
}

async function decompressed(raw: Raw, maxBytes: number): Promise<Buffer> {
  const encoding = raw.headers.get('content-encoding')?.trim().toLowerCase() ?? ''
  if (encoding === '' || encoding === 'identity' || raw.body.length === 0) return raw.body
  const decode = Object.hasOwn(decoders, encoding) ? decoders[encoding] : undefined
  if (!decode)
    throw new TransportFailure('connection', 'The answer is compressed in an unknown way', {
      sent: true,
    })
  return decode(raw.body, { maxOutputLength: maxBytes }).catch((cause: unknown) => {
    if (codeOf(cause) === 'ERR_BUFFER_TOO_LARGE') throw tooLarge(maxBytes)
    throw new TransportFailure('connection', 'The compressed answer is damaged', {
      sent: true,
      cause,
    })
  })
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : ''
}

const timeoutCodes = new Set([
  'UND_ERR_CONNECT_TIMEOUT',
  'UND_ERR_HEADERS_TIMEOUT',
  'UND_ERR_BODY_TIMEOUT',
  'ETIMEDOUT',
])

/** The message names the kind of trouble, never the address: it may reach a requester. */
function asFailure(error: unknown, sent: boolean): TransportFailure {
  if (error instanceof TransportFailure) return error
  const code = codeOf(error)
  if (timeoutCodes.has(code))
    return new TransportFailure('timeout', 'The remote system did not answer in time', {
      sent,
      cause: error,
    })
  if (code === 'UND_ERR_HEADERS_OVERFLOW')
    return new TransportFailure('too_large', 'The headers of the answer are too large', {
      sent,
      cause: error,
    })
  if (code === 'UND_ERR_INVALID_ARG')
    return new TransportFailure('invalid_request', 'The request cannot be sent', {
      sent: false,
      cause: error,
    })
  const why = code === '' ? '' : ` (${code})`
  return new TransportFailure('connection', `The connection failed${why}`, { sent, cause: error })
}
