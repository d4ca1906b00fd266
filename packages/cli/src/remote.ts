import { type ApiClient, createApi } from '@pao/sdk'
import type { CliConfig } from './config.ts'
import { exitCodes, Stop } from './exit.ts'

/** Statuses that say "not asked properly" rather than "no". */
const unasked = new Set([400, 401, 403, 404, 413, 415, 429])

type Answered<T> = { data?: T; error?: unknown; response: Response }

type Problem = {
  title?: string
  detail?: string
  code?: string
  correlation_id?: string
  errors?: readonly { pointer?: string; message?: string; hint?: string }[]
}

/** The API client of one command. */
export function connect({ url, token }: CliConfig): ApiClient {
  return createApi({ url, ...(token !== undefined && { token }) })
}

/** The data of an answer; a refusal or silence ends the command with everything the server said. */
export async function answerOf<T>(asked: Promise<Answered<T>>, url: string): Promise<T> {
  let answered: Answered<T>
  try {
    answered = await asked
  } catch (error) {
    const cause =
      error instanceof Error && error.cause instanceof Error ? `: ${error.cause.message}` : ''
    throw new Stop(
      exitCodes.unasked,
      `no answer from ${url}${cause}; is PAO_URL right and the server up?`,
    )
  }
  if (answered.response.ok) return answered.data as T
  throw refusal(answered.response.status, answered.error)
}

function refusal(status: number, error: unknown): Stop {
  const problem = (typeof error === 'object' && error !== null ? error : {}) as Problem
  const lines = [`${problem.title ?? 'refused'} (${problem.code ?? status})`]
  if (problem.detail) lines.push(`  ${problem.detail}`)
  for (const { pointer, message, hint } of problem.errors ?? [])
    lines.push(`  ${pointer ?? ''} ${message ?? ''}${hint ? ` (${hint})` : ''}`)
  if (status === 401) lines.push('  set PAO_TOKEN to an API key')
  if (status >= 500 && problem.correlation_id)
    lines.push(`  correlation id ${problem.correlation_id}`)
  return new Stop(
    unasked.has(status) || status >= 500 ? exitCodes.unasked : exitCodes.no,
    lines.join('\n'),
  )
}
