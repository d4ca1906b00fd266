import { createHash } from 'node:crypto'
import { connect, type Socket } from 'node:net'
import { getCACertificates } from 'node:tls'
import { callbackify } from 'node:util'
import { TransportFailure } from '@pao/connectors'
import { Agent, buildConnector } from 'undici'
import type { Egress, PortPolicy, Resolve } from './egress.ts'
import { locate } from './egress.ts'
import { isProxied, openTunnel, type Proxy } from './proxy.ts'

/** Where a door leads and how names are found. */
export type DoorDeps = {
  egress: Egress
  resolve: Resolve
  /** Extra certificate authorities, PEM, beside the system's. */
  authorities?: string
  /** Oldest TLS that is spoken; what Node takes for safe when left out. */
  minVersion?: 'TLSv1.2' | 'TLSv1.3'
  /** HTTP goes through it; other protocols do not. */
  proxy?: Proxy
}

/** Addresses of one name that are tried before giving up. */
const addressesTried = 4
const connectTimeoutMs = 10_000
/** Client certificates kept open side by side; the least recently used is closed. */
const certificatesKept = 20

type TlsIdentity = { certificate: string; key: string }

/** What TLS is told of extra authorities: naming any would otherwise put away those of the system. */
export function trusting(authorities: string | undefined): { ca?: string[] } {
  return authorities === undefined ? {} : { ca: [...getCACertificates('default'), authorities] }
}

/** An undici agent whose every new connection goes to an address that was just checked. */
function createAgent(deps: DoorDeps, identity: TlsIdentity | undefined): Agent {
  const open = buildConnector({
    timeout: connectTimeoutMs,
    allowH2: false,
    rejectUnauthorized: true,
    ...trusting(deps.authorities),
    ...(deps.minVersion && { minVersion: deps.minVersion }),
    ...(identity && { cert: identity.certificate, key: identity.key }),
  })
  return new Agent({
    connect: (options, callback) => callbackify(() => dial(deps, open, options))(callback as Told),
    allowH2: false,
    pipelining: 1,
    connections: 64,
    keepAliveTimeout: 10_000,
    keepAliveMaxTimeout: 60_000,
    maxHeaderSize: 64 * 1024,
  })
}

/** undici's callback as node calls it. */
type Told = (error: NodeJS.ErrnoException | null, socket: Opened) => void
type Opened = Extract<Parameters<buildConnector.Callback>[1], object>

async function dial(
  deps: DoorDeps,
  open: buildConnector.connector,
  options: buildConnector.Options,
): Promise<Opened> {
  const secure = options.protocol === 'https:'
  const port = Number(options.port || (secure ? 443 : 80))
  const addresses = await locate(deps.egress, deps.resolve, {
    host: options.hostname,
    port,
    policy: 'web',
  })
  const name = options.servername ?? options.hostname
  return firstThatOpens(addresses, (address) => {
    const { servername: _unused, ...rest } = options
    const isName = name !== address && !name.startsWith('[')
    const to = { ...rest, hostname: address, ...(secure && isName && { servername: name }) }
    if (deps.proxy && isProxied(deps.proxy, options.hostname))
      return proxied(deps, deps.proxy, { open, to, port, host: options.hostname, secure })
    return new Promise<Opened>((resolve, reject) => {
      open(to, (error, socket) => (socket ? resolve(socket) : reject(error ?? new Error('closed'))))
    })
  })
}

type Proxied = {
  open: buildConnector.connector
  to: buildConnector.Options
  host: string
  port: number
  secure: boolean
}

/** The target was resolved and checked before; TLS, where it is spoken, is with the target inside the tunnel. */
async function proxied(deps: DoorDeps, proxy: Proxy, one: Proxied): Promise<Opened> {
  const { open, to, host, port, secure } = one
  const tunnel = { address: to.hostname, host, port, timeoutMs: connectTimeoutMs }
  const httpSocket = await openTunnel(proxy, { ...tunnel, ...trusting(deps.authorities) })
  if (!secure) return httpSocket
  return new Promise<Opened>((resolve, reject) => {
    open({ ...to, httpSocket }, (error, socket) =>
      socket ? resolve(socket) : reject(error ?? new Error('closed')),
    )
  })
}

/** Tries the addresses in their order, a few of them at most; throws what the last one threw. */
export async function firstThatOpens<T>(
  addresses: readonly string[],
  open: (address: string) => Promise<T>,
): Promise<T> {
  let last: unknown = new Error('no address')
  for (const address of addresses.slice(0, addressesTried))
    try {
      return await open(address)
    } catch (error) {
      last = error
    }
  throw last
}

/** A plain socket to a checked address, for protocols other than HTTP. */
export async function openSocket(
  deps: DoorDeps,
  destination: { host: string; port: number; policy: PortPolicy },
  signal: AbortSignal,
): Promise<Socket> {
  const addresses = await locate(deps.egress, deps.resolve, destination)
  return firstThatOpens(addresses, (address) => openOne(address, destination.port, signal))
}

function openOne(address: string, port: number, signal: AbortSignal): Promise<Socket> {
  return new Promise((resolve, reject) => {
    if (signal.aborted) {
      reject(new TransportFailure('aborted', 'The call was called off', { sent: false }))
      return
    }
    const socket = connect({ host: address, port, timeout: connectTimeoutMs })
    const stop = () => socket.destroy(new Error('The call was called off'))
    signal.addEventListener('abort', stop, { once: true })
    socket.once('timeout', () => socket.destroy(new Error('The connection took too long')))
    socket.once('error', (error) => {
      signal.removeEventListener('abort', stop)
      reject(error)
    })
    socket.once('connect', () => {
      signal.removeEventListener('abort', stop)
      socket.setTimeout(0)
      resolve(socket)
    })
  })
}

/** Agents by client certificate, so that connections are reused but never across identities. */
export class Agents {
  readonly #deps: DoorDeps
  readonly #plain: Agent
  readonly #byCertificate = new Map<string, Agent>()

  constructor(deps: DoorDeps) {
    this.#deps = deps
    this.#plain = createAgent(deps, undefined)
  }

  /** The agent for that certificate, or the one without. */
  of(identity: TlsIdentity | undefined): Agent {
    if (!identity) return this.#plain
    const key = createHash('sha256')
      .update(`${identity.certificate}\n${identity.key}`)
      .digest('base64')
    const agent = this.#byCertificate.get(key) ?? createAgent(this.#deps, identity)
    this.#byCertificate.delete(key)
    this.#byCertificate.set(key, agent)
    const [oldest] = this.#byCertificate
    if (this.#byCertificate.size > certificatesKept && oldest) {
      this.#byCertificate.delete(oldest[0])
      void oldest[1].close()
    }
    return agent
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await Promise.all(
      [this.#plain, ...this.#byCertificate.values()].map((agent) => agent.destroy()),
    )
  }
}
