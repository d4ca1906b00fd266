import { dump } from 'js-yaml'
import { base64 } from './bytes.ts'
import type { Context } from './context.ts'
import { formatDate, isoDateTime } from './date-format.ts'
import { url } from './escape.ts'
import { refuse } from './fault.ts'
import { sha256Hex, sha512Hex } from './hash.ts'
import { isRecord, kindOf } from './values.ts'

type Run = (context: Context, args: readonly unknown[], at: number) => unknown

/** What the functions do; how many arguments they take stands in arity.ts. */
export const functions: Readonly<Record<string, Run>> = {
  uuid: (context) => context.setting.world.newId(),
  timestamp: (context) => isoDateTime(context.setting.world.now),
  date,
  random,
  concat,
  upper: (context, [value], at) => made(context, textOf(context, value, at).toUpperCase(), at),
  lower: (context, [value], at) => made(context, textOf(context, value, at).toLowerCase(), at),
  trim: (context, [value], at) => textOf(context, value, at).trim(),
  replace,
  default: (_, [value, fallback]) => (isEmpty(value) ? fallback : value),
  json: (context, [value], at) => made(context, JSON.stringify(context.plain(value, at)), at),
  base64: (context, [value], at) => made(context, base64(textOf(context, value, at)), at),
  hash,
  join,
  split,
  length,
  slug: (context, [value], at) => made(context, slug(textOf(context, value, at)), at),
  urlencode: (context, [value], at) => made(context, url(textOf(context, value, at)), at),
  yaml,
  number: toNumber,
  bool: toBool,
}

function isEmpty(value: unknown): boolean {
  return value === null || value === undefined || value === ''
}

/** The text of an argument, paid for by its length. */
function textOf(context: Context, value: unknown, at: number): string {
  const text = context.print(value, at)
  context.charge(1 + (text.length >> 4), at)
  return text
}

/** A text that a function has made, within what a rendering may make. */
function made(context: Context, text: string, at: number): string {
  context.room(text.length, at)
  context.charge(text.length >> 4, at)
  return text
}

function listOf(name: string, value: unknown, at: number): readonly unknown[] {
  if (value === null || value === undefined) return []
  if (Array.isArray(value)) return value
  return refuse('wrongKind', at, `${name}() needs a list, found ${kindOf(value)}`)
}

function date(context: Context, [format]: readonly unknown[], at: number): string {
  const pattern = format === undefined ? 'YYYY-MM-DD' : textOf(context, format, at)
  const text = formatDate(context.setting.world.now, pattern)
  if (text !== undefined) return made(context, text, at)
  return refuse(
    'badArgument',
    at,
    `date() does not know every letter of ${excerpt(context, pattern)}`,
    'Known are YYYY YY MMMM MMM MM M DD D dddd ddd HH H hh h mm m ss s SSS A a X x Z [text]',
  )
}

function random(context: Context, [min, max]: readonly unknown[], at: number): number {
  if (!Number.isSafeInteger(min) || !Number.isSafeInteger(max) || Number(min) > Number(max))
    refuse('badArgument', at, 'random() needs two whole numbers, the smaller first')
  const from = Number(min)
  const drawn = from + Math.floor(context.setting.world.random() * (Number(max) - from + 1))
  return Math.min(drawn, Number(max))
}

function concat(context: Context, args: readonly unknown[], at: number): string {
  let whole = ''
  for (const value of args) {
    const part = textOf(context, value, at)
    context.room(whole.length + part.length, at)
    whole += part
  }
  return whole
}

/** Every place, as plain text: no pattern, no `$&`. */
function replace(context: Context, args: readonly unknown[], at: number): string {
  const [text = '', old = '', fresh = ''] = args.map((value) => textOf(context, value, at))
  if (old === '') return text
  const parts = text.split(old)
  context.charge(parts.length >> 2, at)
  context.room(text.length + (parts.length - 1) * (fresh.length - old.length), at)
  return made(context, parts.join(fresh), at)
}

