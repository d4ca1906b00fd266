import { randomBytes } from 'node:crypto'
import { type Call, jsonBody, type Reply } from '../kit/server.ts'
import { changed, rerunRun, startRun } from './change.ts'
import type { Run, Site } from './site.ts'
import { artifactView, jobView, pageOf, runView } from './view.ts'
import { zip } from './zip.ts'

/** One call below `/repos/<owner>/<repo>`, the rest of the path cut into words. */
export type ApiCall = {
  call: Call
  site: Site
  owner: string
  repo: string
  words: readonly string[]
}

const signedMs = 60_000
const docs = 'https://docs.github.com/rest'

export const said = (status: number, message: string): Reply => ({
  status,
  body: { message, documentation_url: docs, status: String(status) },
})
export const notFound = said(404, 'Not Found')

const nouns: Readonly<Record<string, (api: ApiCall) => Reply>> = {
  workflows: (api) => (api.words[3] === 'dispatches' ? dispatch(api) : listRuns(api)),
  runs: onRun,
  jobs: jobLog,
  artifacts: artifactArchive,
}

/** Answers a call about a repository. */
export function answerApi(api: ApiCall): Reply {
  const [root, noun = ''] = api.words
  if (root === 'installation') return { status: 200, body: installation(api) }
  if (root !== 'actions' || !Object.hasOwn(nouns, noun)) return notFound
  return nouns[noun]?.(api) ?? notFound
}

function installation({ site, owner }: ApiCall) {
  return {
    id: site.app.installation,
    app_id: Number(site.app.id),
    app_slug: 'pao-app',
    target_type: 'Organization',
    permissions: { actions: 'write' },
    events: ['workflow_run'],
    account: { id: 2, login: owner, type: 'Organization' },
  }
}

type DispatchBody = {
  ref: string
  inputs?: Record<string, unknown>
  return_run_details?: boolean
}

function dispatch({ call, site, owner, repo, words }: ApiCall): Reply {
  const { ref, inputs = {}, return_run_details: details } = jsonBody(call) as DispatchBody
  if (site.flavor === 'ghes' && details !== undefined)
    return said(422, 'Invalid request.\n\n"return_run_details" is not a permitted key.')
  if (Object.values(inputs).some((value) => typeof value !== 'string'))
    return said(422, 'Invalid value for input: must be a string')
  const file = decodeURIComponent(words[2] ?? '')
  const started = startRun(site, {
    owner,
    repo,
    file,
    ref,
    inputs: inputs as Record<string, string>,
  })
  if ('missing' in started) return notFound
  if ('message' in started) return said(422, started.message)
  if (details !== true) return { status: 204 }
  const { run } = started
  return {
    status: 200,
    body: {
      workflow_run_id: run.id,
      run_url: `${call.origin}/api/v3/repos/${owner}/${repo}/actions/runs/${run.id}`,
      html_url: pageOf(call.origin, run),
    },
  }
}

function listRuns({ call, site, owner, repo, words }: ApiCall): Reply {
  const file = decodeURIComponent(words[2] ?? '')
  const since = /^>=(.+)$/.exec(call.query.get('created') ?? '')?.[1]
  const all = [...site.runs.values()]
    .filter((run) => run.owner === owner && run.repo === repo && run.workflow === file)
    .filter(({ id }) => isListed(site, id))
    .filter(({ created }) => since === undefined || Date.parse(created) >= Date.parse(since))
    .toReversed()
  const size = Math.min(Number(call.query.get('per_page') ?? 30), 100)
  const from = (Number(call.query.get('page') ?? 1) - 1) * size
  const page = all.slice(from, from + size).map((run) => runView(call.origin, run))
  return { status: 200, body: { total_count: all.length, workflow_runs: page } }
}

function isListed({ unseen }: Site, id: number): boolean {
  const looks = unseen.get(id)
  if (looks === undefined) return true
  if (looks <= 1) unseen.delete(id)
  else unseen.set(id, looks - 1)
  return false
}

function onRun(api: ApiCall): Reply {
  const { call, site, words } = api
  const run = site.runs.get(Number(words[2]))
  if (!run || run.owner !== api.owner || run.repo !== api.repo) return notFound
  const part = words[3]
  if (call.method === 'POST') return changeRun(site, run, part)
  if (part === undefined) return { status: 200, body: runView(call.origin, run) }
  if (part === 'jobs') {
    const jobs = run.jobs.map((job) => jobView(call.origin, run, job))
    return { status: 200, body: { total_count: jobs.length, jobs } }
  }
  if (part !== 'artifacts') return notFound
  const artifacts = run.artifacts.map((one) => artifactView(call.origin, run, one))
  return { status: 200, body: { total_count: artifacts.length, artifacts } }
}

function changeRun(site: Site, run: Run, part: string | undefined): Reply {
  const isOver = run.status === 'completed'
  if (part === 'cancel') {
    if (isOver) return said(409, 'Cannot cancel a workflow run that is completed.')
    const jobs = run.jobs.map((job) => ({
      ...job,
      status: 'completed' as const,
      conclusion: job.conclusion ?? 'cancelled',
    }))
    changed(site, { ...run, status: 'completed', conclusion: 'cancelled', jobs }, 'completed')
    return { status: 202, body: {} }
  }
  if (part !== 'rerun' && part !== 'rerun-failed-jobs') return notFound
  if (!isOver) return said(403, 'The workflow run is already running')
  rerunRun(site, run, part === 'rerun-failed-jobs')
  return { status: 201, body: {} }
}

function jobLog({ site, words }: ApiCall): Reply {
  const id = Number(words[2])
  const job = [...site.runs.values()].flatMap(({ jobs }) => jobs).find((one) => one.id === id)
  if (job?.status !== 'completed') return notFound
  return signed(site, Buffer.from(job.log))
}

function artifactArchive({ site, words }: ApiCall): Reply {
  const id = Number(words[2])
  const found = [...site.runs.values()]
    .flatMap(({ artifacts }) => artifacts)
    .find((one) => one.id === id)
  if (!found) return notFound
  if (found.expired === true) return said(410, 'Artifact has expired')
  return signed(site, zip(found.files))
}

/** Sends the caller to the storage by an address that is itself the secret, for a minute. */
function signed(site: Site, content: Buffer): Reply {
  const secret = randomBytes(16).toString('hex')
  site.signed.set(secret, { content, until: site.now() + signedMs })
  return { status: 302, headers: { location: `${site.storage.url}/blob?sig=${secret}` } }
}
