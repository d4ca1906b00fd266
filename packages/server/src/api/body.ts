import { Problem } from '@pao/core'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { parseStrictJson } from './strict-json.ts'

/** Largest body taken in, in bytes. */
export const largestBody = 1_048_576

/** Only JSON is taken in, and only strict JSON. */
export function readBodies(app: FastifyInstance): void {
  app.removeAllContentTypeParsers()
  readJsonAs(app, 'application/json')
}

/** Takes strict JSON in under another media type too, on the routes of this plugin. */
export function readJsonAs(app: FastifyInstance, type: string): void {
  app.addContentTypeParser(
    type,
    { parseAs: 'buffer' },
    async (request: FastifyRequest, bytes: Buffer) => {
      refuseEncoding(request)
      if (bytes.length === 0) return undefined
      const parsed = parseStrictJson(bytes)
      if (!parsed.ok) throw new Problem('body.invalid', {}, parsed.faults)
      return parsed.value
    },
  )
}

/** Keeps the bytes as they came, for routes that check a signature over them. */
export function readRawBodies(app: FastifyInstance): void {
  app.removeAllContentTypeParsers()
  app.addContentTypeParser(
    'application/json',
    { parseAs: 'buffer' },
    async (request: FastifyRequest, bytes: Buffer) => {
      refuseEncoding(request)
      return bytes
    },
  )
}

/** A call without a body stands for the empty object. Use as preValidation where every key is optional. */
export async function emptyBodyIsObject(request: FastifyRequest): Promise<void> {
  request.body ??= {}
}

function refuseEncoding({ headers }: FastifyRequest): void {
  const encoding = headers['content-encoding']
  if (encoding !== undefined && encoding !== 'identity')
    throw new Problem('body.unsupported_type', { detail: 'Send the body without Content-Encoding' })
  const charset = /charset\s*=\s*"?([^";\s]+)/i.exec(headers['content-type'] ?? '')?.[1]
  if (charset !== undefined && charset.toLowerCase() !== 'utf-8')
    throw new Problem('body.unsupported_type', { detail: 'Send the body in UTF-8' })
}
