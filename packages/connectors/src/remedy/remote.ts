import { Type } from 'typebox'
import { Check } from 'typebox/value'
import { failedAnswer } from '../kit/answers.ts'
import type { ActionContext, Answer, Connection } from '../kit/context.ts'
import { type Desk, deskKey, type Made, type Ticket } from '../kit/desk.ts'
import { Ended, makingNothing } from '../kit/ended.ts'
import { keptToken } from '../kit/kept-token.ts'
import { type Outcome, withMade } from '../kit/outcome.ts'
import { jsonOf } from '../kit/read-body.ts'
import { settingText } from '../kit/setting-text.ts'
import { targetOf } from '../kit/target.ts'
import type { RemedyConfig } from './config.ts'
import { type Form, formOf } from './forms.ts'

const Entry = Type.Object({ values: Type.Record(Type.String(), Type.Unknown()) })
const Entries = Type.Object({ entries: Type.Array(Entry) })
const ArErrors = Type.Array(Type.Object({ messageNumber: Type.Integer() }))
type Values = Readonly<Record<string, unknown>>

/** A token lives an hour (AR System, JWT login). */
const tokenMs = 3_600_000
const longestSummary = 100

type Server = {
  context: ActionContext
  connection: Connection
  site: string
  form: Form
  /** Field and value that find this action's entry. */
  mark: { field: string; value: string }
  send(method: string, path: string, body?: unknown): Promise<Answer>
}

/** Opens the connection; nothing is sent yet. */
export function openDesk(context: ActionContext, config: RemedyConfig): Desk {
  const connection = context.connection('remedy', config.connection)
  const target = targetOf(settingText(connection, 'url'))
  if (!target.ok) throw new Ended(target.outcome)
  const site = target.url.href.replace(/\/+$/, '')
  const field = settingText(connection, 'key_field', 'Vendor Ticket Number')
  const mark = { field, value: deskKey(context.idempotencyKey) }
  const send = sender(context, connection, site)
  const server: Server = { context, connection, site, form: formOf(config.form), mark, send }
  return {
    type: 'remedy',
    context,
    connection,
    find: () => find(server, mark),
    read: (number) => find(server, { field: server.form.number, value: number }),
    create: () => create(server, config),
    note: (ticket, { text }) => change(server, ticket, { z1D_Details: text }),
    close: (ticket, text) =>
      change(server, ticket, {
        [server.form.status]: server.form.cancelled,
        z1D_Details: text,
        Resolution: text,
      }),
  }
}

/** A 401 with a remembered token is asked again after a new login, once. */
function sender(context: ActionContext, connection: Connection, site: string): Server['send'] {
  const token = (fresh: boolean): Promise<string> =>
    makingNothing(() =>
      keptToken(context, connection, { fresh, logIn: () => logIn(context, connection, site) }),
    )
  const call = async (method: string, path: string, more: { body?: unknown; token: string }) =>
    context.http.send({
      method,
      url: `${site}${path}`,
      signal: context.signal,
      headers: {
        accept: 'application/json',
        authorization: `AR-JWT ${more.token}`,
        ...(more.body !== undefined && { 'content-type': 'application/json' }),
      },
      ...(more.body !== undefined && { body: JSON.stringify(more.body) }),
    })
  return async (method, path, body) => {
    const first = await call(method, path, { body, token: await token(false) })
    if (first.status !== 401) return first
    return call(method, path, { body, token: await token(true) })
  }
}

async function logIn(context: ActionContext, connection: Connection, site: string) {
  const { secrets } = connection
  const answer = await context.http.send({
    method: 'POST',
    changes: false,
    url: `${site}/api/jwt/login`,
    signal: context.signal,
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    body: new URLSearchParams({
      username: settingText(connection, 'username'),
      password: secrets['password'] ?? '',
    }).toString(),
  })
  const value = answer.text().trim()
  if (answer.status !== 200) throw new Ended(refusal(answer, context.now, connection.name))
  if (!/^[\x21-\x7e]{1,8192}$/.test(value)) throw new Ended(unreadable)
  return { value, lifeMs: tokenMs }
}

const unreadable: Outcome = {
  kind: 'failed',
  retryable: true,
  class: 'connection',
  code: 'remedy.answer_unreadable',
  message: 'What answered does not speak like the REST API of AR System',
  made: 'maybe',
}

const codes: Readonly<Record<number, string>> = {
  401: 'remedy.not_authorized',
  403: 'remedy.forbidden',
  404: 'remedy.not_found',
  429: 'remedy.rate_limited',
}

/** One account in use at several addresses (ARERR 9093): nothing was done, and it passes. */
const busyNumbers: ReadonlySet<number> = new Set([9093])

