import { readFileSync } from 'node:fs'
import { CompletionContext } from '@codemirror/autocomplete'
import { EditorState } from '@codemirror/state'
import { describe, expect, it } from 'vitest'
import { exampleDocument } from './example.ts'
import { outlineOf, pathOf } from './outline.ts'
import type { Schema } from './schema-hints.ts'
import { completions, hoverText } from './yaml-hints.ts'

const place = new URL('../../../../../docs/schemas/catalog-item-2.0.json', import.meta.url)
const schema = JSON.parse(readFileSync(place, 'utf8')) as Schema
const schemaFor = () => schema

/** What is offered where `|` stands. */
function offered(text: string): string[] {
  const pos = text.indexOf('|')
  const state = EditorState.create({ doc: text.replace('|', '') })
  const found = completions(schemaFor)(new CompletionContext(state, pos, true))
  return found?.options.map(({ label }) => label) ?? []
}

const action = (type: string) =>
  `fulfillment:\n  manual:\n    actions:\n      - id: make\n        type: ${type}\n        config:\n          |`

describe('an outline', () => {
  it('knows the place of every line, also of lists at their key’s own column', () => {
    const text =
      'presentation:\n  groups:\n  - id: a\n    fields:\n      - id: b\n        type: text'

    const places = outlineOf(text).lines.map((block) => block && pathOf(block))

    expect(places).toEqual([
      '',
      'presentation',
      'presentation.groups[]',
      'presentation.groups[]',
      'presentation.groups[].fields[]',
      'presentation.groups[].fields[]',
    ])
  })

  it('does not look into longer texts', () => {
    const text = 'a: |\n  b: c\n\n  d: e\nf: g'

    const places = outlineOf(text).lines.map((block) => block !== undefined)

    expect(places).toEqual([true, false, false, false, true])
  })
})

describe('completion in the sandbox', () => {
  it('offers the keys that are not there yet, at the root and deep inside', () => {
    expect(offered('version: "2.0"\n|')).toEqual(
      expect.arrayContaining(['kind', 'metadata', 'presentation', 'fulfillment']),
    )
    expect(offered('version: "2.0"\n|')).not.toContain('version')
    expect(offered('metadata:\n  id: x\n  na|')).toEqual(expect.arrayContaining(['name', 'owner']))
    expect(offered('presentation:\n  groups:\n    - id: a\n      |')).toContain('fields')
  })

  it('offers values that are listed', () => {
    const field = 'presentation:\n  groups:\n    - id: a\n      fields:\n        - id: b\n'

    expect(offered(`${field}          type: |`)).toEqual(
      expect.arrayContaining(['string', 'selection', 'yaml']),
    )
    expect(offered(`${field}          required: |`)).toEqual(['true', 'false'])
  })

  it('offers the same inside of braces', () => {
    const field = 'presentation:\n  groups:\n    - id: a\n      fields:\n        - '

    const keys = offered('metadata:\n  owner: { team: a, con|')
    expect(keys).toContain('contact')
    expect(keys).not.toContain('team')
    expect(offered(`${field}{ id: b, type: |`)).toEqual(expect.arrayContaining(['string', 'yaml']))
    expect(offered(`${field}{ id: b, required: true, |`)).toEqual(
      expect.arrayContaining(['name', 'type', 'validation']),
    )
    expect(offered(`${field}{ id: b, required: true, |`)).not.toContain('required')
    expect(offered(`${field}{ id: b, validation: { pa|`)).toContain('pattern')
    expect(offered(`${field}{ id: b, validation: { min: 1 }, |`)).toContain('type')
  })

  it('goes into lists in braces, and knows the connector that is named beside', () => {
    const make =
      'fulfillment:\n  manual:\n    actions:\n      - id: make\n        type: rest-api\n        config:\n          '

    expect(offered(`${make}parsing: { extract: [{ path: "$.id", |`)).toEqual(
      expect.arrayContaining(['name', 'required']),
    )
    expect(offered(`${make}body: { type: |`)).toContain('json')
    expect(
      offered('fulfillment:\n  manual:\n    actions:\n      - { id: a, type: delay, config: { |'),
    ).not.toEqual([])
  })

  it.each([
    'metadata:\n  name: a {b, |',
    'metadata:\n  name: "{ |',
    'metadata:\n  owner: { team: a } |',
  ])('takes no brace for one that is none: %j', (text) => {
    expect(offered(text)).not.toContain('contact')
  })

  it('offers the settings of the very connector an action names', () => {
    expect(offered(action('manual-task'))).toContain('instructions')
    expect(offered(action('rest-api'))).not.toContain('instructions')
    expect(offered(action('rest-api'))).not.toEqual([])
  })

  it('offers the fields of the document in a template', () => {
    const text = exampleDocument.replace('Topic {{fields.topic_name}}', 'Topic {{fields.|')

    expect(offered(text)).toEqual(
      expect.arrayContaining(['fields.topic_name', 'fields.retention_days', 'output.make.']),
    )
  })

  it('is silent where the schema says nothing', () => {
    expect(offered('nothing:\n  of:\n    the kind|')).toEqual([])
  })
})

it('says of a key under the pointer what it is for', () => {
  const state = EditorState.create({ doc: exampleDocument })
  const pos = exampleDocument.indexOf('category:') + 2

  const said = hoverText(state, pos, schemaFor)

  expect(said).toMatchObject({ title: 'category: string *' })
  expect(said?.text).not.toBe('')
  expect(hoverText(state, exampleDocument.indexOf('Small topic'), schemaFor)).toBeUndefined()
})
