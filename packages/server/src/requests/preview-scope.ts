import type { CompiledConfig, Secret, World } from '@pao/core/template'
import type { CheckedOrder } from './order.ts'
import { type CheckDeps, earlyScope } from './ordered-along.ts'
import { hiddenSecrets } from './scope.ts'
import { secretsRead } from './secrets.ts'

const handoverShown = {
  action: '<action>',
  action_name: '<action name>',
  error: { code: '<error code>', message: '<error message>', class: '<error class>' },
  tries: 0,
  asks: [],
  summary: '<what was done so far>',
}

/** What templates read before anything is ordered, outputs and secrets aside. */
export function previewScope(
  deps: CheckDeps,
  checked: CheckedOrder,
  world: World,
): Record<string, unknown> {
  return {
    ...earlyScope(deps, checked, world),
    error: { code: '<error code>', message: '<error message>', class: '<error class>' },
    handover: handoverShown,
  }
}

/**
 * The secrets that a config may read, none of them looked at. Where secrets stand elsewhere too, one that is set nowhere
 * shows when the action runs.
 */
export function shownSecrets(
  { surroundings, secretsOf }: CheckDeps,
  tenant: string,
  config: CompiledConfig,
): Record<string, Secret> {
  const names = Object.keys(surroundings(tenant).secrets)
  return hiddenSecrets(secretsOf ? [...names, ...secretsRead(config)] : names)
}

/** Outputs that a template reads, each standing for itself where nothing has run yet. */
export function placeholders(
  paths: readonly (readonly string[])[],
): Record<string, Record<string, unknown>> {
  const outputs: Record<string, Record<string, unknown>> = {}
  for (const [scope, action, name] of paths) {
    if (scope !== 'output' || action === undefined || isForbidden(action)) continue
    const own = (outputs[action] ??= {})
    if (name !== undefined && !isForbidden(name)) own[name] = `<${action}.${name}>`
  }
  return outputs
}

/** The same for the outputs of components and dependencies. */
export function componentPlaceholders(
  paths: readonly (readonly string[])[],
): Record<string, unknown> {
  const read = paths.flatMap(([root, id = '', part, ...names]) =>
    root === 'components' && part === 'outputs' ? [['output', id, ...names]] : [],
  )
  const found = Object.entries(placeholders(read))
  return Object.fromEntries(found.map(([id, outputs]) => [id, { outputs }]))
}

function isForbidden(name: string): boolean {
  return name === '__proto__' || name === 'constructor' || name === 'prototype'
}
