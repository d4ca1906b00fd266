import { type Fault, Problem, type ProblemCode, problems } from '@pao/core'
import { Type } from '@fastify/type-provider-typebox'
import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { fromShapeErrors, type ShapeError } from './shape-faults.ts'

/** The one media type of every refusal (RFC 9457). */
export const problemType = 'application/problem+json'

/** How a refusal looks on the wire. Published as a component of the OpenAPI document. */
export const ProblemBody = Type.Object(
  {
    type: Type.String({ description: 'Stable identifier of the kind of problem.' }),
    title: Type.String(),
    status: Type.Integer({ minimum: 400, maximum: 599 }),
    code: Type.String({ description: 'Stable code, see docs/errors.md.' }),
    detail: Type.Optional(Type.String()),
    instance: Type.String({ description: 'Path of the call.' }),
    correlation_id: Type.String({ description: 'Name this when asking for help.' }),
    facts: Type.Optional(Type.Record(Type.String(), Type.Unknown())),
    errors: Type.Optional(
      Type.Array(
        Type.Object({
          code: Type.String(),
          pointer: Type.String({ description: 'JSON Pointer (RFC 6901) into what was sent.' }),
          message: Type.String(),
          hint: Type.Optional(Type.String()),
        }),
      ),
    ),
  },
  { $id: 'Problem', description: 'A refusal (RFC 9457).' },
)

const always: readonly ProblemCode[] = [
  'rate.limited',
  'server.failed',
  'server.overloaded',
  'database.unavailable',
]

/** The `response` entries of an operation for the refusals it can give, and for those every one can. */
export function refusals(...codes: readonly ProblemCode[]): Record<number, object> {
  const byStatus = new Map<number, ProblemCode[]>()
  for (const code of [...codes, ...always]) {
    const { status } = problems[code]
    byStatus.set(status, [...(byStatus.get(status) ?? []), code])
  }
  return Object.fromEntries(
    [...byStatus].map(([status, listed]) => [
      status,
      {
        description: [...new Set(listed)]
          .map((code) => `\`${code}\`: ${problems[code].title}`)
          .join('; '),
        content: { [problemType]: { schema: { $ref: 'Problem#' } } },
      },
    ]),
  )
}

/** Refusals of a call that needs somebody signed in. */
export const signedIn = ['auth.required', 'auth.invalid', 'auth.forbidden'] as const

/** Turns everything that can go wrong in a call into its answer. Nothing else renders errors. */
export function renderProblems(
  app: FastifyInstance,
  publicMethods: (path: string) => string[],
  missing: (request: FastifyRequest, reply: FastifyReply) => FastifyReply | undefined,
): void {
  app.setErrorHandler((error: FastifyError | Problem, request, reply) => {
    const problem = problemOf(error)
    if (problem.code === 'database.unavailable') sayWhy(request, error)
    if (problem.code === 'server.failed')
      request.log.error({ err: error, correlation_id: request.id }, 'a call failed')
    return sendProblem(request, reply, problem)
  })
  app.setNotFoundHandler((request, reply) => {
    const path = pathOf(request)
    const allow = publicMethods(path)
    const page = allow.length === 0 ? missing(request, reply) : undefined
    if (page) return page
    return sendProblem(
      request,
      reply,
      allow.length === 0
        ? new Problem('route.not_found')
        : new Problem('route.method_not_allowed', { allow }),
    )
  })
}

/** Milliseconds between two lines about a database that is away: every call is refused meanwhile. */
const silentMs = 1_000
let saidAt = -silentMs

/** Callers only learn that it does not work now; whoever runs it must know whether a disk is full or a network is down. */
function sayWhy(request: FastifyRequest, error: Error): void {
  const at = performance.now()
  if (at - saidAt < silentMs) return
  saidAt = at
  const code = 'code' in error && typeof error.code === 'string' ? error.code : ''
  request.log.warn(
    { error: `${code} ${error.message}`.trim().slice(0, 300), correlation_id: request.id },
    'calls are refused because the database cannot do it now',
  )
}

