import { Validator } from '@cfworker/json-schema'
import type { FormSchema, Property } from '../api/shapes.ts'

export type Answers = Readonly<Record<string, unknown>>

/** A form without conditions: the fields that show with some answers, in no order. */
export type ShownForm = {
  properties: Readonly<Record<string, Property>>
  required: readonly string[]
}

type Condition = Validator | boolean
const kept = new WeakMap<FormSchema, readonly Condition[]>()

/** The conditions of the branches, made ready once for a schema. */
function conditionsOf(schema: FormSchema): readonly Condition[] {
  const known = kept.get(schema)
  if (known) return known
  const made = (schema.allOf ?? []).map(({ if: when }) =>
    typeof when === 'boolean'
      ? when
      : new Validator({ ...(when as object), $defs: schema.$defs }, '2020-12'),
  )
  kept.set(schema, made)
  return made
}

/**
 * What shows with these answers. A field under a condition shows while the schema's own `if` holds, which is the
 * rule the server goes by; conditions on hidden fields are told by the schema itself.
 */
export function shownForm(schema: FormSchema, answers: Answers): ShownForm {
  const given = present(answers)
  const conditions = conditionsOf(schema)
  const branches = (schema.allOf ?? []).filter((_, at) => {
    const condition = conditions[at]
    return typeof condition === 'object' ? condition.validate(given).valid : condition === true
  })
  return {
    properties: Object.assign(
      {},
      schema.properties,
      ...branches.map(({ then }) => then.properties),
    ) as Record<string, Property>,
    required: [...(schema.required ?? []), ...branches.flatMap(({ then }) => then.required ?? [])],
  }
}

/** Every field of a form, shown or not. */
export function everyField(schema: FormSchema): Readonly<Record<string, Property>> {
  return Object.assign(
    {},
    schema.properties,
    ...(schema.allOf ?? []).map(({ then }) => then.properties),
  ) as Record<string, Property>
}

/** The defaults of every field, shown or not: a field that comes to be shown has its default at once. */
export function defaultsOf(schema: FormSchema): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(everyField(schema))
      .filter(([, property]) => property.default !== undefined)
      .map(([id, property]) => [id, property.default]),
  )
}

/**
 * Answers when the defaults change (another environment has its own): what was touched stays, what still stood
 * at its old default takes the new one.
 */
export function withDefaults(answers: Answers, before: Answers, after: Answers): Answers {
  const moved = Object.entries(after).filter(
    ([id, value]) =>
      answers[id] === undefined || (before[id] !== value && same(answers[id], before[id])),
  )
  return moved.length === 0 ? answers : { ...answers, ...Object.fromEntries(moved) }
}

function same(a: unknown, b: unknown): boolean {
  return JSON.stringify(a) === JSON.stringify(b)
}

/** What is sent: answers of fields that show, without empty ones. What is hidden stays in the browser. */
export function sentAnswers({ properties }: ShownForm, answers: Answers): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(present(answers)).filter(([id]) => Object.hasOwn(properties, id)),
  )
}

/** An answer that was taken away again is none. */
function present(answers: Answers): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(answers).filter(
      ([, value]) => value !== undefined && value !== null && value !== '',
    ),
  )
}
