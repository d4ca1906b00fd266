import { createHash } from 'node:crypto'
import { failedTransport } from './answers.ts'
import {
  type ActionContext,
  type AskedResult,
  type Connection,
  TransportFailure,
} from './context.ts'
import { makingNothing, outcomeOf } from './ended.ts'
import { type ExternalRef, type Outcome, type Outputs } from './outcome.ts'

/** A record of a ticket system as it stands. */
export type Ticket = {
  /** What `read` takes. */
  id: string
  /** What people call it, e.g. INC0010001; part of the wait's key. */
  number: string
  url?: string
  /** As people see it. */
  state: string
  /** Set once nobody works on it any more: the words that say how it ended. */
  ended?: readonly string[]
  /** A column by the name the item uses; undefined = there is none. */
  value(name: string): unknown
}

/** A ticket was made, or nobody knows. A refusal that made nothing is thrown as Ended. */
export type Made = { ticket: Ticket; warnings: readonly string[] } | { unclear: Outcome }

/** One ticket system as one action reaches it. All but `create` may be called as often as one likes. */
export type Desk = {
  /** Connection type; begins failure codes and the wait's key. */
  type: string
  context: ActionContext
  connection: Connection
  /** The ticket this action's key made; undefined = none that can be seen. */
  find(): Promise<Ticket | undefined>
  /** Undefined = it is gone. */
  read(id: string): Promise<Ticket | undefined>
  create(): Promise<Made>
  /** Adds a remark unless one with the same mark is there; a sentence says why it could not. */
  note(ticket: Ticket, remark: { mark: string; text: string }): Promise<string | undefined>
  /** Closes an open ticket as called off; a sentence says why it could not. */
  close(ticket: Ticket, text: string): Promise<string | undefined>
}

/** What items may say of every ticket system. */
export type Watching = {
  watch_status?: boolean | undefined
  result_fields?: Readonly<Record<string, string>> | undefined
  success_codes?: readonly string[] | undefined
  failure_codes?: readonly string[] | undefined
}

/** Milliseconds between looks for a ticket that may exist: the call that makes it may still be under way. */
const looksMs = [5_000, 10_000, 15_000]
/** Creates without a clear answer until it is given up. */
const mostCreates = 3
/** First pause between two looks at an open ticket, and the longest. */
const firstWatchMs = 30_000
const longestWatchMs = 300_000

/** Words that mean that the work was not done, in any part of a state or close code. */
const failing =
  /cancel|reject|declin|incomplete|unsuccessful|not solved|unresolved|won.?t|withdraw|skipped|abandon|duplicate/i

/** The key in a form every ticket system takes as a value: short, letters and digits. */
export function deskKey(idempotencyKey: string): string {
  return `pao-${createHash('sha256').update(idempotencyKey).digest('hex').slice(0, 28)}`
}

/** A door of a ticket connector: what ends a call early becomes its outcome. */
export async function atDesk(work: () => Promise<Outcome>): Promise<Outcome> {
  try {
    return await work()
  } catch (error) {
    return outcomeOf(error)
  }
}

/** Makes the ticket of this action, or takes the one its key made before, and watches it. */
export async function openTicket(desk: Desk, config: Watching): Promise<Outcome> {
  const { maybeDone, attempt } = desk.context.action
  const found = await makingNothing(() => desk.find())
  if (found) return begun(desk, config, { ticket: found, warnings: [] })
  if (maybeDone ?? attempt > 1) return lookAgain(desk, { looks: 0, creates: 0 })
  return create(desk, config, 0)
}

