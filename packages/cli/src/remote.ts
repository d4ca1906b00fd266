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
  const lines = [
    `${problem.title ?? 'refused'} (${problem.code ?? status})`,
    ...(problem.detail === undefined ? [] : [`  ${problem.detail}`]),
    ...(problem.errors ?? []).map(faultLine),
    ...advice(status, problem),
  ]
  const code = unasked.has(status) || status >= 500 ? exitCodes.unasked : exitCodes.no
  return new Stop(code, lines.join('\n'))
}

function faultLine({ pointer, message, hint }: NonNullable<Problem['errors']>[number]): string {
  return `  ${pointer ?? ''} ${message ?? ''}${hint === undefined ? '' : ` (${hint})`}`
}

function advice(status: number, problem: Problem): string[] {
  if (status === 401) return ['  set PAO_TOKEN to an API key']
  const id = problem.correlation_id
  return status >= 500 && id !== undefined ? [`  correlation id ${id}`] : []
}
