import { Readable } from 'node:stream'
import { type FastifyPluginAsyncTypebox, Type } from '@fastify/type-provider-typebox'
import type { Static } from 'typebox'
import { exportForms } from '#audit/open.ts'
import { openCursor, sealCursor } from '../cursor.ts'
import type { ApiDeps } from '../deps.ts'
import { principalOf } from '../guards/access.ts'
import { refusals, signedIn } from '../problem.ts'
import { answer, named } from './answers.ts'
import { auditUpkeepRoutes } from './audit-upkeep.ts'

const tags = ['audit']
const config = { access: 'audit.read' as const }
const usualLimit = 50
const Text = (description: string) =>
  Type.Optional(Type.String({ minLength: 1, maxLength: 300, description }))
const Time = (description: string) =>
  Type.Optional(Type.String({ format: 'date-time', description }))

const filters = {
  actor: Text('Who did it, by id.'),
  action: Text('What was done, `limit.set`; with a dot at the end, all of that noun: `limit.`'),
  object_type: Text('What it was done to: request, secret, limit …'),
  object_id: Text('Its id.'),
  outcome: Type.Optional(Type.Union(['done', 'read', 'refused'].map((one) => Type.Literal(one)))),
  correlation_id: Text('Id of the call or order it was part of.'),
  from: Time('Not before.'),
  to: Time('Before.'),
}
const ListQuery = Type.Object(
  {
    ...filters,
    limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 200 })),
    cursor: Type.Optional(Type.String({ maxLength: 2_000 })),
  },
  { additionalProperties: false },
)
const ExportQuery = Type.Object(
  {
    ...filters,
    form: Type.Optional(Type.Union(exportForms.map((form) => Type.Literal(form)))),
  },
  { additionalProperties: false },
)

const entry = {
  tenant: 'default',
  seq: 42,
  at: '2026-01-31T12:00:00.000Z',
  action: 'limit.set',
  object_type: 'limit',
  object_id: 'target/jira-ticket',
  outcome: 'done',
  via: 'session',
  correlation_id: '0198c0de-1',
  detail: { most: 5 },
  proof: { actor: { hash: '9f2c…', salt: 'q1J…' } },
  actor: 'omar',
  address: '10.1.2.3',
  note: null,
  subject: null,
  prev: '51b0…',
  hash: '77aa…',
}

/** A stream, whatever its type says. */
const exported: object = {
  description: 'One entry a line.',
  content: { 'application/x-ndjson': { schema: { type: 'string' } } },
}

/** What was done, by whom, and whether the record is whole. */
export function auditRoutes(deps: ApiDeps): FastifyPluginAsyncTypebox {
  return async (app) => {
    await app.register(findRoute(deps))
    await app.register(verifyRoutes(deps))
    await app.register(exportRoute(deps))
    await app.register(auditUpkeepRoutes(deps))
  }
}

function findRoute({ audit, settings }: ApiDeps): FastifyPluginAsyncTypebox {
  return async (app) => {
    app.get(
      '/audit',
      {
        config,
        schema: {
          operationId: 'listAudit',
          summary: 'What was done, newest first',
          description: 'What was done a moment ago is among it.',
          tags,
          querystring: ListQuery,
          response: {
            200: answer(
              'A page of the log.',
              {
                type: 'object',
                properties: {
                  items: { type: 'array', items: named('AuditEntry') },
                  next_cursor: { type: ['string', 'null'] },
                },
              },
              { items: [entry], next_cursor: null },
            ),
            ...refusals(...signedIn, 'query.invalid', 'cursor.invalid'),
          },
        },
      },
      async (request) => {
        const { limit = usualLimit, cursor, ...asked } = request.query
        const { tenant } = principalOf(request)
        const filter = filterOf(asked)
        const scope = `audit ${tenant} ${JSON.stringify(filter)}`
        const found = await audit.find(tenant, {
          filter,
          limit: limit + 1,
          ...(cursor !== undefined && {
            before: Number(openCursor(settings.cursorSecret, scope, cursor)),
          }),
        })
        const items = found.slice(0, limit)
        const last = items.at(-1)
        const more = found.length > limit && last !== undefined
        return {
          items,
          next_cursor: more ? sealCursor(settings.cursorSecret, scope, String(last.seq)) : null,
        }
      },
    )
  }
}

function verifyRoutes({ audit }: ApiDeps): FastifyPluginAsyncTypebox {
  return async (app) => {
    app.get(
      '/audit/verify',
      {
        config,
        schema: {
          operationId: 'verifyAudit',
          summary: 'Whether the log is what was written',
          description:
            'Reads the whole chain and every checkpoint. Whoever owns server and database can make this say what they like; check elsewhere with `pao audit verify --offline`.',
          tags,
          response: {
            200: answer(
              'The verdict; `faults` names the first bad number.',
              named('AuditVerdict'),
              {
                ok: true,
                entries: 42,
                from: 1,
                to: 42,
                head: '77aa…',
                checkpoints: 3,
                faults: [],
              },
            ),
            ...refusals(...signedIn),
          },
        },
      },
      (request) => audit.verify(principalOf(request).tenant),
    )
    app.get(
      '/audit/checkpoints',
      {
        config,
        schema: {
          operationId: 'listAuditCheckpoints',
          summary: 'Signed checkpoints and the key to check them with',
          description: 'Fetch and keep them where neither server nor database can change them.',
          tags,
          response: {
            200: answer(
              'By file, oldest first.',
              { type: 'object' },
              { public_key: '-----BEGIN PUBLIC KEY-----…', files: [[]] },
            ),
            ...refusals(...signedIn),
          },
        },
      },
      async (request) => ({
        public_key: audit.publicKey,
        files: await audit.checkpoints(principalOf(request).tenant),
      }),
    )
  }
}

function exportRoute({ audit }: ApiDeps): FastifyPluginAsyncTypebox {
  return async (app) => {
    app.get(
      '/audit/export',
      {
        config: {
          ...config,
          audited: { action: 'audit.exported', type: 'audit', outcome: 'read' },
        },
        schema: {
          operationId: 'exportAudit',
          summary: 'The log for other systems, oldest first',
          description:
            'NDJSON can be verified offline; CSV has no cell a spreadsheet would take for a formula; CEF is for collectors of security events.',
          tags,
          querystring: ExportQuery,
          response: {
            200: exported,
            ...refusals(...signedIn, 'query.invalid'),
          },
        },
      },
      async (request, reply) => {
        const { form = 'ndjson', ...asked } = request.query
        const { tenant } = principalOf(request)
        const { type, lines } = audit.export(tenant, { filter: filterOf(asked), form })
        return reply
          .header('content-type', type)
          .header('cache-control', 'no-store')
          .header('content-disposition', `attachment; filename="audit.${form}"`)
          .send(Readable.from(lines))
      },
    )
  }
}

type Asked = Omit<Static<typeof ListQuery>, 'limit' | 'cursor'>

function filterOf({ actor, action, outcome, from, to, ...rest }: Asked) {
  const { object_type: objectType, object_id: objectId, correlation_id: correlationId } = rest
  return {
    ...(actor !== undefined && { actor }),
    ...(action !== undefined && { action }),
    ...(objectType !== undefined && { objectType }),
    ...(objectId !== undefined && { objectId }),
    ...(outcome !== undefined && { outcome }),
    ...(correlationId !== undefined && { correlationId }),
    ...(from !== undefined && { from: Date.parse(from) }),
    ...(to !== undefined && { to: Date.parse(to) }),
  }
}