/** Goes on with what `waiting` remembered; a signal means the same as a poll. */
export async function goOn(desk: Desk, config: Watching, memo: Outputs): Promise<Outcome> {
  const { id, warnings } = memo
  if (typeof id === 'string') {
    const lines = Array.isArray(warnings) ? warnings.map(String) : []
    const { told } = memo
    return watch(desk, config, {
      id,
      warnings: lines,
      looks: counted(memo['looks']),
      ...(typeof told === 'string' && { told }),
    })
  }
  const found = await makingNothing(() => desk.find())
  if (found) return begun(desk, config, { ticket: found, warnings: [] })
  const looking = { looks: counted(memo['looks']), creates: counted(memo['creates']) }
  return looking.looks < looksMs.length
    ? lookAgain(desk, looking)
    : create(desk, config, looking.creates)
}

/** Says on the ticket what became of the request and closes it while it is open. Nothing made = nothing to do. */
export async function callOff(desk: Desk, known: unknown, what: string): Promise<Outcome> {
  const ticket =
    typeof known === 'string' ? await desk.read(known) : await makingNothing(() => desk.find())
  if (!ticket) return { kind: 'succeeded', outputs: {} }
  const { request } = desk.context
  const mark = `Request ${request.id} ${what}`
  const text = `${mark}. ${request.url}`
  const fault = ticket.ended
    ? await desk.note(ticket, { mark, text })
    : await desk.close(ticket, text)
  const warnings = fault === undefined ? [] : [fault]
  for (const line of warnings) desk.context.log(line)
  const outputs = { number: ticket.number, warnings }
  return { kind: 'succeeded', outputs, ref: refOf(desk, ticket) }
}

const counted = (value: unknown): number => (typeof value === 'number' ? value : 0)

function lookAgain(desk: Desk, { looks, creates }: { looks: number; creates: number }): Outcome {
  desk.context.log('A ticket may have been made already; looking again before making one')
  return {
    kind: 'waiting',
    until: desk.context.now + (looksMs[looks] ?? 15_000),
    waitingFor: 'remote',
    memo: { phase: 'looking', looks: looks + 1, creates },
    ambiguous: true,
  }
}

async function create(desk: Desk, config: Watching, creates: number): Promise<Outcome> {
  const made = await attempted(desk)
  if ('unclear' in made)
    return creates + 1 >= mostCreates
      ? made.unclear
      : lookAgain(desk, { looks: 0, creates: creates + 1 })
  desk.context.log(`Made ${made.ticket.number}`)
  return begun(desk, config, made)
}

async function attempted(desk: Desk): Promise<Made> {
  try {
    return await desk.create()
  } catch (error) {
    if (error instanceof TransportFailure && error.sent) return { unclear: failedTransport(error) }
    throw error
  }
}

type Begun = { ticket: Ticket; warnings: readonly string[] }

/** Watches a ticket, or ends with it as it is where the item does not want to wait. */
export function begun(desk: Desk, config: Watching, { ticket, warnings }: Begun): Outcome {
  for (const line of warnings) desk.context.log(line)
  if (config.watch_status === false) return succeeded(desk, config, { ticket, warnings })
  return nextLook(desk, ticket, { id: ticket.id, warnings, looks: 0 })
}

/** `told`: the mark of the last remark, for systems in which remarks cannot be looked up. */
type Watched = { id: string; warnings: readonly string[]; looks: number; told?: string }

function nextLook(desk: Desk, ticket: Ticket, watched: Watched): Outcome {
  const { looks } = watched
  return {
    kind: 'waiting',
    until: desk.context.now + Math.round(Math.min(firstWatchMs * 1.5 ** looks, longestWatchMs)),
    waitingFor: 'remote',
    key: `${desk.type}:${desk.connection.name}:${ticket.number}`,
    memo: { phase: 'watching', ...watched, looks: looks + 1 },
    ref: refOf(desk, ticket),
  }
}

function refOf({ type }: Desk, { number, url }: Ticket): ExternalRef {
  return { kind: type, id: number, ...(url !== undefined && { url }) }
}

