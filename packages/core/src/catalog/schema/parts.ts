import { type TSchema, Type } from 'typebox'
import {
  type Choice,
  type Condition,
  type Datasource,
  fieldTypes,
  operators,
  type Validation,
} from '../item.ts'

type Extra = Readonly<Record<string, unknown>>

/** Text with a sentence for authors. */
export const text = (description: string, extra: Extra = {}) =>
  Type.String({ description, ...extra })
export const flag = (description: string) => Type.Boolean({ description })
export const amount = (description: string, extra: Extra = {}) =>
  Type.Number({ description, ...extra })
export const whole = (description: string, extra: Extra = {}) =>
  Type.Integer({ description, ...extra })
export const words = (description: string, extra: Extra = {}) =>
  Type.Array(Type.String({ minLength: 1 }), { description, ...extra })
export const anything = (description: string) => Type.Unknown({ description })
export const freeMap = (description: string) =>
  Type.Record(Type.String(), Type.Unknown(), { description })
export const choice = <const T extends readonly string[]>(description: string, values: T) =>
  Type.Unsafe<T[number]>({ type: 'string', enum: values, description })
export const maybe = <T extends TSchema>(schema: T) => Type.Optional(schema)
/** A map in which an unknown key is an error. */
export const closed = <T extends Record<string, TSchema>>(properties: T, extra: Extra = {}) =>
  Type.Object(properties, { additionalProperties: false, ...extra })
/** A part by name; `partDefinitions` holds what it means. */
export const part = <T>(name: string, description: string) =>
  Type.Unsafe<T>({ $ref: `#/$defs/${name}`, description })

export const itemIdPattern = '^[a-z][a-z0-9-]{2,62}[a-z0-9]$'
const fieldIdPattern = '^[a-z][a-zA-Z0-9_]*$'
export const idPattern = '^[A-Za-z][A-Za-z0-9_-]{0,63}$'
export const semverPattern =
  '^(0|[1-9][0-9]*)[.](0|[1-9][0-9]*)[.](0|[1-9][0-9]*)(-[0-9A-Za-z.-]+)?([+][0-9A-Za-z.-]+)?$'

const conditionPart = { $ref: '#/$defs/condition' }

/** `if` / `then` / `else`. Built from a map, because an object written with `then` looks like a promise. */
export function branch(test: object, yes: object, no?: object): Readonly<Record<string, object>> {
  const pairs: [string, object][] = [
    ['if', test],
    ['then', yes],
  ]
  if (no) pairs.push(['else', no])
  return Object.fromEntries(new Map(pairs))
}

const having = (key: string) => ({ required: [key] })
const ofType = (type: string) => ({ properties: { type: { const: type } } })
const only = (properties: object, required: readonly string[] = []) => ({
  properties,
  required,
  additionalProperties: false,
})
const several = (key: 'all' | 'any') => {
  const description = key === 'all' ? 'All of these must hold' : 'One of these must hold'
  return only({ [key]: { type: 'array', minItems: 1, items: conditionPart, description } })
}

const comparison = only(
  {
    field: {
      type: 'string',
      minLength: 1,
      description: 'Field id, or a path such as output.check.status',
    },
    operator: { type: 'string', enum: operators, description: 'How the two are compared' },
    value: { description: 'What the field is compared with' },
  },
  ['field', 'operator', 'value'],
)

/** Branches by key, so that a fault names the branch that the author meant. */
const condition = {
  type: 'object',
  description: 'A comparison, or all / any / not of conditions',
  ...branch(
    having('all'),
    several('all'),
    branch(
      having('any'),
      several('any'),
      branch(
        having('not'),
        only({ not: { ...conditionPart, description: 'Must not hold' } }),
        comparison,
      ),
    ),
  ),
}

const choiceEntry = {
  type: ['string', 'number', 'boolean', 'object'],
  description: 'A value, or a value with its label',
  ...branch(
    { type: 'object' },
    only(
      {
        value: { type: ['string', 'number', 'boolean'], description: 'What is stored' },
        label: { type: 'string', minLength: 1, description: 'What is shown' },
      },
      ['value', 'label'],
    ),
  ),
}

const shownKeys = {
  value_field: { type: 'string', description: 'Key that is stored' },
  label_field: { type: 'string', description: 'Key that is shown' },
}

type Source = { type: string; properties: Record<string, object>; required?: readonly string[] }

/** The settings of a source stand beside its type or, as first documents have it, under `config`. */
function source({ type, properties, required }: Source): object {
  const kind = { type: { description: type } }
  const config = { type: 'object', description: 'Its settings', ...only(properties, required) }
  return branch(
    having('config'),
    only({ ...kind, config }),
    only({ ...kind, ...properties }, required),
  )
}

const staticSource = source({
  type: 'Inline choices',
  properties: {
    options: {
      type: 'array',
      items: { $ref: '#/$defs/choice' },
      minItems: 1,
      description: 'The choices',
    },
  },
  required: ['options'],
})

const referenceSource = source({
  type: "A named list or another item's instances",
  properties: {
    list: { type: 'string', minLength: 1, description: 'A list of catalog/_index.yaml' },
    item: { type: 'string', minLength: 1, description: 'An item whose instances are offered' },
    ...shownKeys,
  },
})

