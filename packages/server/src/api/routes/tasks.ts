import { type FastifyPluginAsyncTypebox, Type } from '@fastify/type-provider-typebox'
import type { ApiDeps } from '../deps.ts'
import { principalOf } from '../guards/access.ts'
import { refusals, signedIn } from '../problem.ts'
import { answer, listOf, named } from './answers.ts'
import { doing, tags } from './steering.ts'
import { taskView } from './task-views.ts'

const requestId = '0198c0de-0000-7000-8000-000000000001'
const url = `/api/v1/requests/${requestId}`
const example = {
  id: `${requestId}.firewall`,
  request: {
    id: requestId,
    item: { id: 'database-postgresql', name: 'PostgreSQL', version: '1.2.0' },
    requester: { email: 'dana.developer@example.com' },
    environment: 'production',
    url,
  },
  action: { id: 'firewall', name: 'Open the firewall' },
  title: 'Open the firewall for orders',
  instructions: '',
  assignees: [],
  team: 'network',
  asked: [{ name: 'rule_id', type: 'string', required: true, label: 'Rule' }],
  asked_at: '2026-01-31T12:00:00.000Z',
  mine: true,
  claimed: null,
  complete: `${url}/actions/firewall/complete`,
}

const TaskId = Type.Object(
  {
    id: Type.String({
      minLength: 38,
      maxLength: 137,
      description: '`<request>.<action>`, as the list gives it.',
    }),
  },
  { additionalProperties: false },
)
const shown = answer('The task.', named('Task'), example)
const known = [...signedIn, 'query.invalid', 'task.not_found'] as const

/** Work that waits for people. */
export function taskRoutes(deps: ApiDeps): FastifyPluginAsyncTypebox {
  return async (app) => {
    await app.register(listRoute(deps))
    await app.register(showRoute(deps))
    await app.register(claimRoute(deps))
    await app.register(releaseRoute(deps))
  }
}

function showRoute({ requests }: ApiDeps): FastifyPluginAsyncTypebox {
  return async (app) => {
    app.get(
      '/tasks/:id',
      {
        config: { access: 'request.read' as const },
        schema: {
          operationId: 'getTask',
          summary: 'What is to be done, and what is to be brought back',
          tags,
          params: TaskId,
          response: { 200: shown, ...refusals(...known) },
        },
      },
      async (request) => taskView(await requests.task(principalOf(request), request.params.id)),
    )
  }
}

function claimRoute({ requests }: ApiDeps): FastifyPluginAsyncTypebox {
  return async (app) => {
    app.post(
      '/tasks/:id/claim',
      {
        config: { ...doing, audited: { type: 'task', id: 'id' } },
        schema: {
          operationId: 'claimTask',
          summary: 'Say that you do it',
          description:
            'The others see it. Refused while somebody else has it; saying it twice changes nothing.',
          tags,
          params: TaskId,
          response: { 200: shown, ...refusals(...known, 'task.taken') },
        },
      },
      async (request) =>
        taskView(await requests.claimTask(principalOf(request), request.params.id)),
    )
  }
}

function releaseRoute({ requests }: ApiDeps): FastifyPluginAsyncTypebox {
  return async (app) => {
    app.post(
      '/tasks/:id/release',
      {
        config: { ...doing, audited: { type: 'task', id: 'id' } },
        schema: {
          operationId: 'releaseTask',
          summary: 'Give a task back',
          description: 'By whoever took it, the team that owns the item, and operators.',
          tags,
          params: TaskId,
          response: { 200: shown, ...refusals(...known, 'task.taken') },
        },
      },
      async (request) =>
        taskView(await requests.releaseTask(principalOf(request), request.params.id)),
    )
  }
}

function listRoute({ requests }: ApiDeps): FastifyPluginAsyncTypebox {
  return async (app) => {
    app.get(
      '/tasks',
      {
        config: { access: 'request.read' as const },
        schema: {
          operationId: 'listTasks',
          summary: 'Work by hand that waits for you',
          tags,
          querystring: Type.Object(
            {
              filter: Type.Optional(
                Type.Union([Type.Literal('mine'), Type.Literal('open')], {
                  default: 'mine',
                  description:
                    '`mine`: given to you by name or by team, or to nobody and your team owns the item. `open`: all of which you may say that it is done.',
                }),
              ),
              limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 200, default: 50 })),
            },
            { additionalProperties: false },
          ),
          response: {
            200: answer('What waits longest first.', listOf('items', named('Task')), {
              items: [example],
            }),
            ...refusals(...signedIn),
          },
        },
      },
      async (request) => {
        const { filter = 'mine', limit = 50 } = request.query
        const tasks = await requests.tasks(principalOf(request), { filter, limit })
        return { items: tasks.map(taskView) }
      },
    )
  }
}
