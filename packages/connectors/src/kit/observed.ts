import { type Difference, mostDifferences, type Seen } from '@pao/core/governance'
import { outcomeOf } from './ended.ts'
import type { Outcome } from './outcome.ts'

export type { Difference, Seen } from '@pao/core/governance'

/** `blind` = this action made nothing that could be looked at, or says nothing of how. A look that failed is an outcome. */
export type Observed = Seen | { kind: 'blind' } | Extract<Outcome, { kind: 'failed' }>

/** What comes of comparing: none = it is as it should be. */
export function seen(differences: readonly Difference[]): Seen {
  return differences.length === 0
    ? { kind: 'in_sync' }
    : { kind: 'drifted', differences: differences.slice(0, mostDifferences) }
}

/** What ended a look early, as what was observed. A look that ends early in a success saw nothing. */
export function unseen(outcome: Outcome): Observed {
  return outcome.kind === 'failed' ? { ...outcome, made: 'no' } : { kind: 'blind' }
}

/** A look from its door on: what ended it early becomes what was observed; a bug is thrown on. */
export async function watched(work: () => Promise<Observed>): Promise<Observed> {
  try {
    return await work()
  } catch (error) {
    return unseen(outcomeOf(error))
  }
}
