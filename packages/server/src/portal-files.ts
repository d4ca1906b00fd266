import {
  copyFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { stripTypeScriptTypes } from 'node:module'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

/**
 * Puts the portal's files where they are served from. The page needs no bundler: its modules are the sources
 * with their types taken off, so a start from the sources needs no build before it.
 */
export function preparePortal(dataDir: string): string | undefined {
  const home = fileURLToPath(new URL('../../portal/', import.meta.url))
  const sources = join(home, 'src')
  if (!existsSync(sources)) return undefined
  const out = join(dataDir, 'portal')
  rmSync(out, { recursive: true, force: true })
  mkdirSync(out, { recursive: true })
  for (const name of readdirSync(join(home, 'public')))
    copyFileSync(join(home, 'public', name), join(out, name))
  for (const name of readdirSync(sources).filter(
    (file) => file.endsWith('.ts') && !file.endsWith('.test.ts'),
  )) {
    const script = stripTypeScriptTypes(readFileSync(join(sources, name), 'utf8'))
    const linked = script.replaceAll(/(from\s+'\.\/[\w-]+)\.ts'/g, "$1.js'")
    writeFileSync(join(out, name.replace(/\.ts$/, '.js')), linked)
  }
  return out
}
