import { createHash } from 'node:crypto'
import { failedAnswer, failedTransport } from './answers.ts'
import type { ActionContext, Answer, HttpCall } from './context.ts'
import { memory } from './memory.ts'
import { type Outcome, withMade } from './outcome.ts'
import { permanent, targetOf } from './target.ts'

export type Credentials = {
  username?: string
  password_ref?: string
  token_ref?: string
  client_id?: string
  client_secret_ref?: string
  token_url?: string
  scope?: string
  api_key_ref?: string
  api_key_header?: string
  certificate_ref?: string
  key_ref?: string
}

export type Authorized =
  | { ok: true; headers: Record<string, string>; tls?: { certificate: string; key: string } }
  | { ok: false; outcome: Outcome }

/** Token lifetime left below which a new one is asked for, milliseconds. */
const marginMs = 60_000
const defaultLifeMs = 300_000
/** OAuth 2 tokens by who asked where. A lost one costs one call. */
const tokens = memory<{ token: string; until: number }>(500)

const missing = (what: string): Authorized => ({
  ok: false,
  outcome: permanent('config.credentials_missing', `The authentication needs ${what}`),
})

/** What proves who we are, by kind of authentication. `fresh` asks for a new OAuth 2 token (RFC 6749 section 4.4). */
export async function authorize(
  context: ActionContext,
  type: string,
  credentials: Credentials,
  fresh = false,
): Promise<Authorized> {
  if (type === 'none') return { ok: true, headers: {} }
  if (type === 'oauth2') return clientCredentials(context, credentials, fresh)
  const way = Object.hasOwn(ways, type) ? ways[type] : undefined
  return way === undefined ? missing(`a known type, not ${type}`) : way(context, credentials)
}

const ways: Readonly<Record<string, (context: ActionContext, given: Credentials) => Authorized>> = {
  basic,
  bearer: (context, { token_ref }) =>
    token_ref === undefined ? missing('token_ref') : bearer(context.secret(token_ref)),
  'api-key': (context, { api_key_ref, api_key_header = 'X-API-Key' }) => {
    if (api_key_ref === undefined) return missing('api_key_ref')
    return { ok: true, headers: { [api_key_header.toLowerCase()]: context.secret(api_key_ref) } }
  },
  mtls: (context, { certificate_ref, key_ref }) => {
    if (certificate_ref === undefined || key_ref === undefined)
      return missing('certificate_ref and key_ref')
    const tls = { certificate: context.secret(certificate_ref), key: context.secret(key_ref) }
    return { ok: true, headers: {}, tls }
  },
}

function basic(context: ActionContext, { username, password_ref }: Credentials): Authorized {
  if (username === undefined || password_ref === undefined)
    return missing('username and password_ref')
  const pair = Buffer.from(`${username}:${context.secret(password_ref)}`, 'utf8').toString('base64')
  return { ok: true, headers: { authorization: `Basic ${pair}` } }
}

async function clientCredentials(
  context: ActionContext,
  { client_id, client_secret_ref, token_url, scope }: Credentials,
  fresh: boolean,
): Promise<Authorized> {
  if (client_id === undefined || client_secret_ref === undefined || token_url === undefined)
    return missing('client_id, client_secret_ref and token_url')
  const target = targetOf(token_url)
  if (!target.ok) return target
  const secret = context.secret(client_secret_ref)
  const name = createHash('sha256')
    .update(JSON.stringify([token_url, client_id, scope, secret]))
    .digest('hex')
  const known = tokens.get(context, name)
  if (!fresh && known && known.until - marginMs > context.now) return bearer(known.token)
  const asked = await askForToken(context, {
    url: target.url.href,
    headers: {
      'content-type': 'application/x-www-form-urlencoded',
      accept: 'application/json',
      authorization: `Basic ${Buffer.from(`${encodeURIComponent(client_id)}:${encodeURIComponent(secret)}`).toString('base64')}`,
    },
    body: new URLSearchParams({
      grant_type: 'client_credentials',
      ...(scope !== undefined && { scope }),
    }).toString(),
  })
  if ('outcome' in asked) return { ok: false, outcome: withMade(asked.outcome, 'no') }
  const token = tokenOf(asked.text())
  if (token === undefined)
    return {
      ok: false,
      outcome: permanent(
        'oauth2.answer_invalid',
        'The token endpoint answered without an access token',
      ),
    }
  tokens.set(context, name, { token: token.value, until: context.now + token.lifeMs })
  return bearer(token.value)
}

/** Asking for a token makes nothing that the action is about, however it ends. */
async function askForToken(
  { http, signal, now }: ActionContext,
  call: Pick<HttpCall, 'url' | 'headers' | 'body'>,
): Promise<Answer | { outcome: Outcome }> {
  try {
    const answer = await http.send({ ...call, method: 'POST', signal })
    if (answer.status === 200) return answer
    const { status } = answer
    const message = `The token endpoint answered ${status}`
    return { outcome: failedAnswer(answer, now, { code: `oauth2.http_${status}`, message }) }
  } catch (error) {
    return { outcome: failedTransport(error) }
  }
}

function bearer(token: string): Authorized {
  return { ok: true, headers: { authorization: `Bearer ${token}` } }
}

function tokenOf(text: string): { value: string; lifeMs: number } | undefined {
  try {
    const answer: unknown = JSON.parse(text)
    if (typeof answer !== 'object' || answer === null || !('access_token' in answer))
      return undefined
    if (typeof answer.access_token !== 'string') return undefined
    const seconds = 'expires_in' in answer ? Number(answer.expires_in) : Number.NaN
    return {
      value: answer.access_token,
      lifeMs: Number.isFinite(seconds) ? seconds * 1000 : defaultLifeMs,
    }
  } catch {
    return undefined
  }
}
