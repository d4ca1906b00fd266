import { JSON_SCHEMA, load, YAMLException } from 'js-yaml'
import { isStorable } from './text-formats.ts'

/** Most that a json or yaml answer may hold; hostile documents end here, not in the parser's stack. */
const structuredLimits = {
  characters: 262_144,
  depth: 32,
  nodes: 10_000,
  aliases: 100,
} as const

const forbiddenKeys = new Set(['__proto__', 'constructor', 'prototype'])

/** What is wrong with text that should be JSON, as the end of a sentence; else its value. */
export function parseJson(text: string): { value: unknown } | { wrong: string } {
  const early = tooMuch(text)
  if (early !== undefined) return { wrong: early }
  try {
    const value = JSON.parse(text) as unknown
    return hasDoubledKey(text) ? { wrong: 'has the same key twice' } : checked(value)
  } catch (error) {
    // The engine's own message quotes the text, which may be somebody's secret: only the place is kept.
    const place = /line \d+ column \d+/.exec(error instanceof Error ? error.message : '')?.[0]
    return { wrong: `is not valid JSON${place === undefined ? '' : ` (${place})`}` }
  }
}

/** What is wrong with text that should be one YAML document, as the end of a sentence; else its value. */
export function parseYaml(text: string): { value: unknown } | { wrong: string } {
  const early = tooMuch(text)
  if (early !== undefined) return { wrong: early }
  // Nothing is a document too, though the reader refuses it.
  if (text.trim() === '') return { value: null }
  try {
    return checked(
      load(text, { maxDepth: structuredLimits.depth, maxAliases: structuredLimits.aliases }),
    )
  } catch (error) {
    const reason = error instanceof YAMLException ? error.reason : 'unreadable'
    return { wrong: `is not valid YAML (${reason})` }
  }
}

/** What is wrong with a JSON value's size, keys, numbers or text; undefined when it may be kept. */
export function structureFault(root: unknown): string | undefined {
  let nodes = 0
  const open: { value: unknown; depth: number }[] = [{ value: root, depth: 1 }]
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    nodes++
    if (nodes > structuredLimits.nodes) return `has more than ${structuredLimits.nodes} values`
    const wrong = scalarFault(next.value)
    if (wrong !== undefined) return wrong
    if (typeof next.value !== 'object' || next.value === null) continue
    if (next.depth > structuredLimits.depth)
      return `is nested deeper than ${structuredLimits.depth}`
    for (const [key, value] of Object.entries(next.value)) {
      if (forbiddenKeys.has(key) || !isStorable(key)) return 'has a key that is not allowed'
      open.push({ value, depth: next.depth + 1 })
    }
  }
  return undefined
}

function scalarFault(value: unknown): string | undefined {
  if (typeof value === 'string')
    return isStorable(value) ? undefined : 'has text with a character that cannot be stored'
  if (typeof value === 'number')
    return isFaithful(value) ? undefined : 'has a number that JSON cannot carry'
  return value === null || typeof value === 'boolean' || typeof value === 'object'
    ? undefined
    : 'has a value that JSON cannot carry'
}

/** A number that survives being written as JSON and read again: finite, not -0, no lost digits. */
export function isFaithful(value: number): boolean {
  return (
    Number.isFinite(value) &&
    !Object.is(value, -0) &&
    (!Number.isInteger(value) || Number.isSafeInteger(value))
  )
}

function checked(value: unknown): { value: unknown } | { wrong: string } {
  const wrong = structureFault(value)
  return wrong === undefined ? { value } : { wrong }
}

/** JSON.parse lets the last of two equal keys win in silence; the YAML reader sees them. */
function hasDoubledKey(text: string): boolean {
  try {
    load(text, { schema: JSON_SCHEMA, maxDepth: structuredLimits.depth + 1 })
    return false
  } catch (error) {
    return error instanceof YAMLException && error.reason.includes('duplicate')
  }
}

function tooMuch(text: string): string | undefined {
  return text.length > structuredLimits.characters
    ? `has more than ${structuredLimits.characters} characters`
    : undefined
}
