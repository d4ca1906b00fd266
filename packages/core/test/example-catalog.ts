import { readdirSync, readFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import { actionSchemas } from '@pao/connectors/schemas'
import { checkCatalog, type CheckedCatalog, type SourceFile } from '../src/catalog/index.ts'

const root = fileURLToPath(new URL('../../../examples/catalog', import.meta.url))

/** YAML files of a folder of the example catalog, in the order of their paths. */
export function yamlFiles(folder: string): readonly SourceFile[] {
  return readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.ya?ml$/.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name))
    .toSorted()
    .map((path) => ({ path: relative(root, path), text: readFileSync(path, 'utf8') }))
}

/** What the service would read. */
export const exampleFiles: readonly SourceFile[] = [
  ...yamlFiles('catalog'),
  ...yamlFiles('bundles'),
  { path: 'environments.yaml', text: readFileSync(join(root, 'environments.yaml'), 'utf8') },
]

/** Checks files as the demo does: one variable is on the allow-list. */
export function checkExamples(files: readonly SourceFile[] = exampleFiles): CheckedCatalog {
  const now = Date.UTC(2026, 10, 23)
  return checkCatalog(files, {
    actionSchemas,
    now,
    env: ['PLATFORM_API_URL'],
    secrets: ['GITHUB_TOKEN'],
  })
}

export const exampleCatalog: CheckedCatalog = checkExamples()
export const exampleDocuments = exampleCatalog.documents.map(({ document }) => document)
export const exampleItems = exampleDocuments.filter((document) => document.kind === 'CatalogItem')
