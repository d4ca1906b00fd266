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
  required?: readonly string[]
  items?: Schema
  default?: unknown
}

/** docs/author/connectors.md, from the config schema of every action type. */
export function connectorsPage(): string {
  const sections = Object.entries(actionSchemas)
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([type, schema]) => section(type, schema as Schema))
  return `# Action types and the keys of their \`config\`

Every text may be a template. Seconds unless said otherwise. A key that ends in \`_ref\` names a secret. Types marked *announced* are
checked in documents but have no connector in this release: a hybrid item hands over to its ticket.

*Repeat* says what a second call for the same effect does: \`safe\` makes nothing new, \`search\` looks for what the first one made, \`never\`
might make a second. A call of that last kind that ends without a clear answer is not repeated; a person says whether it happened
(see operate/effects.md). What decides must stand literally in \`config\`, not come from a template.

${sections.join('\n')}`
}

function section(type: string, schema: Schema): string {
  const state = runnableTypes.has(type) ? '' : ' (announced)'
  return `## ${type}${state}

${schema.description ?? ''}
${repeatLine(type, schema)}
| key | kind | needed | meaning |
|---|---|---|---|
${rows(schema, '').join('\n')}
`
}

/** The word for the plain config, and for each literal setting that changes it. */
function repeatLine(type: string, { properties = {} }: Schema): string {
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
  return `\nRepeat: ${[`\`${usual.repeat}\``, ...others].join(', ')}.\n`
}

function valuesOf({ type, enum: choices }: Schema): readonly unknown[] {
  return choices ?? (type === 'boolean' ? [true, false] : [])
}

function rows(schema: Schema, prefix: string): string[] {
  return Object.entries(schema.properties ?? {}).flatMap(([name, property]) => {
    const path = `${prefix}${name}`
    const needed = schema.required?.includes(name) === true ? 'yes' : ''
    const preset =
      property.default === undefined
        ? ''
        : ` Default \`${JSON.stringify(property.default).replaceAll('"', '')}\`.`
    const own = `| \`${path}\` | ${kind(property)} | ${needed} | ${cell(property.description ?? '')}.${preset} |`
    const inner =
      property.type === 'array'
        ? rows(property.items ?? {}, `${path}[].`)
        : rows(property, `${path}.`)
    return [own, ...inner]
  })
}

function kind(schema: Schema): string {
  if (schema.enum) return schema.enum.map((value) => `\`${String(value)}\``).join(', ')
  if (schema.type === 'array') return `list of ${kind(schema.items ?? {})}`
  return schema.type === 'object' ? 'map' : (schema.type ?? 'any')
}

function cell(text: string): string {
  return text.replaceAll('|', '\\|').replaceAll('\n', ' ').replace(/\.$/, '')
}
