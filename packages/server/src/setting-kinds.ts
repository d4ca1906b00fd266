export type Parsed<T> = { ok: true; value: T } | { ok: false; fault: string }

export type Setting<T> = {
  /** One sentence for docs/operate/settings.md. */
  sentence: string
  /** Text used when the variable is unset; undefined = none. */
  fallback: string | undefined
  /** How the fallback reads in the docs when it is worked out. */
  shown?: string
  secret?: boolean
  parse: (text: string) => Parsed<T>
}

/** The value of a setting that can be read. */
export const good = <T>(value: T): Parsed<T> => ({ ok: true, value })
export const bad = (fault: string): Parsed<never> => ({ ok: false, fault })

/** A whole number within bounds, both included. */
export function whole(least: number, most: number) {
  return (text: string): Parsed<number> => {
    const value = /^\d+$/.test(text) ? Number(text) : Number.NaN
    return value >= least && value <= most
      ? good(value)
      : bad(`must be a whole number from ${least} to ${most}, not "${text}"`)
  }
}

/** One of these words. */
export function oneOf<const T extends string>(...choices: readonly T[]) {
  return (text: string): Parsed<T> => {
    const found = choices.find((choice) => choice === text)
    return found === undefined
      ? bad(`must be one of ${choices.join(', ')}, not "${text}"`)
      : good(found)
  }
}

/** On or off, in the usual spellings. */
export function flag(text: string): Parsed<boolean> {
  if (/^(1|true|on|yes)$/i.test(text)) return good(true)
  if (/^(0|false|off|no)$/i.test(text)) return good(false)
  return bad(`must be on or off, not "${text}"`)
}

/** An address with one of these protocols, without a slash at the end. */
export function url(...protocols: readonly string[]) {
  return (text: string): Parsed<string> => {
    const parsed = URL.canParse(text) ? new URL(text) : undefined
    return parsed && protocols.includes(parsed.protocol)
      ? good(text.replace(/\/$/, ''))
      : bad(`must be a URL that starts with ${protocols.map((p) => `${p}//`).join(' or ')}`)
  }
}

const roleNames = ['api', 'worker'] as const
type ProcessRole = (typeof roleNames)[number]

/** What a process does. */
export function roles(text: string): Parsed<readonly ProcessRole[]> {
  const named = text.split(',').map((part) => part.trim())
  const unknown = named.filter((name) => !roleNames.some((role) => role === name))
  if (unknown.length > 0)
    return bad(`must list api, worker or both, separated by a comma, not "${text}"`)
  return good(roleNames.filter((role) => named.includes(role)))
}

/** Parts separated by commas; empty ones are left out. */
export function list(text: string): Parsed<readonly string[]> {
  return good(
    text
      .split(',')
      .map((part) => part.trim())
      .filter((part) => part !== ''),
  )
}

/** A key hard to guess. */
export function apiKey(text: string): Parsed<string> {
  return text.length >= 16 && /^[\x21-\x7e]+$/.test(text)
    ? good(text)
    : bad('must be at least 16 visible ASCII characters')
}

/** 32 bytes in base64. */
export function encryptionKey(text: string): Parsed<string> {
  return /^[A-Za-z0-9+/]{43}=$/.test(text) ? good(text) : bad('must be 32 bytes in base64')
}

/** A host or address. */
export function host(text: string): Parsed<string> {
  return /^[A-Za-z0-9.:_-]+$/.test(text)
    ? good(text)
    : bad(`must be a host or address, not "${text}"`)
}

/** The name of a secret. */
export const name = (text: string): Parsed<string> =>
  /^[A-Z][A-Z0-9_]*$/.test(text)
    ? good(text)
    : bad(`must be the name of a secret, as in GIT_TOKEN, not "${text}"`)

const sourceNames = ['environment', 'table', 'vault'] as const
type SecretSourceName = (typeof sourceNames)[number]

/** Where secrets are looked for, in the order given. */
export function secretSources(value: string): Parsed<readonly SecretSourceName[]> {
  const named = value.split(',').map((part) => part.trim())
  const known = sourceNames.filter((one) => named.includes(one))
  if (known.length !== named.length)
    return bad(`must list ${sourceNames.join(', ')}, each once, not "${value}"`)
  return good(known.toSorted((a, b) => named.indexOf(a) - named.indexOf(b)))
}

/** A mount and a path of KV version 2. */
export function vaultPath(value: string): Parsed<string> {
  return /^[A-Za-z0-9_.~@+=-]+(\/([A-Za-z0-9_~@+=-][A-Za-z0-9_.~@+=-]*|\{tenant\}))+$/.test(value)
    ? good(value)
    : bad(`must be a mount and a path, as in secret/pao, not "${value}"`)
}

/** Any text. */
export const text = (value: string): Parsed<string> => good(value)

/** Calls that may be made at once after a rest: those of ten seconds, at least one. */
export function burstOf(perMinute: number): number {
  return Math.max(1, Math.floor(perMinute / 6))
}

type Rate = { host: string; perMinute: number; burst: number }

/** `host=calls a minute`, the host with a port or as `*.domain`, and `/burst` where ten seconds' worth is wrong. */
export function rates(value: string): Parsed<readonly Rate[]> {
  const found: Rate[] = []
  for (const entry of value.split(',').map((part) => part.trim())) {
    if (entry === '') continue
    const [, place, minute, burst] =
      /^((?:\*\.)?[a-z0-9_.-]+(?::\d{1,5})?)=(\d{1,6})(?:\/(\d{1,5}))?$/i.exec(entry) ?? []
    const perMinute = Number(minute)
    if (place === undefined || perMinute < 1 || burst === '0')
      return bad(`must list rates as in jira.example.com=600 or *.example.com=60/5, not "${entry}"`)
    found.push({
      host: place.toLowerCase(),
      perMinute,
      burst: burst === undefined ? burstOf(perMinute) : Number(burst),
    })
  }
  return good(found)
}

/** `NAME=host|*.domain` for each secret that may be sent to some hosts only. */
export function secretHosts(value: string): Parsed<ReadonlyMap<string, readonly string[]>> {
  const found = new Map<string, readonly string[]>()
  for (const entry of value.split(',').map((part) => part.trim())) {
    if (entry === '') continue
    const [, secret, hosts] = /^([A-Z][A-Z0-9_]*)=([a-z0-9*_.:|[\]-]+)$/i.exec(entry) ?? []
    if (secret === undefined || hosts === undefined)
      return bad(
        `must list secrets and hosts as in JIRA_TOKEN=jira.example.com|*.jira.example.com, not "${entry}"`,
      )
    found.set(secret, hosts.split('|'))
  }
  return good(found)
}

/** `NAME=team|team` for each secret that is for the items of some teams only. */
export function secretTeams(value: string): Parsed<ReadonlyMap<string, readonly string[]>> {
  const found = new Map<string, readonly string[]>()
  for (const entry of value.split(',').map((part) => part.trim())) {
    if (entry === '') continue
    const [, secret, teams] = /^([A-Z][A-Z0-9_]*)=([\w.@/ -]+(?:\|[\w.@/ -]+)*)$/.exec(entry) ?? []
    if (secret === undefined || teams === undefined)
      return bad(`must list secrets and teams as in DB_TOKEN=databases|operations, not "${entry}"`)
    found.set(
      secret,
      teams.split('|').map((team) => team.trim()),
    )
  }
  return good(found)
}
