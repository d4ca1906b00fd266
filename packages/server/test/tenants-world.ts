import { createServer } from 'node:https'
import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { startService, type Service } from '../src/compose.ts'
import { readConfig } from '../src/config.ts'
import { createTelemetry } from '../src/telemetry.ts'
import { openTestDatabase, type TestDatabase } from './database.ts'
import { signed, signingKey } from './oidc-world.ts'
import { freePort, newKey, openDataDir } from './operate-world.ts'
import { makeCertificate } from './outbound-certificate.ts'

/** What was posted to the stand-in, by path. */
type Posted = { path: string; text: string }

/** An HTTPS host with an identity provider for each name below `/sso/`, that takes messages everywhere else. */
async function openHost() {
  const { cert, key } = makeCertificate('localhost')
  const signing = await signingKey('k1')
  const posted: Posted[] = []
  const server = createServer({ cert, key }, (request, response) => {
    const path = request.url ?? ''
    const [, issuer, rest] = /^\/sso\/([a-z]+)\/(.+)$/.exec(path) ?? []
    let text = ''
    request.on('data', (chunk: Buffer) => (text += chunk.toString()))
    request.on('end', () => {
      if (issuer === undefined) posted.push({ path, text })
      const own = `https://localhost:${port}/sso/${issuer}`
      const bodies: Record<string, unknown> = {
        '.well-known/openid-configuration': { issuer: own, jwks_uri: `${own}/keys` },
        keys: { keys: [signing.jwk] },
      }
      response.setHeader('content-type', 'application/json')
      response.end(issuer === undefined ? 'ok' : JSON.stringify(bodies[rest ?? ''] ?? {}))
    })
  })
  const port = await freePort()
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve))
  return {
    port,
    cert,
    posted,
    tokenOf: (issuer: string, subject: string) => {
      const seconds = Math.floor(Date.now() / 1000)
      const iss = `https://localhost:${port}/sso/${issuer}`
      return signed(signing, {
        iss,
        aud: 'pao',
        sub: subject,
        iat: seconds,
        exp: seconds + 3_000,
        email: `${subject}@${issuer}.example.com`,
        email_verified: true,
      })
    },
    close: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

/** An item that sends one message by the connection `chat`. */
export function bucketOf(name: string): string {
  return `version: "2.0"
kind: CatalogItem
metadata:
  id: bucket
  name: ${name}
  description: An item for a test of an installation that has several tenants.
  version: 1.0.0
  category: storage
  owner: { team: storage }
presentation:
  groups:
    - id: main
      name: Main
      fields:
        - { id: name, name: Name, type: string, required: true }
fulfillment:
  strategy: { mode: automatic }
  manual: { actions: [] }
  automatic:
    actions:
      - id: tell
        type: notification
        config: { channel: slack, connection: chat, message: "${name}: {{fields.name}}" }
        retry: { enabled: false }
`
}

/** A catalog of one item in a folder. */
async function catalogIn(folder: string, name: string): Promise<string> {
  await mkdir(join(folder, 'catalog', 'storage'), { recursive: true })
  await writeFile(join(folder, 'catalog', 'storage', 'bucket.yaml'), bucketOf(name))
  return folder
}

type Answered = { status: number; body: Record<string, unknown> }

export type TenantsWorld = {
  database: TestDatabase
  environment: Readonly<Record<string, string>>
  service: Service
  posted: readonly Posted[]
  folder: string
  /** Calls the API as somebody of an issuer, or by the first key of the installation. */
  call(who: string, path: string, body?: object): Promise<Answered>
  /** A token of somebody, `<issuer>/<subject>`. */
  tokenOf(who: string): Promise<string>
  /** Orders the bucket and waits until the request is in that state. */
  order(who: string, name: string, state?: string): Promise<string>
  close(): Promise<void>
}

export const firstKey = 'the-first-key-of-the-installation'

/** Two tenants with all of their own, one that shares the catalog, and one whose catalog cannot be read. */
const tenants = (port: number) => `tenants:
  default: { label: Group IT }
  acme:
    label: Acme
    contact: platform@acme.example.com
    catalog: { source: ./acme }
    connections: acme.yaml
    secrets: { CHAT: ACME_CHAT }
    egress: { only: true, allow: ["localhost:${port}"] }
    issuers: [acme]
    calls_per_minute: 5000
    retention: { audit_days: 3650, restricted_days: 30 }
    currency: CHF
    timezone: Europe/Zurich
    requests_at_once: 400
  globex:
    catalog: { source: ./globex }
    connections: globex.yaml
    secrets: { CHAT: GLOBEX_CHAT }
  initech: { catalog: shared }
  hooli: { catalog: { source: ./nothing-here } }
`

const chat = 'connections:\n  chat: { type: slack, webhook_url_ref: CHAT }\n'

async function writeFiles(folder: string, port: number): Promise<void> {
  await catalogIn(folder, 'Bucket of the group')
  await catalogIn(join(folder, 'acme'), 'Bucket of Acme')
  await catalogIn(join(folder, 'globex'), 'Bucket of Globex')
  await writeFile(join(folder, 'tenants.yaml'), tenants(port))
  await writeFile(join(folder, 'connections.yaml'), chat)
  await writeFile(join(folder, 'acme.yaml'), chat)
  await writeFile(join(folder, 'globex.yaml'), chat)
  const issuer = (name: string) => `  ${name}:
    issuer: https://localhost:${port}/sso/${name}
    audience: pao
    tenant: ${name}
    access:
      - roles: [developer]
      - when: { sub: admin }
        roles: [admin]
`
  const issuers = ['acme', 'globex', 'initech', 'hooli'].map(issuer).join('')
  await writeFile(join(folder, 'issuers.yaml'), `issuers:\n${issuers}`)
}

/** The service with several tenants, and the host its identity providers and chats are at. */
export async function openTenantsWorld(): Promise<TenantsWorld> {
  const host = await openHost()
  const database = await openTestDatabase()
  const folder = await openDataDir()
  await writeFiles(folder, host.port)
  await writeFile(join(folder, 'authority.pem'), host.cert)
  const port = await freePort()
  const at = (path: string) => `https://localhost:${host.port}/${path}`
  const environment = {
    PAO_PORT: String(port),
    PAO_DATABASE_URL: database.url,
    PAO_DATABASE_MIGRATE: 'off',
    PAO_DATA_DIR: join(folder, 'data'),
    PAO_ENCRYPTION_KEY: newKey(),
    PAO_DEMO: 'off',
    PAO_BOOTSTRAP_API_KEY: firstKey,
    PAO_CATALOG: folder,
    PAO_CONNECTIONS: join(folder, 'connections.yaml'),
    PAO_IDENTITY_ISSUERS: join(folder, 'issuers.yaml'),
    PAO_TENANTS: join(folder, 'tenants.yaml'),
    PAO_OUTBOUND_CA_FILE: join(folder, 'authority.pem'),
    PAO_EGRESS_ALLOW: `localhost:${host.port}`,
    PAO_API_RATE_PER_MINUTE: '0',
    PAO_SECRET_CHAT: at('chat-of-the-group'),
    PAO_SECRET_ACME_CHAT: at('chat-of-acme'),
    PAO_SECRET_GLOBEX_CHAT: at('chat-of-globex'),
  }
  const service = await startWith(environment)
  const tokens = new Map<string, Promise<string>>()
  const tokenOf = (who: string): Promise<string> => {
    const [issuer = '', subject = ''] = who.split('/')
    const known = tokens.get(who) ?? host.tokenOf(issuer, subject)
    tokens.set(who, known)
    return who === 'operator' ? Promise.resolve(firstKey) : known
  }
  const call = async (who: string, path: string, body?: object): Promise<Answered> => {
    const answer = await fetch(`http://127.0.0.1:${port}/api/v1${path}`, {
      headers: {
        authorization: `Bearer ${await tokenOf(who)}`,
        ...(body && { 'content-type': 'application/json' }),
      },
      ...(body && { method: 'POST', body: JSON.stringify(body) }),
    })
    const text = await answer.text()
    return {
      status: answer.status,
      body: text === '' ? {} : (JSON.parse(text) as Answered['body']),
    }
  }
  return {
    database,
    environment,
    service,
    posted: host.posted,
    folder,
    call,
    tokenOf,
    order: async (who, name, state = 'completed') => {
      const { status, body } = await call(who, '/requests', { item: 'bucket', fields: { name } })
      if (status !== 202) throw new Error(JSON.stringify(body))
      const id = String(body['id'])
      for (let looks = 0; looks < 200; looks += 1) {
        const { body: found } = await call(who, `/requests/${id}/status`)
        if (found['state'] === state) return id
        await new Promise((resolve) => setTimeout(resolve, 50))
      }
      throw new Error(`${id} never was ${state}`)
    },
    async close() {
      await service.stop()
      await database.close()
      await host.close()
    },
  }
}

/** A process of the service with these settings. */
export async function startWith(environment: Readonly<Record<string, string>>): Promise<Service> {
  const read = readConfig(environment)
  if (!read.ok) throw new Error(read.faults.join('\n'))
  return startService(read.config, createTelemetry({ level: 'silent', version: '1' }), '1')
}
