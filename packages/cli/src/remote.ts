import { type ApiClient, createApi } from '@pao/sdk'
import type { CliConfig } from './config.ts'
import { exitCodes, Stop } from './exit.ts'
import { type OutputForm, plain, type Screen } from './print.ts'

/** What a command that asks the server is handed. */
export type Remote = {
  config: CliConfig
  screen: Screen
  output: OutputForm
  cwd: string
  pause(ms: number): Promise<void>
}

/** Statuses that say "not asked properly" rather than "no". */
const unasked = new Set([400, 401, 403, 404, 405, 413, 415, 429])

type Answered<T> = { data?: T; error?: unknown; response: Response }

type Problem = {
  title?: string
  detail?: string
  code?: string
  correlation_id?: string
  facts?: Readonly<Record<string, unknown>>
  errors?: readonly { pointer?: string; message?: string; hint?: string }[]
}

/** The API client of one command. */
export function connect({ url, token }: CliConfig): ApiClient {
  return createApi({ url, ...(token !== undefined && { token }) })
}

/** The data of an answer; a refusal or silence ends the command with everything the server said. */
export async function answerOf<T>(asked: Promise<Answered<T>>, url: string): Promise<T> {
  const { data } = await taken(asked, url)
  if (data === undefined) throw new Stop(exitCodes.unasked, stranger(url))
  return data
}

/** Waits for an answer that brings nothing; ends the command as `answerOf` does. */
export async function doneBy(asked: Promise<Answered<unknown>>, url: string): Promise<void> {
  await taken(asked, url)
}

async function taken<T>(asked: Promise<Answered<T>>, url: string): Promise<Answered<T>> {
  let answered: Answered<T>
  try {
    answered = await asked
  } catch (error) {
    throw new Stop(exitCodes.unasked, silence(error, url))
  }
  if (answered.response.ok) return answered
  throw refusal(answered.response, answered.error, url)
}

function silence(error: unknown, url: string): string {
  // A page where JSON was due.
  if (error instanceof SyntaxError) return stranger(url)
  const cause = error instanceof Error ? error.cause : undefined
  const code = cause instanceof Error && 'code' in cause ? String(cause.code) : ''
  const why = [cause instanceof Error ? cause.message : '', code].find((text) => text !== '')
  return `no answer from ${url}${why === undefined ? '' : `: ${why}`}; is PAO_URL right and the server up?`
}

function stranger(url: string): string {
  return `${url} answers, but not as this service does; is PAO_URL right?`
}

function refusal({ status }: Response, error: unknown, url: string): Stop {
  const problem: Problem = typeof error === 'object' && error !== null ? error : {}
  if (problem.code === undefined)
    return new Stop(exitCodes.unasked, `${url} answered ${status}; is PAO_URL right?`)
  const lines = [
    `${problem.title ?? 'refused'} (${problem.code})`,
    ...(problem.detail === undefined ? [] : [`  ${problem.detail}`]),
    ...(problem.errors ?? []).map(faultLine),
    ...advice(status, problem),
  ]
  const code = unasked.has(status) || status >= 500 ? exitCodes.unasked : exitCodes.no
  return new Stop(code, lines.map(plain).join('\n'))
}

function faultLine({ pointer, message, hint }: NonNullable<Problem['errors']>[number]): string {
  return `  ${pointer ?? ''}: ${message ?? ''}${hint === undefined ? '' : ` (${hint})`}`
}

function advice(status: number, problem: Problem): string[] {
  if (status === 401) return ['  set PAO_TOKEN to an API key, or run: pao login']
  const state = problem.facts?.['state']
  if (status === 409 && typeof state === 'string') return [`  it is ${state}`]
  const id = problem.correlation_id
  return status >= 500 && id !== undefined ? [`  correlation id ${id}`] : []
}
