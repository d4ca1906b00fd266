import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

const made = new Set<string>()

process.once('exit', () => made.forEach(removeFolder))

/** A folder of its own for one server or database; gone with `removeFolder` or with this process. */
export function tempFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'pao-bench-'))
  // The database's account must be able to enter.
  chmodSync(folder, 0o755)
  made.add(folder)
  return folder
}

/** Takes the folder away with all that is in it. */
export function removeFolder(folder: string): void {
  rmSync(folder, { recursive: true, force: true, maxRetries: 3 })
  made.delete(folder)
}
