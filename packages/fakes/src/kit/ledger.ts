import { appendFileSync, existsSync, mkdirSync, readFileSync } from 'node:fs'
import { dirname } from 'node:path'

/** Append-only NDJSON file; without a file it lives in memory. Last line of a key wins. */
export type Ledger<T> = {
  /** Every value ever written, oldest first. */
  entries(): readonly T[]
  append(value: T): void
}

/** Opens the file, reading what an earlier run wrote; a torn last line is skipped. */
export function openLedger<T>(file?: string): Ledger<T> {
  const entries: T[] = []
  if (file !== undefined) {
    mkdirSync(dirname(file), { recursive: true })
    const lines = existsSync(file) ? readFileSync(file, 'utf8').split('\n') : []
    for (const line of lines) {
      const value = parse(line)
      if (value !== undefined) entries.push(value as T)
    }
  }
  return {
    entries: () => entries,
    append(value) {
      entries.push(value)
      if (file !== undefined) appendFileSync(file, `${JSON.stringify(value)}\n`)
    },
  }
}

function parse(line: string): unknown {
  if (line.trim() === '') return undefined
  try {
    return JSON.parse(line)
  } catch {
    return undefined
  }
}
