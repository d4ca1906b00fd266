import { Type, type Static, type TSchema } from 'typebox'
import { Check } from 'typebox/value'
import { failedAnswer } from '../kit/answers.ts'
import type { ActionContext, Answer, Connection } from '../kit/context.ts'
import { Ended, unreadable } from '../kit/ended.ts'
import type { Outcome } from '../kit/outcome.ts'
import { settingText } from '../kit/setting-text.ts'
import { targetOf } from '../kit/target.ts'
import { adfText, plainAdf, toAdf } from './adf.ts'
import { toWiki } from './wiki.ts'

/** One Jira site as this action reaches it. */
export type Jira = {
  context: ActionContext
  connection: Connection
  cloud: boolean
  site: string
  /** Any answer, unread. */
  send(method: string, path: string, body?: unknown): Promise<Answer>
  /** A multipart body, past Jira's XSRF check. */
  upload(path: string, part: { body: Uint8Array; boundary: string }): Promise<Answer>
  /** A good answer, fit for the schema; ends with an outcome otherwise. */
  read<S extends TSchema>(
    schema: S,
    method: string,
    path: string,
    body?: unknown,
  ): Promise<Static<S>>
  /** Markdown in the form this site takes. */
  rich(markdown: string): unknown
  plain(text: string): unknown
  textOf(rich: unknown): string
}

type Sending = { body?: unknown; changes?: false }

const ErrorBody = Type.Object({
  errorMessages: Type.Optional(Type.Array(Type.String())),
  errors: Type.Optional(Type.Record(Type.String(), Type.String())),
})

/** Opens the connection by name; Cloud speaks API v3 with documents, Data Center v2 with wiki text. */
export function openJira(context: ActionContext, name: string | undefined): Jira {
  const connection = context.connection('jira', name)
  const { settings, secrets } = connection
  const cloud = settings['flavor'] !== 'dc'
  const target = targetOf(settingText(connection, 'url'))
  if (!target.ok) throw new Ended(target.outcome)
  const site = target.url.href.replace(/\/+$/, '')
  const basic = Buffer.from(`${settingText(connection, 'email')}:${secrets['token'] ?? ''}`)
  const authorization = cloud
    ? `Basic ${basic.toString('base64')}`
    : `Bearer ${secrets['token'] ?? ''}`
  const root = `${site}/rest/api/${cloud ? 3 : 2}`
  const headers = { authorization, accept: 'application/json' }
  const { signal, http } = context
  const json = { ...headers, 'content-type': 'application/json' }
  const sendAs = (method: string, path: string, { body, ...as }: Sending) =>
    body === undefined
      ? http.send({ ...as, method, url: `${root}${path}`, signal, headers })
      : http.send({
          ...as,
          method,
          url: `${root}${path}`,
          signal,
          headers: json,
          body: JSON.stringify(body),
        })
  return {
    context,
    connection,
    cloud,
    site,
    send: (method, path, body) => sendAs(method, path, { body }),
    upload: (path, { body, boundary }) =>
      http.send({
        method: 'POST',
        url: `${root}${path}`,
        signal,
        headers: {
          ...headers,
          'content-type': `multipart/form-data; boundary=${boundary}`,
          'x-atlassian-token': 'no-check',
        },
        body,
      }),
    async read(schema, method, path, body) {
      const answer = await sendAs(method, path, { body, changes: false })
      if (answer.status >= 300) throw new Ended(refusal(answer, context.now, connection.name))
      const value = jsonOf(answer)
      if (Check(schema, value)) return value
      throw unreadable(
        'jira.answer_unreadable',
        `Jira's answer to ${method} ${shape(path)} has another form`,
      )
    },
    rich: (markdown) => (cloud ? toAdf(markdown) : toWiki(markdown) || undefined),
    plain: (text) => (cloud ? plainAdf(cut(text)) : cut(text)),
    textOf: (rich) => (typeof rich === 'string' ? rich : adfText(rich)).trim(),
  }
}

/** Jira refuses comments above 32,767 characters. */
const longestComment = 30_000
const cut = (text: string) =>
  text.length > longestComment ? `${text.slice(0, longestComment)}…` : text
const shape = (path: string) => path.split('?')[0] ?? ''

export function jsonOf(answer: Answer): unknown {
  try {
    return answer.json()
  } catch {
    return undefined
  }
}

const codes: Record<number, string> = {
  400: 'jira.field_invalid',
  401: 'jira.not_authorized',
  403: 'jira.forbidden',
  404: 'jira.not_found',
  409: 'jira.conflict',
  413: 'jira.limit_reached',
  429: 'jira.rate_limited',
}

/** A refusal in Jira's own words, without the values they quote. */
export function refusal(answer: Answer, now: number, connection: string): Outcome {
  const { status } = answer
  const code = codes[status] ?? (status >= 500 ? 'jira.unavailable' : 'jira.refused')
  const outcome = failedAnswer(answer, now, { code, message: reason(answer, connection) })
  const resetMs = status === 429 ? resetAfterMs(answer, now) : undefined
  return outcome.kind === 'failed' && resetMs !== undefined
    ? { retryAfterMs: resetMs, ...outcome }
    : outcome
}

/** Longest rest until a limit is lifted that is believed: its quotas are per hour. */
const longestRestMs = 3_600_000

/** When the limit is lifted, where there is no Retry-After: ISO 8601, only with 429 (Jira Cloud, rate limiting). */
function resetAfterMs({ headers }: Answer, now: number): number | undefined {
  const ms = Date.parse(headers.get('x-ratelimit-reset') ?? '') - now
  return Number.isFinite(ms) ? Math.min(Math.max(ms, 0), longestRestMs) : undefined
}

/** What did not work beside the issue, as a sentence; undefined where it did. */
export function faultOf(jira: Jira, what: string, answer: Answer): string | undefined {
  if (answer.status < 300) return undefined
  const outcome = refusal(answer, jira.context.now, jira.connection.name)
  return `${what}: ${outcome.kind === 'failed' ? outcome.message : ''}`
}

/** Names of the fields whose values Jira refuses; none when it refuses for another reason. */
export function refusedFields(answer: Answer): readonly string[] {
  const body = jsonOf(answer)
  const isPlain = answer.status === 400 && Check(ErrorBody, body)
  if (!isPlain || (body.errorMessages ?? []).length > 0) return []
  return Object.keys(body.errors ?? {})
}

function reason(answer: Answer, connection: string): string {
  const { status } = answer
  if (status === 401) return `Jira refuses the credentials of the connection "${connection}"`
  if (status === 429) {
    const limit = /^[\w-]{1,60}$/.exec(answer.headers.get('ratelimit-reason') ?? '')
    return `Jira asks to slow down${limit ? ` (${limit[0]})` : ''}`
  }
  const body = jsonOf(answer)
  const said = Check(ErrorBody, body)
    ? [
        ...(body.errorMessages ?? []),
        ...Object.entries(body.errors ?? {}).map(([field, text]) => `${field}: ${text}`),
      ]
    : []
  const words = said.map((text) => text.replaceAll(/(['"]).*?\1/g, '…').slice(0, 200))
  return `Jira answered ${status}${words.length > 0 ? `: ${words.slice(0, 10).join('; ')}` : ''}`
}
