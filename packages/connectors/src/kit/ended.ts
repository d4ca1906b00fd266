import type { Outcome } from './outcome.ts'
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
