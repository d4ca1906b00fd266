import { type Fault, fail, ok, type Result } from '@pao/core'
import { readDocument } from '@pao/core/catalog'

type Said = { message: string; hint?: string; code?: string }

/** Tells what is wrong at a path of the file, at the line of its value or of its key; `code` in place of the usual one. */
export type FileReport = (path: readonly string[], fault: Said, side?: 'key' | 'value') => void

/** A file that an operator wrote in YAML, and how to say what is wrong in it. */
export type OperatorFile = { value: unknown; report: FileReport; faults: readonly Fault[] }

/** Opens the text; a fault has this code, a JSON Pointer (RFC 6901) and its line. Fails where it is no YAML. */
export function openOperatorFile(text: string, code: string): Result<OperatorFile> {
  const faultAt = (path: readonly string[], line: number, said: Said): Fault => {
    const at = path.map((key) => `/${key.replaceAll('~', '~0').replaceAll('/', '~1')}`).join('')
    return { code, ...said, at, message: `line ${line}: ${said.message}` }
  }
  const read = readDocument(text)
  if (!read.ok)
    return fail(read.faults.map(({ message, place }) => faultAt([], place.line, { message })))
  const faults: Fault[] = []
  return ok({
    value: read.value.value,
    faults,
    report(path, fault, side = 'value') {
      // An index into a list is a number there.
      const steps = path.map((step) => (/^\d+$/.test(step) ? Number(step) : step))
      faults.push(faultAt(path, read.value.place(steps, side).line, fault))
    },
  })
}

/** Whether it is a map of YAML. */
export function isMap(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
