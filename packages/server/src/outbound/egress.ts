import { lookup } from 'node:dns/promises'
import type { Fault, Result } from '@pao/core'
import { fail, ok } from '@pao/core'
import { TransportFailure } from '@pao/connectors'
import type { Address, Block } from './address.ts'
import { inBlock, isMetadata, isOpen, parseAddress, parseBlock, unwrap } from './address.ts'

type Allowance = { host?: string; block?: Block; port?: number }

/** What may be reached although it is private, and by which ports. */
export type Egress = {
  allowed: readonly Allowance[]
  /** Nothing else may be reached, the open internet included; left out = that is open. */
  only?: boolean
}

/** Turns a name into every address it has. */
export type Resolve = (host: string) => Promise<readonly string[]>

/** Which ports a kind of traffic may use unless the operator lists another with a host. */
export type PortPolicy = 'web' | 'mail' | 'tcp' | 'sql'

/** Asks the system resolver, so that /etc/hosts and search domains count. */
export const systemResolve: Resolve = async (host) =>
  (await lookup(host, { all: true, verbatim: true })).map((found) => found.address)

/** Databases, queues and control planes that answer to text which an HTTP call can carry. */
const neverWeb = new Set([
  1433, 1521, 2049, 2375, 2376, 2379, 2380, 3306, 3389, 4369, 5432, 5672, 5900, 5984, 6000, 6379,
  9042, 9092, 9200, 9300, 10250, 11211, 27017,
])
const mailPorts = new Set([25, 465, 587, 2525])
/** PostgreSQL and its usual pooler. */
const sqlPorts = new Set([5432, 5433, 6432])

function portIsUsual(port: number, policy: PortPolicy): boolean {
  if (policy === 'mail') return mailPorts.has(port)
  if (policy === 'sql') return sqlPorts.has(port)
  // A probe says nothing, so it cannot make a database or a queue do anything.
  if (policy === 'tcp') return port === 80 || port === 443 || port >= 1024
  return port === 80 || port === 443 || (port >= 1024 && !neverWeb.has(port))
}

/**
 * Reads `PAO_EGRESS_ALLOW`: hosts (`jira.corp`, `*.corp`), addresses and CIDR blocks, each with an
 * optional port (`host:8443`, `10.0.0.0/8:8443`, `[::1]:80`).
 */
export function parseEgress(list: readonly string[]): Result<Egress> {
  const faults: Fault[] = []
  const allowed: Allowance[] = []
  for (const [index, entry] of list.entries()) {
    const allowance = parseAllowance(entry.trim())
    if (allowance) allowed.push(allowance)
    else
      faults.push({
        code: 'egress.entry_invalid',
        at: `/${index}`,
        message: `"${entry}" is neither a host, an address nor a CIDR block`,
        hint: 'Write jira.corp, *.corp, 10.0.0.0/8, [::1] or any of these with a port, as in jira.corp:8443',
      })
  }
  return faults.length > 0 ? fail(faults) : ok({ allowed })
}

function parseAllowance(entry: string): Allowance | undefined {
  const block = parseBlock(entry)
  if (block) return { block }
  const split = /^(.+):(\d{1,5})$/.exec(entry)
  const port = split ? Number(split[2]) : undefined
  if (port !== undefined && (port < 1 || port > 65_535)) return undefined
  const rest = split?.[1] ?? entry
  const withPort = port === undefined ? {} : { port }
  const inner = parseBlock(rest.replace(/^\[(.*)\](.*)$/, '$1$2'))
  if (inner) return { block: inner, ...withPort }
  const host = plainHost(rest)
  return /^(\*\.)?[a-z0-9_]([a-z0-9_.-]*[a-z0-9_])?$/.test(host) ? { host, ...withPort } : undefined
}

/** A host as it is compared: lower case, no dot at the end, no brackets. */
export function plainHost(host: string): string {
  return host
    .toLowerCase()
    .replace(/\.$/, '')
    .replace(/^\[(.*)\]$/, '$1')
}

