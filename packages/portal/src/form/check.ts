import { type OutputUnit, Validator } from '@cfworker/json-schema'
import type { Property } from '../api/shapes.ts'
import type { Words } from '../words/en.ts'
import type { Answers, ShownForm } from './shown-form.ts'

/** Faults by field id, as a person reads them. */
export type FieldFaults = Readonly<Record<string, readonly string[]>>

const validators = new WeakMap<Property, Validator>()

/** Everything that is wrong with the answers that show, said in the item's own words where it has some. */
export function checkAnswers(form: ShownForm, answers: Answers, words: Words): FieldFaults {
  const faults: Record<string, readonly string[]> = {}
  for (const [id, property] of Object.entries(form.properties)) {
    const found = checkField(property, answers[id], form.required.includes(id), words)
    if (found.length > 0) faults[id] = found
  }
  return faults
}

function checkField(
  property: Property,
  value: unknown,
  isRequired: boolean,
  words: Words,
): readonly string[] {
  const messages = property['x-pao-messages']
  const isEmpty =
    value === undefined ||
    value === null ||
    value === '' ||
    (Array.isArray(value) && value.length === 0)
  if (isEmpty) return isRequired ? [messages?.['required'] ?? words.faults.required] : []
  const unparsed = jsonFault(property, value, words)
  if (unparsed !== undefined) return [messages?.['type'] ?? unparsed]
  const { errors } = validatorOf(property).validate(value)
  const own = errors
    .filter(({ instanceLocation }) => instanceLocation === '#' || property.type === 'array')
    .map(({ keyword }) => keyword)
  const keywords = [...new Set(own), ...momentFaults(property, value)]
  return [...new Set(keywords.flatMap((keyword) => said(keyword, property, words)))]
}

function validatorOf(property: Property): Validator {
  const known = validators.get(property)
  if (known) return known
  const made = new Validator(property as object, '2020-12', false)
  validators.set(property, made)
  return made
}

function jsonFault(property: Property, value: unknown, words: Words): string | undefined {
  if (property['x-pao-type'] !== 'json' || typeof value !== 'string') return undefined
  try {
    JSON.parse(value)
    return undefined
  } catch (error) {
    return `${words.faults.json} ${(error as Error).message}`
  }
}

/** Bounds of dates, which the validator does not know. */
function momentFaults(property: Property, value: unknown): OutputUnit['keyword'][] {
  const { formatMinimum, formatMaximum } = property
  if (typeof value !== 'string') return []
  const at = Date.parse(value)
  return [
    ...(typeof formatMinimum === 'string' && at < Date.parse(formatMinimum) ? ['minimum'] : []),
    ...(typeof formatMaximum === 'string' && at > Date.parse(formatMaximum) ? ['maximum'] : []),
  ]
}

/** Which of the item's messages is about a keyword of JSON Schema. */
const kinds: Readonly<Record<string, string>> = {
  minLength: 'min',
  maxLength: 'max',
  minimum: 'min',
  maximum: 'max',
  minItems: 'min',
  maxItems: 'max',
  pattern: 'pattern',
  enum: 'enum',
  oneOf: 'enum',
  const: 'enum',
  items: 'enum',
  format: 'type',
  type: 'type',
  not: 'enum',
}

function said(keyword: string, property: Property, words: Words): readonly string[] {
  const kind = kinds[keyword]
  if (kind === undefined) return []
  const own = property['x-pao-messages']?.[kind]
  return [own ?? usual(keyword, property, words)]
}

function usual(keyword: string, property: Property, { faults }: Words): string {
  const bound = (key: string, other: string) => String(property[key] ?? property[other])
  const texts: Readonly<Record<string, () => string>> = {
    minLength: () => faults.minLength(Number(property['minLength'])),
    maxLength: () => faults.maxLength(Number(property['maxLength'])),
    minimum: () => faults.minimum(bound('minimum', 'formatMinimum')),
    maximum: () => faults.maximum(bound('maximum', 'formatMaximum')),
    minItems: () => faults.minItems(Number(property['minItems'])),
    maxItems: () => faults.maxItems(Number(property['maxItems'])),
    pattern: () => faults.pattern,
    format: () =>
      (faults.format as Readonly<Record<string, string>>)[property.format ?? ''] ??
      faults.format.other,
    type: () => faults.type,
  }
  return texts[keyword]?.() ?? faults.choice
}

/** The faults a server found, by field; those that are about no field are left to who shows the whole refusal. */
export function serverFaults(
  faults: readonly { pointer: string; message: string; hint?: string | undefined }[],
): FieldFaults {
  const byField: Record<string, string[]> = {}
  for (const { pointer, message, hint } of faults) {
    const [, root, id] = pointer.split('/')
    if (root !== 'fields' || id === undefined) continue
    const name = id.replaceAll('~1', '/').replaceAll('~0', '~')
    ;(byField[name] ??= []).push(hint === undefined ? message : `${message} (${hint})`)
  }
  return byField
}
