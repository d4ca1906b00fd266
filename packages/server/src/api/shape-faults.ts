import type { Fault } from '@pao/core'

/** One complaint of the schema checker (typebox), as far as we read it. */
export type ShapeError = {
  keyword: string
  instancePath: string
  schemaPath: string
  params: Readonly<Record<string, unknown>>
  message: string
}

/** Keywords that only repeat what a more precise complaint about the same place says. */
const echoes = new Set(['boolean', 'anyOf', 'oneOf', 'if', 'not'])

/**
 * All complaints as faults. A missing or unknown key is placed at that key, not at the object around
 * it; alternatives of one value become one fault that lists them.
 */
export function fromShapeErrors(errors: readonly ShapeError[], part: string): Fault[] {
  const prefix = part === 'body' ? '' : `/${part === 'querystring' ? 'query' : part}`
  const faults = new Map<string, Fault>()
  const add = (fault: Fault) => {
    const key = `${fault.code} ${fault.at}`
    if (!faults.has(key)) faults.set(key, { ...fault, at: `${prefix}${fault.at}` })
  }
  for (const error of errors) for (const fault of faultsOf(error, errors)) add(fault)
  return [...faults.values()]
}

function faultsOf(error: ShapeError, all: readonly ShapeError[]): Fault[] {
  const { keyword, instancePath: at, params, message } = error
  if (keyword === 'required')
    return listed(params['requiredProperties']).map((key) => ({
      code: 'shape.required',
      at: `${at}/${escaped(key)}`,
      message: `"${key}" is missing`,
    }))
  if (keyword === 'additionalProperties')
    return listed(params['additionalProperties']).map((key) => ({
      code: 'shape.unknown_key',
      at: `${at}/${escaped(key)}`,
      message: `"${key.slice(0, 80)}" is not a key that can be sent here`,
      hint: 'Leave it out; the OpenAPI document lists the keys of this operation.',
    }))
  if (keyword === 'const' || keyword === 'enum') return [choice(at, all)]
  if (echoes.has(keyword) && all.some((other) => other !== error && within(other, at))) return []
  return [{ code: `shape.${snake(keyword)}`, at, message: sentence(message) }]
}

function within(other: ShapeError, at: string): boolean {
  if (other.keyword === 'additionalProperties')
    return listed(other.params['additionalProperties']).some(
      (key) => `${other.instancePath}/${escaped(key)}` === at,
    )
  return !echoes.has(other.keyword) && other.instancePath.startsWith(at)
}

function choice(at: string, all: readonly ShapeError[]): Fault {
  const values = all
    .filter((error) => error.instancePath === at)
    .flatMap((error) => [
      ...(error.keyword === 'const' ? [error.params['allowedValue']] : []),
      ...(error.keyword === 'enum' ? listed(error.params['allowedValues']) : []),
    ])
  return {
    code: 'shape.choice',
    at,
    message: `must be one of ${[...new Set(values.map((value) => JSON.stringify(value)))].join(', ')}`,
  }
}

function listed(value: unknown): string[] {
  return Array.isArray(value) ? value.map(String) : []
}

function escaped(key: string): string {
  return key.replaceAll('~', '~0').replaceAll('/', '~1')
}

function snake(keyword: string): string {
  return keyword.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)
}

function sentence(message: string): string {
  return message === '' ? 'does not fit' : message
}
