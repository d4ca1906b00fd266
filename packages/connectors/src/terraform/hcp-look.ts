import { createHash } from 'node:crypto'
import { type Static, Type } from 'typebox'
import type { ApprovalAsk, Outcome, Outputs } from '../kit/outcome.ts'
import type { TerraformConfig } from './config.ts'
import { get, list, refused, related, type Remote, type Resource } from './hcp-remote.ts'

/** What a wait for a run remembers. */
export const Following = Type.Object({
  run: Type.String(),
  workspace: Type.String(),
  /** Whether the workspace was empty before this order. */
  created: Type.Boolean(),
  /** An undoing: nobody is asked. */
  undoes: Type.Boolean(),
  looks: Type.Number(),
  ask: Type.Optional(
    Type.Object({ title: Type.String(), summary: Type.String(), digest: Type.String() }),
  ),
  plan: Type.Optional(Type.Record(Type.String(), Type.Unknown())),
})
export type Following = Static<typeof Following>

/** Milliseconds to the next look: often at first, later once a minute; a notification comes sooner. */
const looksMs = [5_000, 10_000, 20_000, 30_000, 60_000]
/** A person may also decide in HCP Terraform itself. */
const askedMs = 120_000

export type Watch = { remote: Remote; config: TerraformConfig; memo: Following }

/** The wait for the other side. */
export function waitOn({ remote, memo }: Watch): Outcome {
  const { context, connection, url } = remote
  return {
    kind: 'waiting',
    waitingFor: memo.ask ? 'person' : 'remote',
    until: context.now + (memo.ask ? askedMs : (looksMs[memo.looks] ?? 60_000)),
    key: `terraform:${connection}:${memo.run}`,
    memo: { ...memo, looks: memo.looks + 1 },
    ref: { kind: 'run', id: memo.run, url: `${url}/app/${remote.organization}/runs/${memo.run}` },
    ...(memo.ask && { ask: memo.ask }),
  }
}

/** Reads the run and does what follows: wait, ask, confirm, or end. A status that is not known is a run under way. */
export async function look(watch: Watch): Promise<Outcome> {
  const { remote, config, memo } = watch
  const run = await get(remote, `/runs/${memo.run}`)
  const status = String(run.attributes['status'])
  remote.context.log(`run ${memo.run} is ${status}`)
  const ended = endOf(run, status)
  if (ended) return ended
  if (status === 'applied' || status === 'planned_and_finished')
    return finished(watch, run, status === 'applied')
  if (!isTrue(run, 'is-confirmable')) return waitOn({ ...watch, memo: withoutAsk(memo) })
  if (memo.undoes || config.execution?.auto_approve === true) return confirm(watch, 'PAO')
  return waitOn({ ...watch, memo: memo.ask ? memo : await asking(watch, run) })
}

function withoutAsk({ ask: _ask, ...memo }: Following): Following {
  return memo
}

/** Whether the run lets it be done now; states have more names than are worth knowing. */
export function isTrue({ attributes }: Resource, action: string): boolean {
  return (Object(attributes['actions']) as Record<string, unknown>)[action] === true
}

const ends: Readonly<Record<string, { code: string; message: string; rejected?: true }>> = {
  errored: { code: 'terraform.run_errored', message: 'The run ended with an error' },
  canceled: { code: 'terraform.run_canceled', message: 'The run was cancelled in HCP Terraform' },
  force_canceled: {
    code: 'terraform.run_canceled',
    message: 'The run was cancelled by force in HCP Terraform',
  },
  policy_soft_failed: {
    code: 'terraform.policy_failed',
    message: 'A policy forbids what the run would do',
  },
  discarded: {
    code: 'terraform.rejected',
    message: 'The run was discarded in HCP Terraform',
    rejected: true,
  },
}

function endOf(run: Resource, status: string): Outcome | undefined {
  const end = Object.hasOwn(ends, status) ? ends[status] : undefined
  if (!end) return undefined
  const times = Object(run.attributes['status-timestamps']) as Record<string, unknown>
  return {
    kind: 'failed',
    retryable: false,
    class: end.rejected ? 'rejected' : 'permanent',
    code: end.code,
    message: end.message,
    // What was cancelled or failed in the middle of an apply may have changed something.
    made: times['applying-at'] === undefined ? 'no' : 'maybe',
  }
}

