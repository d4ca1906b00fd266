import { type Connector, type DryFacts, type DryRun, dryRun } from '@pao/connectors'
import type { Outputs, Plan, PlannedAction, Verdict } from '@pao/core/engine'
import {
  compileConfig,
  configReferences,
  renderConfig,
  Secret,
  type World,
} from '@pao/core/template'
import type { Requests } from './deps.ts'
import type { CheckedOrder } from './order.ts'
import type { CheckDeps } from './ordered-along.ts'
import { capture } from './outputs.ts'
import { fitting } from './prepare.ts'
import { componentPlaceholders, placeholders, previewScope, shownSecrets } from './preview-scope.ts'

export type DryDeps = CheckDeps & Pick<Requests, 'outside' | 'publicUrl' | 'timers'>

/** Milliseconds for one action; usually it takes a few. */
const longestRunMs = 5_000

/** What one action of the plan would do; `would_not_run`: it would be left out, and why. */
export type DryStep = Omit<DryRun, 'outcome'> & {
  outcome: DryRun['outcome'] | { kind: 'would_not_run'; message: string }
}

/** Outputs of the actions that were tried so far, secrets wrapped. */
type Brought = Record<string, Record<string, unknown>>

/** Actions of one order being tried; `trialOf` makes it. */
export type Trial = {
  deps: DryDeps
  checked: CheckedOrder
  /** What templates read besides outputs. */
  values: Readonly<Record<string, unknown>>
  world: World
  requestId: string
  verdicts: ReadonlyMap<string, Verdict>
  brought: Brought
}

/**
 * Tries every action of the plan dry, one after the other in an order its dependencies allow, outputs feeding the
 * templates of later ones. Touches nothing: see `dryRun` of the connectors.
 */
export async function dryRuns(
  deps: DryDeps,
  checked: CheckedOrder,
  verdicts: ReadonlyMap<string, Verdict>,
): Promise<Readonly<Record<string, DryStep>>> {
  const trial = trialOf(deps, checked, verdicts)
  const steps: Record<string, DryStep> = {}
  for (const action of inOrder(checked.plan)) steps[action.id] = await tryAction(trial, action)
  return steps
}

/** What is the same for every action of an order that is tried; nothing has been brought yet. */
export function trialOf(
  deps: DryDeps,
  checked: CheckedOrder,
  verdicts: ReadonlyMap<string, Verdict>,
): Trial {
  const world: World = { now: deps.now(), newId: deps.newId, random: deps.random }
  const requestId = deps.newId()
  const early = previewScope(deps, checked, world)
  const request = { ...(early['request'] as object), id: requestId }
  return { deps, checked, values: { ...early, request }, world, requestId, verdicts, brought: {} }
}

/** The same for one action when others have brought these outputs; a secret one reads `***`. */
export function tryWith(
  trial: Trial,
  action: PlannedAction,
  outputs: Readonly<Record<string, Outputs>>,
): Promise<DryStep> {
  const brought = Object.fromEntries(
    Object.entries(outputs).map(([id, own]) => [id, withSecrets(own)]),
  )
  return tryAction({ ...trial, brought }, action)
}

const isMain = ({ role }: PlannedAction): boolean => role === 'main'

/** Fallbacks and rollbacks come last: they see what all others brought. */
function inOrder({ actions }: Plan): readonly PlannedAction[] {
  const left = [...actions.filter(isMain), ...actions.filter((one) => !isMain(one))]
  const open = new Set(left.map(({ id }) => id))
  const ordered: PlannedAction[] = []
  while (left.length > 0) {
    const at = left.findIndex(({ after }) => !after.some((id) => open.has(id)))
    const [next] = left.splice(Math.max(at, 0), 1)
    if (!next) break
    open.delete(next.id)
    ordered.push(next)
  }
  return ordered
}

async function tryAction(trying: Trial, action: PlannedAction): Promise<DryStep> {
  const connector = trying.deps.connectors.get(action.type)
  if (action.compensates) return untried('The connector itself undoes what it made')
  if (trying.verdicts.get(action.id) === 'fails') return untried('Its conditions do not hold')
  if (!connector) return wouldFail('connector.unavailable', `${action.type} is not installed here`)
  const given = givenTo(trying, action, connector)
  if ('step' in given) return given.step
  const ran = await dryRun(connector, factsOf(trying, action), given.config)
  const dry = { ...ran, outputs: keptOf(action, connector, ran.outputs) }
  if (dry.outcome.kind === 'would_succeed')
    trying.brought[action.id] = withSecrets({ ...everyOutput(dry), ...dry.outputs })
  if (dry.outcome.kind !== 'would_fail' || given.open.length === 0) return dry
  const message = `${waitsFor(given.open)}; with what stands in their place: ${dry.outcome.message}`
  return { ...dry, outcome: { kind: 'not_known', message } }
}

