import {
  startFakeDesk,
  startFakeGithub,
  startFakeHcp,
  startFakeJira,
  startFakeRest,
  startFakeSlack,
  startFakeVault,
  type Switches,
} from '@pao/fakes'
import { connectors } from '../src/index.ts'
import type { Connector } from '../src/kit/connector.ts'
import type { Connection, HttpCall } from '../src/kit/context.ts'
import type { RawConfig } from '../src/kit/repeat.ts'
import { closing } from './closing.ts'
import { noon, type TestContextOptions } from './context.ts'

/** One connector before the stand-in of what it speaks to, ready to be troubled. */
export type System = {
  config: RawConfig
  options: TestContextOptions
  switches: Switches
  /** How many lasting things were made. */
  effects(): number
}

export type SystemRow = {
  connector: Connector
  /** The call that makes the thing, among others that look or log in. */
  makes: { method: string; path: string }
  open(): Promise<System>
}

const row = (
  type: string,
  [method, path]: readonly [string, string],
  open: () => Promise<System>,
): SystemRow => {
  const connector = connectors.get(type)
  if (!connector) throw new Error(`no connector ${type}`)
  return { connector, makes: { method, path }, open }
}

/** True for the call of a row that makes the thing. */
export function isMaking({ makes }: SystemRow, { method, url }: HttpCall): boolean {
  return method === makes.method && new URL(url).pathname.includes(makes.path)
}

const reach = (
  type: string,
  settings: Connection['settings'],
  secrets: Connection['secrets'],
): TestContextOptions => ({ connections: [{ name: 'main', type, settings, secrets }] })

/** Values that must be seen nowhere but in their one header or body. */
export const canaries = {
  token: 'canary-of-the-token-5501',
  password: 'canary-of-the-password-5502',
  hook: 'canary-of-the-hook-5503',
}

const jira = (flavor: 'cloud' | 'dc') => async (): Promise<System> => {
  const fake = closing(await startFakeJira({ port: 0 }))
  const { email, token } = fake.credentials
  return {
    config: { ticket: { project: 'DATA', summary_template: 'Provision orders' } },
    options: reach('jira', { url: fake.url, flavor, email }, { token }),
    switches: fake.switches,
    effects: () => fake.issues().length,
  }
}

async function github(): Promise<System> {
  const token = canaries.token
  const fake = closing(await startFakeGithub({ port: 0, token, now: () => noon, flavor: 'com' }))
  return {
    config: {
      repository: { owner: 'acme', name: 'infra' },
      workflow: { id: 'provision.yaml', ref: 'main' },
      inputs: { name: 'orders' },
    },
    options: reach('github', { url: fake.url }, { token }),
    switches: fake.switches,
    effects: () => fake.runs().length,
  }
}

const rest = (more: RawConfig) => async (): Promise<System> => {
  const fake = closing(await startFakeRest({ port: 0, token: canaries.token }))
  return {
    config: {
      endpoint: { url: `${fake.url}/v1/databases`, method: 'POST' },
      authentication: { type: 'bearer', credentials: { token_ref: 'TOKEN' } },
      body: { type: 'json', content_template: '{"name":"orders"}' },
      ...more,
    },
    options: { secrets: { TOKEN: canaries.token } },
    switches: fake.switches,
    effects: () => fake.effects().length,
  }
}

async function hook(): Promise<System> {
  const fake = closing(await startFakeRest({ port: 0, hookSecret: canaries.hook, now: () => noon }))
  return {
    config: {
      endpoint: { url: `${fake.url}/hooks/monitoring` },
      body: { template: '{"database":"orders"}' },
      signature: { secret_ref: 'HOOK' },
    },
    options: { secrets: { HOOK: canaries.hook } },
    switches: fake.switches,
    effects: () => fake.effects().length,
  }
}

const message = { subject: 'Ready', message: 'The database is ready' }

const slack = (way: 'webhook' | 'token') => async (): Promise<System> => {
  const fake = closing(await startFakeSlack({ port: 0, token: canaries.token }))
  const byToken = reach(
    'slack',
    { api_url: `${fake.url}/api`, channel: 'C0000000001' },
    { token: fake.token },
  )
  return {
    config: { channel: 'slack', ...message },
    options: way === 'token' ? byToken : reach('slack', {}, { webhook_url: fake.webhookUrl }),
    switches: fake.switches,
    effects: () => fake.messages().length,
  }
}

