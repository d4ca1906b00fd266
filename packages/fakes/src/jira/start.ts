import { type Book, openBook } from '../kit/book.ts'
import { type Contract, loadContract } from '../kit/contract.ts'
import { multipart } from '../kit/multipart.ts'
import { type Call, jsonBody, listen, type Reply } from '../kit/server.ts'
import {
  disturbed,
  failureHeaders,
  plannedFailure,
  switchboard,
  type Switches,
} from '../kit/switches.ts'
import { answerApi } from './api.ts'
import { answerPages } from './pages.ts'
import { type Issue, type JiraOptions, openSite, type Site } from './site.ts'

export type FakeJira = {
  url: string
  credentials: { email: string; token: string }
  switches: Switches
  /** Calls that Jira would not have taken. */
  complaints: Book['complaints']
  /** What is on the site now, oldest first. */
  issues(): readonly Issue[]
  /** Resolves as a person would, on the ticket's page. */
  resolve(
    key: string,
    how?: { resolution?: string; fields?: Record<string, unknown>; comment?: string },
  ): Promise<void>
  [Symbol.asyncDispose](): Promise<void>
}

const contractFile = new URL('../../contracts/jira/jira-cloud-v3.openapi.json', import.meta.url)

/** A Jira that speaks Cloud v3 (checked against the vendor's contract) and Data Center v2, with pages for people. */
export async function startFakeJira(options: JiraOptions): Promise<FakeJira> {
  const site = openSite(options)
  const book = openBook(
    () => effectsOf(site),
    ({ path }) => path.startsWith('/rest/api/2/'),
  )
  const contract = book.watched(await loadContract(contractFile))
  const listener = await listen(
    (call) => book.served(call, () => answer(site, contract, call)),
    options,
  )
  return {
    url: listener.url,
    credentials: site.credentials,
    switches: site.switches,
    complaints: book.complaints,
    issues: () => [...site.issues.values()],
    async resolve(key, how = {}) {
      const reply = await fetch(`${listener.url}/_fake/issues/${key}/resolve`, {
        method: 'POST',
        body: JSON.stringify(how),
      })
      if (!reply.ok) throw new Error(`${key} was not resolved: ${await reply.text()}`)
    },
    [Symbol.asyncDispose]: () => listener.close(),
  }
}

/** Every lasting thing on the site, oldest first within its issue. */
function effectsOf({ issues }: Site): { kind: string; id: string; of?: string }[] {
  return [...issues.values()].flatMap(({ key: of, comments, attachments, links, remoteLinks }) => [
    { kind: 'issue', id: of },
    ...comments.map(({ id }) => ({ kind: 'comment', id, of })),
    ...attachments.map(({ id }) => ({ kind: 'attachment', id, of })),
    ...[...links, ...(remoteLinks ?? [])].map(({ id }) => ({ kind: 'link', id, of })),
  ])
}

async function answer(site: Site, contract: Contract, call: Call): Promise<Reply> {
  const switched = switchboard(site.switches, call)
  if (switched) return switched
  const version = /^\/rest\/api\/(2|3|latest)\//.exec(call.path)?.[1]
  if (version === undefined) return answerPages(site, call)
  const failure = await plannedFailure(site.switches, call)
  if (failure) {
    const reason = failure.status === 429 ? { 'ratelimit-reason': 'jira-burst-based' } : {}
    return {
      status: failure.status,
      headers: { ...reason, ...failureHeaders(failure) },
      body: { errorMessages: ['planned failure'], errors: {} },
    }
  }
  const reply = version === '3' ? answerCloud(site, contract, call) : answerDataCenter(site, call)
  const changes = call.method !== 'GET' && !call.path.includes('/search') && reply.status < 300
  return disturbed(site.switches, reply, changes)
}

const words = (call: Call) => call.path.split('/').slice(4)
const unauthorized: Reply = {
  status: 401,
  headers: { 'www-authenticate': 'Basic realm="Jira"' },
  body: {
    errorMessages: [
      'You are not authenticated. Authentication required to perform this operation.',
    ],
    errors: {},
  },
}
const noSuchPath: Reply = { status: 404, body: { errorMessages: ['no such path'], errors: {} } }

function answerCloud(site: Site, contract: Contract, call: Call): Reply {
  const { email, token } = site.credentials
  const basic = `Basic ${Buffer.from(`${email}:${token}`).toString('base64')}`
  if (call.headers['authorization'] !== basic) return unauthorized
  const parts = multipart(call.headers['content-type'], call.raw)
  const body = parts ? Object.fromEntries(parts.map(({ name }) => [name, 'file'])) : jsonBody(call)
  if (words(call)[0] === 'search' && words(call)[1] !== 'jql')
    return {
      status: 410,
      body: { errorMessages: ['The requested API has been removed.'], errors: {} },
    }
  const upload = words(call)[2] === 'attachments'
  const refusal = upload ? undefined : contract.refusal(call, body)
  if (refusal)
    return { status: refusal.status, body: { errorMessages: refusal.detail, errors: {} } }
  const reply = answerApi({
    call,
    site,
    version: '3',
    body: (body ?? {}) as Record<string, unknown>,
    path: words(call),
  })
  return contract.checked(call, reply ?? noSuchPath)
}

function answerDataCenter(site: Site, call: Call): Reply {
  if (call.headers['authorization'] !== `Bearer ${site.credentials.token}`) return unauthorized
  const body = (jsonBody(call) ?? {}) as Record<string, unknown>
  const known = ['fields', 'update', 'properties', 'transition', 'historyMetadata']
  const isWrite =
    words(call)[0] === 'issue' && ['POST', 'PUT'].includes(call.method) && words(call).length <= 2
  const strange = isWrite ? Object.keys(body).filter((key) => !known.includes(key)) : []
  if (strange.length > 0)
    return {
      status: 400,
      body: { errorMessages: [`Unrecognized field ${strange.join(', ')}`], errors: {} },
    }
  return answerApi({ call, site, version: '2', body, path: words(call) }) ?? noSuchPath
}
