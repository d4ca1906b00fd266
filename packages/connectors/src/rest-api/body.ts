/** A body ready to be sent and what it says it is. */
export type Encoded = { body: string | Uint8Array; contentType: string }

type File = {
  name: string
  filename: string
  content: string
  encoding?: string
  content_type?: string
}
type Body = { type?: string; content_template: string; encoding?: string; files?: readonly File[] }

const media: Readonly<Record<string, string>> = {
  json: 'application/json',
  xml: 'application/xml',
  raw: 'text/plain',
  form: 'application/x-www-form-urlencoded',
}

/** The rendered template as it goes over the wire. `boundary` must not occur in any value. */
export function encodeBody(
  { type = 'json', content_template, encoding = 'utf-8', files = [] }: Body,
  boundary: string,
): Encoded {
  if (type === 'multipart') return multipart(pairsOf(content_template), files, boundary)
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

/** RFC 7578; names are escaped as browsers do. Bytes only where there are files. */
function multipart(
  pairs: readonly [string, string][],
  files: readonly File[],
  boundary: string,
): Encoded {
  const contentType = `multipart/form-data; boundary=${boundary}`
  const fields = pairs.map(
    ([name, value]) =>
      `--${boundary}\r\ncontent-disposition: form-data; name="${escaped(name)}"\r\n\r\n${value}\r\n`,
  )
  const end = `--${boundary}--\r\n`
  if (files.length === 0) return { body: `${fields.join('')}${end}`, contentType }
  const parts = files.flatMap((file) => {
    const { name, filename, content, encoding, content_type = 'application/octet-stream' } = file
    const head = `--${boundary}\r\ncontent-disposition: form-data; name="${escaped(name)}"; filename="${escaped(filename)}"\r\ncontent-type: ${content_type}\r\n\r\n`
    return [head, Buffer.from(content, encoding === 'base64' ? 'base64' : 'utf8'), '\r\n']
  })
  return {
    body: Buffer.concat([...fields, ...parts, end].map((part) => Buffer.from(part))),
    contentType,
  }
}

function escaped(name: string): string {
  return name.replaceAll('"', '%22').replaceAll('\r', '%0D').replaceAll('\n', '%0A')
}
