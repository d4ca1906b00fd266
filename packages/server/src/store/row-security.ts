import pg from 'pg'

type Client = Pick<pg.Pool, 'query'>

/** Nobody may answer calls for a tenant's people as the role that sees this tenant alone. `mend` says how to change that. */
export class TenantRoleMissing extends Error {
  override readonly name = 'TenantRoleMissing'
  readonly mend: string

  constructor(message: string, mend: string) {
    super(message)
    this.mend = mend
  }
}

const ownPolicy = 'own_tenant'
const otherPolicy = 'beyond_calls'
/** PostgreSQL cuts longer names. */
const longestName = 63
const ending = '_tenant'
const noPrivilege = '42501'

/** Rows of the tenant the connection is bound to; of none while it is bound to none, since '' is nobody's. */
const bound = `tenant = nullif(current_setting('app.tenant_id', true), '')`

/**
 * Puts every table with a tenant under row security, FORCE included: the role of calls sees and writes rows of the
 * tenant its connection is bound to, every other role that was granted the tables sees all. Makes that role at the
 * first time. Changes nothing where all is done; one short transaction for each table, run by `patiently`.
 * Throws `TenantRoleMissing` where the role is missing and may not be made.
 */
export async function protectTenants(
  client: Client,
  patiently: (work: () => Promise<void>) => Promise<void>,
): Promise<void> {
  const bare = await bareTables(client)
  if (bare.length === 0) return
  const role = (await tenantRole(client)) ?? (await madeRole(client))
  await client.query(`grant usage on schema ${await schemaOf(client)} to ${quoted(role)}`)
  for (const table of bare) await patiently(() => inOne(client, statements(table, role)))
}

/** The role that calls for a tenant's people are answered as; undefined before the first migration that makes it. */
export async function tenantRole(client: Client): Promise<string | undefined> {
  const { rows } = await client.query<{ role: string }>(
    `select r.rolname as role from pg_policy p
      join pg_class c on c.oid = p.polrelid and c.relnamespace = current_schema()::regnamespace
      join pg_roles r on r.oid = any (p.polroles)
      where p.polname = $1 limit 1`,
    [ownPolicy],
  )
  return rows[0]?.role
}

/**
 * Lets the role of calls leave hints in the queue together with what they follow from, and read nothing of it but how
 * the queue is set up. `into` is the table hints are inserted into.
 */
export async function grantQueue(
  client: Client,
  { schema, into }: Record<'schema' | 'into', string>,
): Promise<void> {
  const role = await tenantRole(client)
  if (role === undefined) return
  const { rows } = await client.query<{ may: boolean }>(
    `select has_schema_privilege($1, $2, 'usage')
      and has_table_privilege($1, $3, 'insert') and has_table_privilege($1, $4, 'select') as may`,
    [role, schema, `${schema}.${into}`, `${schema}.queue`],
  )
  if (rows[0]?.may === true) return
  const [place, calls] = [quoted(schema), quoted(role)]
  await client.query(`grant usage on schema ${place} to ${calls};
    grant select on ${place}.queue to ${calls};
    grant insert on ${place}.${quoted(into)} to ${calls}`)
}

function statements(table: string, role: string): string {
  const [name, calls] = [quoted(table), quoted(role)]
  const others = `current_user <> ${pg.escapeLiteral(role)}`
  return `alter table ${name} enable row level security;
    alter table ${name} force row level security;
    drop policy if exists ${ownPolicy} on ${name};
    drop policy if exists ${otherPolicy} on ${name};
    create policy ${ownPolicy} on ${name} to ${calls} using (${bound}) with check (${bound});
    create policy ${otherPolicy} on ${name} using (${others}) with check (${others});
    grant select, insert, update, delete on ${name} to ${calls}`
}

async function inOne(client: Client, text: string): Promise<void> {
  await client.query('begin')
  await client.query(text)
  await client.query('commit')
}

async function bareTables(client: Client): Promise<readonly string[]> {
  const { rows } = await client.query<{ name: string }>(
    `select c.relname as name from pg_class c
      join pg_attribute a on a.attrelid = c.oid and a.attname = 'tenant' and not a.attisdropped
      where c.relkind in ('r', 'p') and c.relnamespace = current_schema()::regnamespace
        and not (c.relrowsecurity and c.relforcerowsecurity and 2 = (
          select count(*) from pg_policy p where p.polrelid = c.oid and p.polname in ($1, $2)))
      order by c.relname`,
    [ownPolicy, otherPolicy],
  )
  return rows.map(({ name }) => name)
}

type Role = { name: string; login: string; found: boolean; strong: boolean }

/** One role for each database: two installations on one server must not be able to take each other's. */
async function madeRole(client: Client): Promise<string> {
  const { rows } = await client.query<Role>(
    `with wanted as (select left(current_database(), $1) || $2 as name)
      select w.name, current_user as login, r.oid is not null as found,
        coalesce(r.rolsuper or r.rolbypassrls or r.rolcanlogin, false) as strong
      from wanted w left join pg_roles r on r.rolname = w.name`,
    [longestName - ending.length, ending],
  )
  const [role] = rows
  if (!role) throw new Error('The database did not say what it is called')
  if (role.strong)
    throw new TenantRoleMissing(
      `the role ${role.name} may sign in or passes over row security`,
      `alter role ${quoted(role.name)} nologin nosuperuser nobypassrls`,
    )
  if (!role.found) await make(client, role)
  return role.name
}

async function make(client: Client, { name, login }: Role): Promise<void> {
  const role = quoted(name)
  try {
    await client.query(`create role ${role} nologin nobypassrls;
      grant ${role} to ${quoted(login)}`)
  } catch (error) {
    if (!(error instanceof pg.DatabaseError) || error.code !== noPrivilege) throw error
    throw new TenantRoleMissing(
      `the role ${name} is missing and ${login} may not make it`,
      `create role ${role} nologin; grant ${role} to ${quoted(login)}`,
    )
  }
}

async function schemaOf(client: Client): Promise<string> {
  const { rows } = await client.query<{ name: string }>('select current_schema() as name')
  return quoted(rows[0]?.name ?? 'public')
}

function quoted(name: string): string {
  return pg.escapeIdentifier(name)
}
