import type { ActionContext } from './context.ts'
import { tokenFor } from './oauth.ts'
import type { Authorized, Credentials } from './proof.ts'
import { permanent } from './target.ts'

const missing = (what: string): Authorized => ({
  ok: false,
  outcome: permanent('config.credentials_missing', `The authentication needs ${what}`),
})

/**
 * What proves who we are, by kind of authentication. `stale` = the Authorization header that was just refused: an
 * OAuth 2 token other than that is asked for.
 */
export async function authorize(
  context: ActionContext,
  type: string,
  credentials: Credentials,
  stale?: string,
): Promise<Authorized> {
  if (type === 'none') return { ok: true, headers: {} }
  if (type === 'oauth2') return clientCredentials(context, credentials, stale)
  const way = Object.hasOwn(ways, type) ? ways[type] : undefined
  return way === undefined ? missing(`a known type, not ${type}`) : way(context, credentials)
}

const ways: Readonly<Record<string, (context: ActionContext, given: Credentials) => Authorized>> = {
  basic,
  bearer: (context, { token_ref }) =>
    token_ref === undefined
      ? missing('token_ref')
      : { ok: true, headers: { authorization: `Bearer ${context.secret(token_ref)}` } },
  'api-key': (context, { api_key_ref, api_key_query, api_key_header = 'X-API-Key' }) => {
    if (api_key_ref === undefined) return missing('api_key_ref')
    const key = context.secret(api_key_ref)
    return api_key_query === undefined
      ? { ok: true, headers: { [api_key_header.toLowerCase()]: key } }
      : { ok: true, headers: {}, query: { [api_key_query]: key } }
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

function clientCredentials(
  context: ActionContext,
  given: Credentials,
  stale: string | undefined,
): Authorized | Promise<Authorized> {
  const { client_id, client_secret_ref, token_url } = given
  if (client_id === undefined || client_secret_ref === undefined || token_url === undefined)
    return missing('client_id, client_secret_ref and token_url')
  return tokenFor(context, { ...given, client_id, client_secret_ref, token_url }, stale)
}