const apiSource = source({
  type: 'An endpoint, called by the server',
  properties: {
    endpoint: { type: 'string', minLength: 1, description: 'URL; may be a template' },
    headers: {
      type: 'object',
      additionalProperties: { type: 'string' },
      description: 'Headers; values may be templates',
    },
    items_path: { type: 'string', description: 'Path of the list in the answer' },
    ...shownKeys,
    cache_ttl: { type: 'number', minimum: 0, description: 'Seconds an answer is kept' },
  },
  required: ['endpoint'],
})

const datasource = {
  type: 'object',
  description: 'Where the choices come from',
  required: ['type'],
  properties: {
    type: { type: 'string', enum: ['static', 'reference', 'api'], description: 'Kind of source' },
  },
  ...branch(
    ofType('static'),
    staticSource,
    branch(ofType('reference'), referenceSource, branch(ofType('api'), apiSource)),
  ),
}

const message = (what: string) => maybe(text(`Shown when ${what}`))

const validation = (enumMinimum: number) =>
  closed(
    {
      pattern: maybe(text('RE2 pattern; the whole value must match')),
      min: maybe(bound('Least number, length, count or date')),
      max: maybe(bound('Greatest number, length, count or date')),
      enum: maybe(
        Type.Unsafe<Choice[]>({
          type: 'array',
          items: { $ref: '#/$defs/choice' },
          minItems: enumMinimum,
          description: 'The allowed values',
        }),
      ),
      custom: maybe(text('Name of a registered validator', { minLength: 1 })),
      messages: maybe(
        closed(
          {
            required: message('nothing was answered'),
            pattern: message('the pattern does not match'),
            min: message('the value is too small or short'),
            max: message('the value is too large or long'),
            enum: message('the value is not a choice'),
            custom: message('the validator refuses'),
            type: message('the value is of another kind'),
          },
          { description: 'Own texts for faults' },
        ),
      ),
    },
    { description: 'Rules for the answer' },
  )

function bound(description: string) {
  return Type.Unsafe<number | string>({ type: ['number', 'string'], description })
}

const field = (enumMinimum: number) =>
  closed(
    {
      id: text('Unique in the item', { pattern: fieldIdPattern, maxLength: 64 }),
      name: text('Label', { minLength: 1, maxLength: 120 }),
      description: maybe(text('Help under the label')),
      tooltip: maybe(text('Help on hover')),
      placeholder: maybe(text('Shown while empty')),
      type: choice('Kind of answer', fieldTypes),
      order: maybe(amount('Position in the group')),
      required: maybe(flag('An answer must be given when the field is shown')),
      readonly: maybe(flag('The default stands, whatever is sent')),
      default: maybe(anything('Answer when none is given')),
      validation: maybe(Type.Unsafe<Validation>(validation(enumMinimum))),
      conditional: maybe(part<Condition>('condition', 'Shown only when this holds')),
      datasource: maybe(part<Datasource>('datasource', 'Where the choices come from')),
      dependencies: maybe(
        closed(
          {
            triggers: maybe(words('Fields whose change reloads this one')),
            updates: maybe(words('Fields that this one reloads')),
          },
          { description: 'Reloading between fields' },
        ),
      ),
      ui_hints: maybe(
        closed(
          {
            width: maybe(choice('Share of the row', ['full', 'half', 'third'])),
            advanced: maybe(flag('Hidden behind "advanced"')),
            emphasis: maybe(
              Type.Unsafe<boolean | string>({
                type: ['boolean', 'string'],
                description: 'Drawn with weight, or how much of it',
              }),
            ),
          },
          { description: 'How it is drawn' },
        ),
      ),
    },
    { description: 'One question' },
  )

/** The form: what the orderer sees and answers. `enumMinimum` 0 lets v1 write an empty list. */
export const presentation = (enumMinimum: number) =>
  closed(
    {
      display: maybe(
        closed(
          {
            icon: maybe(text('Icon name or URL')),
            color: maybe(text('Accent color')),
            preview_image: maybe(text('URL of an image')),
            documentation_url: maybe(text('URL of the documentation')),
          },
          { description: 'How the item looks in the catalog' },
        ),
      ),
      form: maybe(
        closed(
          {
            layout: maybe(choice('How groups are laid out', ['single-page', 'wizard', 'tabbed'])),
            submit_text: maybe(text('Text of the button')),
            confirmation_required: maybe(flag('Ask again before ordering')),
          },
          { description: 'How the form works' },
        ),
      ),
      groups: Type.Array(
        closed(
          {
            id: text('Unique in the item', { pattern: idPattern }),
            name: text('Heading', { minLength: 1, maxLength: 120 }),
            description: maybe(text('Text under the heading')),
            icon: maybe(text('Icon name')),
            order: maybe(amount('Position in the form')),
            collapsible: maybe(flag('May be folded')),
            collapsed_default: maybe(flag('Folded at first')),
            conditional: maybe(part<Condition>('condition', 'Shown only when this holds')),
            fields: Type.Array(field(enumMinimum), { description: 'The questions of the group' }),
          },
          { description: 'Questions that belong together' },
        ),
        { description: 'Groups of fields' },
      ),
    },
    { description: 'Catalog entry and order form' },
  )

/** What `part` refers to. */
export const partDefinitions = { condition, choice: choiceEntry, datasource }
