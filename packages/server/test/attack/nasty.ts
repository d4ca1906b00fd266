import { type Dice, pick } from '../sim/dice.ts'

const deep = (open: string, close: string, count: number): string =>
  open.repeat(count) + close.repeat(count)

/** Texts that broke somebody's parser, template, pattern, path, query or log. */
export const texts: readonly string[] = [
  '',
  ' ',
  '\0',
  'a\0b',
  '\u{202e}abc',
  '\ud800',
  'é'.repeat(5_000),
  'a'.repeat(70_000),
  "' or 1=1 --",
  "'; drop table request; --",
  '%',
  '%00',
  '_%_%_%',
  '../../../../etc/passwd',
  '..%2f..%2f',
  '\\\\evil\\share',
  '{{constructor.constructor("return process")()}}',
  '{{.current.__proto__}}',
  '{{' + '('.repeat(3_000),
  '${7*7}',
  '#{7*7}',
  '<script>alert(1)</script>',
  'javascript:alert(1)',
  'http://169.254.169.254/latest/meta-data',
  '=cmd|"/c calc"!A1',
  'x\r\nset-cookie: a=b',
  '__proto__',
  'constructor',
  'toString',
  'null',
  'NaN',
  '1e400',
  '9'.repeat(400),
  '-0',
  '2026-13-45T99:99:99Z',
  '0000-01-01T00:00:00Z',
  '+275760-09-13T00:00:00.001Z',
  'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!',
  '\t\n\v\f\r',
  '🧨'.repeat(300),
]

/** Values of the wrong kind, of the wrong size, or of a kind that walks badly. */
export const values: readonly unknown[] = [
  null,
  true,
  0,
  -1,
  1.5,
  2 ** 53,
  -(2 ** 31),
  1e308,
  [],
  {},
  [[[[[[[[[[]]]]]]]]]],
  { $gt: '' },
  { length: 1e9 },
  Array.from({ length: 5_000 }, () => 1),
  Object.fromEntries(Array.from({ length: 3_000 }, (_, n) => [`k${n}`, n])),
]

/** Bodies that are no JSON, or JSON that parsers disagree about. */
export const bodies: readonly Buffer[] = [
  '',
  '{',
  '[',
  '"',
  'nul',
  '{"a":1,"a":2}',
  '{"__proto__":{"isAdmin":true}}',
  '{"constructor":{"prototype":{"isAdmin":true}}}',
  '{"a":1e400}',
  '{"a":12345678901234567890}',
  '[1,2',
  '{"a":"\\ud800"}',
  '\ufeff{}',
  '{"a":"\\u0000"}',
  deep('[', ']', 8_000),
  deep('{"a":', '}', 2_000),
  `{"a":"${'x'.repeat(1_100_000)}"}`,
  `[${'{},'.repeat(20_000)}{}]`,
]
  .map((text) => Buffer.from(text))
  .concat(Buffer.from([0xff, 0xfe, 0x00]), Buffer.from([0x7b, 0x22, 0xc3, 0x28, 0x22, 0x7d]))

/** Documents that made YAML readers wait, grow or fall over. */
export const documents: readonly string[] = [
  deep('[', ']', 1_000),
  deep('{a: ', '}', 400),
  `a: &a ["x","x"]\n${Array.from({ length: 9 }, (_, n) => `b${n}: &b${n} [${`*${n === 0 ? 'a' : `b${n - 1}`},`.repeat(9)}]`).join('\n')}`,
  'a: &a {__proto__: {isAdmin: true}}\nb:\n  <<: *a',
  '&a [*a]',
  '!!js/function "function(){}"',
  'version: "2.0"\nversion: "2.0"',
  '--- a\n--- b',
  Array.from({ length: 8_000 }, (_, n) => `k${n}: 1`).join('\n'),
  '\t- a',
  `a: "${'\\'.repeat(2_000)}`,
  'version: 2.0\nkind: CatalogItem\nmetadata: {id: "а-b", name: "\u202e"}',
  'version: "2.0"\nkind: CatalogItem\nmetadata:\n  id: x\npresentation:\n  groups:\n    - id: g\n      fields:\n        - {id: f, type: string, validation: {pattern: "^(a+)+$"}}',
  `key: ${'{'.repeat(300)}`,
  '%YAML 9.9\n---\na: 1',
  `a: |\n${'  x\n'.repeat(20_000)}`,
]

/** Header values Node lets a client send. */
export const headerValues: readonly string[] = [
  '',
  'x'.repeat(7_000),
  'a, b, c',
  '\u00ff',
  '{"a":1}',
  "' or 1=1",
  '../..',
  '-1',
  'NaN',
  'Bearer ' + 'a'.repeat(3_000),
  'Basic YTpi',
  '*',
  'bytes=0-,0-,0-',
  'gzip, deflate, br',
]

/** A text, sometimes one of random characters. */
export function textOf(dice: Dice): string {
  if (dice() < 0.7) return pick(dice, texts)
  const length = Math.floor(dice() ** 3 * 400)
  return Array.from({ length }, () => String.fromCharCode(Math.floor(dice() * 0x2fff))).join('')
}

/** A value that does not belong there. */
export function valueOf(dice: Dice): unknown {
  return dice() < 0.5 ? textOf(dice) : pick(dice, values)
}
