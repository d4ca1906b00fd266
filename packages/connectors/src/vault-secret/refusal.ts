import { failedAnswer } from '../kit/answers.ts'
import type { Answer } from '../kit/context.ts'
import type { Outcome } from '../kit/outcome.ts'

const codes: Readonly<Record<number, string>> = {
  403: 'vault.forbidden',
  404: 'vault.not_found',
  412: 'vault.behind',
  429: 'vault.rate_limited',
  472: 'vault.standby',
  473: 'vault.standby',
  503: 'vault.sealed',
}

/** Answers of a node that cannot serve for now; it did nothing (developer.hashicorp.com/vault/api-docs). */
const passing: ReadonlySet<number> = new Set([412, 472, 473])

/** A refusal in our own words: Vault's quote paths, and their bodies belong into no log. */
export function refusal(answer: Answer, now: number, connection: string): Outcome {
  const { status } = answer
  const code = codes[status] ?? (status >= 500 ? 'vault.unavailable' : 'vault.refused')
  const outcome = failedAnswer(answer, now, { code, message: reason(status, connection) })
  if (outcome.kind !== 'failed' || !passing.has(status)) return outcome
  return { ...outcome, retryable: true, class: '5xx', made: 'no' }
}

function reason(status: number, connection: string): string {
  switch (status) {
    case 403:
      return `Vault refuses the connection "${connection}": its token has ended or no policy allows this`
    case 404:
      return 'Vault has nothing there, or hides it from this connection'
    case 405:
      return 'Vault takes no such call there: is the mount KV version 2?'
    case 412:
      return 'The Vault that answered has not caught up yet'
    case 429:
      return 'Vault asks to slow down'
    case 503:
      return 'Vault is sealed or in maintenance'
    default:
      return `Vault answered ${status}`
  }
}
