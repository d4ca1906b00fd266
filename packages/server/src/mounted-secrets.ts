import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join, resolve } from 'node:path'

type Environment = Readonly<Record<string, string | undefined>>

/** Largest secret in a file, in bytes; a certificate chain fits. */
const mostBytes = 64 * 1024

/**
 * The environment with what stands in the files of the folder `PAO_SECRETS_DIR` (a mounted Kubernetes Secret, a
 * Docker secret), read once: `<NAME>` gives `PAO_SECRET_<NAME>`, `PAO_…` gives the setting of that name. What the
 * environment itself holds wins. One newline at the end of a file is not part of the secret. Faults name the
 * file, never what is in it.
 */
export function withMountedSecrets(environment: Environment): {
  environment: Environment
  faults: readonly string[]
} {
  const given = environment['PAO_SECRETS_DIR']
  if (!given) return { environment, faults: [] }
  const folder = resolve(given)
  const found: Record<string, string> = {}
  const faults: string[] = []
  for (const name of namesIn(folder, faults)) {
    const read = readOne(folder, name)
    if (!read) continue
    if (!read.ok) faults.push(`PAO_SECRETS_DIR: ${read.fault}`)
    else found[name.startsWith('PAO_') ? name : `PAO_SECRET_${name}`] = read.value
  }
  const own = Object.entries(environment).filter(([, value]) => value !== undefined && value !== '')
  return { environment: { ...found, ...Object.fromEntries(own) }, faults }
}

/** Kubernetes keeps its own links under names that begin with a dot. */
function namesIn(folder: string, faults: string[]): readonly string[] {
  try {
    return readdirSync(folder)
      .filter((name) => !name.startsWith('.'))
      .toSorted()
  } catch (error) {
    faults.push(`PAO_SECRETS_DIR cannot be read: ${codeOf(error)}; mount the folder or unset it`)
    return []
  }
}

type Read = { ok: true; value: string } | { ok: false; fault: string }

/** Undefined for a folder, which is none of ours. */
function readOne(folder: string, name: string): Read | undefined {
  if (statSync(join(folder, name), { throwIfNoEntry: false })?.isDirectory()) return undefined
  if (!/^[A-Z][A-Z0-9_]*$/.test(name))
    return { ok: false, fault: `${name} must be called like a secret, A to Z, 0 to 9 and _` }
  try {
    const { size } = statSync(join(folder, name))
    if (size > mostBytes)
      return { ok: false, fault: `${name} has ${size} bytes; a secret has at most ${mostBytes}` }
    const value = readFileSync(join(folder, name), 'utf8').replace(/\r?\n$/, '')
    return value === '' ? { ok: false, fault: `${name} is empty` } : { ok: true, value }
  } catch (error) {
    return { ok: false, fault: `${name} cannot be read: ${codeOf(error)}` }
  }
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : 'unknown'
}
