import pg from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { writeAudit } from '../src/store/audit-log.ts'
import { migrate } from '../src/store/migrate.ts'
import { tenantRole, TenantRoleMissing } from '../src/store/row-security.ts'
import { openTenants, type Tenants } from '../src/store/tenants.ts'
import { openTestDatabase, type TestDatabase } from './database.ts'
import { openUnfiltered, unfiltered } from './row-security-world.ts'
import { ann, chain, itemOf, openWorld, orderOf, type World } from './requests-world.ts'
import { submit } from '../src/requests/submit.ts'
import { addComment } from '../src/requests/talk/comments.ts'
import { setLimit } from '../src/requests/limits.ts'

const strangers = 'strangers'

let world: World
let tenants: Tenants

beforeAll(async () => {
  const done = { kind: 'succeeded', outputs: {} } as const
  world = await openWorld({ items: [itemOf('db', chain('fake', 2))], acts: { fake: () => done } })
  await world.replica()
  tenants = await openTenants(world.database, { max: 2 })
  const { requests, database } = world
  const { id } = await submit(requests, ann, orderOf('db'))
  await world.until(id, 'request_completed')
  await addComment(requests, ann, { request: id, body: 'thanks' })
  await setLimit(requests, { tenant: 'default', key: { scope: 'item', name: 'db' }, by: 'ann' }, 9)
  const on = { type: 'test', id: '1' }
  await writeAudit(database.db, { tenant: 'default', by: { id: 'ann' }, action: 'test.done', on })
})
afterAll(async () => {
  await tenants.close()
  await world.close()
})

const rowsOf = async <Row extends object>(text: string, values: unknown[] = []) =>
  (await world.database.pool.query<Row>(text, values)).rows

const tenantTables = async (): Promise<string[]> =>
  (
    await rowsOf<{ name: string }>(
      `select table_name as name from information_schema.columns
        where table_schema = current_schema() and column_name = 'tenant' order by 1`,
    )
  ).map(({ name }) => name)

const inTenant = async <Row extends object>(
  tenant: string,
  text: string,
  values: unknown[] = [],
) => {
  const client = await tenants.pool.connect()
  try {
    await client.query('begin')
    await client.query(`select set_config('app.tenant_id', $1, true)`, [tenant])
    return (await client.query<Row>(text, values)).rows
  } finally {
    await client.query('rollback')
    client.release()
  }
}

