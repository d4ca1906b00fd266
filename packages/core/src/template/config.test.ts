import { describe, expect, it } from 'vitest'
import {
  compileConfig,
  type CompiledConfig,
  configCalls,
  configReferences,
  renderConfig,
} from './index.ts'

const world = { now: 0, newId: () => 'id', random: () => 0 }
const schema = {
  type: 'object',
  properties: {
    body: { anyOf: [{ $ref: '#/$defs/Body' }, { type: 'null' }] },
    script: { type: 'string', 'x-pao-template': 'raw' },
    parts: { type: 'array', items: { $ref: '#/$defs/Body' } },
  },
  $defs: {
    Body: {
      type: 'object',
      properties: { content_template: { type: 'string', 'x-pao-template': 'body' } },
    },
  },
}

function compiled(config: unknown): CompiledConfig {
  const result = compileConfig(config, schema)
  if (!result.ok) throw new Error(result.faults[0]?.message)
  return result.value
}

describe('compileConfig', () => {
  it('lists every fault of every string, with its pointer and place', () => {
    const config = { a: '{{uper(x)}}', 'b/c': [{ d: 'ok' }, 'line\n{{#if x}}'], e: 1 }

    const result = compileConfig(config)

    expect(result).toMatchObject({
      ok: false,
      faults: [
        { code: 'PAO1408', pointer: '/a', at: { line: 1, column: 3 } },
        { code: 'PAO1404', pointer: '/b~1c/1', at: { line: 2, column: 1 } },
      ],
    })
  })

  it.each([
    ['{"a": 1,}', 9],
    ['{"a": {{fields.a}} "b": 2}', 20],
    ['{"a": "{{fields.a}}"', 21],
    ['{a: 1}', 2],
    ['[1, 2}', 6],
    ['plain', 1],
  ])('refuses %j, which can never be JSON', (text, column) => {
    const config = { body: { type: 'json', content_template: text } }

    const result = compileConfig(config, schema)

    expect(result).toMatchObject({
      faults: [{ code: 'PAO1416', pointer: '/body/content_template', at: { line: 1, column } }],
    })
  })

  it.each([
    '{"port": 8{{fields.a}}}',
    '{{fields.a}}',
    '',
    '[{{#each fields.a as b}}{{b}}{{/each}}]',
  ])('takes %j, which can be JSON', (text) => {
    const config = { body: { content_template: text } }

    const result = compileConfig(config, schema)

    expect(result.ok).toBe(true)
  })

  it('stops at a config that is too deep', () => {
    let config: unknown = '{{x}}'
    for (let n = 0; n < 100; n++) config = [config]

    const result = compileConfig(config)

    expect(result).toMatchObject({ ok: false, faults: [{ code: 'PAO1451' }] })
  })
})

describe('renderConfig', () => {
  it('renders every string and keeps types and all else', () => {
    const config = compiled({ a: '{{fields.n}}', b: ['x{{fields.n}}', true, null], c: { d: 1 } })

    const result = renderConfig(config, { scope: { fields: { n: 5 } }, world })

    expect(result).toMatchObject({ value: { value: { a: 5, b: ['x5', true, null], c: { d: 1 } } } })
  })

  it.each([
    [{ content_template: '{"a":"{{v}}"}' }, '{"a":"\\"<&"}'],
    [{ type: 'json', content_template: '{"a":{{v}}}' }, '{"a":"\\"<&"}'],
    [{ type: 'xml', content_template: '<a>{{v}}</a>' }, '<a>&quot;&lt;&amp;</a>'],
    [{ type: 'form', content_template: 'a={{v}}' }, 'a=%22%3C%26'],
    [{ type: 'raw', content_template: '{{v}}!' }, '"<&!'],
  ])('escapes the body %j for its type', (body, text) => {
    const config = compiled({ body, parts: [body] })

    const result = renderConfig(config, { scope: { v: '"<&' }, world })

    expect(result).toMatchObject({
      value: {
        value: { body: { content_template: text }, parts: [{ content_template: text }] },
      },
    })
  })

  it('leaves a raw string as it is written', () => {
    const config = compiled({ script: 'echo ${{ secrets.X }} {{#if' })

    const result = renderConfig(config, { scope: {}, world })

    expect(result).toMatchObject({ value: { value: { script: 'echo ${{ secrets.X }} {{#if' } } })
  })

  it('refuses a body that is no JSON, at the line that spoils it', () => {
    const text = '{\n  "a": [{{#each v as x}}{{x}}{{/each}}],\n  "b": 1\n}'
    const config = compiled({ body: { content_template: text } })

    const result = renderConfig(config, { scope: { v: [1, 'x'] }, world })

    expect(result).toMatchObject({
      faults: [{ code: 'PAO1440', pointer: '/body/content_template', at: { line: 2, column: 25 } }],
    })
  })

  it('lists the faults of all strings at once', () => {
    const config = compiled({ a: '{{fields.x}}', b: '{{fields.y}} {{fields.z}}' })

    const result = renderConfig(config, { scope: { fields: {} }, world })

    const places = result.ok ? [] : result.faults.map(({ pointer, at }) => [pointer, at.column])
    expect(places).toEqual([
      ['/a', 10],
      ['/b', 10],
      ['/b', 23],
    ])
  })
})

describe('what a config uses', () => {
  it('is listed with pointers', () => {
    const config = compiled({ a: '{{upper(fields.x)}}', b: ['', 'to {{env.HOST}}'] })

    const used = [configReferences(config), configCalls(config)]

    expect(used).toMatchObject([
      [
        { path: ['fields', 'x'], pointer: '/a' },
        { path: ['env', 'HOST'], pointer: '/b/1' },
      ],
      [{ name: 'upper', pointer: '/a' }],
    ])
  })
})
