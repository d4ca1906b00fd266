import { describe, expect, it } from 'vitest'
import { memoOf, useJira } from '../../contract/jira-site.ts'
import type { JiraTicketConfig } from './config.ts'

const ticket = { project: 'DATA', summary_template: 'Provision orders' }
const { jira, execute, context, polled, cancel, undo, issue } = useJira('cloud', {
  attachment_limit: 1_000,
})
const commentsOf = () => JSON.stringify(issue().comments)

describe('files', () => {
  it('attaches a text, the bytes of a file field, and each of them once', async () => {
    const bytes = Buffer.from([0, 255, 13, 10, 128])
    const attachments = [
      { name: 'plan.txt', content: 'grüße' },
      { name: 'ca.der', content: bytes.toString('base64'), encoding: 'base64' as const },
    ]

    await execute({ ticket, attachments })
    await execute({ ticket, attachments })

    expect(issue().attachments).toMatchObject([
      { filename: 'plan.txt', mimeType: 'text/plain; charset=utf-8' },
      { filename: 'ca.der', content: bytes.toString('base64') },
    ])
  })

  it('leaves out one that is larger than the site takes, says so, and attaches the next', async () => {
    const attachments = [
      { name: 'big.txt', content: 'x'.repeat(1_001) },
      { name: 'small.txt', content: 'x' },
    ]

    const outcome = await execute({ ticket, attachments, workflow: { watch_status: false } })

    expect(issue().attachments.map(({ filename }) => filename)).toEqual(['small.txt'])
    expect(outcome).toMatchObject({
      kind: 'succeeded',
      outputs: { warnings: [expect.stringMatching(/big\.txt: has 1001 bytes/)] },
    })
  })

  it('says what Jira thinks of one that is too large for it', async () => {
    jira().switches.failures = [{ status: 413, times: 1, path: '/attachments' }]
    const attachments = [{ name: 'a.txt', content: 'x' }]

    const outcome = await execute({ ticket, attachments, workflow: { watch_status: false } })

    expect(outcome).toMatchObject({
      outputs: { warnings: [expect.stringContaining('Attachment a.txt: Jira answered 413')] },
    })
  })
})

describe('pages elsewhere', () => {
  const config: JiraTicketConfig = {
    ticket,
    remote_links: [
      { title: 'The order', relationship: 'requested by' },
      { title: 'Runbook', url: 'https://wiki.example.com/db', summary: 'How to' },
    ],
  }

  it('are linked once, the page of the request where no address is given', async () => {
    await execute(config)
    await execute(config)

    expect(issue().remoteLinks?.map(({ body }) => body)).toMatchObject([
      {
        relationship: 'requested by',
        object: { title: 'The order', url: 'https://pao.example.com/requests/0199-request' },
      },
      { object: { title: 'Runbook', url: 'https://wiki.example.com/db', summary: 'How to' } },
    ])
  })

  it('are left out where their address is none, and the ticket says so', async () => {
    const remote_links = [{ title: 'Bad', url: 'javascript:alert(1)' }]

    const outcome = await execute({ ticket, remote_links, workflow: { watch_status: false } })

    expect(outcome).toMatchObject({
      outputs: { warnings: [expect.stringContaining('Remote link Bad')] },
    })
    expect(issue().remoteLinks).toBeUndefined()
  })
})

describe('moving the issue at its end', () => {
  it.each([
    ['Done', 'transition_on_success', 'succeeded'],
    ["Won't Do", 'transition_on_failure', 'failed'],
  ])('resolved as "%s" it takes %s, and has %s', async (resolution, setting, kind) => {
    const config = { ticket, workflow: { [setting]: 'Closed' } }
    const waiting = await execute(config)
    await jira().resolve('DATA-1', { resolution })

    const outcome = await polled(waiting, config)
    const again = await polled(waiting, config)

    expect([outcome.kind, again.kind]).toEqual([kind, kind])
    expect(issue().status).toBe('Closed')
  })

  it.each(['cancel', 'rollback'] as const)('takes what the item names on %s', async (how) => {
    const config = { ticket, workflow: { [`transition_on_${how}`]: 'Start' } }
    const waiting = await execute(config)

    const ended = how === 'cancel' ? await cancel(waiting, config) : await undo('DATA-1', config)

    expect(ended).toMatchObject({ kind: 'succeeded', outputs: { warnings: [] } })
    expect(issue().status).toBe('In Progress')
    expect(commentsOf()).toContain(how === 'cancel' ? 'was cancelled' : 'was rolled back')
  })

  it('warns of a transition that is not offered, and succeeds all the same', async () => {
    const config = { ticket, workflow: { transition_on_success: 'Archive' } }
    const waiting = await execute(config)
    await jira().resolve('DATA-1')

    const outcome = await polled(waiting, config)

    expect(outcome).toMatchObject({
      kind: 'succeeded',
      outputs: { warnings: [expect.stringContaining('"Archive"')] },
    })
  })

  it('looks once more when somebody else moves the issue at the same moment', async () => {
    const path = '/transitions'
    jira().switches.failures = [{ status: 409, times: 1, method: 'POST', path }]

    await execute({ ticket, workflow: { transition_on_create: 'Start' } })

    expect(issue().status).toBe('In Progress')
  })
})

describe('progress on the issue', () => {
  const config: JiraTicketConfig = { ticket, workflow: { comment_on_progress: true } }
  const network = { id: 'net', name: 'Network', state: 'succeeded' as const }
  const machine = { id: 'vm', name: 'Machine', state: 'failed' as const }

  it('tells each fact once, however often it looks', async () => {
    const first = await execute(config)
    const second = await polled(first, config, { progress: [network] })
    const third = await polled(second, config, { progress: [network, machine] })
    await polled(third, config, { progress: [network, machine] })

    expect(issue().comments).toHaveLength(2)
    expect(commentsOf()).toMatch(/Network\W+net\W+is done.*Machine\W+vm\W+has failed/)
  })

  it('tells it once also when the look was repeated after its worker died', async () => {
    const waiting = await execute(config)

    await polled(waiting, config, { progress: [network] })
    await polled(waiting, config, { progress: [network] })

    expect(issue().comments).toHaveLength(1)
  })

  it('finds what it said among very many comments', async () => {
    const waiting = await execute(config)
    await polled(waiting, config, { progress: [network] })
    const { comments } = issue()
    const talk = { id: '1', author: 'ada', body: plain, created: '' }
    comments.unshift(...Array.from({ length: 250 }, () => talk))

    await polled(waiting, config, { progress: [network] })

    expect(issue().comments).toHaveLength(251)
  })

  it('asks for no comment of Jira while there is no news', async () => {
    const waiting = await execute(config)
    const looking = context({ progress: [] })

    await polled(waiting, config, { http: looking.http })

    expect(looking.calls.filter(({ url }) => url.includes('/comment'))).toEqual([])
  })

  it('tells later what Jira did not take now, and waits on', async () => {
    const waiting = await execute(config)
    jira().switches.failures = [{ status: 403, times: 1, method: 'POST', path: '/comment' }]

    const refused = await polled(waiting, config, { progress: [network] })
    await polled(refused, config, { progress: [network] })

    expect(memoOf(refused)['told']).toEqual([])
    expect(issue().comments).toHaveLength(1)
  })

  it('says nothing where the item does not ask for it', async () => {
    const waiting = await execute({ ticket })

    await polled(waiting, { ticket }, { progress: [network] })

    expect(issue().comments).toEqual([])
  })
})

const plain = {
  type: 'doc',
  version: 1,
  content: [{ type: 'paragraph', content: [{ type: 'text', text: 'talk' }] }],
}
