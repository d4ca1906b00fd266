import { existsSync, readFileSync } from 'node:fs'
import { mkdir, writeFile } from 'node:fs/promises'
import { dirname, join, normalize, resolve } from 'node:path'
import { type Config, settings } from '#config.ts'
import type { BackupHead } from '#store/backup/records.ts'
import { readTenants } from '#tenancy/declared.ts'

type Settings = Pick<Config, 'PAO_CONNECTIONS' | 'PAO_IDENTITY_ISSUERS' | 'PAO_TENANTS'>

/**
 * Configuration that goes with the database: connections, issuers, tenants and the connections of each. They name secrets
 * and hold none. By the path they are written to after a restore, so that a relative path in one leads to the other.
 */
export function filesOf(config: Settings): Record<string, string> {
  const { PAO_CONNECTIONS, PAO_IDENTITY_ISSUERS, PAO_TENANTS } = config
  const files: Record<string, string> = {}
  const keep = (name: string, path: string | undefined): void => {
    if (path !== undefined && existsSync(path)) files[name] = readFileSync(path, 'utf8')
  }
  keep('connections.yaml', PAO_CONNECTIONS)
  keep('issuers.yaml', PAO_IDENTITY_ISSUERS)
  keep('tenants.yaml', PAO_TENANTS)
  const declared = readTenants(files['tenants.yaml'] ?? '')
  // A file that cannot be read is kept as it is; the start of the server tells what is wrong with it.
  for (const { name, connections } of declared.ok ? declared.value.values() : [])
    if (connections !== undefined)
      keep(placeOf(name, connections, files), resolve(dirname(PAO_TENANTS ?? ''), connections))
  return files
}

/** Where the file of tenants looks for it, unless that is elsewhere on the machine or taken. */
function placeOf(tenant: string, written: string, taken: Readonly<Record<string, string>>): string {
  const place = normalize(written)
  const isBeside = mayBeWritten(place) && !Object.hasOwn(taken, place)
  return isBeside ? place : `tenants/${tenant}-connections.yaml`
}

/** No step up, nothing hidden, six folders deep at most. */
const plainName = /^[a-zA-Z0-9][\w.-]*(?:\/[a-zA-Z0-9][\w.-]*){0,5}\.ya?ml$/

/** Whether a backup may bring such a file. */
function mayBeWritten(name: string): boolean {
  return plainName.test(name)
}

/**
 * Writes what a backup holds of the configuration into a folder; its settings as `settings.env`. Whatever else a file calls its
 * own is not written.
 */
export async function writeFiles(
  folder: string,
  { settings: plain, files }: BackupHead,
): Promise<void> {
  await mkdir(folder, { recursive: true, mode: 0o700 })
  const lines = Object.entries(plain)
    .filter(([name, value]) => Object.hasOwn(settings, name) && !/[\r\n\0]/.test(value))
    .map(([name, value]) => `${name}=${value}\n`)
  await writeFile(join(folder, 'settings.env'), lines.join(''), { mode: 0o600 })
  for (const [name, text] of Object.entries(files).filter(([one]) => mayBeWritten(one))) {
    const path = join(folder, name)
    await mkdir(dirname(path), { recursive: true, mode: 0o700 })
    await writeFile(path, text, { mode: 0o600 })
  }
}
