import { boundMeaning } from './form/bounds.ts'
import { instantOf } from './form/calendar.ts'
import { compilePattern } from './form/patterns.ts'
import { readValue } from './form/read-value.ts'
import { validateField } from './form/validate-field.ts'
import { builtinValidators, type Validators } from './form/validators.ts'
import { printValue } from './diagnostic.ts'
import type { Choice, Field, Validation } from './item.ts'
import { isRecord, own, type Path } from './path.ts'
import type { Sight } from './sight.ts'
import { textOf } from './view.ts'

/** Checks every field on its own: ids, rules that suit the type, choices, default, pattern, validator. */
export function checkFields(sight: Sight, validators: Validators = builtinValidators): void {
  checkIds(sight)
  for (const { field, path } of sight.fields) {
    if (sight.isWrong(path)) continue
    const typed = field as unknown as Field
    const place = [...path, 'validation']
    checkValidation(typed, place, sight)
    checkChoices(typed, path, sight)
    checkValidator(typed, place, sight, validators)
    checkDefault(typed, typed.default, [...path, 'default'], sight)
    if (typed.readonly === true && (typed.default ?? null) === null) {
      sight.report('PAO1216', [...path, 'readonly'], `${typed.id} can never have a value`)
    }
  }
  checkEnvironmentDefaults(sight)
}

function checkIds({ fields, report, document }: Sight): void {
  const ids = new Set<string>()
  for (const { id, path } of fields) {
    if (id === undefined) continue
    if (ids.has(id))
      report('PAO1201', [...path, 'id'], `the field ${id} exists already`, { found: id })
    ids.add(id)
  }
  const groups = new Set<string>()
  const list = own(own(document, 'presentation'), 'groups')
  for (const [n, group] of (Array.isArray(list) ? list : []).entries()) {
    const id = textOf(own(group, 'id'))
    if (id === undefined) continue
    const path = ['presentation', 'groups', n, 'id']
    if (groups.has(id)) report('PAO1202', path, `the group ${id} exists already`, { found: id })
    groups.add(id)
  }
}

const patternTypes = new Set(
  'string text password yaml selection multi-selection email url date datetime file'.split(' '),
)

function checkValidation({ type, validation }: Field, path: Path, { report }: Sight): void {
  if (!validation) return
  const { pattern, min, max } = validation
  if (pattern !== undefined && !patternTypes.has(type)) {
    report(
      'PAO1204',
      [...path, 'pattern'],
      `a ${type} field has no text that a pattern could match`,
    )
  } else if (pattern !== undefined) checkPattern(pattern, [...path, 'pattern'], report)
  const bounds = [
    checkBound(type, min, [...path, 'min'], report),
    checkBound(type, max, [...path, 'max'], report),
  ]
  const [low, high] = bounds
  if (low !== undefined && high !== undefined && low > high) {
    report('PAO1203', [...path, 'min'], `min ${String(min)} is above max ${String(max)}`, {
      found: min,
      expected: `at most ${String(max)}`,
    })
  }
}

function checkPattern(pattern: string, path: Path, report: Sight['report']): void {
  const compiled = compilePattern(pattern)
  if (compiled.ok) return
  for (const { message, hint } of compiled.faults) {
    report('PAO1701', path, message, { found: pattern, ...(hint !== undefined && { mend: hint }) })
  }
}

function checkBound(
  type: Field['type'],
  bound: number | string | undefined,
  path: Path,
  report: Sight['report'],
): number | undefined {
  if (bound === undefined) return undefined
  const meaning = boundMeaning[type]
  if (meaning === undefined) {
    report('PAO1204', path, `a ${type} field has no bounds`, { found: bound })
    return undefined
  }
  const moment = meaning === 'moment'
  const value = moment ? instantOf(String(bound)) : typeof bound === 'number' ? bound : undefined
  if (value === undefined) {
    const expected = moment ? 'an ISO 8601 date' : 'a number'
    report('PAO1204', path, `the bound of a ${type} field is ${expected}`, {
      found: bound,
      expected,
    })
  }
  return value
}

/** The choices an author wrote down: `validation.enum`, or a static datasource. */
export function writtenChoices(field: Field): readonly Choice[] | undefined {
  return (
    field.validation?.enum ??
    (field.datasource?.type === 'static' ? field.datasource.options : undefined)
  )
}

