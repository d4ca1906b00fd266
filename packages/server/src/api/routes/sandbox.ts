import { type FastifyPluginAsyncTypebox, type Static, Type } from '@fastify/type-provider-typebox'
import { Problem } from '@pao/core'
import type { Rehearsal, RehearsedTry, Rehearsing } from '#requests/rehearsal/rehearse.ts'
import { comparisonOf } from '../comparison.ts'
import type { ApiDeps } from '../deps.ts'
import { principalOf } from '../guards/access.ts'
import { refusals, signedIn } from '../problem.ts'
import { answer } from './answers.ts'
import { previewView } from './request-views.ts'
import {
  compared,
  DocumentBody,
  rehearsed,
  RehearsalBody,
  textOf,
  written,
} from './sandbox-bodies.ts'

const tags = ['checks']
const config = { access: 'sandbox.use' as const }

/** What a document would do that nobody serves yet. */
export function sandboxRoutes(deps: ApiDeps): FastifyPluginAsyncTypebox {
  return async (app) => {
    await app.register(rehearsalRoute(deps))
    await app.register(comparisonRoute(deps))
    await app.register(sourceRoute(deps))
  }
}

function rehearsalRoute({ checks, sandbox }: ApiDeps): FastifyPluginAsyncTypebox {
  return async (app) => {
    app.post(
      '/simulate/document',
      {
        config,
        schema: {
          operationId: 'simulateDocument',
          summary: 'Play an order of a document that is being written, step by step',
          tags,
          description:
            'The engine decides as it would for an order; connectors run against recorded answers, or end as ' +
            '`ends` says. Nothing leaves the service, nothing is kept, and no secret is read.',
          body: RehearsalBody,
          response: {
            200: answer('How it would go.', rehearsed),
            ...refusals(
              ...signedIn,
              'body.invalid',
              'document.invalid',
              'request.invalid',
              'catalog.unavailable',
            ),
          },
        },
      },
      async (request) => {
        const principal = principalOf(request)
        const rehearsing = wishOf(checks, principal.tenant, request.body)
        return rehearsalView(await sandbox.rehearse(principal, rehearsing))
      },
    )
  }
}

function wishOf(
  checks: ApiDeps['checks'],
  tenant: string,
  body: Static<typeof RehearsalBody>,
): Rehearsing {
  const { document, ends = {}, roll_back: rollBack = false, ...order } = body
  return { document: checks.read(textOf(document), tenant), order, ends, rollBack }
}

function comparisonRoute({
  checks,
  catalog: catalogOf,
  sandbox,
}: Pick<ApiDeps, 'checks' | 'catalog' | 'sandbox'>): FastifyPluginAsyncTypebox {
  return async (app) => {
    app.post(
      '/compare/document',
      {
        config,
        schema: {
          operationId: 'compareDocument',
          summary: 'What a document changes of the version that is served, and what breaks by it',
          tags,
          body: Type.Object(
            { document: DocumentBody },
            {
              additionalProperties: false,
              examples: [{ document: 'version: "2.0"\nkind: CatalogItem\n' }],
            },
          ),
          response: {
            200: answer('Differences, dependents, and what is under way.', compared),
            ...refusals(...signedIn, 'body.invalid', 'document.invalid', 'catalog.unavailable'),
          },
        },
      },
      async (request) => {
        const viewer = principalOf(request)
        const catalog = catalogOf(viewer.tenant)
        const document = checks.read(textOf(request.body.document), viewer.tenant)
        const { id } = document.metadata
        const served = catalog.get(id, undefined, viewer)
        const [source, underWay] = await Promise.all([
          served ? catalog.written(served.hash) : undefined,
          served ? sandbox.underWay(viewer.tenant, id) : [],
        ])
        const given = request.body.document
        return comparisonOf({
          document,
          text: typeof given === 'string' ? given : undefined,
          served,
          written: source?.source,
          others: catalog.list({ viewer }),
          underWay,
        })
      },
    )
  }
}

function sourceRoute({ catalog: catalogOf }: Pick<ApiDeps, 'catalog'>): FastifyPluginAsyncTypebox {
  return async (app) => {
    app.get(
      '/catalog/items/:id/source',
      {
        config,
        schema: {
          operationId: 'getItemSource',
          summary: 'The file of an item as it was written',
          tags,
          params: Type.Object({ id: Type.String({ minLength: 1, maxLength: 100 }) }),
          response: {
            200: answer('Its text and where it lies.', written),
            ...refusals(...signedIn, 'item.not_found', 'catalog.unavailable'),
          },
        },
      },
      async (request) => {
        const { id } = request.params
        const viewer = principalOf(request)
        const catalog = catalogOf(viewer.tenant)
        const served = catalog.get(id, undefined, viewer)
        const found = served && (await catalog.written(served.hash))
        if (!found) throw new Problem('item.not_found', { item: id })
        return { source: found.source, path: served.path }
      },
    )
  }
}

function rehearsalView({ plan, begin, run, steps, tries, cut }: Rehearsal) {
  const last = steps.at(-1)?.at ?? begin
  return {
    plan: previewView(plan),
    state: run.state,
    after_ms: (run.endedAt ?? last) - begin,
    cut,
    steps: steps.map(({ at, ...step }) => ({ after_ms: at - begin, ...step })),
    tries: tries.map((one) => tryView(one, begin)),
  }
}

function tryView(
  { action, attempt, entry, at, source, told, dry, note }: RehearsedTry,
  begin: number,
) {
  return {
    action,
    attempt,
    entry,
    after_ms: at - begin,
    source,
    outcome: told.ends,
    ...(told.ends === 'failed'
      ? { code: told.error.code, message: told.error.message }
      : { outputs: told.outputs }),
    ...(told.waits && { waits: told.waits.for, waits_ms: told.waits.ms }),
    ...(dry && { calls: dry.calls }),
    notes: [...(dry?.notes ?? []), ...(note === undefined ? [] : [note])],
  }
}
