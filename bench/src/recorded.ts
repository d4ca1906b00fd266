import { readFileSync, writeFileSync } from 'node:fs'
import type { Figure } from './measure.ts'

/** What one run printed under one title, and on what. */
export type Recorded = {
  /** Day of the run, ISO 8601. */
  on: string
  machine: string
  /** Load average of a minute when the bench began. */
  load: number
  figures: readonly Figure[]
}

const place = new URL('../figures.json', import.meta.url)

/** The last figures of each title, as they stand in bench/figures.json. */
export function lastFigures(): Record<string, Recorded> {
  return JSON.parse(readFileSync(place, 'utf8')) as Record<string, Recorded>
}

/** Puts what was measured now in the place of what was known before of the same titles. */
export function keepFigures(shown: ReadonlyMap<string, Recorded>): void {
  const all = { ...lastFigures(), ...Object.fromEntries(shown) }
  writeFileSync(place, `${JSON.stringify(all, null, 2)}\n`)
}
