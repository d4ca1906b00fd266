import { multipart } from '../kit/multipart.ts'
import type { Call, Reply } from '../kit/server.ts'
import { textOf } from '../kit/text.ts'
import { changed, openTransitions, take } from './change.ts'
import { search } from './jql.ts'
import { createErrors, fieldErrors, type FieldErrors, isDocument, type Version } from './rules.ts'
import { findIssue, type Issue, issueTypes, nextKey, type Site, statuses } from './site.ts'
import { createFieldView, fieldView, issueView, userView } from './view.ts'

type Json = Record<string, unknown>
/** One call of the REST API, path already cut into words after /rest/api/N. */
export type ApiCall = {
  call: Call
  site: Site
  version: Version
  body: Json
  path: readonly string[]
}

const refused = (errors: FieldErrors, messages: string[] = []): Reply => ({
  status: 400,
  body: { errorMessages: messages, errors },
})
const missing = (
  what = 'Issue does not exist or you do not have permission to see it.',
): Reply => ({
  status: 404,
  body: { errorMessages: [what], errors: {} },
})
const where = ({ call, version }: ApiCall) => ({ version, origin: call.origin })

const nouns: Record<string, (api: ApiCall) => Reply | undefined> = {
  issue: (api) => {
    if (api.path[1] === undefined) return create(api)
    return api.path[1] === 'createmeta' ? createMeta(api) : onIssue(api, api.path[2])
  },
  issueLink: link,
  search: found,
  field: ({ site }) => ({ status: 200, body: site.fields.all().map(fieldView) }),
  myself,
  user: users,
  serverInfo: ({ call, version }) => ({
    status: 200,
    body: {
      baseUrl: call.origin,
      version: '1001.0.0',
      deploymentType: version === '3' ? 'Cloud' : 'Server',
    },
  }),
}

/** Answers a call of either version; undefined = no such path. */
export function answerApi(api: ApiCall): Reply | undefined {
  const noun = api.path[0] ?? ''
  return Object.hasOwn(nouns, noun) ? nouns[noun]?.(api) : undefined
}

function create(api: ApiCall): Reply {
  const { site, version, body } = api
  const fields = (body['fields'] ?? {}) as Json
  const errors = createErrors(site, version, fields)
  if (Object.keys(errors).length > 0) return refused(errors)
  const { project, ...rest } = fields
  const now = site.now()
  const properties = (body['properties'] ?? []) as { key: string; value: unknown }[]
  const issue: Issue = {
    id: site.nextId(),
    key: nextKey(site, (project as { key: string }).key),
    created: now,
    updated: now,
    status: 'To Do',
    fields: rest,
    properties: Object.fromEntries(properties.map(({ key, value }) => [key, value])),
    comments: [],
    attachments: [],
    links: [],
  }
  if (site.switches.searchLagLooks > 0) site.unseen.set(issue.key, site.switches.searchLagLooks)
  changed(site, issue, 'created')
  const { id, key } = issue
  return {
    status: 201,
    body: { id, key, self: `${api.call.origin}/rest/api/${version}/issue/${id}` },
  }
}

function createMeta({ path, site }: ApiCall): Reply {
  const [, , project, , type] = path
  if (!site.projects.includes(project ?? ''))
    return missing('No project could be found with that key.')
  if (type === undefined) {
    const list = issueTypes.map((name, at) => ({
      id: String(10_000 + at),
      name,
      subtask: name === 'Sub-task',
    }))
    return {
      status: 200,
      body: { startAt: 0, maxResults: 50, total: list.length, issueTypes: list },
    }
  }
  const fields = site.fields.all().map(createFieldView)
  return { status: 200, body: { startAt: 0, maxResults: 200, total: fields.length, fields } }
}

type OnIssue = (api: ApiCall, issue: Issue) => Reply | undefined

