import { type Static, Type, type TSchema } from 'typebox'
import { Check } from 'typebox/value'
import type { ActionContext, Answer, Connection } from '../kit/context.ts'
import { Ended, makingNothing } from '../kit/ended.ts'
import { type Outcome, withMade } from '../kit/outcome.ts'
import { jsonOf } from '../kit/read-body.ts'
import { settingText } from '../kit/setting-text.ts'
import { targetOf } from '../kit/target.ts'
import { isRole, type Post, tokenOf } from './login.ts'
import { refusal } from './refusal.ts'

/** What speaking to a Vault takes. */
export type VaultWorld = Pick<ActionContext, 'http' | 'now' | 'signal'>

/** The values of a secret by name. */
export type Data = Readonly<Record<string, unknown>>

/** A version as it stands; version 0 = there is none. `data` is there only while it is live. */
export type Version = { version: number; data: Data | undefined }

/** Mount and path, each part already encoded. */
export type KvPlace = { mount: string; path: string }

export const Metadata = Type.Object({ version: Type.Integer({ minimum: 1 }) })
const Read = Type.Object({
  data: Type.Object({
    data: Type.Union([Type.Record(Type.String(), Type.Unknown()), Type.Null()]),
    metadata: Metadata,
  }),
})

/** A secret as it stands. Throws Ended where it cannot be read; what fails here made nothing. */
export async function readKv(
  { send, refused }: Kv,
  { mount, path }: KvPlace,
  version?: number,
): Promise<Version> {
  const query = version === undefined ? '' : `?version=${version}`
  const answer = await makingNothing(() => send('GET', `${mount}/data/${path}${query}`))
  if (answer.status !== 200 && answer.status !== 404)
    throw new Ended(withMade(refused(answer), 'no'))
  return versionOf(answer)
}

/** One Vault as its connection opens it. */
export type Kv = { send: Send; refused: (answer: Answer) => Outcome }

/** Opens the connection; nothing is sent yet. Throws Ended when its address cannot be used. */
export function openKv(world: VaultWorld, connection: Connection): Kv {
  return {
    send: sender(world, connection),
    refused: (answer) => refusal(answer, world.now, connection.name),
  }
}

type Sending = { body?: unknown; token?: string; changes?: boolean }

type Send = (method: string, path: string, body?: unknown) => Promise<Answer>

/** Calls as who we are; a 403 with a token of a login is asked again after a new login, once. */
function sender(world: VaultWorld, connection: Connection): Send {
  const target = targetOf(settingText(connection, 'url'))
  if (!target.ok) throw new Ended(target.outcome)
  const root = `${target.url.href.replace(/\/+$/, '')}/v1`
  const namespace = settingText(connection, 'namespace')
  const call = (method: string, path: string, more: Sending) =>
    world.http.send({
      method,
      ...(more.changes === false && { changes: false }),
      url: `${root}/${path}`,
      signal: world.signal,
      headers: {
        accept: 'application/json',
        'x-vault-request': 'true',
        ...(namespace !== '' && { 'x-vault-namespace': namespace }),
        ...(more.token !== undefined && { 'x-vault-token': more.token }),
        ...(more.body !== undefined && { 'content-type': 'application/json' }),
      },
      ...(more.body !== undefined && { body: JSON.stringify(more.body) }),
    })
  const post: Post = (path, body, token) =>
    call('POST', path, { body, changes: false, ...(token !== undefined && { token }) })
  const tokenBut = (refused?: string) =>
    makingNothing(() => tokenOf(world, connection, { post, refused }))
  return async (method, path, body) => {
    const token = await tokenBut()
    const first = await call(method, path, { body, token })
    if (first.status !== 403 || !isRole(connection)) return first
    return call(method, path, { body, token: await tokenBut(token) })
  }
}

/** A deleted or destroyed version answers 404, but with its metadata. */
function versionOf(answer: Answer): Version {
  const body = jsonOf(answer)
  if (answer.status === 404 && !Check(Read, body)) return { version: 0, data: undefined }
  const { data, metadata } = fit(Read, answer, 'no').data
  return {
    version: metadata.version,
    data: answer.status === 200 ? (data ?? undefined) : undefined,
  }
}

/** Another system answered in Vault's place (a proxy's page); asked again it may be Vault. */
export function unreadable(made: 'no' | 'maybe'): Outcome {
  return {
    kind: 'failed',
    retryable: true,
    class: 'connection',
    code: 'vault.answer_unreadable',
    message: "What answered does not speak like Vault's KV version 2",
    made,
  }
}

export function fit<S extends TSchema>(schema: S, answer: Answer, made: 'no' | 'maybe'): Static<S> {
  const body = jsonOf(answer)
  if (Check(schema, body)) return body
  throw new Ended(unreadable(made))
}
