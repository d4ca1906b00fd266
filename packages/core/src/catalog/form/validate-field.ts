import type { Instant } from '../../instant.ts'
import { fail, type Fault, ok, type Result } from '../../result.ts'
import { nearest } from '../../suggest.ts'
import type { Choice, Field } from '../item.ts'
import { boundsFault } from './bounds.ts'
import { fault, missing } from './field-fault.ts'
import { choicesOf, valueOf } from './form.ts'
import { isList, own } from './json-value.ts'
import { compilePattern } from './patterns.ts'
import { readValue } from './read-value.ts'
import { isStorable } from './text-formats.ts'
import { builtinValidators, type Validators } from './validators.ts'

export type FieldContext = {
  /** Validators by name; the built-in ones when left out. */
  validators?: Validators | undefined
  /** The choices of a reference or api datasource, when the caller knows them. */
  choices?: readonly Choice[] | undefined
  /** The other visible values, for custom validators. */
  fields?: Readonly<Record<string, unknown>>
  now?: Instant | undefined
}

/** A text longer than this that is already too long for `max` is not matched as well. */
const matchedLength = 10_000

/**
 * One field's value against its type and validation: the value to keep (a file named safely, JSON text
 * parsed), or every fault, each at `/fields/<id>`. PAO2002 required, PAO2010 type, PAO2011 pattern, PAO2012 min,
 * PAO2013 max, PAO2014 choice, PAO2015 custom, PAO2016 doubled entry, PAO2017 the form itself is at fault.
 * No message carries the value.
 */
export function validateField(
  field: Field,
  value: unknown,
  context: FieldContext = {},
): Result<unknown> {
  if (field.required === true && isEmpty(value)) return fail([missing(field)])
  const read = readValue(field.type, value)
  if ('wrong' in read) return fail([fault(field, 'type', 'PAO2010', read.wrong, read.hint)])
  const rules = ruleFaults(field, read.value, context)
  const custom = rules.length === 0 ? customFault(field, read.value, context) : undefined
  const faults = custom === undefined ? rules : [custom]
  return faults.length === 0 ? ok(read.value) : fail(faults)
}

function ruleFaults(field: Field, value: unknown, context: FieldContext): readonly Fault[] {
  const bounds = boundsFault(field, value)
  const isHuge = bounds !== undefined && typeof value === 'string' && value.length > matchedLength
  return [
    bounds,
    isHuge ? undefined : patternFault(field, value),
    choiceFault(field, value, context.choices ?? choicesOf(field)),
    doubledFault(field, value),
  ].filter((one) => one !== undefined)
}

function isEmpty(value: unknown): boolean {
  return value === undefined || value === '' || (isList(value) && value.length === 0)
}

function patternFault(field: Field, value: unknown): Fault | undefined {
  const pattern = field.validation?.pattern
  if (pattern === undefined) return undefined
  const compiled = compilePattern(pattern)
  if (!compiled.ok)
    return fault(
      field,
      undefined,
      'PAO2017',
      'cannot be checked: the pattern of its form is not usable',
    )
  const fits = textsOf(field, value).every(compiled.value)
  return fits
    ? undefined
    : fault(field, 'pattern', 'PAO2011', 'does not have the expected form', patternHint(field))
}

function patternHint(field: Field): string {
  const described = field.description ?? field.tooltip
  return described ?? `The whole value must match ${field.validation?.pattern ?? ''}`
}

function textsOf(field: Field, value: unknown): readonly string[] {
  const found = field.type === 'file' ? [own(value, 'name')] : isList(value) ? value : [value]
  return field.type === 'json' ? [] : found.filter((text) => typeof text === 'string')
}

function choiceFault(
  field: Field,
  value: unknown,
  choices: readonly Choice[] | undefined,
): Fault | undefined {
  if (choices === undefined || field.type === 'json' || field.type === 'file') return undefined
  const allowed = new Set<unknown>(choices.map(valueOf))
  const entries = isList(value) ? value : [value]
  const strangers = entries.filter((entry) => !allowed.has(entry))
  if (strangers.length === 0) return undefined
  const secret = field.type === 'password'
  const shown = choices.slice(0, 12).map((choice) => String(valueOf(choice)))
  const wrong = secret
    ? 'is not one of the choices'
    : `must be one of ${shown.join(', ')}${choices.length > 12 ? ' …' : ''}`
  return fault(
    field,
    'enum',
    'PAO2014',
    wrong,
    secret ? undefined : choiceHint(strangers[0], choices),
  )
}

function choiceHint(stranger: unknown, choices: readonly Choice[]): string | undefined {
  const values = choices.map(valueOf)
  const written = values.find(
    (value) => typeof value !== typeof stranger && String(value) === String(stranger),
  )
  if (written !== undefined) return `Send ${JSON.stringify(written)}, a ${typeof written}.`
  if (typeof stranger !== 'string' || stranger.length > 100 || !isStorable(stranger))
    return undefined
  const near = nearest(
    stranger,
    values.filter((value) => typeof value === 'string'),
  )
  return near === undefined ? undefined : `Did you mean ${near}?`
}

function doubledFault(field: Field, value: unknown): Fault | undefined {
  if (field.type !== 'multi-selection' || !isList(value)) return undefined
  return new Set(value).size === value.length
    ? undefined
    : fault(field, undefined, 'PAO2016', 'has the same choice twice', 'Name each choice once.')
}

function customFault(field: Field, value: unknown, context: FieldContext): Fault | undefined {
  const name = field.validation?.custom
  if (name === undefined) return undefined
  const validator = (context.validators ?? builtinValidators).get(name)
  if (validator === undefined)
    return fault(field, undefined, 'PAO2017', `cannot be checked: there is no validator ${name}`)
  const wrong = validator.fault(value, { field, fields: context.fields ?? {}, now: context.now })
  return wrong === undefined ? undefined : fault(field, 'custom', 'PAO2015', wrong)
}
