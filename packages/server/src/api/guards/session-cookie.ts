import { fastifyCookie } from '@fastify/cookie'
import type { FastifyReply, RawRequestDefaultExpression } from 'fastify'

type Headers = RawRequestDefaultExpression['headers']
type Kind = 'session' | 'sign_in'

/** What a cookie of ours is called. `__Host-` binds it to this host, to https and to no other path (RFC 6265bis). */
function cookieName(publicUrl: string, kind: Kind): string {
  return publicUrl.startsWith('https:') ? `__Host-pao_${kind}` : `pao_${kind}`
}

/** What a cookie of ours holds; undefined = the call brought none. */
export function readCookie(publicUrl: string, kind: Kind, { cookie }: Headers): string | undefined {
  const found = cookie === undefined ? undefined : fastifyCookie.parse(cookie)
  return found?.[cookieName(publicUrl, kind)]
}

/** Gives the browser a cookie scripts cannot read; an empty value takes it back. */
export function setCookie(
  reply: FastifyReply,
  publicUrl: string,
  { kind, value, expiresAt }: { kind: Kind; value: string; expiresAt: number },
): void {
  reply.setCookie(cookieName(publicUrl, kind), value, {
    path: '/',
    httpOnly: true,
    // Strict would be left out when the identity provider sends the browser back.
    sameSite: 'lax',
    secure: publicUrl.startsWith('https:'),
    expires: new Date(expiresAt),
  })
}
