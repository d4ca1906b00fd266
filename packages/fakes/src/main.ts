import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { page } from './kit/page.ts'
import { listen } from './kit/server.ts'
import { demoPorts, type FakesOptions, startFakes } from './start.ts'

/**
 * The stand-ins as a program. The first line of its input is FakesOptions as JSON (not an argument: those
 * everybody on the machine can read); prints one line of JSON with the addresses when ready; ends when its
 * input closes.
 */
const input = createInterface({ input: process.stdin })
const [first] = (await once(input, 'line')) as [string]
const options = JSON.parse(first) as FakesOptions
const ports = { ...demoPorts, ...options.ports }
const fakes = await startFakes({ ...options, ports })
const { jira, rest, slack, smtp, vault, github, desk, hcp, oidc } = fakes
const card = (href: string, name: string, text: string) =>
  `<div class="card"><a href="${href}"><b>${name}</b></a><br><span class="muted">${text}</span></div>`
const index = await listen(
  () =>
    page(
      'Stand-ins',
      `<h1>Remote systems for trying things out</h1>${card(jira.url, 'Jira', 'Tickets; open one and resolve it')}${card(github.url, 'GitHub Actions', 'Workflow runs; open one and end it')}${card(rest.url, 'Platform API', 'What was created by calls')}${card(slack.url, 'Slack, Teams, PagerDuty', 'Messages, cards and events')}${card(smtp.url, 'Mailbox', 'Mails')}${card(vault.url, 'Vault', 'Which secrets were changed')}${card(desk.url, 'Service desks', 'Records of ServiceNow, Remedy and Cherwell')}${card(hcp.url, 'HCP Terraform', 'Runs')}`,
    ),
  { port: ports.index, host: options.host },
)

process.stdout.write(
  `${JSON.stringify({
    index: { url: index.url },
    jira: { url: jira.url, credentials: jira.credentials },
    rest: { url: rest.url },
    slack: { url: slack.url, webhookUrl: slack.webhookUrl, token: slack.token },
    teams: { webhookUrl: slack.teams.webhookUrl },
    pagerduty: { url: slack.pagerduty.url, routingKey: slack.pagerduty.routingKey },
    github: { url: github.url, storageUrl: github.storageUrl, token: github.token },
    smtp: { host: smtp.host, port: smtp.port, url: smtp.url },
    vault: { url: vault.url, token: vault.token },
    desk: { url: desk.url, credentials: desk.credentials },
    hcp: { url: hcp.url, organization: hcp.organization, token: hcp.tokens.team },
    oidc: { url: oidc.url, audience: oidc.audience, clients: oidc.clients, people: oidc.people },
  })}\n`,
)

async function stop() {
  await index.close()
  await fakes[Symbol.asyncDispose]()
  process.exit(0)
}
input.once('close', () => void stop())
process.once('SIGTERM', () => void stop())
process.once('SIGINT', () => void stop())
