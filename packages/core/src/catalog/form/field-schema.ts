import type { Choice, Field, FieldType, Scalar } from '../item.ts'
import { boundMeaning } from './bounds.ts'
import { defaultFileBytes } from './file-value.ts'
import { choicesOf, valueOf } from './form.ts'
import { toPortablePattern } from './portable-pattern.ts'

type Keywords = Record<string, unknown>

const scalarTypes = ['string', 'number', 'boolean']

const bases: Readonly<Record<FieldType, Keywords>> = {
  string: { type: 'string' },
  text: { type: 'string' },
  integer: { type: 'integer' },
  number: { type: 'number' },
  boolean: { type: 'boolean' },
  selection: { type: scalarTypes },
  'multi-selection': { type: 'array', uniqueItems: true },
  date: { type: 'string', format: 'date' },
  datetime: { type: 'string', format: 'date-time' },
  email: { type: 'string', format: 'email', maxLength: 254 },
  url: { type: 'string', format: 'uri', maxLength: 2048, pattern: '^[hH][tT][tT][pP][sS]?://' },
  password: { type: 'string', format: 'password', writeOnly: true },
  file: { type: 'object' },
  json: { type: ['string', 'object', 'array'], contentMediaType: 'application/json' },
  yaml: { type: 'string', contentMediaType: 'application/yaml' },
}

/** The schema of one field's value. `initial` is its default, `choices` those of a datasource when known. */
export function fieldSchema(field: Field, initial: unknown, choices?: readonly Choice[]): Keywords {
  const known = choices ?? choicesOf(field)
  return {
    title: field.name,
    ...(field.description !== undefined && { description: field.description }),
    ...bases[field.type],
    ...(field.readonly === true && { readOnly: true }),
    ...(known !== undefined && choiceKeywords(field, known)),
    ...(field.type === 'multi-selection' &&
      known === undefined && { items: { type: scalarTypes } }),
    ...(field.type === 'file' && fileKeywords(field)),
    ...boundKeywords(field),
    ...patternKeywords(field),
    ...defaultKeywords(field, initial),
    ...annotations(field),
  }
}

function choiceKeywords(field: Field, choices: readonly Choice[]): Keywords {
  if (field.type === 'json' || field.type === 'file') return {}
  const values = choices.map(valueOf)
  const types = [...new Set(values.map((value) => typeof value))]
  const type = types.length === 1 ? types[0] : scalarTypes
  const listed: Keywords = choices.some((choice) => typeof choice === 'object')
    ? { oneOf: choices.map((choice) => ({ const: valueOf(choice), title: titleOf(choice) })) }
    : { enum: values }
  if (values.length === 0) return field.type === 'multi-selection' ? { maxItems: 0 } : { not: {} }
  if (field.type === 'multi-selection') return { items: { type, ...listed } }
  return field.type === 'selection' ? { type, ...listed } : listed
}

function titleOf(choice: Choice): string {
  return typeof choice === 'object' ? choice.label : String(choice satisfies Scalar)
}

function boundKeywords(field: Field): Keywords {
  const { min, max } = field.validation ?? {}
  const isRequired = field.required === true
  switch (boundMeaning[field.type]) {
    case 'value':
      return bounds('minimum', 'maximum', ...wholeRange(field))
    case 'entries':
      return bounds('minItems', 'maxItems', atLeastOne(min, isRequired), max)
    case 'moment':
      return bounds('formatMinimum', 'formatMaximum', ...momentRange(field))
    case 'characters':
      return field.type === 'json'
        ? jsonBounds(field)
        : bounds('minLength', 'maxLength', atLeastOne(min, isRequired), max)
    default:
      return {}
  }
}

/** The length of JSON is that of its text without blanks, which no keyword measures. */
function jsonBounds(field: Field): Keywords {
  const { min, max } = field.validation ?? {}
  return {
    ...(field.required === true && { minLength: 1, minItems: 1 }),
    ...bounds('x-pao-min-length', 'x-pao-max-length', min, max),
  }
}

type Bound = number | string | undefined

function bounds(low: string, high: string, ...[min, max]: readonly Bound[]): Keywords {
  return { ...(min !== undefined && { [low]: min }), ...(max !== undefined && { [high]: max }) }
}

/** A required text or list may not be empty. */
function atLeastOne(min: Bound, isRequired: boolean): Bound {
  return isRequired && !(typeof min === 'number' && min > 0) ? 1 : min
}

/** Beyond these a JSON number loses its last digits on the way. */
function wholeRange(field: Field): [Bound, Bound] {
  const { min, max } = field.validation ?? {}
  if (field.type === 'number') return [min, max]
  return [min ?? Number.MIN_SAFE_INTEGER, max ?? Number.MAX_SAFE_INTEGER]
}

/** A bound of a `datetime` may be a day: it starts at midnight UTC. */
function momentRange(field: Field): [Bound, Bound] {
  const full = (bound: Bound): Bound =>
    field.type === 'datetime' && typeof bound === 'string' && bound.length === 10
      ? `${bound}T00:00:00Z`
      : bound
  return [full(field.validation?.min), full(field.validation?.max)]
}

function fileKeywords(field: Field): Keywords {
  const { max = defaultFileBytes, min } = field.validation ?? {}
  return {
    properties: {
      name: { type: 'string', title: 'File name', minLength: 1 },
      content_type: { type: 'string', title: 'Media type' },
      size: { type: 'integer', title: 'Bytes', ...bounds('minimum', 'maximum', min ?? 0, max) },
      content: {
        type: 'string',
        title: 'Content, base64',
        contentEncoding: 'base64',
        pattern: '^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}[A-Za-z0-9+/=]=)?$',
        maxLength: Math.ceil(Number(max) / 3) * 4,
      },
    },
    required: ['name', 'content'],
    additionalProperties: false,
  }
}

function patternKeywords(field: Field): Keywords {
  const pattern = field.validation?.pattern
  if (pattern === undefined || field.type === 'json') return {}
  const portable = toPortablePattern(pattern)
  const isOwn = field.type === 'multi-selection' || field.type === 'file' || field.type === 'url'
  return {
    'x-pao-pattern': pattern,
    ...(portable !== undefined && !isOwn && { pattern: portable }),
    ...(portable !== undefined && field.type === 'url' && { allOf: [{ pattern: portable }] }),
  }
}

/** A default that is a template would fail the field's own rules; it is told apart. A secret is not told at all. */
function defaultKeywords(field: Field, initial: unknown): Keywords {
  if (initial === undefined || field.type === 'password') return {}
  if (typeof initial === 'string' && initial.includes('{{'))
    return { 'x-pao-default-template': initial }
  return { default: initial }
}

function annotations(field: Field): Keywords {
  const { datasource, dependencies, validation, type } = field
  return {
    'x-pao-type': type,
    ...(field.required === true && { 'x-pao-required': true }),
    ...(datasource &&
      datasource.type !== 'static' && { 'x-pao-datasource': { type: datasource.type } }),
    ...(dependencies && { 'x-pao-dependencies': dependencies }),
    ...(validation?.custom !== undefined && { 'x-pao-validator': validation.custom }),
    ...(validation?.messages && { 'x-pao-messages': validation.messages }),
  }
}
