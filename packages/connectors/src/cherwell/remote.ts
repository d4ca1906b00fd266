import { type Static, type TSchema, Type } from 'typebox'
import { Check } from 'typebox/value'
import { failedAnswer } from '../kit/answers.ts'
import type { ActionContext, Answer, Connection } from '../kit/context.ts'
import { Ended, makingNothing, stop } from '../kit/ended.ts'
import { keptToken } from '../kit/kept-token.ts'
import type { Outcome } from '../kit/outcome.ts'
import { jsonOf } from '../kit/read-body.ts'
import { settingText } from '../kit/setting-text.ts'
import { targetOf } from '../kit/target.ts'

const Text = Type.Optional(Type.Union([Type.String(), Type.Null()]))
const Told = Type.Object({
  hasError: Type.Optional(Type.Union([Type.Boolean(), Type.Null()])),
  errorCode: Text,
})
const Token = Type.Object({
  access_token: Type.String({ minLength: 1 }),
  expires_in: Type.Number(),
})

/** One Cherwell server as an action reaches it (Cherwell REST API V1). */
export type Cherwell = {
  context: ActionContext
  connection: Connection
  /** Any answer, unread; a 401 with a remembered token is asked again after a new login, once. */
  send(method: string, path: string, body?: unknown): Promise<Answer>
  /** A good answer that fits; what only reads ends with a word that nothing was made. */
  read<S extends TSchema>(
    schema: S,
    method: string,
    path: string,
    body?: unknown,
  ): Promise<Static<S>>
}

/** Opens the connection; nothing is sent yet. */
export function openCherwell(context: ActionContext, name: string | undefined): Cherwell {
  const connection = context.connection('cherwell', name)
  const target = targetOf(settingText(connection, 'url'))
  if (!target.ok) throw new Ended(target.outcome)
  const site = target.url.href.replace(/\/+$/, '')
  const logged = (fresh: boolean): Promise<string> =>
    makingNothing(() =>
      keptToken(context, connection, { fresh, logIn: () => logIn(context, connection, site) }),
    )
  const ask = async (call: Call, fresh: boolean): Promise<Answer> =>
    context.http.send({
      method: call.method,
      ...(call.changes === false && { changes: false }),
      url: `${site}/api/V1/${call.path}`,
      signal: context.signal,
      headers: {
        accept: 'application/json',
        authorization: `Bearer ${await logged(fresh)}`,
        ...(call.body !== undefined && { 'content-type': 'application/json' }),
      },
      ...(call.body !== undefined && { body: JSON.stringify(call.body) }),
    })
  const sendAs = async (call: Call): Promise<Answer> => {
    const first = await ask(call, false)
    return first.status === 401 ? ask(call, true) : first
  }
  return {
    context,
    connection,
    send: (method, path, body) => sendAs({ method, path, body }),
    read: (schema, method, path, body) =>
      makingNothing(async () =>
        fitting(schema, await sendAs({ method, path, body, changes: false }), context.now),
      ),
  }
}

type Call = { method: string; path: string; body: unknown; changes?: boolean }

async function logIn(context: ActionContext, connection: Connection, site: string) {
  const answer = await context.http.send({
    method: 'POST',
    changes: false,
    url: `${site}/token`,
    signal: context.signal,
    headers: { accept: 'application/json', 'content-type': 'application/x-www-form-urlencoded' },
    body: new URLSearchParams({
      grant_type: 'password',
      client_id: settingText(connection, 'client_id'),
      username: settingText(connection, 'username'),
      password: connection.secrets['password'] ?? '',
    }).toString(),
  })
  if (answer.status === 400)
    throw stop('cherwell.not_authorized', `Cherwell refuses the account of "${connection.name}"`)
  const { access_token: value, expires_in: seconds } = fitting(Token, answer, context.now)
  return { value, lifeMs: seconds * 1000 }
}

/** A page of a proxy, or another system; asked again it may be Cherwell. */
export const unreadable: Outcome = {
  kind: 'failed',
  retryable: true,
  class: 'connection',
  code: 'cherwell.answer_unreadable',
  message: 'What answered does not speak like the REST API of Cherwell',
  made: 'maybe',
}

/** A good status may hold a refusal: `hasError` decides. Ended where the answer is none of this form. */
export function fitting<S extends TSchema>(schema: S, answer: Answer, now: number): Static<S> {
  if (answer.status >= 300) throw new Ended(refusal(answer, now))
  const body = jsonOf(answer)
  if (Check(Told, body) && body.hasError === true) throw new Ended(refused(body.errorCode))
  if (Check(schema, body)) return body
  throw new Ended(unreadable)
}

/** Cherwell's own words quote values; its code does not. */
function refused(code: string | null | undefined): Outcome {
  const told = /^[A-Z_]{1,40}$/i.test(code ?? '') ? ` (${code})` : ''
  return stop('cherwell.refused', `Cherwell refuses the call${told}`).outcome
}

/** A status that is no success, as an outcome. */
export function refusal(answer: Answer, now: number): Outcome {
  const { status } = answer
  const codes: Readonly<Record<number, string>> = {
    401: 'cherwell.not_authorized',
    403: 'cherwell.forbidden',
    404: 'cherwell.not_found',
    429: 'cherwell.rate_limited',
  }
  const code = codes[status] ?? (status >= 500 ? 'cherwell.unavailable' : 'cherwell.refused')
  return failedAnswer(answer, now, { code, message: `Cherwell answered ${status}` })
}
