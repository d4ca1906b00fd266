import { createHash, hkdfSync } from 'node:crypto'
import { existsSync } from 'node:fs'
import { mkdir, readdir, rm, stat } from 'node:fs/promises'
import { basename, join, resolve } from 'node:path'
import type { Config } from '#config.ts'
import { settings } from '#config.ts'
import { createIds } from '#ids.ts'
import { noteBackup } from '#store/backup-runs.ts'
import { checkBackup } from '#store/backup/check.ts'
import { dump } from '#store/backup/dump.ts'
import { type BackupKey, readBackup, writeBackup } from '#store/backup/file.ts'
import { restore } from '#store/backup/restore.ts'
import { openCipher } from '#store/cipher.ts'
import { checkKey } from '#store/key-check.ts'
import { filesOf, writeFiles } from './backup-files.ts'
import {
  configOf,
  type ExitCode,
  exitCodes,
  type Given,
  type OperateWorld,
  Refused,
  withDatabase,
} from './world.ts'

const ending = '.paobackup'

/** Makes a backup, reads it back, notes it, and then deletes those that are too many. */
export async function backupCreate(world: OperateWorld, { values }: Given): Promise<ExitCode> {
  const config = configOf(world)
  const folder = folderOf(config)
  const key = await keyOf(config)
  const started = world.now()
  await mkdir(folder, { recursive: true, mode: 0o700 })
  return withDatabase(world, config, async ({ database }) => {
    await mustFit(config, database.db)
    const file = join(folder, `pao-${stampOf(started)}${ending}`)
    const given = { release: world.version, settings: plainSettings(world), files: filesOf(config) }
    const bytes = await writeBackup(file, key, dump(database, given))
    const { head, tables, rows } = await checkBackup(readBackup(file, key))
    await noteBackup(database.db, {
      id: createIds(world.now)(),
      file: basename(file),
      snapshotAt: Date.parse(head.snapshotAt),
      finishedAt: world.now(),
      bytes,
      rowCount: rows,
    })
    const deleted = await thinOut(folder, config.PAO_BACKUP_KEEP)
    const told = { file, bytes, tables, rows, snapshot_at: head.snapshotAt, deleted }
    world.out(
      values['json'] === true
        ? JSON.stringify(told, null, 2)
        : [
            `made and verified ${file}`,
            `${rows} rows of ${tables} tables as of ${head.snapshotAt}, ${bytes} bytes, ${Math.ceil((world.now() - started) / 1000)} s`,
            ...deleted.map((name) => `deleted ${name}`),
          ].join('\n'),
    )
    return exitCodes.done
  })
}

/** Reads a backup whole; exit 1 when it is damaged. Touches no database. */
export async function backupVerify(world: OperateWorld, { positionals }: Given): Promise<ExitCode> {
  const config = configOf(world)
  const file = await fileOf(config, positionals)
  const { head, tables, rows } = await checkBackup(readBackup(file, await keyOf(config)))
  world.out(
    `${file} is whole: ${rows} rows of ${tables} tables as of ${head.snapshotAt}, of release ${head.release}`,
  )
  return exitCodes.done
}

/** The backups of the folder, newest last. */
export async function backupList(world: OperateWorld): Promise<ExitCode> {
  const folder = folderOf(configOf(world))
  for (const name of await backupsIn(folder)) {
    const { size } = await stat(join(folder, name))
    world.out(`${name}  ${size}`)
  }
  return exitCodes.done
}

