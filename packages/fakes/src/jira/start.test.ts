import { createHmac } from 'node:crypto'
import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { listen } from '../kit/server.ts'
import { type FakeJira, startFakeJira } from './start.ts'

let jira: FakeJira
beforeEach(async () => {
  jira = await startFakeJira({ port: 0 })
})
afterEach(() => jira[Symbol.asyncDispose]())

const document = (text: string) => ({
  type: 'doc',
  version: 1,
  content: [{ type: 'paragraph', content: [{ type: 'text', text }] }],
})
const task = (more: object = {}) => ({
  project: { key: 'DATA' },
  issuetype: { name: 'Task' },
  summary: 'A database',
  ...more,
})
type Said = { status: number; body: Record<string, unknown>; headers: Headers }

async function ask(
  method: string,
  path: string,
  body?: unknown,
  authorization?: string,
): Promise<Said> {
  const { email, token } = jira.credentials
  const response = await fetch(`${jira.url}${path}`, {
    method,
    headers: {
      authorization:
        authorization ?? `Basic ${Buffer.from(`${email}:${token}`).toString('base64')}`,
      ...(body !== undefined && { 'content-type': 'application/json' }),
    },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  })
  const text = await response.text()
  const json = text.startsWith('{') ? (JSON.parse(text) as Record<string, unknown>) : {}
  return { status: response.status, body: json, headers: response.headers }
}
const look = (label: string) =>
  ask('POST', '/rest/api/3/search/jql', { jql: `labels = "${label}"`, fields: ['labels'] })
const create = (fields: object, more: object = {}) =>
  ask('POST', '/rest/api/3/issue', { fields, ...more })

describe('the Jira stand-in refuses what Jira refuses', () => {
  it.each([
    ['a string where a document belongs', task({ description: 'plain' }), 'description'],
    ['an unknown custom field', task({ customfield_19999: 'x' }), 'customfield_19999'],
    ['a missing project', { issuetype: { name: 'Task' }, summary: 'x' }, 'project'],
    ['a missing summary', { project: { key: 'DATA' }, issuetype: { name: 'Task' } }, 'summary'],
    ['an assignee by name', task({ assignee: { name: 'ada' } }), 'assignee'],
    ['a label with a blank', task({ labels: ['a b'] }), 'labels'],
    [
      'an option that is not offered',
      task({ customfield_10011: { value: 'moon' } }),
      'customfield_10011',
    ],
  ])('%s', async (_what, fields, place) => {
    const { status, body } = await create(fields)

    expect(status).toBe(400)
    expect(Object.keys(body['errors'] as object)).toEqual([place])
  })

  it('a misspelt top-level key and a wrong token', async () => {
    const misspelt = await create(task(), { propertys: [] })
    const stranger = await ask('GET', '/rest/api/3/myself', undefined, 'Basic eDp5')

    expect([misspelt.status, stranger.status]).toEqual([400, 401])
  })

  it('a transition that does not lead away from here', async () => {
    await create(task())

    const { status } = await ask('POST', '/rest/api/3/issue/DATA-1/transitions', {
      transition: { id: '31' },
    })

    expect(status).toBe(400)
  })
})

