import { subscribe } from 'node:diagnostics_channel'
import pg from 'pg'
import { shiftClock } from './shifted-clock.ts'

/**
 * Loaded into a server by `node --import`, never by the server itself. Watches every statement sent to the
 * database and every HTTP call out, and kills its process at the one it was told over the IPC channel.
 */
export type Side = 'before' | 'sent' | 'after'
/** The `nth` statement or call of that name since the order was given. */
export type Point = { label: string; nth: number; side: Side }
/** From now on: `watch` notes what is passed, `kill` dies at a point, `freeze` stops there until SIGCONT. `tell` sends back what was noted. */
export type Errand =
  | { watch: true }
  | { tell: true }
  | { kill: Point }
  | { freeze: Point }
  /** Moves the clock of the machine so far from the true one. */
  | { clockMs: number }

type QueryLike = { name?: string; text?: string }
type Rows = { rows?: readonly { kind?: string }[] }

let active = false
let target: Point | undefined
let blow: 'SIGKILL' | 'SIGSTOP' = 'SIGKILL'
let seen: Point[] = []
let counts = new Map<string, number>()

function die(): void {
  process.kill(process.pid, 'SIGKILL')
}

function begin(): void {
  active = true
  seen = []
  counts = new Map()
}

function next(label: string): number {
  const nth = (counts.get(label) ?? 0) + 1
  counts.set(label, nth)
  return nth
}

function pass(label: string, nth: number, side: Side): void {
  if (!active) return
  seen.push({ label, nth, side })
  if (target?.label === label && target.nth === nth && target.side === side)
    process.kill(process.pid, blow)
}

/** What goes on by the clock and belongs to no order; what has ended is noted as a resource, and looked at, by the clock too. */
const background =
  /lease_renew|pg_settings|clock_timestamp\(\)\) \* 1000|^select 1$|^set |^listen |late_parts|limit_(any|tidy|counts)|as "child"|"automation_switch"|^standings$|^closed_due$|resource_(due|look)|"person_erasure"|"resource(_relation|_order|_look)?"/
/** Asked again and again; a boundary only when it brought something. */
const polls = new Set(['sweep', 'queue fetch', 'inbound'])

/** The statement's name, or what it does to which table; undefined = background. */
function labelOf(query: string | QueryLike): string | undefined {
  if (typeof query === 'string') return tableLabel(query)
  const { name, text = '' } = query
  if (name === undefined) return tableLabel(text)
  return background.test(name) ? undefined : name
}

function tableLabel(text: string): string | undefined {
  if (background.test(text)) return undefined
  if (text.includes('inbound_delivery')) return 'inbound'
  if (text.includes('pgboss')) return queueLabel(text)
  const verb = /^\W*(\w+)/.exec(text)?.[1]?.toLowerCase() ?? ''
  const table = /\b(?:from|into|update)\s+"?(\w+)/i.exec(text)?.[1] ?? ''
  return `${verb} ${table}`.trim()
}

function queueLabel(text: string): string | undefined {
  if (/skip locked/i.test(text) && /returning/i.test(text)) return 'queue fetch'
  return /^\W*(with|delete)\b[\s\S]*delete from/i.test(text) ? 'queue delete' : undefined
}

function brought(label: string, result: Rows | undefined): boolean {
  const rows = result?.rows ?? []
  return !polls.has(label) || rows.some(({ kind }) => kind !== 'next')
}

/** Passes the boundary before the statement; returns what passes the one after it. */
function entered(label: string): (result: Rows | undefined) => void {
  if (polls.has(label))
    return (result) => {
      if (active && brought(label, result)) pass(label, next(label), 'after')
    }
  const nth = next(label)
  pass(label, nth, 'before')
  return () => pass(label, nth, 'after')
}

type Told = (error: unknown, result?: Rows) => void
type Query = (this: unknown, ...given: unknown[]) => unknown

const client = pg.Client.prototype as unknown as { query: Query }
const { query } = client
client.query = function watched(this: unknown, ...given: unknown[]): unknown {
  const [first] = given
  const plain = typeof first === 'string' || !(first instanceof Object && 'submit' in first)
  const label = active && plain ? labelOf(first as string | QueryLike) : undefined
  if (label === undefined) return query.apply(this, given)
  const leave = entered(label)
  const last = given.at(-1)
  if (typeof last === 'function') {
    const told: Told = (error, result) => {
      if (!error) leave(result)
      ;(last as Told)(error, result)
    }
    return query.apply(this, [...given.slice(0, -1), told])
  }
  const answer = query.apply(this, given)
  if (!(answer instanceof Promise)) return answer
  return answer.then((result: Rows) => {
    leave(result)
    return result
  })
}

type Outgoing = { request: { method: string; path: string; origin: string } }
const calls = new WeakMap<object, { label: string; nth: number }>()
const poison = process.env['PAO_TEST_POISON']

subscribe('undici:request:create', (message) => {
  const { request } = message as Outgoing
  if (poison !== undefined && request.path.includes(poison)) die()
  if (!active) return
  const path = request.path.split('?')[0] ?? ''
  const label = `${request.method} ${path.replaceAll(/[A-Z]+-\d+/g, 'ISSUE')}`
  const nth = next(label)
  calls.set(request, { label, nth })
  pass(label, nth, 'before')
})
for (const [channel, side] of [
  ['undici:request:bodySent', 'sent'],
  ['undici:request:trailers', 'after'],
] as const)
  subscribe(channel, (message) => {
    const call = calls.get((message as Outgoing).request)
    if (call) pass(call.label, call.nth, side)
  })

process.on('message', (message) => {
  const errand = message as Errand
  if ('tell' in errand) return void process.send?.({ seen })
  if ('clockMs' in errand) {
    shiftClock(errand.clockMs)
    return void process.send?.({ clock: Date.now() })
  }
  target = 'kill' in errand ? errand.kill : 'freeze' in errand ? errand.freeze : undefined
  blow = 'freeze' in errand ? 'SIGSTOP' : 'SIGKILL'
  begin()
  process.send?.({ armed: true })
})
// A server whose rig is gone must not outlive it.
process.on('disconnect', die)
process.channel?.unref()
