import { startFakeDesk } from './desk/start.ts'
import { startFakeGithub } from './github/start.ts'
import { startFakeHcp } from './hcp/start.ts'
import { startFakeJira } from './jira/start.ts'
import { startFakeRest } from './rest/start.ts'
import { startFakeSlack } from './slack/start.ts'
import { startFakeSmtp } from './smtp/start.ts'
import { demoPorts, type Ports } from './start.ts'
import { startFakeVault } from './vault/start.ts'

/** Where one stand-in listens and what it keeps; ports of 0 are picked by the system. */
export type Place = {
  host: string
  ports: Ports
  /** File to remember in; memory only where left out. */
  dataFile?: string
  /** Address of a PAO that Jira and GitHub tell their changes to, and Slack what is pressed; without a slash at the end. */
  tells?: string
}

/** One that runs: what a person needs to call it. */
export type Running = {
  url: string
  /** Name and value, as they are put into settings. */
  use: readonly (readonly [string, string])[]
  [Symbol.asyncDispose](): Promise<void>
}

export type StandIn = { name: string; about: string; start(place: Place): Promise<Running> }

/** Signs what Jira, GitHub and Slack tell; a secret of nobody. */
const webhookSecret = 'fake-webhook-secret'

function told(from: 'jira' | 'github', { tells }: Place): object {
  if (tells === undefined) return {}
  return { webhook: { url: `${tells}/api/v1/webhooks/${from}`, secret: webhookSecret } }
}

function heard({ tells }: Place): object {
  if (tells === undefined) return {}
  return { interactivity: { url: `${tells}/api/v1/webhooks/slack`, secret: webhookSecret } }
}

function signed({ tells }: Place): readonly (readonly [string, string])[] {
  return tells === undefined ? [] : [['webhook secret', webhookSecret]]
}

/** All there are, by the name they are asked for. */
export const standIns: readonly StandIn[] = [
  {
    name: 'jira',
    about: 'Jira Cloud (API v3) and Data Center (v2), with pages to resolve tickets on',
    async start(place) {
      const port = place.ports.jira
      const jira = await startFakeJira({ openFields: true, ...place, ...told('jira', place), port })
      const { email, token } = jira.credentials
      const use = [['email', email] as const, ['token', token] as const, ...signed(place)]
      return { ...jira, use }
    },
  },
  {
    name: 'rest',
    about: 'a platform API: collections, long operations, hooks',
    async start(place) {
      return { ...(await startFakeRest({ ...place, port: place.ports.rest })), use: [] }
    },
  },
  {
    name: 'slack',
    about: 'Slack, a flow of Microsoft Teams, and the Events API of PagerDuty',
    async start(place) {
      const slack = await startFakeSlack({ ...place, ...heard(place), port: place.ports.slack })
      const use = [
        ['token', slack.token],
        ['webhook', slack.webhookUrl],
        ['Teams webhook', slack.teams.webhookUrl],
        ['PagerDuty routing key', slack.pagerduty.routingKey],
        ...(place.tells === undefined ? [] : [['signing secret', webhookSecret] as const]),
      ] as const
      return { ...slack, use }
    },
  },
  {
    name: 'mail',
    about: 'a mail server, its mails on a page',
    async start(place) {
      const { mail: pagePort, smtp: port } = place.ports
      const smtp = await startFakeSmtp({ ...place, port, pagePort })
      return { ...smtp, use: [['smtp', `${smtp.host}:${smtp.port}`]] }
    },
  },
  {
    name: 'github',
    about: 'GitHub Actions; the API stands at /api/v3',
    async start(place) {
      const { github: port, githubStorage: storagePort } = place.ports
      const options = { openWorkflows: true, ...place, ...told('github', place) }
      const github = await startFakeGithub({ ...options, port, storagePort })
      return { ...github, use: [['token', github.token], ...signed(place)] }
    },
  },
  {
    name: 'vault',
    about: 'HashiCorp Vault: KV version 2 at secret, AppRole at approle',
    async start(place) {
      const vault = await startFakeVault({ ...place, port: place.ports.vault })
      const { id, secret } = vault.role
      return {
        ...vault,
        use: [
          ['token', vault.token],
          ['role id', id],
          ['secret id', secret],
        ],
      }
    },
  },
  {
    name: 'desk',
    about: 'ServiceNow (tables and CMDB), BMC Remedy and Cherwell at one address',
    async start(place) {
      const desk = await startFakeDesk({ ...place, port: place.ports.desk })
      const { username, password, clientId } = desk.credentials
      return {
        ...desk,
        use: [
          ['user', username],
          ['password', password],
          ['client id (Cherwell)', clientId],
        ],
      }
    },
  },
  {
    name: 'hcp',
    about: 'HCP Terraform: runs, variables and states of an organization; in memory only',
    async start(place) {
      const hcp = await startFakeHcp({ ...place, port: place.ports.hcp })
      return {
        ...hcp,
        use: [
          ['organization', hcp.organization],
          ['token', hcp.tokens.team],
        ],
      }
    },
  },
]

/** The ports from a first one on, each stand-in always at the same place behind it; 0 = any that are free. */
export function portsFrom(first: number | undefined): Ports {
  if (first === undefined) return demoPorts
  const offsets = { ...demoPorts, smtp: demoPorts.index + 5 }
  const names = Object.keys(offsets) as (keyof Ports)[]
  const at = (name: keyof Ports): number =>
    first === 0 ? 0 : first + offsets[name] - demoPorts.index
  return Object.fromEntries(names.map((name) => [name, at(name)])) as Ports
}
