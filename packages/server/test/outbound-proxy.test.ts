import { createServer, type Server } from 'node:http'
import { createServer as createTls } from 'node:https'
import { type AddressInfo, connect } from 'node:net'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { parseEgress } from '#outbound/egress.ts'
import { createHttp, type HttpDeps } from '#outbound/http-client.ts'
import { proxyOf } from '#outbound/proxy.ts'
import { makeCertificate } from './outbound-certificate.ts'

const open: (() => PromiseLike<unknown> | void)[] = []
afterEach(async () => {
  for (const close of open.splice(0).toReversed()) await close()
})

async function listen(server: Server): Promise<number> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  open.push(() => {
    server.closeAllConnections()
    return new Promise<void>((resolve) => server.close(() => resolve()))
  })
  return (server.address() as AddressInfo).port
}

/** What the proxy was asked, and what it says instead of helping. */
let asked: { place: string; authorization: string | undefined }[] = []
let refusal: string | undefined
let proxyPort = 0
beforeEach(async () => {
  asked = []
  refusal = undefined
  const proxy = createServer()
  proxy.on('connect', ({ url = '', headers }, socket) => {
    asked.push({ place: url, authorization: headers['proxy-authorization'] })
    if (refusal !== undefined) return void socket.end(refusal)
    const onward = connect(Number(url.split(':').at(-1)), '127.0.0.1', () => {
      socket.write('HTTP/1.1 200 Connection established\r\n\r\n')
      onward.pipe(socket).pipe(onward)
    })
    for (const one of [onward, socket]) one.on('error', () => undefined)
  })
  proxyPort = await listen(proxy)
})

type Options = Partial<Parameters<typeof proxyOf>[1]>

function door(options: Options = {}, more: Partial<HttpDeps> = {}) {
  const egress = parseEgress(['api.example.com'])
  if (!egress.ok) throw new Error('bad list')
  const http = createHttp({
    egress: egress.value,
    limits: { timeoutMs: 2_000, maxBytes: 64 * 1024 },
    resolve: async () => ['127.0.0.1'],
    proxy: proxyOf(`http://pao:canary%21@127.0.0.1:${proxyPort}`, {
      except: [],
      byName: false,
      ...options,
    }),
    ...more,
  })
  open.push(() => http[Symbol.asyncDispose]())
  const never = new AbortController().signal
  return (url: string) => http.send({ method: 'GET', url, signal: never })
}

const target = () => listen(createServer((_, response) => response.end('there')))

describe('a proxy', () => {
  it('is asked for the checked address, with its own credentials', async () => {
    const port = await target()
    const answer = await door()(`http://api.example.com:${port}/x`)

    const authorization = `Basic ${Buffer.from('pao:canary!').toString('base64')}`
    expect(answer.text()).toBe('there')
    expect(asked).toEqual([{ place: `127.0.0.1:${port}`, authorization }])
  })

  it('sees nothing of TLS, which is checked against the name of the target', async () => {
    const own = makeCertificate('api.example.com')
    const port = await listen(createTls(own, (_, response) => response.end('secret')))

    const trusted = await door({}, { authorities: own.cert })(`https://api.example.com:${port}/`)
    const doubted = door()(`https://api.example.com:${port}/`)

    expect(trusted.text()).toBe('secret')
    await expect(doubted).rejects.toMatchObject({ kind: 'connection', sent: false })
  })

  it('is told the name only where the operator says so', async () => {
    const port = await target()
    await door({ byName: true })(`http://api.example.com:${port}/`)

    expect(asked.map(({ place }) => place)).toEqual([`api.example.com:${port}`])
  })

  it('is not asked for what the rules refuse', async () => {
    const send = door()

    const calls = ['http://elsewhere.example.com/', 'http://169.254.169.254/'].map(send)
    const ends = await Promise.allSettled(calls)

    expect(ends).toMatchObject([
      { reason: { kind: 'egress_denied', sent: false } },
      { reason: { kind: 'egress_denied', sent: false } },
    ])
    expect(asked).toEqual([])
  })

  it.each([['api.example.com'], ['*.example.com']])('is passed by for %s', async (host) => {
    const port = await target()
    const answer = await door({ except: [host] })(`http://api.example.com:${port}/`)

    expect([answer.text(), asked]).toEqual(['there', []])
  })

  it.each([
    ['refuses', 'HTTP/1.1 407 Proxy Authentication Required\r\n\r\n', '(407)'],
    ['hangs up', '', 'closed'],
    ['is no proxy', `HTTP/1.1 200 OK\r\n${'x'.repeat(20_000)}`, 'does not speak HTTP'],
  ])('that %s is told of as such, and nothing has left', async (_how, said, message) => {
    refusal = said
    const failure = await door()('http://api.example.com:8080/').catch((error: unknown) => error)

    expect(failure).toMatchObject({
      kind: 'connection',
      sent: false,
      message: expect.stringContaining(message),
    })
    expect(JSON.stringify(failure)).not.toContain('canary')
  })
})

describe('TLS', () => {
  it('older than the operator allows is not spoken', async () => {
    const own = makeCertificate('api.example.com')
    const old = { ...own, maxVersion: 'TLSv1.2' as const }
    const port = await listen(createTls(old, (_, response) => response.end('old')))
    const url = `https://api.example.com:${port}/`
    const by = (minVersion: 'TLSv1.2' | 'TLSv1.3') =>
      door({ except: ['api.example.com'] }, { authorities: own.cert, minVersion })(url)

    const spoken = await by('TLSv1.2')

    expect(spoken.text()).toBe('old')
    await expect(by('TLSv1.3')).rejects.toMatchObject({ kind: 'connection' })
  })
})
