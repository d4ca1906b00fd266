import { type Connector, SecretUnavailable } from '@pao/connectors'
import type { Fault } from '@pao/core'
import { clearSecretIn } from '@pao/core/catalog'
import { ancestors, asEdited, changedConfig, outputsOf, type PlannedAction } from '@pao/core/engine'
import {
  type CompiledConfig,
  compileConfig,
  configReferences,
  renderConfig,
} from '@pao/core/template'
import { Errors } from 'typebox/value'
import { dropNull } from './drop-null.ts'
import { actionOf, plannedOf } from './change.ts'
import type { Requests } from './deps.ts'
import type { Held } from './held.ts'
import { placeholders } from './preview-scope.ts'
import { secretsRead } from './secrets.ts'
import { scopeOf, type ScopeDeps } from './scope.ts'

export type EditDeps = ScopeDeps &
  Pick<Requests, 'shelf' | 'now' | 'newId' | 'random' | 'connectors'>

type Editing = { action: string; changes: Readonly<Record<string, unknown>> }

/**
 * Everything wrong with an edit of an action's config, as far as it can be known before it runs: pointers
 * that lead nowhere, secrets in clear, templates, names, and what the connector does not take.
 */
export async function editFaults(
  deps: EditDeps,
  held: Held,
  { action, changes }: Editing,
): Promise<readonly Fault[]> {
  const planned = plannedOf(held.fixed.plan, action)
  const run = actionOf(held.run, action)
  if (!planned || !run) return []
  const { config, lost } = changedConfig(asEdited(planned, run).config, changes)
  const at = placeIn(Object.keys(changes))
  const early = [...lost.map(nowhere(at)), ...clearSecrets(changes)]
  const connector = deps.connectors.get(planned.type)
  const compiled = compileConfig(config, connector?.config ?? {})
  if (!compiled.ok)
    return [
      ...early,
      ...compiled.faults.map(({ code, message, pointer }) => ({ code, message, at: at(pointer) })),
    ]
  const reading = { held, planned, compiled: compiled.value, at }
  const strange = strangers(reading)
  if (early.length + strange.length > 0) return [...early, ...strange]
  return rendered(deps, reading, connector?.config)
}

/** Where a fault of the config stands in the call: in the change that made it, if one did. */
function placeIn(pointers: readonly string[]): (pointer: string) => string {
  return (pointer) => {
    const over = pointers.find((one) => pointer === one || pointer.startsWith(`${one}/`))
    if (over === undefined) return `/config${pointer}`
    const name = over.replaceAll('~', '~0').replaceAll('/', '~1')
    return `/changes/${name}${pointer.slice(over.length)}`
  }
}

function nowhere(at: (pointer: string) => string): (pointer: string) => Fault {
  return (pointer) => ({
    code: 'pointer.unknown',
    at: at(pointer),
    message: 'The pointer leads nowhere in the config of the action',
    hint: 'Write it as /url or /body/name; what it stands in must exist',
  })
}

function clearSecrets(changes: Editing['changes']): readonly Fault[] {
  return Object.entries(changes).flatMap(([pointer, value]) => {
    const path = pointer.split('/').slice(1)
    return clearSecretIn(value, path).map((message) => ({
      code: 'secret.in_clear',
      at: placeIn([pointer])(pointer),
      message,
      hint: 'Write {{secrets.NAME}}; operators set the secret up under that name',
    }))
  })
}

type Reading = {
  held: Held
  planned: PlannedAction
  compiled: CompiledConfig
  at: (pointer: string) => string
}

/** Outputs are there for actions that have ended or come before this one. */
function strangers({ held, planned, compiled, at }: Reading): readonly Fault[] {
  const { plan } = held.fixed
  const before = ancestors(plan.actions, planned.undoes ?? planned.id)
  const made = (id: string): boolean => {
    const state = actionOf(held.run, id)?.state
    return state === 'succeeded' || state === 'compensated'
  }
  return configReferences(compiled).flatMap(({ path: [root, id], pointer }): Fault[] => {
    if (root !== 'output' || id === undefined) return []
    if (before.has(id) || made(id) || id === planned.undoes) return []
    const message = `The outputs of ${id} are not there when ${planned.id} runs`
    return [{ code: 'output.not_before', at: at(pointer), message }]
  })
}

/** Renders it as the next try would; outputs that are still to come stand for themselves. */
async function rendered(
  deps: EditDeps,
  { held, compiled, at }: Reading,
  schema: Connector['config'] | undefined,
): Promise<readonly Fault[]> {
  const world = { now: deps.now(), newId: deps.newId, random: deps.random }
  const scope = await scopeOf(deps, { held, world, secrets: secretsRead(compiled) }).catch(away)
  if ('message' in scope) return [{ code: 'secret.unavailable', at: at(''), ...scope }]
  const { values } = scope
  const known = outputsOf(held.fixed.plan, held.run)
  const isOpen = (path: readonly string[]): boolean =>
    path[0] === 'output' && !Object.hasOwn(known, path[1] ?? '')
  const references = configReferences(compiled)
  const open = references.filter(({ path }) => isOpen(path))
  const output = { ...placeholders(open.map(({ path }) => path)), ...(values['output'] as object) }
  const made = renderConfig(compiled, { scope: { ...values, output }, world })
  if (!made.ok)
    return made.faults.map(({ code, message, pointer }) => ({ code, message, at: at(pointer) }))
  if (!schema) return []
  const given = structuredClone(made.value.value)
  for (const { instancePath } of Errors(schema, given)) dropNull(given, instancePath)
  return Errors(schema, given)
    .filter(({ instancePath }) => !open.some(({ pointer }) => pointer === instancePath))
    .map(({ instancePath, message }) => ({
      code: 'config.invalid',
      at: at(instancePath),
      message: `It ${message}`,
    }))
}

function away(error: unknown): { message: string } {
  if (error instanceof SecretUnavailable) return { message: error.message }
  throw error
}