type Given = { config: unknown; open: readonly string[] } | { step: DryStep }

/** The config without secrets as the connector would get it, and the outputs in it that nobody has brought. */
function givenTo(
  { deps, checked, values, world, brought }: Trial,
  action: PlannedAction,
  connector: Connector,
): Given {
  const compiled = compileConfig(action.config, connector.config)
  if (!compiled.ok) return { step: wouldFail('template.invalid', textOf(compiled.faults)) }
  const paths = configReferences(compiled.value).map(({ path }) => path)
  const stand = placeholders(paths)
  const output = Object.fromEntries(
    [...new Set([...Object.keys(stand), ...Object.keys(brought)])].map((id) => [
      id,
      { ...stand[id], ...(Object.hasOwn(brought, id) && brought[id]) },
    ]),
  )
  const open = openIn(paths, brought)
  const scope = {
    ...values,
    secrets: shownSecrets(deps, checked.asker.principal.tenant, compiled.value),
    output,
    components: componentPlaceholders(paths),
  }
  const rendered = renderConfig(compiled.value, { scope, world })
  if (!rendered.ok) return { step: wouldFail('template.invalid', textOf(rendered.faults)) }
  const { redacted, value } = rendered.value
  const fit = fitting(connector, { value: redacted, redacted })
  if (fit.ok) return { config: fit.value, open }
  if (open.length > 0) return { step: notKnown(waitsFor(open)) }
  if (fitting(connector, { value, redacted }).ok)
    return { step: notKnown('A secret answer decides about it, and secrets are not tried') }
  const { outcome } = fit
  if (outcome.kind !== 'failed') throw new Error('a config that does not fit is a failure')
  return { step: wouldFail(outcome.code, outcome.message) }
}

function openIn(paths: readonly (readonly string[])[], brought: Brought): readonly string[] {
  const names = paths.flatMap(([root, id = '', name]) => {
    if (root === 'components') return [`components.${id}`]
    if (root !== 'output' || name === undefined) return []
    const own = Object.hasOwn(brought, id) ? brought[id] : undefined
    return own && Object.hasOwn(own, name) ? [] : [`output.${id}.${name}`]
  })
  return [...new Set(names)]
}

function waitsFor(open: readonly string[]): string {
  return `It depends on ${open.slice(0, 5).join(', ')}, which no dry run brings`
}

function textOf(faults: readonly { pointer: string; message: string }[]): string {
  return faults
    .slice(0, 5)
    .map(({ pointer, message }) => `${pointer}: ${message}`)
    .join('; ')
}

const nothing = { calls: [], outputs: {}, notes: [], waitedMs: 0 }

function untried(message: string): DryStep {
  return { ...nothing, outcome: { kind: 'would_not_run', message } }
}

function notKnown(message: string): DryStep {
  return { ...nothing, outcome: { kind: 'not_known', message } }
}

function wouldFail(code: string, message: string): DryStep {
  return { ...nothing, outcome: { kind: 'would_fail', class: 'permanent', code, message } }
}

function factsOf(
  { deps, checked, requestId }: Trial,
  { id, name }: Pick<PlannedAction, 'id' | 'name'>,
): DryFacts {
  const { metadata } = checked.document
  const { requester, principal } = checked.asker
  const outside = deps.outside(principal.tenant)
  return {
    request: {
      id: requestId,
      item: { id: metadata.id, name: metadata.name },
      requester: {
        email: requester.email,
        ...(requester.name !== undefined && { name: requester.name }),
      },
      ...(checked.environment !== undefined && { environment: checked.environment }),
      url: `${deps.publicUrl}/requests/${requestId}`,
    },
    action: { id, name },
    now: deps.now(),
    signal: deps.timers.limit(longestRunMs),
    connection: (type, wanted) => outside.connection(type, wanted, metadata.owner.team),
    secret: outside.secret,
  }
}

/** What would be kept of it, under the item's own names too; too much of it is nothing. */
function keptOf(action: PlannedAction, connector: Connector, returned: Outputs): Outputs {
  const captured = capture(action, connector, { returned })
  return captured.ok ? captured.outputs : {}
}

/** What templates read of any action that succeeded. */
function everyOutput({ waitedMs }: DryRun): Outputs {
  return { status: 'succeeded', duration: waitedMs / 1000 }
}

/** What is hidden stays so in whatever a template makes of it. */
function withSecrets(outputs: Outputs): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(outputs).map(([name, value]) => [
      name,
      value === '***' ? new Secret(value) : value,
    ]),
  )
}
