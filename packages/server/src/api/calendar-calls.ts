import type { Principal } from '#identity/principal.ts'
import type { CalendarQuestion, Closure } from '#requests/calendar/closures.ts'
import type { ExceptionWord } from '#requests/calendar/exceptions.ts'
import type { FreezeView, FreezeWish } from '#requests/calendar/freezes.ts'
import type { KnownFreeze } from '#requests/calendar/known.ts'
import type { FreezeEffect, WaitingOrder } from '#requests/calendar/waiting.ts'
import type { Controlled, ControlOptions, Wish } from '#requests/control.ts'

/** When orders may begin, and what waits for that. */
export type CalendarCalls = {
  /** Throws `item.not_found`. */
  closures: (principal: Principal, question: CalendarQuestion) => Promise<readonly Closure[]>
  /** IANA name of the time zone of freezes that name none. */
  timezone: (tenant: string) => string
  freezes: (tenant: string) => Promise<readonly FreezeView[]>
  /** Throws `body.invalid` and `freeze.too_many`. */
  set: (wish: FreezeWish, freeze: Omit<KnownFreeze, 'name'>) => Promise<void>
  /** False when there is none. */
  remove: (wish: FreezeWish) => Promise<boolean>
  /** What a freeze of that scope would hold. */
  effect: (tenant: string, freeze: Pick<KnownFreeze, 'scope'>) => Promise<FreezeEffect>
  waiting: (principal: Principal) => Promise<readonly WaitingOrder[]>
  askException: (wish: Wish<{ reason: string }>, options: ControlOptions) => Promise<Controlled>
  decideException: (wish: Wish<ExceptionWord>, options: ControlOptions) => Promise<Controlled>
}
