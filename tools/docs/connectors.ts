import { settingsTable } from '../../packages/connectors/src/kit/settings-table.ts'
import { actionSchemas, runnableTypes } from '../../packages/connectors/src/schemas.ts'

/** docs/author/connectors.md, from the config schema of every action type. */
export function connectorsPage(): string {
  const sections = Object.entries(actionSchemas)
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([type, schema]) => section(type, schema))
  return `# Action types and the keys of their \`config\`

Every text may be a template. Seconds unless said otherwise. A key that ends in \`_ref\` names a secret. Types marked *announced* are
checked in documents but have no connector in this release: a hybrid item hands over to its ticket.

${sections.join('\n')}`
}

function section(type: string, schema: { description?: string }): string {
  const state = runnableTypes.has(type) ? '' : ' (announced)'
  return `## ${type}${state}

${schema.description ?? ''}

${settingsTable(schema)}
`
}
