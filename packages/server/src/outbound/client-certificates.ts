import type { Connection, Http } from '@pao/connectors'
import { httpTarget } from './targets.ts'

/**
 * A door that shows a connection's client certificate, to the host of that connection only and where the call brings
 * none itself. PEM may have its line ends as `\\n`.
 */
export function withIdentities(door: Http, connections: () => readonly Connection[]): Http {
  return {
    send(call) {
      const target = httpTarget(call.url)
      const found = connections().find(
        ({ settings, secrets }) =>
          secrets['client_certificate'] !== undefined &&
          httpTarget(String(settings['url'])) === target,
      )
      const { client_certificate: certificate, client_key: key } = found?.secrets ?? {}
      if (call.tls || certificate === undefined || key === undefined) return door.send(call)
      return door.send({ ...call, tls: { certificate: lines(certificate), key: lines(key) } })
    },
  }
}

function lines(pem: string): string {
  return pem.replaceAll(String.raw`\n`, '\n')
}
