import { type Condition } from '../catalog/item.ts'
import { conditionFields } from '../catalog/form/conditions.ts'
import { compileConfig, configReferences } from '../template/index.ts'

/** Ids of the actions whose outputs a config or its conditions read; each once. */
export function usedOutputs(
  config: Readonly<Record<string, unknown>>,
  conditions: readonly Condition[],
): readonly string[] {
  const compiled = mentionsOutput(config) ? compileConfig(config) : undefined
  const read = compiled?.ok ? configReferences(compiled.value).map(({ path }) => path) : []
  const asked = conditions.flatMap(conditionFields).map((name) => name.split('.'))
  const ids = [...read, ...asked].flatMap(([root, id]) =>
    root === 'output' && id !== undefined ? [id] : [],
  )
  return [...new Set(ids)]
}

/** A cheap look first: most configs read no outputs, and compiling each costs a parse. */
function mentionsOutput(value: unknown): boolean {
  if (typeof value === 'string') return value.includes('{{') && value.includes('output')
  if (typeof value !== 'object' || value === null) return false
  return Object.values(value).some(mentionsOutput)
}
