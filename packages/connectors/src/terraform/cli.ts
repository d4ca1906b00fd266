import type { ActionContext } from '../kit/context.ts'
import { Ended } from '../kit/ended.ts'
import type { Outcome, Outputs } from '../kit/outcome.ts'
import { permanent } from '../kit/target.ts'
import { Check } from 'typebox/value'
import { askFor, decisionOf, Waiting } from './approval.ts'
import type { TerraformConfig } from './config.ts'
import {
  apply,
  digestOf,
  dropPlan,
  isEmpty,
  keepPlan,
  outcomeOf,
  ownOutputs,
  plan,
  type Planned,
  saveUnsaved,
} from './plan.ts'
import { type Again, prepare } from './prepare.ts'
import type { Site } from './site.ts'
import { planFile } from './site-files.ts'
import { inPlace } from './place.ts'

/** Terraform run beside the worker. */
export const cli = { execute, poll, resume, cancel, compensate }

/** Plans, and applies what it planned: at once, or when a person has agreed to that very plan. */
function execute(context: ActionContext, config: TerraformConfig): Promise<Outcome> {
  return onSite(context, config, {}, (site) => goAhead(site))
}

type Work = (site: Site) => Promise<Outcome>

function onSite(
  context: ActionContext,
  config: TerraformConfig,
  again: Again,
  work: Work,
): Promise<Outcome> {
  return inPlace(context, async (place, noteTouch) => {
    const site = await prepare(context, config, place, again)
    noteTouch(site)
    await saveUnsaved(site)
    return work(site)
  })
}

/** From a fresh plan on. */
async function goAhead(site: Site, created?: boolean): Promise<Outcome> {
  const { execution = {} } = site.config
  const isNew = created ?? (await ownsState(site))
  const planned = await plan(site, execution.destroy === true)
  if (execution.plan_only === true)
    return {
      kind: 'succeeded',
      outputs: { ...ownOutputs(site), ...planOutputs(planned), tf_applied: false },
    }
  if (!planned.changes_anything) return done(site, { planned, created: isNew })
  if (execution.auto_approve !== true) return waitFor(site, { planned, created: isNew })
  const end = await apply(site)
  return end === 'done' ? done(site, { planned, created: isNew }) : failedStale()
}

/** Whether all that will stand in the state is of this order. */
async function ownsState(site: Site): Promise<boolean> {
  const { state, context } = site
  if (state === undefined) return isEmpty(site)
  const found = await context.states.look(state)
  return found === undefined || found.resources === 0 || found.madeBy === context.request.id
}

function planOutputs({
  counts,
  changes,
  digest,
}: Pick<Planned, 'counts' | 'changes' | 'digest'>): Outputs {
  const resources = changes.slice(0, 200).map(({ address, action }) => ({ address, action }))
  return { tf_plan: { ...counts, resources, digest } }
}

type Settled = { planned: Planned; created: boolean }

async function done(site: Site, { planned, created }: Settled): Promise<Outcome> {
  await dropPlan(site.context)
  return outcomeOf(site, { ...planOutputs(planned), tf_applied: true, tf_created: created })
}

/** No worker is held meanwhile: the plan is kept, sealed, and any replica can apply it. */
async function waitFor(site: Site, { planned, created }: Settled): Promise<Outcome> {
  await keepPlan(site, planned)
  const ask = askFor(site.context.action.name, planned)
  return waiting({
    ask,
    created,
    plan: planOutputs(planned),
    ...(site.revision !== undefined && { revision: site.revision }),
  })
}

function waiting(memo: Waiting): Outcome {
  return { kind: 'waiting', waitingFor: 'person', memo, ask: memo.ask }
}

/** Between plan and apply in one call somebody else changed the state; the next try plans anew. */
function failedStale(): Outcome {
  return {
    kind: 'failed',
    retryable: true,
    class: 'connection',
    code: 'terraform.plan_stale',
    message: 'The state was changed by somebody else after the plan was made',
    made: 'no',
  }
}

