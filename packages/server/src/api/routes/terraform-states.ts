import { type FastifyPluginAsyncTypebox, Type } from '@fastify/type-provider-typebox'
import { Problem } from '@pao/core'
import type { ApiDeps, StateFact } from '../deps.ts'
import { principalOf } from '../guards/access.ts'
import { actingOf } from '../guards/audit.ts'
import { answerOnce } from '../guards/idempotency.ts'
import { refusals, signedIn } from '../problem.ts'
import { answer } from './answers.ts'

const tags = ['operators']
const Name = Type.Object({ name: Type.String({ minLength: 1, maxLength: 200 }) })

const example = {
  name: 'app-settings.orders-dev.3f2a9c1b',
  version: 3,
  resources: 2,
  bytes: 4_210,
  made_by: '0198c0de-0000-7000-8000-000000000001',
  updated_at: '2026-01-31T12:00:00.000Z',
  lock: {
    id: '7c3f1c5e',
    since: '2026-01-31T12:00:00.000Z',
    by: '0198c0de-0000-7000-8000-000000000001/apply/1',
    operation: 'OperationTypeApply',
    who: 'root@worker-1',
  },
}

const MaybeText = Type.Union([Type.String(), Type.Null()])
const State = Type.Object({
  name: Type.String(),
  version: Type.Integer(),
  resources: Type.Integer(),
  bytes: Type.Union([Type.Integer(), Type.Null()], {
    description: 'Of the newest version as it is kept, sealed; null = there is none.',
  }),
  made_by: Type.String({ description: 'The request whose action first put something into it.' }),
  updated_at: Type.String({ format: 'date-time' }),
  lock: Type.Union([
    Type.Object({
      id: Type.String(),
      since: Type.String({ format: 'date-time' }),
      by: Type.Union([Type.String(), Type.Null()], {
        description: 'The effect that holds it: request, action and life, parted by slashes.',
      }),
      operation: MaybeText,
      who: MaybeText,
    }),
    Type.Null(),
  ]),
})

/** Which Terraform states the service keeps, who holds their locks, and the button that frees one. */
export function terraformStatesRoutes(deps: ApiDeps): FastifyPluginAsyncTypebox {
  return async (app) => {
    app.get(
      '/terraform/states',
      {
        config: { access: 'state.read' },
        schema: {
          operationId: 'listTerraformStates',
          summary: 'Terraform states the service keeps, locked ones first',
          description: 'At most 500. What stands in a state is not shown.',
          tags,
          response: {
            200: answer(
              'Locked ones first, then the most recently changed.',
              Type.Object({ items: Type.Array(State) }),
              { items: [example] },
            ),
            ...refusals(...signedIn),
          },
        },
      },
      async (request) => {
        const found = await deps.states.list(principalOf(request).tenant)
        return { items: found.map(view) }
      },
    )
    await app.register(freeRoute(deps))
  }
}

function freeRoute(deps: ApiDeps): FastifyPluginAsyncTypebox {
  return async (app) => {
    app.post(
      '/terraform/states/:name/unlock',
      {
        config: { access: 'state.unlock' },
        schema: {
          operationId: 'unlockTerraformState',
          summary: 'Free the lock of a Terraform state by hand',
          description:
            'Only when whoever holds it is surely not at work any more. A run that still believes to hold it can write nothing after that.',
          tags,
          params: Name,
          response: {
            200: answer('It is free.', { type: 'object' }, { name: example.name, lock: null }),
            ...refusals(
              ...signedIn,
              'terraform.not_locked',
              'idempotency.key_invalid',
              'idempotency.mismatch',
              'idempotency.in_flight',
            ),
          },
        },
      },
      async (request, reply) => {
        const { name } = request.params
        const operation = 'POST /terraform/states/:name/unlock'
        return answerOnce(deps.once, { request, reply, operation }, async () => {
          if (!(await deps.states.free(principalOf(request).tenant, name, actingOf(request))))
            throw new Problem('terraform.not_locked', { state: name })
          return { status: 200, headers: {}, body: JSON.stringify({ name, lock: null }) }
        })
      },
    )
  }
}

function view({ name, version, resources, bytes, madeBy, updatedAt, lock }: StateFact) {
  return {
    name,
    version,
    resources,
    bytes,
    made_by: madeBy,
    updated_at: updatedAt.toISOString(),
    lock: lock && {
      id: lock.id,
      since: lock.since.toISOString(),
      by: lock.by,
      operation: textOf(lock.info['Operation']),
      who: textOf(lock.info['Who']),
    },
  }
}

function textOf(value: unknown): string | null {
  return typeof value === 'string' ? value.slice(0, 200) : null
}
