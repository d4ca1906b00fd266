import { fail, type Fault, ok, type Result } from '@pao/core'

/** Deeper bodies are refused: whoever walks them by recursion would run out of stack. */
const deepestJson = 32

/** Keys that would reach into the prototype of an object made by assignment. */
const poison = new Set(['__proto__', 'constructor', 'prototype'])

/** `keys` only for objects; `step` is the key or index we are at, undefined where a key comes next. */
type Frame = { keys: Set<string> | undefined; step: string | number | undefined }

const mostFaults = 50

/**
 * Parses JSON and refuses what parsers disagree about: doubled keys, prototype keys, numbers that do
 * not survive a double, half characters, a byte order mark, bytes that are not UTF-8. Faults carry JSON Pointers.
 */
export function parseStrictJson(bytes: Uint8Array): Result<unknown> {
  let text: string
  try {
    text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes)
  } catch {
    return fail([{ code: 'body.not_utf8', at: '', message: 'The body is not UTF-8' }])
  }
  const faults = scan(text)
  if (faults.length > 0) return fail(faults)
  try {
    return ok(JSON.parse(text) as unknown)
  } catch (error) {
    return fail([
      {
        code: 'body.not_json',
        at: '',
        message: `The body is not JSON: ${error instanceof Error ? error.message : 'unreadable'}`,
      },
    ])
  }
}

/** Looks at tokens only; whether they make JSON is the parser's business. One pass, no recursion. */
function scan(text: string): Fault[] {
  const faults: Fault[] = []
  const frames: Frame[] = []
  let at = 0
  while (at < text.length && faults.length < mostFaults) {
    const end = tokenEnd(text, at)
    const first = text.charAt(at)
    if ((first === '{' || first === '[') && frames.length === deepestJson)
      return [fault(frames, 'body.too_deep', `Nothing may be nested deeper than ${deepestJson}`)]
    faults.push(...readToken(frames, text.slice(at, end)))
    at = end
  }
  return faults
}

function readToken(frames: Frame[], piece: string): Fault[] {
  const first = piece.charAt(0)
  if (first === '"') return [...checkKey(frames, piece), ...checkText(frames, piece)]
  if (first === '-' || isDigit(first)) return checkNumber(frames, piece)
  if (first === '{') frames.push({ keys: new Set(), step: undefined })
  else if (first === '[') frames.push({ keys: undefined, step: 0 })
  else if (first === '}' || first === ']') frames.pop()
  else if (first === ',') nextStep(frames.at(-1))
  return []
}

function tokenEnd(text: string, start: number): number {
  const first = text.charAt(start)
  let at = start + 1
  if (first === '"') {
    while (at < text.length && text.charAt(at) !== '"') at += text.charAt(at) === '\\' ? 2 : 1
    return at + 1
  }
  if (first === '-' || isDigit(first))
    while (at < text.length && /[\d.eE+-]/.test(text.charAt(at))) at += 1
  return at
}

function isDigit(char: string): boolean {
  return char >= '0' && char <= '9'
}

function nextStep(frame: Frame | undefined): void {
  if (frame === undefined) return
  frame.step = typeof frame.step === 'number' ? frame.step + 1 : undefined
}

/** A string in an object is a key when no key stands for the present member yet. */
function checkKey(frames: readonly Frame[], piece: string): Fault[] {
  const frame = frames.at(-1)
  if (frame?.keys === undefined || frame.step !== undefined) return []
  const key = unescaped(piece)
  frame.step = key
  if (poison.has(key)) return [fault(frames, 'body.key_refused', `The key "${key}" is not allowed`)]
  if (frame.keys.has(key))
    return [fault(frames, 'body.key_doubled', `The key "${key.slice(0, 80)}" stands here twice`)]
  frame.keys.add(key)
  return []
}

/** Half of a pair stands for no character: databases refuse it, and parsers make different things of it. */
function checkText(frames: readonly Frame[], piece: string): Fault[] {
  if (!piece.includes('\\u') || unescaped(piece).isWellFormed()) return []
  return [fault(frames, 'body.text_broken', 'A text holds half of a surrogate pair')]
}

function checkNumber(frames: readonly Frame[], piece: string): Fault[] {
  return survives(piece)
    ? []
    : [fault(frames, 'body.number_inexact', `The number ${piece.slice(0, 40)} would change`)]
}

function unescaped(piece: string): string {
  if (!piece.includes('\\')) return piece.slice(1, -1)
  try {
    return String(JSON.parse(piece))
  } catch {
    return piece
  }
}

function survives(piece: string): boolean {
  const value = Number(piece)
  if (Number.isNaN(value)) return true
  if (!Number.isFinite(value) || Object.is(value, -0)) return false
  return !/^-?\d+$/.test(piece) || Number.isSafeInteger(value)
}

function fault(frames: readonly Frame[], code: string, message: string): Fault {
  return { code, at: pointer(frames.map((frame) => String(frame.step ?? ''))), message }
}

/** A JSON Pointer (RFC 6901) of these steps. */
function pointer(steps: readonly string[]): string {
  return steps.map((step) => `/${step.replaceAll('~', '~0').replaceAll('/', '~1')}`).join('')
}
