import { Type } from 'typebox'
import { Check } from 'typebox/value'
import type { ActionContext } from '../kit/context.ts'
import { Ended, makingNothing, stop } from '../kit/ended.ts'
import { type NowInstance, openNow, unreadable } from '../kit/now-instance.ts'
import { withMade } from '../kit/outcome.ts'
import { settingText } from '../kit/setting-text.ts'

const Linked = Type.Object({ value: Type.String() })
const Relation = Type.Object({ type: Linked, target: Linked })
const Instance = Type.Object({
  attributes: Type.Record(Type.String(), Type.Unknown()),
  outbound_relations: Type.Optional(Type.Array(Relation)),
})
const Found = Type.Array(Type.Object({ sys_id: Type.String() }))

/** A configuration item as it stands. */
export type Entry = {
  id: string
  attributes: Readonly<Record<string, unknown>>
  /** `<type> <target>` of each relation that leads away from it. */
  relations: ReadonlySet<string>
}

/** The CMDB as one action reaches it (ServiceNow REST reference, CMDB Instance API). */
export type Cmdb = {
  now: NowInstance
  /** Attribute that holds identifiers. */
  identifiedBy: string
  /** The entry of the class that has this identifier. */
  find(className: string, identifier: string): Promise<Entry | undefined>
  /** Through identification and reconciliation: it may turn out to be there already, under another identifier. */
  make(className: string, attributes: object): Promise<Entry>
  change(className: string, id: string, attributes: object): Promise<Entry>
  relate(className: string, id: string, relation: { type: string; target: string }): Promise<void>
  /** sys_id of a kind of relation by its name. Ended when there is none. */
  relationKind(name: string): Promise<string>
  /** sys_id of an item of any class by its identifier. Ended when there is none. */
  target(identifier: string): Promise<string>
}

const sysId = /^[0-9a-f]{32}$/
/** What may stand in a query without being read as more of it. */
const plain = /^[^^\n\r]{1,200}$/

/** Opens the connection; nothing is sent yet. */
export function openCmdb(context: ActionContext, name: string | undefined): Cmdb {
  const now = openNow(context, name)
  const source = settingText(now.connection, 'cmdb_source', 'Other Automated')
  const identifiedBy = settingText(now.connection, 'cmdb_identifier', 'correlation_id')
  const entry = async (method: string, path: string, body?: object): Promise<Entry> => {
    const answer = await now.send(method, path, body)
    return entryOf(now.result(answer, 200))
  }
  return {
    now,
    identifiedBy,
    find: (className, identifier) =>
      makingNothing(() => find(now, root(className), { identifiedBy, identifier })),
    make: (className, attributes) => entry('POST', root(className), { attributes, source }),
    change: (className, id, attributes) =>
      entry('PATCH', `${root(className)}/${id}`, { attributes, source }),
    async relate(className, id, relation) {
      const body = { outbound_relations: [relation], source }
      await entry('POST', `${root(className)}/${id}/relation`, body)
    },
    relationKind: (kind) =>
      byColumn(now, 'cmdb_rel_type', { column: 'name', value: kind, code: 'relation_unknown' }),
    target: (identifier) =>
      byColumn(now, 'cmdb_ci', { column: identifiedBy, value: identifier, code: 'target_unknown' }),
  }
}

function root(className: string): string {
  if (/^[a-z][a-z0-9_]{0,79}$/.test(className)) return `/api/now/cmdb/instance/${className}`
  throw stop('config.class_invalid', 'The class is no name of a class')
}

function entryOf(result: unknown): Entry {
  const id = Check(Instance, result) ? result.attributes['sys_id'] : undefined
  if (!Check(Instance, result) || typeof id !== 'string' || !sysId.test(id))
    throw new Ended(unreadable)
  const { attributes, outbound_relations: relations = [] } = result
  return {
    id,
    attributes,
    relations: new Set(relations.map(({ type, target }) => `${type.value} ${target.value}`)),
  }
}

type Sought = { identifiedBy: string; identifier: string }

/** An instance ignores a query it does not understand: each item must show the identifier. */
async function find(
  now: NowInstance,
  place: string,
  { identifiedBy, identifier }: Sought,
): Promise<Entry | undefined> {
  if (!plain.test(identifier)) throw stop('config.identifier_invalid', 'The identifier holds a ^')
  const query = encodeURIComponent(`${identifiedBy}=${identifier}`)
  const answer = await now.send('GET', `${place}?sysparm_query=${query}&sysparm_limit=5`)
  const rows = now.result(answer, 200)
  if (!Check(Found, rows)) throw new Ended(unreadable)
  for (const { sys_id: id } of rows) {
    if (!sysId.test(id)) continue
    const read = await now.send('GET', `${place}/${id}`)
    const entry = entryOf(now.result(read, 200))
    if (entry.attributes[identifiedBy] === identifier) return entry
  }
  return undefined
}

type Column = { column: string; value: string; code: string }

async function byColumn(
  now: NowInstance,
  table: string,
  { column, value, code }: Column,
): Promise<string> {
  if (sysId.test(value)) return value
  return makingNothing(async () => {
    if (!plain.test(value)) throw stop(`servicenow.${code}`, `"${value}" is no ${column}`)
    const query = encodeURIComponent(`${column}=${value}`)
    const path = `/api/now/table/${table}?sysparm_query=${query}&sysparm_limit=5`
    const rows = now.result(await now.send('GET', path), 200)
    const all: readonly unknown[] = Array.isArray(rows) ? rows : []
    const row = all.find(
      (one) => Object(one) === one && Reflect.get(one as object, column) === value,
    )
    const id: unknown = row === undefined ? undefined : Reflect.get(row as object, 'sys_id')
    if (typeof id === 'string' && sysId.test(id)) return id
    const missing = stop(`servicenow.${code}`, `${table} has none with ${column} "${value}"`)
    throw new Ended(withMade(missing.outcome, 'no'))
  })
}
