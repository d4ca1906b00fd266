import pg from 'pg'
import { sql } from 'kysely'
import { isDuplicate, type Tx } from '../db.ts'
import { type Forgotten, replacing } from './replacing.ts'

/**
 * Not gone through: the chain of the audit, which has an erasure of its own; documents of the catalog, whose names and
 * hashes are their repository's; who is being forgotten; and whose streams are to be closed.
 */
const leftOut = [
  'audit_pending',
  'audit_entry',
  'definition',
  'catalog_item',
  'catalog_change',
  'catalog_check',
  'action_set',
  'person_erasure',
  'ended_right',
]

type Kind = 'text' | 'list' | 'json'
type Column = { name: string; kind: Kind }
export type SweptTable = { name: string; columns: readonly Column[] }

/** Where a sweep is: a table and the block that comes next. */
export type Place = { table: string; block: number }

export type SweptPiece = { next: Place | undefined; changed: number; deleted: number }

/** Tables with a tenant that hold texts, the parts of parted ones each by itself, as the database knows them: a new one cannot be forgotten. */
export async function sweptTables(tx: Tx): Promise<readonly SweptTable[]> {
  const { rows } = await sql<{ name: string; columns: Column[] }>`
    select c.relname as name, jsonb_agg(jsonb_build_object('name', a.attname, 'kind',
        case when a.atttypid = 'text[]'::regtype then 'list'
          when a.atttypid = any (array['jsonb', 'json']::regtype[]) then 'json' else 'text' end)
        order by a.attnum) as columns
    from pg_class c
    join pg_attribute t on t.attrelid = c.oid and t.attname = 'tenant' and not t.attisdropped
    join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
      and a.attgenerated = '' and a.attname <> 'tenant'
      and a.atttypid = any (array['text', 'varchar', 'text[]', 'jsonb', 'json']::regtype[])
    where c.relkind = 'r' and c.relnamespace = current_schema()::regnamespace
      and not exists (select from pg_inherits i join pg_class p on p.oid = i.inhparent
        where i.inhrelid = c.oid and p.relname = any (${leftOut}::text[]))
      and c.relname <> all (${leftOut}::text[])
    group by c.oid, c.relname`.execute(tx)
  return rows.toSorted((a, b) => (a.name < b.name ? -1 : 1))
}

/** Blocks of tables (8 KiB each) that one piece goes through. */
const usualBlocks = 512

type Sweeping = Forgotten & { tenant: string; blocks?: number | undefined }

/**
 * Goes through the next blocks from `place` on, over as many tables as they are of, and puts the pseudonym in the place of the
 * person. Rows are held as briefly as by any other change. What others write behind it is for the next round.
 */
export async function sweepPiece(
  tx: Tx,
  { tenant, blocks = usualBlocks, ...forgotten }: Sweeping,
  place: Place,
): Promise<SweptPiece> {
  const done = { changed: 0, deleted: 0 }
  let left = blocks
  let from = place.block
  for (const table of (await sweptTables(tx)).filter(({ name }) => name >= place.table)) {
    if (left <= 0) return { ...done, next: { table: table.name, block: 0 } }
    if (table.name !== place.table) from = 0
    const count = Math.min(left, Math.max(1, (await blocksOf(tx, table)) - from))
    const swept = await sweepBlocks(tx, { tenant, table, forgotten, from, until: from + count })
    done.changed += swept.changed
    done.deleted += swept.deleted
    left -= count
    from += count
    if (from < (await blocksOf(tx, table)))
      return { ...done, next: { table: table.name, block: from } }
  }
  return { ...done, next: undefined }
}

async function blocksOf(tx: Tx, { name }: SweptTable): Promise<number> {
  const { rows } = await sql<{ blocks: number }>`
    select (pg_relation_size(${sql.lit(pg.escapeIdentifier(name))}::regclass)
      / current_setting('block_size')::bigint)::float8 as blocks`.execute(tx)
  return rows[0]?.blocks ?? 0
}

type Blocks = {
  tenant: string
  table: SweptTable
  forgotten: Forgotten
  from: number
  until: number
}
type Row = { place: string } & Record<string, string | null>

/** Read by ranges of places (TID range scans of PostgreSQL 14 and later), so that no index is needed and no row is read twice. */
async function sweepBlocks(
  tx: Tx,
  { tenant, table, forgotten, from, until }: Blocks,
): Promise<{ changed: number; deleted: number }> {
  const { text, json, likes } = replacing(forgotten)
  const texts = table.columns.map(({ name, kind }) =>
    kind === 'list' ? sql`to_jsonb(${sql.ref(name)})::text` : sql`${sql.ref(name)}::text`,
  )
  const { rows } = await sql<Row>`
    select ctid::text as place, ${sql.join(table.columns.map(({ name }, n) => sql`${texts[n]} as ${sql.ref(name)}`))}
    from ${sql.table(table.name)}
    where tenant = ${tenant}
      and ctid >= ${`(${from},0)`}::tid and ctid < ${`(${until},0)`}::tid
      and lower(concat_ws(chr(10), ${sql.join(texts)})) like any (${likes}::text[])
    for update`.execute(tx)
  let [changed, deleted] = [0, 0]
  for (const row of rows) {
    const news = table.columns.flatMap((column) => {
      const old = row[column.name] ?? null
      if (old === null) return []
      const now = column.kind === 'text' ? text(old) : json(old)
      return now === old ? [] : [{ ...column, now }]
    })
    if (news.length === 0) continue
    if (await rewrite(tx, { table, place: row.place, news })) changed += 1
    else deleted += 1
  }
  return { changed, deleted }
}

type Rewriting = { table: SweptTable; place: string; news: readonly (Column & { now: string })[] }

/** False when the row was taken away: under the pseudonym there is one like it already, said by the same person. */
async function rewrite(tx: Tx, { table, place, news }: Rewriting): Promise<boolean> {
  const here = sql`ctid = ${place}::tid`
  const sets = news.map(({ name, kind, now }) => {
    const value =
      kind === 'list'
        ? sql`array(select jsonb_array_elements_text(${now}::text::jsonb))`
        : kind === 'json'
          ? sql`${now}::text::jsonb`
          : sql`${now}::text`
    return sql`${sql.ref(name)} = ${value}`
  })
  await sql`savepoint one_row`.execute(tx)
  try {
    await sql`update ${sql.table(table.name)} set ${sql.join(sets)} where ${here}`.execute(tx)
    await sql`release savepoint one_row`.execute(tx)
    return true
  } catch (error) {
    if (!isDuplicate(error)) throw error
    await sql`rollback to savepoint one_row`.execute(tx)
    await sql`delete from ${sql.table(table.name)} where ${here}`.execute(tx)
    return false
  }
}
