import { Type } from 'typebox'
import { Check } from 'typebox/value'
import type { ActionContext } from '../kit/context.ts'
import { outcomeOf, stop } from '../kit/ended.ts'
import type { Outcome, Outputs } from '../kit/outcome.ts'
import { permanent } from '../kit/target.ts'
import { decisionOf } from './approval.ts'
import type { TerraformConfig } from './config.ts'
import { confirm, Following, isTrue, look, waitOn, type Watch } from './hcp-look.ts'
import { get, refused, type Remote, remoteOf, type Resource } from './hcp-remote.ts'
import { findRun, startRun, workspaceAt } from './hcp-start.ts'
import { bringsCode, takenIn, upload, Uploading } from './hcp-upload.ts'

/** Runs of a workspace in HCP Terraform. */
export const hcp = { execute, poll, resume, cancel, compensate }

type Work = (remote: Remote) => Promise<Outcome>

async function within(
  context: ActionContext,
  config: TerraformConfig,
  work: Work,
): Promise<Outcome> {
  try {
    refuseOthers(config)
    return await work(remoteOf(context, config))
  } catch (error) {
    return outcomeOf(error)
  }
}

/** What belongs to the workspace there cannot be said here; silence would be a lie. */
function refuseOthers(config: TerraformConfig): void {
  const others = ['backend', 'providers', 'var_files', 'hooks'] as const
  const found = others.find((name) => config[name] !== undefined)
  if (found !== undefined)
    throw stop(
      'terraform.not_with_hcp',
      `With runner hcp the workspace decides on ${found}; leave it out`,
    )
  if (config.source?.type === 'registry')
    throw stop(
      'terraform.not_with_hcp',
      'With runner hcp code comes from git or local; write a module that calls the one of the registry',
    )
}

/** Starts a run of the workspace, or finds the one an earlier try started. */
function execute(context: ActionContext, config: TerraformConfig): Promise<Outcome> {
  return within(context, config, (remote) =>
    start(remote, config, { destroy: config.execution?.destroy === true, undoes: false }),
  )
}

type Kind = { destroy: boolean; undoes: boolean }

async function start(remote: Remote, config: TerraformConfig, kind: Kind): Promise<Outcome> {
  const workspace = await workspaceAt(remote, config)
  const found = await findRun(remote, workspace.id)
  if (found) return following(remote, config, { workspace, run: found, kind })
  if (!bringsCode(config, workspace)) return startWith(remote, config, { workspace, kind })
  return goOnWith(remote, config, {
    workspace,
    kind,
    uploading: await upload(remote, config, workspace.id),
  })
}

type Starting = { workspace: Resource; kind: Kind }

/** Starts the run once the code that was handed over is taken in, or waits for that. */
async function goOnWith(
  remote: Remote,
  config: TerraformConfig,
  { workspace, kind, uploading }: Starting & { uploading: Uploading },
): Promise<Outcome> {
  const taken = await takenIn(remote, uploading)
  if (taken.done) return startWith(remote, config, { workspace, kind, version: uploading.version })
  const { memo, until } = taken
  return { kind: 'waiting', waitingFor: 'remote', until, memo: { ...memo, kind } }
}

async function startWith(
  remote: Remote,
  config: TerraformConfig,
  { workspace, kind, version }: Starting & { version?: string },
): Promise<Outcome> {
  const { destroy } = kind
  const run = await startRun(remote, config, { workspace: workspace.id, destroy, version })
  return following(remote, config, { workspace, run, kind })
}

function following(
  remote: Remote,
  config: TerraformConfig,
  { workspace, run, kind }: Starting & { run: Resource },
): Outcome {
  const memo: Following = {
    run: run.id,
    workspace: workspace.id,
    created: Number(workspace.attributes['resource-count'] ?? 0) === 0,
    undoes: kind.undoes,
    looks: 0,
  }
  return waitOn({ remote, config, memo })
}

