import { escapeHtml, page } from '../kit/page.ts'
import { type Call, formBody, jsonBody, type Reply, seeOther } from '../kit/server.ts'
import { beginRun, finishRun } from './change.ts'
import type { Run, Site } from './site.ts'

const home = { Runs: '/' }
const missing: Reply = { status: 404, body: 'no such page' }
const title = 'GitHub Actions stand-in'

/** The pages people use, and the door for scripts under /_fake. */
export function answerPages(site: Site, call: Call): Reply {
  if (call.path === '/') return listPage(site)
  const [, root, name, id] = call.path.split('/')
  if (root === '_fake' && name === 'runs') return byScript(site, call, id)
  const onPage = /^\/[^/]+\/[^/]+\/actions\/runs\/(\d+)(\/act)?$/.exec(call.path)
  const run = site.runs.get(Number(onPage?.[1]))
  if (!run) return missing
  if (call.method === 'GET') return runPage(run)
  return onPage?.[2] === undefined ? missing : act(site, run, formBody(call))
}

/** `POST /_fake/runs/<id>` with a Finish ends a run; `GET /_fake/runs` shows all. */
function byScript(site: Site, call: Call, id: string | undefined): Reply {
  if (id === undefined) return { status: 200, body: [...site.runs.values()] }
  const run = site.runs.get(Number(id))
  if (!run || call.method !== 'POST') return missing
  const done = finishRun(site, run, jsonBody(call) ?? {})
  return done ? { status: 200, body: site.runs.get(run.id) } : { status: 409, body: 'it has ended' }
}

const pathOf = ({ owner, repo, id }: Run) => `/${owner}/${repo}/actions/runs/${id}`

function tag({ status, conclusion }: Run): string {
  const kind = conclusion === null ? '' : conclusion === 'success' ? ' done' : ' refused'
  return `<span class="tag${kind}">${escapeHtml(conclusion ?? status)}</span>`
}

function listPage(site: Site): Reply {
  const rows = [...site.runs.values()]
    .toReversed()
    .map(
      (run) =>
        `<tr><td><a href="${escapeHtml(pathOf(run))}">${escapeHtml(run.title)}</a></td><td>${escapeHtml(`${run.owner}/${run.repo}`)}</td><td>${escapeHtml(run.workflow)}</td><td>${tag(run)}</td><td class="muted">${escapeHtml(run.created.slice(0, 16).replace('T', ' '))}</td></tr>`,
    )
  const table =
    rows.length === 0
      ? '<div class="card muted">No runs yet. They appear when a request starts a workflow.</div>'
      : `<table><tr><th>Run</th><th>Repository</th><th>Workflow</th><th>Status</th><th>Created (UTC)</th></tr>${rows.join('')}</table>`
  const intro = '<p class="muted">Newest first. Open one to end it.</p>'
  return page(title, `<h1>Workflow runs</h1>${intro}${table}`, home)
}

function runPage(run: Run): Reply {
  const inputs = Object.entries(run.inputs)
    .map(([name, value]) => `<tr><th>${escapeHtml(name)}</th><td>${escapeHtml(value)}</td></tr>`)
    .join('')
  const jobs = run.jobs
    .map(
      ({ name, status, conclusion }) =>
        `<tr><th>${escapeHtml(name)}</th><td>${escapeHtml(conclusion ?? status)}</td></tr>`,
    )
    .join('')
  const content = `<h1>${escapeHtml(run.title)}</h1><p>${tag(run)} <span class="muted">run ${run.id}, attempt ${run.attempt}, on ${escapeHtml(run.ref)}</span></p>
<h2>Inputs</h2><table>${inputs}</table><h2>Jobs</h2><table>${jobs}</table>${run.status === 'completed' ? '' : form(run)}`
  return page(title, content, home)
}

function form(run: Run): string {
  const begin =
    run.status === 'queued' ? '<button class="plain" name="do" value="begin">Begin</button>' : ''
  return `<h2>Be its jobs</h2><form class="card" method="post" action="${escapeHtml(pathOf(run))}/act">
<label><span>Outputs as JSON, left in the artifact pao-outputs</span><textarea name="outputs" rows="3"></textarea></label>${begin}
<button name="do" value="success">Succeed</button><button class="bad" name="do" value="failure">Fail</button></form>`
}

function act(site: Site, run: Run, fields: URLSearchParams): Reply {
  const what = fields.get('do') ?? ''
  const outputs = (fields.get('outputs') ?? '').trim()
  if (what === 'begin') beginRun(site, run)
  else
    finishRun(site, run, {
      conclusion: what === 'failure' ? 'failure' : 'success',
      ...(outputs !== '' && { artifacts: { 'pao-outputs': { 'outputs.json': outputs } } }),
    })
  return seeOther(pathOf(run))
}
