import { createHash } from 'node:crypto'
import { Type } from 'typebox'
import type { JiraTicketConfig } from './config.ts'
import { readIssue } from './issue.ts'
import { type Jira, refusal } from './remote.ts'

const Transitions = Type.Object({
  transitions: Type.Array(
    Type.Object({
      id: Type.String(),
      name: Type.String(),
      to: Type.Object({
        name: Type.String(),
        statusCategory: Type.Optional(Type.Object({ key: Type.String() })),
      }),
      fields: Type.Optional(Type.Record(Type.String(), Type.Unknown())),
    }),
  ),
})
const Comments = Type.Object({ comments: Type.Array(Type.Object({ body: Type.Unknown() })) })

type Step = (jira: Jira, key: string, config: JiraTicketConfig) => Promise<string | undefined>

/** What follows the creation, each safe to do again: it looks at the issue first. Returns what did not work. */
export async function afterCreate(
  jira: Jira,
  key: string,
  config: JiraTicketConfig,
): Promise<string[]> {
  const warnings: string[] = []
  for (const step of [attach, link, announce, transitionOnCreate] satisfies Step[]) {
    const fault = await step(jira, key, config)
    if (fault !== undefined) warnings.push(fault)
  }
  return warnings
}

function faultOf(
  jira: Jira,
  what: string,
  answer: Awaited<ReturnType<Jira['send']>>,
): string | undefined {
  if (answer.status < 300) return undefined
  const outcome = refusal(answer, jira.context.now, jira.connection.name)
  return `${what}: ${outcome.kind === 'failed' ? outcome.message : ''}`
}

async function attach(jira: Jira, key: string, { attachments = [] }: JiraTicketConfig) {
  if (attachments.length === 0) return undefined
  const { fields } = await readIssue(jira, key, ['attachment'])
  const there = new Set((fields.attachment ?? []).map(({ filename }) => filename))
  for (const { name, content } of attachments) {
    const filename = name.replaceAll(/[\p{Cc}"\\/]/gu, '_')
    if (there.has(filename)) continue
    const fault = faultOf(
      jira,
      `Attachment ${filename}`,
      await upload(jira, key, { filename, content }),
    )
    if (fault !== undefined) return fault
  }
  return undefined
}

/** One part named `file`, and the header that lets it past Jira's XSRF check. */
function upload(
  jira: Jira,
  key: string,
  { filename, content }: { filename: string; content: string },
) {
  const digest = createHash('sha256').update(content).digest('hex')
  const boundary = `pao${digest.slice(0, 40)}`
  const body = `--${boundary}\r\ncontent-disposition: form-data; name="file"; filename="${filename}"\r\ncontent-type: text/plain; charset=utf-8\r\n\r\n${content}\r\n--${boundary}--\r\n`
  return jira.upload(`/issue/${encodeURIComponent(key)}/attachments`, { body, boundary })
}

async function link(jira: Jira, key: string, { linking }: JiraTicketConfig) {
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

async function announce(jira: Jira, key: string, { workflow }: JiraTicketConfig) {
  const hours = workflow?.expected_resolution_time
  if (hours === undefined) return undefined
  const due = new Date(jira.context.now + hours * 3_600_000).toISOString().slice(0, 16)
  return comment(jira, key, {
    mark: `Request ${jira.context.request.id}: expected`,
    text: `Request ${jira.context.request.id}: expected to be resolved by ${due.replace('T', ' ')} UTC. ${jira.context.request.url}`,
  })
}

/** Adds a comment unless one with the same mark is there. Comments have no key of their own. */
export async function comment(
  jira: Jira,
  key: string,
  { mark, text }: { mark: string; text: string },
): Promise<string | undefined> {
  const path = `/issue/${encodeURIComponent(key)}/comment`
  const { comments } = await jira.read(Comments, 'GET', `${path}?maxResults=100`)
  if (comments.some(({ body }) => jira.textOf(body).includes(mark))) return undefined
  return faultOf(jira, 'Comment', await jira.send('POST', path, { body: jira.plain(text) }))
}

async function transitionOnCreate(jira: Jira, key: string, { workflow }: JiraTicketConfig) {
  const wanted = workflow?.transition_on_create?.toLowerCase()
  if (!wanted) return undefined
  const { fields } = await readIssue(jira, key)
  if (fields.status?.name.toLowerCase() === wanted) return undefined
  const { transitions } = await transitionsOf(jira, key)
  const taken =
    transitions.find(({ name }) => name.toLowerCase() === wanted) ??
    transitions.find(({ to }) => to.name.toLowerCase() === wanted)
  // After a crash the transition may have been taken already and lead nowhere from here.
  if (taken === undefined)
    return `Transition: "${workflow?.transition_on_create ?? ''}" is not offered from "${fields.status?.name ?? '?'}"`
  return faultOf(jira, 'Transition', await take(jira, key, { id: taken.id }))
}

function transitionsOf(jira: Jira, key: string) {
  const path = `/issue/${encodeURIComponent(key)}/transitions?expand=transitions.fields`
  return jira.read(Transitions, 'GET', path)
}

function take(jira: Jira, key: string, { id, fields }: { id: string; fields?: object }) {
  const body = { transition: { id }, ...(fields && { fields }) }
  return jira.send('POST', `/issue/${encodeURIComponent(key)}/transitions`, body)
}

const calledOff = /cancel|reject|declin|won.?t|withdraw|abandon/i

/** Closes an open issue as called off: by a transition named so, else by any to done that takes a resolution. */
export async function closeIssue(jira: Jira, key: string): Promise<string | undefined> {
  const { fields } = await readIssue(jira, key)
  if (fields.status?.statusCategory?.key === 'done') return undefined
  const { transitions } = await transitionsOf(jira, key)
  const named = transitions.find(({ name, to }) => calledOff.test(name) || calledOff.test(to.name))
  const closing = transitions.find(
    (one) => one.to.statusCategory?.key === 'done' && one.fields?.['resolution'] !== undefined,
  )
  const chosen = named ?? closing
  if (chosen === undefined) return 'No transition closes the issue from here; a person must'
  const resolution =
    chosen.fields?.['resolution'] === undefined
      ? {}
      : { fields: { resolution: { name: "Won't Do" } } }
  return faultOf(jira, 'Transition', await take(jira, key, { id: chosen.id, ...resolution }))
}