async function teams(): Promise<System> {
  const fake = closing(await startFakeSlack({ port: 0 }))
  return {
    config: { channel: 'teams', ...message },
    options: reach('teams', {}, { webhook_url: fake.teams.webhookUrl }),
    switches: fake.switches,
    effects: () => fake.teams.cards().length,
  }
}

async function pagerduty(): Promise<System> {
  const fake = closing(await startFakeSlack({ port: 0 }))
  const { routingKey: routing_key, alerts } = fake.pagerduty
  return {
    config: { channel: 'pagerduty', ...message },
    options: reach('pagerduty', { url: fake.url }, { routing_key }),
    switches: fake.switches,
    effects: () => alerts().length,
  }
}

const desk =
  (type: string, config: RawConfig, more: RawConfig = {}) =>
  async (): Promise<System> => {
    const { password } = canaries
    const fake = closing(await startFakeDesk({ port: 0, password }))
    const { username, clientId } = fake.credentials
    const settings = {
      url: fake.url,
      username,
      ...(more['client'] === true && { client_id: clientId }),
    }
    return {
      config,
      options: reach(type, settings, { password }),
      switches: fake.switches,
      effects: fake.made,
    }
  }

async function vault(): Promise<System> {
  const fake = closing(await startFakeVault({ port: 0, token: canaries.token }))
  return {
    config: { path: 'databases/orders', data: { host: 'db' }, generate: [{ name: 'password' }] },
    options: reach('vault', { url: fake.url, auth: 'token' }, { token: fake.token }),
    switches: fake.switches,
    effects: () => fake.effects().length,
  }
}

async function hcp(): Promise<System> {
  const fake = closing(await startFakeHcp({ port: 0 }))
  return {
    config: { runner: 'hcp', workspace: { name: 'app' } },
    options: reach(
      'terraform',
      { url: fake.url, organization: fake.organization },
      { token: fake.tokens.team },
    ),
    switches: fake.switches,
    effects: () => fake.effects().length,
  }
}

/** Every connector that makes something at somebody else's by HTTP, by a way of doing so. */
export const systems: Readonly<Record<string, SystemRow>> = {
  'jira-ticket on Cloud': row('jira-ticket', ['POST', '/rest/api/3/issue'], jira('cloud')),
  'jira-ticket on Data Center': row('jira-ticket', ['POST', '/rest/api/2/issue'], jira('dc')),
  'github-workflow': row('github-workflow', ['POST', '/dispatches'], github),
  'rest-api that sends its key': row('rest-api', ['POST', '/v1/'], rest({})),
  'rest-api without one': row('rest-api', ['POST', '/v1/'], rest({ idempotent: false })),
  webhook: row('webhook', ['POST', '/hooks/'], hook),
  'notification by Slack': row('notification', ['POST', '/services/'], slack('webhook')),
  'notification by Slack’s API': row('notification', ['POST', '/api/chat'], slack('token')),
  'notification by Teams': row('notification', ['POST', '/workflows/'], teams),
  'notification by PagerDuty': row('notification', ['POST', '/v2/enqueue'], pagerduty),
  servicenow: row(
    'servicenow',
    ['POST', '/api/now/table/incident'],
    desk('servicenow', { table: 'incident', short_description: 'Provision orders' }),
  ),
  remedy: row(
    'remedy',
    ['POST', 'IncidentInterface_Create'],
    desk('remedy', {
      form: 'HPD:IncidentInterface_Create',
      summary: 'Provision orders',
      values: { Impact: '4-Minor/Localized', First_Name: 'Allen' },
    }),
  ),
  cherwell: row(
    'cherwell',
    ['POST', '/savebusinessobject'],
    desk(
      'cherwell',
      { business_object: 'Incident', fields: { ShortDescription: 'Provision orders' } },
      { client: true },
    ),
  ),
  'cmdb-update': row(
    'cmdb-update',
    ['POST', '/api/now/cmdb/instance'],
    desk('servicenow', { class: 'cmdb_ci_database', attributes: { name: 'orders' } }),
  ),
  'vault-secret': row('vault-secret', ['POST', '/v1/secret/data'], vault),
  'terraform in HCP': row('terraform', ['POST', '/runs'], hcp),
}
