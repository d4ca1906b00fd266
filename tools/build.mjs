// What the compiler leaves out of `dist`: migrations, schemas and contracts that are read as files.
import { cpSync, existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

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