async function watch(desk: Desk, config: Watching, watched: Watched): Promise<Outcome> {
  const ticket = await desk.read(watched.id)
  if (!ticket) return rejected(desk, 'gone', 'The ticket is gone, or hidden from this connection')
  if (!ticket.ended) return nextLook(desk, ticket, watched)
  const word = failure(ticket.ended, config)
  if (word !== undefined)
    return {
      ...rejected(desk, 'closed_as_failure', `${ticket.number} was closed as "${word}"`),
      ref: refOf(desk, ticket),
    }
  const missing = missingOf(desk, config, ticket)
  if (missing.length > 0) return sendBack(desk, config, { ticket, missing, watched })
  return succeeded(desk, config, { ticket, warnings: watched.warnings })
}

function rejected({ type }: Desk, code: string, message: string): Outcome & { kind: 'failed' } {
  return { kind: 'failed', retryable: false, class: 'rejected', code: `${type}.${code}`, message }
}

/** The word that makes an ended ticket a failure; what the item says goes before what we know. */
function failure(
  words: readonly string[],
  { success_codes: good = [], failure_codes: bad = [] }: Watching,
): string | undefined {
  const isIn = (list: readonly string[]) =>
    words.find((word) => list.some((one) => one.toLowerCase() === word.toLowerCase()))
  if (isIn(bad) !== undefined) return isIn(bad)
  if (good.length > 0) return isIn(good) === undefined ? words.join(', ') : undefined
  return words.find((word) => failing.test(word))
}

function succeeded(
  desk: Desk,
  { result_fields = {} }: Watching,
  { ticket, warnings }: Begun,
): Outcome {
  const ref = refOf(desk, ticket)
  const results = Object.entries(result_fields).map(([name, field]) => [
    name,
    ticket.value(field) ?? null,
  ])
  const { id, number, state, url = null } = ticket
  const own = { id, number, url, state, warnings }
  return { kind: 'succeeded', outputs: { ...Object.fromEntries(results), ...own }, ref }
}

const ownOutputs: ReadonlySet<string> = new Set(['id', 'number', 'url', 'state', 'warnings'])

/** Results that must be there for the request to go on and are not. */
function missingOf(
  { context }: Desk,
  { result_fields = {} }: Watching,
  ticket: Ticket,
): readonly AskedResult[] {
  return (context.action.asks ?? []).filter(({ name, required }) => {
    if (!required || ownOutputs.has(name)) return false
    const field = Object.hasOwn(result_fields, name) ? result_fields[name] : undefined
    const value = field === undefined ? undefined : ticket.value(field)
    return value === undefined || value === null || value === ''
  })
}

type Lacking = { ticket: Ticket; missing: readonly AskedResult[]; watched: Watched }

/** Closed without what the request goes on with: a remark says so, and the wait goes on. */
async function sendBack(
  desk: Desk,
  { result_fields = {} }: Watching,
  { ticket, missing, watched }: Lacking,
): Promise<Outcome> {
  const unread = missing.find(({ name }) => !Object.hasOwn(result_fields, name))
  if (unread)
    return rejected(
      desk,
      'result_unmapped',
      `${ticket.number} is closed, but result_fields names no column for ${unread.name}`,
    )
  const { request } = desk.context
  const mark = `Request ${request.id} still needs ${missing.map(({ name }) => name).join(', ')}`
  if (watched.told === mark) return nextLook(desk, ticket, watched)
  const names = missing.map(({ name, description }) => `${name} (${description})`).join('; ')
  const text = `${mark}. Please fill in: ${names}. The request waits until then. ${request.url}`
  const fault = await desk.note(ticket, { mark, text })
  if (fault !== undefined) desk.context.log(fault)
  return nextLook(desk, ticket, { ...watched, told: mark })
}

/** Outputs that every ticket connector has. */
export const ticketOutputs = {
  id: { description: 'Id of the ticket in its system' },
  number: { description: 'Number that people know it by' },
  url: { description: 'Page of the ticket; null where the system has none' },
  state: { description: 'State when it was last read, as people see it' },
  warnings: { description: 'What did not work beside the ticket itself, as sentences' },
}
