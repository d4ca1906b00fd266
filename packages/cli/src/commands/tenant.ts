import { moment, pairs, print, table } from '../print.ts'
import { answerOf, connect, type Remote } from '../remote.ts'

type Tenant = {
  id: string
  label: string
  contact: string | null
  state: string
  catalog: string
  changed_at: string | null
  changed_by: string | null
  reason: string | null
}

type Details = Tenant & {
  items: number
  people: number
  keys: number
  secrets: number
  resources: number
  connections: string[]
  requests: { running: number; total: number }
  storage_bytes: number
  settings: {
    retention: { history_days: number; audit_days: number; restricted_days: number }
    currency: string | null
    timezone: string
    worker_share: number
    requests_at_once: number | null
    calls_per_minute: number | null
  }
  source: { place: string; status: string; error: string | null } | null
}

/** `pao tenant list`: the tenants of the installation. */
export async function listTenants(remote: Remote): Promise<void> {
  const { config, screen, output } = remote
  const found = await answerOf(connect(config).GET('/api/v1/tenants', {}), config.url)
  const { items = [] } = found as { items?: readonly Tenant[] }
  print(screen, output, found, () =>
    table(
      items,
      [
        { title: 'TENANT', of: ({ id }) => id },
        { title: 'LABEL', of: ({ label }) => label },
        { title: 'STATE', of: ({ state }) => state },
        { title: 'CATALOG', of: ({ catalog }) => catalog },
        { title: 'CONTACT', of: ({ contact }) => contact ?? '' },
      ],
      screen.width,
    ),
  )
}

/** `pao tenant show`: a tenant with figures of what it has. */
export async function showTenant(remote: Remote, id: string): Promise<void> {
  const { config } = remote
  const path = { id }
  const call = connect(config).GET('/api/v1/tenants/{id}', { params: { path } })
  show(remote, await answerOf(call, config.url))
}

/** `pao tenant suspend`: its people are refused and its work rests. */
export async function suspendTenant(remote: Remote, id: string, reason: string): Promise<void> {
  const { config } = remote
  const path = { id }
  const call = connect(config).POST('/api/v1/tenants/{id}/suspend', {
    params: { path },
    body: { reason },
  })
  show(remote, await answerOf(call, config.url))
}

/** `pao tenant resume`: it is served again. */
export async function resumeTenant(remote: Remote, id: string): Promise<void> {
  const { config } = remote
  const path = { id }
  const call = connect(config).POST('/api/v1/tenants/{id}/resume', { params: { path } })
  show(remote, await answerOf(call, config.url))
}

function show({ screen, output }: Remote, tenant: Details): void {
  print(screen, output, tenant, () =>
    pairs([
      ['tenant', `${tenant.id} (${tenant.label})`],
      ['state', tenant.state],
      ...(tenant.reason === null ? [] : [['reason', tenant.reason] as const]),
      ['since', moment(tenant.changed_at)],
      ['contact', tenant.contact ?? ''],
      ['catalog', tenant.source ? `${tenant.source.place} (${tenant.source.status})` : 'shared'],
      ...(tenant.source?.error ? [['', tenant.source.error] as const] : []),
      ['items', tenant.items],
      ['connections', tenant.connections.join(', ')],
      ['people', tenant.people],
      ['keys', tenant.keys],
      ['secrets', tenant.secrets],
      ['requests', `${tenant.requests.running} running, ${tenant.requests.total} in all`],
      ['resources', tenant.resources],
      ['storage', `about ${Math.ceil(tenant.storage_bytes / 1_048_576)} MiB`],
      ...settingRows(tenant.settings),
    ]),
  )
}

function kept(days: number): string {
  return days === 0 ? 'kept for ever' : `kept ${days} days`
}

function settingRows(
  settings: Details['settings'],
): readonly (readonly [string, string | number])[] {
  const { retention, currency, requests_at_once: most, calls_per_minute: calls } = settings
  return [
    ['history', kept(retention.history_days)],
    ['audit', kept(retention.audit_days)],
    ['restricted data', kept(retention.restricted_days)],
    ...(currency === null ? [] : [['currency', currency] as const]),
    ['time zone', settings.timezone],
    ['worker share', settings.worker_share],
    ...(most === null ? [] : [['requests at once', most] as const]),
    ...(calls === null ? [] : [['calls a minute', calls] as const]),
  ]
}