const Handed = Type.Object({
  ...Uploading.properties,
  kind: Type.Object({ destroy: Type.Boolean(), undoes: Type.Boolean() }),
})

/** Looks how far the run is. */
function poll(context: ActionContext, config: TerraformConfig, memo: Outputs): Promise<Outcome> {
  if (Check(Handed, memo))
    return within(context, config, async (remote) => {
      const workspace = await workspaceAt(remote, config)
      // A look whose report got lost may have started it.
      const run = await findRun(remote, workspace.id)
      const { kind, ...uploading } = memo
      return run
        ? following(remote, config, { workspace, run, kind })
        : goOnWith(remote, config, { workspace, kind, uploading })
    })
  if (!Check(Following, memo)) return execute(context, config)
  return within(context, config, (remote) => look({ remote, config, memo }))
}

/** A notification is only a hint; a person's decision is about the run that was shown. */
function resume(
  context: ActionContext,
  config: TerraformConfig,
  memo: Outputs,
  signal: Outputs,
): Promise<Outcome> {
  const decision = decisionOf(signal)
  if (!Check(Following, memo) || !memo.ask || !decision) return poll(context, config, memo)
  return within(context, config, async (remote) => {
    const watch: Watch = { remote, config, memo }
    const by = `PAO: ${decision.by} ${decision.comment}`.trim().slice(0, 500)
    if (!decision.approved) return reject(watch, by, decision.comment)
    if (decision.digest !== memo.ask?.digest) return waitOn(watch)
    const run = await get(remote, `/runs/${memo.run}`)
    return isTrue(run, 'is-confirmable') ? confirm(watch, by) : look(watch)
  })
}

async function reject(watch: Watch, by: string, comment: string): Promise<Outcome> {
  const { remote, memo } = watch
  const answer = await remote.send('POST', `/runs/${memo.run}/actions/discard`, { comment: by })
  // It went on without us, or ended: the run says what became of it.
  if (answer.status === 409) return look(watch)
  if (answer.status !== 202) throw refused(remote, answer, 'no')
  return {
    kind: 'failed',
    retryable: false,
    class: 'rejected',
    code: 'terraform.rejected',
    message: comment || 'The plan was rejected',
    made: 'no',
  }
}

/** Discards a run that waits, cancels one that is under way; what has ended is left alone. */
function cancel(context: ActionContext, config: TerraformConfig, memo: Outputs): Promise<Outcome> {
  if (!Check(Following, memo)) return Promise.resolve({ kind: 'succeeded', outputs: {} })
  return within(context, config, async (remote) => {
    const run = await get(remote, `/runs/${memo.run}`)
    const verb = isTrue(run, 'is-discardable') ? 'discard' : 'cancel'
    if (verb === 'cancel' && !isTrue(run, 'is-cancelable'))
      return { kind: 'succeeded', outputs: {} }
    const comment = `PAO: the request ${context.action.calledOff ?? 'was cancelled'}`
    const answer = await remote.send('POST', `/runs/${memo.run}/actions/${verb}`, { comment })
    if (answer.status !== 202 && answer.status !== 409) throw refused(remote, answer, 'no')
    return { kind: 'succeeded', outputs: {} }
  })
}

/** A run that destroys what stands in the workspace, if all of it is of this order. */
function compensate(
  context: ActionContext,
  config: TerraformConfig,
  outputs: Outputs,
): Promise<Outcome> {
  const { execution = {} } = config
  if (execution.plan_only === true) return Promise.resolve({ kind: 'succeeded', outputs: {} })
  if (outputs['tf_created'] !== true || execution.destroy === true)
    return Promise.resolve(
      permanent(
        'terraform.not_only_ours',
        'It is not certain that all of the workspace is of this order; name an action with execution.destroy',
      ),
    )
  return within(context, config, (remote) => start(remote, config, { destroy: true, undoes: true }))
}
