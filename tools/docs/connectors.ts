import { actionSchemas, runnableTypes } from '../../packages/connectors/src/schemas.ts'

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

${sections.join('\n')}`
}

function section(type: string, schema: Schema): string {
  const state = runnableTypes.has(type) ? '' : ' (announced)'
  return `## ${type}${state}

${schema.description ?? ''}

| key | kind | needed | meaning |
|---|---|---|---|
${rows(schema, '').join('\n')}
`
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
