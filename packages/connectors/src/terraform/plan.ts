import { createHash } from 'node:crypto'
import { Ended } from '../kit/ended.ts'
import type { Outcome, Outputs } from '../kit/outcome.ts'
import { permanent } from '../kit/target.ts'
import { type Plan, summaryOf } from './approval.ts'
import { follow, mustDo, runHooks, terraform } from './command.ts'
import { errorsIn, failedRun, isStale } from './diagnostics.ts'
import type { Site } from './site.ts'
import { lockFile, planFile } from './site-files.ts'

export type Planned = Plan & {
  /** False = the world is as the code wants it. */
  changes_anything: boolean
  bytes: Uint8Array
}

/** Seconds to wait for the lock of the state when the item does not say. */
const usualLockSeconds = 300

function commonArgs({ config: { execution = {} } }: Site): string[] {
  const { lock_timeout: seconds = usualLockSeconds, parallelism } = execution
  return [
    '-input=false',
    '-no-color',
    '-json',
    `-lock-timeout=${seconds}s`,
    ...(parallelism === undefined ? [] : [`-parallelism=${parallelism}`]),
  ]
}

/** Plans into a file. Ends the call when that fails; nothing has been changed then. */
export async function plan(site: Site, destroy: boolean): Promise<Planned> {
  await runHooks(site, 'pre_plan')
  const told = await follow(site, [
    'plan',
    ...commonArgs(site),
    '-detailed-exitcode',
    `-out=${planFile}`,
    ...(site.config.execution?.refresh === false ? ['-refresh=false'] : []),
    ...(destroy ? ['-destroy'] : []),
  ])
  if (told.code !== 0 && told.code !== 2) throw new Ended(failedRun('plan', told.errors, 'no'))
  await runHooks(site, 'post_plan')
  const bytes = await site.place.read(`${site.folder}/${planFile}`)
  if (!bytes) throw new Ended(permanent('terraform.plan_failed', 'Terraform left no plan'))
  const planned = { ...told, digest: digestOf(bytes), bytes, changes_anything: told.code === 2 }
  for (const line of summaryOf(planned).split('\n')) if (line !== '') site.context.log(line)
  return planned
}

/** SHA-256 of a saved plan. */
export function digestOf(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex')
}

/** Applies the plan that lies in the folder. `stale` = nothing was done, for the state has moved since. */
export async function apply(site: Site): Promise<'done' | 'stale'> {
  await runHooks(site, 'pre_apply')
  site.touched = true
  const told = await follow(site, ['apply', ...commonArgs(site), planFile])
  if (told.code !== 0) {
    if (isStale(told.errors)) {
      site.touched = false
      return 'stale'
    }
    await keepUnsaved(site)
    throw new Ended(failedRun('apply', told.errors, 'maybe'))
  }
  await runHooks(site, 'post_apply')
  return 'done'
}

/** Name of what is kept when Terraform could not save the state: it knows of things nobody else knows of. */
const unsaved = 'unsaved-state'

async function keepUnsaved(site: Site): Promise<void> {
  const lost = await site.place.read(`${site.folder}/errored.tfstate`)
  if (!lost) return
  await site.context.keep.put(unsaved, lost)
  site.context.log('The state could not be saved; it is kept and saved at the next try')
}

/** Saves what an earlier try could not. Terraform refuses it where the state has moved on since. */
export async function saveUnsaved(site: Site): Promise<void> {
  const { context, place, folder } = site
  const lost = await context.keep.get(unsaved)
  if (!lost) return
  await place.write(`${folder}/errored.tfstate`, lost)
  await mustDo(site, 'state', ['state', 'push', '-no-color', 'errored.tfstate'])
  await context.keep.drop(unsaved)
  context.log('The state of the earlier try is saved')
}

/** Keeps a plan for whoever applies it, on whatever machine: plan, and the choice of providers it was made with. */
export async function keepPlan(
  { context, place, folder }: Site,
  { bytes }: Planned,
): Promise<void> {
  await context.keep.put('plan', bytes)
  const lock = await place.read(`${folder}/${lockFile}`)
  if (lock) await context.keep.put('lock', lock)
  else await context.keep.drop('lock')
}

/** Takes away what was kept for an apply. */
export async function dropPlan({ keep }: Site['context']): Promise<void> {
  await keep.drop('plan')
  await keep.drop('lock')
}

/** Whether something stands in the state. */
export async function isEmpty(site: Site): Promise<boolean> {
  const end = await terraform(site, ['state', 'list'])
  if (end.code === 0) return end.stdout.trim() === ''
  // A backend that keeps files has none before the first apply, and says so as an error.
  if (/No state file was found/i.test(end.stderr)) return true
  throw new Ended(failedRun('state', errorsIn(end.stderr || end.stdout), 'no'))
}

type Succeeded = Extract<Outcome, { kind: 'succeeded' }>

/** Outputs of the module, and what this connector knows of the run. */
export async function outcomeOf(site: Site, more: Outputs): Promise<Succeeded> {
  const captured = await outputsOf(site)
  return {
    kind: 'succeeded',
    outputs: { ...captured.outputs, ...ownOutputs(site), ...more },
    sensitive: captured.sensitive,
  }
}

/** What is known of every run. */
export function ownOutputs(site: Site): Outputs {
  return {
    tf_workspace: site.workspace,
    tf_version: site.version,
    ...(site.state !== undefined && { tf_state: site.state }),
    ...(site.revision !== undefined && { tf_revision: site.revision }),
  }
}

type Output = { value: unknown; sensitive?: boolean }

async function outputsOf(site: Site): Promise<{ outputs: Outputs; sensitive: string[] }> {
  const { capture = true, sensitive: named = [] } = site.config.outputs ?? {}
  if (capture === false) return { outputs: {}, sensitive: [] }
  const end = await mustDo(site, 'output', ['output', '-no-color', '-json'])
  const all = Object.entries(JSON.parse(end.stdout) as Record<string, Output>)
  const wanted = Array.isArray(capture) ? all.filter(([name]) => capture.includes(name)) : all
  return {
    outputs: Object.fromEntries(wanted.map(([name, { value }]) => [name, value])),
    sensitive: wanted.flatMap(([name, output]) =>
      output.sensitive === true || named.includes(name) ? [name] : [],
    ),
  }
}
