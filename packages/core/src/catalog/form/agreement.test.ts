import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { compile } from '../../../test/ajv.ts'
import { sampleItem } from '../../../test/documents.ts'
import type { Condition, Field, FieldType, Item, Operator, Validation } from '../item.ts'
import { fieldTypes, operators } from '../item.ts'
import { accept } from './accept.ts'
import { toJsonSchema } from './json-schema.ts'

const ids = ['a', 'b', 'c', 'd', 'e']
const values: Record<FieldType, readonly unknown[]> = {
  string: ['', 'x', 'xy', 'xyz', 'X', 'a\n', 7],
  text: ['', 'x', 'line\nline', null],
  integer: [0, 1, 5, 7.5, '5', -1],
  number: [0, 0.5, 5, 100, '5'],
  boolean: [true, false, 'true'],
  selection: ['x', 'y', 'z', 1, true, null],
  'multi-selection': [[], ['x'], ['x', 'y'], ['x', 'x'], ['z'], 'x', [1]],
  date: ['2026-01-01', '2026-06-15', '2026-02-30', '', 20_260_101],
  datetime: ['2026-01-01T00:00:00Z', '2026-06-15T12:00:00+02:00', '2026-01-01'],
  email: ['a@example.com', 'a', ['a@example.com']],
  url: ['https://example.com', 'ftp://example.com', 'https://u:p@example.com'],
  password: ['', 'x', 'xyz', 5],
  file: [
    { name: 'a', content: '' },
    { name: 'a', content: 'aGk=' },
    { name: 'a', content: 'AAAAAAAA' },
    { name: 'a' },
    'a',
  ],
  json: [{ x: 1 }, {}, [], [1], 7, null],
  yaml: ['a: 1', '', 7],
}
const rules: Partial<Record<FieldType, readonly Validation[]>> = {
  string: [{ pattern: '[a-z]+' }, { min: 2, max: 2 }, { enum: ['x', 'xy'] }],
  integer: [{ min: 1, max: 5 }, { enum: [0, 5] }],
  number: [{ min: 0.5 }, { max: 5 }],
  selection: [
    { enum: ['x', 'y'] },
    {
      enum: [
        { value: 'x', label: 'X' },
        { value: 1, label: 'One' },
      ],
    },
  ],
  'multi-selection': [{ enum: ['x', 'y'], min: 1 }, { max: 1 }],
  date: [{ min: '2026-02-01' }, { max: '2026-02-01' }],
  datetime: [{ min: '2026-02-01' }, { max: '2026-02-01T00:00:00Z' }],
  file: [{ max: 3 }],
  password: [{ min: 2 }],
}
const compared = ['x', 'xy', 1, 5, true, null, '2026-02-01', ['x'], ['x', 1, 5, true]]

function leaf(): fc.Arbitrary<Condition> {
  return (
    fc
      .record({
        field: fc.constantFrom(...ids, 'fields.a', 'environment', 'output.x.status'),
        operator: fc.constantFrom<Operator>(...operators),
        value: fc.constantFrom(...compared),
      })
      // Text has an order in JSON Schema only when it is a date; ingest refuses other comparisons.
      .filter(
        ({ operator, value }) =>
          !['gt', 'lt', 'gte', 'lte'].includes(operator) || typeof value === 'number',
      )
  )
}

const condition: fc.Arbitrary<Condition> = fc.oneof(
  { weight: 4, arbitrary: leaf() },
  fc.record({ all: fc.array(leaf(), { maxLength: 3 }) }),
  fc.record({ any: fc.array(leaf(), { maxLength: 3 }) }),
  fc.record({ not: leaf() }),
)

function fieldOf(id: string): fc.Arbitrary<Field> {
  return fc.constantFrom(...fieldTypes).chain((type) =>
    fc.record(
      {
        id: fc.constant(id),
        name: fc.constant(id),
        type: fc.constant<FieldType>(type),
        required: fc.boolean(),
        readonly: fc.constantFrom(false, false, true),
        default: fc.constantFrom<unknown>(...values[type].filter((value) => value !== null)),
        validation: fc.constantFrom<Validation>(...(rules[type] ?? [{}])),
        conditional: condition,
      },
      { requiredKeys: ['id', 'name', 'type'] },
    ),
  )
}

const item: fc.Arbitrary<Item> = fc
  .tuple(fc.tuple(...ids.map(fieldOf)), fc.option(condition, { nil: undefined }))
  .map(([fields, conditional]) =>
    sampleItem([
      { id: 'one', name: 'One', fields: fields.slice(0, 3) },
      { id: 'two', name: 'Two', fields: fields.slice(3), ...(conditional && { conditional }) },
    ]),
  )

function answersFor(document: Item): fc.Arbitrary<Record<string, unknown>> {
  const fields = document.presentation.groups.flatMap((group) => group.fields)
  const known = fc.record(
    Object.fromEntries(fields.map((field) => [field.id, fc.constantFrom(...values[field.type])])),
    { requiredKeys: [] },
  )
  const stranger = fc.constant({ stranger: 1 })
  return fc.oneof(
    { weight: 9, arbitrary: known },
    {
      weight: 1,
      arbitrary: fc.tuple(known, stranger).map(([answers, more]) => ({ ...answers, ...more })),
    },
  )
}

describe('the JSON Schema of a form', () => {
  it('gives the same verdict as accept on any form, for any answers and environment', () => {
    const seen = { taken: 0, refused: 0 }
    const environments = fc.constantFrom(undefined, 'production', 'x')
    const property = fc.property(
      item.chain((document) =>
        fc.tuple(
          fc.constant(document),
          fc.array(answersFor(document), { minLength: 12, maxLength: 12 }),
        ),
      ),
      environments,
      ([document, tries], environment) => {
        const check = compile(toJsonSchema(document, { environment }))
        for (const answers of tries) {
          const { ok } = accept(document, answers, { now: 0, environment })
          seen[ok ? 'taken' : 'refused']++
          // What is sent for a readonly field is not looked at by accept; a form library sends nothing else back.
          for (const { id, readonly } of document.presentation.groups.flatMap(
            (group) => group.fields,
          ))
            if (readonly === true) delete answers[id]
          if (check(answers) !== ok)
            throw new Error(
              `accept says ${ok} of ${JSON.stringify(answers)}: ${JSON.stringify(check.errors)}`,
            )
        }
      },
    )

    const run = (): void => fc.assert(property, { numRuns: 120 })

    expect(run).not.toThrow()
    expect(Math.min(seen.taken, seen.refused)).toBeGreaterThan(40)
  })
})
