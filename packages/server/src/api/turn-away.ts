import { Problem } from '@pao/core'
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Caller } from '#identity/authenticate.ts'
import { defaultTenant } from '#identity/principal.ts'
import type { ApiDeps } from './deps.ts'
import type { Admission } from './guards/admission.ts'
import { identify } from './guards/authentication.ts'
import type { Gate } from './guards/gate.ts'
import { securityHeaders } from './headers.ts'
import { problemBody, problemType } from './problem.ts'

type RawRequest = FastifyRequest['raw']
type Exchange = { request: RawRequest; response: FastifyReply['raw'] }

type TurnAwayDeps = {
  deps: Pick<ApiDeps, 'operations' | 'settings'>
  gate: Pick<Gate, 'identity' | 'asked'>
  admission: Admission
  idOf(request: RawRequest): string
}

/** Calls that are let in while all is full, because somebody has to be asked whose they are. */
const mostUnknown = 64
/** A longer body, in bytes, is not waited for: the connection ends with the answer. */
const shortBody = 65_536

/**
 * Answers 503 before a call is routed, and before its body is read, where there is no place for it: to say no must cost far
 * less than to say yes, or a flood leaves nothing for those who are let in. Only what there would be no place for later is
 * sent away here: a tenant with less in line than others still gets in. False = the call goes the usual way.
 */
export function turnAway(parts: TurnAwayDeps): (exchange: Exchange) => boolean {
  const { deps, admission, idOf } = parts
  const whose = ownerOf(parts)
  const head = headOf(deps.settings.publicUrl)
  const fixed = problemBody(new Problem('server.overloaded'), { instance: '', id: '' })
  return ({ request, response }) => {
    if (!admission.isFull || !takesPlace(request)) return false
    const owner = whose(request)
    if (owner === undefined || (owner.tenant !== null && !admission.isFullFor(owner.tenant)))
      return false
    const { method = 'GET', url = '/' } = request
    const [id, seconds] = [idOf(request), admission.turnAway()]
    const call = { instance: url.split('?', 1)[0], correlation_id: id }
    const body = JSON.stringify({ ...fixed, ...call, facts: { retry_after: seconds } })
    // A caller who has gone is nobody's fault, and no reason to end the process.
    response.on('error', () => undefined)
    const own = ['x-request-id', id, 'retry-after', String(seconds)]
    const length = ['content-length', String(Buffer.byteLength(body))]
    const close = isLong(request) ? ['connection', 'close'] : []
    response.writeHead(503, [...head, ...own, ...length, ...close])
    // Addresses come as ASCII, so head and body go out as one text that needs no turning into UTF-8.
    response.end(body, 'latin1')
    // Counted, but not told of one by one: that would be most of what it costs.
    deps.operations.answered({ route: '(turned away)', method, status: 503, seconds: 0 })
    return true
  }
}

function isLong({ headers }: RawRequest): boolean {
  return Number(headers['content-length'] ?? 0) > shortBody
}

function headOf(publicUrl: string): readonly string[] {
  const same = { 'cache-control': 'no-store', 'content-type': problemType }
  return Object.entries({ ...securityHeaders(publicUrl), ...same }).flat()
}

/** Streams stay open for long and do little: they take nobody's place. */
function takesPlace({ url = '', headers }: RawRequest): boolean {
  const isStream = url.includes('stream=1') || headers.accept?.includes('text/event-stream')
  return url.startsWith('/api/v1/') && isStream !== true
}

/** Null = there are too many already of whom nobody knows who they are. */
type Owner = { tenant: string | null }

/** Whose a call is; undefined where the usual way finds it out, or says what is wrong with the credentials. */
function ownerOf({ gate }: TurnAwayDeps): (request: RawRequest) => Owner | undefined {
  let asking = 0
  const ask = (request: RawRequest, caller: Promise<Caller | null>): Owner | undefined => {
    asking += 1
    // A refusal nobody hears ends the process; who goes the usual way hears it.
    void caller.catch(() => undefined).finally(() => (asking -= 1))
    if (asking > mostUnknown) return { tenant: null }
    gate.asked.set(request, caller)
    return undefined
  }
  return (request) => {
    const { authorization, cookie } = request.headers
    if (gate.asked.has(request)) return undefined
    if (asking >= mostUnknown && authorization === undefined && cookie !== undefined)
      return { tenant: null }
    try {
      const caller = identify(gate.identity, request)
      if (caller instanceof Promise) return ask(request, caller)
      return { tenant: caller?.principal.tenant ?? defaultTenant }
    } catch {
      return undefined
    }
  }
}