describe('row security (D6, P12)', () => {
  it('is enforced on every table with a tenant, for reading and for writing', async () => {
    const found = await rowsOf<{ name: string }>(
      `select c.relname as name from pg_class c
        join pg_policy own on own.polrelid = c.oid and own.polname = 'own_tenant'
        join pg_roles r on r.oid = any (own.polroles)
        where c.relrowsecurity and c.relforcerowsecurity and own.polcmd = '*'
          and own.polqual is not null and own.polwithcheck is not null
          and not r.rolsuper and not r.rolbypassrls and not r.rolcanlogin and c.relowner <> r.oid
        order by c.relname`,
    )

    const names = await tenantTables()
    expect(found.map(({ name }) => name)).toEqual(names)
    expect(names.length).toBeGreaterThan(35)
  })

  it('gives the role of calls no table without a tenant, and no other right', async () => {
    const role = await tenantRole(world.database.pool)
    const more = await rowsOf<{ name: string }>(
      `select c.oid::regclass::text as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
        where c.relkind in ('r', 'p', 'v') and n.nspname in ('public', 'pgboss')
          and has_table_privilege($1, c.oid, 'select')
          and not exists (select from pg_attribute a where a.attrelid = c.oid and a.attname = 'tenant')`,
      [role],
    )
    const [rights] = await rowsOf(
      `select rolcreaterole or rolcreatedb or rolreplication as strong,
        has_schema_privilege(rolname, 'public', 'create') as creates from pg_roles where rolname = $1`,
      [role],
    )

    expect(more).toEqual([{ name: 'pgboss.queue' }])
    expect(rights).toEqual({ strong: false, creates: false })
  })

  it('shows a tenant all of its own rows and no other one, in every table', async () => {
    const seen: Record<string, unknown> = {}
    let filled = 0
    for (const table of await tenantTables()) {
      const text = `select count(*)::integer as n from ${pg.escapeIdentifier(table)}`
      const [all] = await rowsOf<{ n: number }>(text)
      const [own] = await inTenant<{ n: number }>('default', text)
      const [other] = await inTenant<{ n: number }>(strangers, text)
      if ((all?.n ?? 0) > 0) filled += 1
      if (own?.n !== all?.n || other?.n !== 0) seen[table] = { all, own, other }
    }

    expect(seen).toEqual({})
    expect(filled).toBeGreaterThan(8)
  })

  it('lets nobody write a row of another tenant, or give one away, in any table', async () => {
    const missed: string[] = []
    let tried = 0
    for (const table of await tenantTables()) {
      const name = pg.escapeIdentifier(table)
      const [row] = await rowsOf<{ row: object }>(
        `select to_jsonb(t) as row from ${name} t limit 1`,
      )
      if (!row) continue
      const columns = await rowsOf<{ name: string }>(
        `select quote_ident(attname) as name from pg_attribute
          where attrelid = $1::regclass and attnum > 0 and not attisdropped and attgenerated = ''`,
        [table],
      )
      const list = columns.map((column) => column.name).join(', ')
      const insert = `insert into ${name} (${list}) overriding system value
        select ${list} from jsonb_populate_record(null::${name}, $1)`
      for (const [tenant, text, values] of [
        [strangers, insert, [JSON.stringify(row.row)]],
        ['default', `update ${name} set tenant = '${strangers}'`, []],
      ] as const) {
        tried += 1
        const code = await inTenant(tenant, text, [...values]).then(
          () => 'done',
          (error: { code: string }) => error.code,
        )
        // 42501: row security; the chain of the audit may not be changed at all, by its trigger.
        if (code !== '42501') missed.push(`${table} ${tenant}: ${code}`)
      }
    }

    expect(missed).toEqual([])
    expect(tried).toBeGreaterThan(16)
  })

  it.each(['', 'default ', 'DEFAULT'])(
    'shows nothing to a connection bound to %j',
    async (tenant) => {
      expect(await inTenant(tenant, 'select 1 from request')).toEqual([])
    },
  )

  it('shows nothing where nobody was bound, nor after a binding of one transaction', async () => {
    const client = await tenants.pool.connect()
    try {
      await client.query(`select set_config('app.tenant_id', '', false)`)
      await client.query(`begin; select set_config('app.tenant_id', 'default', true); commit`)
      expect((await client.query('select 1 from request')).rows).toEqual([])
    } finally {
      client.release(true)
    }
  })

  it('keeps two tenants apart on two connections, through 1,000 transactions, errors and refusals', async () => {
    const names = ['default', strangers] as const
    const wrong: unknown[] = []
    const once = async (n: number): Promise<void> => {
      const tenant = names[n % 2] ?? 'default'
      const other = names[(n + 1) % 2] ?? strangers
      const view = { tenant, person: 'p', id: crypto.randomUUID(), name: `${n}`, query: '{}' }
      await tenants
        .of(tenant)
        .transaction()
        .execute(async (tx) => {
          await tx
            .insertInto('saved_view')
            .values({ ...view, created_at: new Date() })
            .execute()
          if (n % 7 === 0) throw new Error('on purpose')
          if (n % 11 === 0)
            await tx
              .updateTable('saved_view')
              .set({ tenant: other })
              .where('id', '=', view.id)
              .execute()
          const rows = await tx.selectFrom('saved_view').select('tenant').execute()
          if (rows.some((row) => row.tenant !== tenant)) wrong.push({ n, rows })
        })
        .catch((error: Error & { code?: string }) => {
          if (error.message !== 'on purpose' && error.code !== '42501') wrong.push({ n, error })
        })
    }

    // Ten who take turns: a thousand at once would wait for their connection longer than it is waited for.
    let next = 0
    const takeTurns = async (): Promise<void> => {
      while (next < 1_000) await once(next++)
    }
    await Promise.all(Array.from({ length: 10 }, takeTurns))

    const kept = await rowsOf('select tenant, name from saved_view')
    expect(wrong).toEqual([])
    expect(kept).toHaveLength(
      Array.from({ length: 1_000 }, (_, n) => n).filter((n) => n % 7 !== 0 && n % 11 !== 0).length,
    )
  })

  it('costs no question of its own while a connection stays with one tenant', async () => {
    const own = await openTenants(world.database, { max: 1 })
    let binds = 0
    own.pool.on('connect', (client) => {
      const query = client.query.bind(client) as (...asked: unknown[]) => unknown
      const counted = (...asked: unknown[]): unknown => {
        if (JSON.stringify(asked).includes('tenant_bind')) binds += 1
        return query(...asked)
      }
      Object.assign(client, { query: counted })
    })
    // The connection that was made when it was opened is not counted.
    const first = await own.pool.connect()
    first.release(true)
    for (const tenant of ['a', 'a', 'a', 'b', 'b', 'a'])
      await own.of(tenant).selectFrom('request').select('id').execute()
    await own.close()

    expect(binds).toBe(3)
  })

  it('is really alone where the application’s filter is switched off', async () => {
    const { of, stripped, close } = await openUnfiltered(world.database)
    const asked = of(strangers).selectFrom('request').select('id').where('tenant', '=', 'default')

    expect(await asked.execute()).toEqual([])
    expect(stripped()).toBe(1)
    expect(unfiltered('a.tenant = $1 and b."tenant" = $2 and c.tenant = d.tenant')).toBe(
      '($1::text is not null) and ($2::text is not null) and c.tenant = d.tenant',
    )
    await close()
  })
})

