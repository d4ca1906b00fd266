import type { Connection } from '@pao/connectors'

/** One GET that leaves nothing behind. `signsIn`: 401 and 403 say that our credentials are no good. */
export type Probe = { url: string; headers: Readonly<Record<string, string>>; signsIn: boolean }

type Prober = (
  at: { url: string | undefined; token: string },
  connection: Connection,
) => Probe | undefined

/** Looks that sign in, by type of connection; each needs its token. */
const signingIn: Readonly<Record<string, Prober | undefined>> = {
  jira: ({ url }, connection) => (url === undefined ? undefined : jira(url, connection)),
  github: ({ url, token }) => github(url ?? 'https://github.com', token),
  // https://developer.hashicorp.com/terraform/cloud-docs/api-docs/organizations
  terraform: ({ url, token }, { settings }) => ({
    url: `${url ?? 'https://app.terraform.io'}/api/v2/organizations/${encodeURIComponent(textOf(settings['organization']))}/entitlement-set`,
    headers: bearer(token),
    signsIn: true,
  }),
  // https://docs.slack.dev/reference/methods/auth.test
  slack: ({ token }) => ({
    url: 'https://slack.com/api/auth.test',
    headers: bearer(token),
    signsIn: true,
  }),
}

/** Types whose address acts when it is called, or is called by others. */
const silent: ReadonlySet<string> = new Set(['webhook-in', 'slack', 'teams'])

/** How a connection is looked at; undefined where there is no address, or only one that acts when it is called. */
export function probeOf(connection: Connection): Probe | undefined {
  const { type, settings, secrets } = connection
  const url = textOf(settings['url']).replace(/\/$/, '') || undefined
  const prober = signingIn[type]
  const token = secrets['token']
  if (prober && token !== undefined) return prober({ url, token }, connection)
  if (url === undefined || silent.has(type) || !URL.canParse(url)) return undefined
  // https://developer.hashicorp.com/vault/api-docs/system/health
  const path = type === 'vault' ? '/v1/sys/health?standbyok=true' : ''
  return { url: url + path, headers: {}, signsIn: false }
}

const textOf = (value: unknown): string => (typeof value === 'string' ? value : '')

const bearer = (token: string) => ({ authorization: `Bearer ${token}`, accept: 'application/json' })

/** https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-myself/ */
function jira(url: string, { settings, secrets }: Connection): Probe {
  const token = secrets['token'] ?? ''
  const isCloud = settings['flavor'] !== 'dc'
  const basic = Buffer.from(`${textOf(settings['email'])}:${token}`).toString('base64')
  return {
    url: `${url}/rest/api/${isCloud ? '3' : '2'}/myself`,
    headers: isCloud
      ? { authorization: `Basic ${basic}`, accept: 'application/json' }
      : bearer(token),
    signsIn: true,
  }
}

/** https://docs.github.com/en/rest/rate-limit: does not count against the limit. */
function github(url: string, token: string): Probe {
  const { hostname, protocol, host } = new URL(url)
  const isPublic = hostname === 'github.com' || hostname.endsWith('.ghe.com')
  const api = isPublic ? `${protocol}//api.${host}` : `${url}/api/v3`
  return {
    url: `${api}/rate_limit`,
    headers: { ...bearer(token), 'x-github-api-version': '2022-11-28' },
    signsIn: true,
  }
}
