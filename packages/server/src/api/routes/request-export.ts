import { Readable } from 'node:stream'
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import type { Principal } from '#identity/principal.ts'
import type { RequestFilter } from '#requests/list-filter.ts'
import type { RequestSummary } from '#requests/views.ts'
import { csvLine } from '../csv.ts'
import type { ApiDeps } from '../deps.ts'
import { principalOf } from '../guards/access.ts'
import { refusals, signedIn } from '../problem.ts'
import type { RequestCalls } from '../request-calls.ts'
import { iso, maybeIso } from './request-views.ts'
import { ExportQuery, filterOf } from './requests.ts'

/** Requests of one file; what is older is asked for with `to`. */
const mostLines = 50_000
const perRead = 200

const columns: readonly (readonly [string, (one: RequestSummary) => unknown])[] = [
  ['id', ({ id }) => id],
  ['item', ({ item }) => item.id],
  ['version', ({ item }) => item.version],
  ['state', ({ state }) => state],
  ['progress', ({ progress }) => progress.percentage],
  ['environment', ({ environment }) => environment],
  ['requester', ({ requester }) => requester.email],
  ['owner_team', ({ ownerTeam }) => ownerTeam],
  ['created_at', ({ createdAt }) => iso(createdAt)],
  ['ended_at', ({ endedAt }) => maybeIso(endedAt)],
  ['reason', ({ reason }) => reason],
]

const file: object = {
  description: 'RFC 4180 in UTF-8, with a line of titles.',
  content: { 'text/csv': { schema: { type: 'string' } } },
}

/** The list of requests as a file. */
export function exportRoutes({ requests }: ApiDeps): FastifyPluginAsyncTypebox {
  return async (app) => {
    app.get(
      '/requests/export',
      {
        config: { access: 'request.read', audited: { type: 'request', outcome: 'read' } },
        schema: {
          operationId: 'exportRequests',
          summary: 'The list of requests as CSV, newest first',
          description: 'With the filters of the list; at most 50,000 lines.',
          tags: ['requests'],
          querystring: ExportQuery,
          response: {
            200: file,
            ...refusals(...signedIn, 'query.invalid'),
          },
        },
      },
      async (request, reply) => {
        const lines = linesOf(requests, principalOf(request), filterOf(request.query))
        // Refusals come as such, not as half a file.
        const first = await lines.next()
        return reply
          .header('content-type', 'text/csv; charset=utf-8')
          .header('content-disposition', 'attachment; filename="requests.csv"')
          .header('cache-control', 'no-store')
          .send(Readable.from(following(first.value, lines)))
      },
    )
  }
}

async function* following(first: string | undefined, rest: AsyncGenerator<string, undefined>) {
  if (first !== undefined) yield first
  yield* rest
}

async function* linesOf(
  requests: RequestCalls,
  principal: Principal,
  filter: RequestFilter,
): AsyncGenerator<string, undefined> {
  const titles = csvLine(columns.map(([name]) => name))
  let after: string | undefined
  for (let count = 0; count < mostLines; count += perRead) {
    const place = after === undefined ? {} : { after }
    const page = await requests.list(principal, { filter, limit: perRead, ...place })
    const lines = page.items.map((one) => csvLine(columns.map(([, read]) => read(one))))
    yield `${count === 0 ? titles : ''}${lines.join('')}`
    after = page.next
    if (after === undefined) return undefined
  }
  return undefined
}
