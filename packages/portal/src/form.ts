import { el } from './dom.ts'

export type Property = {
  type?: string | readonly string[]
  title?: string
  description?: string
  default?: unknown
  enum?: readonly unknown[]
  oneOf?: readonly { const: unknown; title?: string }[]
  items?: Property
  format?: string
  readOnly?: boolean
  writeOnly?: boolean
}
export type Schema = {
  properties?: Readonly<Record<string, Property>>
  required?: readonly string[]
}

export type Form = {
  element: HTMLElement
  /** The answers given; empty inputs are left out. */
  answers(): Record<string, unknown>
}

/** Plain inputs for the fields of a form schema; the server checks, hides and fills as the item says. */
export function drawForm(schema: Schema): Form {
  const readers: [string, () => unknown][] = []
  const element = el('fieldset')
  for (const [id, property] of Object.entries(schema.properties ?? {})) {
    const { input, read } = drawField(id, property)
    const needed = schema.required?.includes(id) === true
    element.append(
      el(
        'label',
        {},
        `${property.title ?? id}${needed ? ' *' : ''}`,
        property.description ? el('span', { class: 'soft' }, property.description) : undefined,
        input,
      ),
    )
    readers.push([id, read])
  }
  return {
    element,
    answers: () =>
      Object.fromEntries(
        readers.map(([id, read]) => [id, read()]).filter(([, value]) => value !== undefined),
      ),
  }
}

type Drawn = { input: HTMLElement; read: () => unknown }

function choicesOf(property: Property): readonly { const: unknown; title?: string }[] | undefined {
  return property.oneOf ?? property.enum?.map((value) => ({ const: value }))
}

function drawField(id: string, property: Property): Drawn {
  const types = [property.type].flat()
  const choices = choicesOf(types.includes('array') ? (property.items ?? {}) : property)
  if (choices) return drawChoices(id, property, choices, types.includes('array'))
  if (types.includes('boolean')) {
    const box = el('input', { type: 'checkbox', name: id, checked: property.default === true })
    return { input: box, read: () => box.checked }
  }
  if (types.includes('object') || types.includes('array')) {
    const area = el(
      'textarea',
      { name: id, rows: '4' },
      property.default === undefined ? '' : JSON.stringify(property.default, null, 2),
    )
    return { input: area, read: () => (area.value.trim() === '' ? undefined : parsed(area.value)) }
  }
  return drawInput(id, property, types)
}

function drawInput(id: string, property: Property, types: readonly unknown[]): Drawn {
  const numeric = types.includes('integer') || types.includes('number')
  const preset = property.default
  const input = el('input', {
    name: id,
    type: numeric ? 'number' : inputType(property),
    ...(numeric && { step: types.includes('integer') ? '1' : 'any' }),
    value: typeof preset === 'string' || typeof preset === 'number' ? String(preset) : '',
    readonly: property.readOnly === true,
  })
  const read = () => (numeric ? Number(input.value) : input.value)
  return { input, read: () => (input.value === '' ? undefined : read()) }
}

function drawChoices(
  id: string,
  property: Property,
  choices: readonly { const: unknown; title?: string }[],
  many: boolean,
): Drawn {
  const preset = many ? ((property.default ?? []) as readonly unknown[]) : [property.default]
  const select = el(
    'select',
    { name: id, multiple: many },
    !many && el('option', { value: '' }, ''),
    ...choices.map((choice, at) =>
      el(
        'option',
        { value: String(at), selected: preset.includes(choice.const) },
        choice.title ?? String(choice.const),
      ),
    ),
  )
  const chosen = () =>
    [...select.selectedOptions]
      .filter((option) => option.value !== '')
      .map((option) => choices[Number(option.value)]?.const)
  return { input: select, read: () => (many ? chosen() : chosen()[0]) }
}

/** Text that is not JSON goes to the server as it is; its fault names the field. */
function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return text
  }
}

function inputType({ format, writeOnly }: Property): string {
  if (writeOnly === true) return 'password'
  const types: Readonly<Record<string, string>> = { date: 'date', email: 'email', uri: 'url' }
  return (format === undefined ? undefined : types[format]) ?? 'text'
}
