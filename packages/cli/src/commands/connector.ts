import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { join, relative, resolve } from 'node:path'
import { connectorFiles, namesOf, shelfLines } from '../connector-files.ts'
import { Stop } from '../exit.ts'
import type { World } from '../flags.ts'

/**
 * `pao connector new`: a folder with a connector that works and passes the conformance suite, and the lines that
 * put it on the shelf. Nothing that exists is overwritten.
 */
export function newConnector(
  { cwd, screen }: Pick<World, 'cwd' | 'screen'>,
  type: string,
  { into }: { into: string },
): void {
  const names = namesOf(type)
  if (!names)
    throw new Stop(
      2,
      `"${type}" is no action type: use lower-case words joined by -, e.g. dns-record`,
    )
  const shelf = resolve(cwd, into)
  if (!existsSync(join(shelf, 'kit/connector.ts')))
    throw new Stop(
      2,
      `${into} is not the folder of the connectors; call it in a checkout, or use --into`,
    )
  const folder = join(shelf, type)
  if (existsSync(folder)) throw new Stop(1, `${relative(cwd, folder)} is there already`)
  mkdirSync(folder)
  for (const [name, text] of connectorFiles(names)) {
    writeFileSync(join(folder, name), text)
    screen.out(join(relative(cwd, folder), name))
  }
  screen.err('\nTo put it on the shelf, add:')
  for (const [file, lines] of shelfLines(names))
    for (const line of lines) screen.err(`  ${join(relative(cwd, shelf), file)}: ${line}`)
  screen.err('\nThen make it yours: docs/author/writing-a-connector.md')
}
