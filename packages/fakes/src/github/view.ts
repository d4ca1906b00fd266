import type { Artifact, Job, Run } from './site.ts'
import { zip } from './zip.ts'

const sha = '009b8a3a9ccbb128af87f9b1c0f4c62e8a304f6d'
const actor = { id: 1, login: 'pao-app[bot]', type: 'Bot' }

const repositoryOf = ({ owner, repo }: Run) => ({
  id: 42,
  name: repo,
  full_name: `${owner}/${repo}`,
  private: true,
})

/** Page of the run, where people look at it. */
export function pageOf(origin: string, run: Run): string {
  return `${origin}/${run.owner}/${run.repo}/actions/runs/${run.id}`
}

/** A run as the API shows it. */
export function runView(origin: string, run: Run): Record<string, unknown> {
  const self = `${origin}/api/v3/repos/${run.owner}/${run.repo}/actions/runs/${run.id}`
  return {
    id: run.id,
    node_id: `WFR_${run.id}`,
    name: run.workflow,
    display_title: run.title,
    head_branch: run.ref,
    head_sha: sha,
    path: `.github/workflows/${run.workflow}@${run.ref}`,
    run_number: run.number,
    run_attempt: run.attempt,
    event: 'workflow_dispatch',
    status: run.status,
    conclusion: run.conclusion,
    workflow_id: 161_335,
    check_suite_id: run.id + 1_000_000,
    url: self,
    html_url: pageOf(origin, run),
    created_at: run.created,
    updated_at: run.updated,
    run_started_at: run.created,
    actor,
    triggering_actor: actor,
    pull_requests: [],
    jobs_url: `${self}/jobs`,
    logs_url: `${self}/logs`,
    check_suite_url: `${origin}/api/v3/check-suites/1`,
    artifacts_url: `${self}/artifacts`,
    cancel_url: `${self}/cancel`,
    rerun_url: `${self}/rerun`,
    workflow_url: `${origin}/api/v3/workflows/161335`,
    head_commit: {
      id: sha,
      tree_id: sha,
      message: 'a commit',
      timestamp: run.created,
      author: { name: 'Ada', email: 'ada@example.com' },
      committer: { name: 'Ada', email: 'ada@example.com' },
    },
    repository: repositoryOf(run),
    head_repository: repositoryOf(run),
  }
}

/** A job of a run as the API shows it. */
export function jobView(origin: string, run: Run, job: Job): Record<string, unknown> {
  const self = `${origin}/api/v3/repos/${run.owner}/${run.repo}/actions/jobs/${job.id}`
  return {
    id: job.id,
    run_id: run.id,
    run_url: `${origin}/api/v3/repos/${run.owner}/${run.repo}/actions/runs/${run.id}`,
    run_attempt: run.attempt,
    node_id: `CR_${job.id}`,
    head_sha: sha,
    url: self,
    html_url: `${pageOf(origin, run)}/job/${job.id}`,
    status: job.status,
    conclusion: job.conclusion,
    created_at: run.created,
    started_at: run.created,
    completed_at: job.status === 'completed' ? run.updated : null,
    name: job.name,
    steps: job.steps.map((step, at) => ({ ...step, number: at + 1 })),
    check_run_url: `${origin}/api/v3/check-runs/${job.id}`,
    labels: ['ubuntu-latest'],
    runner_id: 1,
    runner_name: 'runner',
    runner_group_id: 1,
    runner_group_name: 'Default',
    workflow_name: run.workflow,
    head_branch: run.ref,
  }
}

/** An artifact as the API shows it; its size is that of the archive. */
export function artifactView(
  origin: string,
  run: Run,
  { id, name, files, expired = false }: Artifact,
): Record<string, unknown> {
  const self = `${origin}/api/v3/repos/${run.owner}/${run.repo}/actions/artifacts/${id}`
  return {
    id,
    node_id: `A_${id}`,
    name,
    size_in_bytes: zip(files).length,
    url: self,
    archive_download_url: `${self}/zip`,
    expired,
    created_at: run.updated,
    expires_at: run.updated,
    updated_at: run.updated,
  }
}
