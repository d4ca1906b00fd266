import { expect, it } from 'vitest'
import { useJira } from '../../contract/jira-site.ts'
import type { JiraTicketConfig } from './config.ts'

const { jira, execute } = useJira()

it('makes each of several links once: type and direction tell them apart', async () => {
  const ticket = { project: 'DATA', summary_template: 'Provision orders' }
  const config: JiraTicketConfig = {
    ticket,
    linking: { link_type: 'Blocks', outward_issue: 'DATA-1' },
    issue_links: [
      { link_type: 'Relates', outward_issue: 'DATA-1' },
      { link_type: 'Blocks', inward_issue: 'DATA-1' },
      { link_type: 'blocks', outward_issue: 'DATA-1' },
    ],
  }
  await execute({ ticket }, { idempotencyKey: 'first/a/1' })

  for (const attempt of [1, 2]) await execute(config, { idempotencyKey: 'second/a/1', attempt })

  expect(jira().issues()[1]?.links).toMatchObject([
    { type: 'Blocks', outward: 'DATA-1' },
    { type: 'Relates', outward: 'DATA-1' },
    { type: 'Blocks', inward: 'DATA-1' },
  ])
})
