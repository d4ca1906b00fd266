import { mkdirSync, writeFileSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { type Call, type Fakes, type Reply, startFakes } from '@pao/fakes'
import { openFolder } from '../../packages/server/test/database.ts'

/** Remote systems, a catalog that leads to them, and what a server must be told to find both. */
export type World = {
  fakes: Fakes
  folder: string
  env: Readonly<Record<string, string>>
  close(): Promise<void>
}

/** What stands around each call of the REST stand-in. */
export type Around = (call: Call, act: () => Reply) => Reply | Promise<Reply>

/** Who calls, as the catalog's items say in a header. */
export function callerOf(call: Call): string {
  return call.headers['x-replica'] ?? ''
}

const retry = '{ enabled: true, attempts: 12, delay: 0.5, backoff: exponential, max_delay: 4 }'

function rest(id: string, order: number, more = ''): string {
  return `      - id: ${id}
        type: rest-api
        order: ${order}
        retry: ${retry}
        config:
          endpoint: { url: "{{env.PLATFORM_URL}}/v1/${id}", method: POST, timeout: 60 }
          headers: { x-replica: "{{env.REPLICA}}" }
          body:
            type: json
            content_template: '{ "order": "{{fields.name}}", "request": "{{request.id}}", "after": "${more}" }'
          parsing: { type: json, extract: [{ path: "$.id", name: id, required: true }, { path: "$.by", name: by }] }
`
}

const pause = `      - id: pause
        type: delay
        order: 2
        config: { seconds: 1 }
`

function ticket(id: string, order: number): string {
  return `      - id: ${id}
        type: jira-ticket
        order: ${order}
        retry: ${retry}
        config:
          connection: { instance: jira }
          ticket: { project: OPS, issue_type: Task, summary_template: "{{fields.name}}", description_template: "{{request.id}}" }
          workflow: { watch_status: false }
`
}

function item(id: string, actions: string): string {
  return `version: "2.0"
kind: CatalogItem
metadata:
  id: ${id}
  name: ${id}
  description: An order that the rig places while it takes servers and systems down
  version: 1.0.0
  category: compute
  owner: { team: rig, contact: rig@example.com }
presentation:
  groups:
    - id: main
      name: Main
      fields: [{ id: name, name: Name, type: string, required: true }]
fulfillment:
  strategy: { mode: automatic, timeout: 3600 }
  manual:
    actions:
${ticket('by_hand', 1).replaceAll(/^ {8}retry.*\n/gm, '')}
  automatic:
    actions:
${actions}`
}

/** Steps of each item that make something outside, by item. */
export const effects: Readonly<Record<string, readonly string[]>> = {
  chain: ['create', 'join', 'tell'],
  ticket: ['file', 'note'],
  single: ['make'],
  deadly: ['poison'],
}

const documents: Readonly<Record<string, string>> = {
  chain: item(
    'chain',
    rest('create', 1) + pause + rest('join', 3, '{{output.create.id}}') + rest('tell', 4),
  ),
  ticket: item('ticket', ticket('file', 1) + rest('note', 2, '{{output.file.key}}')),
  single: item('single', rest('make', 1)),
  deadly: item('deadly', rest('poison', 1)),
}

/** Starts the stand-ins in this process and writes the catalog and connections that lead to them. */
export async function openWorld(around: Around = (_call, act) => act()): Promise<World> {
  const folder = await openFolder('pao-rig-')
  const fakes = await startFakes({ rest: { around }, jira: { projects: ['OPS'] } })
  const catalog = join(folder, 'catalog', 'compute')
  mkdirSync(catalog, { recursive: true })
  for (const [id, text] of Object.entries(documents))
    writeFileSync(join(catalog, `${id}.yaml`), text)
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
