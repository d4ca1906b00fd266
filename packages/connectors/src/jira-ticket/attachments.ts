import { createHash } from 'node:crypto'
import type { JiraTicketConfig } from './config.ts'
import { readIssue } from './issue.ts'
import { faultOf, type Jira } from './remote.ts'

/** What a new site takes, bytes. */
const usualLimit = 10_485_760

type Attachment = NonNullable<JiraTicketConfig['attachments']>[number]

/** Attaches what is not there yet, by file name: an upload has no key of its own. Returns what did not work. */
export async function attach(
  jira: Jira,
  key: string,
  { attachments = [] }: JiraTicketConfig,
): Promise<string[]> {
  if (attachments.length === 0) return []
  const { fields } = await readIssue(jira, key, ['attachment'])
  const there = new Set((fields.attachment ?? []).map(({ filename }) => filename))
  const faults: string[] = []
  for (const one of attachments) {
    const filename = one.name.replaceAll(/[\p{Cc}"\\/]/gu, '_')
    if (there.has(filename)) continue
    there.add(filename)
    const fault = await attachOne(jira, key, { filename, one })
    if (fault !== undefined) faults.push(fault)
  }
  return faults
}

async function attachOne(
  jira: Jira,
  key: string,
  { filename, one }: { filename: string; one: Attachment },
): Promise<string | undefined> {
  const content = Buffer.from(one.content, one.encoding === 'base64' ? 'base64' : 'utf8')
  const limit = Number(jira.connection.settings['attachment_limit'] ?? usualLimit)
  if (content.length > limit)
    return `Attachment ${filename}: has ${content.length} bytes; the site takes ${limit}`
  const type = one.encoding === 'base64' ? 'application/octet-stream' : 'text/plain; charset=utf-8'
  const path = `/issue/${encodeURIComponent(key)}/attachments`
  const answer = await jira.upload(path, formOf({ filename, type, content }))
  return faultOf(jira, `Attachment ${filename}`, answer)
}

/** One part named `file`. The boundary is of the content, so that it cannot stand in it. */
function formOf({ filename, type, content }: { filename: string; type: string; content: Buffer }) {
  const boundary = `pao${createHash('sha256').update(content).digest('hex').slice(0, 40)}`
  const head = `--${boundary}\r\ncontent-disposition: form-data; name="file"; filename="${filename}"\r\ncontent-type: ${type}\r\n\r\n`
  const body = Buffer.concat([Buffer.from(head), content, Buffer.from(`\r\n--${boundary}--\r\n`)])
  return { body, boundary }
}
