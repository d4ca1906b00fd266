import { createPublicKey, generateKeyPairSync, randomBytes, verify } from 'node:crypto'
import type { Call } from '../kit/server.ts'

/** The GitHub App of the stand-in. */
export type App = {
  id: string
  installation: number
  /** PEM; made when first asked for, since it takes a moment. */
  privateKey(): string
  /** Tokens given out: token to the moment it ends, milliseconds. */
  tokens: Map<string, number>
  /** How many were given out so far. */
  given(): number
  give(now: number): { token: string; expires_at: string }
}

const lifeMs = 3_600_000
const longestProofS = 600

/** An app with one installation, which sees every repository. */
export function openApp(): App {
  let pem: string | undefined
  let given = 0
  const tokens = new Map<string, number>()
  return {
    id: '12345',
    installation: 678,
    privateKey() {
      pem ??= generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey.export({
        type: 'pkcs1',
        format: 'pem',
      }) as string
      return pem
    },
    tokens,
    given: () => given,
    give(now) {
      given += 1
      const token = `ghs_${randomBytes(18).toString('hex')}`
      tokens.set(token, now + lifeMs)
      return { token, expires_at: new Date(now + lifeMs).toISOString() }
    },
  }
}

/** What a bearer token is: the app itself, a token that may act, or nothing that GitHub knows. */
export function bearerOf(
  { app, token, now }: { app: App; token: string; now: number },
  call: Call,
): 'app' | 'token' | undefined {
  const bearer = /^(?:Bearer|token) (.+)$/.exec(call.headers['authorization'] ?? '')?.[1]
  if (bearer === undefined) return undefined
  if (bearer === token || (app.tokens.get(bearer) ?? 0) > now) return 'token'
  return isAppProof(app, bearer, now) ? 'app' : undefined
}

type Claims = { iat?: unknown; exp?: unknown; iss?: unknown }

/** RS256 by the app's key, begun already, at most ten minutes ahead. */
function isAppProof(app: App, jwt: string, now: number): boolean {
  const [head = '', body = '', signature = ''] = jwt.split('.')
  if (body === '' || (json(head) as { alg?: unknown })?.alg !== 'RS256') return false
  const key = createPublicKey(app.privateKey())
  const content = Buffer.from(`${head}.${body}`)
  if (!verify('RSA-SHA256', content, key, Buffer.from(signature, 'base64url'))) return false
  const { iat, exp, iss } = json(body) as Claims
  const seconds = now / 1000
  const isTimely =
    Number(iat) <= seconds && Number(exp) > seconds && Number(exp) - seconds <= longestProofS
  return isTimely && String(iss) === app.id
}

function json(part: string): unknown {
  try {
    return JSON.parse(Buffer.from(part, 'base64url').toString('utf8'))
  } catch {
    return {}
  }
}
