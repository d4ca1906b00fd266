import { createHash } from 'node:crypto'
import { targetOf } from '../kit/target.ts'
import type { JiraTicketConfig } from './config.ts'
import { type Issue, readIssue } from './issue.ts'
import { faultOf, type Jira } from './remote.ts'

type Linking = NonNullable<JiraTicketConfig['linking']>

/** Links the issue to other ones, each unless it is linked so already. What could not be linked is told, one sentence each. */
export async function link(
  jira: Jira,
  key: string,
  { linking, issue_links = [] }: JiraTicketConfig,
): Promise<string[]> {
  const wanted = [...(linking ? [linking] : []), ...issue_links]
  if (wanted.length === 0) return []
  const { fields } = await readIssue(jira, key, ['issuelinks'])
  const there = fields.issuelinks ?? []
  const faults: string[] = []
  for (const one of wanted) {
    const sides = sidesOf(one, key)
    if (sides.other === key) {
      faults.push('Link: neither inward_issue nor outward_issue names another issue')
      continue
    }
    if (there.some((known) => isSame(known, one, sides))) continue
    there.push({ type: { name: one.link_type }, ...theirs(sides, key) })
    const body = {
      type: { name: one.link_type },
      inwardIssue: { key: sides.inward },
      outwardIssue: { key: sides.outward },
    }
    const fault = faultOf(jira, 'Link', await jira.send('POST', '/issueLink', body))
    if (fault !== undefined) faults.push(fault)
  }
  return faults
}

type Sides = { inward: string; outward: string; other: string }

function sidesOf({ inward_issue, outward_issue }: Linking, key: string): Sides {
  const inward = inward_issue || key
  const outward = outward_issue || key
  return { inward, outward, other: inward === key ? outward : inward }
}

type Known = NonNullable<Issue['fields']['issuelinks']>[number]

/** The link as the issue itself shows it: the other side alone. */
function theirs(
  { inward, outward }: Sides,
  key: string,
): Pick<Known, 'inwardIssue' | 'outwardIssue'> {
  return inward === key ? { outwardIssue: { key: outward } } : { inwardIssue: { key: inward } }
}

/** A repeat after a lost answer must not link twice; another type or direction is another link. */
function isSame(known: Known, { link_type }: Linking, { inward, outward, other }: Sides): boolean {
  const isType =
    known.type === undefined || known.type.name.toLowerCase() === link_type.toLowerCase()
  const far = other === outward ? known.outwardIssue : known.inwardIssue
  return isType && far?.key === (other === outward ? outward : inward)
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
