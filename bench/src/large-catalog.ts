import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { copiesOf } from './validate.ts'

/** Writes a catalog of so many items of 168 lines below the folder and returns its place. */
export function writeLargeCatalog(folder: string, count: number): string {
  const place = join(folder, 'large')
  for (const { path, text } of copiesOf(count)) {
    const file = join(place, path)
    mkdirSync(dirname(file), { recursive: true })
    writeFileSync(file, text)
  }
  return place
}
