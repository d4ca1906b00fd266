import type { Choice, Condition, Document, Field, Group } from '../item.ts'
import { conditionFields, type Facts, fieldOf, holds } from './conditions.ts'

/** A field with everything that decides whether it is shown. */
type FormField = {
  field: Field
  group: Group
  /** All must hold: the group's condition first, then the field's own. */
  conditions: readonly Condition[]
}

/** A document's questions, read once. */
export type Form = {
  /** As a person meets them: groups by `order`, in them fields by `order`, without one as written. */
  fields: readonly FormField[]
  byId: ReadonlyMap<string, FormField>
  /** Every field after the fields its conditions look at; in a circle of conditions one look back sees nothing. */
  evaluation: readonly FormField[]
  /** Position in `evaluation`. */
  rank: ReadonlyMap<string, number>
}

const forms = new WeakMap<Document, Form>()

/** The form of a document; remembered for as long as the document object lives. */
export function formOf(document: Document): Form {
  const known = forms.get(document)
  if (known !== undefined) return known
  const form = readForm(document)
  forms.set(document, form)
  return form
}

/** Groups as a person meets them. */
export function orderedGroups(document: Document): readonly Group[] {
  return byOrder(document.presentation.groups)
}

/** Fields of one group as a person meets them. */
export function orderedFields(group: Group): readonly Field[] {
  return byOrder(group.fields)
}

/** The default of a field in an environment (`fulfillment.environments[env].defaults` wins), as written. */
export function defaultOf(
  document: Document,
  field: Field,
  environment: string | undefined,
): unknown {
  if (environment !== undefined && document.kind === 'CatalogItem') {
    const overrides = document.fulfillment.environments
    const override =
      overrides !== undefined && Object.hasOwn(overrides, environment)
        ? overrides[environment]
        : undefined
    const defaults = override?.defaults
    if (defaults !== undefined && Object.hasOwn(defaults, field.id))
      return defaults[field.id] ?? undefined
  }
  return field.default ?? undefined
}

/** The fixed choices of a field: static options, cut down to its enum when it has both; else undefined. */
export function choicesOf(field: Field): readonly Choice[] | undefined {
  const listed = field.validation?.enum
  if (field.datasource?.type !== 'static') return listed
  const allowed = listed && new Set(listed.map(valueOf))
  return allowed === undefined
    ? field.datasource.options
    : field.datasource.options.filter((choice) => allowed.has(valueOf(choice)))
}

/** What is sent when a choice is taken. */
export function valueOf(choice: Choice): string | number | boolean {
  return typeof choice === 'object' ? choice.value : choice
}

/** Values of the visible fields, by id; `valueFor` gives what a field would hold if it is shown. */
export function visibleValues(
  form: Form,
  valueFor: (field: Field) => unknown,
  environment: string | undefined,
): ReadonlyMap<string, unknown> {
  const fields: Record<string, unknown> = {}
  // A declared field is always found, so that a hidden `environment` never shows the request's one.
  for (const id of form.byId.keys()) fields[id] = undefined
  const facts: Facts = environment === undefined ? { fields } : { fields, environment }
  const shown = new Map<string, unknown>()
  for (const { field, conditions } of form.evaluation) {
    if (!conditions.every((condition) => holds(condition, facts))) continue
    const value = valueFor(field)
    fields[field.id] = value
    shown.set(field.id, value)
  }
  return shown
}

function readForm(document: Document): Form {
  const fields = orderedGroups(document).flatMap((group) =>
    orderedFields(group).map((field) => ({
      field,
      group,
      conditions: [group.conditional, field.conditional].filter((one) => one !== undefined),
    })),
  )
  const byId = new Map(fields.map((entry) => [entry.field.id, entry]))
  const evaluation = inEvaluationOrder(fields, byId)
  return {
    fields,
    byId,
    evaluation,
    rank: new Map(evaluation.map(({ field }, n) => [field.id, n])),
  }
}

/** Depth first without recursion: a chain of conditions may be as long as the form. */
function inEvaluationOrder(
  fields: readonly FormField[],
  byId: ReadonlyMap<string, FormField>,
): readonly FormField[] {
  const sorted: FormField[] = []
  const seen = new Set<string>()
  for (const root of fields) {
    const open: { entry: FormField; needs: string[] }[] = []
    const enter = (entry: FormField | undefined): void => {
      if (entry === undefined || seen.has(entry.field.id)) return
      seen.add(entry.field.id)
      open.push({
        entry,
        needs: entry.conditions.flatMap(conditionFields).map(fieldOf).toReversed(),
      })
    }
    enter(root)
    for (let top = open.at(-1); top !== undefined; top = open.at(-1)) {
      const next = top.needs.pop()
      if (next !== undefined) enter(byId.get(next))
      else {
        sorted.push(top.entry)
        open.pop()
      }
    }
  }
  return sorted
}

function byOrder<T extends { order?: number }>(entries: readonly T[]): readonly T[] {
  return entries.toSorted((a, b) => (a.order ?? Infinity) - (b.order ?? Infinity) || 0)
}
