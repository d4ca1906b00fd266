// What the compiler leaves out of `dist`: the portal's pages, and migrations, schemas and contracts that are read as files.
import { execFileSync } from 'node:child_process'
import { cpSync, existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

execFileSync(
  process.execPath,
  [fileURLToPath(new URL('../packages/portal/build.mjs', import.meta.url))],
  { stdio: ['ignore', 'ignore', 'inherit'] },
)
const packages = fileURLToPath(new URL('../packages/', import.meta.url))
cpSync(
  join(packages, 'server/src/store/migrations'),
  join(packages, 'server/dist/store/migrations'),
  {
    recursive: true,
  },
)
for (const name of readdirSync(packages))
  if (!existsSync(join(packages, name, 'dist'))) throw new Error(`${name} has no dist`)
console.log('built')
