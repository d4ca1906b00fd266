import { type Event, EVENT_ID, getScalarValue, SCALAR_STYLE, type ScalarEvent } from 'js-yaml'

type Finding = { offset: number; code: string; message: string }

/** Keys that could reach an object's prototype somewhere down the line. */
const forbidden = new Set(['__proto__', 'constructor', 'prototype'])

/**
 * Characters that are not shown or turn the reading direction (Trojan Source, CVE-2021-42574), and
 * control characters. The joiners U+200C and U+200D stay: scripts and emoji need them.
 */
const hiddenCharacters =
  /[\u061C\u200B\u200E\u200F\u2028-\u202E\u2060-\u2069\uFEFF\uFFF9-\uFFFF]|[^\P{Cc}\t\n\r]/u

const loneSurrogate = /[\uD800-\uDFFF]/u

/** The first character that must not stand in a document, if any. */
export function hiddenCharacter(text: string): Finding | undefined {
  const found = hiddenCharacters.exec(text) ?? loneSurrogate.exec(text)
  if (!found) return undefined
  const unit = text.codePointAt(found.index) ?? 0
  const name = `U+${unit.toString(16).toUpperCase().padStart(4, '0')}`
  const broken = unit === 0 || unit >= 0xfff9 || (unit >= 0xd800 && unit < 0xe000)
  return broken
    ? { offset: found.index, code: 'PAO1011', message: `${name} shows that this is not UTF-8 text` }
    : { offset: found.index, code: 'PAO1010', message: `the character ${name} is not shown` }
}

type Frame = { mapping: boolean; atKey: boolean }

/** Whatever in a parsed text must be refused before a value is made of it. */
export function faultInEvents(
  source: string,
  events: readonly Event[],
  maxKeys: number,
): Finding | undefined {
  const stack: Frame[] = []
  let documents = 0
  let entries = 0
  let offset = 0
  for (const event of events) {
    offset = Math.max(offset, offsetOf(event))
    if (event.type === EVENT_ID.DOCUMENT) {
      documents++
      if (documents > 1) return secondDocument(source, offset)
      continue
    }
    if (event.type === EVENT_ID.POP) {
      leave(stack)
      continue
    }
    const frame = stack.at(-1)
    const isKey = expectsKey(frame)
    entries += isKey || frame?.mapping !== true ? 1 : 0
    if (entries > maxKeys) return tooMany(offset, maxKeys)
    const finding = refuse(source, event, isKey)
    if (finding) return finding
    if (event.type === EVENT_ID.SCALAR) turn(frame)
    else stack.push({ mapping: event.type === EVENT_ID.MAPPING, atKey: true })
  }
  return emptiness(events, documents)
}

function leave(stack: Frame[]): void {
  stack.pop()
  turn(stack.at(-1))
}

function expectsKey(frame: Frame | undefined): boolean {
  return frame?.mapping === true && frame.atKey
}

function tooMany(offset: number, maxKeys: number): Finding {
  return { offset, code: 'PAO1008', message: `more than ${maxKeys} keys and list entries` }
}

function secondDocument(source: string, after: number): Finding {
  const mark = source.indexOf('\n---', Math.max(after - 1, 0))
  const offset = mark < 0 ? after : mark + 1
  return { offset, code: 'PAO1007', message: 'a second document starts here' }
}

function turn(frame: Frame | undefined): void {
  if (frame?.mapping === true) frame.atKey = !frame.atKey
}

function refuse(source: string, event: Event, isKey: boolean): Finding | undefined {
  const offset = offsetOf(event)
  if (event.type === EVENT_ID.ALIAS) {
    return { offset: offset - 1, code: 'PAO1004', message: 'aliases are not read' }
  }
  if (event.type !== EVENT_ID.SCALAR) {
    return isKey ? { offset, code: 'PAO1013', message: 'a key must be text' } : undefined
  }
  if (isKey) return refuseKey(getScalarValue(source, event), offset)
  return escaped(source, event) ? hiddenInside(source, event) : undefined
}

function refuseKey(key: string, offset: number): Finding | undefined {
  if (forbidden.has(key))
    return { offset, code: 'PAO1009', message: `the key ${key} is not allowed` }
  if (key === '<<') return { offset, code: 'PAO1004', message: 'merge keys are not read' }
  if (hiddenCharacter(key))
    return { offset, code: 'PAO1010', message: 'the key holds a hidden character' }
  return undefined
}

function escaped(source: string, event: ScalarEvent): boolean {
  return (
    event.style === SCALAR_STYLE.DOUBLE_QUOTED &&
    source.slice(event.valueStart, event.valueEnd).includes('\\')
  )
}

function hiddenInside(source: string, event: ScalarEvent): Finding | undefined {
  const found = hiddenCharacter(getScalarValue(source, event))
  return found && { ...found, offset: event.valueStart }
}

function emptiness(events: readonly Event[], documents: number): Finding | undefined {
  const root = events[1]
  const nothing =
    documents === 0 || (root?.type === EVENT_ID.SCALAR && root.valueStart === root.valueEnd)
  return nothing ? { offset: 0, code: 'PAO1012', message: 'the document is empty' } : undefined
}

function offsetOf(event: Event): number {
  if ('valueStart' in event) return Math.max(event.valueStart, 0)
  if ('start' in event) return event.start
  return 'anchorStart' in event ? event.anchorStart : 0
}
