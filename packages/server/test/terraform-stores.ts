import { createHash } from 'node:crypto'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { buffer } from 'node:stream/consumers'

/** Where Terraform may keep states besides this service: an HTTP server and an object store, in memory. */
export type Stores = {
  url: string
  /** What lies there, by path. */
  kept: ReadonlyMap<string, Buffer>
  /** Every call with the proof it carried. */
  calls: readonly { method: string; path: string; authorization: string }[]
  close(): void
}

type Call = { method: string; path: string; query: URLSearchParams; body: Buffer }
type Answer = { status: number; headers?: Record<string, string>; body?: Buffer | string }

/** Listens; paths below `/bucket` speak S3 (path style), all others plain HTTP. */
export async function openStores(): Promise<Stores> {
  const kept = new Map<string, Buffer>()
  const calls: { method: string; path: string; authorization: string }[] = []
  const serve = async (request: IncomingMessage, reply: ServerResponse): Promise<void> => {
    const url = new URL(request.url ?? '/', 'http://localhost')
    const { method = 'GET' } = request
    const { authorization = '' } = request.headers
    const path = decodeURIComponent(url.pathname)
    calls.push({ method, path, authorization })
    const call = {
      method,
      path,
      query: url.searchParams,
      body: bare(request, await buffer(request)),
    }
    const answer = path.startsWith('/bucket') ? objects(kept, call) : plain(kept, call)
    reply.writeHead(answer.status, answer.headers)
    reply.end(method === 'HEAD' ? undefined : answer.body)
  }
  const server = createServer((request, reply) => void serve(request, reply))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return { url: `http://127.0.0.1:${port}`, kept, calls, close: () => void server.close() }
}

/** The content of a body sent in signed chunks (`aws-chunked`), any other as it is. */
function bare({ headers }: IncomingMessage, body: Buffer): Buffer {
  if (headers['content-encoding']?.includes('aws-chunked') !== true) return body
  const parts: Buffer[] = []
  for (let at = 0; at < body.length;) {
    const end = body.indexOf('\r\n', at)
    const size = Number.parseInt(body.subarray(at, end).toString(), 16)
    if (!(size > 0)) break
    parts.push(body.subarray(end + 2, end + 2 + size))
    at = end + 2 + size + 2
  }
  return Buffer.concat(parts)
}

/** Terraform's HTTP backend without locks (developer.hashicorp.com/terraform/language/backend/http). */
function plain(kept: Map<string, Buffer>, { method, path, body }: Call): Answer {
  if (method === 'POST') kept.set(path, body)
  const found = kept.get(path)
  return found ? { status: 200, body: found } : { status: 404 }
}

/** What the S3 backend asks for: objects and lists of them (docs.aws.amazon.com, Amazon S3 API). */
function objects(kept: Map<string, Buffer>, { method, path, query, body }: Call): Answer {
  if (query.has('list-type')) return listed(kept, query.get('prefix') ?? '')
  if (method === 'PUT') kept.set(path, body)
  const found = kept.get(path)
  if (!found)
    return {
      status: 404,
      headers: { 'content-type': 'application/xml' },
      body: '<Error><Code>NoSuchKey</Code><Message>There is none</Message></Error>',
    }
  const etag = `"${createHash('md5').update(found).digest('hex')}"`
  return { status: 200, headers: { etag, 'content-length': String(found.length) }, body: found }
}

function listed(kept: ReadonlyMap<string, Buffer>, prefix: string): Answer {
  const keys = [...kept.keys()].flatMap((path) => {
    const key = path.replace(/^\/bucket\//, '')
    return path.startsWith('/bucket/') && key.startsWith(prefix) ? [key] : []
  })
  const items = keys.map((key) => `<Contents><Key>${key}</Key></Contents>`).join('')
  const head = `<Name>bucket</Name><KeyCount>${keys.length}</KeyCount><IsTruncated>false</IsTruncated>`
  const body = `<?xml version="1.0" encoding="UTF-8"?><ListBucketResult>${head}${items}</ListBucketResult>`
  return { status: 200, headers: { 'content-type': 'application/xml' }, body }
}