/** Still waits; a memo of another kind cannot be, but would be planned anew. */
async function poll(
  context: ActionContext,
  config: TerraformConfig,
  memo: Outputs,
): Promise<Outcome> {
  return Check(Waiting, memo) ? waiting(memo) : execute(context, config)
}

/** Takes a person's decision on the plan that waits. */
async function resume(
  context: ActionContext,
  config: TerraformConfig,
  memo: Outputs,
  signal: Outputs,
): Promise<Outcome> {
  if (!Check(Waiting, memo)) return execute(context, config)
  const decision = decisionOf(signal)
  if (!decision) return waiting(memo)
  if (!decision.approved) return rejected(context, decision)
  // Whoever agreed to another plan has not agreed to this one.
  if (decision.digest !== memo.ask.digest) return waiting(memo)
  context.log(`approved by ${decision.by || 'somebody'}`)
  const lock = await context.keep.get('lock')
  const again = {
    ...(memo.revision !== undefined && { revision: memo.revision }),
    ...(lock && { lock }),
  }
  return onSite(context, config, again, (site) => applyKept(site, memo))
}

async function rejected(
  context: ActionContext,
  { by, comment }: { by: string; comment: string },
): Promise<Outcome> {
  await dropPlan(context)
  return {
    kind: 'failed',
    retryable: false,
    class: 'rejected',
    code: 'terraform.rejected',
    message: comment || `${by || 'Somebody'} rejected the plan`,
    made: 'no',
  }
}

/** Exactly what was agreed to, or a new question. */
async function applyKept(site: Site, memo: Waiting): Promise<Outcome> {
  const { context, place, folder } = site
  const bytes = await context.keep.get('plan')
  const isThat = bytes !== undefined && digestOf(bytes) === memo.ask.digest
  if (!isThat || site.revision !== memo.revision) {
    context.log('The plan that was agreed to cannot be had any more; planning anew')
    return goAhead(site, memo.created)
  }
  await place.write(`${folder}/${planFile}`, bytes)
  if ((await apply(site)) === 'stale') {
    context.log('The state has moved since the plan was made; planning anew')
    return goAhead(site, memo.created)
  }
  await dropPlan(context)
  return outcomeOf(site, {
    ...memo.plan,
    tf_applied: true,
    tf_created: memo.created,
  })
}

/** A plan that waits is forgotten; nothing of it was applied. */
async function cancel(
  context: ActionContext,
  _config: TerraformConfig,
  _memo: Outputs,
): Promise<Outcome> {
  await dropPlan(context)
  return { kind: 'succeeded', outputs: {} }
}

/** Destroys what stands in the state, if all of it is of this order. */
function compensate(
  context: ActionContext,
  config: TerraformConfig,
  outputs: Outputs,
): Promise<Outcome> {
  const { execution = {} } = config
  if (execution.plan_only === true) return Promise.resolve({ kind: 'succeeded', outputs: {} })
  if (execution.destroy === true)
    return Promise.resolve(
      permanent('terraform.cannot_undo', 'What was destroyed cannot be made again by undoing'),
    )
  return onSite(context, config, {}, async (site) => {
    if (await isEmpty(site)) return { kind: 'succeeded', outputs: { tf_applied: false } }
    if (!(await isOurs(site, outputs)))
      throw new Ended(
        permanent(
          'terraform.not_only_ours',
          'The state holds what is not of this order alone; what is to be destroyed must be said by an action with execution.destroy',
        ),
      )
    const planned = await plan(site, true)
    if (planned.changes_anything && (await apply(site)) === 'stale') return failedStale()
    return { kind: 'succeeded', outputs: { ...planOutputs(planned), tf_applied: true } }
  })
}

/**
 * Whether nobody else has a part in what stands in the state. Of states that lie elsewhere only the order itself
 * knows, and only if it came to its end.
 */
async function isOurs({ state, context }: Site, outputs: Outputs): Promise<boolean> {
  if (state === undefined) return outputs['tf_created'] === true
  const found = await context.states.look(state)
  return found?.madeBy === context.request.id && found.changedBy === context.request.id
}
