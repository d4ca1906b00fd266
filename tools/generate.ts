import { execFileSync } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { actionSchemas } from '../packages/connectors/src/schemas.ts'
import { itemSchema } from '../packages/core/src/catalog/index.ts'
import { cliPage } from './docs/cli.ts'
import { connectorPages, connectorReadmes } from './docs/connector-pages.ts'
import { connectorsPage } from './docs/connectors.ts'
import { errorsPage } from './docs/errors.ts'
import { lifecyclePage } from './docs/lifecycle.ts'
import { figuresPage } from './docs/figures.ts'
import { metricsPage } from './docs/metrics.ts'
import { openApiDocument } from './docs/openapi.ts'
import { rolesPage } from './docs/roles.ts'
import { settingsPage } from './docs/settings.ts'
import { startUpPage } from './docs/start-up.ts'

const root = fileURLToPath(new URL('../', import.meta.url))
const pretty = (value: unknown) => `${JSON.stringify(value, null, 2)}\n`

/** Every generated file with its content, by path from the root. */
export async function generated(): Promise<ReadonlyMap<string, string>> {
  const openapi = await openApiDocument()
  const types = execFileSync(process.execPath, [resolve(root, 'tools/codegen/generate.mjs')], {
    input: JSON.stringify(openapi),
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
  })
  const schemas = (['1.0', '2.0', 'bundle'] as const).flatMap((version) =>
    (['2020-12', 'draft-07'] as const).map((draft) => {
      const name = version === 'bundle' ? 'catalog-bundle-2.0' : `catalog-item-${version}`
      const suffix = draft === 'draft-07' ? '.draft-07' : ''
      return [
        `docs/schemas/${name}${suffix}.json`,
        pretty(itemSchema(actionSchemas, version, draft)),
      ] as const
    }),
  )
  return new Map([
    ['docs/openapi.json', pretty(openapi)],
    [
      'packages/sdk/src/api.generated.ts',
      `// Made by "npm run generate" from docs/openapi.json.\n${types}`,
    ],
    ['docs/operate/settings.md', settingsPage()],
    ['docs/operate/metrics.md', await metricsPage()],
    ['docs/operate/figures.md', figuresPage()],
    ['docs/errors.md', errorsPage()],
    ['docs/lifecycle.md', lifecyclePage()],
    ['docs/security/start-up.md', startUpPage()],
    ['docs/operate/roles.md', rolesPage(openapi)],
    ['docs/cli.md', cliPage()],
    ['docs/author/connectors.md', connectorsPage()],
    ...connectorReadmes(),
    ...(await connectorPages()),
    ...schemas,
  ])
}

/** Paths whose file is not what would be generated now. */
export async function outdated(): Promise<string[]> {
  const found: string[] = []
  for (const [path, text] of await generated()) {
    const file = resolve(root, path)
    if (!existsSync(file) || readFileSync(file, 'utf8') !== text) found.push(path)
  }
  return found
}

if (import.meta.main) {
  for (const [path, text] of await generated()) {
    const file = resolve(root, path)
    mkdirSync(dirname(file), { recursive: true })
    writeFileSync(file, text)
    console.log(path)
  }
}
