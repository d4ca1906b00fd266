import { randomBytes } from 'node:crypto'
import { mkdir, rm, statfs, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Config } from '#config.ts'
import { bad, fine, type Finding, warn, wordsOf } from './finding.ts'

const MiB = 1024 * 1024
/** Below this git mirrors and backups soon find no room. */
const littleRoom = 1024 * MiB
const noRoom = 100 * MiB

/** Node, and the folders this process writes to. */
export async function lookHere(config: Config): Promise<readonly Finding[]> {
  const folders = [
    ['data folder', config.PAO_DATA_DIR, 'PAO_DATA_DIR'],
    ...(config.PAO_BACKUP_DIR === undefined
      ? []
      : [['backup folder', config.PAO_BACKUP_DIR, 'PAO_BACKUP_DIR'] as const]),
  ] as const
  return [
    nodeFinding(process.versions.node),
    ...(await Promise.all(
      folders.map(([check, folder, setting]) => folderFinding(check, { folder, setting })),
    )),
  ]
}

function nodeFinding(version: string): Finding {
  const [major = 0, minor = 0] = version.split('.').map(Number)
  return major > 24 || (major === 24 && minor >= 12)
    ? fine('node', version)
    : bad('node', `${version} is too old`, 'Run Node 24.12 or newer')
}

async function folderFinding(
  check: string,
  { folder, setting }: { folder: string; setting: string },
): Promise<Finding> {
  const probe = join(folder, `.doctor-${randomBytes(6).toString('hex')}`)
  try {
    await mkdir(folder, { recursive: true })
    await writeFile(probe, '', { flag: 'wx' })
    await rm(probe)
  } catch (error) {
    return bad(
      check,
      `${folder} cannot be written to: ${wordsOf(error)}`,
      `Mount it writable, or set ${setting}`,
    )
  }
  const { bavail, bsize } = await statfs(folder)
  const free = bavail * bsize
  const says = `${folder}, ${Math.floor(free / MiB)} MiB free`
  const mend = `Make room, or move ${setting}`
  if (free < noRoom) return bad(check, says, mend)
  return free < littleRoom ? warn(check, says, mend) : fine(check, says)
}
