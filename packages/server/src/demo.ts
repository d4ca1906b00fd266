import { type ChildProcess, spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { setTimeout as pause } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import type { Log } from './telemetry.ts'

/** What the stand-ins tell when they listen. */
export type DemoSystems = {
  index: { url: string }
  jira: { url: string; credentials: { email: string; token: string } }
  rest: { url: string }
  slack: { url: string; webhookUrl: string; token: string }
  teams: { webhookUrl: string }
  pagerduty: { url: string; routingKey: string }
  github: { url: string; storageUrl: string; token: string }
  smtp: { host: string; port: number; url: string }
  vault: { url: string; token: string }
  oidc: {
    url: string
    audience: string
    clients: { portal: string; cli: string }
    people: readonly { id: string; name: string; roles: readonly string[] }[]
  }
  desk: { url: string; credentials: { username: string; password: string; clientId: string } }
  hcp: { url: string; organization: string; token: string }
}

export type Demo = {
  systems: DemoSystems
  /** YAML of the connections file that leads to them. */
  connections: string
  /** YAML of the identity provider of the demo. */
  issuers: string
  /** What the example catalog reads as {{env.*}}. */
  variables: Readonly<Record<string, string>>
  secrets: Readonly<Record<string, string>>
  /** Hosts the demo may call although they are private. */
  egress: readonly string[]
  /** An API key for curl and the command line; kept in the data folder. */
  apiKey: string
  stop(): Promise<void>
}

const startLimitMs = 15_000

/**
 * Starts the stand-ins for Jira, GitHub, Slack, Teams, PagerDuty, mail, Vault, service desks, HCP Terraform and a REST service as one child process. Their state is
 * kept in the data folder, so a restart finds the same tickets; the child ends when this process does,
 * because its standard input closes.
 */
export async function startDemo(options: {
  dataDir: string
  port: number
  publicUrl: string
  log: Log
}): Promise<Demo> {
  const folder = join(options.dataDir, 'demo')
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  const secretIn = (name: string) => kept(join(folder, name))
  const webhookSecret = secretIn('webhook-secret')
  const githubSecret = secretIn('github-webhook-secret')
  const slackSecret = secretIn('slack-signing-secret')
  const apiKey = kept(join(folder, 'api-key'), 'pao-demo-')
  const hooks = `http://127.0.0.1:${options.port}/api/v1/webhooks`
  const settings = {
    dataDir: folder,
    jira: { webhook: { url: `${hooks}/jira`, secret: webhookSecret } },
    github: { webhook: { url: `${hooks}/github`, secret: githubSecret } },
    slack: { interactivity: { url: `${hooks}/slack`, secret: slackSecret } },
    oidc: clientAt(options),
  }
  const child = await spawnBeside(settings, options)
  const { systems } = child
  const { index, jira, rest, slack, github, vault, desk, hcp, oidc } = systems
  const urls = [index, jira, rest, slack, github, vault, desk, hcp, oidc].map(({ url }) => url)
  const told = `demo: stand-ins for Jira, GitHub, REST, Slack, Vault and mail at ${index.url}`
  options.log.info({ urls }, told)
  return {
    systems,
    connections: connectionsFor(systems),
    issuers: issuersFor(systems),
    variables: { PLATFORM_API_URL: systems.rest.url },
    secrets: {
      DEMO_JIRA_TOKEN: systems.jira.credentials.token,
      DEMO_JIRA_WEBHOOK: webhookSecret,
      DEMO_GITHUB_TOKEN: systems.github.token,
      DEMO_GITHUB_WEBHOOK: githubSecret,
      DEMO_SLACK_URL: slack.webhookUrl,
      DEMO_SLACK_TOKEN: slack.token,
      DEMO_SLACK_SIGNING: slackSecret,
      DEMO_TEAMS_URL: systems.teams.webhookUrl,
      DEMO_PAGERDUTY_KEY: systems.pagerduty.routingKey,
      DEMO_VAULT_TOKEN: systems.vault.token,
      DEMO_DESK_PASSWORD: desk.credentials.password,
      DEMO_HCP_TOKEN: hcp.token,
      PLATFORM_API_TOKEN: 'demo-platform-token',
      WEBHOOK_SIGNING_KEY: 'demo-signing-key-of-32-characters',
    },
    egress: [
      ...[...urls, github.storageUrl].map((url) => new URL(url).host),
      `${systems.smtp.host}:${systems.smtp.port}`,
    ],
    apiKey,
    stop: child.stop,
  }
}

/** Where the provider of the demo sends browsers and what it has to tell. */
function clientAt({ port, publicUrl }: { port: number; publicUrl: string }) {
  return {
    redirectUris: [`${publicUrl}/api/v1/session/callback`],
    postLogoutRedirectUris: [`${publicUrl}/`],
    backchannelLogoutUri: `http://127.0.0.1:${port}/api/v1/session/backchannel-logout`,
  }
}

/** Beside the API's own port, so that a second demo on another port finds its own. */
function preferredPorts(port: number): Record<string, number> {
  return {
    jira: port + 1,
    rest: port + 2,
    slack: port + 3,
    mail: port + 4,
    index: port + 5,
    smtp: port + 6,
    github: port + 7,
    githubStorage: port + 8,
    vault: port + 9,
    oidc: port + 10,
    // The ten beside the API's are taken.
    desk: 0,
    hcp: 0,
  }
}

const anyPorts = {
  jira: 0,
  rest: 0,
  slack: 0,
  mail: 0,
  index: 0,
  smtp: 0,
  github: 0,
  githubStorage: 0,
  vault: 0,
  oidc: 0,
  desk: 0,
  hcp: 0,
}

function connectionsFor(systems: DemoSystems): string {
  const lines = [...workOn(systems), ...tellBy(systems), ...desksAt(systems)]
  return ['connections:', ...lines, ''].join('\n')
}

function workOn({ jira, github, vault, hcp }: DemoSystems): readonly string[] {
  return [
    '  jira:',
    '    type: jira',
    `    url: ${jira.url}`,
    '    flavor: cloud',
    // The stand-in's search does not lag.
    '    search_lag: 1',
    `    email: ${jira.credentials.email}`,
    '    token_ref: DEMO_JIRA_TOKEN',
    '    webhook_secret_ref: DEMO_JIRA_WEBHOOK',
    '  github:',
    '    type: github',
    `    url: ${github.url}`,
    '    search_lag: 1',
    '    token_ref: DEMO_GITHUB_TOKEN',
    '    webhook_secret_ref: DEMO_GITHUB_WEBHOOK',
    '  vault:',
    '    type: vault',
    `    url: ${vault.url}`,
    '    token_ref: DEMO_VAULT_TOKEN',
    '  hcp:',
    '    type: terraform',
    `    url: ${hcp.url}`,
    `    organization: ${hcp.organization}`,
    '    token_ref: DEMO_HCP_TOKEN',
  ]
}

function tellBy({ slack, pagerduty, smtp }: DemoSystems): readonly string[] {
  return [
    '  slack:',
    '    type: slack',
    '    webhook_url_ref: DEMO_SLACK_URL',
    // Who pressed a button is asked with the token; messages go by the address above.
    `    api_url: ${slack.url}/api`,
    '    token_ref: DEMO_SLACK_TOKEN',
    '    signing_secret_ref: DEMO_SLACK_SIGNING',
    '  teams:',
    '    type: teams',
    '    webhook_url_ref: DEMO_TEAMS_URL',
    '  pagerduty:',
    '    type: pagerduty',
    `    url: ${pagerduty.url}`,
    '    routing_key_ref: DEMO_PAGERDUTY_KEY',
    '  mail:',
    '    type: smtp',
    `    host: ${smtp.host}`,
    `    port: ${smtp.port}`,
    '    from: pao@example.com',
  ]
}

function desksAt({ desk }: DemoSystems): readonly string[] {
  return [
    '  servicenow:',
    '    type: servicenow',
    `    url: ${desk.url}`,
    `    username: ${desk.credentials.username}`,
    '    password_ref: DEMO_DESK_PASSWORD',
    '  remedy:',
    '    type: remedy',
    `    url: ${desk.url}`,
    `    username: ${desk.credentials.username}`,
    '    password_ref: DEMO_DESK_PASSWORD',
    '  cherwell:',
    '    type: cherwell',
    `    url: ${desk.url}`,
    `    username: ${desk.credentials.username}`,
    `    client_id: ${desk.credentials.clientId}`,
    '    password_ref: DEMO_DESK_PASSWORD',
  ]
}

/** Everybody of the demo, with the roles and groups their tokens name. */
function issuersFor({ oidc }: DemoSystems): string {
  const roles = [...new Set(oidc.people.flatMap((person) => person.roles))]
  return [
    'issuers:',
    '  demo:',
    '    label: Demo',
    `    issuer: ${oidc.url}`,
    `    audience: ${oidc.audience}`,
    `    sign_in: { client_id: ${oidc.clients.portal} }`,
    `    device: { client_id: ${oidc.clients.cli} }`,
    '    teams: { claim: groups }',
    '    access:',
    ...roles.map((role) => `      - { when: { roles: ${role} }, roles: [${role}] }`),
    '',
  ].join('\n')
}

/** A random text made once and kept, readable by its owner only. */
function kept(path: string, prefix = ''): string {
  if (!existsSync(path))
    writeFileSync(path, `${prefix}${randomBytes(24).toString('base64url')}`, { mode: 0o600 })
  return readFileSync(path, 'utf8')
}

type Fakes = { systems: DemoSystems; stop(): Promise<void> }

/** Milliseconds before each further try for the preferred ports. */
const portPausesMs = [250, 750, 1_500]

/**
 * The stand-ins on the ports next to the API's. After a kill -9 those of the last run are still ending, so
 * a taken port is tried again before others are taken.
 */
async function spawnBeside(
  settings: Record<string, unknown>,
  { port, log }: { port: number; log: Log },
): Promise<Fakes> {
  for (const ms of [0, ...portPausesMs]) {
    await pause(ms)
    const child = await spawnFakes({ ...settings, ports: preferredPorts(port) }).catch(() => null)
    if (child) return child
  }
  log.warn('demo: the ports next to PAO_PORT are taken; the stand-ins take others')
  return spawnFakes({ ...settings, ports: anyPorts })
}

async function spawnFakes(settings: Record<string, unknown>): Promise<Fakes> {
  const program = fileURLToPath(import.meta.resolve('@pao/fakes/main'))
  const child = spawn(process.execPath, [...process.execArgv, program], {
    stdio: ['pipe', 'pipe', 'inherit'],
  })
  // A program that ended at once is told of by `firstLine`.
  child.stdin?.on('error', () => undefined)
  child.stdin?.write(`${JSON.stringify(settings)}\n`)
  const gone = new Promise<void>((resolve) => child.once('exit', () => resolve()))
  const systems = await firstLine(child, gone)
  child.stdout?.resume()
  return {
    systems,
    stop: async () => {
      child.stdin?.end()
      await gone
    },
  }
}

/** The one JSON line the program prints when it listens. */
async function firstLine(child: ChildProcess, gone: Promise<void>): Promise<DemoSystems> {
  if (!child.stdout) throw new Error('the stand-ins have no output')
  const lines = createInterface({ input: child.stdout })
  const late = AbortSignal.timeout(startLimitMs)
  const line = await Promise.race([
    new Promise<string>((resolve) => lines.once('line', resolve)),
    gone.then(() => Promise.reject(new Error('the stand-ins ended at once'))),
    new Promise<never>((_, reject) =>
      late.addEventListener('abort', () => reject(new Error('the stand-ins did not start'))),
    ),
  ])
  lines.close()
  return JSON.parse(line) as DemoSystems
}
