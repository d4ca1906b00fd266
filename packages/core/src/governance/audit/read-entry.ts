import { type AuditEntry, personalFields } from './chain.ts'

const texts = ['tenant', 'at', 'action', 'object_type', 'object_id', 'outcome', 'prev', 'hash']
const maybeTexts = ['via', 'correlation_id', ...personalFields]
const objects = ['detail', 'proof']

/** An entry out of one line of an export as NDJSON; undefined = it is none. */
export function readAuditEntry(line: string): AuditEntry | undefined {
  let value: unknown
  try {
    value = JSON.parse(line)
  } catch {
    return undefined
  }
  return isEntry(value) ? value : undefined
}

function isEntry(value: unknown): value is AuditEntry {
  if (!isObject(value)) return false
  const said = new Map<string, unknown>(Object.entries(value))
  const isText = (key: string) => typeof said.get(key) === 'string'
  return (
    Number.isSafeInteger(said.get('seq')) &&
    texts.every(isText) &&
    maybeTexts.every((key) => said.get(key) === null || isText(key)) &&
    objects.every((key) => isObject(said.get(key))) &&
    Object.values(said.get('proof') ?? {}).every(isObject)
  )
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
