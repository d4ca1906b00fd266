import { createHash } from 'node:crypto'
import type { ActionContext, Connection } from './context.ts'
import { keptOnce } from './kept-once.ts'

type Token = { value: string; lifeMs: number }

/** Token lifetime left below which a new one is asked for, milliseconds. */
const marginMs = 60_000
const mostTokens = 200

/** Tokens by who asked where. */
const tokens = keptOnce<{ value: string; until: number }>(mostTokens)

/** The connection's token, logged in anew when it is about to end or `fresh`. Throws what the login throws. */
export async function keptToken(
  context: Pick<ActionContext, 'now' | 'http'>,
  connection: Connection,
  { fresh, logIn }: { fresh: boolean; logIn: () => Promise<Token> },
): Promise<string> {
  const { now } = context
  const { type, settings, secrets } = connection
  const name = createHash('sha256')
    .update(
      JSON.stringify([type, settings['url'], settings['username'], settings['client_id'], secrets]),
    )
    .digest('hex')
  const { value } = await tokens(context, name, {
    isGood: ({ until }) => !fresh && until - marginMs > now,
    async ask() {
      const { value: got, lifeMs } = await logIn()
      return { value: got, until: now + lifeMs }
    },
  })
  return value
}