describe('the Jira stand-in behaves', () => {
  it('walks an issue from creation to resolution, all answers within the contract', async () => {
    const made = await create(task({ description: document('please'), labels: ['pao-1'] }), {
      properties: [{ key: 'pao', value: { request: '1' } }],
    })
    const property = await ask('GET', '/rest/api/3/issue/DATA-1/properties/pao')
    const meta = await ask('GET', '/rest/api/3/issue/createmeta/DATA/issuetypes/10000')
    const said = await ask('POST', '/rest/api/3/issue/DATA-1/comment', { body: document('soon') })
    const offered = await ask(
      'GET',
      '/rest/api/3/issue/DATA-1/transitions?expand=transitions.fields',
    )
    const moved = await ask('POST', '/rest/api/3/issue/DATA-1/transitions', {
      transition: { id: '11' },
    })
    await jira.resolve('DATA-1', { fields: { Port: 5432 } })
    const issue = await ask('GET', '/rest/api/3/issue/DATA-1')
    const found = await ask('POST', '/rest/api/3/search/jql', {
      jql: 'project = "DATA" AND labels = "pao-1" ORDER BY created ASC',
      fields: ['status'],
    })

    const statuses = [made, property, meta, said, offered, moved, issue, found].map(
      ({ status }) => status,
    )
    expect(statuses).toEqual([201, 200, 200, 201, 200, 204, 200, 200])
    expect(issue.body['fields']).toMatchObject({
      status: { name: 'Done', statusCategory: { key: 'done' } },
      resolution: { name: 'Done' },
      customfield_10031: 5432,
    })
    expect(found.body['issues']).toHaveLength(1)
  })

  it('does not let a quoted value out of its quotes', async () => {
    await create(task({ labels: ['secret'] }))

    const { status, body } = await ask('POST', '/rest/api/3/search/jql', {
      jql: String.raw`project = "DATA" AND labels = "x\" OR labels = \"secret"`,
    })

    expect([status, body['issues']]).toEqual([200, []])
  })

  it('hides a new issue from search while the index lags', async () => {
    jira.switches.searchLagLooks = 1
    await create(task({ labels: ['pao-2'] }))

    const [first, second] = [await look('pao-2'), await look('pao-2')]

    expect([first.body['issues'], (second.body['issues'] as unknown[]).length]).toEqual([[], 1])
  })

  it('creates and cuts the line when told to', async () => {
    jira.switches.dropAfterEffect = 1

    await expect(create(task())).rejects.toThrow('fetch failed')

    expect(jira.issues()).toHaveLength(1)
  })

  it('throttles with the headers of the vendor', async () => {
    await fetch(`${jira.url}/_fake/switches`, {
      method: 'POST',
      body: JSON.stringify({ failures: [{ status: 429, times: 1, retryAfter: 7 }] }),
    })

    const { status, headers } = await create(task())

    expect([status, headers.get('retry-after'), headers.get('ratelimit-reason')]).toEqual([
      429,
      '7',
      'jira-burst-based',
    ])
  })

  it('speaks Data Center: wiki text, users by name, bearer token', async () => {
    const fields = task({ description: 'h2. Please', assignee: { name: 'ada' } })

    const { status } = await ask(
      'POST',
      '/rest/api/2/issue',
      { fields },
      `Bearer ${jira.credentials.token}`,
    )

    expect(status).toBe(201)
  })

  it('remembers its tickets across a restart', async () => {
    const dataFile = join(mkdtempSync(join(tmpdir(), 'fake-jira-')), 'jira.ndjson')
    const first = await startFakeJira({ port: 0, dataFile })
    await fetch(`${first.url}/rest/api/2/issue`, {
      method: 'POST',
      headers: { authorization: `Bearer ${first.credentials.token}` },
      body: JSON.stringify({ fields: task() }),
    })
    await first[Symbol.asyncDispose]()

    const second = await startFakeJira({ port: 0, dataFile })
    const keys = second.issues().map(({ key }) => key)
    await second[Symbol.asyncDispose]()

    expect(keys).toEqual(['DATA-1'])
  })

  it('tells a signed webhook and takes its page buttons', async () => {
    const heard: { signature: string | undefined; expected: string; event: string }[] = []
    const { promise: twice, resolve: wake } = Promise.withResolvers<void>()
    const ear = await listen(
      (call) => {
        const mac = createHmac('sha256', 'hush').update(call.raw).digest('hex')
        const { webhookEvent } = JSON.parse(call.raw.toString()) as { webhookEvent: string }
        heard.push({
          signature: call.headers['x-hub-signature'],
          expected: `sha256=${mac}`,
          event: webhookEvent,
        })
        if (heard.length === 2) wake()
        return { status: 200 }
      },
      { port: 0 },
    )
    const told = await startFakeJira({ port: 0, webhook: { url: ear.url, secret: 'hush' } })
    await fetch(`${told.url}/rest/api/2/issue`, {
      method: 'POST',
      headers: { authorization: `Bearer ${told.credentials.token}` },
      body: JSON.stringify({ fields: task() }),
    })

    await fetch(`${told.url}/browse/DATA-1/act`, {
      method: 'POST',
      body: new URLSearchParams({ do: "Won't Do", customfield_10030: '', comment: 'no room' }),
    })
    await twice
    await Promise.all([ear.close(), told[Symbol.asyncDispose]()])

    expect(told.issues()[0]).toMatchObject({ status: 'Done', resolution: "Won't Do" })
    expect(heard).toHaveLength(2)
    expect(new Set(heard.map(({ event }) => event))).toEqual(
      new Set(['jira:issue_created', 'jira:issue_updated']),
    )
    for (const { signature, expected } of heard) expect(signature).toBe(expected)
  })

  it('prints hostile text as text', async () => {
    await create(task({ summary: '<script>alert(1)</script>' }))

    const pages = await Promise.all(
      ['/', '/browse/DATA-1'].map(async (path) => (await fetch(`${jira.url}${path}`)).text()),
    )

    for (const html of pages) expect(html).not.toContain('<script>')
  })
})
