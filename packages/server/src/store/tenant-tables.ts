import pg from 'pg'

type Client = Pick<pg.Pool, 'query'>

/** A table whose rows belong to tenants. */
export type TenantTable = {
  name: string
  columns: readonly { name: string; type: string }[]
  /** Columns of its primary key. */
  key: readonly string[]
}

/** Changes of these note something in the audit, so the audit goes after all others. */
const auditLast = ['audit_pending', 'audit_entry']

/**
 * Every table with a column `tenant`, as the database's catalogue knows them: a new one cannot be forgotten. Those that
 * refer to others come before them, the audit last.
 */
export async function tenantTables(client: Client): Promise<readonly TenantTable[]> {
  const { rows } = await client.query<TenantTable>(
    `select c.relname as name,
        jsonb_agg(jsonb_build_object('name', a.attname, 'type', format_type(a.atttypid, a.atttypmod))
          order by a.attnum) as columns,
        coalesce((select array_agg(k.attname::text order by x.n)
          from pg_index i, unnest(i.indkey) with ordinality as x (attnum, n)
          join pg_attribute k on k.attnum = x.attnum
          where i.indrelid = c.oid and i.indisprimary and k.attrelid = c.oid), '{}') as key
      from pg_class c
      join pg_attribute t on t.attrelid = c.oid and t.attname = 'tenant' and not t.attisdropped
      join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
      where c.relkind in ('r', 'p') and not c.relispartition
        and c.relnamespace = current_schema()::regnamespace
      group by c.oid, c.relname order by c.relname`,
  )
  const { rows: references } = await client.query<{ from: string; to: string }>(
    `select f.relname as from, t.relname as to from pg_constraint r
      join pg_class f on f.oid = r.conrelid join pg_class t on t.oid = r.confrelid
      where r.contype = 'f' and r.conrelid <> r.confrelid
        and f.relnamespace = current_schema()::regnamespace`,
  )
  return inOrder(rows, references)
}

function inOrder(
  tables: readonly TenantTable[],
  references: readonly { from: string; to: string }[],
): readonly TenantTable[] {
  const depth = (name: string, seen: readonly string[] = []): number =>
    seen.includes(name)
      ? 0
      : Math.max(
          0,
          ...references
            .filter(({ to }) => to === name)
            .map(({ from }) => 1 + depth(from, [...seen, name])),
        )
  const rank = ({ name }: TenantTable): number =>
    auditLast.includes(name) ? 1_000 + auditLast.indexOf(name) : depth(name)
  return tables.toSorted((a, b) => rank(a) - rank(b))
}

/** Rows of a tenant in each table that has any; counts them all, so it takes a while for a large tenant. */
export async function countRows(
  client: Client,
  tenant: string,
): Promise<Readonly<Record<string, number>>> {
  const counts: Record<string, number> = {}
  for (const { name } of await tenantTables(client)) {
    const { rows } = await client.query<{ count: string }>(
      `select count(*) as count from ${pg.escapeIdentifier(name)} where tenant = $1`,
      [tenant],
    )
    const count = Number(rows[0]?.count ?? 0)
    if (count > 0) counts[name] = count
  }
  return counts
}
