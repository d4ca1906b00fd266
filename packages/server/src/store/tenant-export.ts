import { createHash } from 'node:crypto'
import pg from 'pg'
import type { Database } from './db.ts'
import { type TenantTable, tenantTables } from './tenant-tables.ts'

/** One table of an export. */
export type ExportedTable = {
  name: string
  rows: number
  /** Of the file's bytes. */
  sha256: string
  /** Columns whose values are sealed with a key of the installation, or let somebody in. */
  left_out: readonly string[]
}

/** Rows fetched at once. */
const batchRows = 500
/** Nobody's business outside: what lets people in, and answers kept for repeats, which may hold a key that was shown once. */
const tablesLeftOut: ReadonlySet<string> = new Set(['session', 'idempotency_key'])
const columnsLeftOut = /^(secret_hash|previous_hash|next_hash|csrf)$/

/** Where the lines of a table go; the file is whole once `end` has resolved. */
export type TableFile = { write(line: string): Promise<void>; end(): Promise<void> }

/**
 * Every row of a tenant as of one moment, one JSON object a line, table by table, while others go on writing. Secrets
 * and what is sealed are left out. Returns what was written and the moment, ISO 8601.
 */
export async function exportTenant(
  database: Pick<Database, 'pool'>,
  tenant: string,
  open: (table: string) => Promise<TableFile>,
): Promise<{ at: string; tables: readonly ExportedTable[] }> {
  const client = await database.pool.connect()
  try {
    await client.query('begin isolation level repeatable read read only')
    await client.query(
      `set local statement_timeout = 0; set local idle_in_transaction_session_timeout = 0;
        set local timezone = 'UTC'`,
    )
    const { rows } = await client.query<{ at: Date }>('select clock_timestamp() as at')
    const tables: ExportedTable[] = []
    for (const table of await tenantTables(client))
      if (!tablesLeftOut.has(table.name))
        tables.push(await exportTable(client, { table, tenant, open }))
    return {
      at: rows[0]?.at.toISOString() ?? '',
      tables: tables.toSorted((a, b) => (a.name < b.name ? -1 : 1)),
    }
  } finally {
    client.release(true)
  }
}

type Exporting = {
  table: TenantTable
  tenant: string
  open: (table: string) => Promise<TableFile>
}

function isOut({ name, type }: TenantTable['columns'][number]): boolean {
  return type === 'bytea' || columnsLeftOut.test(name)
}

async function exportTable(
  client: pg.PoolClient,
  { table, tenant, open }: Exporting,
): Promise<ExportedTable> {
  const kept = table.columns.filter((column) => !isOut(column))
  const fields = kept.map(({ name }) => pg.escapeIdentifier(name)).join(', ')
  const order = table.key.map((name) => pg.escapeIdentifier(name)).join(', ')
  await client.query({
    text: `declare tenant_rows no scroll cursor for
      select row_to_json(r)::text as line from (
        select ${fields} from ${pg.escapeIdentifier(table.name)}
        where tenant = ${pg.escapeLiteral(tenant)} ${order === '' ? '' : `order by ${order}`}) r`,
  })
  const file = await open(table.name)
  const hash = createHash('sha256')
  let count = 0
  for (;;) {
    const { rows } = await client.query<{ line: string }>(`fetch ${batchRows} from tenant_rows`)
    for (const { line } of rows) {
      hash.update(`${line}\n`)
      await file.write(`${line}\n`)
    }
    count += rows.length
    if (rows.length < batchRows) break
  }
  await client.query('close tenant_rows')
  await file.end()
  return {
    name: table.name,
    rows: count,
    sha256: hash.digest('hex'),
    left_out: table.columns.filter(isOut).map(({ name }) => name),
  }
}
