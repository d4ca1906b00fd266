import { compilePattern } from '@pao/core/catalog'
import {
  FunctionExpressionType,
  JSONPathEnvironment,
  type JSONPathQuery,
  type JSONValue,
} from 'json-p3'

/** Longest text a pattern is held against; the engine is linear, but an answer may be megabytes. */
const longestText = 100_000

/** RFC 9535. Its `match` and `search` run in linear time (RE2), not on the engine's own backtracking expressions. */
const environment = new JSONPathEnvironment()
for (const [name, written] of [
  ['match', (pattern: string) => pattern],
  ['search', (pattern: string) => `(?s:.*)(?:${pattern})(?s:.*)`],
] as const)
  environment.functionRegister.set(name, {
    argTypes: [FunctionExpressionType.ValueType, FunctionExpressionType.ValueType],
    returnType: FunctionExpressionType.LogicalType,
    call: (text: unknown, pattern: unknown) => fits(text, pattern, written),
  })

/** What is no text, or no pattern, fits nothing (RFC 9535 sections 2.4.6 and 2.4.7). */
function fits(text: unknown, pattern: unknown, written: (pattern: string) => string): boolean {
  if (typeof text !== 'string' || typeof pattern !== 'string') return false
  if (text.length > longestText || !compilePattern(pattern).ok) return false
  const compiled = compilePattern(written(pattern))
  return compiled.ok && compiled.value(text)
}

/** What a JSONPath finds: nothing, one value, or several. Throws when the path is not one. */
export function findAll(path: string, value: unknown): unknown[] {
  return environment.query(path, value as JSONValue).values()
}

/** The path taken apart; undefined when it is no JSONPath (RFC 9535) that can be evaluated. */
export function parsePath(path: string): JSONPathQuery | undefined {
  try {
    return environment.compile(path)
  } catch {
    return undefined
  }
}

/** Whether the text is a JSONPath (RFC 9535) that can be evaluated. */
export function isPath(path: string): boolean {
  return parsePath(path) !== undefined
}
