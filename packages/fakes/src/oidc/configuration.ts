import { generateKeyPairSync, randomBytes } from 'node:crypto'
import type { Configuration, KoaContextWithOIDC } from 'oidc-provider'
import { escapeHtml, page } from '../kit/page.ts'
import { openMemory } from './memory.ts'
import { people, type Person } from './people.ts'

/** What access tokens are made for. */
export const audience = 'pao'
const resource = 'urn:pao:api'
const minute = 60

/** Clients the stand-in knows. Neither has a secret: PKCE and the code shown protect them. */
export const clients = { portal: 'pao-portal', cli: 'pao-cli' } as const

export type ConfigurationOptions = {
  /** Where browsers may be sent back to. */
  redirectUris: readonly string[]
  postLogoutRedirectUris: readonly string[]
  /** Where the portal's client is told that somebody signed out here. */
  backchannelLogoutUri?: string
  /** Secret of the portal's client; without one PKCE alone protects the code. */
  clientSecret?: string
}

const personOf = (id: string | undefined): Person | undefined => people.find((one) => one.id === id)

function claimsOf({ email, name, roles, groups }: Person) {
  return { email, email_verified: true, name, roles, groups }
}

/** The library's settings: every page is our own, keys live as long as the process. */
export function configurationOf(options: ConfigurationOptions): Configuration {
  return {
    adapter: openMemory(Date.now),
    clients: [portalClient(options), cliClient],
    jwks: { keys: [signingKey('ES256'), signingKey('RS256')] },
    cookies: { keys: [randomBytes(32).toString('base64url')] },
    claims: {
      openid: ['sub'],
      email: ['email', 'email_verified'],
      profile: ['name', 'roles', 'groups'],
    },
    scopes: ['openid', 'offline_access', 'profile', 'email'],
    conformIdTokenClaims: false,
    clientBasedCORS: () => false,
    pkce: { required: () => true },
    findAccount: (_context, id) => {
      const person = personOf(id)
      return person && { accountId: id, claims: () => ({ sub: id, ...claimsOf(person) }) }
    },
    extraTokenClaims: (_context, token) => {
      const person = 'accountId' in token ? personOf(token.accountId) : undefined
      return person && claimsOf(person)
    },
    issueRefreshToken: async (_context, client) => client.grantTypeAllowed('refresh_token'),
    rotateRefreshToken: true,
    loadExistingGrant: grantAll,
    interactions: { url: (_context, { uid }) => `/interaction/${uid}` },
    renderError: (context, out) => show(context, 'Sign-in failed', errorText(out)),
    ttl: {
      AccessToken: 10 * minute,
      AuthorizationCode: minute,
      DeviceCode: 10 * minute,
      IdToken: 10 * minute,
      Grant: 24 * 60 * minute,
      Interaction: 30 * minute,
      RefreshToken: 24 * 60 * minute,
      Session: 24 * 60 * minute,
    },
    features: features(),
    fetch: tell,
  }
}

/** Without the library's own guard against loopback: the only address asked is the one the portal's client names. */
function tell(input: string | Request | URL, options: RequestInit = {}): Promise<Response> {
  const rest: RequestInit = { ...options }
  Reflect.deleteProperty(rest, 'dispatcher')
  return fetch(input, rest)
}

function portalClient(options: ConfigurationOptions) {
  return {
    client_id: clients.portal,
    redirect_uris: [...options.redirectUris],
    post_logout_redirect_uris: [...options.postLogoutRedirectUris],
    grant_types: ['authorization_code'],
    response_types: ['code' as const],
    id_token_signed_response_alg: 'ES256' as const,
    ...(options.backchannelLogoutUri !== undefined && {
      backchannel_logout_uri: options.backchannelLogoutUri,
      backchannel_logout_session_required: true,
    }),
    ...(options.clientSecret === undefined
      ? { token_endpoint_auth_method: 'none' as const }
      : {
          token_endpoint_auth_method: 'client_secret_basic' as const,
          client_secret: options.clientSecret,
        }),
  }
}

const cliClient = {
  client_id: clients.cli,
  client_name: 'the command line',
  redirect_uris: [],
  grant_types: ['urn:ietf:params:oauth:grant-type:device_code', 'refresh_token'],
  response_types: [],
  token_endpoint_auth_method: 'none' as const,
  id_token_signed_response_alg: 'ES256' as const,
}

function features(): NonNullable<Configuration['features']> {
  return {
    devInteractions: { enabled: false },
    userinfo: { enabled: false },
    backchannelLogout: { enabled: true },
    revocation: {
      enabled: true,
      allowedPolicy: (_context, client, token) => token.clientId === client.clientId,
    },
    deviceFlow: {
      enabled: true,
      userCodeInputSource: (context, form) =>
        show(
          context,
          'Sign in the command line',
          `<p>Enter the code it shows.</p>${form}<button type="submit" form="op.deviceInputForm">Go on</button>`,
        ),
      userCodeConfirmSource: (...[context, form, , , code]) =>
        show(
          context,
          'Sign in the command line',
          `<p>Does the command line show this code?</p><p class="card"><b>${escapeHtml(code)}</b></p>${form}<button type="submit" form="op.deviceConfirmForm">It does</button>`,
        ),
      successSource: (context) =>
        show(context, 'You are signed in', '<p>Go back to the command line.</p>'),
    },
    rpInitiatedLogout: {
      enabled: true,
      logoutSource: (context, form) =>
        show(
          context,
          'Sign out',
          `${form}<button type="submit" form="op.logoutForm" value="yes" name="logout">Sign out here too</button>`,
        ),
      postLogoutSuccessSource: (context) => show(context, 'You are signed out', ''),
    },
    resourceIndicators: {
      enabled: true,
      defaultResource: () => resource,
      useGrantedResource: () => true,
      getResourceServerInfo: () => ({
        scope: 'openid profile email offline_access',
        audience,
        accessTokenTTL: 10 * minute,
        accessTokenFormat: 'jwt',
        jwt: { sign: { alg: 'ES256' } },
      }),
    },
  }
}

/** Nobody is asked to agree: all clients are the service's own. */
async function grantAll(context: KoaContextWithOIDC) {
  const { provider, client, session } = context.oidc
  if (!client || session?.accountId === undefined) return undefined
  const grant = new provider.Grant({ clientId: client.clientId, accountId: session.accountId })
  grant.addOIDCScope('openid profile email offline_access')
  grant.addResourceScope(resource, 'openid profile email offline_access')
  await grant.save()
  return grant
}

function show(context: KoaContextWithOIDC, title: string, content: string): void {
  const { headers = {}, body } = page(title, `<h1>${escapeHtml(title)}</h1>${content}`)
  context.set({ ...headers })
  context.body = body
}

function errorText({
  error,
  error_description: why,
}: {
  error: string
  error_description?: string | undefined
}) {
  return `<p>${escapeHtml(error)}</p><p class="muted">${escapeHtml(why ?? '')}</p>`
}

function signingKey(alg: 'ES256' | 'RS256') {
  const { privateKey } =
    alg === 'ES256'
      ? generateKeyPairSync('ec', { namedCurve: 'P-256' })
      : generateKeyPairSync('rsa', { modulusLength: 2048 })
  const kid = randomBytes(8).toString('hex')
  return { ...privateKey.export({ format: 'jwk' }), alg, use: 'sig', kid }
}
