import { type Call, jsonBody, type Reply } from '../kit/server.ts'
import { textOf } from '../kit/text.ts'
import { nowError, queried } from './now-rows.ts'
import { type DeskRecord, type DeskState, hexId } from './state.ts'

type Relation = { type: string; target: string }
type Body = {
  attributes?: Record<string, unknown>
  source?: string
  outbound_relations?: Relation[]
  inbound_relations?: Relation[]
}

const sources = ['ServiceNow', 'Other Automated', 'Manual Entry']

/** The CMDB Instance API: what is posted goes through identification (here: by name), so it may change what is there. */
export function answerCmdb(state: DeskState, call: Call): Reply {
  const [, , , , , className = '', id, part] = call.path.split('/')
  if (!className.startsWith('cmdb_ci')) return nowError(404, `No class ${className}`)
  if (call.method === 'GET')
    return id === undefined ? list(state, call, className) : look(state, id)
  const body = jsonBody(call) as Body
  if (!sources.includes(body.source ?? ''))
    return nowError(400, 'Invalid source', 'source is no choice of discovery_source')
  if (id === undefined) return identify(state, className, body)
  const found = state.records.get(id)
  if (!found) return nowError(404, 'No Record found')
  return part === 'relation' ? relate(state, found, body) : change(state, found, body)
}

function list(state: DeskState, { query }: Call, className: string): Reply {
  const all = state.recordsOf('servicenow', className)
  const found = queried(all, query.get('sysparm_query') ?? '')
  const most = Number(query.get('sysparm_limit') ?? 1_000)
  return result(
    found
      .slice(0, most)
      .map(({ values }) => ({ sys_id: values['sys_id'], name: values['name'] ?? '' })),
  )
}

function look(state: DeskState, id: string): Reply {
  const found = state.records.get(id)
  return found ? result(instance(state, found)) : nowError(404, 'No Record found')
}

function identify(state: DeskState, className: string, body: Body): Reply {
  const name = textOf(body.attributes?.['name'])
  const same = state
    .recordsOf('servicenow', className)
    .find(({ values }) => name !== '' && values['name'] === name)
  return same ? change(state, same, body) : insert(state, className, body)
}

const result = (value: unknown): Reply => ({ status: 200, body: { result: value } })

function instance(state: DeskState, { id, values }: DeskRecord): object {
  const relations = state.recordsOf('servicenow', 'cmdb_rel_ci').map((one) => one.values)
  const shown = (own: string, other: string) =>
    relations
      .filter((one) => one[own] === id)
      .map((one) => ({
        sys_id: one['sys_id'],
        type: { value: one['type'] },
        target: { value: one[other] },
      }))
  return {
    attributes: values,
    outbound_relations: shown('parent', 'child'),
    inbound_relations: shown('child', 'parent'),
  }
}

function texts(attributes: Readonly<Record<string, unknown>> = {}): Record<string, string> {
  return Object.fromEntries(
    Object.entries(attributes).map(([name, value]) => [name, textOf(value)]),
  )
}

function insert(state: DeskState, kind: string, { attributes }: Body): Reply {
  const id = hexId()
  const plain = { correlation_id: '', install_status: '1', operational_status: '1' }
  const values = { ...plain, ...texts(attributes), sys_id: id, sys_class_name: kind }
  return result(instance(state, state.put({ system: 'servicenow', kind, id, values }, 'create')))
}

function change(state: DeskState, record: DeskRecord, { attributes }: Body): Reply {
  const values = { ...record.values, ...texts(attributes) }
  return result(instance(state, state.put({ ...record, values }, 'change')))
}

function relate(state: DeskState, record: DeskRecord, body: Body): Reply {
  for (const { type, target } of body.outbound_relations ?? []) {
    const id = hexId()
    const values = { sys_id: id, parent: record.id, child: target, type }
    state.put({ system: 'servicenow', kind: 'cmdb_rel_ci', id, values }, 'relate')
  }
  return result(instance(state, record))
}
