import { attach } from './attachments.ts'
import { comment } from './comments.ts'
import type { JiraTicketConfig } from './config.ts'
import { link, linkRemotely } from './links.ts'
import type { Jira } from './remote.ts'
import { takeNamed } from './transitions.ts'

/** What follows the creation, each safe to do again: it looks at the issue first. Returns what did not work. */
export async function afterCreate(
  jira: Jira,
  key: string,
  config: JiraTicketConfig,
): Promise<string[]> {
  const faults = [
    ...(await attach(jira, key, config)),
    ...(await link(jira, key, config)),
    ...(await linkRemotely(jira, key, config)),
    await announce(jira, key, config),
    await takeNamed(jira, key, config.workflow?.transition_on_create),
  ]
  return faults.filter((fault) => fault !== undefined)
}

async function announce(jira: Jira, key: string, { workflow }: JiraTicketConfig) {
  const hours = workflow?.expected_resolution_time
  if (hours === undefined) return undefined
  const due = new Date(jira.context.now + hours * 3_600_000).toISOString().slice(0, 16)
  return comment(jira, key, {
    mark: `Request ${jira.context.request.id}: expected`,
    text: `Request ${jira.context.request.id}: expected to be resolved by ${due.replace('T', ' ')} UTC. ${jira.context.request.url}`,
  })
}
