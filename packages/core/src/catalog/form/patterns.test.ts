import { describe, expect, it } from 'vitest'
import { compilePattern } from './patterns.ts'

function matches(pattern: string, text: string): boolean {
  const compiled = compilePattern(pattern)
  if (!compiled.ok) throw new Error(JSON.stringify(compiled.faults))
  return compiled.value(text)
}

function code(pattern: string): string | undefined {
  const compiled = compilePattern(pattern)
  return compiled.ok ? undefined : compiled.faults[0]?.code
}

describe('compilePattern', () => {
  it.each([
    ['[a-z]+', 'abc', true],
    ['[a-z]+', '<b>abc', false],
    ['[a-z]+', 'abc\n', false],
    ['^[a-z]+$', 'abc\n', false],
    ['a|ab', 'ab', true],
    ['(?i)abc', 'ABC', true],
    ['^vpc-[a-z0-9]+$', 'vpc-0a1', true],
    [String.raw`\d{2}`, '٣٣', false],
    ['.', '😀', true],
    ['', '', true],
  ])('matches the whole value: %s on %j is %s', (pattern, text, expected) => {
    const answer = matches(pattern, text)

    expect(answer).toBe(expected)
  })

  it.each([
    ['(?=a)a', 'PAO2101'],
    ['(?!a)b', 'PAO2101'],
    ['(?<=a)b', 'PAO2101'],
    ['(?<!a)b', 'PAO2101'],
    [String.raw`(a)\1`, 'PAO2101'],
    [String.raw`(?<n>a)\k<n>`, 'PAO2101'],
    ['(?>a)', 'PAO2101'],
    ['a{1001}', 'PAO2102'],
    ['((a{100}){100}){100}', 'PAO2102'],
    ['(', 'PAO2103'],
    ['[a-', 'PAO2103'],
    ['a**', 'PAO2103'],
    ['(?:.{999}){1}.{999}x{900}', 'PAO2104'],
  ])('refuses %s with %s', (pattern, expected) => {
    const refused = code(pattern)

    expect(refused).toBe(expected)
  })

  it('refuses a pattern of more than a thousand characters', () => {
    const refused = code('a'.repeat(1_001))

    expect(refused).toBe('PAO2104')
  })

  it('takes brackets and escapes for what they are, not for lookaround', () => {
    const answers = [
      matches(String.raw`[(?=]\(\?=`, '((?='),
      matches(String.raw`[\]1]\\1`, String.raw`]\1`),
    ]

    expect(answers).toEqual([true, true])
  })

  it.each([
    '^(a+)+$',
    '^(a|a)*$',
    '^(a|aa)+$',
    String.raw`^(\w+\s?)*$`,
    String.raw`.*\s+$`,
    '(x+x+)+y',
    '(.*a){20}',
    '(a*)*b',
    '([a-zA-Z]+)*',
    '(.*)(.*)(.*)x',
    '^(([a-z])+.)+[A-Z]([a-z])+$',
    String.raw`(\d+|\w+)*!!`,
  ])('answers %s on 60 kB of hostile text in linear time', (pattern) => {
    const hostile = `${'a'.repeat(30_000)}${' '.repeat(30_000)}!`
    const start = performance.now()

    matches(pattern, hostile)

    // A backtracking engine needs hours for most of these; the limit leaves room for a slow machine.
    expect(performance.now() - start).toBeLessThan(2_000)
  })

  it('gives the very same answer for a pattern it has compiled before', () => {
    const first = compilePattern('[0-9]{4}')

    const second = compilePattern('[0-9]{4}')

    expect(second).toBe(first)
  })

  it('forgets the pattern that was used longest ago', () => {
    const [old, fresh] = [compilePattern('old'), compilePattern('fresh')]

    for (let n = 0; n < 501; n++) compilePattern(n === 250 ? 'fresh' : `x{${n}}`)

    expect([compilePattern('fresh') === fresh, compilePattern('old') === old]).toEqual([
      true,
      false,
    ])
  })
})