/** What is asked of an issue, by the word behind its key: how it is read, and how it is changed. */
const issueParts: Record<string, { read?: OnIssue; write?: OnIssue }> = {
  '': {
    read: (api, issue) => ({ status: 200, body: issueView(api.site, issue, where(api)) }),
    write: edit,
  },
  transitions: { read: listTransitions, write: transition },
  comment: { read: listComments, write: comment },
  attachments: { write: attach },
  remotelink: { write: linkRemotely },
  properties: { read: property, write: property },
}

function onIssue(api: ApiCall, part = ''): Reply | undefined {
  const issue = findIssue(api.site, api.path[1] ?? '')
  if (issue === undefined) return missing()
  const ways = Object.hasOwn(issueParts, part) ? issueParts[part] : undefined
  return (api.call.method === 'GET' ? ways?.read : ways?.write)?.(api, issue)
}

function edit({ site, version, body }: ApiCall, issue: Issue): Reply {
  const fields = (body['fields'] ?? {}) as Json
  const errors = fieldErrors(site, version, fields)
  if (Object.keys(errors).length > 0) return refused(errors)
  Object.assign(issue.fields, fields)
  changed(site, issue, 'updated')
  return { status: 204 }
}

function listTransitions(_api: ApiCall, issue: Issue): Reply {
  const list = openTransitions(issue).map(({ id, name, to }) => ({
    id,
    name,
    to: { id: statuses[to].id, name: to, statusCategory: statuses[to].category },
    isAvailable: true,
    ...(to === 'Done' && {
      fields: {
        resolution: {
          required: false,
          name: 'Resolution',
          key: 'resolution',
          operations: ['set'],
          schema: { type: 'resolution', system: 'resolution' },
        },
      },
    }),
  }))
  return { status: 200, body: { transitions: list } }
}

function transition({ site, body }: ApiCall, issue: Issue): Reply {
  const id = (body['transition'] as { id?: string } | undefined)?.id
  if (id === undefined) return refused({}, ["Missing 'transition' identifier"])
  const fields = body['fields'] as Json | undefined
  const fault = take(site, issue, { transition: id, ...(fields && { fields }) })
  return fault === undefined ? { status: 204 } : refused({}, [fault])
}

function comment(api: ApiCall, issue: Issue): Reply {
  const { site, version, body } = api
  const text = body['body']
  const fits = version === '3' ? isDocument(text) : typeof text === 'string'
  if (!fits) return refused({ comment: 'Comment body is not valid!' })
  const added = {
    id: site.nextId(),
    author: site.credentials.email,
    body: text,
    created: site.now(),
  }
  issue.comments.push(added)
  changed(site, issue, 'updated')
  return { status: 201, body: { id: added.id, body: text, created: added.created } }
}

function listComments({ call }: ApiCall, { comments }: Issue): Reply {
  const startAt = Number(call.query.get('startAt') ?? 0)
  const maxResults = Math.min(Number(call.query.get('maxResults') ?? 50), 100)
  const list = comments
    .slice(startAt, startAt + maxResults)
    .map(({ id, body, created }) => ({ id, body, created }))
  return { status: 200, body: { startAt, maxResults, total: comments.length, comments: list } }
}

/** The same globalId changes the link that is there. */
function linkRemotely({ site, body, call, version }: ApiCall, issue: Issue): Reply {
  const { title, url } = (body['object'] ?? {}) as Json
  if (!textOf(title)) return refused({ title: "'title' is required." })
  if (!textOf(url)) return refused({ url: "'url' is required." })
  const links = (issue.remoteLinks ??= [])
  const globalId = textOf(body['globalId']) || `appId=&url=${textOf(url)}`
  const known = links.find((one) => one.globalId === globalId)
  const id = known?.id ?? site.nextId()
  issue.remoteLinks = [...links.filter((one) => one !== known), { id, globalId, body }]
  changed(site, issue, 'updated')
  const self = `${call.origin}/rest/api/${version}/issue/${issue.key}/remotelink/${id}`
  return { status: known ? 200 : 201, body: { id: Number(id), self } }
}

