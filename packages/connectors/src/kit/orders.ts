import type { RequestState } from '@pao/core/engine'
import type { Outputs } from './outcome.ts'

/** What is to be ordered. The very version and form are fixed already when the item names them in clear. */
export type ItemOrder = {
  item: string
  /** Version or range; the newest that fits when left out. */
  version?: string
  fields: Readonly<Record<string, unknown>>
}

/** A request that this action ordered, or one that stands for it, as it is now. */
export type PlacedOrder = {
  id: string
  state: RequestState
  /** Where a person sees it. */
  url: string
  /**
   * What its actions put out, in clear: by name (a later action's value wins), and by the action's id
   * where no output has that name.
   */
  outputs: Outputs
  /** Names among `outputs` that hold secrets. */
  sensitive: readonly string[]
  /** Why it failed. */
  error?: { code: string; message: string }
}

/** The order was not taken in, and will not be when asked again; `faults` name fields. */
export type RefusedOrder = {
  refused: { code: string; message: string; faults: readonly { at: string; message: string }[] }
}

/** Orders of other items on behalf of the same requester; each belongs to the action that made it. */
export type Orders = {
  /**
   * Orders the item once per idempotency key: called again it gives the request that was made before,
   * and lets it go on if that one failed in an earlier life of this action.
   */
  submit(order: ItemOrder): Promise<PlacedOrder | RefusedOrder>
  /** Where it stands; undefined = the action's request did not order it. */
  look(id: string): Promise<PlacedOrder | undefined>
  /** Cancels it if it has not ended and was ordered by the action's request. */
  cancel(id: string): Promise<void>
  /**
   * Has it end with nothing of what it made left: cancelled if it still runs, rolled back if it is done, once; where
   * its rollback has failed it stays so. Without an id the one this very action ordered is meant; undefined = there
   * is none.
   */
  callOff(id?: string): Promise<PlacedOrder | undefined>
  /** Asks for its rollback. Undefined = it cannot be rolled back (any more). */
  rollBack(id: string): Promise<PlacedOrder | undefined>
}
