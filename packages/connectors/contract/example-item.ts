import { checkFile, type Diagnostic } from '@pao/core/catalog'
import { planOf } from '@pao/core/engine'
import { compileConfig, person, renderConfig, systemScope } from '@pao/core/template'
import { type DryRun, dryRun } from '../src/dry-run.ts'
import type { Connector } from '../src/kit/connector.ts'
import { actionSchemas, runnableTypes } from '../src/schemas.ts'
import { dryFacts, noon } from './context.ts'

/** The action that a connector's page shows. */
export function exampleOf(readme: string): string {
  return /## Example\s+```yaml\n([^]*?)```/.exec(readme)?.[1] ?? ''
}

/** Fields that examples use, answered. */
const fields = { database_name: 'orders', storage_size: 'small', cost_center: 'CC-1001' }

/** The smallest item around an action. */
export function itemWith(action: string): string {
  const asked = Object.keys(fields).map(
    (id) => `        - { id: ${id}, name: ${id}, type: string, required: true }`,
  )
  return `version: '2.0'
kind: CatalogItem
metadata:
  id: example
  name: Example
  description: The smallest item that holds the example which the page of a connector shows
  version: 1.0.0
  category: databases
  owner: { team: platform }
presentation:
  groups:
    - id: main
      name: Main
      fields:
${asked.join('\n')}
fulfillment:
  manual:
    actions:
${action.trimEnd().replaceAll(/^/gm, '      ')}
`
}

/** What became of an example: checked as a catalog file, planned, rendered, and tried dry with nothing set up. */
export type TriedExample = { diagnostics: readonly Diagnostic[]; dry: DryRun | undefined }

/** Takes the example of a page all the way that an order would take it, up to the doors. */
export async function tryExample(connector: Connector, readme: string): Promise<TriedExample> {
  const text = itemWith(exampleOf(readme))
  const { document, diagnostics } = checkFile(
    { path: 'items/example.yaml', text },
    { actionSchemas },
  )
  if (document?.kind !== 'CatalogItem') return { diagnostics, dry: undefined }
  const plan = planOf(document, { fields, availableTypes: runnableTypes })
  const action = plan.actions.find(({ type }) => type === connector.type)
  const compiled = compileConfig(action?.config ?? {}, connector.config)
  if (!action || !compiled.ok) return { diagnostics, dry: undefined }
  const world = { now: noon, newId: () => 'id', random: () => 0.5 }
  const rendered = renderConfig(compiled.value, { scope: scopeOf(document.metadata), world })
  if (!rendered.ok) return { diagnostics, dry: undefined }
  return { diagnostics, dry: await dryRun(connector, dryFacts(), rendered.value.value) }
}

function scopeOf(metadata: object): Record<string, unknown> {
  const { request } = dryFacts()
  const user = person({ id: 'ada', ...request.requester })
  return {
    fields,
    metadata,
    header: metadata,
    request: { id: request.id, environment: request.environment, user },
    system: systemScope({ now: noon, newId: () => 'id', random: () => 0.5 }),
    env: {},
    secrets: {},
  }
}
