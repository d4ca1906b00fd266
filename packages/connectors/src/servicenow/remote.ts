import type { ActionContext } from '../kit/context.ts'
import { type Desk, deskKey, type Made, type Ticket } from '../kit/desk.ts'
import { Ended, stop } from '../kit/ended.ts'
import type { Outcome } from '../kit/outcome.ts'
import { type NowInstance, openNow } from '../kit/now-instance.ts'
import type { ServicenowConfig } from './config.ts'
import { rowOf, text, ticketOf } from './record.ts'

const longestSummary = 160
/** Values as the database keeps them, beside those people see; the form of every answer hangs on it. */
const display = 'sysparm_display_value=all'

/** Values of `state` that mean cancelled (ServiceNow's own tables). */
const cancelStates: Readonly<Record<string, string>> = {
  incident: '8',
  change_request: '4',
  sc_req_item: '4',
  sc_task: '4',
  sc_request: '4',
  task: '4',
}

/** The table as this action's desk (ServiceNow REST reference, Table API). */
export type NowDesk = Desk & {
  /** Sets the columns of the item on a record that is there. */
  change(id: string): Promise<Ticket>
  /** A record by its number or sys_id; Ended when there is none, or several. */
  named(record: string): Promise<Ticket>
}

/** Opens the connection; nothing is sent yet. */
export function openDesk(context: ActionContext, config: ServicenowConfig): NowDesk {
  const now = openNow(context, config.connection)
  const { table } = config
  if (!/^[a-z][a-z0-9_]{0,79}$/.test(table))
    throw stop('config.table_invalid', 'The table is no name of a table')
  const root = `/api/now/table/${table}`
  const key = deskKey(context.idempotencyKey)
  const patch = async (id: string, columns: object): Promise<Ticket> => {
    const answer = await now.send('PATCH', `${root}/${id}?${display}`, columns)
    return ticketOf(now, table, rowOf(now.result(answer, 200)))
  }
  return {
    type: 'servicenow',
    context,
    connection: now.connection,
    find: () => findBy(now, table, { column: 'correlation_id', value: key }),
    async read(id) {
      const answer = await now.send('GET', `${root}/${encodeURIComponent(id)}?${display}`)
      if (answer.status === 404) return undefined
      return ticketOf(now, table, rowOf(now.result(answer, 200)))
    },
    async named(record) {
      const column = /^[0-9a-f]{32}$/.test(record) ? 'sys_id' : 'number'
      if (!/^[A-Za-z0-9_-]{1,80}$/.test(record))
        throw stop('config.record_invalid', 'The record is neither a number nor a sys_id')
      const found = await findBy(now, table, { column, value: record })
      if (found) return found
      throw stop('servicenow.not_found', `There is no ${record} in ${table}`)
    },
    create: () => create(now, config, { root, key }),
    change: (id) => patch(id, columnsOf(config)),
    note: (ticket, remark) => note(now, { root, ticket, remark }),
    close: (ticket, said) => close(now, table, { root, ticket, said }),
  }
}

type Sought = { column: string; value: string }

/**
 * An invalid query is ignored by the instance, and everything comes back: so each row must show that it is the
 * one. The oldest counts.
 */
async function findBy(
  now: NowInstance,
  table: string,
  { column, value }: Sought,
): Promise<Ticket | undefined> {
  const query = encodeURIComponent(`${column}=${value}^ORDERBYsys_created_on`)
  const path = `/api/now/table/${table}?sysparm_query=${query}&sysparm_limit=2&${display}`
  const answer = await now.send('GET', path)
  const rows = now.result(answer, 200)
  const found = (Array.isArray(rows) ? rows : []).map((row) => rowOf(row))
  const own = found.find((row) => text(row, column) === value)
  return own && ticketOf(now, table, own)
}

type Creating = { root: string; key: string }

async function create(
  now: NowInstance,
  config: ServicenowConfig,
  { root, key }: Creating,
): Promise<Made> {
  const { request } = now.context
  const columns = columnsOf(config)
  const own = { correlation_id: key, correlation_display: `PAO ${request.id}` }
  const answer = await now.send('POST', `${root}?${display}`, { ...columns, ...own })
  // 503 and 429 refuse before anything is made; any other server error may come after the fact.
  if (answer.status >= 500 && answer.status !== 503) return { unclear: now.refusal(answer) }
  let row
  try {
    row = rowOf(now.result(answer, 201))
  } catch (error) {
    if (error instanceof Ended && isOpen(error.outcome)) return { unclear: error.outcome }
    throw error
  }
  const ignored = Object.keys(columns).filter((name) => !Object.hasOwn(row, name))
  if (text(row, 'correlation_id') === '')
    throw stop(
      'servicenow.key_ignored',
      `The table ${config.table} keeps no correlation_id: a record was made that cannot be found again; choose a table that extends task`,
    )
  return {
    ticket: ticketOf(now, config.table, row),
    warnings: ignored.map((name) => `The table ${config.table} has no column ${name}`),
  }
}

/** What made a record but cannot be read leaves open what became of it. */
function isOpen(outcome: Outcome): boolean {
  return outcome.kind === 'failed' && outcome.made === 'maybe'
}

/** Values go as text, as the vendor's own examples send them. */
function columnsOf({ short_description: line, description, fields = {} }: ServicenowConfig) {
  const given = Object.entries(fields).filter(([, value]) => value !== null && value !== undefined)
  return {
    ...Object.fromEntries(given.map(([name, value]) => [name, asText(value)])),
    ...(line !== undefined && { short_description: oneLine(line) }),
    ...(description !== undefined && { description }),
  }
}

function asText(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value)
}

function oneLine(line: string): string {
  const short = line.replaceAll(/\s+/g, ' ').trim()
  return short.length > longestSummary ? `${short.slice(0, longestSummary - 1)}…` : short
}

type Noting = { root: string; ticket: Ticket; remark: { mark: string; text: string } }

/** Remarks are a journal without keys of their own: looked through first. */
async function note(
  now: NowInstance,
  { root, ticket, remark }: Noting,
): Promise<string | undefined> {
  const query = encodeURIComponent(`element_id=${ticket.id}^valueLIKE${remark.mark}`)
  const path = `/api/now/table/sys_journal_field?sysparm_query=${query}&sysparm_limit=20`
  const known = await now.send('GET', path)
  const rows = known.status === 200 ? now.result(known, 200) : []
  if (JSON.stringify(rows).includes(remark.mark)) return undefined
  const answer = await now.send('PATCH', `${root}/${ticket.id}`, { work_notes: remark.text })
  return answer.status === 200 ? undefined : fault('The remark', answer.status)
}

type Closing = { root: string; ticket: Ticket; said: string }

async function close(
  now: NowInstance,
  table: string,
  { root, ticket, said }: Closing,
): Promise<string | undefined> {
  const own = now.connection.settings['cancel_states']
  const named = typeof own === 'object' && own !== null ? Reflect.get(own, table) : undefined
  const state = typeof named === 'string' ? named : cancelStates[table]
  const remark = { mark: said, text: said }
  if (state === undefined) {
    await note(now, { root, ticket, remark })
    return `Nobody said which state of ${table} means cancelled (cancel_states of the connection); a person must close it`
  }
  const body = { state, close_notes: said, work_notes: said }
  const answer = await now.send('PATCH', `${root}/${ticket.id}`, body)
  if (answer.status === 200) return undefined
  await note(now, { root, ticket, remark })
  return fault('Closing the record', answer.status)
}

function fault(what: string, status: number): string {
  return `${what} was refused (${status}); a person must do it`
}
