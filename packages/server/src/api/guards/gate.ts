import { Problem } from '@pao/core'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { Caller } from '#identity/authenticate.ts'
import type { ApiDeps } from '../deps.ts'
import { checkAccess } from './access.ts'
import { type AuthenticationDeps, identify } from './authentication.ts'
import { RateLimit, type Take } from './rate-limit.ts'

/** Failed sign-ins of one address a minute; nobody else is held up by them. */
const failuresPerMinute = 60
const safe = new Set(['GET', 'HEAD', 'OPTIONS'])

/** What every call passes before its body is read: stopping? who? how often? may they? */
export function guardCalls(app: FastifyInstance, deps: ApiDeps): void {
  const gate: Gate = {
    deps,
    identity: {
      publicUrl: deps.settings.publicUrl,
      authenticate: deps.identity.authenticate,
    },
    calls: new RateLimit(deps.settings.ratePerMinute),
    failures: new RateLimit(failuresPerMinute),
  }
  app.decorateRequest('caller', null)
  // With callbacks: most calls are known at once, and a promise for each would cost more than the answer.
  app.addHook('onRequest', (request, reply, done) => {
    try {
      const caller = begin(gate, request)
      if (caller instanceof Promise) void passLater(gate, caller, { request, reply }, done)
      else {
        pass(gate, caller, { request, reply })
        done()
      }
    } catch (error) {
      done(error as Error)
    }
  })
}

async function passLater(
  gate: Gate,
  asked: Promise<Caller | null>,
  passing: Passing,
  done: (error?: Error) => void,
): Promise<void> {
  try {
    const caller = await asked.catch((error: unknown) => slowDown(gate, passing.request, error))
    pass(gate, caller, passing)
  } catch (error) {
    return done(error as Error)
  }
  return done()
}

type Gate = {
  deps: ApiDeps
  identity: AuthenticationDeps
  calls: RateLimit
  failures: RateLimit
}

function begin(gate: Gate, request: FastifyRequest): Caller | null | Promise<Caller | null> {
  if (gate.deps.operations.draining() && !safe.has(request.method))
    throw new Problem('server.draining')
  if (request.routeOptions.config.access === 'public' || request.is404) return null
  try {
    return identify(gate.identity, request)
  } catch (error) {
    return slowDown(gate, request, error)
  }
}

/** Failed tries are counted by address, so that guessing gets slow. */
function slowDown({ failures, deps }: Gate, request: FastifyRequest, error: unknown): never {
  if (!(error instanceof Problem) || error.code !== 'auth.invalid') throw error
  const { allowed, resetSeconds } = failures.take(request.ip, deps.now())
  throw allowed ? error : new Problem('auth.throttled', { retry_after: resetSeconds })
}

type Passing = { request: FastifyRequest; reply: FastifyReply }

function pass({ deps, calls }: Gate, caller: Caller | null, { request, reply }: Passing): void {
  const { access, unthrottled } = request.routeOptions.config
  request.caller = caller
  if (unthrottled !== true) throttle(calls, { request, reply, now: deps.now() })
  if (!request.is404) checkAccess(access, caller)
}

type Call = { request: FastifyRequest; reply: FastifyReply; now: number }

function throttle(calls: RateLimit, { request, reply, now }: Call): void {
  if (calls.off) return
  const { caller } = request
  const name = caller ? `${caller.principal.tenant} ${caller.principal.id}` : request.ip
  const take = calls.take(name, now)
  reply.headers({ 'ratelimit-policy': calls.policy, ratelimit: rateHeader(take) })
  if (!take.allowed) throw new Problem('rate.limited', { retry_after: take.resetSeconds })
}

/** As in draft-ietf-httpapi-ratelimit-headers. */
function rateHeader({ remaining, resetSeconds }: Take): string {
  return `"default";r=${remaining};t=${resetSeconds}`
}
