import { type Call, jsonBody, type Reply } from '../kit/server.ts'
import { textOf } from '../kit/text.ts'
import { answerCmdb } from './cmdb.ts'
import { nowError, queried } from './now-rows.ts'
import { type DeskRecord, type DeskState, hexId } from './state.ts'

type Shown = Readonly<Record<string, string>>

const taskStates: Shown = {
  '1': 'Open',
  '2': 'Work in Progress',
  '3': 'Closed Complete',
  '4': 'Closed Incomplete',
  '7': 'Closed Skipped',
}
type Table = { prefix: string; first: string; states: Shown; over: readonly string[] }
const task: Table = { prefix: 'TASK', first: '1', states: taskStates, over: ['3', '4', '7'] }

/** Tables that extend task, with the values of their `state` (ServiceNow's own). */
const tables: Readonly<Record<string, Table>> = {
  incident: {
    prefix: 'INC',
    first: '1',
    states: { '1': 'New', '2': 'In Progress', '6': 'Resolved', '7': 'Closed', '8': 'Canceled' },
    over: ['7', '8'],
  },
  change_request: {
    prefix: 'CHG',
    first: '-5',
    states: { '-5': 'New', '-4': 'Assess', '-1': 'Implement', '3': 'Closed', '4': 'Canceled' },
    over: ['3', '4'],
  },
  sc_req_item: { ...task, prefix: 'RITM' },
  sc_task: { ...task, prefix: 'SCTASK' },
  task,
}

const columns = [
  'short_description',
  'description',
  'correlation_id',
  'correlation_display',
  'state',
  'close_code',
  'close_notes',
  'work_notes',
  'comments',
  'priority',
  'impact',
  'urgency',
  'category',
  'assignment_group',
  'assigned_to',
  'requested_for',
  'cmdb_ci',
  'active',
]

/** The Table API, as documented; unknown columns and broken parts of a query are ignored, as the instance does. */
export function answerNow(state: DeskState, call: Call): Reply {
  if (!isKnown(state, call)) return nowError(401, 'User Not Authenticated')
  if (call.headers['accept']?.includes('json') !== true)
    return nowError(400, 'Accept must be application/json')
  if (call.path.startsWith('/api/now/cmdb/')) return answerCmdb(state, call)
  const [, , , , name = '', id] = call.path.split('/')
  const special = Object.hasOwn(readOnly, name) ? readOnly[name] : undefined
  if (special) return special(state, call)
  if (!tables[name]) return nowError(400, `Invalid table ${name}`)
  if (id !== undefined) return onRecord(state, call, { name, id })
  return call.method === 'POST' ? insert(state, call, name) : list(state, call, name)
}

/** Tables without rules of their own here. */
const readOnly: Readonly<Record<string, (state: DeskState, call: Call) => Reply>> = {
  sys_journal_field: journal,
  cmdb_ci: (state, call) => plainRows(state, call, 'cmdb_ci'),
  cmdb_rel_type: (state, call) => plainRows(state, call, 'cmdb_rel_type'),
}

function onRecord(state: DeskState, call: Call, { name, id }: { name: string; id: string }): Reply {
  const found = state.records.get(id)
  if (found?.kind !== name) return nowError(404, 'No Record found', 'Record does not exist')
  if (call.method === 'PATCH') return change(state, call, found)
  return { status: 200, body: { result: row(call, found) } }
}

function isKnown({ username, password }: DeskState, { headers }: Call): boolean {
  const pair = Buffer.from(`${username}:${password}`).toString('base64')
  return headers['authorization'] === `Basic ${pair}`
}

function row({ query }: Call, { kind, values }: DeskRecord): object {
  const all = { ...Object.fromEntries(columns.map((name) => [name, ''])), ...values }
  if (query.get('sysparm_display_value') !== 'all') return all
  const states = tables[kind]?.states ?? {}
  return Object.fromEntries(
    Object.entries(all).map(([name, value]) => {
      const display_value = name === 'state' ? (states[value] ?? value) : value
      // The instance gives numbers and booleans as such in this form.
      const typed = name === 'state' ? Number(value) : name === 'active' ? value === 'true' : value
      return [name, { display_value, value: typed }]
    }),
  )
}

function list(state: DeskState, call: Call, name: string): Reply {
  const found = queried(state.recordsOf('servicenow', name), call.query.get('sysparm_query') ?? '')
  const limit = Number(call.query.get('sysparm_limit') ?? 10_000)
  return { status: 200, body: { result: found.slice(0, limit).map((one) => row(call, one)) } }
}

function given(call: Call): Record<string, string> {
  const body = jsonBody(call) as Record<string, unknown>
  const known = Object.entries(body).filter(
    ([name]) => columns.includes(name) || name.startsWith('u_'),
  )
  return Object.fromEntries(known.map(([name, value]) => [name, textOf(value)]))
}

function insert(state: DeskState, call: Call, name: string): Reply {
  const table = tables[name] ?? task
  const id = hexId()
  const { work_notes: remark, ...values } = given(call)
  const made = state.put(
    {
      system: 'servicenow',
      kind: name,
      id,
      values: {
        correlation_id: '',
        state: table.first,
        ...values,
        sys_id: id,
        number: state.nextNumber(table.prefix, 7),
        active: 'true',
      },
    },
    'create',
  )
  if (remark) remember(state, id, remark)
  return {
    status: 201,
    body: { result: row(call, made) },
    headers: { location: `${call.origin}${call.path}/${id}` },
  }
}

function change(state: DeskState, call: Call, record: DeskRecord): Reply {
  const { work_notes: remark, ...values } = given(call)
  if (remark) remember(state, record.id, remark)
  const next = settled({ ...record, values: { ...record.values, ...values } })
  return { status: 200, body: { result: row(call, state.put(next, 'change')) } }
}

/** `active` follows the state, as the instance's own rules have it. */
export function settled(record: DeskRecord): DeskRecord {
  const over = (tables[record.kind] ?? task).over.includes(record.values['state'] ?? '')
  return { ...record, values: { ...record.values, active: String(!over) } }
}

function remember(state: DeskState, about: string, value: string): void {
  const id = hexId()
  const values = { sys_id: id, element_id: about, element: 'work_notes', value }
  state.put({ system: 'servicenow', kind: 'sys_journal_field', id, values }, 'change')
}

function journal(state: DeskState, call: Call): Reply {
  const all = state.recordsOf('servicenow', 'sys_journal_field')
  const found = queried(all, call.query.get('sysparm_query') ?? '')
  return { status: 200, body: { result: found.map(({ values }) => values) } }
}

/** Tables that are only read: configuration items of any class, and kinds of relation. */
function plainRows(state: DeskState, call: Call, name: string): Reply {
  const rows =
    name === 'cmdb_ci'
      ? [...state.records.values()].filter(({ kind }) => kind.startsWith('cmdb_ci'))
      : relationKinds
  const found = queried(rows, call.query.get('sysparm_query') ?? '')
  return { status: 200, body: { result: found.map(({ values }) => values) } }
}

const relationKinds: readonly DeskRecord[] = [
  ['1a9cb166f1571100a92eb60da2bce5c5', 'Depends on::Used by'],
  ['60bc4e22c0a8010e01f074cbe6bd73c3', 'Runs on::Runs'],
].map(([id = '', name = '']) => ({
  system: 'servicenow',
  kind: 'cmdb_rel_type',
  id,
  values: { sys_id: id, name },
}))
