import { describe, expect, it } from 'vitest'
import { documentLimits, readDocument } from './document.ts'
import { itemIdPattern } from './schema/parts.ts'

const codesOf = (text: string, limits = documentLimits) => {
  const read = readDocument(text, limits)
  return read.ok ? [] : read.faults.map(({ code }) => code)
}

const laughs = ['a: &a [x,x,x,x,x,x,x,x,x]']
for (const [n, name] of 'bcdefghi'.split('').entries()) {
  const last = 'abcdefgh'[n] ?? ''
  laughs.push(`${name}: &${name} [${Array.from({ length: 9 }, () => `*${last}`).join(',')}]`)
}

const hostile: readonly (readonly [string, string, string])[] = [
  ['a flow of depth 1,000', '['.repeat(1000) + ']'.repeat(1000), 'PAO1003'],
  ['maps of depth 1,000', '{a: '.repeat(1000) + '}'.repeat(1000), 'PAO1003'],
  [
    'blocks of depth 40',
    Array.from({ length: 40 }, (_, n) => `${' '.repeat(n)}a:`).join('\n'),
    'PAO1003',
  ],
  ['a billion laughs', laughs.join('\n'), 'PAO1004'],
  ['an alias to itself', '&a [*a]', 'PAO1004'],
  ['a merge of a prototype', 'a: &a {__proto__: {isAdmin: true}}\nb:\n  <<: *a', 'PAO1009'],
  ['a merge key', 'b:\n  <<: {a: 1}', 'PAO1004'],
  ['a prototype in quotes', '{"__proto__": {"isAdmin": true}}', 'PAO1009'],
  ['a prototype in escapes', '"\\x5f_proto__": 1', 'PAO1009'],
  ['20,000 keys', Array.from({ length: 20_000 }, (_, n) => `k${n}: 1`).join('\n'), 'PAO1008'],
  ['20,000 entries', `[${'1,'.repeat(20_000)}]`, 'PAO1008'],
  ['257 KiB', `a: ${'x'.repeat(257 * 1024)}`, 'PAO1002'],
  ['100,000 letters of three bytes', `a: ${'€'.repeat(100_000)}`, 'PAO1002'],
  ['a function tag', 'a: !!js/function "function(){}"', 'PAO1005'],
  ['a binary tag', 'a: !!binary aGk=', 'PAO1005'],
  ['a tag on a map', 'a: !thing {b: 1}', 'PAO1005'],
  ['a key twice', 'a: 1\na: 2', 'PAO1006'],
  ['two documents', 'a: 1\n---\nb: 1', 'PAO1007'],
  ['two documents by an end mark', 'a: 1\n...\nb: 1', 'PAO1007'],
  ['UTF-16 read as UTF-8', 'a\u0000:\u0000 \u00001\u0000', 'PAO1011'],
  ['a lone surrogate', 'a: \uD800', 'PAO1011'],
  ['a byte that was not UTF-8', 'a: caf\uFFFD', 'PAO1011'],
  ['a right-to-left override', 'a: user\u202Enimda', 'PAO1010'],
  ['an escaped isolate', 'a: "x\\u2067y"', 'PAO1010'],
  ['an escape character', 'a: "\\e[31mred"', 'PAO1010'],
  ['a BOM in the middle', 'a: 1\nb: \uFEFF2', 'PAO1010'],
  ['nothing', '', 'PAO1012'],
  ['only remarks', '# one\n# two\n', 'PAO1012'],
  ['a map as key', '? {a: 1}\n: 2', 'PAO1013'],
  ['an infinity', 'a: -.inf', 'PAO1014'],
  ['a whole number above 2^53', 'a: 9007199254740993', 'PAO1014'],
]

describe('a document from a stranger', () => {
  it.each(hostile)('is refused for %s, five times in a row and fast', (_what, text, code) => {
    const start = performance.now()

    const codes = Array.from({ length: 5 }, () => codesOf(text)).flat()

    expect(codes).toEqual([code, code, code, code, code])
    expect(performance.now() - start).toBeLessThan(5000)
  })

  it('gives nobody a property by its prototype', () => {
    codesOf('a: {__proto__: {isAdmin: true}}')

    expect(({} as { isAdmin?: boolean }).isAdmin).toBeUndefined()
  })

  it('may begin with a byte order mark', () => {
    const read = readDocument('\uFEFFa: 1')

    expect(read.ok && read.value.value).toEqual({ a: 1 })
    expect(read.ok && read.value.place(['a'], 'value')).toMatchObject({ line: 1, column: 4 })
  })

  it('keeps what YAML 1.1 would have changed', () => {
    const read = readDocument('a: no\nb: 2026-01-01\nc: 1_000\nd: 12:30:45\ne: ~\nf: "012"')

    expect(read.ok && read.value.value).toEqual({
      a: 'no',
      b: '2026-01-01',
      c: '1_000',
      d: '12:30:45',
      e: null,
      f: '012',
    })
  })

  it.each(['dаtabase', 'da\u200Dta', 'user\u202Enimda', 'DATABASE', 'données', '数据'])(
    'has no id that looks like another one: %j (A47)',
    (id) => {
      expect(new RegExp(itemIdPattern, 'u').test(id)).toBe(false)
    },
  )

  it('may hold emoji with joiners', () => {
    expect(codesOf('a: "👩‍💻"')).toEqual([])
  })
})

describe('a place', () => {
  const text = [
    'a:',
    '  b: "q\\tx {{ a }}"',
    "  'c': [1, {d: e}]",
    '  empty:',
    'list:',
    '  - id: x',
    '    v: |',
    '      one',
    '        two',
    "    it: 'it''s x'",
    '    fold: >-',
    '      up and',
    '      down',
  ].join('\n')
  const read = readDocument(text)
  const place = (...args: [(string | number)[], 'key' | 'value', number?]) => {
    const found = read.ok ? read.value.place(...args) : undefined
    return found && [found.line, found.column]
  }

  it.each([
    ['a quoted value at its quote', ['a', 'b'], 'value', undefined, [2, 6]],
    ['a quoted key at its quote', ['a', 'c'], 'key', undefined, [3, 3]],
    ['a value in a flow', ['a', 'c', 1, 'd'], 'value', undefined, [3, 16]],
    ['an empty value at its key', ['a', 'empty'], 'value', undefined, [4, 3]],
    ['a list entry at its first key', ['list', 0], 'value', undefined, [6, 5]],
    ['a block text at its first letter', ['list', 0, 'v'], 'value', undefined, [8, 7]],
    ['what is missing at the map it is missing from', ['a', 'zz'], 'value', undefined, [1, 1]],
    ['what is missing in the root at its start', ['zz'], 'value', undefined, [1, 1]],
    ['a letter after an escape', ['a', 'b'], 'value', 4, [2, 12]],
    ['a letter after a doubled quote', ['list', 0, 'it'], 'value', 5, [10, 16]],
    ['a letter in the second line of a block', ['list', 0, 'v'], 'value', 6, [9, 9]],
    ['a letter in the second line of a folded text', ['list', 0, 'fold'], 'value', 7, [13, 7]],
  ] as const)('shows %s', (...row) => {
    const [, path, side, offset, expected] = row

    expect(place([...path], side, offset)).toEqual(expected)
  })
})
