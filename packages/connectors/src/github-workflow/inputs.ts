import type { GithubWorkflowConfig } from './config.ts'

/** The inputs as GitHub takes them: all text. What an unanswered field left empty is left out. */
export function inputsOf({ inputs = {} }: GithubWorkflowConfig): Readonly<Record<string, string>> {
  const given = Object.entries(inputs).filter(([, value]) => value !== null && value !== undefined)
  return Object.fromEntries(
    given.map(([name, value]) => [name, typeof value === 'string' ? value : JSON.stringify(value)]),
  )
}