function hash(context: Context, [value, algorithm]: readonly unknown[], at: number): string {
  const text = textOf(context, value, at)
  const name = algorithm === undefined ? 'sha256' : context.print(algorithm, at)
  const plainName = name.toLowerCase().replace('-', '')
  context.charge(text.length >> 2, at)
  if (plainName === 'sha256') return sha256Hex(text)
  if (plainName === 'sha512') return sha512Hex(text)
  const hint = 'Known are sha256 and sha512'
  return refuse(
    'badArgument',
    at,
    `hash() does not know the algorithm ${excerpt(context, name)}`,
    hint,
  )
}

function join(context: Context, [list, separator]: readonly unknown[], at: number): string {
  const between = separator === undefined ? ',' : textOf(context, separator, at)
  const parts: string[] = []
  let size = 0
  for (const item of listOf('join', list, at)) {
    const part = textOf(context, context.reveal(item), at)
    size += part.length + (parts.length > 0 ? between.length : 0)
    context.room(size, at)
    parts.push(part)
  }
  return made(context, parts.join(between), at)
}

function split(context: Context, [value, separator]: readonly unknown[], at: number): string[] {
  const text = textOf(context, value, at)
  const between = textOf(context, separator, at)
  if (between === '') refuse('badArgument', at, 'split() needs a separator')
  if (text === '') return []
  const parts = text.split(between)
  context.charge(parts.length >> 2, at)
  return parts
}

/** Characters of a text (by code point), items of a list, keys of an object; nothing has none. */
function length(context: Context, [value]: readonly unknown[], at: number): number {
  if (value === null || value === undefined) return 0
  if (Array.isArray(value)) return value.length
  if (isRecord(value)) return Object.keys(value).length
  const text = textOf(context, value, at)
  let count = text.length
  for (let n = 1; n < text.length; n++) if ((text.codePointAt(n - 1) ?? 0) > 0xffff) count--
  return count
}

/** Lower-case letters and digits with single hyphens between; accents fall away. */
function slug(text: string): string {
  const plain = text.normalize('NFKD').toLowerCase().replaceAll('ß', 'ss')
  const hyphenated = plain.replaceAll(/\p{M}/gu, '').replaceAll(/[^a-z0-9]+/g, '-')
  return hyphenated.replace(/^-/, '').replace(/-$/, '')
}

/** YAML 1.2; a text is one scalar on one line, so that it cannot open another key. */
function yaml(context: Context, [value]: readonly unknown[], at: number): string {
  const plain = context.plain(value, at)
  if (typeof plain === 'string' && /[\n\r\u0085\u2028\u2029]/.test(plain))
    return made(context, JSON.stringify(plain), at)
  context.charge(JSON.stringify(plain).length >> 2, at)
  return made(context, dump(plain, { lineWidth: -1, noRefs: true }).replace(/\n$/, ''), at)
}

const decimal = /^[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?$/

function toNumber(context: Context, [value]: readonly unknown[], at: number): number {
  if (typeof value === 'number') return value
  const text = textOf(context, value, at).trim()
  if (text.length <= 64 && decimal.test(text) && Number.isFinite(Number(text))) return Number(text)
  return refuse('badArgument', at, `number() cannot read ${excerpt(context, text)}`)
}

const yes = ['true', 'yes', 'on', '1']
const no = ['false', 'no', 'off', '0', '']

function toBool(context: Context, [value]: readonly unknown[], at: number): boolean {
  if (typeof value === 'boolean') return value
  const text = textOf(context, value, at).trim().toLowerCase()
  if (yes.includes(text)) return true
  if (no.includes(text)) return false
  const hint = 'Known are true yes on 1 and false no off 0'
  return refuse('badArgument', at, `bool() cannot read ${excerpt(context, text)}`, hint)
}

/** A value inside of a message; a secret is never quoted. */
function excerpt(context: Context, text: string): string {
  if (context.taint) return 'the secret'
  return text.length > 40 ? `"${text.slice(0, 40)}…"` : `"${text}"`
}
