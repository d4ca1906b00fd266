import { type Condition } from '../catalog/item.ts'
import { conditionFields } from '../catalog/form/conditions.ts'
import { compileConfig, configReferences } from '../template/index.ts'
import type { Plan } from './plan.ts'

/** Ids of the actions whose outputs a config or its conditions read; each once. */
export function usedOutputs(
  config: Readonly<Record<string, unknown>>,
  conditions: readonly Condition[],
): readonly string[] {
  const ids = pathsRead(config, conditions).flatMap(([root, id]) =>
    root === 'output' && id !== undefined ? [id] : [],
  )
  return [...new Set(ids)]
}

function pathsRead(
  config: Readonly<Record<string, unknown>>,
  conditions: readonly Condition[],
): readonly (readonly string[])[] {
  const compiled = mentionsOutput(config) ? compileConfig(config) : undefined
  const read = compiled?.ok ? configReferences(compiled.value).map(({ path }) => path) : []
  const asked = conditions.flatMap(conditionFields).map((name) => name.split('.'))
  return [...read, ...asked]
}

/** A cheap look first: most configs read no outputs, and compiling each costs a parse. */
function mentionsOutput(value: unknown): boolean {
  if (typeof value === 'string') return value.includes('{{') && value.includes('output')
  if (typeof value !== 'object' || value === null) return false
  return Object.values(value).some(mentionsOutput)
}

/** Names of one action's outputs that any other action of the plan reads; each once. */
export function outputsRead(plan: Plan, id: string): readonly string[] {
  return [...readersOf(plan, id).keys()]
}

/** The same with the names of the actions that read them. */
export function readersOf(plan: Plan, id: string): ReadonlyMap<string, readonly string[]> {
  const readers = new Map<string, string[]>()
  for (const reader of plan.actions)
    for (const [root, action, name] of pathsRead(reader.config, reader.conditions)) {
      if (root !== 'output' || action !== id || name === undefined) continue
      const known = readers.get(name) ?? []
      if (!known.includes(reader.name)) readers.set(name, [...known, reader.name])
    }
  return readers
}
