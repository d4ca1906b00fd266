import { describe, expect, it } from 'vitest'
import { compile } from '../../../test/ajv.ts'
import { sampleItem } from '../../../test/documents.ts'
import type { Field } from '../item.ts'
import { toJsonSchema } from './json-schema.ts'

const text: Field = { id: 'name', name: 'Name', type: 'string' }

function schemaOf(...fields: readonly Field[]): Record<string, unknown> {
  return toJsonSchema(sampleItem([{ id: 'main', name: 'Main', fields }]))
}

describe('toJsonSchema', () => {
  it('carries what a form library draws: titles, help, choices with labels, formats, defaults', () => {
    const schema = schemaOf(
      {
        ...text,
        description: 'As people say it',
        required: true,
        validation: { pattern: '[a-z]+', min: 2, max: 9 },
      },
      {
        id: 'region',
        name: 'Region',
        type: 'selection',
        default: 'eu',
        required: true,
        validation: { enum: [{ value: 'eu', label: 'Europe' }, 'us'] },
      },
      { id: 'day', name: 'Day', type: 'date', validation: { min: '2026-01-01' } },
      { id: 'secret', name: 'Secret', type: 'password', default: 'never told' },
    )

    expect(schema).toMatchObject({
      $schema: 'https://json-schema.org/draft/2020-12/schema',
      title: 'Sample service',
      type: 'object',
      required: ['name'],
      properties: {
        name: {
          type: 'string',
          title: 'Name',
          description: 'As people say it',
          pattern: '^(?:[a-z]+)$',
          minLength: 2,
          maxLength: 9,
        },
        region: {
          type: 'string',
          default: 'eu',
          oneOf: [
            { const: 'eu', title: 'Europe' },
            { const: 'us', title: 'us' },
          ],
        },
        day: { type: 'string', format: 'date', formatMinimum: '2026-01-01' },
        secret: { type: 'string', format: 'password', writeOnly: true },
      },
    })
    expect(JSON.stringify(schema)).not.toContain('never told')
  })

  it('puts a field with conditions under if and then', () => {
    const schema = schemaOf(text, {
      id: 'key',
      name: 'Key',
      type: 'string',
      required: true,
      conditional: { field: 'name', operator: 'eq', value: 'own' },
    })

    expect(schema).toMatchObject({
      properties: { name: {} },
      allOf: [{ if: { $ref: '#/$defs/shown_key' } }],
      $defs: { shown_key: { properties: { name: { const: 'own' } }, required: ['name'] } },
    })
  })

  it('asks for a required field only while it is shown', () => {
    const key: Field = { id: 'key', name: 'Key', type: 'string', required: true }
    const check = compile(
      schemaOf(text, { ...key, conditional: { field: 'name', operator: 'eq', value: 'own' } }),
    )

    const verdicts = [{ name: 'own' }, { name: 'own', key: 'k' }, { name: 'none' }, {}].map(
      (answers) => check(answers),
    )

    expect(verdicts).toEqual([false, true, true, true])
  })

  it('tells what only the server can do, without an address', () => {
    const schema = schemaOf(
      {
        id: 'network',
        name: 'Network',
        type: 'selection',
        datasource: { type: 'api', endpoint: 'https://ipam.example.com/{{secrets.KEY}}' },
        dependencies: { updates: ['name'] },
      },
      text,
    )

    expect(schema).toMatchObject({
      properties: {
        network: {
          'x-pao-datasource': { type: 'api' },
          'x-pao-dependencies': { updates: ['name'] },
        },
      },
    })
    expect(JSON.stringify(schema)).not.toContain('ipam')
  })

  it('keeps a default that is a template out of the answers', () => {
    const schema = schemaOf({ ...text, default: 'db-{{request.id}}' })

    expect(schema).toMatchObject({
      properties: { name: { 'x-pao-default-template': 'db-{{request.id}}' } },
    })
    expect(schema).not.toHaveProperty('properties.name.default')
  })

  it('ignores what is sent for a hidden field and refuses an unknown name, like accept', () => {
    const check = compile(
      schemaOf(text, {
        id: 'size',
        name: 'Size',
        type: 'integer',
        conditional: { field: 'name', operator: 'eq', value: 'big' },
      }),
    )

    const verdicts = [
      { name: 'x', size: 'junk' },
      { name: 'big', size: 'junk' },
      { name: 'x', nmae: 'y' },
    ].map((answers) => check(answers))

    expect(verdicts).toEqual([true, false, false])
  })

  it('takes the choices that the caller knows', () => {
    const document = sampleItem([
      {
        id: 'main',
        name: 'Main',
        fields: [
          {
            id: 'net',
            name: 'Net',
            type: 'selection',
            datasource: { type: 'reference', list: 'nets' },
          },
        ],
      },
    ])

    const schema = toJsonSchema(document, { choices: () => ['blue', 'green'] })

    expect(schema).toMatchObject({
      properties: { net: { type: 'string', enum: ['blue', 'green'] } },
    })
  })

  it('stays short for a chain of a hundred conditions', () => {
    const chain = Array.from({ length: 100 }, (_, n): Field => ({
      id: `f${n}`,
      name: `F${n}`,
      type: 'string',
      ...(n > 0 && { conditional: { field: `f${n - 1}`, operator: 'eq', value: 'go' } }),
    }))

    const written = JSON.stringify(schemaOf(...chain))

    expect(written.length).toBeLessThan(60_000)
  })
})
