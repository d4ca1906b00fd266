import fc from 'fast-check'
import { expect, it } from 'vitest'
import { jsonFaultAt } from './json-place.ts'
import { parse, render, Secret } from './index.ts'

const world = { now: 0, newId: () => 'id', random: () => 0 }

const shard = fc.constantFrom(
  ...'{{ }} {{~ ~}} {{# {{/ \\{{ {{! -- #if #each #switch #case #default #unless else if as'.split(
    ' ',
  ),
  ...'/if /each /switch fields . ?. [ ] ( ) a b "x" \' " + - * % ! && == in ? : , @index upper( default('.split(
    ' ',
  ),
  ' ',
  '\n',
  '\\',
  '{"a":"',
  '"}',
  '__proto__',
)
const anyTemplate = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 200 }),
  fc.array(shard, { maxLength: 60 }).map((shards) => shards.join('')),
  fc.array(shard, { maxLength: 60 }).map((shards) => shards.join(' ')),
)

it('never throws and places every fault inside of the text, whatever is parsed and rendered', () => {
  fc.assert(
    fc.property(anyTemplate, fc.jsonValue(), (text, value) => {
      const parsed = parse(text)

      const scope = { fields: value, a: value, b: [value], secrets: { X: new Secret('s') } }
      const result = parsed.ok ? render(parsed.value, { scope, world }) : parsed

      const faults = result.ok ? [] : result.faults
      for (const { at, code } of faults) {
        const lines = text.split('\n')
        expect(code).toMatch(/^PAO14\d\d$/)
        expect(at.offset).toBeLessThanOrEqual(text.length)
        expect(text.slice(0, at.offset).split('\n')).toHaveLength(at.line)
        expect(at.column).toBeLessThanOrEqual((lines[at.line - 1] ?? '').length + 1)
      }
    }),
    { numRuns: 2000 },
  )
})

/** A JSON document with holes: its template, and what it must parse to. */
type Drawn = { text: string; value: unknown }

const anyDocument = fc.letrec<{ node: Drawn }>((tie) => ({
  node: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    fc.constantFrom('{{v}}', '{{json(v)}}', '{{o}}').map((text) => ({ text, value: text })),
    fc.constant({ text: '"<{{v}}>"', value: '<>' }),
    fc.constant({ text: '{{#each l as i}}{{i}}{{else}}0{{/each}}', value: 'each' }),
    fc.array(tie('node'), { maxLength: 3 }).map((items) => ({
      text: `[${items.map(({ text }) => text).join(',')}]`,
      value: items.map(({ value }) => value),
    })),
    fc.array(tie('node'), { maxLength: 3 }).map((items) => ({
      text: `{${items.map(({ text }, n) => `"k${n}": ${text}`).join(',')}}`,
      value: Object.fromEntries(items.map(({ value }, n) => [`k${n}`, value])),
    })),
  ),
})).node

/** The drawn document with its holes filled by the values. */
function filled(drawn: unknown, v: string, o: unknown): unknown {
  if (drawn === '{{v}}' || drawn === '{{json(v)}}' || drawn === 'each') return v
  if (drawn === '{{o}}') return o
  if (drawn === '<>') return `<${v}>`
  if (Array.isArray(drawn)) return drawn.map((item) => filled(item, v, o))
  return Object.fromEntries(
    Object.entries(drawn as object).map(([key, item]) => [key, filled(item, v, o)]),
  )
}

it('renders any value into a JSON template without changing the shape of the document', () => {
  fc.assert(
    fc.property(
      anyDocument,
      fc.oneof(
        fc.string({ unit: 'grapheme' }),
        fc.json(),
        fc.constantFrom('"', '\\', '",', '\n', '{{v}}'),
      ),
      fc.jsonValue({ noUnicodeString: false }),
      ({ text, value }, v, o) => {
        const parsed = parse(text)
        if (!parsed.ok) throw new Error(parsed.faults[0]?.message)
        const plain: unknown = JSON.parse(JSON.stringify(o), (key, inner: unknown) =>
          key === '__proto__' ? undefined : inner,
        )

        const scope = { v, o: plain, l: [v] }
        const result = render(parsed.value, { scope, world, escape: 'json' })

        const body: unknown = result.ok ? JSON.parse(String(result.value.value)) : result
        expect(body).toEqual(filled(value, v, plain))
      },
    ),
    { numRuns: 500 },
  )
})

const secretText = 'QZJXWVKQ'
const around = fc.constantFrom(
  (inner: string) => `{{upper(${inner})}}`,
  (inner: string) => `{{concat("a", ${inner}, fields.a)}}`,
  (inner: string) => `{{fields.a}}{{${inner}}}`,
  (inner: string) => `{{[${inner}][0]}}`,
  (inner: string) => `{{[${inner}]}}`,
  (inner: string) => `{{json([${inner}])}}!`,
  (inner: string) => `{{replace(${inner}, "Q", "Q-")}}`,
  (inner: string) => `{{default(${inner}, "x")}}`,
  (inner: string) => `{{${inner} + "x"}}`,
  (inner: string) => `{{${inner} || "x"}}`,
  (inner: string) => `{{fields.a == "b" ? "x" : ${inner}}}`,
  (inner: string) => `{{#each split(${inner}, "W") as part}}{{part}}{{/each}}`,
  (inner: string) => `{{#if ${inner}}}{{${inner}}}{{/if}}`,
  (inner: string) => `{{#each [${inner}] as one}}{{one}}{{/each}}`,
)

it('never lets a secret into the redacted form', () => {
  const source = fc.constantFrom(
    'secrets.S',
    'fields.deep.list[0]',
    'vault["k"]',
    'vault',
    'fields',
  )
  const escape = fc.constantFrom('none' as const, 'xml' as const, 'url' as const)
  fc.assert(
    fc.property(fc.array(fc.tuple(around, source), { maxLength: 5 }), escape, (parts, kind) => {
      const parsed = parse(parts.map(([wrap, inner]) => wrap(inner)).join(' | '))
      if (!parsed.ok) throw new Error(parsed.faults[0]?.message)
      const scope = {
        secrets: { S: new Secret(secretText) },
        fields: { a: 'a', deep: { list: [new Secret(secretText)] } },
        vault: new Secret({ k: secretText }),
      }

      const result = render(parsed.value, { scope, world, escape: kind })

      const shown = result.ok
        ? JSON.stringify(result.value.redacted)
        : JSON.stringify(result.faults)
      expect(shown).not.toMatch(/QZ|JX|KQ/i)
    }),
    { numRuns: 500 },
  )
})

it('finds a fault in a text exactly when it is no JSON', () => {
  const anyText = fc.oneof(
    fc.json(),
    fc
      .array(fc.constantFrom(...'{ } [ ] : , " \\ 1 - .5 e3 true null a u00e9'.split(' '), ' '), {
        maxLength: 12,
      })
      .map((parts) => parts.join('')),
  )
  fc.assert(
    fc.property(anyText, (text) => {
      const fault = jsonFaultAt(text)

      const isJson = parsesAsJson(text)

      expect(fault === undefined).toBe(isJson)
    }),
    { numRuns: 3000 },
  )
})

function parsesAsJson(text: string): boolean {
  try {
    JSON.parse(text)
    return true
  } catch {
    return false
  }
}
