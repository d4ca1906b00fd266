/** A body ready to be sent and what it says it is. */
export type Encoded = { body: string | Uint8Array; contentType: string }

type Body = { type?: string; content_template: string; encoding?: string }

const media: Readonly<Record<string, string>> = {
  json: 'application/json',
  xml: 'application/xml',
  raw: 'text/plain',
  form: 'application/x-www-form-urlencoded',
}

/** The rendered template as it goes over the wire. `boundary` must not occur in any value. */
export function encodeBody(
  { type = 'json', content_template, encoding = 'utf-8' }: Body,
  boundary: string,
): Encoded {
  if (type === 'multipart') return multipart(pairsOf(content_template), boundary)
  const text =
    type === 'form'
      ? pairsOf(content_template)
          .map(([name, value]) => `${encodeURIComponent(name)}=${encodeURIComponent(value)}`)
          .join('&')
      : content_template
  const contentType =
    type === 'json' || type === 'form'
      ? (media[type] ?? '')
      : `${media[type] ?? 'text/plain'}; charset=${encoding.toLowerCase()}`
  const latin = encoding === 'latin1' || encoding === 'us-ascii'
  return { body: latin ? Buffer.from(text, 'latin1') : text, contentType }
}

/** `name=value` pairs, joined by & or one a line; values were percent-encoded when they were rendered. */
function pairsOf(text: string): [string, string][] {
  return text
    .split(/[&\n]/)
    .map((part) => part.trim())
    .filter((part) => part !== '')
    .map((part) => {
      const at = part.indexOf('=')
      return at < 0
        ? [decoded(part), '']
        : [decoded(part.slice(0, at)), decoded(part.slice(at + 1))]
    })
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text.replaceAll('+', ' '))
  } catch {
    return text
  }
}

/** RFC 7578; names are escaped as browsers do. */
function multipart(pairs: readonly [string, string][], boundary: string): Encoded {
  const parts = pairs.map(
    ([name, value]) =>
      `--${boundary}\r\ncontent-disposition: form-data; name="${escaped(name)}"\r\n\r\n${value}\r\n`,
  )
  return {
    body: `${parts.join('')}--${boundary}--\r\n`,
    contentType: `multipart/form-data; boundary=${boundary}`,
  }
}

function escaped(name: string): string {
  return name.replaceAll('"', '%22').replaceAll('\r', '%0D').replaceAll('\n', '%0A')
}
