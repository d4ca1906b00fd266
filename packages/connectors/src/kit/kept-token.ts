import { createHash } from 'node:crypto'
import type { ActionContext, Connection } from './context.ts'

type Token = { value: string; lifeMs: number }

/** Token lifetime left below which a new one is asked for, milliseconds. */
const marginMs = 60_000
const mostTokens = 200

/** Tokens of this process by who asked where. Lost on a restart, which costs one login. */
const tokens = new Map<string, { value: string; until: number }>()

/** The connection's token, logged in anew when it is about to end or `fresh`. Throws what the login throws. */
export async function keptToken(
  { now }: ActionContext,
  connection: Connection,
  { fresh, logIn }: { fresh: boolean; logIn: () => Promise<Token> },
): Promise<string> {
  const { type, settings, secrets } = connection
  const name = createHash('sha256')
    .update(
      JSON.stringify([type, settings['url'], settings['username'], settings['client_id'], secrets]),
    )
    .digest('hex')
  const known = tokens.get(name)
  if (!fresh && known && known.until - marginMs > now) return known.value
  const { value, lifeMs } = await logIn()
  if (tokens.size >= mostTokens) tokens.clear()
  tokens.set(name, { value, until: now + lifeMs })
  return value
}
