const label = /^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/i
const localPart = /^[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+$/
const urlShape = /^https?:\/\/([^/?#\\]+)(?:[/?#][^\\]*)?$/i
const endsInNumber = /(?:^|\.)(?:\d+|0x[\da-f]*)$/i
const hostAndPort = /^(\[[0-9a-f:.]+\]|[^:[\]]+)(?::(\d{1,5}))?$/i

/** A mail address that a server takes unquoted: ASCII, at most 254 characters, a dotted domain. */
export function isEmail(text: string): boolean {
  if (text.length > 254) return false
  const at = text.lastIndexOf('@')
  const local = text.slice(0, Math.max(at, 0))
  if (local.length > 64 || !local.split('.').every((part) => localPart.test(part))) return false
  const domain = text.slice(at + 1)
  return domain.includes('.') && isHostname(domain)
}

/** An http or https URL without user name or password, at most 2048 characters, ASCII host. */
export function isUrl(text: string): boolean {
  if (text.length > 2048 || hasBlankOrControl(text)) return false
  const authority = urlShape.exec(text)?.[1]
  if (authority === undefined || authority.includes('@')) return false
  const [, host = '', port = '0'] = hostAndPort.exec(authority) ?? []
  if (host === '' || Number(port) > 65_535) return false
  return isUrlHost(host)
}

function isUrlHost(host: string): boolean {
  if (host.startsWith('[')) return isIpv6(host.slice(1, -1))
  // What ends in a number is read as an IPv4 address by URL parsers, `http://80` as 0.0.0.80.
  return endsInNumber.test(host) ? isIpv4(host) : isHostname(host)
}

/** A DNS name of RFC 1123: labels of letters, digits and inner hyphens, 253 characters at most. */
export function isHostname(text: string): boolean {
  return text.length <= 253 && text.split('.').every((part) => label.test(part))
}

/** Four decimal numbers up to 255, without leading zeros (which some programs read as octal). */
export function isIpv4(text: string): boolean {
  const parts = text.split('.')
  return (
    parts.length === 4 &&
    parts.every((part) => /^(?:0|[1-9]\d{0,2})$/.test(part) && Number(part) <= 255)
  )
}

/** An IPv6 address of RFC 4291 section 2.2, without zone. */
export function isIpv6(text: string): boolean {
  const [head = '', tail, ...more] = text.split('::')
  if (more.length > 0) return false
  const groups = [...groupsOf(head), ...groupsOf(tail ?? '')]
  const last = groups.at(-1) ?? ''
  if (last.includes('.')) {
    // The dotted form stands for the last two groups, and nothing may follow it.
    if (!isIpv4(last) || !text.endsWith(last)) return false
    groups.splice(-1, 1, '0', '0')
  }
  if (!groups.every((group) => /^[0-9a-f]{1,4}$/i.test(group))) return false
  return tail === undefined ? groups.length === 8 : groups.length < 8
}

/** Text that PostgreSQL and JSON carry unharmed: no NUL, no half of a surrogate pair. */
export function isStorable(text: string): boolean {
  return text.isWellFormed() && !text.includes('\u0000')
}

/** Code points, which is what JSON Schema counts for `minLength`. */
export function lengthOf(text: string): number {
  let pairs = 0
  for (let at = 0; at < text.length; at++) if ((text.charCodeAt(at) & 0xfc00) === 0xdc00) pairs++
  return text.length - pairs
}

function groupsOf(text: string): string[] {
  return text === '' ? [] : text.split(':')
}

function hasBlankOrControl(text: string): boolean {
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at)
    if (code <= 0x20 || (code >= 0x7f && code <= 0xa0)) return true
  }
  return false
}
