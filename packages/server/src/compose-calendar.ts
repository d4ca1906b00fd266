import type { CalendarCalls } from '#api/calendar-calls.ts'
import { closuresOf } from '#requests/calendar/closures.ts'
import { askException, decideException } from '#requests/calendar/exceptions.ts'
import { listFreezes, removeFreeze, setFreeze } from '#requests/calendar/freezes.ts'
import { effectOfFreeze, waitingOrders } from '#requests/calendar/waiting.ts'
import type { Requests } from '#requests/deps.ts'

/** The calendar as the API calls it. */
export function calendarCalls(requests: Requests): CalendarCalls {
  return {
    closures: (principal, question) => closuresOf(requests, principal, question),
    freezes: (tenant) => listFreezes(requests, tenant),
    timezone: (tenant) => requests.ownWays?.(tenant).timezone ?? 'UTC',
    set: (wish, freeze) => setFreeze(requests, wish, freeze),
    remove: (wish) => removeFreeze(requests, wish),
    effect: (tenant, freeze) => effectOfFreeze(requests, tenant, freeze),
    waiting: (principal) => waitingOrders(requests, principal),
    askException: (wish, options) => askException(requests, wish, options),
    decideException: (wish, options) => decideException(requests, wish, options),
  }
}
