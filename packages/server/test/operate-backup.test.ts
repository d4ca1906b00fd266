import { mkdir, readdir, readFile, truncate, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Database, openDatabase } from '../src/store/db.ts'
import { type Audit, openAudit } from '../src/audit/open.ts'
import { omar, openAuditWorld, tenant } from './audit-world.ts'
import { openTestDatabase, type TestDatabase } from './database.ts'
import { ask, emptyDatabase, newKey, openDataDir, run } from './operate-world.ts'

const key = newKey()
let folder: string
let database: TestDatabase
let settings: Record<string, string>
beforeAll(async () => {
  folder = await openDataDir()
  database = await openTestDatabase()
  settings = { PAO_DATABASE_URL: database.url, PAO_BACKUP_DIR: folder, PAO_ENCRYPTION_KEY: key }
  await database.pool.query(everyKind)
})
afterAll(() => database.close())

/** Numbers, bytes, lists, nulls, JSON, dates, computed columns, a reference to another row, text of any alphabet. */
const everyKind = `
  insert into secret_key (tenant, id, sealed_by, sealed, created_at)
    values ('t', 'a', 'f', '\\x00ff10', '2026-11-26 01:02:03.456789+02');
  insert into secret (tenant, name, version, key_id, sealed, created_by, created_at)
    values ('t', 'N', 3, 'a', '\\xdeadbeef', 'ann', now());
  insert into api_key (tenant, id, name, secret_hash, roles, teams, created_by, created_at)
    values ('t', 'k', E'quote '' back \\\\ tab \\t line \\n ü 漢 🦊', 'h', '{admin,"a,b"}', '{}', 'x', now());
  insert into definition (tenant, hash, kind, item_id, version, source, document, first_seen_at)
    select 't', 'h' || n, 'item', 'i', '1.0.0', md5(n::text) || repeat('y', 3000),
      jsonb_build_object('n', n, 'deep', '[1, 2.50, null]'::jsonb), now()
    from generate_series(1, 2345) n;
  insert into limit_rule (tenant, scope, name, set_most, item_most, updated_by, updated_at)
    values ('t', 'item', 'x', 3, 5, 'olga', now())`

const sums = async ({ pool }: Pick<Database, 'pool'>): Promise<Record<string, string>> => {
  const { rows } = await pool.query<{ name: string }>(
    `select tablename as name from pg_tables where schemaname = 'public'
      and tablename not in ('pao_migration', 'backup_run', 'restore_epoch')`,
  )
  const found: Record<string, string> = {}
  for (const { name } of rows) {
    const counted = await pool.query<{ sum: string }>(
      `select count(*) || ' ' || coalesce(md5(string_agg(t::text, E'\\n' order by t::text)), '') as sum from ${name} t`,
    )
    found[name] = counted.rows[0]?.sum ?? ''
  }
  return found
}

const pairs = async ({ pool }: Pick<Database, 'pool'>): Promise<number[]> => {
  const { rows } = await pool.query<{ away: number; sessions: number }>(
    `select (select count(*) from absence where tenant = 'pair') as away,
      (select count(*) from session where tenant = 'pair') as sessions`,
  )
  return rows.flatMap(({ away, sessions }) => [away, sessions])
}

const note = (audit: Audit, id: string) =>
  audit.note({ tenant, by: omar, action: 'limit.set', on: { type: 'limit', id } })

