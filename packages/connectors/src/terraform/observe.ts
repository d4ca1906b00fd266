import { hiddenValue } from '@pao/core/governance'
import { type Static, Type } from 'typebox'
import { Check } from 'typebox/value'
import { isSame, toldValue } from '../kit/compare.ts'
import type { ActionContext } from '../kit/context.ts'
import { Ended } from '../kit/ended.ts'
import { type Difference, type Observed, seen, unseen } from '../kit/observed.ts'
import type { Outcome, Outputs } from '../kit/outcome.ts'
import { permanent } from '../kit/target.ts'
import { follow, mustDo, runHooks } from './command.ts'
import type { TerraformConfig } from './config.ts'
import { failedRun } from './diagnostics.ts'
import { inPlace } from './place.ts'
import { prepare } from './prepare.ts'
import type { Site } from './site.ts'
import { planFile } from './site-files.ts'
import { isOwnState, stateName } from './state-name.ts'

/**
 * Compares the world with the state that was kept: a plan that only refreshes, without the state's lock, of which nothing
 * is applied. What a workspace of HCP Terraform holds is assessed there.
 */
export async function observe(
  context: ActionContext,
  config: TerraformConfig,
  outputs: Outputs,
): Promise<Observed> {
  const { runner, execution = {} } = config
  if (runner === 'hcp' || execution.plan_only === true || execution.destroy === true)
    return { kind: 'blind' }
  if (await holdsNothing(context, config)) return { kind: 'missing' }
  const revision = outputs['tf_revision']
  const again = typeof revision === 'string' ? { revision } : {}
  const observed = await inPlace(context, async (place) =>
    look(await prepare(context, onlyExisting(config), place, again)),
  )
  return isOutcome(observed) ? missingOr(observed) : observed
}

/** No workspace is made by a look. */
function onlyExisting(config: TerraformConfig): TerraformConfig {
  const { workspace } = config
  return workspace
    ? { ...config, workspace: { ...workspace, create_if_not_exists: false } }
    : config
}

/** A state of our own that nobody wrote, or whose every resource was taken out of it. */
async function holdsNothing(context: ActionContext, config: TerraformConfig): Promise<boolean> {
  if (!isOwnState(config)) return false
  const found = await context.states.look(stateName(context, config))
  return found === undefined || found.resources === 0
}

function isOutcome(observed: Observed | Outcome): observed is Outcome {
  return 'code' in observed || observed.kind === 'succeeded' || observed.kind === 'waiting'
}

function missingOr(outcome: Outcome): Observed {
  const isGone = outcome.kind === 'failed' && outcome.code === 'terraform.workspace_missing'
  return isGone ? { kind: 'missing' } : unseen(outcome)
}

const Change = Type.Object({
  actions: Type.Array(Type.String()),
  before: Type.Optional(Type.Unknown()),
  after: Type.Optional(Type.Unknown()),
  before_sensitive: Type.Optional(Type.Unknown()),
  after_sensitive: Type.Optional(Type.Unknown()),
})
const Drifted = Type.Object({ address: Type.String(), change: Change })
/** Of the JSON form of a plan, only what is read here. */
const Shown = Type.Object({
  resource_drift: Type.Optional(Type.Array(Drifted)),
  prior_state: Type.Optional(Type.Unknown()),
})
type Change = Static<typeof Change>

async function look(site: Site): Promise<Observed> {
  await runHooks(site, 'pre_plan')
  const told = await follow(site, [
    'plan',
    ...argumentsOf(site),
    '-refresh-only',
    '-detailed-exitcode',
    `-out=${planFile}`,
  ])
  if (told.code !== 0 && told.code !== 2) throw new Ended(failedRun('plan', told.errors, 'no'))
  if (told.code === 0) return { kind: 'in_sync' }
  const end = await mustDo(site, 'plan', ['show', '-no-color', '-json', planFile])
  const shown: unknown = JSON.parse(end.stdout)
  if (!Check(Shown, shown))
    throw new Ended(permanent('terraform.plan_failed', 'Terraform showed a plan of another form'))
  const drift = shown.resource_drift ?? []
  const isGone = drift.length > 0 && standing(shown.prior_state) === 0
  return isGone ? { kind: 'missing' } : seen(drift.flatMap(differencesOf))
}

function argumentsOf({ config: { execution = {} } }: Site): string[] {
  const { parallelism } = execution
  const most = parallelism === undefined ? [] : [`-parallelism=${parallelism}`]
  return ['-input=false', '-no-color', '-json', '-lock=false', ...most]
}

function differencesOf({ address, change }: Static<typeof Drifted>): Difference[] {
  if (change.actions.includes('delete')) return [{ path: address, expected: 'present' }]
  return compare(address, change)
}

type Side = { value: unknown; sensitive: unknown }

function compare(path: string, change: Change): Difference[] {
  const before = { value: change.before, sensitive: change.before_sensitive }
  return walk(path, before, { value: change.after, sensitive: change.after_sensitive })
}

/** Down to the values that differ. Nothing below what either side calls sensitive is told. */
function walk(path: string, before: Side, after: Side): Difference[] {
  if (isSame(before.value ?? null, after.value ?? null)) return []
  if (before.sensitive === true || after.sensitive === true)
    return [{ path, expected: hiddenValue, found: hiddenValue }]
  const [left, right] = [mapOf(before.value), mapOf(after.value)]
  if (left === undefined || right === undefined)
    return [{ path, ...side('expected', before), ...side('found', after) }]
  const names = [...new Set([...Object.keys(left), ...Object.keys(right)])].toSorted()
  return names.flatMap((name) =>
    walk(
      Array.isArray(before.value) ? `${path}[${name}]` : `${path}.${name}`,
      within(before, left, name),
      within(after, right, name),
    ),
  )
}

function within(
  { sensitive }: Side,
  values: Readonly<Record<string, unknown>>,
  name: string,
): Side {
  return { value: values[name], sensitive: mapOf(sensitive)?.[name] }
}

/** A value with something sensitive in it is not told as a whole. */
function side(name: 'expected' | 'found', { value, sensitive }: Side): Partial<Difference> {
  if (value === undefined || value === null) return {}
  return { [name]: marksAny(sensitive) ? hiddenValue : toldValue(value) }
}

function marksAny(sensitive: unknown): boolean {
  return sensitive === true || Object.values(mapOf(sensitive) ?? {}).some(marksAny)
}

/** Lists are maps by their place. */
function mapOf(value: unknown): Readonly<Record<string, unknown>> | undefined {
  if (typeof value !== 'object' || value === null) return undefined
  return Object.fromEntries(Object.entries(value))
}

/** Resources that stand in the state as the plan found the world. */
function standing(state: unknown): number {
  const root = mapOf(mapOf(mapOf(state)?.['values'])?.['root_module'])
  return root === undefined ? 0 : managedIn(root)
}

function managedIn(module: Readonly<Record<string, unknown>>): number {
  const own = Object.values(mapOf(module['resources']) ?? {}).filter(
    (one) => mapOf(one)?.['mode'] === 'managed',
  )
  const below = Object.values(mapOf(module['child_modules']) ?? {}).map((one) =>
    managedIn(mapOf(one) ?? {}),
  )
  return below.reduce((sum, count) => sum + count, own.length)
}
