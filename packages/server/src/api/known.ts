import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { Caller } from '#identity/authenticate.ts'
import { type callId, noteAnswer } from './call-ids.ts'
import type { ApiDeps } from './deps.ts'
import { checkAccess } from './guards/access.ts'
import type { Admission } from './guards/admission.ts'
import { identify } from './guards/authentication.ts'
import { type Gate, rateHeaders, takeCall } from './guards/gate.ts'
import { securityHeaders } from './headers.ts'
import {
  forBody,
  forReader,
  isKnown,
  type Prepared,
  type PreparedAnswers,
  readerKey,
} from './prepared.ts'
import { turnAway } from './turn-away.ts'

type RawRequest = FastifyRequest['raw']

type KnownDeps = {
  deps: Pick<ApiDeps, 'catalog' | 'log' | 'operations' | 'settings'>
  gate: Gate
  prepared: PreparedAnswers
  admission: Admission
  idOf: ReturnType<typeof callId>
}

/**
 * Answers what was prepared for the very same question before the framework sees the call: routing it, its
 * objects and its hooks cost more than the answer. The guards and headers are those of every other call; what
 * they do not let through at once, and what is not prepared, goes the usual way and is refused or made there.
 */
export function answerKnown(app: FastifyInstance, known: KnownDeps): void {
  const same = Object.entries({
    ...securityHeaders(known.deps.settings.publicUrl),
    ...forReader,
  }).flat()
  const whole = [...same, ...Object.entries(forBody).flat()]
  const sendAway = turnAway(known)
  let closing = false
  app.addHook('preClose', async () => {
    closing = true
  })
  app.server.removeAllListeners('request')
  app.server.on('request', (request, response) => {
    const passed = closing ? undefined : pass(known, request)
    if (passed) send(known, { same, whole }, passed, { request, response })
    else if (!sendAway({ request, response })) app.routing(request, response)
  })
}

type Passed = { answer: Prepared; route: string; caller: Caller; limit: readonly string[] }

/** The prepared answer for a caller who may have it at once; undefined when the usual way decides. */
function pass(known: KnownDeps, request: RawRequest): Passed | undefined {
  const { method, headers } = request
  const isRead = method === 'GET' || method === 'HEAD'
  if (!isRead || headers.authorization === undefined) return undefined
  if (known.deps.operations.draining()) return undefined
  try {
    const caller = identify(known.gate.identity, request)
    if (caller instanceof Promise) {
      known.gate.asked.set(request, caller)
      // A public route never asks what came of it, and a refusal nobody hears ends the process.
      caller.catch(() => undefined)
      return undefined
    }
    return caller === null ? undefined : passAs(known, caller, request.url ?? '')
  } catch {
    // The usual way meets the same fault, and says it.
    return undefined
  }
}

function passAs({ deps, gate, prepared }: KnownDeps, caller: Caller, url: string) {
  const answer = prepared.peek(
    readerKey(deps.catalog(caller.principal.tenant).etag, caller.principal, url),
  )
  if (!answer?.route) return undefined
  checkAccess(answer.route, caller)
  const take = takeCall(gate, caller, '')
  if (take?.allowed === false) return undefined
  const limit = take ? Object.entries(rateHeaders(take)).flat() : []
  return { answer, route: answer.route.url, caller, limit }
}

type Exchange = { request: RawRequest; response: FastifyReply['raw'] }

/** Names and values by turns, as Node takes them: of an answer without its body, and of one with it. */
type Heads = { same: readonly string[]; whole: readonly string[] }

function send(
  { deps, idOf }: KnownDeps,
  { same, whole }: Heads,
  { answer, route, caller, limit }: Passed,
  { request, response }: Exchange,
): void {
  const started = performance.now()
  const { body, etag } = answer
  const { method = 'GET', headers } = request
  const id = idOf(request)
  const hasIt = isKnown(headers['if-none-match'], etag)
  const status = hasIt ? 304 : 200
  // A caller who has gone is nobody's fault, and no reason to end the process.
  response.on('error', () => undefined)
  response.once('finish', () => {
    const seconds = (performance.now() - started) / 1000
    const { traceparent } = headers
    const principal = caller.principal.id
    noteAnswer(deps, { route, method, status, seconds }, { id, traceparent, principal })
  })
  const length = hasIt ? [] : ['content-length', String(body.length)]
  const usual = hasIt ? same : whole
  response.writeHead(status, ['x-request-id', id, ...usual, 'etag', etag, ...limit, ...length])
  if (hasIt || method === 'HEAD') response.end()
  else response.end(body)
}
