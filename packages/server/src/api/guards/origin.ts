import { Problem } from '@pao/core'
import type { FastifyRequest } from 'fastify'

const loopback = new Set(['localhost', '127.0.0.1', '[::1]'])

/** Whether a page of this origin is our portal. On one's own machine every name of it counts as the same. */
function isOwnOrigin(publicUrl: string, origin: string): boolean {
  if (!URL.canParse(origin)) return false
  const ours = new URL(publicUrl)
  const theirs = new URL(origin)
  if (theirs.origin === ours.origin) return true
  return (
    loopback.has(ours.hostname) &&
    loopback.has(theirs.hostname) &&
    ours.port === theirs.port &&
    ours.protocol === theirs.protocol
  )
}

/**
 * Refuses a call that a browser made for another site. Call it where the browser adds the credentials
 * by itself (cookies), or hands them out (sign-in). `needsOrigin`: also refuse when no Origin came.
 */
export function refuseForeign(
  publicUrl: string,
  headers: FastifyRequest['headers'],
  needsOrigin: boolean,
): void {
  const origin = headers.origin
  const site = headers['sec-fetch-site']
  if (origin !== undefined && !isOwnOrigin(publicUrl, origin))
    throw new Problem('auth.cross_site', { detail: 'The Origin is not the one of the portal' })
  if (
    origin === undefined &&
    (needsOrigin || (site !== undefined && site !== 'same-origin' && site !== 'none'))
  )
    throw new Problem('auth.cross_site', { detail: 'A call with a session needs an Origin' })
}
