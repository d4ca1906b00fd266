import type { FastifyInstance, FastifyReply } from 'fastify'

/** An answer of the API is never a page: nothing may run, load or frame it. */
const forData = "default-src 'none'; frame-ancestors 'none'"

const always: Readonly<Record<string, string>> = {
  'x-content-type-options': 'nosniff',
  'cross-origin-resource-policy': 'same-origin',
  'content-security-policy': forData,
}

/** What only a browser that shows a page looks at. */
const forPages: Readonly<Record<string, string>> = {
  'referrer-policy': 'no-referrer',
  'x-frame-options': 'DENY',
  'cross-origin-opener-policy': 'same-origin',
}

const yearSeconds = 31_536_000

/** The security headers of every answer at this origin. */
export function securityHeaders(publicUrl: string): Readonly<Record<string, string>> {
  return publicUrl.startsWith('https:')
    ? { ...always, 'strict-transport-security': `max-age=${yearSeconds}; includeSubDomains` }
    : always
}

/** Puts the security headers on every answer. Pages replace the policy with their own. */
export function hardenAnswers(app: FastifyInstance, publicUrl: string): void {
  const fixed = securityHeaders(publicUrl)
  app.addHook('onRequest', (request, reply, done) => {
    reply.headers(fixed)
    // What is told to one caller stays in no cache; routes whose answers may be kept say so.
    if (request.url.startsWith('/api/')) reply.header('cache-control', 'no-store')
    done()
  })
}

type Allowed = {
  /** SHA-256 of inline scripts. */
  scriptHashes?: readonly string[]
  /** Of the style elements the page makes; without it every style is allowed. */
  styleNonce?: string
}

/** The policy of a page: its own scripts only, plus inline ones named by their SHA-256; no eval. */
export function pagePolicy(
  reply: FastifyReply,
  { scriptHashes = [], styleNonce }: Allowed = {},
): void {
  const scripts = ["'self'", ...scriptHashes.map((hash) => `'sha256-${hash}'`)].join(' ')
  const styles = styleNonce === undefined ? "'unsafe-inline'" : `'nonce-${styleNonce}'`
  reply
    .headers(forPages)
    .header(
      'content-security-policy',
      [
        "default-src 'none'",
        `script-src ${scripts}`,
        `style-src 'self' ${styles}`,
        "img-src 'self' data:",
        "font-src 'self' data:",
        "connect-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
      ].join('; '),
    )
}
