import { type FastifyPluginAsyncTypebox, Type } from '@fastify/type-provider-typebox'
import type { AutomationState } from '#requests/automation.ts'
import type { ApiDeps } from '../deps.ts'
import { principalOf } from '../guards/access.ts'
import { answerOnce } from '../guards/idempotency.ts'
import { refusals, signedIn } from '../problem.ts'
import { answer } from './answers.ts'
import { iso } from './request-views.ts'

const tags = ['catalog']
const ItemId = Type.Object({ id: Type.String({ minLength: 1, maxLength: 100 }) })
const SwitchBody = Type.Object(
  {
    off: Type.Boolean({ description: 'false = on again.' }),
    reason: Type.Optional(Type.String({ minLength: 1, maxLength: 500 })),
    until: Type.Optional(
      Type.String({ format: 'date-time', description: 'On again by itself then.' }),
    ),
    running: Type.Optional(
      Type.Boolean({
        description: 'Also requests that run: what has not begun uses its fallback.',
      }),
    ),
  },
  {
    additionalProperties: false,
    examples: [{ off: true, reason: 'The platform API is being moved' }],
    // Whoever comes to it later must know why.
    anyOf: [{ properties: { off: { const: false } } }, { required: ['reason'] }],
  },
)

const example = {
  off: true,
  reason: 'The platform API is being moved',
  by: 'olga',
  since: '2026-01-31T12:00:00.000Z',
  until: '2026-01-31T18:00:00.000Z',
}
const shape = {
  type: 'object',
  required: ['off'],
  properties: {
    off: { type: 'boolean' },
    reason: { type: 'string' },
    by: { type: 'string' },
    since: { type: 'string', format: 'date-time' },
    until: { type: 'string', format: 'date-time' },
    on_by: { type: 'string' },
    on_at: { type: 'string', format: 'date-time' },
  },
}

/** Whether the automation of an item is off, and the switch. */
export function automationRoutes(deps: ApiDeps): FastifyPluginAsyncTypebox {
  return async (app) => {
    app.get(
      '/catalog/items/:id/automation',
      {
        config: { access: 'automation.read' },
        schema: {
          operationId: 'getAutomation',
          summary: 'Whether the automation of an item is switched off, since when and why',
          tags,
          params: ItemId,
          response: {
            200: answer('How it stands; the last time it was off is told too.', shape, example),
            ...refusals(...signedIn, 'item.not_found', 'query.invalid'),
          },
        },
      },
      async (request) =>
        view(await deps.requests.automation(principalOf(request), request.params.id)),
    )
    await app.register(switchRoute(deps))
  }
}

function switchRoute(deps: ApiDeps): FastifyPluginAsyncTypebox {
  return async (app) => {
    app.post(
      '/catalog/items/:id/automation',
      {
        config: { access: 'automation.switch' },
        schema: {
          operationId: 'switchAutomation',
          summary: 'Switch the automation of an item off, or on again',
          description:
            'While it is off, orders of hybrid items go to people at once, actions with people as fallback use them, and other orders wait on hold until it is on again. For operators and the team that owns the item.',
          tags,
          params: ItemId,
          body: SwitchBody,
          response: {
            200: answer('How it stands now.', shape, example),
            ...refusals(
              ...signedIn,
              'item.not_found',
              'body.invalid',
              'idempotency.key_invalid',
              'idempotency.mismatch',
              'idempotency.in_flight',
            ),
          },
        },
      },
      async (request, reply) => {
        const { until, ...body } = request.body
        const wish = { ...body, ...(until !== undefined && { until: Date.parse(until) }) }
        const operation = 'POST /catalog/items/:id/automation'
        return answerOnce(deps.once, { request, reply, operation }, async () => {
          const wanted = { item: request.params.id, wish }
          const state = await deps.requests.switchAutomation(principalOf(request), wanted)
          return { status: 200, headers: {}, body: JSON.stringify(view(state)) }
        })
      },
    )
  }
}

function view({ off, reason, by, since, until, onBy, onAt }: AutomationState) {
  return {
    off,
    ...(reason !== undefined && { reason }),
    ...(by !== undefined && { by }),
    ...(since !== undefined && { since: iso(since) }),
    ...(until !== undefined && { until: iso(until) }),
    ...(onBy !== undefined && { on_by: onBy }),
    ...(onAt !== undefined && { on_at: iso(onAt) }),
  }
}