/** Sends the refusal with the headers its kind asks for. */
export function sendProblem(
  request: FastifyRequest,
  reply: FastifyReply,
  problem: Problem,
): FastifyReply {
  const { status } = problems[problem.code]
  const { retry_after: retryAfter, allow } = problem.facts
  if (status === 401) reply.header('www-authenticate', 'Bearer realm="pao"')
  if (typeof retryAfter === 'number') reply.header('retry-after', String(Math.ceil(retryAfter)))
  else if (status === 503) reply.header('retry-after', '5')
  if (Array.isArray(allow)) reply.header('allow', allow.join(', '))
  const body = problemBody(problem, { instance: pathOf(request), id: request.id })
  // As bytes: a text would get a charset, which this media type does not have.
  return reply
    .code(status)
    .header('cache-control', 'no-store')
    .header('content-type', problemType)
    .send(Buffer.from(JSON.stringify(body)))
}

/** The body of a refusal. */
export function problemBody(problem: Problem, call: { instance: string; id: string }) {
  const { detail, ...facts } = problem.facts
  const { status, title } = problems[problem.code]
  return {
    type: `urn:pao:problem:${problem.code}`,
    title,
    status,
    code: problem.code,
    ...(typeof detail === 'string' && { detail }),
    instance: call.instance,
    correlation_id: call.id,
    ...(Object.keys(facts).length > 0 && { facts }),
    ...(problem.faults.length > 0 && { errors: problem.faults.map(shownFault) }),
  }
}

function shownFault({ code, at, message, hint }: Fault) {
  return { code, pointer: at, message, ...(hint !== undefined && { hint }) }
}

function pathOf(request: FastifyRequest): string {
  return request.url.split('?', 1)[0] ?? '/'
}

/** What Fastify itself refuses, in our words. */
const frameworkCodes: Readonly<Record<string, ProblemCode>> = {
  FST_ERR_CTP_BODY_TOO_LARGE: 'body.too_large',
  FST_ERR_CTP_INVALID_MEDIA_TYPE: 'body.unsupported_type',
  FST_ERR_CTP_EMPTY_JSON_BODY: 'body.invalid',
  FST_ERR_CTP_INVALID_CONTENT_LENGTH: 'body.invalid',
  FST_ERR_CTP_INVALID_JSON_BODY: 'body.invalid',
  FST_ERR_BAD_URL: 'route.not_found',
  FST_ERR_MAX_PARAM_LENGTH: 'route.not_found',
  FST_ERR_NOT_FOUND: 'route.not_found',
}

/** Codes and words of PostgreSQL, its driver and of sockets that mean: the database is not there just now. */
const awayCodes = /^(08\w{3}|53\w{3}|25006|57014|57P0[1-5]|ECONN\w+|EPIPE|ENOTFOUND|ETIMEDOUT)$/
const awayTexts = /Connection terminated|timeout exceeded when trying to connect|not queryable/

/** The refusal that stands for any thrown thing. */
export function problemOf(error: unknown): Problem {
  if (error instanceof Problem) return error
  const { code, validation, validationContext, message } = error as Partial<FastifyError>
  if (validation) {
    const faults = fromShapeErrors(
      validation as unknown as ShapeError[],
      validationContext ?? 'body',
    )
    return new Problem(validationContext === 'body' ? 'body.invalid' : 'query.invalid', {}, faults)
  }
  const known = code === undefined ? undefined : frameworkCodes[code]
  if (known !== undefined)
    return new Problem(known, known === 'body.invalid' && message ? { detail: message } : {})
  if (isUnstorable(error))
    return new Problem('body.invalid', {
      detail: 'A text holds a character that cannot be kept (NUL)',
    })
  if (isDatabaseAway(error)) return new Problem('database.unavailable')
  return new Problem('server.failed')
}

/** PostgreSQL refuses NUL in text and JSON (SQLSTATE 22021, 22P05). */
function isUnstorable(error: unknown): boolean {
  return (
    error instanceof Error && 'code' in error && (error.code === '22021' || error.code === '22P05')
  )
}

function isDatabaseAway(error: unknown): boolean {
  if (!(error instanceof Error)) return false
  const code = 'code' in error && typeof error.code === 'string' ? error.code : ''
  return awayCodes.test(code) || awayTexts.test(error.message)
}
