import { join } from 'node:path'
import { type FakeDesk, startFakeDesk } from './desk/start.ts'
import { type FakeHcp, startFakeHcp } from './hcp/start.ts'
import { type FakeGithub, startFakeGithub } from './github/start.ts'
import type { GithubOptions } from './github/site.ts'
import type { JiraOptions } from './jira/site.ts'
import { type FakeJira, startFakeJira } from './jira/start.ts'
import { type FakeOidc, type OidcOptions, startFakeOidc } from './oidc/start.ts'
import { type FakeRest, startFakeRest } from './rest/start.ts'
import type { RestOptions } from './rest/state.ts'
import { type FakeSlack, type SlackOptions, startFakeSlack } from './slack/start.ts'
import { type FakeSmtp, startFakeSmtp } from './smtp/start.ts'
import { type FakeVault, startFakeVault } from './vault/start.ts'

export type Ports = {
  jira: number
  rest: number
  slack: number
  mail: number
  smtp: number
  vault: number
  index: number
  github: number
  /** Where the stand-in for GitHub keeps artifacts and logs, on another address as GitHub does. */
  githubStorage: number
  /** ServiceNow, BMC Remedy and Cherwell at one address. */
  desk: number
  /** HCP Terraform. */
  hcp: number
  /** An OpenID provider to sign in at. */
  oidc: number
}
/** Where the demo finds them. */
export const demoPorts: Ports = {
  jira: 8081,
  rest: 8082,
  slack: 8083,
  mail: 8084,
  smtp: 1025,
  index: 8080,
  github: 8086,
  githubStorage: 8087,
  vault: 8088,
  desk: 8089,
  hcp: 8090,
  oidc: 8091,
}

/** 0 = the system picks one that is free. */
const freePorts: Ports = {
  jira: 0,
  rest: 0,
  slack: 0,
  mail: 0,
  smtp: 0,
  vault: 0,
  index: 0,
  github: 0,
  githubStorage: 0,
  desk: 0,
  hcp: 0,
  oidc: 0,
}

export type FakesOptions = {
  /** Folder of the append-only files; memory only when left out. */
  dataDir?: string
  host?: string
  /** A free port where left out. */
  ports?: Partial<Ports>
  jira?: Partial<Omit<JiraOptions, 'port' | 'host' | 'dataFile'>>
  github?: Partial<Omit<GithubOptions, 'port' | 'storagePort' | 'host' | 'dataFile'>>
  slack?: Pick<SlackOptions, 'interactivity'>
  /** Secret that hooks of the REST fake are verified with. */
  hookSecret?: string
  restToken?: string
  rest?: Pick<RestOptions, 'around'>
  oidc?: Omit<OidcOptions, 'port' | 'host'>
  log?: (line: string) => void
}

export type Fakes = {
  jira: FakeJira
  rest: FakeRest
  slack: FakeSlack
  smtp: FakeSmtp
  vault: FakeVault
  github: FakeGithub
  desk: FakeDesk
  hcp: FakeHcp
  oidc: FakeOidc
  [Symbol.asyncDispose](): Promise<void>
}

/** Starts all stand-ins; they remember across restarts when given a folder. */
export async function startFakes(options: FakesOptions = {}): Promise<Fakes> {
  const { host, dataDir, log = () => undefined } = options
  const ports = { ...freePorts, ...options.ports }
  const place = (name: string) => ({
    ...(host !== undefined && { host }),
    ...(dataDir !== undefined && { dataFile: join(dataDir, `${name}.ndjson`) }),
  })
  const jira = await startFakeJira({
    openFields: true,
    ...options.jira,
    ...place('jira'),
    port: ports.jira,
  })
  const rest = await startFakeRest({
    ...options.rest,
    ...place('rest'),
    port: ports.rest,
    ...(options.hookSecret !== undefined && { hookSecret: options.hookSecret }),
    ...(options.restToken !== undefined && { token: options.restToken }),
  })
  const slack = await startFakeSlack({ ...options.slack, ...place('slack'), port: ports.slack })
  const smtp = await startFakeSmtp({
    ...place('mail'),
    port: ports.smtp,
    pagePort: ports.mail,
  })
  const github = await startFakeGithub({
    openWorkflows: true,
    ...options.github,
    ...place('github'),
    port: ports.github,
    storagePort: ports.githubStorage,
  })
  const vault = await startFakeVault({ ...place('vault'), port: ports.vault })
  const desk = await startFakeDesk({ ...place('desk'), port: ports.desk })
  const hcp = await startFakeHcp({ ...(host !== undefined && { host }), port: ports.hcp })
  const oidc = await startFakeOidc({ ...options.oidc, port: ports.oidc })
  log(
    `fakes: jira ${jira.url}, rest ${rest.url}, slack ${slack.url}, github ${github.url}, smtp ${smtp.host}:${smtp.port}, mails ${smtp.url}, vault ${vault.url}, service desks ${desk.url}, hcp ${hcp.url}, sign-on ${oidc.url}`,
  )
  const all = { jira, rest, slack, smtp, github, vault, desk, hcp, oidc }
  return {
    ...all,
    async [Symbol.asyncDispose]() {
      await Promise.all(Object.values(all).map((fake) => fake[Symbol.asyncDispose]()))
    },
  }
}
