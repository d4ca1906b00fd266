import { join } from 'node:path'
import type { JiraOptions } from './jira/site.ts'
import { type FakeJira, startFakeJira } from './jira/start.ts'
import { type FakeRest, startFakeRest } from './rest/start.ts'
import type { RestOptions } from './rest/state.ts'
import { type FakeSlack, startFakeSlack } from './slack/start.ts'
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
}
/** Where the demo finds them. */
export const demoPorts: Ports = {
  jira: 8081,
  rest: 8082,
  slack: 8083,
  mail: 8084,
  smtp: 1025,
  vault: 8085,
  index: 8080,
}

export type FakesOptions = {
  /** Folder of the append-only files; memory only when left out. */
  dataDir?: string
  host?: string
  /** A free port where left out. */
  ports?: Partial<Ports>
  jira?: Partial<Omit<JiraOptions, 'port' | 'host' | 'dataFile'>>
  /** Secret that hooks of the REST fake are verified with. */
  hookSecret?: string
  restToken?: string
  rest?: Pick<RestOptions, 'around'>
  log?: (line: string) => void
}

export type Fakes = {
  jira: FakeJira
  rest: FakeRest
  slack: FakeSlack
  smtp: FakeSmtp
  vault: FakeVault
  [Symbol.asyncDispose](): Promise<void>
}

/** Starts all stand-ins; they remember across restarts when given a folder. */
export async function startFakes(options: FakesOptions = {}): Promise<Fakes> {
  const { ports = {}, host, dataDir, log = () => undefined } = options
  const place = (name: string) => ({
    ...(host !== undefined && { host }),
    ...(dataDir !== undefined && { dataFile: join(dataDir, `${name}.ndjson`) }),
  })
  const jira = await startFakeJira({
    openFields: true,
    ...options.jira,
    ...place('jira'),
    port: ports.jira ?? 0,
  })
  const rest = await startFakeRest({
    ...options.rest,
    ...place('rest'),
    port: ports.rest ?? 0,
    ...(options.hookSecret !== undefined && { hookSecret: options.hookSecret }),
    ...(options.restToken !== undefined && { token: options.restToken }),
  })
  const slack = await startFakeSlack({ ...place('slack'), port: ports.slack ?? 0 })
  const smtp = await startFakeSmtp({
    ...place('mail'),
    port: ports.smtp ?? 0,
    pagePort: ports.mail ?? 0,
  })
  const vault = await startFakeVault({ ...place('vault'), port: ports.vault ?? 0 })
  log(
    `fakes: jira ${jira.url}, rest ${rest.url}, slack ${slack.url}, smtp ${smtp.host}:${smtp.port}, mails ${smtp.url}, vault ${vault.url}`,
  )
  return {
    jira,
    rest,
    slack,
    smtp,
    vault,
    async [Symbol.asyncDispose]() {
      await Promise.all([jira, rest, slack, smtp, vault].map((fake) => fake[Symbol.asyncDispose]()))
    },
  }
}
