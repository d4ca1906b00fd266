import type { Outputs } from '@pao/connectors'
import type { Held } from './held.ts'

export type ChildOutputs = { outputs: Outputs; sensitive: readonly string[] }

/**
 * What a request put out, for the one that ordered it: every output by its name (of two with one name
 * that of the later action in the plan), and all of an action under its id where no output is called so.
 * `sealed`: the secret ones in clear, by action.
 */
export function outputsOfChild(
  { fixed, run }: Held,
  sealed: Readonly<Record<string, Readonly<Record<string, unknown>>>>,
): ChildOutputs {
  const byName = new Map<string, { value: unknown; secret: boolean }>()
  const byAction = new Map<string, { value: unknown; secret: boolean }>()
  for (const { id, lane } of fixed.plan.actions) {
    const action = Object.hasOwn(run.actions, id) ? run.actions[id] : undefined
    if (lane === 'notice' || action?.state !== 'succeeded' || !action.outputs) continue
    const secrets = Object.hasOwn(sealed, id) ? (sealed[id] ?? {}) : {}
    const all = { ...action.outputs, ...secrets }
    if (Object.keys(all).length === 0) continue
    byAction.set(id, { value: all, secret: Object.keys(secrets).length > 0 })
    for (const [name, value] of Object.entries(all))
      byName.set(name, { value, secret: Object.hasOwn(secrets, name) })
  }
  const entries = [...new Map([...byAction, ...byName])]
  return {
    outputs: Object.fromEntries(entries.map(([name, { value }]) => [name, value])),
    sensitive: entries.filter(([, { secret }]) => secret).map(([name]) => name),
  }
}
