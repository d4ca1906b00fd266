import { connect } from 'node:net'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { switchesOff } from './kit/switches.ts'
import { type Fakes, startFakes } from './start.ts'

let fakes: Fakes
beforeEach(async () => {
  fakes = await startFakes()
})
afterEach(() => fakes[Symbol.asyncDispose]())

const post = (url: string, body: unknown, headers: Record<string, string> = {}) =>
  fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify(body),
  })

type Way = {
  fake: () => { url: string }
  /** One effect, made as the vendor wants it. */
  good: () => Promise<Response>
  /** A call the vendor would not take. */
  bad: () => Promise<Response>
}

const issue = { project: { key: 'DATA' }, issuetype: { name: 'Task' }, summary: 's' }
const cloud = () => ({
  authorization: `Basic ${Buffer.from(`${fakes.jira.credentials.email}:${fakes.jira.credentials.token}`).toString('base64')}`,
})
const toJira = (version: 2 | 3, body: unknown) =>
  post(
    `${fakes.jira.url}/rest/api/${version}/issue`,
    body,
    version === 3 ? cloud() : { authorization: `Bearer ${fakes.jira.credentials.token}` },
  )
const toGithub = (body: unknown) =>
  post(
    `${fakes.github.url}/api/v3/repos/acme/infra/actions/workflows/provision.yaml/dispatches`,
    body,
    { authorization: `Bearer ${fakes.github.token}`, accept: 'application/vnd.github+json' },
  )
const toVault = (body: unknown) =>
  post(`${fakes.vault.url}/v1/secret/data/app`, body, { 'x-vault-token': fakes.vault.token })
const toPagerduty = (body: unknown) => post(`${fakes.slack.url}/v2/enqueue`, body)

const desk = () => fakes.desk.credentials
const toNow = (body: unknown) =>
  post(`${fakes.desk.url}/api/now/table/incident`, body, {
    accept: 'application/json',
    authorization: `Basic ${Buffer.from(`${desk().username}:${desk().password}`).toString('base64')}`,
  })
const formTo = async (path: string, form: Record<string, string>): Promise<Response> =>
  fetch(`${fakes.desk.url}${path}`, { method: 'POST', body: new URLSearchParams(form) })
/** Logs in while no switch is on: those are for the call that is looked at. */
const login = async (path: string, more: Record<string, string> = {}): Promise<string> => {
  const { username, password } = desk()
  const kept = structuredClone(fakes.desk.switches)
  Object.assign(fakes.desk.switches, switchesOff())
  const answer = await (await formTo(path, { username, password, ...more })).text()
  Object.assign(fakes.desk.switches, kept)
  return answer
}
const toRemedy = async (body: unknown) =>
  post(`${fakes.desk.url}/api/arsys/v1/entry/HPD:IncidentInterface_Create`, body, {
    authorization: `AR-JWT ${await login('/api/jwt/login')}`,
  })
const toCherwell = async (body: object) => {
  const granted = await login('/token', { grant_type: 'password', client_id: desk().clientId })
  const { access_token: token } = JSON.parse(granted) as { access_token: string }
  const busObId = '6dd53665c0c24cab86870a21cf6434ae'
  return post(
    `${fakes.desk.url}/api/V1/savebusinessobject`,
    { busObId, fields: [], ...body },
    { authorization: `Bearer ${token}` },
  )
}
let workspaces = 0
const toHcp = (attributes: object) =>
  post(
    `${fakes.hcp.url}/api/v2/organizations/${fakes.hcp.organization}/workspaces`,
    { data: { type: 'workspaces', attributes } },
    {
      authorization: `Bearer ${fakes.hcp.tokens.team}`,
      'content-type': 'application/vnd.api+json',
    },
  )

const ways: Readonly<Record<string, Way>> = {
  'Jira Cloud': {
    fake: () => fakes.jira,
    good: () => toJira(3, { fields: issue }),
    bad: () => toJira(3, { felds: issue }),
  },
  'Jira Data Center': {
    fake: () => fakes.jira,
    good: () => toJira(2, { fields: issue }),
    bad: () => toJira(2, { felds: issue }),
  },
  GitHub: {
    fake: () => fakes.github,
    good: () => toGithub({ ref: 'main', inputs: { name: 'orders' } }),
    bad: () => toGithub({ branch: 'main' }),
  },
  Vault: {
    fake: () => fakes.vault,
    good: () => toVault({ data: { a: 'b' } }),
    bad: () => toVault({ dta: { a: 'b' } }),
  },
  Slack: {
    fake: () => fakes.slack,
    good: () => post(fakes.slack.webhookUrl, { text: 'hello' }),
    bad: () => post(fakes.slack.webhookUrl, { txt: 'hello' }),
  },
  PagerDuty: {
    fake: () => fakes.slack,
    good: () =>
      toPagerduty({
        routing_key: fakes.slack.pagerduty.routingKey,
        event_action: 'trigger',
        payload: { summary: 's', source: 'pao', severity: 'info' },
      }),
    bad: () => toPagerduty({ event_action: 'trigger' }),
  },
  ServiceNow: {
    fake: () => fakes.desk,
    good: () => toNow({ short_description: 's' }),
    bad: () => toNow(['s']),
  },
  'BMC Remedy': {
    fake: () => fakes.desk,
    good: () => toRemedy({ values: { Description: 's', z1D_Action: 'CREATE' } }),
    bad: () => toRemedy({ vals: {} }),
  },
  Cherwell: {
    fake: () => fakes.desk,
    good: () => toCherwell({ persist: true }),
    bad: () => toCherwell({ presist: true }),
  },
  'HCP Terraform': {
    fake: () => fakes.hcp,
    good: () => toHcp({ name: `w${(workspaces += 1)}` }),
    bad: () => toHcp({ name: 7 }),
  },
  'the platform API': {
    fake: () => fakes.rest,
    good: () => post(`${fakes.rest.url}/v1/databases`, { name: 'orders' }),
    bad: () => post(`${fakes.rest.url}/v1/databases`, ['orders']),
  },
}

