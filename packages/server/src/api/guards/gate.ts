import { Problem } from '@pao/core'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { ApiDeps } from '../deps.ts'
import { checkAccess } from './access.ts'
import { identify } from './authentication.ts'
import { RateLimit, type Take } from './rate-limit.ts'

/** Failed sign-ins of one address a minute; nobody else is held up by them. */
const failuresPerMinute = 60
const safe = new Set(['GET', 'HEAD', 'OPTIONS'])

/** What every call passes before its body is read: stopping? who? how often? may they? */
export function guardCalls(app: FastifyInstance, deps: ApiDeps): void {
  const limits = {
    calls: new RateLimit(deps.settings.ratePerMinute),
    failures: new RateLimit(failuresPerMinute),
  }
  app.decorateRequest('caller', null)
  app.addHook('onRequest', async (request, reply) => {
    const { access, unthrottled } = request.routeOptions.config
    if (deps.operations.draining() && !safe.has(request.method))
      throw new Problem('server.draining')
    if (access !== 'public' && !request.is404) request.caller = await known(deps, limits, request)
    if (unthrottled !== true) throttle(limits.calls, { request, reply, now: deps.now() })
    if (!request.is404) checkAccess(access, request.caller)
  })
}

type Limits = { calls: RateLimit; failures: RateLimit }

/** Who is calling; failed tries are counted by address, so that guessing gets slow. */
async function known(deps: ApiDeps, limits: Limits, request: FastifyRequest) {
  const identity = {
    publicUrl: deps.settings.publicUrl,
    authenticate: deps.identity.authenticate,
  }
  try {
    return await identify(identity, request)
  } catch (error) {
    if (!(error instanceof Problem) || error.code !== 'auth.invalid') throw error
    const { allowed, resetSeconds } = limits.failures.take(request.ip, deps.now())
    throw allowed ? error : new Problem('auth.throttled', { retry_after: resetSeconds })
  }
}

type Call = { request: FastifyRequest; reply: FastifyReply; now: number }

function throttle(calls: RateLimit, { request, reply, now }: Call): void {
  if (calls.off) return
  const { caller } = request
  const name = caller ? `${caller.principal.tenant} ${caller.principal.id}` : request.ip
  const take = calls.take(name, now)
  reply.header('ratelimit-policy', `"default";q=${take.limit};w=60`)
  reply.header('ratelimit', rateHeader(take))
  if (!take.allowed) throw new Problem('rate.limited', { retry_after: take.resetSeconds })
}

/** As in draft-ietf-httpapi-ratelimit-headers. */
function rateHeader({ remaining, resetSeconds }: Take): string {
  return `"default";r=${remaining};t=${resetSeconds}`
}
