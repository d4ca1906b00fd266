import { createHmac, randomUUID } from 'node:crypto'
import { issueView } from './view.ts'
import { type Issue, type Site, type StatusName, transitions } from './site.ts'

/** Stores a changed issue and tells the webhook, without waiting for it. */
export function changed(site: Site, issue: Issue, event: 'created' | 'updated'): void {
  issue.updated = site.now()
  site.save(issue)
  if (site.webhook !== undefined) void tell(site, issue, event)
}

/** Takes a transition by id, name or target status; says why not. */
export function take(
  site: Site,
  issue: Issue,
  wanted: { transition: string; fields?: Record<string, unknown> },
): string | undefined {
  const open = openTransitions(issue)
  const name = wanted.transition.toLowerCase()
  const taken = open.find(
    (one) =>
      one.id === wanted.transition ||
      one.name.toLowerCase() === name ||
      one.to.toLowerCase() === name,
  )
  if (taken === undefined)
    return `Transition id '${wanted.transition}' is not valid for this issue.`
  const { resolution, ...fields } = wanted.fields ?? {}
  issue.status = taken.to
  Object.assign(issue.fields, fields)
  if (taken.to === 'Done') issue.resolution = nameOf(resolution) ?? 'Done'
  else if (taken.to !== 'Closed') delete issue.resolution
  changed(site, issue, 'updated')
  return undefined
}

export function openTransitions(
  issue: Issue,
): readonly { id: string; name: string; to: StatusName }[] {
  return transitions.filter(({ from }) => (from as readonly StatusName[]).includes(issue.status))
}

function nameOf(value: unknown): string | undefined {
  if (typeof value === 'string') return value
  const name = (value as { name?: unknown } | undefined)?.name
  return typeof name === 'string' ? name : undefined
}

/** Delivery as Jira does it: signed over the raw body, same identifier on each of five tries. */
async function tell(site: Site, issue: Issue, event: 'created' | 'updated'): Promise<void> {
  const { url, secret } = site.webhook ?? { url: '' }
  const body = JSON.stringify({
    timestamp: Date.now(),
    webhookEvent: `jira:issue_${event}`,
    issue_event_type_name: event === 'created' ? 'issue_created' : 'issue_generic',
    issue: issueView(site, issue, { version: '3', origin: '' }),
  })
  const identifier = randomUUID()
  for (let retry = 0; retry < 5; retry += 1) {
    const headers: Record<string, string> = {
      'content-type': 'application/json; charset=utf-8',
      'x-atlassian-webhook-identifier': identifier,
      'x-atlassian-webhook-retry': String(retry),
      ...(secret !== undefined && {
        'x-hub-signature': `sha256=${createHmac('sha256', secret).update(body).digest('hex')}`,
      }),
    }
    const delivered = await fetch(url, {
      method: 'POST',
      headers,
      body,
      signal: AbortSignal.timeout(20_000),
    })
      .then(({ status }) => status < 500 && ![408, 409, 425, 429].includes(status))
      .catch(() => false)
    if (delivered) return
    await new Promise((resolve) => setTimeout(resolve, 500 * 2 ** retry).unref())
  }
}
