import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { once } from 'node:events'
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type pg from 'pg'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { noteTenants } from '../src/tenancy/states.ts'
import { countRows, tenantTables } from '../src/store/tenant-tables.ts'
import { openTestDatabase, type TestDatabase } from './database.ts'
import { newKey, openDataDir, run } from './operate-world.ts'

let database: TestDatabase
let environment: Record<string, string>
beforeAll(async () => {
  database = await openTestDatabase()
  environment = {
    PAO_DATABASE_URL: database.url,
    PAO_DATABASE_MIGRATE: 'off',
    PAO_ENCRYPTION_KEY: newKey(),
    PAO_DATA_DIR: await openDataDir(),
    PAO_DEMO: 'off',
  }
  await noteTenants(database.db, ['acme', 'globex'])
  for (const tenant of ['acme', 'globex']) await fill(tenant)
})
afterAll(() => database.close())

/** A value of each type of column, the same for every tenant. */
const valueOf = (type: string, tenant: string, n: number): unknown => {
  if (type === 'uuid') return `018f0000-0000-7000-8000-${String(n).padStart(12, '0')}`
  if (type === 'bytea') return Buffer.from(`sealed-canary-of-${tenant}`)
  if (type === 'jsonb') return '{}'
  if (type === 'boolean') return true
  if (type === 'text[]') return ['x']
  if (type === 'integer[]') return [1]
  if (type === 'date') return '2026-01-31'
  if (type.startsWith('timestamp')) return new Date(0)
  if (/^(integer|bigint|smallint|numeric|double precision)$/.test(type)) return n
  return `${tenant}-${n}`
}

/** Two rows in every table with a tenant, whatever it is for: rules and references between tables are put aside. */
async function fill(tenant: string): Promise<void> {
  const client = await database.pool.connect()
  try {
    await client.query(`set session_replication_role = replica`)
    for (const { name } of await tenantTables(database.pool)) await fillTable(client, name, tenant)
    // A hold would rightly be in the way, and so would work that is under way.
    await client.query(`delete from audit_hold; delete from audit_entry`)
    await client.query(`update action set lease_until = null`)
  } finally {
    client.release(true)
  }
}

async function fillTable(client: pg.PoolClient, name: string, tenant: string): Promise<void> {
  const { rows: rules } = await client.query<{ name: string }>(
    `select conname as name from pg_constraint where contype = 'c' and conrelid = $1::regclass`,
    [name],
  )
  for (const rule of rules) await client.query(`alter table ${name} drop constraint "${rule.name}"`)
  const { rows: columns } = await client.query<{ name: string; type: string }>(
    `select attname as name, format_type(atttypid, atttypmod) as type from pg_attribute
      where attrelid = $1::regclass and attnum > 0 and not attisdropped and attgenerated = ''
        and attidentity = ''`,
    [name],
  )
  const names = columns.map((column) => `"${column.name}"`).join(', ')
  const marks = columns.map((_, at) => `$${at + 1}`).join(', ')
  for (const n of [1, 2])
    await client.query(
      `insert into ${name} (${names}) values (${marks}) on conflict do nothing`,
      columns.map((column) =>
        column.name === 'tenant' ? tenant : valueOf(column.type, tenant, n),
      ),
    )
}

const suspend = () =>
  database.pool.query(
    `update tenant set state = 'suspended', changed_at = now() - interval '1 minute' where name = 'acme'`,
  )
const stateOf = async (name: string) =>
  (await database.pool.query(`select state, deletion from tenant where name = $1`, [name])).rows[0]

it('exports every table of one tenant, with hashes and without secrets', async () => {
  const folder = join(await openDataDir(), 'export')

  const told = await run(environment, 'tenant', 'export', 'acme', '--to', folder)

  expect(told).toMatchObject({ code: 0, err: '' })
  const manifest = JSON.parse(await readFile(join(folder, 'manifest.json'), 'utf8')) as {
    tables: { name: string; rows: number; sha256: string }[]
  }
  const tables = await tenantTables(database.pool)
  expect(manifest.tables.map(({ name }) => name)).toEqual(
    tables
      .map(({ name }) => name)
      .filter((name) => name !== 'session' && name !== 'idempotency_key')
      .toSorted(),
  )
  const all: string[] = []
  for (const { name, rows, sha256 } of manifest.tables) {
    const text = await readFile(join(folder, `${name}.ndjson`), 'utf8')
    all.push(text)
    expect(createHash('sha256').update(text).digest('hex')).toBe(sha256)
    const lines = text.split('\n').filter((line) => line !== '')
    expect([name, lines.length]).toEqual([name, rows])
    for (const line of lines) expect(JSON.parse(line)).toMatchObject({ tenant: 'acme' })
  }
  expect(all.join('')).not.toContain('globex')
  expect(all.join('')).not.toMatch(/sealed-canary|secret_hash/)
  expect((await readdir(folder)).length).toBe(manifest.tables.length + 2)
})

it('is not begun for a tenant that is served, nor without its name typed', async () => {
  const served = await run(environment, 'tenant', 'delete', 'acme', '--confirm', 'acme')
  await suspend()
  const foretold = await run(environment, 'tenant', 'delete', 'acme')
  const other = await run(environment, 'tenant', 'delete', 'acme', '--confirm', 'globex')
  await database.pool.query(`insert into audit_hold values ('acme', 'case', 'court', 'x', now())`)
  const held = await run(environment, 'tenant', 'delete', 'acme', '--confirm', 'acme')
  await database.pool.query(`delete from audit_hold`)
  const unknown = await run(environment, 'tenant', 'delete', 'nobody', '--confirm', 'nobody')

  expect([served, other, held, unknown].map(({ code, err }) => `${code} ${err}`)).toEqual([
    '2 acme is served; suspend it first: pao tenant suspend acme',
    "2 --confirm must be the tenant's name, acme",
    '2 the legal hold case stands (court); lift it first',
    '2 there is no tenant nobody',
  ])
  expect(foretold.code).toBe(1)
  expect(foretold.out).toContain('Nothing was deleted')
  expect((await stateOf('acme')).state).toBe('suspended')
})

