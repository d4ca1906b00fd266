import { createServer, type RequestListener, type Server } from 'node:http'
import { createServer as createTcp, type AddressInfo, type Socket } from 'node:net'
import { createServer as createTls } from 'node:https'
import { gzipSync } from 'node:zlib'
import { afterEach, describe, expect, it } from 'vitest'
import type { Egress } from '#outbound/egress.ts'
import { parseEgress } from '#outbound/egress.ts'
import { createHttp, type HttpDeps, type HttpFact } from '#outbound/http-client.ts'
import { makeCertificate } from './outbound-certificate.ts'

const open: (() => PromiseLike<unknown> | void)[] = []
afterEach(async () => {
  for (const close of open.splice(0).toReversed()) await close()
})

function egress(...list: string[]): Egress {
  const parsed = parseEgress(list)
  if (!parsed.ok) throw new Error('bad list')
  return parsed.value
}

async function listen(server: Server, host = '127.0.0.1'): Promise<number> {
  await new Promise<void>((resolve) => server.listen(0, host, resolve))
  open.push(() => {
    server.closeAllConnections()
    return new Promise<void>((resolve) => server.close(() => resolve()))
  })
  return (server.address() as AddressInfo).port
}

/** A server that says what comes, whatever HTTP thinks of it. */
async function rawServer(onConnection: (socket: Socket) => void): Promise<number> {
  const sockets = new Set<Socket>()
  const server = createTcp((socket) => {
    sockets.add(socket)
    socket.on('error', () => undefined)
    onConnection(socket)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  open.push(() => {
    for (const socket of sockets) socket.destroy()
    return new Promise<void>((resolve) => server.close(() => resolve()))
  })
  return (server.address() as AddressInfo).port
}

const serve = (listener: RequestListener) => listen(createServer(listener))

function door(deps: Partial<HttpDeps> = {}) {
  const http = createHttp({
    egress: egress('127.0.0.1'),
    limits: { timeoutMs: 2_000, maxBytes: 64 * 1024 },
    ...deps,
  })
  open.push(() => http[Symbol.asyncDispose]())
  const never = new AbortController().signal
  return (url: string, more: Partial<Parameters<typeof http.send>[0]> = {}) =>
    http.send({ method: 'GET', url, signal: never, ...more })
}

describe('the http door', () => {
  it('brings method, headers and body to the remote and its answer back', async () => {
    const port = await serve((request, response) => {
      let body = ''
      request.on('data', (chunk: Buffer) => (body += chunk.toString()))
      request.on('end', () => {
        const said = {
          method: request.method,
          url: request.url,
          key: request.headers['x-key'],
          body,
        }
        response.writeHead(201, { 'content-type': 'application/json', 'x-a': ['1', '2'] })
        response.end(JSON.stringify(said))
      })
    })

    const answer = await door()(`http://127.0.0.1:${port}/a?b=c#d`, {
      method: 'POST',
      headers: { 'X-Key': 'k' },
      body: 'déjà',
    })

    expect(answer.status).toBe(201)
    expect(answer.headers.get('x-a')).toBe('1, 2')
    expect(answer.json()).toEqual({ method: 'POST', url: '/a?b=c', key: 'k', body: 'déjà' })
  })

  it('calls the address that was checked, not what the name says a moment later', async () => {
    const port = await serve((request, response) => response.end(request.headers.host))
    const answers = [['127.0.0.1'], ['127.0.0.66']]
    const asked: string[] = []
    const resolve = async (host: string) => {
      asked.push(host)
      return answers.shift() ?? []
    }

    const answer = await door({ resolve })(`http://rebind.test:${port}/`)

    expect(answer.text()).toBe(`rebind.test:${port}`)
    expect(asked).toEqual(['rebind.test'])
  })

  it('opens no socket to an address that is not allowed', async () => {
    let connections = 0
    const port = await rawServer(() => (connections += 1))

    const call = door({ egress: egress() })(`http://127.0.0.1:${port}/`)

    await expect(call).rejects.toMatchObject({ kind: 'egress_denied', sent: false })
    expect(connections).toBe(0)
  })

  it.each([301, 302, 303, 307, 308])('hands a %i on and does not follow it', async (status) => {
    let calls = 0
    const port = await serve((_request, response) => {
      calls += 1
      response.writeHead(status, { location: 'http://127.0.0.1:1/' }).end()
    })

    const answer = await door()(`http://127.0.0.1:${port}/`)

    expect(answer.status).toBe(status)
    expect(calls).toBe(1)
  })

  it('reads no proxy from the environment', async () => {
    let proxied = 0
    const proxy = await rawServer(() => (proxied += 1))
    const port = await serve((_request, response) => response.end('direct'))
    const before = process.env['HTTP_PROXY']
    process.env['HTTP_PROXY'] = `http://127.0.0.1:${proxy}`
    open.push(() => {
      if (before === undefined) delete process.env['HTTP_PROXY']
      else process.env['HTTP_PROXY'] = before
    })

    const answer = await door()(`http://127.0.0.1:${port}/`)

    expect(answer.text()).toBe('direct')
    expect(proxied).toBe(0)
  })

  it('uses its connections again for calls that follow each other', async () => {
    const sockets = new Set<unknown>()
    const port = await serve((request, response) => {
      sockets.add(request.socket)
      response.end('ok')
    })
    const send = door()

    for (let call = 0; call < 20; call += 1) await send(`http://127.0.0.1:${port}/`)

    expect(sockets.size).toBeLessThanOrEqual(2)
  })

  it('tells each call to the observer with its status or its kind of failure', async () => {
    const port = await serve((_request, response) => response.writeHead(503).end())
    const facts: HttpFact[] = []
    const send = door({ observe: (fact) => facts.push(fact) })

    await send(`http://127.0.0.1:${port}/secret/path`)
    await send('http://10.0.0.1/').catch(() => undefined)

    expect(facts.map(({ method, host, outcome }) => [method, host, outcome])).toEqual([
      ['GET', `127.0.0.1:${port}`, 503],
      ['GET', '10.0.0.1', 'egress_denied'],
    ])
  })
})

it('names neither path nor query of a call in what it says of it', async () => {
  const port = await serve((_, response) => void setTimeout(() => response.end(), 1_000).unref())
  const facts: HttpFact[] = []
  const send = door({ observe: (fact) => facts.push(fact) })
  const secret = 'canary-path?token=canary-query#canary-end'
  const urls = [
    `http://127.0.0.1:${port}/${secret}`,
    `http://10.0.0.1/${secret}`,
    `http://127.0.0.1:1/${secret}`,
    `http://user:canary-user@127.0.0.1/${secret}`,
    `ftp://127.0.0.1/${secret}`,
    `http://[canary-host/${secret}`,
  ]

  const ends = await Promise.allSettled(urls.map((url) => send(url, { timeoutMs: 100 })))

  const said = ends.map((end) => (end.status === 'rejected' ? String(end.reason) : 'answered'))
  expect(said).not.toContain('answered')
  expect(JSON.stringify([said, facts])).not.toContain('canary')
})

describe('the limits of the http door', () => {
  it('stops at an answer that is too large', async () => {
    const port = await serve((_request, response) => {
      const more = () => {
        while (!response.destroyed && response.write(Buffer.alloc(16 * 1024)));
      }
      response.on('drain', more)
      more()
    })

    const call = door()(`http://127.0.0.1:${port}/`)

    await expect(call).rejects.toMatchObject({ kind: 'too_large', sent: true })
  })

  it('counts the bytes after decompression', async () => {
    const bomb = gzipSync(Buffer.alloc(50 * 1024 * 1024))
    const port = await serve((_request, response) =>
      response.writeHead(200, { 'content-encoding': 'gzip' }).end(bomb),
    )

    const call = door()(`http://127.0.0.1:${port}/`)

    await expect(call).rejects.toMatchObject({ kind: 'too_large' })
    expect(bomb.length).toBeLessThan(64 * 1024)
  })

  it('reads a compressed answer within the limit', async () => {
    const port = await serve((_request, response) =>
      response.writeHead(200, { 'content-encoding': 'gzip' }).end(gzipSync('hello')),
    )

    const answer = await door()(`http://127.0.0.1:${port}/`)

    expect(answer.text()).toBe('hello')
  })

  it('gives up at the deadline when the body drips', async () => {
    const port = await rawServer((socket) => {
      socket.write('HTTP/1.1 200 OK\r\ncontent-length: 1000\r\n\r\n')
      const drip = setInterval(() => socket.write('x'), 20)
      socket.on('close', () => clearInterval(drip))
    })

    const call = door()(`http://127.0.0.1:${port}/`, { timeoutMs: 300 })

    await expect(call).rejects.toMatchObject({ kind: 'timeout', sent: true })
  })

  it('gives up at the deadline when nothing but 1xx comes', async () => {
    const port = await rawServer((socket) => {
      const drip = setInterval(() => socket.write('HTTP/1.1 103 Early Hints\r\n\r\n'), 20)
      socket.on('close', () => clearInterval(drip))
    })

    const call = door()(`http://127.0.0.1:${port}/`, { timeoutMs: 300 })

    await expect(call).rejects.toMatchObject({ kind: 'timeout' })
  })

  it('stops at endless headers', async () => {
    const port = await rawServer((socket) => {
      socket.write('HTTP/1.1 200 OK\r\n')
      const drip = setInterval(() => socket.write(`x-a: ${'y'.repeat(32_000)}\r\n`), 5)
      socket.on('close', () => clearInterval(drip))
    })

    const call = door()(`http://127.0.0.1:${port}/`)

    await expect(call).rejects.toMatchObject({ kind: 'too_large' })
  })

  it('ends the call as soon as the caller says so', async () => {
    const caller = new AbortController()
    const port = await rawServer(() => caller.abort())

    const call = door()(`http://127.0.0.1:${port}/`, { signal: caller.signal })

    await expect(call).rejects.toMatchObject({ kind: 'aborted' })
  })

  it('knows that a refused connection sent nothing', async () => {
    const port = await rawServer(() => undefined)
    await open.pop()?.()

    const call = door()(`http://127.0.0.1:${port}/`)

    await expect(call).rejects.toMatchObject({ kind: 'connection', sent: false })
  })

  it('says that a call cut after it was sent may have had its effect', async () => {
    const port = await rawServer((socket) => socket.once('data', () => socket.resetAndDestroy()))

    const call = door()(`http://127.0.0.1:${port}/`, { method: 'POST', body: '{}' })

    await expect(call).rejects.toMatchObject({ kind: 'connection', sent: true })
  })

  it('sends nothing of a call that was called off while it waited for its connection', async () => {
    let bytes = 0
    const caller = new AbortController()
    const port = await rawServer((socket) => socket.on('data', (chunk) => (bytes += chunk.length)))
    const resolve = async () => {
      caller.abort()
      return ['127.0.0.1']
    }

    const call = door({ resolve })(`http://slow.test:${port}/`, { signal: caller.signal })

    await expect(call).rejects.toMatchObject({ kind: 'aborted', sent: false })
    expect(bytes).toBe(0)
  })
})

describe('what the http door refuses to send', () => {
  it.each([
    ['a line end', 'a\r\nx: y'],
    ['a bare line feed', 'a\nb'],
    ['a NUL', 'a\0b'],
    ['a folded line', 'a\r\n b'],
    ['a letter outside ASCII', 'é'],
    ['a letter outside latin1', '→'],
  ])('refuses %s in a header value', async (_what, value) => {
    const call = door()('http://127.0.0.1:9/', { headers: { 'x-a': value } })

    await expect(call).rejects.toMatchObject({ kind: 'invalid_request', sent: false })
  })

  it.each(['x y', 'x:y', 'x\n', '', 'é'])('refuses %j as a header name', async (name) => {
    const call = door()('http://127.0.0.1:9/', { headers: { [name]: 'v' } })

    await expect(call).rejects.toMatchObject({ kind: 'invalid_request', sent: false })
  })

  it.each([
    'Host',
    'Content-Length',
    'Transfer-Encoding',
    'Connection',
    'Proxy-Authorization',
    'Cookie',
  ])('refuses the header %s', async (name) => {
    const call = door()('http://127.0.0.1:9/', { headers: { [name]: '1' } })

    await expect(call).rejects.toMatchObject({ kind: 'invalid_request', sent: false })
  })

  it.each(['CONNECT', 'TRACE', 'GET /x', ''])('refuses the method %j', async (method) => {
    const call = door()('http://127.0.0.1:9/', { method })

    await expect(call).rejects.toMatchObject({ kind: 'invalid_request', sent: false })
  })
})

describe('TLS of the http door', () => {
  it('refuses a certificate that no authority vouches for', async () => {
    const own = makeCertificate('secure.test')
    const port = await listen(createTls(own, (_request, response) => response.end('secret')))

    const call = door({ resolve: async () => ['127.0.0.1'] })(`https://secure.test:${port}/`)

    await expect(call).rejects.toMatchObject({ kind: 'connection', sent: false })
  })

  it('refuses a certificate of another name and takes the right one', async () => {
    const own = makeCertificate('secure.test')
    const port = await listen(createTls(own, (_request, response) => response.end('secret')))
    const send = door({ resolve: async () => ['127.0.0.1'], authorities: own.cert })

    const right = await send(`https://secure.test:${port}/`)
    const wrong = send(`https://other.test:${port}/`)

    expect(right.text()).toBe('secret')
    await expect(wrong).rejects.toMatchObject({ kind: 'connection', sent: false })
  })

  it('shows its client certificate only in the calls that bring one', async () => {
    const own = makeCertificate('secure.test')
    const client = makeCertificate('client.test')
    const server = createTls(
      { ...own, ca: [client.cert], requestCert: true, rejectUnauthorized: false },
      (request, response) => {
        const { authorized } = request.socket as unknown as { authorized: boolean }
        response.end(String(authorized))
      },
    )
    const port = await listen(server)
    const send = door({ resolve: async () => ['127.0.0.1'], authorities: own.cert })
    const url = `https://secure.test:${port}/`

    const known = await send(url, { tls: { certificate: client.cert, key: client.key } })
    const unknown = await send(url)

    expect([known.text(), unknown.text()]).toEqual(['true', 'false'])
  })
})
