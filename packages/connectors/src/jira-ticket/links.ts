import { createHash } from 'node:crypto'
import { targetOf } from '../kit/target.ts'
import type { JiraTicketConfig } from './config.ts'
import { readIssue } from './issue.ts'
import { faultOf, type Jira } from './remote.ts'

/** Links the issue to another one, unless they are linked already. */
export async function link(jira: Jira, key: string, { linking }: JiraTicketConfig) {
  if (!linking) return undefined
  const inward = linking.inward_issue || key
  const outward = linking.outward_issue || key
  const other = inward === key ? outward : inward
  if (other === key) return 'Link: neither inward_issue nor outward_issue names another issue'
  const { fields } = await readIssue(jira, key, ['issuelinks'])
  const linked = (fields.issuelinks ?? []).some(
    ({ inwardIssue, outwardIssue }) => inwardIssue?.key === other || outwardIssue?.key === other,
  )
  if (linked) return undefined
  const body = {
    type: { name: linking.link_type },
    inwardIssue: { key: inward },
    outwardIssue: { key: outward },
  }
  return faultOf(jira, 'Link', await jira.send('POST', '/issueLink', body))
}

/** Links the issue to pages elsewhere. The global id makes a repeat change the link that is there. */
export async function linkRemotely(
  jira: Jira,
  key: string,
  { remote_links = [] }: JiraTicketConfig,
): Promise<string[]> {
  const { request } = jira.context
  const faults: string[] = []
  for (const { title, url = request.url, summary, relationship } of remote_links) {
    const target = targetOf(url)
    if (!target.ok) {
      faults.push(`Remote link ${title}: its address is not one`)
      continue
    }
    const { href } = target.url
    const body = {
      globalId: `pao-${createHash('sha256').update(href).digest('hex').slice(0, 40)}`,
      application: { type: 'pao', name: 'PAO' },
      ...(relationship !== undefined && { relationship }),
      object: { url: href, title, ...(summary !== undefined && { summary }) },
    }
    const path = `/issue/${encodeURIComponent(key)}/remotelink`
    const fault = faultOf(jira, `Remote link ${title}`, await jira.send('POST', path, body))
    if (fault !== undefined) faults.push(fault)
  }
  return faults
}
