import { describe, expect, it } from 'vitest'
import { useJira } from '../../contract/jira-site.ts'
import type { JiraTicketConfig } from './config.ts'

const ticket = { project: 'DATA', summary_template: 'Provision orders' }
const withFields = (fields: JiraTicketConfig['fields']): JiraTicketConfig => ({
  ticket,
  ...(fields && { fields }),
})

describe('on Cloud', () => {
  const { jira, execute, context, polled, issue } = useJira()

  it('puts versions, parent, sprint and epic into the forms their fields take', async () => {
    await execute(
      withFields({
        affects_versions: ['1.0', ''],
        fix_versions: ['2.0'],
        parent: 'DATA-7',
        custom_fields: { Sprint: '42', 'Epic Link': ' data-9 ', 'Due date': '2026-03-01T09:00Z' },
      }),
    )

    expect(issue().fields).toMatchObject({
      versions: [{ name: '1.0' }],
      fixVersions: [{ name: '2.0' }],
      parent: { key: 'DATA-7' },
      customfield_10020: 42,
      customfield_10021: 'DATA-9',
      duedate: '2026-03-01',
    })
  })

  it.each([
    ['Sprint', 'Sprint 12'],
    ['Sprint', '1.5'],
    ['Epic Link', 'the big one'],
    ['Parent', '12'],
    ['Estimated Cost', 'much'],
    ['Needed By', 'soon'],
    ['Go Live', 'soon'],
    ['Approver', 'nobody@example.com'],
  ])('names the field %s whose value "%s" it cannot bring into form', async (name, value) => {
    const outcome = await execute(withFields({ custom_fields: { [name]: value } }))

    expect(outcome).toMatchObject({
      kind: 'failed',
      retryable: false,
      code: 'jira.field_invalid',
      message: expect.stringContaining(`"${name}"`),
      made: 'no',
    })
    expect(jira().issues()).toEqual([])
  })

  it.each([
    [{ assignee: 'guest@example.com' }, ['assignee']],
    [{ reporter: 'guest@example.com' }, ['reporter']],
    [{ assignee: 'guest@example.com', reporter: 'guest@example.com' }, ['assignee', 'reporter']],
  ])('makes the ticket without %o, whom the project does not take', async (fields, roles) => {
    const here = context()

    const outcome = await execute(withFields(fields), { http: here.http })

    expect(outcome.kind).toBe('waiting')
    expect(Object.keys(issue().fields)).not.toEqual(expect.arrayContaining(roles))
    expect(jira().issues()).toHaveLength(1)
  })

  it('makes nothing when something else than a person is refused as well', async () => {
    const fields = { assignee: 'guest@example.com', priority: 'Burning' }

    const outcome = await execute(withFields(fields))

    expect(outcome).toMatchObject({ kind: 'failed', code: 'jira.field_invalid' })
    expect(jira().issues()).toEqual([])
  })

  it('brings results back as what they are', async () => {
    const config: JiraTicketConfig = {
      ticket,
      fields: {
        custom_fields: {
          Platforms: 'Linux, Windows',
          Approver: 'grace@example.com',
          'Go Live': '2026-02-01T10:00:00+01:00',
          Location: 'Europe / Berlin',
          'Estimated Cost': 12.5,
          'Business Justification': 'because\n\nof this',
        },
      },
      workflow: {
        result_fields: {
          platforms: 'Platforms',
          approver: 'Approver',
          live: 'Go Live',
          location: 'Location',
          cost: 'Estimated Cost',
          why: 'Business Justification',
          sprint: 'Sprint',
          nothing: 'Endpoint',
        },
      },
    }
    const waiting = await execute(config)
    issue().fields['customfield_10020'] = [{ id: 42, name: 'Sprint 12', state: 'active' }]
    await jira().resolve('DATA-1')

    const outcome = await polled(waiting, config)

    expect(outcome).toMatchObject({
      kind: 'succeeded',
      outputs: {
        platforms: ['Linux', 'Windows'],
        approver: 'grace@example.com',
        live: '2026-02-01T09:00:00.000Z',
        location: 'Europe / Berlin',
        cost: 12.5,
        why: 'because\nof this',
        sprint: ['Sprint 12'],
        nothing: null,
      },
    })
  })

  it.each([
    [{ failure_resolutions: ['Done'] }, 'failed'],
    [{ success_resolutions: ['Done'] }, 'succeeded'],
  ])('reads with %o a status where the resolution says something else', async (workflow, kind) => {
    const config = { ticket, workflow }
    const waiting = await execute(config)
    await jira().resolve('DATA-1', { resolution: 'Fixed in passing' })

    expect((await polled(waiting, config)).kind).toBe(kind)
  })

  it('rests until the limit is lifted where Jira names only that moment', async () => {
    const headers = { 'x-ratelimit-reset': '2026-01-01T12:00:30Z' }
    jira().switches.failures = [{ status: 429, times: 9, headers }]

    const outcome = await execute(withFields({}))

    expect(outcome).toMatchObject({ code: 'jira.rate_limited', retryAfterMs: 30_000 })
  })

  it('takes no default where the item wants none', async () => {
    const connection = { use_default: false }

    const outcome = await execute({ ticket, connection })
    const named = await execute({ ticket, connection: { ...connection, instance: 'main' } })

    expect(outcome).toMatchObject({ kind: 'failed', code: 'jira.instance_missing' })
    expect(named.kind).toBe('waiting')
  })
})

describe('on Data Center', () => {
  const { jira, execute, polled, issue } = useJira('dc')

  it('reads a sprint as it is printed there', async () => {
    const config = { ticket, workflow: { result_fields: { sprint: 'Sprint' } } }
    const waiting = await execute(config)
    const printed =
      'com.atlassian.greenhopper.service.sprint.Sprint@1f[id=4,rapidViewId=2,state=ACTIVE,name=Sprint 12,goal=]'
    issue().fields['customfield_10020'] = [printed]
    await jira().resolve('DATA-1')

    const outcome = await polled(waiting, config)

    expect(outcome).toMatchObject({ outputs: { sprint: ['Sprint 12'] } })
  })

  it('sends names of users and long text as wiki', async () => {
    const custom_fields = { Approver: 'grace@example.com', 'Business Justification': '**why**' }

    await execute(withFields({ custom_fields, assignee: 'ada@example.com' }))

    expect(issue().fields).toMatchObject({
      assignee: { name: 'ada' },
      customfield_10017: { name: 'grace' },
      customfield_10012: '*why*',
    })
  })
})
