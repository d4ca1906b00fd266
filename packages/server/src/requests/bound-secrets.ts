import { type Connection, type Http, type HttpCall, TransportFailure } from '@pao/connectors'
import { hostsOfConnection } from '#outbound/secret-hosts.ts'
import { scrubber } from './scrub.ts'

/** A secret that may be sent to some hosts only. */
export type BoundSecret = { name: string; value: string; hosts: readonly string[] }

/**
 * A door that lets bound secrets through to their own hosts only: whoever writes an item cannot have them sent
 * elsewhere. The list is read at each call and may grow. A secret is found as it is, in base64, and as JSON or a URL writes it; not where an item took it apart.
 */
export function boundDoor(door: Http, secrets: readonly BoundSecret[]): Http {
  const known = new Map<string, ReturnType<typeof scrubber>>()
  const hiderOf = (value: string) => {
    const hide = known.get(value) ?? scrubber([value])
    known.set(value, hide)
    return hide
  }
  return {
    async send(call) {
      const host = URL.canParse(call.url) ? new URL(call.url).hostname.toLowerCase() : ''
      const away = secrets.filter(({ hosts }) => !hosts.some((one) => fits(one, host)))
      const sent = away.length > 0 ? textsOf(call) : []
      for (const { name, value } of away)
        if (sent.some((text) => hiderOf(value)(text) !== text))
          throw new TransportFailure(
            'egress_denied',
            `The secret ${name} may not be sent to ${host}: it is bound to other hosts`,
            { sent: false },
          )
      return door.send(call)
    },
  }
}

/** The secrets of a connection, bound to its own hosts where these are known. */
export function boundTo(connection: Connection): readonly BoundSecret[] {
  const hosts = hostsOfConnection(connection)
  if (hosts === undefined) return []
  return Object.entries(connection.secrets).map(([key, value]) => ({
    name: `${connection.name}.${key}`,
    value,
    hosts,
  }))
}

function fits(wanted: string, host: string): boolean {
  const name = wanted.toLowerCase()
  return name.startsWith('*.') ? host.endsWith(name.slice(1)) : name === host
}

function textsOf({ url, headers = {}, body, tls }: HttpCall): readonly string[] {
  const text = typeof body === 'string' ? body : body && new TextDecoder('latin1').decode(body)
  return [url, ...Object.values(headers), text ?? '', tls?.certificate ?? '', tls?.key ?? '']
}
