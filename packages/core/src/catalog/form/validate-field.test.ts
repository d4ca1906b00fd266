import { describe, expect, it } from 'vitest'
import type { Field, FieldType, Validation } from '../item.ts'
import { fieldTypes } from '../item.ts'
import { validateField } from './validate-field.ts'

function field(type: FieldType, validation: Validation = {}, more: Partial<Field> = {}): Field {
  return { id: 'answer', name: 'Answer', type, validation, ...more }
}

function codes(asked: Field, value: unknown): readonly string[] {
  const result = validateField(asked, value)
  return result.ok ? [] : result.faults.map((one) => one.code)
}

const right: Record<FieldType, readonly unknown[]> = {
  string: ['', 'orders', 'no', '2026-01-01', '😀'],
  text: ['a\nb'],
  integer: [0, 7, -7, 9_007_199_254_740_991],
  number: [0, 0.5, -1e-7, 7],
  boolean: [true, false],
  selection: ['a', 7, true],
  'multi-selection': [[], ['a', 'b'], [1, 2]],
  date: ['2026-11-30', '2024-02-29', '0001-01-01'],
  datetime: [
    '2026-11-30T08:00:00Z',
    '2026-11-30T08:00:00.123+05:30',
    '2016-12-31T23:59:60Z',
    '2026-11-30t08:00:00z',
  ],
  email: ['a@example.com', "o'neil+tag@mail.example.co.uk"],
  url: [
    'https://example.com',
    'http://example.com:8080/a?b=c#d',
    'https://[2001:db8::1]/x',
    'HTTP://10.0.0.1',
  ],
  password: ['correct horse', ''],
  file: [
    { name: 'a.txt', content: '' },
    { name: 'a.txt', content_type: 'text/plain', size: 2, content: 'aGk=' },
  ],
  json: [{ a: [1, null] }, [], '{"a": 1}', '7', '"text"'],
  yaml: ['a: 1\nb: [x, y]\n', 'a: &x 1\nb: *x\n'],
}

const notText = [7, true, null, {}, ['a'], Number.NaN]
const wrong: Record<FieldType, readonly unknown[]> = {
  string: [...notText, 'a\u0000', '\ud800'],
  text: [...notText, '\udfff'],
  integer: [
    '7',
    7.5,
    Number.NaN,
    Infinity,
    -0,
    9_007_199_254_740_992,
    Number.MAX_VALUE,
    true,
    null,
    [7],
    '0x1F',
    '1e3',
  ],
  number: ['7', Number.NaN, -Infinity, -0, 2 ** 64, '.inf', null, [1]],
  boolean: ['true', 'no', 1, 0, null],
  selection: [null, ['a'], { $gt: '' }, Number.NaN],
  'multi-selection': ['a', null, { 0: 'a' }, [['a']], [null], [{}]],
  date: [
    '2026-02-29',
    '2026-13-01',
    '2026-00-10',
    '26-11-30',
    '2026-11-30T00:00:00Z',
    '2026-11-30\n',
    '1900-02-29',
    20_261_130,
  ],
  datetime: [
    '2026-11-30',
    '2026-11-30T08:00:00',
    '2026-11-30T24:00:00Z',
    '2026-11-30T08:60:00Z',
    '2026-11-30T08:00:60Z',
    '2026-02-30T08:00:00Z',
    '2026-11-30T08:00:00+24:00',
    1_764_489_600_000,
  ],
  email: [
    'a',
    'a@b',
    'a@@b.c',
    '@b.c',
    'a@',
    'a b@c.d',
    'a@b..c',
    '.a@b.c',
    'a@-b.c',
    'a@x.y,b@x.y',
    ['a@x.y', 'b@x.y'],
    `${'a'.repeat(65)}@b.c`,
  ],
  url: [
    'example.com',
    'ftp://example.com',
    'javascript:alert(1)',
    'https://user:pw@example.com',
    'https://example.com@evil.test',
    'https://exa mple.com',
    'https://example.com/\n',
    String.raw`https://example.com\@evil.test`,
    'https://',
    'https://example.com:99999',
    'https://[::g]/',
    'https://-a.com',
    'http://80',
    'http://0x7f.1',
    'http://127.1',
    `https://example.com/${'a'.repeat(2048)}`,
  ],
  password: [7, null, 'a\u0000'],
  file: [
    'a.txt',
    null,
    [],
    { name: 'a.txt' },
    { name: '', content: '' },
    { name: 'a', content: 'not base64!' },
    { name: 'a', content: 'aGk' },
    { name: 'a', content: 'aGk=', size: 3 },
    { name: 'a', content: 'aGk=', content_type: 'text' },
    { name: 'a', content: 'aGk=', path: '/etc/passwd' },
  ],
  json: [
    7,
    true,
    null,
    '{',
    '{"a": 1, "a": 2}',
    '{"__proto__": {}}',
    '{"a": {"constructor": 1}}',
    '{"a": 1e400}',
    '{"a": 12345678901234567890}',
    '{"a": -0}',
    '['.repeat(40) + ']'.repeat(40),
    { a: Number.NaN },
    { a: 'x\u0000' },
    `[${'1,'.repeat(10_000)}1]`,
  ],
  yaml: [
    { a: 1 },
    'a: [',
    'a: 1\na: 2',
    'a: 1\n---\nb: 2',
    '__proto__: {}',
    '!!js/function "x"',
    '&a [*a]',
    `${'{a: '.repeat(60)}1${'}'.repeat(60)}`,
    [
      'a: &a [x,x,x,x,x,x,x,x,x]',
      'b: &b [*a,*a,*a,*a,*a,*a,*a,*a,*a]',
      'c: &c [*b,*b,*b,*b,*b,*b,*b,*b,*b]',
      'd: &d [*c,*c,*c,*c,*c,*c,*c,*c,*c]',
      'e: [*d,*d,*d,*d,*d,*d,*d,*d,*d]',
    ].join('\n'),
  ],
}

