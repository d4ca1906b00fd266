import { connect as connectPlain, type Socket } from 'node:net'
import { connect as connectTls } from 'node:tls'
import { TransportFailure } from '@pao/connectors'

/** A proxy that calls out go through, of the operator's settings only; it is not itself under the egress rules. */
export type Proxy = {
  host: string
  port: number
  /** Whether the proxy itself is spoken to by TLS. */
  secure: boolean
  /** Value of Proxy-Authorization. */
  authorization?: string
  /** Hosts that are called directly: names, `*.domain`. */
  except: readonly string[]
  /** CONNECT names the host instead of its checked address; the proxy's own DNS decides then. */
  byName: boolean
}

/** Reads `PAO_OUTBOUND_PROXY`; a user and password in it become Basic credentials. */
export function proxyOf(
  address: string,
  options: { except: readonly string[]; byName: boolean },
): Proxy {
  const url = new URL(address)
  const secure = url.protocol === 'https:'
  const user = `${decodeURIComponent(url.username)}:${decodeURIComponent(url.password)}`
  return {
    host: url.hostname.replace(/^\[|\]$/g, ''),
    port: url.port === '' ? (secure ? 443 : 80) : Number(url.port),
    secure,
    ...(user !== ':' && { authorization: `Basic ${Buffer.from(user).toString('base64')}` }),
    except: options.except.map((one) => one.toLowerCase()),
    byName: options.byName,
  }
}

/** Whether calls to the host go through it. */
export function isProxied({ except }: Proxy, host: string): boolean {
  const name = host.toLowerCase()
  return !except.some((one) => (one.startsWith('*.') ? name.endsWith(one.slice(1)) : one === name))
}

type Tunnel = { address: string; host: string; port: number; timeoutMs: number; ca?: string[] }

/** Bytes of a proxy's answer to CONNECT before it is taken for something else. */
const mostAnswerBytes = 16_384

/**
 * A socket through the proxy to an address that was already checked (RFC 9110 section 9.3.6). Throws
 * TransportFailure: nothing of the call has left yet.
 */
export function openTunnel(proxy: Proxy, tunnel: Tunnel): Promise<Socket> {
  const { promise, resolve, reject } = Promise.withResolvers<Socket>()
  const to = { host: proxy.host, port: proxy.port }
  const socket: Socket = proxy.secure
    ? connectTls({ ...to, servername: proxy.host, ...(tunnel.ca && { ca: tunnel.ca }) })
    : connectPlain(to)
  const fail = (why: string): void => {
    socket.destroy()
    reject(new TransportFailure('connection', why, { sent: false }))
  }
  socket.setTimeout(tunnel.timeoutMs, () => fail('The proxy did not answer in time'))
  socket.once('error', () => fail('The proxy cannot be reached'))
  socket.once('close', () => fail('The proxy closed the connection'))
  socket.once(proxy.secure ? 'secureConnect' : 'connect', () =>
    socket.write(request(proxy, tunnel)),
  )
  let head = Buffer.alloc(0)
  const onData = (chunk: Buffer): void => {
    head = Buffer.concat([head, chunk])
    const end = head.indexOf('\r\n\r\n')
    if (end < 0 && head.length > mostAnswerBytes) return fail('The proxy does not speak HTTP')
    if (end < 0) return
    const [, status = ''] = /^HTTP\/1\.[01] (\d{3})/.exec(head.toString('latin1')) ?? []
    if (!status.startsWith('2')) return fail(`The proxy refuses the connection (${status})`)
    socket.removeAllListeners('close').removeAllListeners('error').removeListener('data', onData)
    socket.setTimeout(0)
    const rest = head.subarray(end + 4)
    if (rest.length > 0) socket.unshift(rest)
    resolve(socket)
  }
  socket.on('data', onData)
  return promise
}

function request(proxy: Proxy, { address, host, port }: Tunnel): string {
  const named = proxy.byName ? host : address
  const place = `${named.includes(':') ? `[${named}]` : named}:${port}`
  const authorization = proxy.authorization
  return [
    `CONNECT ${place} HTTP/1.1`,
    `Host: ${place}`,
    ...(authorization === undefined ? [] : [`Proxy-Authorization: ${authorization}`]),
    '\r\n',
  ].join('\r\n')
}
