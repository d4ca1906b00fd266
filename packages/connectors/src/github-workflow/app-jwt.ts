import { createPrivateKey, type KeyObject, sign } from 'node:crypto'
import { stop } from '../kit/ended.ts'

/** Seconds: GitHub takes a token ten minutes ahead at most, and clocks differ. */
const behind = 60
const ahead = 540

/**
 * Proof of being the app, RS256 as GitHub asks (docs.github.com, "Generating a JSON Web Token (JWT) for a GitHub
 * App"): valid from a minute ago for nine minutes. `issuer` is the app's id or client id. Ends with
 * `github.key_invalid` when the key is no RSA key in PEM.
 */
export function appJwt(issuer: string, pem: string, now: number): string {
  const at = Math.floor(now / 1000)
  const claims = { iat: at - behind, exp: at + ahead, iss: issuer }
  const content = `${part({ alg: 'RS256', typ: 'JWT' })}.${part(claims)}`
  const signature = sign('RSA-SHA256', Buffer.from(content), keyOf(pem)).toString('base64url')
  return `${content}.${signature}`
}

function part(value: object): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url')
}

/** Line breaks written as \n are taken too: a variable of the environment holds one line. */
function keyOf(pem: string): KeyObject {
  const key = parsed(pem.replaceAll(String.raw`\n`, '\n'))
  if (key?.asymmetricKeyType === 'rsa') return key
  throw stop('github.key_invalid', 'The private key of the app is no RSA key in PEM')
}

function parsed(pem: string): KeyObject | undefined {
  try {
    return createPrivateKey(pem)
  } catch {
    return undefined
  }
}
