import type { Instant } from '../../instant.ts'
import type { Field } from '../item.ts'
import { cronFault } from './cron.ts'
import { isList, isRecord } from './json-value.ts'
import { parseJson } from './structured-value.ts'
import { isHostname, isIpv4, isIpv6 } from './text-formats.ts'

/** What a custom validator may look at besides the value. Visible answers, defaults filled. */
export type ValidatorContext = {
  field: Field
  fields: Readonly<Record<string, unknown>>
  now?: Instant | undefined
}

/** A pure check by name (`validation.custom`). */
export type Validator = {
  /** One sentence for the author's documentation. */
  description: string
  /** The end of the sentence "<field name> …" that says what is wrong, or undefined. Never echoes the value. */
  fault(value: unknown, context: ValidatorContext): string | undefined
}

export type Validators = ReadonlyMap<string, Validator>

const tagKey = /^[A-Za-z][A-Za-z0-9_.:/@+-]{0,127}$/

/** The validators every catalog may name. An operator's own are added beside them. */
export const builtinValidators: Validators = new Map<string, Validator>([
  [
    'validate_tags',
    {
      description:
        'Tags: a list or lines of key=value, or an object of text values; at most 50, keys unique.',
      fault: tagsFault,
    },
  ],
  [
    'validate_cidr',
    {
      description:
        'An IPv4 (host bits zero) or IPv6 network in CIDR notation; a list of them is taken too.',
      fault: (value) => firstFault(value, cidrFault),
    },
  ],
  [
    'validate_hostname',
    {
      description: 'A DNS host name of RFC 1123; a list of them is taken too.',
      fault: (value) =>
        firstFault(value, (text) =>
          isHostname(text) ? undefined : 'must be a host name, like app-1.example.com',
        ),
    },
  ],
  [
    'validate_json_object',
    {
      description: 'A JSON object (not a list, text or number), as an object or as text.',
      fault: objectFault,
    },
  ],
  [
    'validate_cron',
    {
      description:
        'A cron schedule of five fields (minute hour day month weekday) or @hourly, @daily, @weekly, @monthly, @yearly.',
      fault: (value) => firstFault(value, cronFault),
    },
  ],
])

function firstFault(
  value: unknown,
  check: (text: string) => string | undefined,
): string | undefined {
  for (const entry of isList(value) ? value : [value]) {
    const wrong = typeof entry === 'string' ? check(entry) : 'must be text'
    if (wrong !== undefined) return wrong
  }
  return undefined
}

function tagsFault(value: unknown): string | undefined {
  const pairs = tagPairs(value)
  if (pairs === undefined) return 'must be tags of the form key=value'
  if (pairs.length > 50) return 'must not have more than 50 tags'
  if (pairs.some(([key]) => !tagKey.test(key)))
    return 'has a tag key that does not start with a letter or is not made of letters, digits and _.:/@+- (128 at most)'
  if (pairs.some(([, text]) => text === '' || text.length > 256))
    return 'has a tag without a value, or with one longer than 256 characters'
  return new Set(pairs.map(([key]) => key)).size === pairs.length
    ? undefined
    : 'has a tag key twice'
}

function tagPairs(value: unknown): readonly (readonly [string, string])[] | undefined {
  if (typeof value === 'string')
    return tagPairs(
      value
        .split(/[\n,]/)
        .map((line) => line.trim())
        .filter((line) => line !== ''),
    )
  if (isList(value)) {
    const texts = value
      .filter((entry) => typeof entry === 'string')
      .filter((text) => text.includes('='))
    return texts.length === value.length ? texts.map(pairOf) : undefined
  }
  if (!isRecord(value)) return undefined
  const pairs = Object.entries(value)
  return pairs.every((pair): pair is [string, string] => typeof pair[1] === 'string')
    ? pairs
    : undefined
}

function pairOf(text: string): readonly [string, string] {
  const at = text.indexOf('=')
  return [text.slice(0, at).trim(), text.slice(at + 1).trim()]
}

function cidrFault(text: string): string | undefined {
  const [address = '', prefix = '', ...more] = text.split('/')
  const bits =
    /^(?:0|[1-9]\d{0,2})$/.test(prefix) && more.length === 0 ? Number(prefix) : Number.NaN
  if (isIpv4(address) && bits <= 32) {
    const number = address.split('.').reduce((sum, part) => sum * 256 + Number(part), 0)
    return number % 2 ** (32 - bits) === 0
      ? undefined
      : 'must be a network address: the bits after the prefix are not zero'
  }
  return isIpv6(address) && bits <= 128
    ? undefined
    : 'must be a network in CIDR notation, like 10.20.0.0/16'
}

function objectFault(value: unknown): string | undefined {
  const parsed = typeof value === 'string' ? parseJson(value) : { value }
  if ('wrong' in parsed) return parsed.wrong
  return isRecord(parsed.value) ? undefined : 'must be a JSON object'
}
