type Schema = {
  type?: string
  description?: string
  enum?: readonly unknown[]
  properties?: Readonly<Record<string, Schema>>
  required?: readonly string[]
  items?: Schema
  anyOf?: readonly Schema[]
  default?: string | number | boolean
}

/** Marks a connector's README carries around its generated table. */
const tableMarks = {
  begin: '<!-- settings: generated from config.ts -->',
  end: '<!-- end of settings -->',
}

/** The settings of a config schema as a Markdown table, one row for each key at every level. */
export function settingsTable(schema: object): string {
  const head = '| setting | kind | needed | meaning |\n| --- | --- | --- | --- |'
  return [head, ...rows(schema, '')].join('\n')
}

function rows(schema: Schema, prefix: string): string[] {
  return Object.entries(schema.properties ?? {}).flatMap(([name, setting]) => {
    const path = `${prefix}${name}`
    const needed = schema.required?.includes(name) === true ? 'yes' : ''
    const preset = setting.default === undefined ? '' : ` (default \`${String(setting.default)}\`)`
    const row = `| \`${path}\` | ${kind(setting)} | ${needed} | ${cell(setting.description ?? '')}${preset} |`
    const inner =
      setting.type === 'array' ? rows(setting.items ?? {}, `${path}[].`) : rows(setting, `${path}.`)
    return [row, ...inner]
  })
}

function kind(schema: Schema): string {
  if (schema.enum) return schema.enum.map((value) => `\`${String(value)}\``).join(', ')
  if (schema.anyOf) return schema.anyOf.map((one) => kind(one)).join(' or ')
  if (schema.type === 'array') return `list of ${kind(schema.items ?? {})}`
  return schema.type === 'object' ? 'map' : (schema.type ?? 'any')
}

function cell(text: string): string {
  return text.replaceAll('|', String.raw`\|`)
}

/** The README with its table made anew; undefined when it carries no marks. */
export function withTable(readme: string, schema: object): string | undefined {
  const from = readme.indexOf(tableMarks.begin)
  const to = readme.indexOf(tableMarks.end)
  if (from < 0 || to < from) return undefined
  const head = readme.slice(0, from + tableMarks.begin.length)
  return `${head}\n\n${settingsTable(schema)}\n\n${readme.slice(to)}`
}