/** Restores a backup into the empty database that is set; `files` is where its configuration is written. */
export async function backupRestore(
  world: OperateWorld,
  { positionals, values }: Given,
): Promise<ExitCode> {
  const config = configOf(world)
  const file = await fileOf(config, positionals)
  const key = await keyOf(config)
  const started = world.now()
  return withDatabase(world, config, async ({ database }) => {
    const { head, tables, rows } = await restore(database, readBackup(file, key), {
      id: createIds(world.now)(),
      file: basename(file),
    })
    const into = values['files']
    if (typeof into === 'string') await writeFiles(resolve(into), head)
    world.out(
      [
        `restored ${rows} rows of ${tables} tables as of ${head.snapshotAt} in ${Math.ceil((world.now() - started) / 1000)} s`,
        'What was made outside since then is not known to this database: each unfinished action is looked up, asked for under',
        'its old key, or waits for your word (pao request effects). See docs/operate/disaster-recovery.md before you start the workers.',
      ].join('\n'),
    )
    await mustFit(config, database.db)
    return exitCodes.done
  })
}

function folderOf(config: Config): string {
  return config.PAO_BACKUP_DIR ?? join(config.PAO_DATA_DIR, 'backups')
}

/** The key for backups: the one that is set, else one derived from the installation's. */
async function keyOf(config: Config): Promise<BackupKey> {
  const { PAO_BACKUP_KEY: own, PAO_ENCRYPTION_KEY: key, PAO_DATA_DIR: dataDir } = config
  const cipher = await openCipher({ dataDir, ...(key !== undefined && { key }) })
  const bytes =
    own === undefined
      ? Buffer.from(cipher.derive('backup-key'), 'base64url')
      : Buffer.from(own, 'base64')
  // Made by another way than the keys of the files, so that the name tells nothing of them.
  const name = Buffer.from(hkdfSync('sha256', bytes, '', 'pao-backup-fingerprint', 16))
  const fingerprint = createHash('sha256').update(name).digest('base64url').slice(0, 16)
  return { bytes, fingerprint }
}

/** A backup nobody can use is worse than none: what it holds is sealed with the installation's key. */
async function mustFit(config: Config, db: Parameters<typeof checkKey>[0]): Promise<void> {
  const { PAO_ENCRYPTION_KEY: key, PAO_DATA_DIR: dataDir } = config
  const { fits, kept, ours } = await checkKey(
    db,
    await openCipher({ dataDir, ...(key !== undefined && { key }) }),
  )
  if (!fits)
    throw new Refused(
      `PAO_ENCRYPTION_KEY: this database is used with another key (fingerprint ${kept}; ours is ${ours}); set that one`,
    )
}

/** What was set and is not secret. Names decide: what is not in the table of settings is left out. */
function plainSettings({ environment }: OperateWorld): Record<string, string> {
  const found: Record<string, string> = {}
  for (const [name, setting] of Object.entries(settings)) {
    const value = environment[name]
    const isSecret = 'secret' in setting && setting.secret
    if (value !== undefined && value !== '' && !isSecret) found[name] = value
  }
  return found
}

async function fileOf(config: Config, [given]: readonly string[]): Promise<string> {
  if (given === undefined) {
    const newest = (await backupsIn(folderOf(config))).at(-1)
    if (newest === undefined) throw new Refused(`there is no backup in ${folderOf(config)}`)
    return join(folderOf(config), newest)
  }
  const found = [resolve(given), join(folderOf(config), given)].find((path) => existsSync(path))
  if (found === undefined)
    throw new Refused(`there is no file ${given}, nor one in ${folderOf(config)}`)
  return found
}

/** Names sort by time. Files that are called otherwise are none of ours. */
async function backupsIn(folder: string): Promise<readonly string[]> {
  const names = existsSync(folder) ? await readdir(folder) : []
  return names.filter((name) => /^pao-\d{8}T\d{9}Z\.paobackup$/.test(name)).toSorted()
}

async function thinOut(folder: string, keep: number): Promise<readonly string[]> {
  const old = (await backupsIn(folder)).slice(0, -keep)
  for (const name of old) await rm(join(folder, name))
  return old
}

/** `20261126T014500123Z`: sorts, and every file system takes it. */
function stampOf(at: number): string {
  return new Date(at).toISOString().replaceAll(/[-:.]/g, '')
}
