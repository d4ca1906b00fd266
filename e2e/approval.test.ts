import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { freePort, freshDataDir, type Running, startServer, until } from './server-process.ts'

const item = `
version: "2.0"
kind: CatalogItem
metadata:
  id: asks-first
  name: What asks first
  description: Nothing of it begins before one of the named persons has agreed
  version: 1.0.0
  category: security
  owner: { team: security-team, contact: security@example.com }
  visibility: { require_approval: true }
  annotations: { resource: none }
presentation:
  groups:
    - id: why
      name: Why
      fields: [{ id: reason, name: What for, type: string, required: true }]
fulfillment:
  strategy: { mode: automatic }
  notifications:
    on_approval_required:
      template: "{{request.user.email}} wants it for {{fields.reason}}"
      approvers: [amir.approver@example.com]
      channels: ["slack:#approvals"]
  manual: { actions: [] }
  automatic:
    actions: [{ id: rest, name: Rest, type: delay, config: { seconds: 0 } }]
`

/** What a stand-in keeps of a message or a mail. */
type Entry = { to?: string[]; text?: string; body?: { text: string } }

/** The entry of a stand-in's book that speaks of the request, and its place there. */
async function told(url: string, id: string): Promise<{ at: number; entry: Entry | undefined }> {
  const entries = async (): Promise<Entry[]> => (await (await fetch(url)).json()) as Entry[]
  const place = (all: readonly Entry[]) => all.findIndex((one) => JSON.stringify(one).includes(id))
  const all = await until(entries, (found) => place(found) >= 0)
  return { at: place(all), entry: all[place(all)] }
}

describe('an approval in the demo, by what the stand-ins of Slack and mail sent', () => {
  let server: Running
  let slack: string
  let mail: string

  beforeAll(async () => {
    const dataDir = freshDataDir()
    const catalog = join(dataDir, 'own-catalog')
    mkdirSync(join(catalog, 'catalog', 'security'), { recursive: true })
    writeFileSync(join(catalog, 'catalog', 'security', 'asks-first.yaml'), item)
    const port = await freePort()
    server = await startServer({ port, dataDir, env: { PAO_DEMO: 'true', PAO_CATALOG: catalog } })
    slack = `http://127.0.0.1:${port + 3}`
    mail = `http://127.0.0.1:${port + 4}`
  }, 120_000)
  afterAll(() => server.stop())

  async function ordered(reason: string): Promise<string> {
    const order = { item: 'asks-first', fields: { reason } }
    const { status, body } = await server.call('POST', '/api/v1/requests', order)
    expect(status, JSON.stringify(body)).toBe(202)
    return String(body.id)
  }

  const request = async (id: string) => (await server.call('GET', `/api/v1/requests/${id}`)).body
  const ended = (id: string) =>
    until(
      async () => (await request(id)).state as string,
      (state) => ['completed', 'failed', 'rejected', 'cancelled'].includes(state),
    )

  const press = async (message: number, action: string): Promise<unknown> => {
    const body = JSON.stringify({ message, user: 'U0000000003', action })
    const headers = { 'content-type': 'application/json' }
    return (await fetch(`${slack}/_fake/press`, { method: 'POST', headers, body })).json()
  }

  it.each([
    ['approval_approve', 'completed'],
    ['approval_reject', 'rejected'],
  ])('goes on as the pressed button of the message says: %s', async (action, end) => {
    const id = await ordered(`a press of ${action}`)
    const { at, entry } = await told(`${slack}/_fake/messages`, id)
    const before = (await request(id)).state

    const answered = await press(at, action)

    expect(entry?.body?.text).toContain(`wants it for a press of ${action}`)
    expect([before, answered]).toEqual(['awaiting_approval', { answered: 200 }])
    expect(await ended(id)).toBe(end)
  })

  it('goes on as the form behind the link in the mail says, which alone does nothing', async () => {
    const id = await ordered('a link')
    const { entry } = await told(`${mail}/_fake/mails`, id)
    const [link = '', token = ''] = /https?:\S+by-link\?token=(\S+)/.exec(entry?.text ?? '') ?? []
    const page = await (await fetch(link)).text()
    const before = (await request(id)).state

    const form = new URLSearchParams({ token, decision: 'approve', comment: 'Go' })
    const answer = await fetch(new URL('/api/v1/approvals/by-link', link), {
      method: 'POST',
      body: form,
    })

    expect(entry?.to).toEqual(['amir.approver@example.com'])
    expect(page).toContain('You decide as amir.approver@example.com')
    expect([before, answer.status]).toEqual(['awaiting_approval', 200])
    expect(await ended(id)).toBe('completed')
  })
})
