import { readFileSync } from 'node:fs'
import type { Connection } from '@pao/connectors'
import { ConnectionMissing, SecretUnavailable } from '@pao/connectors'
import type { Fault } from '@pao/core'
import type { SecretSource } from './secrets.ts'

/** One fault of the connections file; `at` is the JSON Pointer, the line stands in the message. */
export type Report = (
  path: readonly string[],
  fault: Omit<Fault, 'at'>,
  side?: 'key' | 'value',
) => void

export const refEnd = /_ref$/
export const fileEnd = /_file$/

export type ReadOptions = {
  secrets: SecretSource
  /** Whose secrets they are. */
  tenant?: string
  defaults?: readonly Connection[]
  /** Told of a secret that is not set or cannot be read; left out = that is a fault of the file. */
  absent?: (connection: string, message: string) => void
}

export type Reading = ReadOptions & { report: Report }

/** What the `*_ref` keys of one connection name, by key without `_ref`. */
export async function resolveSecrets(
  at: readonly string[],
  written: Record<string, unknown>,
  { secrets, tenant = 'default', report, absent }: Reading,
): Promise<Record<string, string>> {
  const resolved: Record<string, string> = {}
  for (const [key, name] of Object.entries(written)) {
    if (!refEnd.test(key) || typeof name !== 'string') continue
    const found = await readOr(() => secrets.read(name, tenant))
    if (found.value !== undefined && found.value !== '') {
      resolved[key.replace(refEnd, '')] = found.value
      continue
    }
    const why = found.why ?? `is not set; it was looked for in ${secrets.placeOf(name)}`
    const message = `${key} names the secret ${name}, which ${why}`
    if (absent) absent(at[1] ?? '', message)
    else report([...at, key], { code: 'connections.secret_missing', message })
  }
  return resolved
}

async function readOr(
  read: () => Promise<string | undefined>,
): Promise<{ value?: string | undefined; why?: string }> {
  try {
    return { value: await read() }
  } catch (error) {
    if (!(error instanceof SecretUnavailable)) throw error
    return { why: `cannot be read: ${error.message}` }
  }
}

type Files = { at: readonly string[]; written: Record<string, unknown>; report: Report }

/** Adds what the `*_file` keys name. A token in a file rotates, so the file is read at each use. */
export function addFiles(secrets: Record<string, string>, { at, written, report }: Files): void {
  for (const [key, path] of Object.entries(written)) {
    if (!fileEnd.test(key) || typeof path !== 'string') continue
    const get = (): string => {
      try {
        return readFileSync(path, 'utf8').trim()
      } catch {
        throw new ConnectionMissing(
          `The file of ${key} (connection "${at[1] ?? ''}") cannot be read`,
        )
      }
    }
    try {
      get()
    } catch (error) {
      report([...at, key], { code: 'connections.file_unreadable', message: String(error) })
    }
    Object.defineProperty(secrets, key.replace(fileEnd, ''), { get, enumerable: true })
  }
}
