import { failedTransport } from './answers.ts'
import { type Outcome, withMade } from './outcome.ts'
import { permanent } from './target.ts'

/** Ends a call into the connector with an outcome; caught at its door, never seen outside. */
export class Ended extends Error {
  readonly outcome: Outcome
  constructor(outcome: Outcome) {
    super('ended')
    this.outcome = outcome
  }
}

/** To be thrown: an end that no retry mends. */
export const stop = (code: string, message: string) => new Ended(permanent(code, message))

/** To be thrown: a look was answered by something else, a proxy's page for one; asked again it may be the right one. */
export const unreadable = (code: string, message: string) =>
  new Ended({ kind: 'failed', retryable: true, class: 'connection', code, message, made: 'no' })

/** What ended a call early as an outcome; a bug is thrown on. */
export function outcomeOf(error: unknown): Outcome {
  return error instanceof Ended ? error.outcome : failedTransport(error)
}

/** What only reads, or asks for a token, starts nothing, however it ends. */
export async function makingNothing<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    throw new Ended(withMade(outcomeOf(error), 'no'))
  }
}
