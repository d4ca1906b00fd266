import type { Choice, Document, Field } from '../item.ts'
import { type ConditionScope, conditionsSchema, type Schema } from './condition-schema.ts'
import { fieldSchema } from './field-schema.ts'
import { defaultOf, type Form, formOf } from './form.ts'

export type JsonSchemaOptions = {
  environment?: string | undefined
  /** The choices of a reference or api datasource, when known. */
  choices?: ((field: Field) => readonly Choice[] | undefined) | undefined
}

/**
 * A document's form as JSON Schema (draft 2020-12) for standard form libraries; same verdict as `accept`. A field
 * with conditions stands under `if`/`then`; what is sent for it while it is hidden is ignored, as in `accept`.
 * `required` names only fields without a default, since the server fills those. What JSON Schema cannot say
 * (custom validators, that text parses, -0, the inside of JSON sent as text, patterns of list entries and file
 * names) is left to `accept`;
 * `x-pao-*` are annotations, and `formatMinimum`/`formatMaximum` are those of ajv-formats.
 */
export function toJsonSchema(
  document: Document,
  options: JsonSchemaOptions = {},
): Record<string, unknown> {
  const form = formOf(document)
  const shown = shownSchemas(document, form, options.environment)
  const schemas = new Map(
    form.fields.map(({ field }) => [
      field.id,
      fieldSchema(field, defaultOf(document, field, options.environment), options.choices?.(field)),
    ]),
  )
  const isAsked = (field: Field): boolean =>
    field.required === true &&
    field.readonly !== true &&
    defaultOf(document, field, options.environment) === undefined
  const properties: Record<string, unknown> = {}
  const required: string[] = []
  const branches: Record<string, unknown>[] = []
  for (const { field } of form.fields) {
    const schema = schemas.get(field.id)
    const when = shown.get(field.id)
    if (when === true) {
      properties[field.id] = schema
      if (isAsked(field)) required.push(field.id)
    } else if (when !== undefined && when !== false)
      branches.push(
        ifThen(
          { $ref: `#/$defs/${shownName(field.id)}` },
          {
            properties: { [field.id]: schema },
            ...(isAsked(field) && { required: [field.id] }),
          },
        ),
      )
  }
  const conditional = [...shown].filter(([, when]) => typeof when !== 'boolean')
  return {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    title: document.metadata.name,
    description: document.metadata.description,
    type: 'object',
    properties,
    ...(required.length > 0 && { required }),
    ...(branches.length > 0 && { allOf: branches }),
    // Not additionalProperties: a field that is hidden now is known all the same.
    propertyNames: { enum: form.fields.map(({ field }) => field.id) },
    ...(conditional.length > 0 && {
      $defs: Object.fromEntries(conditional.map(([id, when]) => [shownName(id), when])),
    }),
    'x-pao-item': { id: document.metadata.id, version: document.metadata.version },
  }
}

/** By field id, when it is shown; earlier fields are referred to, so a chain of conditions stays short. */
function shownSchemas(
  document: Document,
  form: Form,
  environment: string | undefined,
): ReadonlyMap<string, Schema> {
  const shown = new Map<string, Schema>()
  const scope: ConditionScope = {
    form,
    environment,
    defaultFor: (id) => {
      const entry = form.byId.get(id)
      return entry && defaultOf(document, entry.field, environment)
    },
    shown: (id) => {
      const when = shown.get(id) ?? false
      return typeof when === 'boolean' ? when : { $ref: `#/$defs/${shownName(id)}` }
    },
  }
  for (const { field, conditions } of form.evaluation)
    shown.set(field.id, conditionsSchema(conditions, field.id, scope))
  return shown
}

/** Built from a map, because an object written with `then` looks like a promise to tools. */
function ifThen(when: Schema, then: Schema): Record<string, unknown> {
  return Object.fromEntries(
    new Map<string, unknown>([
      ['if', when],
      ['then', then],
    ]),
  )
}

function shownName(id: string): string {
  return `shown_${id}`
}
