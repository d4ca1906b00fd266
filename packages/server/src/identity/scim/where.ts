import { Problem } from '@pao/core'
import { type RawBuilder, sql } from 'kysely'
import type { Filter } from './filter.ts'

/** How an attribute stands in a table. */
type Column =
  | { kind: 'text'; sql: RawBuilder<unknown>; exact?: true }
  | { kind: 'truth'; sql: RawBuilder<unknown> }
  /** Whether one value of a list fits; `one` is its value, in lower case. */
  | {
      kind: 'list'
      of: (fits: RawBuilder<boolean>) => RawBuilder<boolean>
      one: RawBuilder<unknown>
    }

export type Columns = ReadonlyMap<string, Column>

const text = (name: string, exact?: true): Column => ({
  kind: 'text',
  sql: sql.ref(name),
  ...(exact && { exact }),
})
const part = (path: string): Column => ({
  kind: 'text',
  sql: sql`lower(attributes #>> ${sql.lit(`{${path}}`)}::text[])`,
})
const emails: Column = {
  kind: 'list',
  of: (fits) => sql`exists (select from unnest(email_keys) as one where ${fits})`,
  one: sql.ref('one'),
}
const members: Column = {
  kind: 'list',
  of: (fits) => sql`exists (select from directory_member as m
    where m.tenant = directory_group.tenant and m.group_id = directory_group.id and ${fits})`,
  one: sql`m.user_id::text`,
}

/** By what people can be looked for. */
export const userColumns: Columns = new Map<string, Column>([
  ['id', { kind: 'text', sql: sql`id::text` }],
  ['username', text('name_key')],
  ['externalid', text('external_id', true)],
  ['active', { kind: 'truth', sql: sql.ref('active') }],
  ['displayname', part('displayName')],
  ['name.givenname', part('name,givenName')],
  ['name.familyname', part('name,familyName')],
  ['emails', emails],
  ['emails.value', emails],
])

/** By what groups can be looked for. */
export const groupColumns: Columns = new Map<string, Column>([
  ['id', { kind: 'text', sql: sql`id::text` }],
  ['displayname', text('name_key')],
  ['externalid', text('external_id', true)],
  ['members', members],
  ['members.value', members],
])

/** A filter as a condition; its values are parameters. Throws `scim.invalid_filter` for what cannot be looked for. */
export function whereOf(filter: Filter, columns: Columns): RawBuilder<boolean> {
  switch (filter.kind) {
    case 'and':
      return sql`(${whereOf(filter.left, columns)} and ${whereOf(filter.right, columns)})`
    case 'or':
      return sql`(${whereOf(filter.left, columns)} or ${whereOf(filter.right, columns)})`
    case 'not':
      return sql`not coalesce(${whereOf(filter.of, columns)}, false)`
    case 'some':
      return whereOf(ofValues(filter), columns)
    case 'present':
      return presentOf(columnOf(columns, filter.path))
    case 'compare':
      return comparedOf(columnOf(columns, filter.path), filter)
  }
}

/** `emails[type eq "work" and value eq "x"]`: the kinds of addresses are not told apart in a search. */
function ofValues({ path, of }: Extract<Filter, { kind: 'some' }>): Filter {
  if (isType(of)) return { kind: 'present', path }
  if (of.kind === 'and') {
    const [left, right] = [
      ofValues({ kind: 'some', path, of: of.left }),
      ofValues({ kind: 'some', path, of: of.right }),
    ]
    if (isType(of.left)) return right
    if (isType(of.right)) return left
    return { kind: 'and', left, right }
  }
  if ((of.kind === 'compare' || of.kind === 'present') && of.path === 'value')
    return { ...of, path: `${path}.value` }
  throw cannot(`within ${path}[…] only value and type, joined by "and"`)
}

function isType(filter: Filter): boolean {
  return filter.kind === 'compare' && (filter.path === 'type' || filter.path === 'primary')
}

function columnOf(columns: Columns, path: string): Column {
  const column = columns.get(path)
  if (!column) throw cannot(`${path}; look by ${[...columns.keys()].join(', ')}`)
  return column
}

function presentOf(column: Column): RawBuilder<boolean> {
  if (column.kind === 'list') return column.of(sql`true`)
  return sql`${column.sql} is not null`
}

function comparedOf(
  column: Column,
  { operator, value, path }: Extract<Filter, { kind: 'compare' }>,
): RawBuilder<boolean> {
  if (column.kind === 'truth') {
    if (typeof value !== 'boolean' || (operator !== 'eq' && operator !== 'ne'))
      throw cannot(`${path} other than eq or ne and true or false`)
    return operator === 'eq' ? sql`${column.sql} = ${value}` : sql`${column.sql} <> ${value}`
  }
  if (typeof value !== 'string') throw cannot(`${path} other than by a text`)
  if (column.kind === 'list') {
    if (operator === 'ne')
      return sql`not ${column.of(textFits(column.one, 'eq', value.toLowerCase()))}`
    return column.of(textFits(column.one, operator, value.toLowerCase()))
  }
  return textFits(column.sql, operator, column.exact ? value : value.toLowerCase())
}

type Comparing = Extract<Filter, { kind: 'compare' }>['operator']

function textFits(
  left: RawBuilder<unknown>,
  operator: Comparing,
  value: string,
): RawBuilder<boolean> {
  switch (operator) {
    case 'eq':
      return sql`${left} = ${value}`
    case 'ne':
      return sql`${left} is distinct from ${value}`
    case 'co':
      return sql`position(${value}::text in ${left}) > 0`
    case 'sw':
      return sql`starts_with(${left}, ${value})`
    case 'ew':
      return sql`right(${left}, ${value.length}) = ${value}`
    default:
      throw cannot('by order: gt, ge, lt and le are not supported here')
  }
}

function cannot(what: string): Problem {
  return new Problem('scim.invalid_filter', { detail: `Cannot look for ${what}` })
}
