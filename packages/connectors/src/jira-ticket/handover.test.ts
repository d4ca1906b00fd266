import { startFakeJira } from '@pao/fakes'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { testContext, type TestContextOptions } from '../../contract/index.ts'
import type { Outcome, Outputs } from '../kit/outcome.ts'
import type { JiraTicketConfig } from './config.ts'
import { jiraTicket } from './connector.ts'

const sample: JiraTicketConfig = {
  ticket: {
    project: 'DATA',
    summary_template: 'Provision orders',
    description_template: '## Please\n\n- a *database*',
  },
}

async function site() {
  const jira = await startFakeJira({ port: 0 })
  const { email, token } = jira.credentials
  const settings = { url: jira.url, flavor: 'cloud', email }
  return { jira, connections: [{ name: 'main', type: 'jira', settings, secrets: { token } }] }
}

let here: Awaited<ReturnType<typeof site>>
beforeEach(async () => {
  here = await site()
})
afterEach(() => here.jira[Symbol.asyncDispose]())

const context = (more: TestContextOptions = {}) =>
  testContext({ connections: here.connections, ...more })
const memoOf = (outcome: Outcome): Outputs => (outcome.kind === 'waiting' ? outcome.memo : {})
const polled = (outcome: Outcome, config = sample, more: TestContextOptions = {}) =>
  jiraTicket.poll!(context(more), config, memoOf(outcome))

it('says on the issue that automation was faster', async () => {
  const waiting = await jiraTicket.execute(context(), sample)
  const calledOff = 'was carried out by automation'

  await jiraTicket.cancel!(context({ calledOff }), sample, memoOf(waiting))

  expect(JSON.stringify(here.jira.issues()[0]?.comments)).toContain(calledOff)
})

describe('in the place of another action', () => {
  const asks = [{ name: 'endpoint', required: true, description: 'Needed by "Register"' }]
  const config = { ...sample, workflow: { result_fields: { endpoint: 'Endpoint' } } }

  it('waits on for a result that is missing and says so on the issue, once', async () => {
    const waiting = await jiraTicket.execute(context({ asks }), config)
    await here.jira.resolve('DATA-1')

    const first = await polled(waiting, config, { asks })
    const second = await polled(first, config, { asks })

    expect([first, second]).toMatchObject([{ kind: 'waiting' }, { kind: 'waiting' }])
    const [issue] = here.jira.issues()
    expect(issue?.comments).toHaveLength(1)
    expect(JSON.stringify(issue?.comments)).toContain('endpoint (Needed by')
  })

  it('brings it once it is filled in', async () => {
    const waiting = await jiraTicket.execute(context({ asks }), config)
    await here.jira.resolve('DATA-1')
    const first = await polled(waiting, config, { asks })
    const [issue] = here.jira.issues()
    if (issue) issue.fields['customfield_10030'] = 'db.example.com'

    const outcome = await polled(first, config, { asks })

    expect(outcome).toMatchObject({ kind: 'succeeded', outputs: { endpoint: 'db.example.com' } })
  })

  it('fails for a result that no field of the issue can bring', async () => {
    const waiting = await jiraTicket.execute(context({ asks }), sample)
    await here.jira.resolve('DATA-1')

    const outcome = await polled(waiting, sample, { asks })

    expect(outcome).toMatchObject({ kind: 'failed', code: 'jira.result_unmapped' })
  })

  it('needs no field for what every ticket brings, nor for what is only welcome', async () => {
    const easy = [
      { name: 'url', required: true, description: 'x' },
      { name: 'note', required: false, description: 'x' },
    ]
    const waiting = await jiraTicket.execute(context(), sample)
    await here.jira.resolve('DATA-1')

    const outcome = await polled(waiting, sample, { asks: easy })

    expect(outcome.kind).toBe('succeeded')
  })

  it('carries what was done so far below its own description', () => {
    const { ticket: written } = jiraTicket.handOver!(sample, '## So far')

    expect(written.description_template).toBe('## Please\n\n- a *database*\n\n## So far')
  })
})
