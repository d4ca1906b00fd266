import { type Connection, ConnectionMissing, connectors, type HttpCall } from '@pao/connectors'
import { testContext } from '@pao/connectors/contract'
import { type System, systems } from '@pao/connectors/contract/systems'
import type { Field } from '@pao/core/catalog'
import { onTestFinished, vi } from 'vitest'
import { preview } from '../src/requests/preview.ts'
import { explainRequest } from '../src/requests/explain.ts'
import { getEvents, getLogs, getOutputs, getRequest } from '../src/requests/read.ts'
import { storyOf } from '../src/requests/story.ts'
import { itemOf, olga, openWorld, orderOf, type Setting, type World } from './requests-world.ts'

export const own = {
  inBody: 'canary-of-a-template-in-the-body-6601',
  inHeader: 'canary-of-a-template-in-a-header-6602',
  field: 'canary-of-a-password-field-6603',
}
export const pin: Field = { id: 'pin', name: 'Pin', type: 'password' }

/** Puts secrets into every place of a call that takes some. */
const withSecrets = (config: Readonly<Record<string, unknown>>) => ({
  ...config,
  headers: { 'x-extra': '{{secrets.HEADER}}' },
  body: {
    type: 'json',
    content_template: '{"name":"orders","key":"{{secrets.BODY}}","pin":"{{fields.pin}}"}',
  },
})

export type Opened = { name: string; type: string; system: System; secrets: readonly string[] }

/** These systems of the list, each before its stand-in. */
export async function openAll(wanted: (name: string) => boolean): Promise<Opened[]> {
  const chosen = Object.entries(systems).filter(([name]) => wanted(name))
  return Promise.all(
    chosen.map(async ([name, { connector, open }]) => {
      const system = await open()
      const { connections = [], secrets = {} } = system.options
      const values = [
        ...Object.values(secrets),
        ...connections.flatMap((one) => Object.values(one.secrets)),
      ]
      return { name, type: connector.type, system, secrets: values }
    }),
  )
}

/** A world with the connectors as they are, in front of the stand-ins, that keeps what it says and sends. */
export async function openSite(all: readonly Opened[], more: Partial<Setting> = {}) {
  const lines: string[] = []
  const calls: HttpCall[] = []
  const connections: Connection[] = all.flatMap(({ system }) => system.options.connections ?? [])
  const secrets = {
    HEADER: own.inHeader,
    BODY: own.inBody,
    ...Object.assign({}, ...all.map(({ system }) => system.options.secrets ?? {})),
  } as Readonly<Record<string, string>>
  const real = testContext().http
  const world = await openWorld({
    items: all.map(({ name, type, system }) =>
      itemOf(
        idOf(name),
        [
          {
            id: 'make',
            type,
            retry: { enabled: false },
            config: type === 'rest-api' ? withSecrets(system.config) : system.config,
          },
        ],
        { fields: [pin] },
      ),
    ),
    connectors: [...connectors.values()],
    acts: {},
    ...more,
    log: (line) => void lines.push(line),
    secretsOf: async (_tenant, names) =>
      Object.fromEntries(names.flatMap((name) => (secrets[name] ? [[name, secrets[name]]] : []))),
    outside: {
      http: {
        send(call) {
          calls.push(call)
          // A stand-in reads its whole contract at its first call, which takes long on a busy machine.
          return real.send({ timeoutMs: 30_000, ...call })
        },
      },
      connection(type, name) {
        const found = connections.find((one) => one.type === type)
        if (!found) throw new ConnectionMissing(`No ${type} connection ${name ?? ''}`)
        return found
      },
      ...more.outside,
    },
  })
  onTestFinished(() => world.close())
  return { world, lines, calls }
}

export const idOf = (name: string) => name.toLowerCase().replaceAll(/[^a-z0-9]+/g, '-')

/** The state of the one action of a request once nothing works on it any more. */
export async function rested(world: World, id: string): Promise<string> {
  return vi.waitFor(
    async () => {
      const { actions } = await getRequest(world.requests, olga, id)
      const state = actions[0]?.state ?? ''
      if (!['waiting', 'succeeded', 'failed', 'unknown'].includes(state)) throw new Error(state)
      return state
    },
    { timeout: 45_000, interval: 100 },
  )
}

/** Everything a table of the database holds, as text. */
export async function everyRow({ database }: Pick<World, 'database'>): Promise<string> {
  const { rows } = await database.pool.query<{ name: string }>(
    `select quote_ident(table_schema) || '.' || quote_ident(table_name) as name
     from information_schema.tables
     where table_type = 'BASE TABLE' and table_schema not in ('pg_catalog', 'information_schema')`,
  )
  const texts = await Promise.all(
    rows.map(async ({ name }) => {
      const found = await database.pool.query<{ text: string | null }>(
        `select string_agg(t::text, ' ') as text from ${name} t`,
      )
      return found.rows[0]?.text ?? ''
    }),
  )
  return texts.join('\n')
}

/** What a person or a stream is shown of a request, previews of the same order included. */
export async function everyWord({ requests, follower }: World, id: string, item: string) {
  const frames: unknown[] = []
  const { seq } = await getRequest(requests, olga, id)
  const limit = AbortSignal.timeout(2_000)
  for await (const frame of follower.follow({ tenant: 'default', id }, 0, limit)) {
    frames.push(frame)
    if (frame.seq >= seq) break
  }
  const order = orderOf(item, { fields: { pin: own.field } })
  return JSON.stringify([
    frames,
    await getRequest(requests, olga, id),
    await getEvents(requests, olga, { id, after: 0, limit: 500 }),
    await getLogs(requests, olga, id),
    await getOutputs(requests, olga, id),
    await storyOf(requests, olga, id),
    await explainRequest(requests, olga, id),
    await preview(requests, olga, order, { dry: true }),
  ])
}

/** In how many places of a call a secret stands: its address, each header, the body. */
export function placesOf({ url, headers = {}, body }: HttpCall, secret: string) {
  const inside = (text: string) =>
    text.includes(secret) ||
    text.includes(encodeURIComponent(secret)) ||
    basicOf(text).includes(secret)
  return {
    url: inside(url) || inside(decodeURIComponent(url)),
    others: [...Object.values(headers), String(body ?? '')].filter(inside).length,
  }
}

export function isSent(call: HttpCall, secret: string): boolean {
  const { url, others } = placesOf(call, secret)
  return url || others > 0
}

const basicOf = (text: string): string =>
  text.startsWith('Basic ') ? Buffer.from(text.slice(6), 'base64').toString() : ''