describe('pao backup', () => {
  it('brings everything back as it was, and says when that was', async () => {
    const empty = await emptyDatabase()
    const created = await run(settings, 'backup', 'create', '--json')
    const told = JSON.parse(created.out) as { file: string; rows: number; snapshot_at: string }
    await ask(database.url, `delete from api_key`)
    await ask(database.url, `update limit_rule set set_most = 1`)

    const verified = await run(settings, 'backup', 'verify')
    const restored = await run(
      { ...settings, PAO_DATABASE_URL: empty.url, PAO_LOG_LEVEL: 'warn' },
      'backup',
      'restore',
      told.file,
      '--files',
      join(folder, 'files'),
    )

    expect(created.code, created.err).toBe(0)
    expect(verified).toMatchObject({ code: 0, out: expect.stringContaining(`${told.rows} rows`) })
    expect(restored.code, restored.err).toBe(0)
    const copy = await openDatabase(empty.url)
    const [before, after] = await Promise.all([sums(database), sums(copy)])
    const { rows: kept } = await copy.pool.query(`select name, roles from api_key`)
    const { rows: rules } = await copy.pool.query(`select most from limit_rule`)
    const { rows: epochs } = await copy.pool.query<{ at: Date }>(
      `select snapshot_at as at from restore_epoch`,
    )
    const { rows: fks } = await copy.pool.query(
      `select 1 from pg_constraint where contype = 'f' and connamespace = 'public'::regnamespace`,
    )
    const env = await readFile(join(folder, 'files', 'settings.env'), 'utf8')
    await copy.close()
    await empty.drop()
    const changed = Object.keys(before).filter((name) => before[name] !== after[name])
    expect(changed.toSorted()).toEqual(['api_key', 'limit_rule'])
    expect(after['definition']).toMatch(/^2345 /)
    expect(kept).toEqual([
      { name: "quote ' back \\ tab \t line \n ü 漢 🦊", roles: ['admin', 'a,b'] },
    ])
    expect(rules).toEqual([{ most: 3 }])
    expect(fks.length).toBeGreaterThanOrEqual(2)
    expect(epochs.map(({ at }) => at.toISOString())).toEqual([told.snapshot_at])
    expect(env).toContain(`PAO_BACKUP_DIR=${folder}`)
    expect(env).not.toMatch(/PAO_ENCRYPTION_KEY|PAO_DATABASE_URL/)
  })

  it('brings two tenants back, each with its rows, its state and its files', async () => {
    const config = await openDataDir()
    await mkdir(join(config, 'own'))
    const chat = 'connections: { chat: { type: slack, webhook_url_ref: CHAT } }\n'
    const tenants = `tenants:
  acme: { catalog: shared, connections: own/acme.yaml, secrets: { CHAT: ACME_CHAT } }
  globex: { catalog: shared, connections: ${join(config, 'globex.yaml')} }
`
    await writeFile(join(config, 'own', 'acme.yaml'), chat)
    await writeFile(join(config, 'globex.yaml'), chat)
    await writeFile(join(config, 'tenants.yaml'), tenants)
    await database.pool.query(
      `insert into tenant (name, state, reason) values ('acme', 'active', null), ('globex', 'suspended', 'audit')`,
    )
    for (const owner of ['acme', 'globex'])
      await database.pool.query(
        `insert into api_key (tenant, id, name, secret_hash, roles, teams, created_by, created_at)
          values ($1, $1 || '-key', 'k', 'h-' || $1, '{admin}', '{}', 'x', now())`,
        [owner],
      )
    const own = {
      ...settings,
      PAO_BACKUP_DIR: await openDataDir(),
      PAO_TENANTS: join(config, 'tenants.yaml'),
      PAO_SECRET_ACME_CHAT: 'https://chat.example.com/secret-of-acme',
    }
    const empty = await emptyDatabase()
    const back = join(config, 'restored')

    const created = await run(own, 'backup', 'create')
    const restored = await run(
      { ...own, PAO_DATABASE_URL: empty.url },
      'backup',
      'restore',
      '--files',
      back,
    )
    // Of another test, sealed with a key nobody has.
    await ask(empty.url, 'delete from secret; delete from secret_key')
    const doctor = await run(
      { ...own, PAO_DATABASE_URL: empty.url, PAO_TENANTS: join(back, 'tenants.yaml') },
      'doctor',
      '--json',
    )
    const copy = await openDatabase(empty.url)
    const { rows } = await copy.pool.query(
      `select t.name, t.state, k.id from tenant t join api_key k on k.tenant = t.name order by t.name`,
    )
    await copy.close()
    await empty.drop()

    expect([created.code, restored.code, restored.err]).toEqual([0, 0, ''])
    expect(rows).toEqual([
      { name: 'acme', state: 'active', id: 'acme-key' },
      { name: 'globex', state: 'suspended', id: 'globex-key' },
    ])
    expect(await readFile(join(back, 'tenants.yaml'), 'utf8')).toBe(tenants)
    expect(await readFile(join(back, 'own', 'acme.yaml'), 'utf8')).toBe(chat)
    expect(await readFile(join(back, 'tenants', 'globex-connections.yaml'), 'utf8')).toBe(chat)
    expect(await readFile(join(back, 'settings.env'), 'utf8')).not.toContain('secret-of-acme')
    const findings = JSON.parse(doctor.out) as { check: string; says: string }[]
    const said = (check: string) => findings.find((one) => one.check === check)?.says
    expect([said('connection acme/chat'), said('tenant globex')]).toEqual([
      expect.stringContaining('slack'),
      'is suspended: audit',
    ])
  })

  it('holds one moment: what was written together is there together', async () => {
    const empty = await emptyDatabase()
    const writing = new AbortController()
    const writer = (async () => {
      for (let count = 0; !writing.signal.aborted; count += 1)
        await database.pool.query(`with away as (
            insert into absence (tenant, person, deputy, from_at, until_at, set_at)
            values ('pair', 'p${count}', 'd', now(), now(), now()))
          insert into session (tenant, secret_hash, person, csrf, created_at, expires_at)
            values ('pair', 'p${count}', '{}', 'c', now(), now())`)
    })()
    await expect.poll(() => pairs(database)).not.toEqual([0, 0])

    await run(settings, 'backup', 'create')
    writing.abort()
    await writer
    await run({ ...settings, PAO_DATABASE_URL: empty.url }, 'backup', 'restore')

    const copy = await openDatabase(empty.url)
    const [away, sessions] = await pairs(copy)
    const [total] = await pairs(database)
    await copy.close()
    await empty.drop()
    expect(away).toBe(sessions)
    expect(away).toBeGreaterThan(0)
    expect(total).toBeGreaterThan(away ?? 0)
  })

  it('keeps the chain of the audit log, and lets it go on', async () => {
    const world = await openAuditWorld()
    const empty = await emptyDatabase()
    const of = { ...settings, PAO_BACKUP_DIR: await openDataDir() }
    for (const id of ['a', 'b', 'c']) await note(world.audit, id)
    await world.audit.verify(tenant)

    await run({ ...of, PAO_DATABASE_URL: world.database.url }, 'backup', 'create')
    const restored = await run({ ...of, PAO_DATABASE_URL: empty.url }, 'backup', 'restore')

    const copy = await openDatabase(empty.url)
    const audit = openAudit({ ...world.deps, db: copy.db })
    const before = await audit.verify(tenant)
    await note(audit, 'd')
    const after = await audit.verify(tenant)
    await copy.close()
    await empty.drop()
    await world.close()
    expect(restored.code, restored.err).toBe(0)
    expect(before).toMatchObject({ ok: true, entries: 3 })
    expect(after).toMatchObject({ ok: true, entries: 4 })
  })

  it('opens with its own key alone', async () => {
    await run(settings, 'backup', 'create')

    const other = await run({ ...settings, PAO_BACKUP_KEY: newKey() }, 'backup', 'verify')

    expect(other).toMatchObject({ code: 1, err: expect.stringMatching(/sealed with another key/) })
    expect(other.err).not.toContain(key)
  })

  it('notices every changed byte and every missing end', async () => {
    await run(settings, 'backup', 'create')
    const name = (await readdir(folder)).filter((one) => one.endsWith('.paobackup')).at(-1) ?? ''
    const whole = await readFile(join(folder, name))
    const damaged = join(folder, 'damaged')

    const codes: number[] = []
    for (const at of [2, 30, 120, 5_000, whole.length - 1]) {
      const changed = Buffer.from(whole)
      changed[at] = (changed[at] ?? 0) ^ 4
      await writeFile(damaged, changed)
      codes.push((await run(settings, 'backup', 'verify', damaged)).code)
    }
    for (const length of [0, 10, 200, whole.length - 1, whole.length - 70_000]) {
      await writeFile(damaged, whole)
      await truncate(damaged, length)
      codes.push((await run(settings, 'backup', 'verify', damaged)).code)
    }

    expect(codes).toEqual(codes.map(() => 1))
    expect(whole.includes('漢')).toBe(false)
  })

  it('restores into nothing but an empty database', async () => {
    const refused = await run(settings, 'backup', 'restore')

    expect(refused).toMatchObject({ code: 1, err: expect.stringMatching(/is not empty/) })
  })

  it('keeps as many as it is told, and only deletes what it made', async () => {
    const own = await openDataDir()
    await writeFile(join(own, 'notes.txt'), 'mine')
    const few = { ...settings, PAO_BACKUP_DIR: own, PAO_BACKUP_KEEP: '2' }

    for (let count = 0; count < 3; count += 1) await run(few, 'backup', 'create')
    const list = await run(few, 'backup', 'list')

    expect(list.out.split('\n')).toHaveLength(2)
    expect(await readdir(own)).toContain('notes.txt')
    expect(await readdir(own)).toHaveLength(3)
  })

  it('refuses to back up a database that is sealed with another key', async () => {
    const refused = await run({ ...settings, PAO_ENCRYPTION_KEY: newKey() }, 'backup', 'create')

    expect(refused).toMatchObject({ code: 2, err: expect.stringMatching(/another key/) })
  })
})
