import { setTimeout } from 'node:timers/promises'
import type pg from 'pg'
import type { Engine } from './engine.ts'

const tables = {
  request: 'id',
  action: 'request_id',
  attempt: 'request_id',
  request_event: 'request_id',
}
const batch = 50_000
/** Seconds in which the audit of what was copied is chained at the latest. */
const mostLooks = 1_200
/** Ids begin with their moment, in milliseconds since 1970: the first of 2024, long before whatever is measured. */
const firstId = 1_704_067_200_000

/** Finished requests in the tables: copies of one that really was carried out, each older than the next. */
export type History = {
  /** Adds copies until there are so many. */
  growTo(count: number): Promise<void>
}

/** `sample` is the id of the request to be copied. */
export async function openHistory(
  { pool, awake }: Pick<Engine, 'pool' | 'awake'>,
  sample: string,
): Promise<History> {
  const copies: { name: string; text: string }[] = []
  for (const [table, key] of Object.entries(tables))
    copies.push({ name: `copy_${table}`, text: await copyStatement(pool, table, key) })
  let filled = 0
  return {
    async growTo(count) {
      while (filled < count) {
        const until = Math.min(count, filled + batch)
        const values = [sample, filled, until]
        await Promise.all(copies.map((copy) => pool.query({ ...copy, values })))
        filled = until
      }
      await awake(() => whollyChained(pool))
      // The database's own upkeep would come by itself, but in the middle of what is measured.
      for (const table of [...Object.keys(tables), 'audit_entry', 'audit_pending'])
        await pool.query(`vacuum (analyze) ${table}`)
      await pool.query('checkpoint')
    },
  }
}

/** Each copy is an order that somebody placed, and so an entry of the audit that waits to be chained. */
async function whollyChained(pool: pg.Pool): Promise<void> {
  for (let looks = 0; looks < mostLooks; looks += 1) {
    const { rows } = await pool.query('select from audit_pending limit 1')
    if (rows.length === 0) return
    await setTimeout(1_000)
  }
  throw new Error(`What was copied was not chained within ${mostLooks} seconds`)
}

/** Copies after number $2 up to $3, one a second, two years before the original. */
async function copyStatement(pool: pg.Pool, table: string, key: string): Promise<string> {
  const { rows } = await pool.query<{ name: string; type: string }>(
    `select column_name as name, data_type as type from information_schema.columns
     where table_name = $1 and table_schema = 'public' and is_generated = 'NEVER'`,
    [table],
  )
  const names = rows.map(({ name }) => name)
  const values = rows.map(({ name, type }) => {
    if (name === key) return 'n.id'
    return type.startsWith('timestamp') ? `s.${name} - n.age` : `s.${name}`
  })
  return `with n as materialized (
      select make_interval(days => 730, secs => -i) as age,
        (substr(h, 1, 8) || '-' || substr(h, 9, 4) || '-7000-8000-' || lpad(to_hex(i), 12, '0'))::uuid as id
      from generate_series($2::integer + 1, $3::integer) i, lateral (select lpad(to_hex(
        ${firstId} + i * 1000::bigint), 12, '0') as h) made
    ) insert into ${table} (${names.join(', ')}) select ${values.join(', ')} from n, ${table} s
    where s.tenant = 'default' and s.${key} = $1::uuid`
}
