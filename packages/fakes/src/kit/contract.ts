import { readFileSync } from 'node:fs'
import type { ErrorObject } from 'ajv'
import addFormats from 'ajv-formats'
import { type Document, OpenAPIBackend } from 'openapi-backend'
import type { Call, Reply } from './server.ts'
import { textOf } from './text.ts'

type Json = Record<string, unknown>
const plainFormats = ['int32', 'int64', 'float', 'double', 'binary', 'byte', 'json', 'uri', 'url']

/** A vendor's OpenAPI document made strict: what the vendor refuses, it refuses. */
export type Contract = {
  /** Why the vendor would refuse the call; undefined when it would not. */
  refusal(call: Call, body: unknown): { status: number; detail: string[] } | undefined
  /** The reply itself, or 599 when it breaks the vendor's contract: a fake must not drift. */
  checked(call: Call, reply: Reply): Reply
}

/** Documents already loaded: they hold no state, and compiling their checks takes a while. */
const loaded = new Map<string, Promise<Contract>>()

/** Loads and closes the document: unlisted content types and unlisted body keys are refused. */
export function loadContract(file: URL): Promise<Contract> {
  const known = loaded.get(file.href)
  if (known) return known
  const loading = load(file)
  loaded.set(file.href, loading)
  return loading
}

async function load(file: URL): Promise<Contract> {
  const definition = JSON.parse(readFileSync(file, 'utf8')) as Json
  const mediaTypes = prepare(definition)
  const api = new OpenAPIBackend({
    definition: definition as unknown as Document,
    quick: true,
    strict: false,
    ajvOpts: { strict: false, allErrors: true, unicodeRegExp: false },
    customizeAjv(ajv) {
      ;(addFormats as unknown as (instance: unknown) => void)(ajv)
      for (const name of plainFormats) ajv.addFormat(name, true)
      return ajv
    },
  })
  await api.init()
  return {
    refusal(call, body) {
      const operation = api.matchOperation(asRequest(call, body))
      if (operation?.operationId === undefined)
        return { status: 404, detail: ['no such operation'] }
      const allowed = mediaTypes.get(operation.operationId)
      const sent = call.headers['content-type']?.split(';')[0]?.trim().toLowerCase()
      if (allowed !== undefined && sent !== undefined && !allowed.includes(sent))
        return { status: 415, detail: [`content type ${sent} is not among ${allowed.join(', ')}`] }
      const { valid, errors } = api.validateRequest(asRequest(call, body), operation)
      return valid ? undefined : { status: 400, detail: readable(errors) }
    },
    checked(call, reply) {
      const operation = api.matchOperation(asRequest(call, undefined))
      if (!operation || reply.drop === true || reply.body === undefined) return reply
      const { valid, errors } = api.validateResponse(reply.body, operation, reply.status)
      if (valid) return reply
      return { status: 599, body: { drift: readable(errors) } }
    },
  }
}

function asRequest(call: Call, body: unknown) {
  return {
    method: call.method,
    path: call.path,
    query: Object.fromEntries(call.query),
    headers: { ...call.headers, 'content-type': 'application/json' },
    body: body as never,
  }
}

function readable(errors: ErrorObject[] | null | undefined): string[] {
  return (errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message ?? ''}`)
}

/** Strictness the documents lack; returns the content types of each operation. */
function prepare(definition: Json): Map<string, string[]> {
  const mediaTypes = new Map<string, string[]>()
  const closed = new Set<string>()
  for (const item of Object.values(definition['paths'] as Record<string, Json>))
    for (const operation of Object.values(item) as Json[]) {
      const content = (operation['requestBody'] as Json | undefined)?.['content'] as
        | Record<string, Json>
        | undefined
      if (content === undefined || typeof operation['operationId'] !== 'string') continue
      mediaTypes.set(operation['operationId'], Object.keys(content))
      const first = Object.values(content)[0]
      if (first !== undefined) content['application/json'] ??= first
      const schema = content['application/json']?.['schema'] as Json | undefined
      closeSchema(definition, schema, closed)
    }
  return mediaTypes
}

/** Refuses unlisted keys where keys are listed; maps (`fields`, `properties`) stay open. */
function closeSchema(definition: Json, schema: Json | undefined, seen: Set<string>) {
  const name = textOf(schema?.['$ref']).split('/').pop()
  if (schema === undefined || name === undefined || seen.has(name)) return
  if (name !== '') seen.add(name)
  const schemas = (definition['components'] as Json)['schemas'] as Record<string, Json>
  const target = name === '' ? schema : schemas[name]
  if (target?.['properties'] !== undefined && target['additionalProperties'] !== false)
    target['additionalProperties'] = false
}
