import { lookUp } from '@pao/core/catalog'
import { outputsOf } from '@pao/core/engine'
import type { Held } from './held.ts'

/**
 * A value of the request by the name a condition uses; of outputs of one name that of the later action. Only what is kept
 * in clear.
 */
export function knownOf({ fixed, run }: Pick<Held, 'fixed' | 'run'>, name: string): unknown {
  const output = outputsOf(fixed.plan, run)
  const byName: Record<string, unknown> = {}
  for (const { id } of fixed.plan.actions)
    if (Object.hasOwn(output, id)) Object.assign(byName, output[id])
  const own = lookUp(name, { ...fixed.plan.facts, output })
  return own === undefined && Object.hasOwn(byName, name) ? byName[name] : own
}
