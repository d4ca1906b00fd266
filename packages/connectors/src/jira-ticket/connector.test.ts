import { createHash } from 'node:crypto'
import { startFakeJira } from '@pao/fakes'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import {
  exerciseConnector,
  noon,
  testContext,
  type TestContextOptions,
} from '../../contract/index.ts'
import type { Outcome, Outputs } from '../kit/outcome.ts'
import type { JiraTicketConfig } from './config.ts'
import { jiraTicket } from './connector.ts'

const ticket = { project: 'DATA', issue_type: 'Task', summary_template: 'Provision orders' }
const sample: JiraTicketConfig = {
  ticket: { ...ticket, description_template: '## Please\n\n- a *database*' },
}

type Flavor = 'cloud' | 'dc'
async function site(flavor: Flavor = 'cloud') {
  const jira = await startFakeJira({ port: 0 })
  const settings = {
    url: jira.url,
    flavor,
    email: jira.credentials.email,
    routing: { 'team-data': 'linus@example.com' },
  }
  const connection = {
    name: 'main',
    type: 'jira',
    settings,
    secrets: { token: jira.credentials.token },
  }
  return { jira, connection, options: { connections: [connection] } satisfies TestContextOptions }
}

exerciseConnector(jiraTicket, {
  config: sample,
  carriesKey: ({ body }, key) =>
    String(body ?? '').includes(key) &&
    String(body).includes(`pao-${createHash('sha256').update(key).digest('hex').slice(0, 20)}`),
  async remote() {
    const { jira, options } = await site()
    return {
      config: sample,
      options,
      fail(status, retryAfter) {
        const failure = { status, times: 9, ...(retryAfter !== undefined && { retryAfter }) }
        jira.switches.failures = [failure]
      },
      effects: () => jira.issues().length,
      [Symbol.asyncDispose]: () => jira[Symbol.asyncDispose](),
    }
  },
})

let here: Awaited<ReturnType<typeof site>>
beforeEach(async () => {
  here = await site()
})
afterEach(() => here.jira[Symbol.asyncDispose]())

const context = (more: TestContextOptions = {}) => testContext({ ...here.options, ...more })
const memoOf = (outcome: Outcome): Outputs => (outcome.kind === 'waiting' ? outcome.memo : {})
const polled = (outcome: Outcome, config = sample, more: TestContextOptions = {}) =>
  jiraTicket.poll!(context(more), config, memoOf(outcome))

describe('a ticket from order to resolution', () => {
  it('waits with a key for the webhook and a first look in 30 seconds', async () => {
    const outcome = await jiraTicket.execute(context(), sample)

    expect(outcome).toMatchObject({
      kind: 'waiting',
      until: noon + 30_000,
      key: 'jira:main:DATA-1',
      ref: { id: 'DATA-1', url: `${here.jira.url}/browse/DATA-1` },
    })
  })

  it('looks less and less often, at least every five minutes', async () => {
    const first = await jiraTicket.execute(context(), sample)
    const second = await polled(first)
    const late = await polled({ ...first, memo: { ...memoOf(first), looks: 40 } } as Outcome)

    expect([second, late]).toMatchObject([{ until: noon + 45_000 }, { until: noon + 300_000 }])
  })

  it('succeeds with the result fields when a person resolves it', async () => {
    const config = {
      ...sample,
      workflow: { result_fields: { endpoint: 'Endpoint', port: 'customfield_10031' } },
    }
    const waiting = await jiraTicket.execute(context(), config)
    await here.jira.resolve('DATA-1', { fields: { Endpoint: 'orders.example.com', Port: 5432 } })

    const outcome = await jiraTicket.resume!(context(), config, memoOf(waiting), {})

    expect(outcome).toMatchObject({
      kind: 'succeeded',
      outputs: {
        key: 'DATA-1',
        status: 'Done',
        resolution: 'Done',
        endpoint: 'orders.example.com',
        port: 5432,
      },
    })
  })

  it.each([
    [{}, "Won't Do", 'failed'],
    [{}, 'Done', 'succeeded'],
    [{ success_resolutions: ['Duplicate'] }, 'Duplicate', 'succeeded'],
    [{ success_resolutions: ['Duplicate'] }, 'Done', 'failed'],
    [{ failure_resolutions: ['Done'] }, 'Done', 'failed'],
  ])('with %o the resolution "%s" has %s', async (workflow, resolution, kind) => {
    const config = { ...sample, workflow }
    const waiting = await jiraTicket.execute(context(), config)
    await here.jira.resolve('DATA-1', { resolution })

    const outcome = await polled(waiting, config)

    expect(outcome.kind).toBe(kind)
  })

  it('ends at creation when it need not watch', async () => {
    const outcome = await jiraTicket.execute(context(), {
      ...sample,
      workflow: { watch_status: false },
    })

    expect(outcome).toMatchObject({
      kind: 'succeeded',
      outputs: { key: 'DATA-1', status: 'To Do', resolution: null },
    })
  })

  it('closes and comments an issue whose request was cancelled, once', async () => {
    const waiting = await jiraTicket.execute(context(), sample)

    await jiraTicket.cancel!(context(), sample, memoOf(waiting))
    await jiraTicket.undoBegun!(context(), sample, memoOf(waiting))

    const [issue] = here.jira.issues()
    expect(issue).toMatchObject({ status: 'Done', resolution: "Won't Do" })
    expect(issue?.comments).toHaveLength(1)
  })
})

