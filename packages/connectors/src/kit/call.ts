import { authorize } from './authorize.ts'
import { isReservedHeader } from './config.ts'
import type { ActionContext, Answer, HttpCall } from './context.ts'
import type { Outcome } from './outcome.ts'
import type { Credentials } from './proof.ts'
import { permanent } from './target.ts'

/** One request as an item describes it. */
export type AuthoredCall = {
  method: string
  url: URL
  /** Ours; an author's header of the same name takes its place. */
  preset: Readonly<Record<string, string>>
  /** The author's, in any case of letters. */
  headers?: Readonly<Record<string, string>> | undefined
  authentication?: { type?: string; credentials?: Credentials } | undefined
  body?: string | Uint8Array | undefined
  /** Seconds for the whole call; the operator's limit when left out. */
  timeout?: number | undefined
}

/**
 * Sends one request as who we are; a 401 with a remembered OAuth 2 token is asked again with a new one, once.
 * Throws what the outbound door throws; what cannot be sent at all is an outcome.
 */
export async function callAs(
  context: ActionContext,
  call: AuthoredCall,
): Promise<Answer | { outcome: Outcome }> {
  const reserved = Object.keys(call.headers ?? {}).find(isReservedHeader)
  if (reserved !== undefined)
    return { outcome: permanent('config.header_reserved', `The header ${reserved} cannot be set`) }
  const first = await ask(context, call)
  if ('outcome' in first) return first
  const isStale = first.answer.status === 401 && call.authentication?.type === 'oauth2'
  if (!isStale) return first.answer
  const second = await ask(context, call, first.authorization)
  return 'outcome' in second ? second : second.answer
}

type Asked = { answer: Answer; authorization: string | undefined }

/** `stale` = the proof that was refused just now. */
async function ask(
  context: ActionContext,
  call: AuthoredCall,
  stale?: string,
): Promise<Asked | { outcome: Outcome }> {
  const { type = 'none', credentials = {} } = call.authentication ?? {}
  const proof = await authorize(context, type, credentials, stale)
  if (!proof.ok) return { outcome: proof.outcome }
  const { method, url, timeout } = call
  const answer = await context.http.send({
    ...shape(context, call, proof.headers),
    url: withQuery(url, proof.query),
    ...(proof.tls && { tls: proof.tls }),
    ...(timeout !== undefined && { timeoutMs: timeout * 1000 }),
  })
  context.log(`${method} ${url.origin}${url.pathname} answered ${answer.status}`)
  return { answer, authorization: proof.headers['authorization'] }
}

function withQuery(url: URL, query: Readonly<Record<string, string>> = {}): string {
  const whole = new URL(url)
  for (const [name, value] of Object.entries(query)) whole.searchParams.set(name, value)
  return whole.href
}

function shape(
  { signal }: ActionContext,
  { method, preset, headers = {}, body }: AuthoredCall,
  proof: Readonly<Record<string, string>>,
): Omit<HttpCall, 'url'> {
  const own = Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]),
  )
  return {
    method,
    headers: { ...preset, ...own, ...proof },
    ...(body !== undefined && { body }),
    signal,
  }
}
