import type { Instant } from '../instant.ts'
import { instantOf } from './form/calendar.ts'
import { own } from './path.ts'
import type { Sight } from './sight.ts'

const day = 24 * 60 * 60 * 1000

/** Warns of a sunset date that is past; without a clock nothing is said. A date lasts to its end, UTC. */
export function checkLifecycle(sight: Sight, now: Instant | undefined): void {
  const deprecation = own(sight.document.lifecycle, 'deprecation')
  const path = ['lifecycle', 'deprecation', 'sunset_date']
  const date = own(deprecation, 'sunset_date')
  if (typeof date !== 'string' || sight.isWrong(path)) return
  const start = instantOf(date)
  if (start === undefined) {
    sight.report('PAO1106', path, `${date} is no date`, {
      found: date,
      expected: 'an ISO 8601 date',
    })
    return
  }
  const end = date.length === 10 ? start + day : start
  if (now !== undefined && end <= now) {
    sight.report('PAO1906', path, `the sunset date ${date} is past`, { found: date })
  }
}
