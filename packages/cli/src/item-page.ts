import type { Action, Document, Field } from '@pao/core/catalog'

/** The page of one item for people: what it is, what it asks, what happens. Markdown. */
export function itemPage(document: Document): string {
  const { metadata, presentation } = document
  const lines = [
    `# ${text(metadata.name)}`,
    '',
    text(metadata.description),
    '',
    '| | |',
    '|---|---|',
    ...facts(document).map(([name, value]) => `| ${name} | ${text(value)} |`),
    '',
    '## What it asks',
    '',
  ]
  for (const group of presentation.groups) {
    lines.push(`### ${text(group.name)}`, '')
    if (group.description) lines.push(text(group.description), '')
    lines.push('| field | type | needed | default | rules | meaning |', '|---|---|---|---|---|---|')
    lines.push(...group.fields.map(fieldRow), '')
  }
  lines.push('## What happens', '', ...happenings(document))
  return `${lines.join('\n')}\n`
}

function facts({ metadata, kind }: Document): (readonly [string, string])[] {
  const { sla, cost, owner } = metadata
  const known: (readonly [string, string | undefined])[] = [
    ['id', `\`${metadata.id}\``],
    ['kind', kind],
    ['version', metadata.version],
    ['category', metadata.category],
    ['owner', owner.contact ? `${owner.team} (${owner.contact})` : owner.team],
    ['promised within', sla?.provisioning_time],
    ['availability', sla?.availability],
    [
      'base cost',
      cost?.base_cost === undefined ? undefined : `${cost.base_cost} ${cost.currency ?? ''}`,
    ],
    ['data', metadata.compliance?.data_classification],
    ['tags', metadata.tags?.join(', ')],
  ]
  return known.flatMap(([name, value]) => (value === undefined ? [] : [[name, value] as const]))
}

function fieldRow(field: Field): string {
  const { id, type, required, description, name } = field
  const fallback =
    field.default === undefined || type === 'password' ? '' : `\`${JSON.stringify(field.default)}\``
  const rules = [...limits(field), ...circumstances(field)].join('; ')
  const cells = [`\`${id}\``, type, required ? 'yes' : '', fallback, rules, description ?? name]
  return `| ${cells.map(text).join(' | ')} |`
}

function limits({ validation = {} }: Field): string[] {
  const { pattern, min, max } = validation
  const choices = validation.enum?.map((one) => (typeof one === 'object' ? one.label : one))
  return [
    ...(pattern === undefined ? [] : [`matches \`${pattern}\``]),
    ...(min === undefined ? [] : [`at least ${min}`]),
    ...(max === undefined ? [] : [`at most ${max}`]),
    ...(choices === undefined ? [] : [choices.join(', ')]),
  ]
}

function circumstances({ conditional, readonly }: Field): string[] {
  return [...(conditional ? ['shown under a condition'] : []), ...(readonly ? ['fixed'] : [])]
}

function happenings(document: Document): string[] {
  if (document.kind === 'CatalogBundle')
    return document.components.map(
      ({ id, item, version }) => `- ${id}: orders \`${item}\`${version ? ` ${version}` : ''}`,
    )
  const { automatic, manual, strategy } = document.fulfillment
  const mode = strategy?.mode ?? (automatic ? 'hybrid' : 'manual')
  const lines = [`Mode: **${mode}**.`, '']
  if (automatic && mode !== 'manual')
    lines.push('Automatic:', '', ...automatic.actions.map(step), '')
  if (mode !== 'automatic')
    lines.push(
      mode === 'hybrid' ? 'If automation fails:' : 'By people:',
      '',
      ...manual.actions.map(step),
    )
  return lines
}

function step(action: Action): string {
  return `1. ${text(action.name ?? action.id)} (\`${action.type}\`)${action.description ? `: ${text(action.description)}` : ''}`
}

/** Text that stays in its table cell and its line. */
function text(value: string): string {
  return value
    .replaceAll('|', '\\|')
    .replaceAll(/\s*\n\s*/g, ' ')
    .replaceAll('<', '&lt;')
}