const listOf = async (url: string, what: string): Promise<unknown[]> =>
  (await (await fetch(`${url}/_fake/${what}`)).json()) as unknown[]
const switched = (url: string, switches: unknown) => post(`${url}/_fake/switches`, switches)

describe.each(Object.entries(ways))('%s', (_name, { fake, good, bad }) => {
  const effects = () => listOf(fake().url, 'effects')

  it('notes an effect when it made one, and nothing for a call that the vendor refuses', async () => {
    const made = await good()
    const refused = await bad()

    const complaints = await listOf(fake().url, 'complaints')
    expect([made.ok, refused.ok]).toEqual([true, false])
    expect(await effects()).toHaveLength(1)
    expect(complaints).toMatchObject([{ method: 'POST', detail: expect.stringMatching(/./) }])
  })

  it('refuses as told, with Retry-After, and makes nothing', async () => {
    await switched(fake().url, {
      failures: [
        { status: 429, times: 1, retryAfter: 7 },
        { status: 503, times: 1 },
      ],
    })

    const [busy, ill] = [await good(), await good()]

    expect([busy.status, busy.headers.get('retry-after'), ill.status]).toEqual([429, '7', 503])
    expect(await effects()).toEqual([])
    expect(await listOf(fake().url, 'complaints')).toEqual([])
  })

  it('acts and cuts the line, or answers 502, or a page that nobody can read', async () => {
    await switched(fake().url, { dropAfterEffect: 1 })
    await expect(good()).rejects.toThrow('fetch failed')
    await switched(fake().url, { spoilAfterEffect: [{ status: 502, times: 1 }] })
    const spoilt = await good()
    await switched(fake().url, { garbage: 1 })
    const garbage = await good()

    expect([spoilt.status, garbage.status]).toEqual([502, 200])
    expect(await garbage.text()).toContain('<!doctype html>')
    expect(await effects()).toHaveLength(3)
    expect(await listOf(fake().url, 'complaints')).toEqual([])
  })

  it('lets a caller wait that gives up, and acts all the same', async () => {
    await switched(fake().url, { slowMs: 60 })
    const late = AbortSignal.timeout(10)

    const given = Promise.race([
      good(),
      new Promise((_, reject) => late.addEventListener('abort', () => reject(late.reason))),
    ])

    await expect(given).rejects.toMatchObject({ name: 'TimeoutError' })
    await expect.poll(effects, { timeout: 5_000 }).toHaveLength(1)
  })
})

const url = () => fakes.smtp.url

describe('the mail stand-in', () => {
  const well =
    'From: <pao@example.com>\r\nDate: Thu, 1 Jan 2026 12:00:00 +0000\r\nMessage-ID: <1@pao>'
  const send = (headers = well) =>
    dialogue(fakes.smtp.port, [
      'EHLO x',
      'MAIL FROM:<pao@example.com>',
      'RCPT TO:<ada@example.com>',
      'DATA',
      `${headers}\r\n\r\nhello\r\n.`,
    ])
  it('refuses as told, takes a mail and cuts the line, or takes it and says that it did not', async () => {
    await switched(url(), { failures: [{ status: 451, times: 1 }] })
    const refused = await send()
    await switched(url(), { dropAfterEffect: 1 })
    const cut = await send()
    await switched(url(), { spoilAfterEffect: [{ status: 452, times: 1 }] })
    const spoilt = await send()

    expect([refused, cut, spoilt].map((last) => last.slice(0, 3))).toEqual(['451', '354', '452'])
    expect(await listOf(url(), 'effects')).toHaveLength(2)
    expect(await listOf(url(), 'complaints')).toEqual([])
  })

  it('complains of a mail that a strict server would not take', async () => {
    await send('Subject: no sender')

    expect(await listOf(url(), 'complaints')).toMatchObject([
      { method: 'DATA', detail: 'no from header; no date header; no message-id header' },
    ])
  })
})

/** Says each line after the server's answer to the one before; gives its last answer. */
function dialogue(port: number, lines: readonly string[]): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect(port, '127.0.0.1')
    const rest = [...lines]
    let last = ''
    socket.on('error', reject)
    socket.on('close', () => resolve(last))
    socket.on('data', (data) => {
      last = data.toString().trim().split('\r\n').at(-1) ?? ''
      if (!/^\d{3} /.test(last)) return
      const next = rest.shift()
      if (next === undefined) socket.end()
      else socket.write(`${next}\r\n`)
    })
  })
}
