import { createHash } from 'node:crypto'
import { type TSchema, type Static, Type } from 'typebox'
import { Check } from 'typebox/value'
import { type ActionContext, type Connection, ConnectionMissing } from '../kit/context.ts'
import { keptOnce } from '../kit/kept-once.ts'
import { settingText } from '../kit/setting-text.ts'
import { jsonOf, refusal } from './answer.ts'
import { appJwt } from './app-jwt.ts'
import type { GithubWorkflowConfig } from './config.ts'
import { Ended, stop } from '../kit/ended.ts'

/** What proves who we are. */
export type Badge = {
  /** The value of the Authorization header; `fresh` = not one that was kept. */
  show(fresh: boolean): Promise<string>
  /** A refused one can be asked for anew. */
  renewable: boolean
}

/** Where a badge is used: `api` without a slash at the end, `repository` as `/repos/<owner>/<name>`. */
export type Place = {
  context: ActionContext
  config: GithubWorkflowConfig
  connection: Connection
  api: string
  repository: string
}

type App = { id: string; installation: string; key: string }

/** Milliseconds of life left below which an installation token is asked for anew; it lives an hour. */
const marginMs = 300_000

type InstallationToken = { token: string; until: number }

/** Installation tokens by a hash of who asked where. */
const tokens = keptOnce<InstallationToken>(500)

const Answered = Type.Object({ token: Type.String(), expires_at: Type.String() })
const Installation = Type.Object({ id: Type.Integer() })

/** The API version is pinned, so that a newer default changes nothing under us. */
export function headersOf(authorization: string): Record<string, string> {
  return {
    authorization,
    accept: 'application/vnd.github+json',
    'x-github-api-version': '2022-11-28',
  }
}

/** The item's own authentication, else the connection's: an app where one is named, else a token. */
export function badgeOf(place: Place): Badge {
  const app = appOf(place)
  if (app) return { renewable: true, show: (fresh) => installationToken(place, app, fresh) }
  const token = tokenOf(place)
  return { renewable: false, show: async () => `Bearer ${token}` }
}

function appOf({ context, config, connection }: Place): App | undefined {
  const own = config.authentication
  if (own !== undefined) {
    if (own.type !== 'app') return undefined
    if (own.app_id === undefined || own.private_key_ref === undefined)
      throw stop(
        'config.credentials_missing',
        'The authentication by app needs app_id and private_key_ref',
      )
    const installation = String(own.installation_id ?? '')
    return { id: String(own.app_id), installation, key: context.secret(own.private_key_ref) }
  }
  const id = numberOrText(connection, 'app_id')
  if (id === '') return undefined
  const key = connection.secrets['private_key']
  if (key === undefined) throw lacking(connection, 'private_key_ref')
  return { id, installation: numberOrText(connection, 'installation_id'), key }
}

function tokenOf({ context, config, connection }: Place): string {
  const own = config.authentication
  if (own?.token_ref !== undefined) return context.secret(own.token_ref)
  if (own !== undefined)
    throw stop('config.credentials_missing', 'The authentication by token needs token_ref')
  const token = connection.secrets['token']
  if (token === undefined) throw lacking(connection, 'token_ref or app_id')
  return token
}

function lacking({ name }: Connection, what: string): ConnectionMissing {
  return new ConnectionMissing(`The github connection ${name} has no ${what}`)
}

function numberOrText(connection: Connection, name: string): string {
  const value = connection.settings[name]
  return typeof value === 'number' ? String(value) : settingText(connection, name)
}

async function installationToken(place: Place, app: App, fresh: boolean): Promise<string> {
  const { api, repository, context } = place
  const name = createHash('sha256')
    .update(JSON.stringify([api, repository, app]))
    .digest('hex')
  const { token } = await tokens(context, name, {
    isGood: ({ until }) => !fresh && until - marginMs > context.now,
    ask: () => askForToken(place, app),
  })
  return `Bearer ${token}`
}

async function askForToken(place: Place, app: App): Promise<InstallationToken> {
  const { config, context } = place
  const proof = headersOf(`Bearer ${appJwt(app.id, app.key, context.now)}`)
  const installation = app.installation || (await installationOf(place, proof))
  const { token, expires_at } = await call(place, Answered, {
    method: 'POST',
    path: `/app/installations/${encodeURIComponent(installation)}/access_tokens`,
    headers: { ...proof, 'content-type': 'application/json' },
    // Narrowed to what is done with it, so that a leak opens no more.
    body: JSON.stringify({
      repositories: [config.repository.name],
      permissions: { actions: 'write' },
    }),
  })
  const until = Date.parse(expires_at)
  // A token whose end cannot be read is used once.
  return { token, until: Number.isFinite(until) ? until : 0 }
}

async function installationOf(place: Place, headers: Record<string, string>): Promise<string> {
  const path = `${place.repository}/installation`
  return String((await call(place, Installation, { method: 'GET', path, headers })).id)
}

type Calling = {
  method: string
  path: string
  headers: Record<string, string>
  body?: string
}

async function call<S extends TSchema>(
  { context, api }: Place,
  schema: S,
  { path, ...rest }: Calling,
): Promise<Static<S>> {
  const { http, signal, now } = context
  const answer = await http.send({ ...rest, changes: false, url: `${api}${path}`, signal })
  if (answer.status !== 200 && answer.status !== 201) throw new Ended(refusal(answer, now))
  const value = jsonOf(answer)
  if (Check(schema, value)) return value
  throw stop('github.answer_unreadable', 'GitHub gave the app no token that can be read')
}
