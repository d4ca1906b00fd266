import { type Static, Type, type TSchema } from 'typebox'
import { Check } from 'typebox/value'
import { failedTransport } from '../kit/answers.ts'
import type { ActionContext, Answer, Connection } from '../kit/context.ts'
import { Ended } from '../kit/ended.ts'
import { type Outcome, withMade } from '../kit/outcome.ts'
import { jsonOf } from '../kit/read-body.ts'
import { settingText } from '../kit/setting-text.ts'
import { targetOf } from '../kit/target.ts'
import { isRole, type Post, tokenOf } from './login.ts'
import type { Place } from './place.ts'
import { refusal } from './refusal.ts'

/** The values of a secret by name. */
export type Data = Readonly<Record<string, unknown>>

/** A version as it stands; version 0 = there is none. `data` is there only while it is live. */
export type Version = { version: number; data: Data | undefined }

const Metadata = Type.Object({ version: Type.Integer({ minimum: 1 }) })
const Read = Type.Object({
  data: Type.Object({
    data: Type.Union([Type.Record(Type.String(), Type.Unknown()), Type.Null()]),
    metadata: Metadata,
  }),
})
const Written = Type.Object({ data: Metadata })
const Errors = Type.Object({ errors: Type.Array(Type.String()) })

/** KV version 2 of one Vault as this action reaches it (developer.hashicorp.com/vault/api-docs/secret/kv/kv-v2). */
export type Vault = {
  context: ActionContext
  connection: Connection
  place: Place
  /** The newest version, or that one. Ended where it cannot be read; what fails here made nothing. */
  read(version?: number): Promise<Version>
  /** Writes over version `cas`; undefined = another stands there by now. */
  write(data: Data, cas: number): Promise<number | undefined>
  /** Deletes (can be undone), brings back, or wipes out that version; done twice is done once. */
  change(how: 'delete' | 'undelete' | 'destroy', version: number): Promise<void>
}

/** Opens the place on its connection; nothing is sent yet. Throws Ended. */
export function openVault(context: ActionContext, connection: Connection, place: Place): Vault {
  const send = sender(context, connection)
  const { mount, path } = place
  const refused = (answer: Answer): Outcome => refusal(answer, context.now, connection.name)
  return {
    context,
    connection,
    place,
    async read(version) {
      const query = version === undefined ? '' : `?version=${version}`
      const answer = await reading(() => send('GET', `${mount}/data/${path}${query}`))
      if (answer.status !== 200 && answer.status !== 404)
        throw new Ended(withMade(refused(answer), 'no'))
      return versionOf(answer)
    },
    async write(data, cas) {
      const answer = await send('POST', `${mount}/data/${path}`, { options: { cas }, data })
      if (answer.status === 400 && isMismatch(answer)) return undefined
      if (answer.status !== 200) throw new Ended(refused(answer))
      return fit(Written, answer, 'maybe').data.version
    },
    async change(how, version) {
      const answer = await send('POST', `${mount}/${how}/${path}`, { versions: [version] })
      if (answer.status === 204 || answer.status === 404) return
      throw new Ended(answer.status < 300 ? unreadable('maybe') : refused(answer))
    },
  }
}

type Send = (method: string, path: string, body?: unknown) => Promise<Answer>

/** Calls as who we are; a 403 with a token of AppRole is asked again after a new login, once. */
function sender(context: ActionContext, connection: Connection): Send {
  const target = targetOf(settingText(connection, 'url'))
  if (!target.ok) throw new Ended(target.outcome)
  const root = `${target.url.href.replace(/\/+$/, '')}/v1`
  const namespace = settingText(connection, 'namespace')
  const call = (method: string, path: string, more: { body?: unknown; token?: string }) =>
    context.http.send({
      method,
      url: `${root}/${path}`,
      signal: context.signal,
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
    call('POST', path, { body, ...(token !== undefined && { token }) })
  const tokenBy = (fresh: boolean) => reading(() => tokenOf(context, connection, { post, fresh }))
  return async (method, path, body) => {
    const first = await call(method, path, { body, token: await tokenBy(false) })
    if (first.status !== 403 || !isRole(connection)) return first
    return call(method, path, { body, token: await tokenBy(true) })
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

function isMismatch(answer: Answer): boolean {
  const body = jsonOf(answer)
  return Check(Errors, body) && body.errors.some((text) => text.includes('check-and-set'))
}

/** Another system answered in Vault's place (a proxy's page); asked again it may be Vault. */
function unreadable(made: 'no' | 'maybe'): Outcome {
  return {
    kind: 'failed',
    retryable: true,
    class: 'connection',
    code: 'vault.answer_unreadable',
    message: "What answered does not speak like Vault's KV version 2",
    made,
  }
}

function fit<S extends TSchema>(schema: S, answer: Answer, made: 'no' | 'maybe'): Static<S> {
  const body = jsonOf(answer)
  if (Check(schema, body)) return body
  throw new Ended(unreadable(made))
}

/** What only reads or logs in makes nothing of what the action is about, however it ends. */
async function reading<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    if (error instanceof Ended) throw new Ended(withMade(error.outcome, 'no'))
    throw new Ended(withMade(failedTransport(error), 'no'))
  }
}
