import { type FastifyPluginAsyncTypebox, Type } from '@fastify/type-provider-typebox'
import { Problem } from '@pao/core'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { readRawBodies } from '../body.ts'
import type { ApiDeps, StateRun, StateWritten } from '../deps.ts'
import { refusals } from '../problem.ts'
import { answer } from './answers.ts'

const tags = ['terraform']
const Name = Type.Object({ name: Type.String({ pattern: '^[A-Za-z0-9][A-Za-z0-9._-]{0,199}$' }) })
/** Terraform names the lock it holds as `ID`. */
const Lock = Type.Object({ ID: Type.Optional(Type.String({ maxLength: 200 })) })

/** Largest state taken in, in bytes. */
const largestState = 32 * 1024 * 1024

/** A state is saved also while this process stops: the run that brings it is coming to its end just then. */
const config = { access: 'public', unthrottled: true, whileDraining: true } as const

const description =
  'Terraform’s `http` backend. The credentials (basic authentication) are made for one run, are good for this state alone and end after five hours. `LOCK` and `UNLOCK` on the same path take and free the lock; 423 carries who holds it.'

/** The state backend of Terraform: states are sealed at rest, their last versions kept. */
export function terraformStateRoutes({ states }: ApiDeps): FastifyPluginAsyncTypebox {
  return async (app) => {
    readRawBodies(app)
    await app.register(readRoute(states))
    await app.register(writeRoutes(states))
    await app.register(lockRoutes(states))
  }
}

const refused = refusals('auth.invalid', 'auth.forbidden', 'query.invalid')
const common = { tags, security: [], params: Name, description }
const taken = answer(
  'Somebody else holds the lock.',
  { type: 'object' },
  { ID: '7c3f', Who: 'ann' },
)
const done = { description: 'It is so.', type: 'null' }

function readRoute(states: ApiDeps['states']): FastifyPluginAsyncTypebox {
  return async (app) => {
    app.get(
      '/terraform/state/:name',
      {
        config,
        schema: {
          ...common,
          operationId: 'readTerraformState',
          summary: 'Read a Terraform state',
          response: {
            200: answer('The state as Terraform wrote it.', { type: 'object' }, { version: 4 }),
            204: { description: 'There is none yet.', type: 'null' },
            ...refused,
          },
        },
      },
      async (request, reply) => {
        const text = await states.read(runOf(states, request))
        if (text === undefined) return reply.code(204).send(null)
        return reply.type('application/json').send(Buffer.from(text))
      },
    )
  }
}

function writeRoutes(states: ApiDeps['states']): FastifyPluginAsyncTypebox {
  return async (app) => {
    app.post(
      '/terraform/state/:name',
      {
        config,
        bodyLimit: largestState,
        schema: {
          ...common,
          operationId: 'writeTerraformState',
          summary: 'Write a Terraform state',
          querystring: Lock,
          response: {
            200: done,
            423: taken,
            ...refusals('auth.invalid', 'auth.forbidden', 'body.too_large'),
          },
        },
      },
      async (request, reply) => {
        const run = writerOf(states, request)
        const text = textOf(request)
        if (text === '') throw new Problem('body.invalid', { detail: 'The state is missing' })
        return told(reply, await states.write(run, text, request.query.ID))
      },
    )
    app.delete(
      '/terraform/state/:name',
      {
        config,
        schema: {
          ...common,
          operationId: 'deleteTerraformState',
          summary: 'Delete a Terraform state; its last versions stay',
          querystring: Lock,
          response: { 200: done, 423: taken, ...refused },
        },
      },
      async (request, reply) =>
        told(reply, await states.write(writerOf(states, request), undefined, request.query.ID)),
    )
  }
}

/** OpenAPI knows no such methods; the description of the others tells of them. */
function lockRoutes(states: ApiDeps['states']): FastifyPluginAsyncTypebox {
  return async (app) => {
    app.route({
      method: 'LOCK',
      url: '/terraform/state/:name',
      config,
      schema: { params: Name, hide: true },
      handler: async (request, reply) => {
        const info = infoOf(request)
        if (typeof info['ID'] !== 'string' || info['ID'] === '' || info['ID'].length > 200)
          throw new Problem('body.invalid', { detail: 'The lock has no ID' })
        return told(reply, await states.lock(writerOf(states, request), info))
      },
    })
    app.route({
      method: 'UNLOCK',
      url: '/terraform/state/:name',
      config,
      schema: { params: Name, hide: true },
      handler: async (request, reply) => {
        const { ID } = infoOf(request)
        const id = typeof ID === 'string' && ID !== '' ? ID : undefined
        return told(reply, await states.unlock(writerOf(states, request), id))
      },
    })
  }
}

function told(reply: FastifyReply, written: StateWritten): FastifyReply {
  return written.ok ? reply.code(200).send() : reply.code(423).send(written.holder)
}

/** Throws `auth.invalid` unless the credentials are good for this very state. */
function runOf(states: ApiDeps['states'], { headers, params }: FastifyRequest): StateRun {
  const run = states.run(headers.authorization)
  if (run?.state === (params as { name: string }).name) return run
  throw new Problem('auth.invalid')
}

/** Throws `auth.forbidden` for the credentials of a look, which may only read. */
function writerOf(states: ApiDeps['states'], request: FastifyRequest): StateRun {
  const run = runOf(states, request)
  if (run.only === 'read') throw new Problem('auth.forbidden')
  return run
}

function textOf({ body }: FastifyRequest): string {
  return Buffer.isBuffer(body) ? body.toString('utf8') : ''
}

function infoOf(request: FastifyRequest): Record<string, unknown> {
  const text = textOf(request)
  if (text === '') return {}
  try {
    const info: unknown = JSON.parse(text.slice(0, 65_536))
    if (typeof info === 'object' && info !== null) return info as Record<string, unknown>
  } catch {
    // answered below
  }
  throw new Problem('body.invalid', { detail: 'The lock is not a JSON object' })
}
