import { execFileSync } from 'node:child_process'
import { appendFile, chown, mkdir, rm, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import pg from 'pg'
import { type Embedded, startEmbedded } from '../src/store/embedded.ts'
import { openFolder } from './database.ts'

const quiet = { info: () => undefined, warn: () => undefined }

/** A PostgreSQL and one that replays what it writes. */
export type Pair = { primary: Embedded; standby: Embedded; close(): Promise<void> }

/** Starts a primary, copies it while it runs, and starts the copy as its streaming replica. */
export async function openPair(): Promise<Pair> {
  const folder = await openFolder('pao-pair-')
  const [first, second] = [join(folder, 'primary'), join(folder, 'standby')]
  for (const one of [first, second]) await mkdir(one, { mode: 0o755 })
  const primary = await startEmbedded({ dataDir: first, log: quiet })
  await copy(primary.url, first, second)
  const standby = await startEmbedded({ dataDir: second, log: quiet })
  return {
    primary,
    standby,
    async close() {
      await standby.stop()
      await primary.stop()
      await rm(folder, { recursive: true, force: true })
    },
  }
}

/** https://www.postgresql.org/docs/current/continuous-archiving.html#BACKUP-LOWLEVEL-BASE-BACKUP */
async function copy(url: string, from: string, to: string): Promise<void> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  await client.query(`select pg_backup_start('pair', true)`)
  execFileSync('cp', ['-a', `${from}/.`, to])
  const { rows } = await client.query<{ labelfile: string }>(
    'select labelfile from pg_backup_stop(false)',
  )
  await client.end()
  const data = join(to, 'postgres', 'data')
  await rm(join(data, 'postmaster.pid'), { force: true })
  const { hostname, port, username, password } = new URL(url)
  const source = `host=${hostname} port=${port} user=${username} password=${password}`
  const owner = await stat(join(data, 'PG_VERSION'))
  for (const [name, text] of [
    ['backup_label', rows[0]?.labelfile ?? ''],
    ['standby.signal', ''],
  ] as const) {
    await writeFile(join(data, name), text, { mode: 0o600 })
    await chown(join(data, name), owner.uid, owner.gid)
  }
  await appendFile(join(data, 'postgresql.auto.conf'), `primary_conninfo = '${source}'\n`)
}
