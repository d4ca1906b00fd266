import { type FastifyPluginAsyncTypebox, Type } from '@fastify/type-provider-typebox'
import type { Principal } from '#identity/principal.ts'
import type { ApiDeps } from '../deps.ts'
import { principalOf } from '../guards/access.ts'
import { refusals, signedIn } from '../problem.ts'
import { answer } from './answers.ts'
import { keyView } from './api-keys.ts'
import { absenceView } from './approval-views.ts'
import { iso, summaryView } from './request-views.ts'
import { sessionView } from './session.ts'

const perRead = 200
/** Requests and entries of the audit log in one answer; what is older is named by `older`. */
const mostRequests = 2_000
const mostEntries = 2_000

const Rows = Type.Array(Type.Unsafe<object>({ type: 'object' }))
const OwnData = Type.Object({
  made_at: Type.String({ format: 'date-time' }),
  person: Type.Unsafe<object>({ type: 'object' }),
  sessions: Rows,
  api_keys: Rows,
  absence: Type.Unsafe<object | null>({ type: ['object', 'null'] }),
  views: Rows,
  requests: Rows,
  comments: Rows,
  feedback: Rows,
  audit: Rows,
  older: Type.Object(
    { requests: Type.Boolean(), audit: Type.Boolean() },
    { description: 'Whether there is more than one answer holds; lists and admins have it.' },
  ),
})

/** Everything that is kept of the one who asks (GDPR, articles 15 and 20). */
export function ownDataRoutes(deps: ApiDeps): FastifyPluginAsyncTypebox {
  return async (app) => {
    app.get(
      '/me/export',
      {
        config: {
          access: 'self',
          audited: { action: 'person.exported', type: 'person', outcome: 'read' },
        },
        schema: {
          operationId: 'exportOwnData',
          summary: 'What is kept about you',
          description:
            'Who you are, sessions, keys, absence, views, what you ordered and wrote, and what the audit log has of you; at most 2,000 requests and 2,000 entries, the newest.',
          tags: ['identity'],
          response: { 200: answer('It is all there.', OwnData), ...refusals(...signedIn) },
        },
      },
      async (request, reply) => {
        reply
          .header('cache-control', 'no-store')
          .header('content-disposition', 'attachment; filename="pao-own-data.json"')
        return ownDataOf(deps, principalOf(request))
      },
    )
  }
}

async function ownDataOf(deps: ApiDeps, principal: Principal) {
  const { identity, talk, approvals } = deps
  const [requests, entries, absence, said] = [
    await requestsOf(deps, principal),
    await deps.audit.find(principal.tenant, {
      filter: { actor: principal.id },
      limit: mostEntries + 1,
    }),
    await approvals.absence(principal),
    await talk.said(principal),
  ]
  const { tenant, id, email, name, roles, teams } = principal
  return {
    made_at: iso(deps.now()),
    person: { tenant, id, email, name: name ?? null, roles, teams },
    sessions: (await identity.sessions.list(principal, undefined)).map(sessionView),
    api_keys: (await identity.apiKeys.own.list(principal)).map(keyView),
    absence: absence ? absenceView(absence) : null,
    views: (await talk.views(principal)).map(({ createdAt, ...view }) => ({
      ...view,
      created_at: iso(createdAt),
    })),
    requests: requests.items.map(summaryView),
    comments: said.comments.map(({ at, ...one }) => ({ ...one, at: iso(at) })),
    feedback: said.feedback.map(({ at, ...one }) => ({ ...one, at: iso(at) })),
    audit: entries.slice(0, mostEntries),
    older: { requests: requests.more, audit: entries.length > mostEntries },
  }
}

async function requestsOf({ requests }: ApiDeps, principal: Principal) {
  const items: Awaited<ReturnType<ApiDeps['requests']['list']>>['items'][number][] = []
  let after: string | undefined
  do {
    const place = after === undefined ? {} : { after }
    const filter = { requester: principal.id, children: true }
    const page = await requests.list(principal, { filter, limit: perRead, ...place })
    items.push(...page.items)
    after = page.next
  } while (after !== undefined && items.length < mostRequests)
  return { items, more: after !== undefined }
}