function attach({ call, site }: ApiCall, issue: Issue): Reply {
  if (call.headers['x-atlassian-token'] !== 'no-check')
    return { status: 403, body: 'XSRF check failed' }
  const parts = multipart(call.headers['content-type'], call.raw)?.filter(
    ({ name }) => name === 'file',
  )
  if (parts === undefined || parts.length === 0) return refused({}, ['No file part'])
  if (parts.some(({ content }) => content.length > site.attachmentLimit))
    return {
      status: 413,
      body: { errorMessages: ['The attachment is too large.'], errors: {} },
    }
  const added = parts.map(({ filename, type, content }) => ({
    id: site.nextId(),
    filename: filename ?? 'file',
    mimeType: type ?? 'application/octet-stream',
    size: content.length,
    content: content.toString('base64'),
  }))
  issue.attachments.push(...added)
  changed(site, issue, 'updated')
  return {
    status: 200,
    body: added.map(({ id, filename, mimeType, size }) => ({ id, filename, mimeType, size })),
  }
}

function property({ call, site, path }: ApiCall, issue: Issue): Reply {
  const key = decodeURIComponent(path[3] ?? '')
  if (call.method === 'PUT') {
    const isNew = !Object.hasOwn(issue.properties, key)
    issue.properties[key] = JSON.parse(call.raw.toString('utf8'))
    site.save(issue)
    return { status: isNew ? 201 : 200 }
  }
  return Object.hasOwn(issue.properties, key)
    ? { status: 200, body: { key, value: issue.properties[key] } }
    : missing(`The property ${key} does not exist.`)
}

function link({ site, body }: ApiCall): Reply {
  const end = (name: string) =>
    findIssue(site, String((body[name] as { key?: string } | undefined)?.key))
  const [inward, outward] = [end('inwardIssue'), end('outwardIssue')]
  if (inward === undefined || outward === undefined) return missing()
  const type = String((body['type'] as { name?: string }).name)
  const id = site.nextId()
  inward.links.push({ id, type, outward: outward.key })
  outward.links.push({ id, type, inward: inward.key })
  changed(site, inward, 'updated')
  changed(site, outward, 'updated')
  return { status: 201 }
}

function found(api: ApiCall): Reply {
  const { call, site, version, body, path } = api
  if (version === '3' && path[1] !== 'jql')
    return { status: 410, body: { errorMessages: ['The requested API has been removed.'] } }
  const jql = textOf(body['jql'] ?? call.query.get('jql'))
  const issues = search(site, jql, (body['reconcileIssues'] ?? []) as number[])
  if (issues === undefined) return refused({}, [`Error in the JQL Query: ${jql}`])
  const limit = Number(body['maxResults'] ?? call.query.get('maxResults') ?? 50)
  const page = issues.slice(0, limit)
  const asked = (body['fields'] ?? call.query.get('fields')?.split(',')) as string[] | undefined
  const views = page.map((issue) => {
    const view = issueView(site, issue, where(api))
    return asked === undefined && version === '3' ? { id: view['id'] } : view
  })
  if (version === '3') return { status: 200, body: { isLast: true, issues: views } }
  return {
    status: 200,
    body: { startAt: 0, maxResults: limit, total: issues.length, issues: views },
  }
}

function myself(api: ApiCall): Reply {
  const user = api.site.users.find(
    ({ emailAddress }) => emailAddress === api.site.credentials.email,
  )
  return user === undefined ? missing() : { status: 200, body: userView(user, where(api)) }
}

function users(api: ApiCall): Reply {
  const { call, site } = api
  const query = (call.query.get('query') ?? call.query.get('username') ?? '').toLowerCase()
  const matching = site.users.filter((user) =>
    [user.emailAddress, user.displayName, user.name, user.accountId].some((text) =>
      text.toLowerCase().includes(query),
    ),
  )
  return {
    status: 200,
    body: query === '' ? [] : matching.map((user) => userView(user, where(api))),
  }
}
