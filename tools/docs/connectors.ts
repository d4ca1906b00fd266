import { settingsTable } from '../../packages/connectors/src/kit/settings-table.ts'
import {
  actionSchemas,
  effectOfAction,
  runnableTypes,
} from '../../packages/connectors/src/schemas.ts'

type Schema = {
  type?: string
  description?: string
  enum?: readonly unknown[]
  properties?: Readonly<Record<string, Schema>>
}

/** docs/author/connectors.md, from the config schema of every action type. */
export function connectorsPage(): string {
  const sections = Object.entries(actionSchemas)
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([type, schema]) => section(type, schema))
  return `# Action types and the keys of their \`config\`

Every text may be a template. Seconds unless said otherwise. A key that ends in \`_ref\` names a secret. Types marked *announced* are
checked in documents but have no connector in this release: a hybrid item hands over to its ticket.

*Repeat* says what a second call for the same effect does: \`safe\` makes nothing new, \`search\` looks for what the first one made, \`never\`
might make a second. A call of that last kind that ends without a clear answer is not repeated; a person says whether it happened
(see operate/effects.md). What decides must stand literally in \`config\`, not come from a template.

Outputs, failure codes, permissions and an example of each stand on [its own page](../connectors/README.md).

${sections.join('\n')}`
}

function section(type: string, schema: Schema): string {
  const state = runnableTypes.has(type) ? '' : ' (announced)'
  return `## ${type}${state}

${schema.description ?? ''}
${repeatLine(type)}
${settingsTable(schema)}
`
}

function repeatLine(type: string): string {
  const repeat = repeatOf(type)
  return repeat === '' ? '' : `\nRepeat: ${repeat}.\n`
}

/** The word for the plain config, and for each literal setting that changes it; empty without a connector. */
export function repeatOf(type: string): string {
  const { properties = {} }: Schema = actionSchemas[type] ?? {}
  const usual = effectOfAction(type, {})
  if (usual === undefined) return ''
  const others = Object.entries(properties).flatMap(([name, property]) =>
    valuesOf(property).flatMap((value) => {
      const repeat = effectOfAction(type, { [name]: value })?.repeat
      const setting = `\`${name}: ${String(value)}\``
      return repeat === undefined || repeat === usual.repeat
        ? []
        : [`\`${repeat}\` with ${setting}`]
    }),
  )
  return [`\`${usual.repeat}\``, ...others].join(', ')
}

function valuesOf({ type, enum: choices }: Schema): readonly unknown[] {
  return choices ?? (type === 'boolean' ? [true, false] : [])
}