/** Lets exactly this run go on. 409 = it is not in that state any more; the next look tells. */
export async function confirm(watch: Watch, comment: string): Promise<Outcome> {
  const { remote, memo } = watch
  const answer = await remote.send('POST', `/runs/${memo.run}/actions/apply`, { comment })
  if (answer.status !== 202 && answer.status !== 409) throw refused(remote, answer)
  return waitOn({ ...watch, memo: { ...withoutAsk(memo), looks: 0 } })
}

async function asking({ remote, memo }: Watch, run: Resource): Promise<Following> {
  const counts = await countsOf(remote, run)
  const { add, change, destroy } = counts
  const notes = [...(await costsOf(remote, run)), ...(await policiesOf(remote, run))]
  const shown = [`**${add} to add, ${change} to change, ${destroy} to destroy**`, ...notes]
  const digest = createHash('sha256')
    .update(JSON.stringify([run.id, shown]))
    .digest('hex')
  const link = `[Run ${run.id}](${remote.url}/app/${remote.organization}/runs/${run.id})`
  const ask: ApprovalAsk = {
    title: `Apply the Terraform plan of ${remote.context.action.name}`,
    summary: [...shown, link, `Plan \`${digest}\``].join('\n\n'),
    digest,
  }
  for (const line of ask.summary.split('\n\n')) remote.context.log(line)
  return { ...memo, ask, plan: { ...counts, digest } }
}

async function countsOf(remote: Remote, run: Resource) {
  const id = related(run, 'plan')
  const { attributes } =
    id === undefined
      ? { attributes: {} as Resource['attributes'] }
      : await get(remote, `/plans/${id}`)
  const count = (name: string) => Number(attributes[`resource-${name}`] ?? 0)
  return { add: count('additions'), change: count('changes'), destroy: count('destructions') }
}

async function costsOf(remote: Remote, run: Resource): Promise<string[]> {
  const id = related(run, 'cost-estimate')
  if (id === undefined) return []
  const { attributes } = await get(remote, `/cost-estimates/${id}`)
  const { 'proposed-monthly-cost': cost, 'delta-monthly-cost': delta } = attributes
  return typeof cost === 'string' && typeof delta === 'string'
    ? [`Costs ${cost} a month (${delta} more than before)`]
    : []
}

async function policiesOf(remote: Remote, run: Resource): Promise<string[]> {
  if (!('policy-checks' in run.relationships)) return []
  const checks = await list(remote, `/runs/${run.id}/policy-checks`)
  return checks.map(({ attributes }) => `Policies: ${String(attributes['status']).slice(0, 40)}`)
}

/** What the run brought. Right after an apply its outputs may still be worked out. */
async function finished(watch: Watch, run: Resource, applied: boolean): Promise<Outcome> {
  const { remote, config, memo } = watch
  const own: Outputs = {
    tf_run: run.id,
    tf_workspace: config.workspace?.name ?? '',
    tf_plan: memo.plan ?? (await countsOf(remote, run)),
    tf_applied: applied,
    tf_created: memo.created,
  }
  const isPlan = config.execution?.plan_only === true
  if (memo.undoes || isPlan || config.outputs?.capture === false)
    return { kind: 'succeeded', outputs: own }
  const current = await remote.send('GET', `/workspaces/${memo.workspace}/current-state-version`)
  if (current.status === 404) return { kind: 'succeeded', outputs: own }
  if (current.status !== 200) throw refused(remote, current, 'no')
  const { data } = current.json() as { data: { id: string; attributes: Record<string, unknown> } }
  if (data.attributes['resources-processed'] === false) return waitOn(watch)
  return { kind: 'succeeded', ...(await outputsOf(watch, data.id, own)) }
}

async function outputsOf({ remote, config }: Watch, version: string, own: Outputs) {
  const { capture = true, sensitive: named = [] } = config.outputs ?? {}
  const all = await list(remote, `/state-versions/${version}/outputs`)
  const outputs: Record<string, unknown> = {}
  const sensitive: string[] = []
  for (const { id, attributes } of all) {
    const name = String(attributes['name'])
    if (Array.isArray(capture) && !capture.includes(name)) continue
    const isSecret = attributes['sensitive'] === true
    // Lists show no secret values.
    const full = isSecret
      ? (await get(remote, `/state-version-outputs/${id}`)).attributes
      : attributes
    outputs[name] = full['value']
    if (isSecret || named.includes(name)) sensitive.push(name)
  }
  return { outputs: { ...outputs, ...own }, sensitive }
}
