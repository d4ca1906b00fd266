export type Part = { name: string; filename?: string; type?: string; content: Buffer }

/** Parts of a multipart/form-data body (RFC 7578); undefined when the header or body is not one. */
export function multipart(contentType: string | undefined, raw: Buffer): Part[] | undefined {
  const boundary = /^multipart\/form-data;.*boundary="?([^";]+)"?/i.exec(contentType ?? '')?.[1]
  if (boundary === undefined) return undefined
  const text = raw.toString('latin1')
  return text
    .split(`--${boundary}`)
    .slice(1, -1)
    .flatMap((chunk) => {
      const gap = chunk.indexOf('\r\n\r\n')
      const head = chunk.slice(0, gap)
      const name = /name="([^"]*)"/.exec(head)?.[1]
      if (gap < 0 || name === undefined) return []
      const filename = /filename="([^"]*)"/.exec(head)?.[1]
      const type = /content-type:\s*([^\r\n]+)/i.exec(head)?.[1]
      const content = Buffer.from(chunk.slice(gap + 4, -2), 'latin1')
      return [{ name, ...(filename !== undefined && { filename }), ...(type && { type }), content }]
    })
}
