import { escapeHtml, page } from '../kit/page.ts'
import { type Call, formBody, jsonBody, type Reply, seeOther } from '../kit/server.ts'
import { richHtml } from './adf-text.ts'
import { changed, take } from './change.ts'
import { type FieldSpec, isRichText } from './fields.ts'
import { findIssue, type Issue, type Site } from './site.ts'

const home = { Tickets: '/' }
const missing: Reply = { status: 404, body: 'no such page' }

/** The pages people use, and the door for scripts under /_fake. */
export function answerPages(site: Site, call: Call): Reply {
  const [, root, name = '', third, fourth] = call.path.split('/')
  if (root === '' && call.method === 'GET') return listPage(site)
  if (root === 'browse') return onBrowse(site, call, { key: name, part: third })
  if (root !== '_fake' || name !== 'issues') return missing
  if (third === undefined) return { status: 200, body: [...site.issues.values()] }
  const issue = findIssue(site, third)
  if (issue === undefined || fourth !== 'resolve' || call.method !== 'POST') return missing
  return resolveByScript(site, issue, call)
}

function onBrowse(site: Site, call: Call, at: { key: string; part: string | undefined }): Reply {
  const issue = findIssue(site, at.key)
  if (issue === undefined) return missing
  if (call.method === 'GET') return issuePage(site, issue)
  return at.part === 'act' ? act(site, issue, formBody(call)) : missing
}

function tag(issue: Issue): string {
  const kind = !isOver(issue) ? '' : issue.resolution === 'Done' ? ' done' : ' refused'
  const text =
    issue.resolution === undefined ? issue.status : `${issue.status}: ${issue.resolution}`
  return `<span class="tag${kind}">${escapeHtml(text)}</span>`
}

function listPage(site: Site): Reply {
  const rows = [...site.issues.values()].toReversed().map((issue) => {
    const { summary, issuetype } = issue.fields as {
      summary?: string
      issuetype?: { name?: string }
    }
    return `<tr><td><a href="/browse/${issue.key}">${issue.key}</a></td><td>${escapeHtml(summary)}</td><td>${escapeHtml(issuetype?.name)}</td><td>${tag(issue)}</td><td class="muted">${escapeHtml(issue.created.slice(0, 16).replace('T', ' '))}</td></tr>`
  })
  const table =
    rows.length === 0
      ? '<div class="card muted">No tickets yet. They appear when a request is submitted.</div>'
      : `<table><tr><th>Key</th><th>Summary</th><th>Type</th><th>Status</th><th>Created (UTC)</th></tr>${rows.join('')}</table>`
  return page(
    'Jira stand-in',
    `<h1>Tickets</h1><p class="muted">Newest first. Open one to work on it.</p>${table}`,
    home,
  )
}

function shown(site: Site, field: FieldSpec, value: unknown): string {
  if (isRichText(field)) return richHtml(value)
  if (field.schema.type === 'user') {
    const { accountId, name } = value as { accountId?: string; name?: string }
    const user = site.users.find((one) => one.accountId === accountId || one.name === name)
    return escapeHtml(user?.displayName ?? '')
  }
  const name = (one: unknown): string => {
    const map = one as { value?: string; name?: string; child?: unknown } | null
    const own = map?.value ?? map?.name
    return own === undefined
      ? escapeHtml(one)
      : escapeHtml(own) + (map?.child ? ` / ${name(map.child)}` : '')
  }
  return Array.isArray(value) ? value.map((one) => name(one)).join(', ') : name(value)
}

function fieldRows(site: Site, issue: Issue): string {
  const hidden = ['summary', 'description']
  return Object.entries(issue.fields)
    .filter(([id, value]) => !hidden.includes(id) && value !== null && value !== undefined)
    .map(([id, value]) => {
      const field = site.fields.byId(id)
      return field
        ? `<tr><th>${escapeHtml(field.name)}</th><td>${shown(site, field, value)}</td></tr>`
        : ''
    })
    .join('')
}

