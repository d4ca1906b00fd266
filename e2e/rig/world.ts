import { mkdirSync, writeFileSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { type Fakes, startFakes } from '@pao/fakes'
import { openFolder } from '../../packages/server/test/database.ts'
import { type Around, type Calling, watchCalls } from './calls.ts'
import { documents } from './items.ts'

/** Remote systems, a catalog that leads to them, and what a server must be told to find both. */
export type World = {
  fakes: Fakes
  folder: string
  env: Readonly<Record<string, string>>
  /** Every call of the REST stand-in so far, with those under way. */
  calls: readonly Calling[]
  close(): Promise<void>
}

/** Starts the stand-ins in this process and writes the catalog and connections that lead to them. */
export async function openWorld(around: Around = (_call, act) => act()): Promise<World> {
  const folder = await openFolder('pao-rig-')
  const { calls, watched } = watchCalls(around)
  const fakes = await startFakes({ rest: { around: watched }, jira: { projects: ['OPS'] } })
  for (const [path, text] of Object.entries(documents)) {
    const file = join(folder, 'catalog', `${path}.yaml`)
    mkdirSync(dirname(file), { recursive: true })
    writeFileSync(file, text)
  }
  const { email, token } = fakes.jira.credentials
  const connections = join(folder, 'connections.yaml')
  writeFileSync(
    connections,
    `connections:
  jira: { type: jira, url: "${fakes.jira.url}", flavor: cloud, search_lag: 1, email: "${email}", token_ref: JIRA_TOKEN }
`,
  )
  return {
    fakes,
    folder,
    calls,
    env: {
      PAO_DEMO: 'off',
      PAO_CATALOG: join(folder, 'catalog'),
      PAO_CONNECTIONS: connections,
      PAO_SECRET_JIRA_TOKEN: token,
      PAO_VAR_PLATFORM_URL: fakes.rest.url,
      PAO_EGRESS_ALLOW: `${new URL(fakes.rest.url).host},${new URL(fakes.jira.url).host}`,
      PAO_ENCRYPTION_KEY: Buffer.alloc(32, 7).toString('base64'),
      PAO_API_RATE_PER_MINUTE: '0',
      PAO_DATABASE_POOL: '8',
      PAO_OUTBOUND_BREAKER_OPEN_SECONDS: '2',
    },
    async close() {
      await fakes[Symbol.asyncDispose]()
      await rm(folder, { recursive: true, force: true })
    },
  }
}
