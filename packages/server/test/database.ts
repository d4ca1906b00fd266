import { createHash } from 'node:crypto'
import { chmod, mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { type Database, openDatabase } from '../src/store/db.ts'
import { type Embedded, startEmbedded } from '../src/store/embedded.ts'
import { openJobs } from '../src/store/jobs.ts'
import { migrate } from '../src/store/migrate.ts'
import { openSignal } from '../src/store/signal.ts'

/** A database of this test file alone, migrated, the queue's schema included. */
export type TestDatabase = Database

const quiet = { info: () => undefined, warn: () => undefined }

/** Starts a server in a folder of its own below the system's temporary folder. */
export async function startServer(): Promise<{ url: string; stop(): Promise<void> }> {
  const dataDir = await openFolder('pao-test-')
  const server: Embedded = await startEmbedded({ dataDir, log: quiet })
  return {
    url: server.url,
    async stop() {
      await server.stop()
      await rm(dataDir, { recursive: true, force: true })
    },
  }
}

/** A folder below the system's temporary one that the database's account may enter; mkdtemp's is not. */
export async function openFolder(prefix: string, base = tmpdir()): Promise<string> {
  const folder = await mkdtemp(join(base, prefix))
  await chmod(folder, 0o755)
  return folder
}

/** Clones the template on PAO_TEST_DATABASE_URL's server, or on one started for this file. */
export async function openTestDatabase(): Promise<TestDatabase> {
  const given = process.env['PAO_TEST_DATABASE_URL']
  const server =
    given === undefined ? await startServer() : { url: given, stop: async () => undefined }
  const name = `pao_test_${process.pid}_${process.hrtime.bigint()}`
  await withAdmin(server.url, async (admin) => {
    await admin.query('select pg_advisory_lock(7261920120)')
    const template = await ensureTemplate(admin, server.url)
    await admin.query(`create database ${name} template ${template}`)
  })
  const database = await openDatabase(named(server.url, name), { onError: () => undefined })
  const close = async (): Promise<void> => {
    await database.close()
    await withAdmin(server.url, (admin) => admin.query(`drop database ${name} with (force)`))
    await server.stop()
  }
  return { ...database, close }
}

function named(url: string, database: string): string {
  const renamed = new URL(url)
  renamed.pathname = `/${database}`
  return renamed.href
}

async function withAdmin(url: string, work: (admin: pg.Client) => Promise<unknown>): Promise<void> {
  const admin = new pg.Client({ connectionString: named(url, 'postgres') })
  await admin.connect()
  try {
    await work(admin)
  } finally {
    await admin.end()
  }
}

/** Migrated once per set of migrations; cloning it takes a fraction of migrating. */
async function ensureTemplate(admin: pg.Client, url: string): Promise<string> {
  const folder = new URL('../src/store/migrations/', import.meta.url)
  const hash = createHash('sha256')
  for (const file of (await readdir(folder)).toSorted())
    hash.update(await readFile(new URL(file, folder)))
  hash.update(await readFile(new URL('../src/store/row-security.ts', import.meta.url)))
  const name = `pao_template_${hash.digest('hex').slice(0, 12)}`
  const { rowCount } = await admin.query('select 1 from pg_database where datname = $1', [name])
  if (rowCount === 1) return name
  const draft = `${name}_draft`
  await admin.query(`drop database if exists ${draft} with (force)`)
  await admin.query(`create database ${draft}`)
  const database = await openDatabase(named(url, draft))
  await migrate(database)
  const signal = await openSignal(database)
  const jobs = await openJobs({ database, signal, supervise: false, onError: () => undefined })
  await jobs.stop()
  await signal.stop()
  await database.close()
  await admin.query('select pg_terminate_backend(pid) from pg_stat_activity where datname = $1', [
    draft,
  ])
  await admin.query(`alter database ${draft} rename to ${name}`)
  return name
}