describe('never two tickets for one action', () => {
  it('looks again when the create got no answer, and adopts what it finds', async () => {
    here.jira.switches.dropAfterEffect = 1

    const first = await jiraTicket.execute(context(), sample)
    const second = await polled(first)

    expect(memoOf(first)['phase']).toBe('looking')
    expect(second).toMatchObject({ kind: 'waiting', key: 'jira:main:DATA-1' })
    expect(here.jira.issues()).toHaveLength(1)
  })

  it('waits out the lag of the search after a try that vanished', async () => {
    here.jira.switches.searchLagLooks = 2
    await jiraTicket.execute(context(), sample)

    let outcome = await jiraTicket.execute(context({ attempt: 2, maybeDone: true }), sample)
    const phases = [memoOf(outcome)['phase']]
    while (memoOf(outcome)['phase'] === 'looking') {
      outcome = await polled(outcome)
      phases.push(memoOf(outcome)['phase'])
    }

    expect(phases).toEqual(['looking', 'looking', 'watching'])
    expect(here.jira.issues()).toHaveLength(1)
  })

  it('makes one after two minutes of looking in vain', async () => {
    let outcome = await jiraTicket.execute(context({ maybeDone: true }), sample)
    let waited = 0
    while (outcome.kind === 'waiting' && outcome.memo['phase'] === 'looking') {
      waited += (outcome.until ?? noon) - noon
      outcome = await polled(outcome)
    }

    expect(waited).toBe(120_000)
    expect(here.jira.issues()).toHaveLength(1)
  })

  it('does not take a clone that only carries the label for its own', async () => {
    await jiraTicket.execute(context(), sample)
    const [own] = here.jira.issues()
    if (own) own.properties = {}

    await jiraTicket.execute(context(), sample)

    expect(here.jira.issues()).toHaveLength(2)
  })

  it('makes none while it cannot read whether one it found is its own', async () => {
    here.jira.switches.dropAfterEffect = 1
    const first = await jiraTicket.execute(context(), sample)
    here.jira.switches.failures.push({ status: 429, times: 1, path: '/properties/', retryAfter: 2 })

    const second = await polled(first)

    expect(second).toMatchObject({ kind: 'failed', code: 'jira.rate_limited', retryable: true })
    expect(here.jira.issues()).toHaveLength(1)
  })

  it('remembers the one it made when Jira refuses what comes next', async () => {
    const madeOnly = { ...sample, workflow: { watch_status: false } }
    here.jira.switches.searchLagLooks = 9
    here.jira.switches.failures.push({ status: 429, times: 1, method: 'GET', retryAfter: 2 })

    const first = await jiraTicket.execute(context(), madeOnly)
    const second = await jiraTicket.poll?.(context(), madeOnly, memoOf(first))

    expect(first).toMatchObject({ kind: 'waiting', until: noon + 2_000 })
    expect(second).toMatchObject({ kind: 'succeeded', outputs: { key: 'DATA-1' } })
    expect(here.jira.issues()).toHaveLength(1)
  })

  it('asks at once again after a clean refusal', async () => {
    here.jira.switches.failures.push({ status: 429, times: 1, path: '/issue', retryAfter: 2 })

    const first = await jiraTicket.execute(context(), sample)
    const second = await jiraTicket.execute(context({ attempt: 2, maybeDone: false }), sample)

    expect(first).toMatchObject({ kind: 'failed', code: 'jira.rate_limited', retryAfterMs: 2000 })
    expect(memoOf(second)['phase']).toBe('watching')
  })
})

const made = async (config: JiraTicketConfig) => {
  const outcome = await jiraTicket.execute(context(), config)
  return { outcome, issue: here.jira.issues()[0] }
}

