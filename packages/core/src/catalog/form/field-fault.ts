import type { Fault } from '../../result.ts'
import type { Field, Validation } from '../item.ts'

/** The fault of a required field without an answer. */
export function missing(field: Field): Fault {
  return fault(field, 'required', 'PAO2002', 'is required')
}

/** A fault of a field; the author's own message wins over the default sentence. */
export function fault(
  field: Field,
  kind: keyof NonNullable<Validation['messages']> | undefined,
  code: string,
  ...[wrong, hint]: [wrong: string, hint?: string | undefined]
): Fault {
  const message = (kind && field.validation?.messages?.[kind]) ?? `${field.name} ${wrong}.`
  return { code, at: pointerTo(field.id), message, ...(hint !== undefined && { hint }) }
}

/** JSON Pointer to an answer. */
export function pointerTo(id: string): string {
  return `/fields/${id.replaceAll('~', '~0').replaceAll('/', '~1')}`
}
