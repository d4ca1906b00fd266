import { type Fault, Problem } from '@pao/core'
import { type Outputs, outputsRead, type PlannedAction } from '@pao/core/engine'
import { mayComplete } from './access.ts'
import type { Step } from './change.ts'
import { actionOf, plannedOf } from './change.ts'
import {
  check,
  control,
  type Controlled,
  type ControlDeps,
  type ControlOptions,
  event,
  refuse,
  type Wish,
} from './control.ts'
import type { Requests } from './deps.ts'
import type { Held } from './held.ts'
import { capture } from './outputs.ts'

/** What a person found out about an effect nobody knew of. */
export type Resolution = {
  action: string
  happened: boolean
  /** What the action would have put out; only where it happened. */
  outputs?: Outputs
  comment?: string
}

type ResolveDeps = ControlDeps & Pick<Requests, 'connectors' | 'cipher'>

/**
 * The two buttons of an unknown outcome: it happened, with the outputs it would have brought, or it did not,
 * and the action takes its turn again under the same key. Throws `action.not_found`, `effect.not_unknown`,
 * and `effect.outputs_invalid` with every fault.
 */
export async function resolveEffect(
  deps: ResolveDeps,
  wish: Wish<Resolution>,
  options: ControlOptions = {},
): Promise<Controlled> {
  const { principal, body } = wish
  const { action, happened, outputs, comment } = body
  return control(deps, { wish, options }, (held) => {
    check(principal, held, mayComplete)
    const planned = plannedOf(held.fixed.plan, action)
    const found = actionOf(held.run, action)
    if (!planned || !found) throw new Problem('action.not_found', { request: held.key.id, action })
    refuse(found.state !== 'unknown', 'effect.not_unknown', held)
    const faults = faultsOf(deps, { held, planned, body })
    if (faults.length > 0) throw new Problem('effect.outputs_invalid', { action }, faults)
    const kept = happened ? keep(deps, planned, outputs ?? {}) : { outputs: {} }
    const step: Step = event(principal, {
      type: 'effect_resolved',
      action,
      happened,
      by: principal.id,
      ...(happened && { outputs: kept.outputs }),
      ...(comment !== undefined && { comment }),
    })
    return { ...step, ...(kept.sealed !== undefined && { sealed: kept.sealed }) }
  })
}

type Given = { held: Held; planned: PlannedAction; body: Resolution }

/** Outputs are those the connector declares, those the item names, and those another action reads. */
function faultsOf(deps: ResolveDeps, { held, planned, body }: Given): readonly Fault[] {
  const names = Object.keys(body.outputs ?? {})
  if (!body.happened)
    return names.map((name) => ({
      code: 'outputs.not_made',
      at: pointerTo(name),
      message: 'What did not happen has no outputs',
      hint: 'Leave the outputs out, or say that it happened',
    }))
  const connector = deps.connectors.get(planned.type)
  const known = new Set([
    ...Object.keys(connector?.outputs ?? {}),
    ...Object.keys(planned.output),
    ...outputsRead(held.fixed.plan, planned.id),
  ])
  return names
    .filter((name) => !known.has(name))
    .map((name) => ({
      code: 'outputs.unknown',
      at: pointerTo(name),
      message: `The action ${planned.id} has no output ${name}`,
      hint: known.size > 0 ? `It has ${[...known].join(', ')}` : 'It has none',
    }))
}

function pointerTo(name: string): string {
  return `/outputs/${name.replaceAll('~', '~0').replaceAll('/', '~1')}`
}

/** As what a connector returns: sensitive values are sealed and read `***`. */
function keep(
  { connectors, cipher }: ResolveDeps,
  planned: PlannedAction,
  given: Outputs,
): { outputs: Outputs; sealed?: string } {
  const connector = connectors.get(planned.type)
  const captured = capture(planned, { outputs: connector?.outputs ?? {} }, { returned: given })
  if (!captured.ok)
    throw new Problem('effect.outputs_invalid', { action: planned.id }, [
      { code: captured.code, at: '/outputs', message: captured.message },
    ])
  const { outputs, sensitive } = captured
  if (Object.keys(sensitive).length === 0) return { outputs }
  return { outputs, sealed: cipher.seal(JSON.stringify(sensitive)).toString('base64') }
}
