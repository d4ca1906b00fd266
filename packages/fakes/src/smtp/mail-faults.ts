/** Longest line without its end (RFC 5322 section 2.1.1). */
const longestLine = 998
/** What a message must carry (RFC 5322 section 3.6), and Message-ID, by which a repeat is recognised. */
const needed = ['from', 'date', 'message-id']

/** Why a strict server would not take the message; empty = it would. */
export function mailFaults(raw: string, headers: Readonly<Record<string, string>>): string[] {
  const missing = needed.filter((name) => (headers[name] ?? '') === '')
  const isLong = raw.split('\r\n').some((line) => Buffer.byteLength(line) > longestLine)
  return [
    ...missing.map((name) => `no ${name} header`),
    ...(/(^|[^\r])\n|\r(?!\n)/.test(raw) ? ['a line does not end with CR LF'] : []),
    ...(isLong ? [`a line is longer than ${longestLine} bytes`] : []),
  ]
}