it('goes on after a crash, leaves no row of the tenant in any table, and no other row less', async () => {
  const before = await countRows(database.pool, 'globex')
  const empty = (await tenantTables(database.pool)).filter(({ name }) => !(name in before))
  await database.pool.query(`create function crash() returns trigger language plpgsql as
    $$ begin if old.tenant = 'acme' then raise exception 'killed here'; end if; return old; end $$;
    create trigger crash before delete on request for each row execute function crash()`)
  const crashed = await run(environment, 'tenant', 'delete', 'acme', '--confirm', 'acme')
  const halfway = await countRows(database.pool, 'acme')
  const { state: meanwhile } = await stateOf('acme')
  await database.pool.query('drop trigger crash on request')

  const done = await run(environment, 'tenant', 'delete', 'acme', '--confirm', 'acme')

  // The audit's own are chained from what waits, and a hold would be in the way.
  expect(empty.map(({ name }) => name).toSorted()).toEqual(['audit_entry', 'audit_hold'])
  expect([crashed.code, crashed.err, meanwhile]).toEqual([2, 'killed here', 'deleting'])
  expect(halfway['request']).toBe(2)
  expect(Object.keys(halfway).length).toBeLessThan(Object.keys(before).length)
  expect(done).toMatchObject({ code: 0, err: '' })
  expect(await countRows(database.pool, 'acme')).toEqual({})
  expect(await countRows(database.pool, 'globex')).toEqual(before)
  const { state, deletion } = (await stateOf('acme')) as {
    state: string
    deletion: { rows: Record<string, number>; checkpoint: { tenant: string; signature: string } }
  }
  expect(state).toBe('deleted')
  expect(deletion.rows['request']).toBe(2)
  expect(deletion.checkpoint).toMatchObject({ tenant: 'acme', signature: expect.any(String) })
  const again = await run(environment, 'tenant', 'delete', 'acme', '--confirm', 'acme')
  expect(again.err).toBe('acme is deleted already')
})

/** Each table of a tenant as one hash, whatever order its rows come in. */
async function hashesOf(tenant: string): Promise<Record<string, string>> {
  const hashes: Record<string, string> = {}
  for (const { name } of await tenantTables(database.pool)) {
    const { rows } = await database.pool.query<{ hash: string }>(
      `select md5(coalesce(string_agg(md5(t::text), '' order by md5(t::text)), '')) as hash
        from "${name}" t where tenant = $1`,
      [tenant],
    )
    hashes[name] = rows[0]?.hash ?? ''
  }
  return hashes
}

const program = fileURLToPath(new URL('../src/operate.ts', import.meta.url))

it('killed for good in the middle, is ended by the next run: counted to the row, and nothing of another tenant changed', async () => {
  const events = 20_000
  await noteTenants(database.db, ['umbrella'])
  await fill('umbrella')
  await database.pool.query(
    `insert into request_event (tenant, request_id, seq, type, at, actor, correlation_id, data)
      select 'umbrella', '018f0000-0000-7000-8000-000000000001', n + 10, 'x', now(), 'x', 'x', '{}'
      from generate_series(1, ${events}) n`,
  )
  await database.pool.query(
    `update tenant set state = 'suspended', changed_at = now() - interval '1 minute' where name = 'umbrella'`,
  )
  const [full, theirs] = [await countRows(database.pool, 'umbrella'), await hashesOf('globex')]
  const deleting = spawn(
    process.execPath,
    ['--conditions=source', program, 'tenant', 'delete', 'umbrella', '--confirm', 'umbrella'],
    { env: { PATH: process.env['PATH'], ...environment }, stdio: 'ignore' },
  )
  const exited = once(deleting, 'exit')
  await expect
    .poll(async () => (await stateOf('umbrella')).deletion?.rows.request_event ?? 0, {
      timeout: 60_000,
      interval: 5,
    })
    .toBeGreaterThan(0)
  deleting.kill('SIGKILL')
  const [, signal] = (await exited) as [number | null, string | null]
  const left = await countRows(database.pool, 'umbrella')
  const halfway = await stateOf('umbrella')
  await database.pool.query(`update action set lease_until = null`)

  const done = await run(environment, 'tenant', 'delete', 'umbrella', '--confirm', 'umbrella')

  expect(signal).toBe('SIGKILL')
  expect(left['request_event']).toBeGreaterThan(0)
  expect(left['request_event']).toBeLessThan(full['request_event'] ?? 0)
  // What is counted is what went, to the row, though the process died between two batches or in one.
  expect(halfway.state).toBe('deleting')
  expect(halfway.deletion.rows.request_event).toBe(
    (full['request_event'] ?? 0) - (left['request_event'] ?? 0),
  )
  expect(done).toMatchObject({ code: 0, err: '' })
  expect(await countRows(database.pool, 'umbrella')).toEqual({})
  const { state, deletion } = await stateOf('umbrella')
  expect([state, deletion.rows.request_event]).toEqual(['deleted', full['request_event']])
  expect(deletion.checkpoint).toMatchObject({ tenant: 'umbrella' })
  expect(await hashesOf('globex')).toEqual(theirs)
})