describe('what the issue says', () => {
  it('turns names and plain values into what the field takes', async () => {
    const custom_fields = {
      'Cost Center': 4711,
      'Environment Name': 'prod',
      'Business Justification': 'because\n\n- of this',
      'Needed By': '2026-02-01T10:00:00Z',
      'Estimated Cost': '12.5',
      Platforms: 'Linux, Kubernetes',
      Approver: 'grace@example.com',
      'Go Live': '2026-02-01T10:00:00+01:00',
      Location: 'Europe / Berlin',
      customfield_10013: null,
    }

    const { issue } = await made({ ...sample, fields: { custom_fields } })

    expect(issue?.fields).toMatchObject({
      customfield_10010: '4711',
      customfield_10011: { value: 'prod' },
      customfield_10012: { type: 'doc' },
      customfield_10014: '2026-02-01',
      customfield_10015: 12.5,
      customfield_10016: [{ value: 'Linux' }, { value: 'Kubernetes' }],
      customfield_10017: { accountId: '5b10ac8d82e05b22cc7d4ef2' },
      customfield_10018: '2026-02-01T09:00:00.000+0000',
      customfield_10019: { value: 'Europe', child: { value: 'Berlin' } },
    })
    expect(issue?.fields).not.toHaveProperty('customfield_10013')
  })

  it('finds people by e-mail and by routing, and goes on without a stranger', async () => {
    const byMail = await made({
      ...sample,
      fields: { assignee: 'ada@example.com', reporter: 'nobody@example.com' },
    })
    const lines = context()
    await jiraTicket.execute(
      { ...lines, idempotencyKey: 'other/a/1' },
      { ...sample, fields: { assignee: 'team-data' } },
    )

    expect(byMail.issue?.fields['assignee']).toEqual({ accountId: '5b10ac8d82e05b22cc7d4ef1' })
    expect(byMail.issue?.fields).not.toHaveProperty('reporter')
    expect(here.jira.issues()[1]?.fields['assignee']).toEqual({
      accountId: '5b10ac8d82e05b22cc7d4ef3',
    })
  })

  it('keeps summary and labels within what Jira takes', async () => {
    const { issue } = await made({
      ticket: { ...ticket, summary_template: `two\nlines ${'x'.repeat(300)}` },
      fields: { labels: ['my team', ''] },
    })

    const { summary, labels } = (issue?.fields ?? {}) as { summary: string; labels: string[] }
    expect(summary.startsWith('two lines')).toBe(true)
    expect(summary).toHaveLength(255)
    expect(labels[0]).toBe('my-team')
    expect(labels).toHaveLength(2)
  })

  it('turns every construct of Markdown into a document Jira takes', async () => {
    const description_template = [
      '# One **two** ~~three~~',
      'soft\nbreak and `code` and [link](https://example.com) and [bad](javascript:alert(1))',
      '1. first\n2. second\n   - inner\n\n     > quote in an item',
      '- [x] done\n- [ ] open\n-\n- # heading',
      '> ## quoted\n> > twice',
      '```sh\nls -l\n```',
      '| a | b |\n|---|---|\n| 1 | |',
      '---',
      '<b>html</b> ![image](https://example.com/x.png) **bold `code`**',
      'https://example.com/auto',
    ].join('\n\n')

    const { outcome, issue } = await made({ ticket: { ...ticket, description_template } })

    expect(outcome).toMatchObject({ kind: 'waiting' })
    expect(JSON.stringify(issue?.fields['description'])).not.toContain('"href":"javascript')
  })

  it('names an unknown field and makes nothing', async () => {
    const { outcome, issue } = await made({
      ...sample,
      fields: { custom_fields: { 'Cost Centre': 1 } },
    })

    expect(outcome).toMatchObject({ kind: 'failed', retryable: false, code: 'jira.field_unknown' })
    expect(issue).toBeUndefined()
  })

  it('attaches, links, announces and moves the issue, and does none of it twice', async () => {
    await made({ ticket })
    const config: JiraTicketConfig = {
      ticket,
      workflow: { transition_on_create: 'Start', expected_resolution_time: 24 },
      attachments: [{ name: 'plan.txt', content: 'grüße' }],
      linking: { link_type: 'Blocks', outward_issue: 'DATA-1' },
    }
    const twice = { idempotencyKey: 'second/a/1' }

    await jiraTicket.execute(context(twice), config)
    await jiraTicket.execute(context(twice), config)

    const issue = here.jira.issues()[1]
    expect(issue?.status).toBe('In Progress')
    expect(
      issue?.attachments.map(({ filename, content }) => [
        filename,
        Buffer.from(content, 'base64').toString(),
      ]),
    ).toEqual([['plan.txt', 'grüße']])
    expect(issue?.links).toHaveLength(1)
    expect(issue?.comments).toHaveLength(1)
  })

  it('keeps the ticket when something beside it does not work, and says so', async () => {
    const { outcome } = await made({
      ...sample,
      workflow: { transition_on_create: 'Fly', watch_status: false },
    })

    expect(outcome).toMatchObject({
      kind: 'succeeded',
      outputs: { warnings: [expect.stringContaining('"Fly"')] },
    })
  })

  it('names the connection whose credentials are refused', async () => {
    here.connection.secrets = { token: 'wrong' }

    const { outcome } = await made(sample)

    expect(outcome).toMatchObject({
      kind: 'failed',
      code: 'jira.not_authorized',
      message: expect.stringContaining('"main"'),
    })
  })
})

it('speaks wiki text, user names and a bearer token to Data Center', async () => {
  const { jira, options } = await site('dc')
  const config = { ...sample, fields: { assignee: 'ada@example.com' } }
  const waiting = await jiraTicket.execute(testContext(options), config)
  await jira.resolve('DATA-1')

  const outcome = await jiraTicket.poll!(testContext(options), config, memoOf(waiting))
  const [issue] = jira.issues()
  await jira[Symbol.asyncDispose]()

  expect(issue?.fields).toMatchObject({
    description: 'h2. Please\n\n* a _database_',
    assignee: { name: 'ada' },
  })
  expect(outcome.kind).toBe('succeeded')
})
