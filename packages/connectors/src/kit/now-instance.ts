import { failedAnswer } from './answers.ts'
import { authorize } from './authorize.ts'
import type { ActionContext, Answer, Connection } from './context.ts'
import { Ended } from './ended.ts'
import { type Outcome, withMade } from './outcome.ts'
import type { Credentials } from './proof.ts'
import { jsonOf } from './read-body.ts'
import { settingText } from './setting-text.ts'
import { targetOf } from './target.ts'

/** One ServiceNow instance as an action reaches it; shared by tickets and configuration items. */
export type NowInstance = {
  context: ActionContext
  connection: Connection
  site: string
  /** Any answer, unread. Path begins with a slash, query with `?`. */
  send(method: string, path: string, body?: unknown): Promise<Answer>
  /** The refusal as an outcome, in our own words. */
  refusal(answer: Answer): Outcome
  /** `result` of an answer of these statuses; another status or another form is thrown as Ended. */
  result(answer: Answer, ...statuses: readonly number[]): unknown
}

/** Opens the connection; a 401 with a remembered OAuth 2 token is asked again with a new one, once. */
export function openNow(context: ActionContext, name: string | undefined): NowInstance {
  const connection = context.connection('servicenow', name)
  const target = targetOf(settingText(connection, 'url'))
  if (!target.ok) throw new Ended(target.outcome)
  const site = target.url.href.replace(/\/+$/, '')
  const ask = async (call: Call, stale?: string): Promise<Asked> => {
    const headers = await proofOf(context, { connection, site, stale })
    const { method, path, body } = call
    const answer = await context.http.send({
      method,
      url: `${site}${path}`,
      signal: context.signal,
      headers: {
        accept: 'application/json',
        ...headers,
        ...(body !== undefined && { 'content-type': 'application/json' }),
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    })
    return { answer, authorization: headers['authorization'] }
  }
  const refusal = (answer: Answer): Outcome => refusalOf(answer, context.now, connection.name)
  return {
    context,
    connection,
    site,
    refusal,
    async send(method, path, body) {
      const { answer, authorization } = await ask({ method, path, body })
      const isStale = answer.status === 401 && connection.settings['auth'] === 'oauth2'
      return isStale ? (await ask({ method, path, body }, authorization)).answer : answer
    },
    result(answer, ...statuses) {
      if (!statuses.includes(answer.status)) throw new Ended(refusal(answer))
      const body = jsonOf(answer)
      if (typeof body === 'object' && body !== null && 'result' in body) return body.result
      throw new Ended(unreadable)
    },
  }
}

type Call = { method: string; path: string; body: unknown }
type Asked = { answer: Answer; authorization: string | undefined }
/** `stale` = the proof that was refused just now. */
type Proving = { connection: Connection; site: string; stale: string | undefined }

async function proofOf(
  context: ActionContext,
  { connection, site, stale }: Proving,
): Promise<Record<string, string>> {
  const { secrets } = connection
  const named = { password: 'password_ref', token: 'token_ref', client_secret: 'client_secret_ref' }
  const credentials: Credentials = {
    username: settingText(connection, 'username'),
    client_id: settingText(connection, 'client_id'),
    token_url: settingText(connection, 'token_url', `${site}/oauth_token.do`),
    ...Object.fromEntries(
      Object.entries(named).flatMap(([secret, key]) => (secrets[secret] ? [[key, secret]] : [])),
    ),
  }
  const ours: ActionContext = { ...context, secret: (name) => secrets[name] ?? '' }
  const proof = await authorize(ours, settingText(connection, 'auth', 'basic'), credentials, stale)
  if (!proof.ok) throw new Ended(withMade(proof.outcome, 'no'))
  return proof.headers
}

/** A sleeping instance and proxies answer pages; asked again it may be ServiceNow. */
export const unreadable: Outcome = {
  kind: 'failed',
  retryable: true,
  class: 'connection',
  code: 'servicenow.answer_unreadable',
  message: 'What answered does not speak like ServiceNow; a sleeping instance answers so too',
  made: 'maybe',
}

const codes: Readonly<Record<number, string>> = {
  400: 'servicenow.invalid',
  401: 'servicenow.not_authorized',
  403: 'servicenow.forbidden',
  404: 'servicenow.not_found',
  429: 'servicenow.rate_limited',
}

/** Error texts of the instance quote values, so only its kind is told. */
function refusalOf(answer: Answer, now: number, connection: string): Outcome {
  const { status } = answer
  const code = codes[status] ?? (status >= 500 ? 'servicenow.unavailable' : 'servicenow.refused')
  return failedAnswer(answer, now, { code, message: reason(status, connection) })
}

function reason(status: number, connection: string): string {
  switch (status) {
    case 400:
      return 'ServiceNow refuses the values'
    case 401:
      return `ServiceNow refuses the credentials of the connection "${connection}"`
    case 403:
      return `An access rule, data policy or business rule refuses this to the connection "${connection}"`
    case 404:
      return 'There is no such table or record, or it is hidden from this connection'
    case 429:
      return 'ServiceNow asks to slow down'
    default:
      return `ServiceNow answered ${status}`
  }
}
