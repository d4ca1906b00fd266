import type { Outcome } from './outcome.ts'

type Target = { ok: true; url: URL } | { ok: false; outcome: Outcome }

/** A rejection that no retry mends. */
export function permanent(code: string, message: string): Outcome {
  return { kind: 'failed', retryable: false, class: 'permanent', code, message }
}

const refuse = (why: string): Target => ({
  ok: false,
  outcome: permanent('config.url_invalid', `The address ${why}`),
})

/** Whether a path leads upwards; to be asked before a relative address is resolved, which hides it. */
export function climbs(text: string): boolean {
  const path = text.split(/[?#]/)[0] ?? ''
  return path.split(/[/\\]/).some((part) => /^(\.|%2e){1,2}$/i.test(part))
}

/**
 * A rendered address, fit to be called: http(s), no user info, no control characters or backslashes, and no dot
 * segments, so that an answer put into a path cannot climb out of it (WHATWG URL resolves `%2e%2e` too).
 */
export function targetOf(text: string, query: Readonly<Record<string, string>> = {}): Target {
  if (/[\p{Cc}\\]/u.test(text) || /\s/.test(text))
    return refuse('holds a blank, backslash or control character')
  if (climbs(text)) return refuse('holds a dot segment')
  if (!URL.canParse(text)) return refuse('is not an absolute URL')
  const url = new URL(text)
  if (url.protocol !== 'http:' && url.protocol !== 'https:')
    return refuse('is neither http nor https')
  if (url.username !== '' || url.password !== '') return refuse('holds user info')
  for (const [name, value] of Object.entries(query)) url.searchParams.append(name, value)
  return { ok: true, url }
}
