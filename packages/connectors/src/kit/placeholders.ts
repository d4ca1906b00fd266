import { generateKeyPairSync } from 'node:crypto'
import type { Connection } from './context.ts'

/** Texts that stand where secrets will be; none of them is one. */
export type Placeholders = {
  /** `key`: the config or connection wants a private key there. */
  of(name: string, kind?: 'url' | 'key'): string
  /** All that were given out. */
  all(): readonly string[]
}

/** New placeholders, the same for the same name. */
export function placeholders(): Placeholders {
  const given = new Map<string, string>()
  return {
    of(name, kind) {
      const known = given.get(name)
      if (known !== undefined) return known
      const made = textOf(name, kind)
      given.set(name, made)
      return made
    },
    all: () => [...given.values()],
  }
}

function textOf(name: string, kind: 'url' | 'key' | undefined): string {
  if (kind === 'url') return `https://hidden.example.com/placeholder-${encodeURIComponent(name)}`
  return kind === 'key' ? anyKey() : `placeholder-of-${name}`
}

let key: string | undefined

/** A key that opens nothing, for what is signed in a dry run; made when first wanted. */
function anyKey(): string {
  key ??= generateKeyPairSync('rsa', { modulusLength: 2048 })
    .privateKey.export({ type: 'pkcs8', format: 'pem' })
    .toString()
  return key
}

/** What a secret of that name has to look like for the code that reads it. */
export function kindOf(name: string): 'url' | 'key' | undefined {
  if (name.endsWith('url')) return 'url'
  return /(^|_)key$/.test(name) && !name.endsWith('api_key') ? 'key' : undefined
}

type Schema = {
  type?: string
  pattern?: string
  properties?: Readonly<Record<string, Schema>>
  required?: readonly string[]
}

/** A connection that nobody set up: required settings invented, every secret of its type a placeholder. */
export function inventedConnection(
  type: string,
  { properties = {}, required = [] }: Schema,
  secrets: Placeholders,
): Connection {
  const names = Object.keys(properties)
  const settings = names.filter((name) => required.includes(name) && !name.endsWith('_ref'))
  const refs = names.filter((name) => name.endsWith('_ref')).map((name) => name.slice(0, -4))
  return {
    name: type,
    type,
    settings: {
      ...(!names.includes('channel') ? {} : { channel: 'C0123456789' }),
      ...Object.fromEntries(settings.map((name) => [name, invented(type, name, properties[name])])),
    },
    secrets: withPlaceholders(refs, `${type}.`, secrets),
  }
}

function invented(type: string, name: string, { type: kind, pattern }: Schema = {}): unknown {
  if (kind === 'integer' || kind === 'number') return 1
  if (kind === 'boolean') return false
  if (pattern?.includes('https?') === true || name.endsWith('url'))
    return `https://${type}.example.com`
  return name === 'from' ? `pao@${type}.example.com` : `${type}.example.com`
}

/** Each named secret as a placeholder. */
export function withPlaceholders(
  names: readonly string[],
  prefix: string,
  secrets: Placeholders,
): Record<string, string> {
  return Object.fromEntries(
    names.map((name) => [name, secrets.of(`${prefix}${name}`, kindOf(name))]),
  )
}