function hostFits(allowance: Allowance, host: string): boolean {
  if (allowance.host === undefined) return false
  return allowance.host.startsWith('*.')
    ? host.endsWith(allowance.host.slice(1))
    : host === allowance.host
}

function denied(message: string): TransportFailure {
  return new TransportFailure('egress_denied', message, { sent: false })
}

type Destination = { host: string; port: number; policy: PortPolicy }

/** Why this address may not be reached for that destination; undefined when it may. */
export function checkAddress(
  egress: Egress,
  address: Address,
  to: Destination,
): string | undefined {
  const real = unwrap(address)
  const fitting = egress.allowed.filter(
    (one) =>
      hostFits(one, to.host) ||
      (one.block !== undefined && (inBlock(real, one.block) || inBlock(address, one.block))),
  )
  const withThisPort = fitting.some((one) => one.port === to.port)
  if (!withThisPort && !portIsUsual(to.port, to.policy))
    return `port ${to.port} is not one that may be called`
  const usable = fitting.filter((one) => one.port === undefined || one.port === to.port)
  if (isMetadata(real)) return metadataListed(usable, real) ? undefined : 'it serves credentials'
  if (usable.length > 0 || (isOpen(real) && egress.only !== true)) return undefined
  return egress.only === true
    ? 'it is not listed for this tenant'
    : 'it is not on the open internet'
}

/** A name or a wide block is no consent to hand out the machine's credentials: name the address. */
function metadataListed(usable: readonly Allowance[], address: Address): boolean {
  return usable.some(
    ({ block }) =>
      block !== undefined &&
      block.bits === (block.family === 4 ? 32 : 128) &&
      inBlock(address, block),
  )
}

/** Whether a name needs no resolver to be known as this machine (RFC 6761). */
function isLocalName(host: string): boolean {
  return host === 'localhost' || host.endsWith('.localhost')
}

/**
 * The addresses a destination may be called at, all of them checked; call these, never the name again.
 * One bad address refuses the name. Throws TransportFailure (`egress_denied`, or `connection` when the
 * name is not known).
 */
export async function locate(
  egress: Egress,
  resolve: Resolve,
  destination: Destination,
): Promise<readonly string[]> {
  const to = { ...destination, host: plainHost(destination.host) }
  if (isLocalName(to.host) && !egress.allowed.some((one) => hostFits(one, to.host)))
    throw denied(`${to.host} may not be called: it is this machine`)
  const literal = parseAddress(to.host)
  const texts = literal ? [to.host] : await resolved(resolve, to.host)
  for (const text of texts) {
    const address = parseAddress(text)
    const reason = address ? checkAddress(egress, address, to) : 'its address is unreadable'
    if (reason !== undefined) throw denied(`${to.host}:${to.port} may not be called: ${reason}`)
  }
  return texts
}

async function resolved(resolve: Resolve, host: string): Promise<readonly string[]> {
  const texts = await resolve(host).catch((cause: unknown) => {
    throw new TransportFailure('connection', `The name ${host} is not known`, {
      sent: false,
      cause,
    })
  })
  if (texts.length === 0)
    throw new TransportFailure('connection', `The name ${host} has no address`, { sent: false })
  return texts
}

/**
 * The one reading of a URL, used for the check and for the call alike. Throws TransportFailure when it
 * is not a plain http or https address, or carries a user or password.
 */
export function parseTarget(text: string): URL {
  const url = URL.canParse(text) ? new URL(text) : undefined
  if (!url) throw new TransportFailure('invalid_request', 'The URL is not valid', { sent: false })
  if (url.protocol !== 'https:' && url.protocol !== 'http:')
    throw denied(`${url.protocol}// may not be called, only https:// and http://`)
  if (url.username !== '' || url.password !== '')
    throw denied('A URL with a user or password in it may not be called')
  return url
}

/** The port a URL leads to. */
export function portOf(url: URL): number {
  if (url.port !== '') return Number(url.port)
  return url.protocol === 'https:' ? 443 : 80
}
