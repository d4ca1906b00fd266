import { createHash } from 'node:crypto'
import { failedAnswer } from './answers.ts'
import type { ActionContext, Answer, HttpCall } from './context.ts'
import { Ended, makingNothing, stop } from './ended.ts'
import { keptOnce } from './kept-once.ts'
import type { Authorized, Credentials } from './proof.ts'
import { targetOf } from './target.ts'

/** Token lifetime left below which a new one is asked for, milliseconds; half of a short life. */
const marginMs = 60_000
const defaultLifeMs = 300_000
const mostTokens = 500
type Token = { header: string; renewAt: number }
type Complete = Credentials & { client_id: string; client_secret_ref: string; token_url: string }

/** Tokens by who asked where. */
const tokens = keptOnce<Token>(mostTokens)

/**
 * A token by client credentials (RFC 6749 section 4.4), remembered until shortly before it ends. `stale` = the
 * Authorization header that was just refused; undefined = none was.
 */
export async function tokenFor(
  context: ActionContext,
  given: Complete,
  stale: string | undefined,
): Promise<Authorized> {
  const { client_id, client_secret_ref, token_url, scope, audience, resource } = given
  const secret = context.secret(client_secret_ref)
  const name = createHash('sha256')
    .update(JSON.stringify([token_url, client_id, scope, audience, resource, secret]))
    .digest('hex')
  try {
    const { header } = await tokens(context, name, {
      isGood: (known) => known.header !== stale && known.renewAt > context.now,
      ask: () => ask(context, given, secret),
    })
    return { ok: true, headers: { authorization: header } }
  } catch (error) {
    if (error instanceof Ended) return { ok: false, outcome: error.outcome }
    throw error
  }
}

async function ask(context: ActionContext, given: Complete, secret: string): Promise<Token> {
  const target = targetOf(given.token_url)
  if (!target.ok) throw new Ended(target.outcome)
  const answer = await send(context, { url: target.url.href, ...form(given, secret) })
  const token = tokenOf(answer.text(), context.now)
  if (token) return token
  throw stop('oauth2.answer_invalid', 'The token endpoint answered without a bearer token')
}

/** The client shows itself in the header, both parts encoded first, or in the body: servers differ. */
function form(
  { client_id, scope, audience, resource, client_auth = 'basic' }: Complete,
  secret: string,
): Pick<HttpCall, 'headers' | 'body'> {
  const inBody = client_auth === 'body'
  const pair = `${encodeURIComponent(client_id)}:${encodeURIComponent(secret)}`
  return {
    headers: {
      'content-type': 'application/x-www-form-urlencoded',
      accept: 'application/json',
      ...(!inBody && { authorization: `Basic ${Buffer.from(pair).toString('base64')}` }),
    },
    body: new URLSearchParams({
      grant_type: 'client_credentials',
      ...(inBody && { client_id, client_secret: secret }),
      ...(scope !== undefined && { scope }),
      ...(audience !== undefined && { audience }),
      ...(resource !== undefined && { resource }),
    }).toString(),
  }
}

/** Asking for a token makes nothing that the action is about, however it ends. */
function send(
  { http, signal, now }: ActionContext,
  call: Pick<HttpCall, 'url' | 'headers' | 'body'>,
): Promise<Answer> {
  return makingNothing(async () => {
    const answer = await http.send({ ...call, method: 'POST', changes: false, signal })
    if (answer.status === 200) return answer
    const { status } = answer
    const message = `The token endpoint answered ${status}`
    throw new Ended(failedAnswer(answer, now, { code: `oauth2.http_${status}`, message }))
  })
}

function tokenOf(text: string, now: number): Token | undefined {
  let answer: unknown
  try {
    answer = JSON.parse(text)
  } catch {
    return undefined
  }
  const { access_token, token_type, expires_in } = Object(answer) as Record<string, unknown>
  if (typeof access_token !== 'string') return undefined
  // Compared without case (RFC 6749 section 5.1); a server that names none means bearer.
  if (typeof token_type === 'string' && token_type.toLowerCase() !== 'bearer') return undefined
  const seconds = expires_in === undefined ? Number.NaN : Number(expires_in)
  const lifeMs = Number.isFinite(seconds) ? seconds * 1000 : defaultLifeMs
  const renewAt = now + Math.max(lifeMs - marginMs, lifeMs / 2)
  return { header: `Bearer ${access_token}`, renewAt }
}