/** A filter of the server refuses with 500 and a list of messages, which is no passing fault. Texts quote values. */
function refusal(answer: Answer, now: number, connection: string): Outcome {
  const { status } = answer
  const body = jsonOf(answer)
  const number = Check(ArErrors, body) ? body[0]?.messageNumber : undefined
  const told = number === undefined ? '' : ` (ARERR ${number})`
  const code =
    codes[status] ??
    (status >= 500 && number === undefined ? 'remedy.unavailable' : 'remedy.refused')
  const message = `The server of the connection "${connection}" answered ${status}${told}`
  const outcome = failedAnswer(answer, now, { code, message })
  if (outcome.kind !== 'failed' || number === undefined) return outcome
  if (busyNumbers.has(number))
    return { ...outcome, retryable: true, class: 'rate_limit', code: 'remedy.busy', made: 'no' }
  return { ...outcome, retryable: false, class: 'permanent', made: 'no' }
}

function entryPath(form: string, id?: string): string {
  const entry = id === undefined ? '' : `/${encodeURIComponent(id)}`
  return `/api/arsys/v1/entry/${encodeURIComponent(form)}${entry}`
}

type Sought = { field: string; value: string }

/** What does not show the value that was asked for is not what was asked for. */
async function find(
  { send, form, context, connection }: Server,
  { field, value }: Sought,
): Promise<Ticket | undefined> {
  const q = encodeURIComponent(`'${field}'="${value}"`)
  const answer = await send('GET', `${entryPath(form.view)}?q=${q}&limit=2`)
  if (answer.status !== 200) throw new Ended(refusal(answer, context.now, connection.name))
  const body = jsonOf(answer)
  if (!Check(Entries, body)) throw new Ended(unreadable)
  const own = body.entries.find(({ values }) => values[field] === value)
  return own && ticketOf({ form, connection }, own.values)
}

function ticketOf(
  { form, connection }: Pick<Server, 'form' | 'connection'>,
  values: Values,
): Ticket {
  const said = (name: string): string => {
    const value = Object.hasOwn(values, name) ? values[name] : undefined
    return typeof value === 'string' ? value : ''
  }
  const state = said(form.status)
  const number = said(form.number)
  const page = settingText(connection, 'page_url')
  return {
    id: number,
    number,
    ...(page !== '' && { url: page }),
    state,
    ...(form.over.includes(state) && {
      ended: [state, said('Status_Reason')].filter((word) => word !== ''),
    }),
    value: (name) => (Object.hasOwn(values, name) ? values[name] : undefined),
  }
}

async function create(server: Server, { form, summary, values = {} }: RemedyConfig): Promise<Made> {
  const { send, mark, context, connection } = server
  const given = Object.entries(values).filter(([, value]) => value !== null && value !== undefined)
  const body = {
    values: {
      ...Object.fromEntries(given),
      ...(summary !== undefined && { Description: oneLine(summary) }),
      z1D_Action: 'CREATE',
      [mark.field]: mark.value,
    },
  }
  const wanted = encodeURIComponent(`values(${server.form.number},${server.form.status})`)
  const answer = await send('POST', `${entryPath(form)}?fields=${wanted}`, body)
  if (answer.status === 201 || answer.status === 204) return made(server, answer)
  const outcome = refusal(answer, context.now, connection.name)
  const isOpen = outcome.kind === 'failed' && outcome.made === undefined
  if (answer.status >= 500 && answer.status !== 503 && isOpen) return { unclear: outcome }
  throw new Ended(outcome)
}

/** The address of a new entry is not its number: that is in the answer, or found by the key. */
async function made(server: Server, answer: Answer): Promise<Made> {
  const body = jsonOf(answer)
  const ticket = Check(Entry, body) ? ticketOf(server, body.values) : undefined
  if (ticket && ticket.number !== '') return { ticket, warnings: [] }
  const found = await find(server, server.mark).catch((error: unknown) => {
    if (error instanceof Ended) return undefined
    throw error
  })
  return found ? { ticket: found, warnings: [] } : { unclear: withMade(unreadable, 'maybe') }
}

function oneLine(line: string): string {
  const short = line.replaceAll(/\s+/g, ' ').trim()
  return short.length > longestSummary ? `${short.slice(0, longestSummary - 1)}…` : short
}

async function change(server: Server, ticket: Ticket, values: Values): Promise<string | undefined> {
  const { number } = ticket
  const known = ticket.value('Request ID') ?? number
  const path = entryPath(server.form.view, typeof known === 'string' ? known : number)
  const answer = await server.send('PUT', path, { values: { z1D_Action: 'MODIFY', ...values } })
  if (answer.status === 204 || answer.status === 200) return undefined
  return `The change of ${number} was refused (${answer.status}); a person must do it`
}
