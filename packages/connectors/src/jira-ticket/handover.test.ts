import { describe, expect, it } from 'vitest'
import { memoOf, useJira } from '../../contract/jira-site.ts'
import type { JiraTicketConfig } from './config.ts'
import { jiraTicket } from './connector.ts'

const sample: JiraTicketConfig = {
  ticket: {
    project: 'DATA',
    summary_template: 'Provision orders',
    description_template: '## Please\n\n- a *database*',
  },
}

const { jira, context, execute, polled } = useJira()

it('says on the issue that automation was faster', async () => {
  const waiting = await execute(sample)
  const calledOff = 'was carried out by automation'

  await jiraTicket.cancel!(context({ calledOff }), sample, memoOf(waiting))

  expect(JSON.stringify(jira().issues()[0]?.comments)).toContain(calledOff)
})

describe('in the place of another action', () => {
  const asks = [{ name: 'endpoint', required: true, description: 'Needed by "Register"' }]
  const config = { ...sample, workflow: { result_fields: { endpoint: 'Endpoint' } } }

  it('waits on for a result that is missing and says so on the issue, once', async () => {
    const waiting = await execute(config, { asks })
    await jira().resolve('DATA-1')

    const first = await polled(waiting, config, { asks })
    const second = await polled(first, config, { asks })

    expect([first, second]).toMatchObject([{ kind: 'waiting' }, { kind: 'waiting' }])
    const [issue] = jira().issues()
    expect(issue?.comments).toHaveLength(1)
    expect(JSON.stringify(issue?.comments)).toContain('endpoint (Needed by')
  })

  it('brings it once it is filled in', async () => {
    const waiting = await execute(config, { asks })
    await jira().resolve('DATA-1')
    const first = await polled(waiting, config, { asks })
    const [issue] = jira().issues()
    if (issue) issue.fields['customfield_10030'] = 'db.example.com'

    const outcome = await polled(first, config, { asks })

    expect(outcome).toMatchObject({ kind: 'succeeded', outputs: { endpoint: 'db.example.com' } })
  })

  it('fails for a result that no field of the issue can bring', async () => {
    const waiting = await execute(sample, { asks })
    await jira().resolve('DATA-1')

    const outcome = await polled(waiting, sample, { asks })

    expect(outcome).toMatchObject({ kind: 'failed', code: 'jira.result_unmapped' })
  })

  it('needs no field for what every ticket brings, nor for what is only welcome', async () => {
    const easy = [
      { name: 'url', required: true, description: 'x' },
      { name: 'note', required: false, description: 'x' },
    ]
    const waiting = await execute(sample)
    await jira().resolve('DATA-1')

    const outcome = await polled(waiting, sample, { asks: easy })

    expect(outcome.kind).toBe('succeeded')
  })

  it('carries what was done so far below its own description', () => {
    const { ticket: written } = jiraTicket.handOver!(sample, '## So far')

    expect(written.description_template).toBe('## Please\n\n- a *database*\n\n## So far')
  })
})
