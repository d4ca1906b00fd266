import { isRecord } from './json-value.ts'

/** An uploaded file as an answer carries it. `name` is metadata only: nothing is ever opened by it. */
export type FileValue = { name: string; content_type: string; size: number; content: string }

/** Bytes a file may have when the field sets no `max`. */
export const defaultFileBytes = 1_048_576
/** UTF-8 bytes kept of a file's name. */
const nameBytes = 255

const known = ['name', 'content_type', 'size', 'content']
const contentType = /^[a-z0-9][a-z0-9!#$&^_.+-]{0,126}\/[a-z0-9][a-z0-9!#$&^_.+-]{0,126}$/i
const reserved = /^(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|$)/i
const base64 = /^[A-Za-z0-9+/]*={0,2}$/

/**
 * Reads `{name, content_type, size, content}`: `content` is base64 (RFC 4648 section 4, padded), `size` its bytes
 * (worked out when left out, checked when given), `content_type` defaults to application/octet-stream.
 * Answers the end of a sentence when it is not a file.
 */
export function readFile(value: unknown): { file: FileValue } | { wrong: string } {
  if (!isRecord(value))
    return { wrong: 'must be a file: an object with name, content_type, size and content (base64)' }
  if (Object.keys(value).some((key) => !known.includes(key)))
    return { wrong: `has a part that a file does not have (known are ${known.join(', ')})` }
  const { name, content, content_type: type = 'application/octet-stream', size } = value
  if (typeof name !== 'string' || name === '')
    return { wrong: 'needs the name of the file as text' }
  if (!isContentType(type)) return { wrong: 'has a content_type that is none' }
  const bytes = typeof content === 'string' ? decodedBytes(content) : undefined
  if (typeof content !== 'string' || bytes === undefined)
    return { wrong: 'needs the content of the file as base64 text' }
  if (size !== undefined && size !== bytes)
    return { wrong: 'has a size that is not the size of its content' }
  return {
    file: { name: safeFileName(name), content_type: type.toLowerCase(), size: bytes, content },
  }
}

/** A name that is safe to show and to store: no path, no control or direction marks, no device name, ≤ 255 bytes. */
export function safeFileName(name: string): string {
  const plain = name.toWellFormed().normalize('NFKC')
  const last = plain.split(/[/\\]/).at(-1) ?? ''
  const shown = last
    .replaceAll(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, '')
    .replaceAll(/[<>:"|?*]/g, '_')
    .trim()
  const visible = trimDots(shown)
  const kept = cutToBytes(reserved.test(visible) ? `_${visible}` : visible)
  return kept === '' ? 'file' : kept
}

/** Windows drops trailing dots and blanks, and a leading dot hides a file: neither is kept. */
function trimDots(text: string): string {
  let from = 0
  let to = text.length
  while (from < to && text[from] === '.') from++
  while (to > from && (text[to - 1] === '.' || text[to - 1] === ' ')) to--
  return text.slice(from, to)
}

function cutToBytes(name: string): string {
  const dot = name.lastIndexOf('.')
  const ending = dot > 0 && name.length - dot <= 16 ? name.slice(dot) : ''
  const room = nameBytes - bytesOf(ending)
  let stem = ''
  let used = 0
  for (const char of name.slice(0, name.length - ending.length)) {
    used += bytesOf(char)
    if (used > room) break
    stem += char
  }
  return stem + ending
}

function bytesOf(text: string): number {
  let bytes = 0
  for (const char of text) {
    const code = char.codePointAt(0) ?? 0
    bytes += code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4
  }
  return bytes
}

function isContentType(value: unknown): value is string {
  return typeof value === 'string' && contentType.test(value)
}

function decodedBytes(content: string): number | undefined {
  if (content.length % 4 !== 0 || !base64.test(content)) return undefined
  const padding = content.endsWith('==') ? 2 : content.endsWith('=') ? 1 : 0
  return (content.length / 4) * 3 - padding
}
