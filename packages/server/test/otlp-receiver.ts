import { createServer, type IncomingMessage } from 'node:http'
import { gunzipSync } from 'node:zlib'

type Attribute = { key: string; value: { stringValue?: string; intValue?: string } }

/** A span as it came over the wire. */
export type WireSpan = {
  traceId: string
  spanId: string
  parentSpanId?: string
  name: string
  kind: number
  startTimeUnixNano: string
  endTimeUnixNano: string
  attributes: Attribute[]
  links?: { traceId: string; spanId: string }[]
  status: { code?: number; message?: string }
  /** `service.name` of whoever sent it. */
  service: string
}

export type Receiver = {
  url: string
  spans: readonly WireSpan[]
  calls: readonly { path: string; headers: IncomingMessage['headers'] }[]
  /** Statuses of the next answers; then 200. */
  answers: number[]
  close(): Promise<void>
}

/** The value of an attribute, as text. */
export function valueOf(attributes: readonly Attribute[], key: string): string | undefined {
  const found = attributes.find((one) => one.key === key)?.value
  return found?.stringValue ?? found?.intValue
}

/** Takes traces as a collector does: OTLP over HTTP, JSON, gzip. */
export async function openReceiver(): Promise<Receiver> {
  const spans: WireSpan[] = []
  const calls: { path: string; headers: IncomingMessage['headers'] }[] = []
  const answers: number[] = []
  const server = createServer((request, response) => {
    const chunks: Buffer[] = []
    request.on('data', (chunk: Buffer) => chunks.push(chunk))
    request.on('end', () => {
      calls.push({ path: request.url ?? '', headers: request.headers })
      const status = answers.shift() ?? 200
      if (status === 200) spans.push(...spansIn(Buffer.concat(chunks)))
      response.writeHead(status, { 'content-type': 'application/json' }).end('{}')
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  const port = typeof address === 'object' && address !== null ? address.port : 0
  return {
    url: `http://127.0.0.1:${port}`,
    spans,
    calls,
    answers,
    close: () =>
      new Promise<void>((resolve) => {
        server.closeAllConnections()
        server.close(() => resolve())
      }),
  }
}

type Message = {
  resourceSpans: {
    resource: { attributes: Attribute[] }
    scopeSpans: { spans: Omit<WireSpan, 'service'>[] }[]
  }[]
}

function spansIn(body: Buffer): WireSpan[] {
  const message = JSON.parse(gunzipSync(body).toString('utf8')) as Message
  return message.resourceSpans.flatMap(({ resource, scopeSpans }) => {
    const service = valueOf(resource.attributes, 'service.name') ?? ''
    return scopeSpans.flatMap((scope) => scope.spans.map((span) => ({ ...span, service })))
  })
}