describe('a database of a role without rights', () => {
  let database: TestDatabase
  const login = `pao_weak_${process.pid}`
  const weakUrl = (): string => {
    const url = new URL(database.url)
    url.username = login
    url.password = 'weak'
    return url.href
  }

  beforeAll(async () => {
    database = await openTestDatabase()
    await database.pool.query(`create role ${login} login password 'weak'`)
  })
  afterAll(async () => {
    await database.pool.query(`drop owned by ${login}; drop role ${login}`)
    await database.close()
  })

  it('is not served where it may not act as the role of calls, and is told how to mend it', async () => {
    const pool = new pg.Pool({ connectionString: weakUrl(), max: 1 })

    await expect(openTenants({ pool, url: weakUrl() })).rejects.toThrow(TenantRoleMissing)
    await pool.end()
  })

  it('puts a new table under row security at the next migration, and changes nothing after that', async () => {
    await database.pool.query('create table later (tenant text not null, n integer)')
    await migrate(database)
    await migrate(database)
    const { rows } = await database.pool.query(
      `select relrowsecurity and relforcerowsecurity as held, (select count(*)::integer from pg_policy
        where polrelid = c.oid) as policies from pg_class c where relname = 'later'`,
    )

    expect(rows).toEqual([{ held: true, policies: 2 }])
  })

  it('shows an owner that is no superuser everything, and calls their tenant', async () => {
    const role = await tenantRole(database.pool)
    await database.pool.query(`grant ${pg.escapeIdentifier(role ?? '')} to ${login};
      alter table later owner to ${login}; insert into later values ('a', 1), ('b', 2)`)
    const pool = new pg.Pool({ connectionString: weakUrl(), max: 1 })
    const calls = await openTenants({ pool, url: weakUrl() }, { max: 1 })
    const own = await pool.query('select n from later order by n')
    const client = await calls.pool.connect()
    await client.query(`select set_config('app.tenant_id', 'b', false)`)
    const seen = await client.query('select n from later')
    client.release(true)
    await calls.close()
    await pool.end()

    expect(own.rows).toEqual([{ n: 1 }, { n: 2 }])
    expect(seen.rows).toEqual([{ n: 2 }])
  })
})