function forms(site: Site, issue: Issue): string {
  const start = '<button class="plain" name="do" value="Start">Start</button>'
  const inputs = site.fields
    .all()
    .filter(({ result }) => result === true)
    .map(({ id, name }) => `<label><span>${escapeHtml(name)}</span><input name="${id}"></label>`)
    .join('')
  if (isOver(issue))
    return '<form method="post" action="act"><button class="plain" name="do" value="Reopen">Reopen</button></form>'
  return `<form method="post" action="act">${inputs}<label><span>Comment</span><textarea name="comment" rows="2"></textarea></label>${issue.status === 'To Do' ? start : ''}<button name="do" value="Done">Resolve (Done)</button><button class="bad" name="do" value="Won't Do">Resolve (Won't Do)</button></form>`
}

function issuePage(site: Site, issue: Issue): Reply {
  const comments = issue.comments
    .map(
      ({ author, body, created }) =>
        `<div class="card"><p class="muted">${escapeHtml(author)}, ${escapeHtml(created.slice(0, 16))}</p>${richHtml(body)}</div>`,
    )
    .join('')
  const files = issue.attachments
    .map(({ filename, size }) => `<li>${escapeHtml(filename)} (${size} bytes)</li>`)
    .join('')
  const links = issue.links
    .map(
      ({ type, inward, outward }) =>
        `<li>${escapeHtml(type)} <a href="/browse/${escapeHtml(inward ?? outward)}">${escapeHtml(inward ?? outward)}</a></li>`,
    )
    .join('')
  const content = `<base href="/browse/${issue.key}/"><h1>${issue.key}: ${escapeHtml(issue.fields['summary'])}</h1><p>${tag(issue)}</p>
<div class="card">${richHtml(issue.fields['description']) || '<span class="muted">No description</span>'}</div>
<h2>Fields</h2><table>${fieldRows(site, issue)}</table>
${files ? `<h2>Attachments</h2><ul>${files}</ul>` : ''}${links ? `<h2>Links</h2><ul>${links}</ul>` : ''}
${comments ? `<h2>Comments</h2>${comments}` : ''}
<h2>Work on it</h2><div class="card">${forms(site, issue)}</div>`
  return page(`${issue.key} – Jira stand-in`, content, home)
}

/** Text typed on a page or sent by a script, in the form the field stores. */
function typed(site: Site, values: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(values).flatMap(([name, value]) => {
      const field = site.fields.byId(name) ?? site.fields.byName(name)
      if (field === undefined || value === '') return []
      return [[field.id, field.schema.type === 'number' ? Number(value) : value]]
    }),
  )
}

function resolveByScript(site: Site, issue: Issue, call: Call): Reply {
  const how = (jsonBody(call) ?? {}) as {
    resolution?: string
    fields?: Record<string, unknown>
    comment?: string
  }
  return (
    resolve(site, issue, how) ?? {
      status: 200,
      body: { key: issue.key, status: issue.status, resolution: issue.resolution },
    }
  )
}

function resolve(
  site: Site,
  issue: Issue,
  how: { resolution?: string; fields?: Record<string, unknown>; comment?: string },
): Reply | undefined {
  remark(site, issue, how.comment)
  const fields = {
    ...typed(site, how.fields ?? {}),
    resolution: { name: how.resolution ?? 'Done' },
  }
  const fault = take(site, issue, { transition: 'Done', fields })
  return fault === undefined ? undefined : { status: 409, body: fault }
}

function remark(site: Site, issue: Issue, text: string | undefined) {
  if (text === undefined || text.trim() === '') return
  const body = {
    type: 'doc',
    version: 1,
    content: [{ type: 'paragraph', content: [{ type: 'text', text }] }],
  }
  issue.comments.push({ id: site.nextId(), author: 'you', body, created: site.now() })
}

function act(site: Site, issue: Issue, form: URLSearchParams): Reply {
  const wanted = form.get('do') ?? ''
  const { do: _do, comment, ...fields } = Object.fromEntries(form) as Record<string, string>
  if (wanted === 'Start' || wanted === 'Reopen') {
    remark(site, issue, comment)
    Object.assign(issue.fields, typed(site, fields))
    if (take(site, issue, { transition: wanted }) !== undefined) changed(site, issue, 'updated')
  } else
    resolve(site, issue, { resolution: wanted, fields, ...(comment !== undefined && { comment }) })
  return seeOther(`/browse/${issue.key}`)
}

function isOver({ status }: Issue): boolean {
  return status === 'Done' || status === 'Closed'
}