export function choiceValue(choice: Choice): string | number | boolean {
  return typeof choice === 'object' ? choice.value : choice
}

function checkChoices(field: Field, path: Path, { report }: Sight): void {
  const { type, validation, datasource } = field
  if (type.endsWith('selection') && validation?.enum === undefined && !datasource) {
    report('PAO1207', [...path, 'type'], `nothing can be chosen for ${field.id}`)
  }
  const inEnum = validation?.enum !== undefined
  const base = inEnum ? [...path, 'validation', 'enum'] : [...path, 'datasource', 'options']
  if (inEnum && (type === 'json' || type === 'file')) {
    report('PAO1204', base, `a ${type} field cannot have choices`)
  } else checkEachChoice(field, base, report)
}

function checkEachChoice(field: Field, base: Path, report: Sight['report']): void {
  const { type } = field
  const seen = new Set<unknown>()
  for (const [n, choice] of (writtenChoices(field) ?? []).entries()) {
    const value = choiceValue(choice)
    const place = typeof choice === 'object' ? [...base, n, 'value'] : [...base, n]
    if (seen.has(value)) {
      report('PAO1215', place, `${printValue(value)} is there already`, { found: value })
    }
    seen.add(value)
    if (!type.endsWith('selection') && 'wrong' in readValue(type, value)) {
      report('PAO1204', place, `${printValue(value)} is no ${type}`, { found: value })
    }
  }
}

function checkValidator(field: Field, path: Path, sight: Sight, validators: Validators): void {
  const name = field.validation?.custom
  if (name === undefined || validators.has(name)) return
  sight.report('PAO1213', [...path, 'custom'], `there is no validator ${name}`, {
    found: name,
    near: { word: name, among: validators.keys() },
  })
}

/** A default that is a template is rendered when the form is drawn: only its template can be checked. */
function checkDefault(field: Field, value: unknown, path: Path, { report }: Sight): void {
  if (value === undefined || value === null) return
  if (typeof value === 'string' && value.includes('{{')) return
  if (field.type === 'password') {
    report('PAO1214', path, `the default of ${field.id} is a secret in clear`)
    return
  }
  const checked = validateField({ ...field, required: false, validation: judged(field) }, value)
  if (checked.ok) return
  for (const { code, message, hint } of checked.faults) {
    const outside = code === 'PAO2014'
    report(outside ? 'PAO1206' : 'PAO1205', path, `the default breaks its own rule: ${message}`, {
      found: value,
      ...(outside && { expected: choiceTexts(field) }),
      ...(hint !== undefined && { mend: hint }),
    })
  }
}

/** The rules without those that are reported at their own place: a bad pattern, an unknown validator. */
function judged({ validation = {} }: Field): Validation {
  const { custom: _, messages: __, pattern, ...rest } = validation
  return pattern !== undefined && compilePattern(pattern).ok ? { ...rest, pattern } : rest
}

function choiceTexts(field: Field): string {
  return (writtenChoices(field) ?? []).map((choice) => String(choiceValue(choice))).join(', ')
}

function checkEnvironmentDefaults(sight: Sight): void {
  const environments = own(own(sight.document, 'fulfillment'), 'environments')
  if (!isRecord(environments)) return
  for (const [name, override] of Object.entries(environments)) {
    const defaults = own(override, 'defaults')
    if (!isRecord(defaults)) continue
    for (const [id, value] of Object.entries(defaults)) {
      const path = ['fulfillment', 'environments', name, 'defaults', id]
      const view = sight.fieldById.get(id)
      if (!view) reportUnknownField(id, path, sight, 'key')
      else if (!sight.isWrong(view.path)) {
        checkDefault(view.field as unknown as Field, value, path, sight)
      }
    }
  }
}

/** The one sentence for a field that does not exist. */
export function reportUnknownField(
  id: string,
  path: Path,
  { fieldById, report }: Sight,
  side: 'key' | 'value' = 'value',
): void {
  report('PAO1301', path, `there is no field ${id}`, {
    found: id,
    side,
    near: { word: id, among: fieldById.keys() },
  })
}
