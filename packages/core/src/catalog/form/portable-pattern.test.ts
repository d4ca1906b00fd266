import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { compilePattern } from './patterns.ts'
import { toPortablePattern } from './portable-pattern.ts'

describe('toPortablePattern', () => {
  it.each([
    ['[a-z]+', '^(?:[a-z]+)$'],
    [String.raw`\s\-\_x`, String.raw`^(?:[\t\n\f\r ]-_x)$`],
    ['a{2}{', String.raw`^(?:a{2}\{)$`],
    ['(?P<year>[0-9]{4})', '^(?:([0-9]{4}))$'],
    [String.raw`\Aa.z\z`, String.raw`^(?:^a[^\n]z$)$`],
  ])('writes %s as %s', (pattern, expected) => {
    const portable = toPortablePattern(pattern)

    expect(portable).toBe(expected)
  })

  it.each(['(?i)a', '[[:alpha:]]', String.raw`\Qa\E`, String.raw`\pL`, '[]a]', '^*a'])(
    'leaves out %s, which ECMAScript reads otherwise',
    (pattern) => {
      const portable = toPortablePattern(pattern)

      expect(portable).toBeUndefined()
    },
  )

  it('means the same to ECMAScript as the pattern means here', () => {
    const piece = fc.constantFrom(
      'a',
      'B',
      '.',
      '[a-c]',
      '[^a\\s]',
      '[\\w-]',
      '[.[(]',
      '\\d',
      '\\s',
      '\\S',
      '\\W',
      '\\-',
      '\\.',
      '\\@',
      '(a|b)',
      '(?:ab)',
      '(?P<n>c)',
      '^',
      '$',
      '\\b',
      '}',
      ']',
      'é',
    )
    const repeat = fc.constantFrom('', '', '*', '+?', '{0,2}', '?')
    const pattern = fc
      .array(fc.tuple(piece, repeat), { maxLength: 6 })
      .map((parts) =>
        parts.map(([one, count]) => (/^(?:[\^$]|\\b)$/.test(one) ? one : one + count)).join(''),
      )
    const text = fc.string({
      unit: fc.constantFrom(
        'a',
        'b',
        'c',
        'B',
        '1',
        '.',
        '-',
        '@',
        ' ',
        '\n',
        '\u000b',
        'é',
        '😀',
        '}',
        ']',
      ),
      maxLength: 8,
    })
    const property = fc.property(pattern, text, (written, tried) => {
      const compiled = compilePattern(written)
      fc.pre(compiled.ok)
      const portable = toPortablePattern(written)
      return (
        portable === undefined || new RegExp(portable, 'u').test(tried) === compiled.value(tried)
      )
    })

    const run = (): void => fc.assert(property, { numRuns: 2_000 })

    expect(run).not.toThrow()
  })
})