describe.each(fieldTypes)('a field of type %s', (type) => {
  it.each(right[type].map((value) => [value]))('takes %j', (value) => {
    const faults = codes(field(type), value)

    expect(faults).toEqual([])
  })

  it.each(wrong[type].map((value) => [value]))('refuses %j', (value) => {
    const faults = codes(field(type), value)

    expect(faults).toEqual(['PAO2010'])
  })
})

describe('validation', () => {
  it.each<[Field, unknown, readonly string[]]>([
    [field('string', { min: 3, max: 5 }), 'ab', ['PAO2012']],
    [field('string', { min: 3, max: 5 }), 'abcdef', ['PAO2013']],
    [field('string', { max: 2 }), '😀😀', []],
    [field('integer', { min: 20, max: 1000 }), 19, ['PAO2012']],
    [field('integer', { min: 20, max: 1000 }), 1001, ['PAO2013']],
    [field('number', { min: 0.5 }), 0.5, []],
    [field('multi-selection', { min: 1, max: 2 }), [], ['PAO2012']],
    [field('multi-selection', { max: 2 }), ['a', 'b', 'c'], ['PAO2013']],
    [field('multi-selection'), ['a', 'a'], ['PAO2016']],
    [field('multi-selection', { enum: ['a', 'b'] }), ['a', 'z'], ['PAO2014']],
    [field('multi-selection', { pattern: '[a-z]+' }), ['a', 'Z'], ['PAO2011']],
    [field('date', { min: '2026-01-01', max: '2026-12-31' }), '2025-12-31', ['PAO2012']],
    [field('date', { min: '2026-01-01', max: '2026-12-31' }), '2026-12-31', []],
    [field('datetime', { max: '2026-01-01T00:00:00Z' }), '2026-01-01T00:30:00+01:00', []],
    [field('datetime', { max: '2026-01-01' }), '2026-01-01T00:30:00Z', ['PAO2013']],
    [field('string', { pattern: '[a-z]+' }), '<b>abc', ['PAO2011']],
    [field('string', { pattern: '[a-z]+', max: 3 }), 'ABCD', ['PAO2013', 'PAO2011']],
    [field('string', { pattern: '(?=a)' }), 'a', ['PAO2017']],
    [field('selection', { enum: ['13.11', '15.3'] }), '14', ['PAO2014']],
    [field('selection', { enum: ['13', '15'] }), 15, ['PAO2014']],
    [field('selection', { enum: [{ value: 'eu', label: 'Europe' }] }), 'eu', []],
    [field('selection', { enum: [{ value: 'eu', label: 'Europe' }] }), 'Europe', ['PAO2014']],
    [field('selection', {}, { datasource: { type: 'static', options: ['a'] } }), 'b', ['PAO2014']],
    [
      field('file', { pattern: String.raw`.+\.pem` }),
      { name: '../a.txt', content: '' },
      ['PAO2011'],
    ],
    [field('json', { max: 7 }), { a: 123 }, ['PAO2013']],
    [field('yaml', { max: 5 }), 'a: 123', ['PAO2013']],
    [field('string', { custom: 'validate_hostname' }), '-', ['PAO2015']],
    [field('string', { custom: 'no_such' }), 'a', ['PAO2017']],
    [field('string', { custom: 'validate_hostname', max: 1 }), '--', ['PAO2013']],
    [field('string', {}, { required: true }), '', ['PAO2002']],
    [field('multi-selection', {}, { required: true }), [], ['PAO2002']],
    [field('boolean', {}, { required: true }), false, []],
  ])('finds in %j with %j: %j', (asked, value, expected) => {
    const faults = codes(asked, value)

    expect(faults).toEqual(expected)
  })

  it.each([
    [{ max: 10 }, 10, []],
    [{ max: 10 }, 11, ['PAO2013']],
    [{ min: 11 }, 10, ['PAO2012']],
    [{}, 1_048_576, []],
    [{}, 1_048_577, ['PAO2013']],
    [{ max: 2_000_000 }, 1_048_577, []],
  ])('with %j finds in a file of %d bytes: %j', (validation, size, expected) => {
    const file = { name: 'a', content: Buffer.alloc(size).toString('base64') }

    const faults = codes(field('file', validation), file)

    expect(faults).toEqual(expected)
  })

  it('does not match a pattern against a text that is far too long anyway', () => {
    const faults = codes(field('string', { pattern: 'a+', max: 4 }), 'x'.repeat(100_000))

    expect(faults).toEqual(['PAO2013'])
  })

  it('says in the author’s words what the author had words for', () => {
    const asked = field('string', {
      pattern: '[a-z]+',
      max: 3,
      messages: { pattern: 'Small letters only.' },
    })

    const result = validateField(asked, 'ABCD')

    expect(result).toMatchObject({
      faults: [
        { message: 'Answer must have at most 3 characters.', at: '/fields/answer' },
        { message: 'Small letters only.', at: '/fields/answer' },
      ],
    })
  })

  it.each([
    ['prodction', 'Did you mean production?'],
    [7, 'Send "7", a string.'],
  ])('hints at the choice that %j was meant for', (value, hint) => {
    const asked = field('selection', { enum: ['development', 'production', '7'] })

    const result = validateField(asked, value)

    expect(result).toMatchObject({ faults: [{ hint }] })
  })

  it('never repeats a password', () => {
    const secret = 'hunter2-hunter2'
    const asked = field('password', { max: 3, pattern: '[0-9]+', enum: ['hunter2-hunter3'] })

    const result = validateField(asked, secret)

    expect(JSON.stringify(result)).not.toContain('hunter2')
    expect(codes(asked, secret)).toEqual(['PAO2013', 'PAO2011', 'PAO2014'])
  })

  it('keeps JSON sent as text as the value it stands for', () => {
    const result = validateField(field('json'), ' {"a": [1, 2]} ')

    expect(result).toEqual({ ok: true, value: { a: [1, 2] } })
  })

  it('asks a validator that the caller brought', () => {
    const validators = new Map([
      [
        'even',
        {
          description: '',
          fault: (n: unknown) => (Number(n) % 2 === 0 ? undefined : 'must be even'),
        },
      ],
    ])

    const results = [2, 3].map((n) =>
      validateField(field('integer', { custom: 'even' }), n, { validators }),
    )

    expect(results).toMatchObject([
      { ok: true },
      { ok: false, faults: [{ message: 'Answer must be even.' }] },
    ])
  })
})
