import { createHmac, randomUUID } from 'node:crypto'
import { type Job, type Run, type Site, type Workflow, workflowOf } from './site.ts'
import { runView } from './view.ts'

/** How a run is to end. Jobs that are not named end as the run does. */
export type Finish = {
  conclusion?: string
  jobs?: Readonly<Record<string, string>>
  /** Artifact name to file name to text. */
  artifacts?: Readonly<Record<string, Readonly<Record<string, string>>>>
  /** Job name to its log. */
  logs?: Readonly<Record<string, string>>
}

export type Dispatch = {
  owner: string
  repo: string
  file: string
  ref: string
  inputs: Readonly<Record<string, string>>
}

/** Starts a run, or says why GitHub would not: `undefined` workflow, or a message of 422. */
export function startRun(
  site: Site,
  dispatch: Dispatch,
): { run: Run } | { missing: true } | { message: string } {
  const workflow = workflowOf(site, dispatch)
  if (!workflow) return { missing: true }
  const message = faultOf(site, workflow, dispatch)
  if (message !== undefined) return { message }
  const { owner, repo, ref } = dispatch
  const at = new Date(site.now()).toISOString()
  const inputs = { ...presets(workflow), ...dispatch.inputs }
  const id = site.nextId()
  const run: Run = {
    id,
    number: site.runs.size + 1,
    attempt: 1,
    owner,
    repo,
    workflow: workflow.file,
    title: titleOf(workflow, inputs),
    ref,
    inputs,
    status: 'queued',
    conclusion: null,
    created: at,
    updated: at,
    jobs: (workflow.jobs ?? ['build']).map((name, index) => freshJob(id * 100 + index, name)),
    artifacts: [],
  }
  if (site.switches.searchLagLooks > 0) site.unseen.set(id, site.switches.searchLagLooks)
  changed(site, run, 'requested')
  return { run }
}

function freshJob(id: number, name: string): Job {
  const steps = ['Set up job', 'Run'].map((step) => ({
    name: step,
    status: 'queued',
    conclusion: null,
  }))
  return { id, name, status: 'queued', conclusion: null, steps, log: '' }
}

function presets({ inputs }: Workflow): Record<string, string> {
  return Object.fromEntries(
    Object.entries(inputs).flatMap(([name, input]) =>
      input.default === undefined ? [] : [[name, input.default]],
    ),
  )
}

function titleOf({ runName, file }: Workflow, inputs: Readonly<Record<string, string>>): string {
  return (runName ?? file).replaceAll(
    /\$\{\{ inputs\.(\w+) \}\}/g,
    (_, name: string) => inputs[name] ?? '',
  )
}

/** GitHub's own sentences (seen in public issue threads). */
function faultOf(site: Site, workflow: Workflow, { ref, inputs }: Dispatch): string | undefined {
  const { refs = ['main'] } = workflow
  const isOpen = site.openWorkflows
  if (!isOpen && !refs.includes(ref)) return `No ref found for: ${ref}`
  const strange = Object.keys(inputs).filter((name) => !Object.hasOwn(workflow.inputs, name))
  if (!isOpen && strange.length > 0) return `Unexpected inputs provided: ${JSON.stringify(strange)}`
  const missing = Object.entries(workflow.inputs).find(
    ([name, { required }]) => required === true && !inputs[name],
  )
  return missing && `Required input '${missing[0]}' not provided`
}

/** Ends a run as a person or its jobs would; false when it has ended already. */
export function finishRun(site: Site, run: Run, how: Finish): boolean {
  if (run.status === 'completed') return false
  const conclusion = how.conclusion ?? 'success'
  const jobs = run.jobs.map((job) => ended(job, how.jobs?.[job.name] ?? conclusion, how))
  const artifacts = Object.entries(how.artifacts ?? {}).map(([name, files]) => ({
    id: site.nextId(),
    name,
    files,
  }))
  changed(site, { ...run, status: 'completed', conclusion, jobs, artifacts }, 'completed')
  return true
}

function ended(job: Job, conclusion: string, { logs = {} }: Finish): Job {
  const steps = job.steps.map((step, at) => ({
    ...step,
    status: 'completed',
    conclusion: at === 0 ? 'success' : conclusion,
  }))
  return { ...job, status: 'completed', conclusion, steps, log: logs[job.name] ?? `${job.name}\n` }
}

/** The jobs begin. */
export function beginRun(site: Site, run: Run): void {
  const jobs = run.jobs.map((job) => ({
    ...job,
    status: 'in_progress' as const,
    steps: job.steps.map((step) => ({ ...step, status: 'in_progress' })),
  }))
  changed(site, { ...run, status: 'in_progress', jobs }, 'in_progress')
}

/** The same run once more, one attempt higher; `failedOnly` keeps what went well. */
export function rerunRun(site: Site, run: Run, failedOnly: boolean): void {
  const jobs = run.jobs.map((job) =>
    failedOnly && job.conclusion === 'success' ? job : freshJob(job.id + 1, job.name),
  )
  const { attempt } = run
  changed(
    site,
    { ...run, attempt: attempt + 1, status: 'queued', conclusion: null, jobs },
    'requested',
  )
}

/** Stores a changed run and tells the webhook, without waiting for it. */
export function changed(site: Site, run: Run, action: string): void {
  const now = { ...run, updated: new Date(site.now()).toISOString() }
  site.save(now)
  if (site.webhook !== undefined) void tell(site.webhook, now, action)
}

/** One delivery, signed over the raw body; GitHub does not repeat one that failed. */
async function tell(
  { url, secret }: NonNullable<Site['webhook']>,
  run: Run,
  action: string,
): Promise<void> {
  const body = JSON.stringify({
    action,
    workflow_run: runView('https://github.example.com', run),
    repository: { full_name: `${run.owner}/${run.repo}` },
  })
  await fetch(url, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      'x-github-event': 'workflow_run',
      'x-github-delivery': randomUUID(),
      ...(secret !== undefined && {
        'x-hub-signature-256': `sha256=${createHmac('sha256', secret).update(body).digest('hex')}`,
      }),
    },
    body,
    signal: AbortSignal.timeout(10_000),
  }).catch(() => undefined)
}
