import { Problem } from '@pao/core'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { Caller } from '#identity/authenticate.ts'
import { defaultTenant } from '#identity/principal.ts'
import type { ApiDeps } from '../deps.ts'
import { checkAccess } from './access.ts'
import { type RefusalNote, refusalNotes } from './audit.ts'
import { type AuthenticationDeps, identify } from './authentication.ts'
import { RateLimit, type Take } from './rate-limit.ts'
import { setCookie } from './session-cookie.ts'

/** Failed sign-ins of one address a minute; nobody else is held up by them. */
const failuresPerMinute = 60
const safe = new Set(['GET', 'HEAD', 'OPTIONS'])

/** What the calls of one process are measured against. */
export type Gate = {
  deps: Pick<ApiDeps, 'now' | 'operations'>
  identity: AuthenticationDeps
  calls: RateLimit
  /** Of all callers of one tenant together. */
  tenantCalls: RateLimit
  failures: RateLimit
  noteRefusal: RefusalNote
  /** Who is calling where it was asked before the gate, so that nobody is asked twice for one call. */
  asked: WeakMap<FastifyRequest['raw'], Caller | null | Promise<Caller | null>>
}

/** A gate nobody has passed yet. */
export function createGate(deps: ApiDeps): Gate {
  const { ratePerMinute, tenantRatePerMinute = 0, tenantRates } = deps.settings
  const limit = (perMinute: number, name: string, own?: ReadonlyMap<string, number>): RateLimit => {
    const one = new RateLimit(perMinute, name, deps.takenElsewhere, own)
    one.listen(deps.now)
    return one
  }
  return {
    deps,
    identity: {
      publicUrl: deps.settings.publicUrl,
      authenticate: deps.identity.authenticate,
      isOpen: deps.tenants.isOpen,
    },
    calls: limit(ratePerMinute, 'default'),
    tenantCalls: limit(tenantRatePerMinute, 'tenant', tenantRates),
    failures: limit(failuresPerMinute, 'failures'),
    noteRefusal: refusalNotes(deps, defaultTenant),
    asked: new WeakMap(),
  }
}

/** What every call passes before its body is read: stopping? who? how often? may they? */
export function guardCalls(app: FastifyInstance, gate: Gate): void {
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

function begin(gate: Gate, request: FastifyRequest): Caller | null | Promise<Caller | null> {
  const { access, whileDraining } = request.routeOptions.config
  if (gate.deps.operations.draining() && !safe.has(request.method) && whileDraining !== true)
    throw new Problem('server.draining')
  if (access === 'public' || request.is404) return null
  try {
    const known = gate.asked.get(request.raw)
    return known === undefined ? identify(gate.identity, request) : known
  } catch (error) {
    return slowDown(gate, request, error)
  }
}

/** Failed tries are counted by address, so that guessing gets slow. */
function slowDown(gate: Gate, request: FastifyRequest, error: unknown): never {
  if (!(error instanceof Problem)) throw error
  gate.noteRefusal(request, { caller: null, code: error.code })
  if (error.code !== 'auth.invalid') throw error
  const { allowed, resetSeconds } = gate.failures.take(request.ip, gate.deps.now())
  throw allowed ? error : new Problem('auth.throttled', { retry_after: resetSeconds })
}

type Passing = { request: FastifyRequest; reply: FastifyReply }

function pass(gate: Gate, caller: Caller | null, { request, reply }: Passing): void {
  const { unthrottled } = request.routeOptions.config
  request.caller = caller
  const renewed = caller?.renewed
  if (renewed)
    setCookie(reply, gate.identity.publicUrl, {
      kind: 'session',
      value: renewed.id,
      expiresAt: renewed.expiresAt,
    })
  if (unthrottled !== true) throttle(gate, request, reply)
  if (request.is404) return
  try {
    checkAccess(request.routeOptions.config, caller)
  } catch (error) {
    if (caller !== null && error instanceof Problem)
      gate.noteRefusal(request, { caller, code: error.code })
    throw error
  }
}

function throttle(gate: Gate, request: FastifyRequest, reply: FastifyReply): void {
  const taken = takeCall(gate, request.caller, request.ip)
  if (taken === undefined) return
  reply.headers(rateHeaders(taken))
  if (!taken.allowed) throw new Problem('rate.limited', { retry_after: taken.retrySeconds })
}

/** One limit and what a call left of it. */
type Counted = { name: string; policy: string; take: Take }

/** What is left of each limit a call counts against, and whether all let it through. */
type Taken = {
  allowed: boolean
  /** Seconds until the tightest limit lets one through. */
  retrySeconds: number
  limits: readonly Counted[]
}

/**
 * Takes one of the calls this caller, or else this address, has left, and one of the tenant's; undefined = there is no
 * limit. What the caller has no more of is not taken from the others of the tenant.
 */
export function takeCall(
  { calls, tenantCalls, deps }: Gate,
  caller: Caller | null,
  address: string,
): Taken | undefined {
  const limits: Counted[] = []
  const { tenant, id } = caller?.principal ?? {}
  const count = (limit: RateLimit, who: string): void => {
    const take = limit.take(who, deps.now())
    limits.push({ name: limit.name, policy: limit.policyOf(who), take })
  }
  if (!calls.off) count(calls, tenant === undefined ? address : `${tenant} ${id}`)
  const isCounted = tenant !== undefined && tenantCalls.limitOf(tenant) > 0
  if (isCounted && limits.every(({ take }) => take.allowed)) count(tenantCalls, tenant)
  if (limits.length === 0) return undefined
  const refused = limits.filter(({ take }) => !take.allowed)
  return {
    allowed: refused.length === 0,
    retrySeconds: Math.max(0, ...refused.map(({ take }) => take.resetSeconds)),
    limits,
  }
}

/** What an answer tells of the limits, as in draft-ietf-httpapi-ratelimit-headers. */
export function rateHeaders({ limits }: Taken) {
  return {
    'ratelimit-policy': limits.map(({ policy }) => policy).join(', '),
    ratelimit: limits
      .map(({ name, take }) => `"${name}";r=${take.remaining};t=${take.resetSeconds}`)
      .join(', '),
  }
}
