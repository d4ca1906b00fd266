/** 0 outside of texts, 1 inside of one, 2 inside right behind a backslash. */
export type JsonState = 0 | 1 | 2

/** Where JSON stands behind a piece of literal text, by where it stood before it. */
export function jsonAfter(text: string, before: JsonState): JsonState {
  let state = before
  for (let n = 0; n < text.length; n++) {
    const code = text.charCodeAt(n)
    if (state === 2) state = 1
    else if (code === 0x22) state = state === 1 ? 0 : 1
    else if (code === 0x5c && state === 1) state = 2
  }
  return state
}

/** A text as it stands between the quotes of a JSON text. */
export function quotedJson(text: string): string {
  return JSON.stringify(text).slice(1, -1)
}

/** A plain value as a JSON value of its own. */
export function bareJson(value: unknown): string {
  return JSON.stringify(value) ?? 'null'
}

const xmlEntities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&apos;',
}

/** Safe in XML text and attribute values; what XML 1.0 cannot hold becomes U+FFFD. */
export function xml(text: string): string {
  return text.toWellFormed().replaceAll(/[&<>"'\p{Cc}\ufffe\uffff]/gu, toXml)
}

function toXml(char: string): string {
  if ('\t\n\r'.includes(char) || (char >= '\u007f' && char <= '\u009f')) return char
  return xmlEntities[char] ?? '\ufffd'
}

/** Percent-encoded but for the unreserved characters of RFC 3986; lone surrogates become U+FFFD. */
export function url(text: string): string {
  return encodeURIComponent(text.toWellFormed()).replaceAll(/[!'()*]/g, toPercent)
}

/**
 * Whether what is written of an address is past its scheme, host and port, so that what follows can no
 * longer change where a call goes. Text without a scheme is a path from its first `/`, `?` or `#` on.
 */
export function isBeyondOrigin(address: string): boolean {
  const start =
    /^(?:[a-z][a-z0-9+.-]*:)?[/\\]{2}|^[a-z][a-z0-9+.-]*:[/\\]?$/i.exec(address)?.[0] ?? ''
  return /[/\\?#]/.test(address.slice(start.length))
}

function toPercent(char: string): string {
  return `%${char.charCodeAt(0).toString(16).toUpperCase()}`
}
