import type { Instant } from '../../instant.ts'
import { fail, type Fault, ok, type Result } from '../../result.ts'
import { nearest } from '../../suggest.ts'
import type { Choice, Document, Field } from '../item.ts'
import { defaultOf, type Form, formOf, visibleValues } from './form.ts'
import { isRecord } from './json-value.ts'
import { missing, pointerTo } from './field-fault.ts'
import { validateField } from './validate-field.ts'
import type { Validators } from './validators.ts'

export type AcceptOptions = {
  now: Instant
  /** The environment of the order; its defaults win over the fields' own. */
  environment?: string | undefined
  /** Custom validators by name; the built-in ones when left out. */
  validators?: Validators | undefined
  /** The choices of a reference or api datasource, when known; without, any scalar is taken. */
  choices?: ((field: Field) => readonly Choice[] | undefined) | undefined
}

export type Accepted = {
  /** Visible fields that have a value, by id, in form order. */
  fields: Record<string, unknown>
  /** Ids of the password fields among them: secrets to seal and to redact. */
  secrets: readonly string[]
}

const notAnObject: Fault = {
  code: 'PAO2003',
  at: '/fields',
  message: 'The answers must be an object of field id and value.',
}
/** Unknown answers beyond this many are not listed one by one. */
const reportedStrangers = 50

/**
 * Checks answers against a document's form. Hidden fields are dropped whatever was sent, readonly ones keep
 * their default, defaults fill what is unanswered (as written: a default with `{{` stays a template), and every
 * fault is reported at once. PAO2001 unknown field, PAO2003 no object, the rest from validateField.
 */
export function accept(
  document: Document,
  answers: unknown,
  options: AcceptOptions,
): Result<Accepted> {
  if (!isRecord(answers)) return fail([notAnObject])
  const form = formOf(document)
  const shown = shownValues(document, answers, options.environment)
  const visible = Object.fromEntries(shown)
  const faults: Fault[] = [...unknownAnswers(form, answers)]
  const fields: Record<string, unknown> = {}
  for (const { field } of form.fields) {
    if (!shown.has(field.id)) continue
    // A default was checked when the document was read, and may be a template.
    const checked = isAnswered(field, answers)
      ? validateField(field, shown.get(field.id), {
          validators: options.validators,
          choices: options.choices?.(field),
          fields: visible,
          now: options.now,
        })
      : fromDefault(field, shown.get(field.id))
    if (!checked.ok) faults.push(...checked.faults)
    else if (checked.value !== undefined) fields[field.id] = checked.value
  }
  if (faults.length > 0) return fail(faults)
  const secrets = Object.keys(fields).filter((id) => form.byId.get(id)?.field.type === 'password')
  return ok({ fields, secrets })
}

/** Nobody can answer a readonly field, so nobody is asked to. */
function fromDefault(field: Field, value: unknown): Result<unknown> {
  const isMissing = value === undefined && field.required === true && field.readonly !== true
  return isMissing ? fail([missing(field)]) : ok(value)
}

/** Ids of the fields that are shown for these answers, in form order. */
export function visibleFields(
  document: Document,
  answers: Readonly<Record<string, unknown>>,
  options: { environment?: string | undefined } = {},
): readonly string[] {
  const shown = shownValues(document, answers, options.environment)
  return formOf(document)
    .fields.map(({ field }) => field.id)
    .filter((id) => shown.has(id))
}

function shownValues(
  document: Document,
  given: Readonly<Record<string, unknown>>,
  environment: string | undefined,
): ReadonlyMap<string, unknown> {
  const valueFor = (field: Field): unknown =>
    isAnswered(field, given) ? given[field.id] : defaultOf(document, field, environment)
  return visibleValues(formOf(document), valueFor, environment)
}

function isAnswered(field: Field, given: Readonly<Record<string, unknown>>): boolean {
  return field.readonly !== true && Object.hasOwn(given, field.id) && given[field.id] !== undefined
}

function unknownAnswers(form: Form, given: Readonly<Record<string, unknown>>): readonly Fault[] {
  return Object.keys(given)
    .filter((id) => !form.byId.has(id))
    .slice(0, reportedStrangers)
    .map((id) => {
      const near = nearest(id.slice(0, 100), [...form.byId.keys()])
      const hint = near === undefined ? 'Leave it out.' : `Did you mean ${near}?`
      return { code: 'PAO2001', at: pointerTo(id), message: 'The form has no such field.', hint }
    })
}
