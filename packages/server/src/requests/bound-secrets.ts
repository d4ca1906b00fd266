import { type Http, type HttpCall, TransportFailure } from '@pao/connectors'
import { scrubber } from './scrub.ts'

/** A secret that may be sent to some hosts only. */
export type BoundSecret = { name: string; value: string; hosts: readonly string[] }

/**
 * A door that lets bound secrets through to their own hosts only: whoever writes an item cannot have them sent
 * elsewhere. A secret is found as it is, in base64, and as JSON or a URL writes it; not where an item took it apart.
 */
export function boundDoor(door: Http, secrets: readonly BoundSecret[]): Http {
  if (secrets.length === 0) return door
  const bound = secrets.map((secret) => ({ ...secret, hide: scrubber([secret.value]) }))
  return {
    async send(call) {
      const host = URL.canParse(call.url) ? new URL(call.url).hostname.toLowerCase() : ''
      const sent = textsOf(call)
      for (const { name, hosts, hide } of bound)
        if (!hosts.some((one) => fits(one, host)) && sent.some((text) => hide(text) !== text))
          throw new TransportFailure(
            'egress_denied',
            `The secret ${name} may not be sent to ${host}: the operator has bound it to other hosts`,
            { sent: false },
          )
      return door.send(call)
    },
  }
}

function fits(wanted: string, host: string): boolean {
  const name = wanted.toLowerCase()
  return name.startsWith('*.') ? host.endsWith(name.slice(1)) : name === host
}

function textsOf({ url, headers = {}, body, tls }: HttpCall): readonly string[] {
  const text = typeof body === 'string' ? body : body && new TextDecoder('latin1').decode(body)
  return [url, ...Object.values(headers), text ?? '', tls?.certificate ?? '', tls?.key ?? '']
}
