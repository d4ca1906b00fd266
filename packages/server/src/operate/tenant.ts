import { createHash } from 'node:crypto'
import { createWriteStream, existsSync } from 'node:fs'
import { mkdir, readdir, rm, writeFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { readCheckpoints, writeCheckpoint } from '#audit/checkpoints.ts'
import { listHolds } from '#audit/holds.ts'
import { sealTenant } from '#audit/seal.ts'
import { createSigner } from '#audit/signer.ts'
import type { Config } from '#config.ts'
import { openCipher } from '#store/cipher.ts'
import type { Database } from '#store/db.ts'
import { deleteTenantRows } from '#store/tenant-deletion.ts'
import { exportTenant, type TableFile } from '#store/tenant-export.ts'
import { countRows } from '#store/tenant-tables.ts'
import { countUnderWay, deletionOf, keepDeletion } from '#tenancy/deletion.ts'
import { changeState, listTenants, type TenantRow } from '#tenancy/states.ts'
import {
  configOf,
  type ExitCode,
  exitCodes,
  type Given,
  type OperateWorld,
  Refused,
  withDatabase,
} from './world.ts'

/** Every process has noticed by then that a tenant rests, in milliseconds. */
const noticedMs = 10_000

/** `pao tenant export <id> --to <folder>`: all rows, a manifest with their hashes, and the checkpoints of the audit. */
export async function tenantExport(world: OperateWorld, given: Given): Promise<ExitCode> {
  const config = configOf(world)
  const id = idIn(given)
  const { to } = given.values
  if (typeof to !== 'string') throw new Refused('--to must name a folder that is new or empty')
  const folder = resolve(to)
  if (existsSync(folder) && (await readdir(folder)).length > 0)
    throw new Refused(`${folder} is not empty; name a folder that is new or empty`)
  return withDatabase(world, config, async ({ database }) => {
    await rowOf(database, id)
    await mkdir(folder, { recursive: true, mode: 0o700 })
    await sealTenant(database.db, id)
    const { at, tables } = await exportTenant(database, id, (table) => fileIn(folder, table))
    const audit = await checkpointsInto(folder, config, id)
    const manifest = { tenant: id, release: world.version, at, tables, audit_checkpoints: audit }
    await writeFile(join(folder, 'manifest.json'), `${JSON.stringify(manifest, null, 2)}\n`, {
      mode: 0o600,
    })
    const rows = tables.reduce((sum, table) => sum + table.rows, 0)
    world.out(`wrote ${rows} rows of ${tables.length} tables as of ${at} to ${folder}`)
    return exitCodes.done
  })
}

async function fileIn(folder: string, table: string): Promise<TableFile> {
  const stream = createWriteStream(join(folder, `${table}.ndjson`), { mode: 0o600, flags: 'wx' })
  return {
    write: (line) =>
      new Promise((done, fail) => stream.write(line, (error) => (error ? fail(error) : done()))),
    end: () =>
      new Promise((done, fail) => {
        stream.once('error', fail)
        stream.end(done)
      }),
  }
}

/** The signed checkpoints as they stand on this machine, so that the exported chain can be checked. */
async function checkpointsInto(
  folder: string,
  config: Config,
  id: string,
): Promise<{ rows: number; sha256: string }> {
  const files = await readCheckpoints(auditFolder(config), id)
  const lines = files.flat().map((checkpoint) => `${JSON.stringify(checkpoint)}\n`)
  await writeFile(join(folder, 'audit-checkpoints.ndjson'), lines.join(''), { mode: 0o600 })
  return { rows: lines.length, sha256: createHash('sha256').update(lines.join('')).digest('hex') }
}

/**
 * `pao tenant delete <id>`: says what would go; with `--confirm <id>` takes everything of a suspended tenant away. May be
 * run again after a crash, and goes on.
 */
export async function tenantDelete(world: OperateWorld, given: Given): Promise<ExitCode> {
  const config = configOf(world)
  const id = idIn(given)
  const { confirm } = given.values
  return withDatabase(world, config, async ({ database }) => {
    const row = await rowOf(database, id)
    const faults = await obstaclesTo(world, database, row)
    if (faults.length > 0) throw new Refused(...faults)
    if (confirm === undefined) return foretell(world, database, id)
    if (confirm !== id) throw new Refused(`--confirm must be the tenant's name, ${id}`)
    // A deletion that goes on was noticed long ago.
    if (row.state === 'suspended')
      await pause(Math.max(0, row.changedAt.getTime() + noticedMs - world.now()))
    await begin(world, config, { database, id })
    const total = await deleteAll(world, database, id)
    await removeFolders(config, id)
    await changeState(
      database.db,
      { name: id, by: operator },
      { from: ['deleting'], to: 'deleted' },
    )
    world.out(
      [
        `deleted ${total} rows of ${id}; its name stays taken`,
        `The checkpoints of its audit stay in ${auditFolder(config)}. Not ours to delete: its secrets in Vault, its catalog's repository, what its requests made, backups made before, and working folders on other machines.`,
      ].join('\n'),
    )
    return exitCodes.done
  })
}

const operator = { id: 'operator', via: 'shell' }

function idIn({ positionals: [id] }: Given): string {
  if (id === undefined || id === '') throw new Refused('name the tenant')
  return id
}

async function rowOf({ db }: Database, id: string): Promise<TenantRow> {
  const row = (await listTenants(db)).find(({ name }) => name === id)
  if (!row) throw new Refused(`there is no tenant ${id}`)
  return row
}

/** Everything that stands against a deletion, one sentence each. */
async function obstaclesTo(
  world: OperateWorld,
  { db }: Database,
  { name, state }: TenantRow,
): Promise<readonly string[]> {
  if (state === 'deleted') return [`${name} is deleted already`]
  const holds = await listHolds({ db }, name)
  const busy = await countUnderWay(db, name, new Date(world.now()))
  return [
    ...(state === 'active'
      ? [`${name} is served; suspend it first: pao tenant suspend ${name}`]
      : []),
    ...holds.map((hold) => `the legal hold ${hold.name} stands (${hold.reason}); lift it first`),
    ...(busy > 0 ? [`${busy} actions of ${name} are under way; wait until they have ended`] : []),
  ]
}

async function foretell(world: OperateWorld, { pool }: Database, id: string): Promise<ExitCode> {
  const counts = Object.entries(await countRows(pool, id))
  const width = counts.reduce((most, [table]) => Math.max(most, table.length), 0)
  world.out(
    [
      ...counts.map(([table, count]) => `${table.padEnd(width)}  ${count}`),
      `Nothing was deleted. Export it first: pao tenant export ${id} --to <folder>`,
      `To delete all of this for good: pao tenant delete ${id} --confirm ${id}`,
    ].join('\n'),
  )
  return exitCodes.no
}

type Begun = { database: Database; id: string }

/** The audit is chained and signed to its end before the first row goes; the last checkpoint stays with the tombstone. */
async function begin(world: OperateWorld, config: Config, { database, id }: Begun): Promise<void> {
  const { db } = database
  await changeState(db, { name: id, by: operator }, { from: ['suspended'], to: 'deleting' })
  if ((await deletionOf(db, id)) !== undefined) return
  await sealTenant(db, id)
  const { PAO_DATA_DIR: dataDir, PAO_ENCRYPTION_KEY: key } = config
  const cipher = await openCipher({ dataDir, ...(key !== undefined && { key }) })
  const folder = auditFolder(config)
  const signer = createSigner(Buffer.from(cipher.derive('audit-checkpoints'), 'base64url'))
  const signed = await writeCheckpoint({ db, now: () => world.now(), signer, folder }, id)
  const last = signed ?? (await readCheckpoints(folder, id)).flat().at(-1)
  await keepDeletion(db, id, { rows: {}, checkpoint: last ?? null })
}

/** Progress stands with the tenant, so that a run after a crash tells of all that went. */
async function deleteAll(world: OperateWorld, database: Database, id: string): Promise<number> {
  const { db } = database
  const begun = await deletionOf(db, id)
  const rows: Record<string, number> = { ...begun?.rows }
  const checkpoint = begun?.checkpoint ?? null
  await deleteTenantRows(database, id, async (tx, table, count) => {
    rows[table] = (rows[table] ?? 0) + count
    await keepDeletion(tx, id, { rows, checkpoint })
  })
  for (const [table, count] of Object.entries(rows)) world.out(`${table}  ${count}`)
  return Object.values(rows).reduce((sum, count) => sum + count, 0)
}

/** Its mirror of the catalog, and what Terraform keeps from run to run; a tenant's name is plain. */
async function removeFolders(config: Config, id: string): Promise<void> {
  const terraform = config.PAO_TERRAFORM_DIR ?? join(config.PAO_DATA_DIR, 'terraform')
  const name = encodeURIComponent(id)
  if (name === '' || name === '.' || name === '..') return
  for (const folder of [
    join(config.PAO_DATA_DIR, 'tenants', name),
    join(terraform, 'lasting', name),
  ])
    await rm(folder, { recursive: true, force: true })
}

function auditFolder(config: Config): string {
  return config.PAO_AUDIT_DIR ?? resolve(config.PAO_DATA_DIR, 'audit')
}
