import { isRecord } from './path.ts'

/** JSON with sorted keys and without blanks: the same document always gives the same text. */
export function canonicalJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`
  if (!isRecord(value)) return JSON.stringify(value) ?? 'null'
  let pairs = ''
  for (const key of Object.keys(value).toSorted()) {
    const member = value[key]
    if (member === undefined) continue
    pairs += `${pairs === '' ? '' : ','}${quoted(key)}:${canonicalJson(member)}`
  }
  return `{${pairs}}`
}

/** Most keys are plain words, which need no look at every letter for escapes. */
function quoted(key: string): string {
  return /^\w*$/.test(key) ? `"${key}"` : JSON.stringify(key)
}
