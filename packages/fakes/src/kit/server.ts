import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

/** A request as a fake sees it: body read whole, nothing parsed yet. */
export type Call = {
  method: string
  path: string
  query: URLSearchParams
  headers: Readonly<Record<string, string>>
  raw: Buffer
  /** Address of the server as the caller reached it. */
  origin: string
}

export type Reply = {
  status: number
  headers?: Readonly<Record<string, string>>
  /** An object is sent as JSON, text and bytes as they are. */
  body?: unknown
  /** Act on the state, then cut the connection without an answer. */
  drop?: boolean
}

export type Handler = (call: Call) => Reply | Promise<Reply>
export type Listener = { url: string; port: number; close(): Promise<void> }

const largestBody = 8 * 1024 * 1024

/** Listens with one handler; port 0 picks a free one. */
export async function listen(
  handler: Handler,
  options: { port: number; host?: string | undefined },
): Promise<Listener> {
  const server = createServer((request, response) => {
    void answer(handler, request, response)
  })
  const host = options.host ?? '127.0.0.1'
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(options.port, host, resolve)
  })
  const { port } = server.address() as AddressInfo
  return {
    port,
    url: `http://${host === '0.0.0.0' ? '127.0.0.1' : host}:${port}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

async function answer(handler: Handler, request: IncomingMessage, response: ServerResponse) {
  try {
    const reply = await handler(await read(request))
    if (reply.drop === true) return void request.socket.destroy()
    send(response, reply)
  } catch (error) {
    send(response, { status: 500, body: { fakeFailed: String(error) } })
  }
}

async function read(request: IncomingMessage): Promise<Call> {
  const origin = `http://${request.headers.host ?? 'localhost'}`
  const url = new URL(request.url ?? '/', origin)
  const parts: Buffer[] = []
  let size = 0
  for await (const part of request) {
    size += (part as Buffer).length
    if (size > largestBody) throw new Error('body is too large for a fake')
    parts.push(part as Buffer)
  }
  const headers: Record<string, string> = {}
  for (const [name, value] of Object.entries(request.headers))
    headers[name] = Array.isArray(value) ? value.join(', ') : (value ?? '')
  return {
    method: request.method ?? 'GET',
    path: url.pathname,
    query: url.searchParams,
    headers,
    raw: Buffer.concat(parts),
    origin,
  }
}

function send(response: ServerResponse, reply: Reply) {
  const { body } = reply
  const headers: Record<string, string> = {
    ...(body !== undefined && { 'content-type': contentType(body) }),
    ...reply.headers,
  }
  response.writeHead(reply.status, headers)
  const isPlain = body === undefined || typeof body === 'string' || body instanceof Uint8Array
  response.end(isPlain ? body : JSON.stringify(body))
}

function contentType(body: unknown): string {
  if (typeof body === 'string') return 'text/plain; charset=utf-8'
  return body instanceof Uint8Array ? 'application/octet-stream' : 'application/json; charset=utf-8'
}

/** The body as JSON; undefined when it is none. */
export function jsonBody(call: Call): unknown {
  try {
    return JSON.parse(call.raw.toString('utf8'))
  } catch {
    return undefined
  }
}

export function formBody(call: Call): URLSearchParams {
  return new URLSearchParams(call.raw.toString('utf8'))
}

/** Sends the browser elsewhere after a form. */
export function seeOther(location: string): Reply {
  return { status: 303, headers: { location } }
}
