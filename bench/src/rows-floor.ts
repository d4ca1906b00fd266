import { randomUUID } from 'node:crypto'
import pg from 'pg'

const tables = {
  request: 'request',
  request_event: 'request_event',
  action: 'action',
  job: 'pgboss.job_common',
} as const

type Sample = { request: string; job: string; rows: readonly string[] }

/**
 * Orders a second that bare `pg` writes with nothing checked or decided: the rows of one taken order again and
 * again into tables with the same indexes, `size` orders in one statement and transaction, `atOnce` statements
 * under way on as many connections as the server has.
 */
export async function bareRows(
  url: string,
  { orders, atOnce, size }: { orders: number; atOnce: number; size: number },
): Promise<{ rate: number; times: number[] }> {
  const pool = new pg.Pool({ connectionString: url, max: Math.min(atOnce, 20) })
  try {
    const sample = await takeSample(pool)
    for (const [name, table] of Object.entries(tables))
      await pool.query(
        `drop table if exists floor_${name}; create table floor_${name} (like ${table} including all)`,
      )
    const times: number[] = []
    let left = orders
    const started = performance.now()
    const writer = async (): Promise<void> => {
      while (left > 0) {
        left -= size
        const begun = performance.now()
        await pool.query({ name: 'floor', text: statement, values: copies(sample, size) })
        times.push(performance.now() - begun)
      }
    }
    await Promise.all(Array.from({ length: atOnce }, writer))
    return { rate: orders / ((performance.now() - started) / 1000), times }
  } finally {
    await pool.end()
  }
}

/** One array of rows for each table, with ids of their own for each copy. */
function copies({ request, job, rows }: Sample, size: number): string[] {
  const ids = Array.from({ length: size }, () => [randomUUID(), randomUUID()] as const)
  return rows.map((row) => {
    const made = ids.map(([own, hint]) => row.replaceAll(request, own).replaceAll(job, hint))
    return `[${made.join(',')}]`
  })
}

async function takeSample(pool: pg.Pool): Promise<Sample> {
  const ids = await pool.query<{ request: string; job: string }>(
    `select data ->> 'request' as request, id as job from pgboss.job_common limit 1`,
  )
  const [found] = ids.rows
  if (!found) throw new Error('no order has been taken')
  const read = async (table: string, column: string, id: string): Promise<string> => {
    const { rows } = await pool.query<{ text: string }>(
      `select string_agg(to_jsonb(t)::text, ',') as text from ${table} t where ${column} = $1`,
      [id],
    )
    return rows[0]?.text ?? ''
  }
  const rows = await Promise.all([
    read(tables.request, 'id', found.request),
    read(tables.request_event, 'request_id', found.request),
    read(tables.action, 'request_id', found.request),
    read(tables.job, 'id', found.job),
  ])
  return { ...found, rows }
}

const insert = (name: string, n: number): string =>
  `insert into floor_${name} select * from jsonb_populate_recordset(null::floor_${name}, $${n}::text::jsonb)`

const statement = `with a as (${insert('request', 1)}), b as (${insert('request_event', 2)}),
  c as (${insert('action', 3)}), d as (${insert('job', 4)}) select 1`
