import type { Instant } from '../instant.ts'
import { durationMs } from './duration.ts'
import { instantOf } from './form/calendar.ts'
import { own } from './path.ts'
import type { Sight } from './sight.ts'

const day = 24 * 60 * 60 * 1000

/** Warns of a promise that no clock can be set by. */
export function checkPromise(sight: Sight): void {
  const path = ['metadata', 'sla', 'provisioning_time']
  const promised = own(own(sight.document.metadata, 'sla'), 'provisioning_time')
  if (typeof promised !== 'string' || sight.isWrong(path) || durationMs(promised) !== undefined)
    return
  sight.report('PAO1912', path, `"${promised}" is no definite span of time`, {
    found: promised,
    expected: 'a span such as 4 hours, 90 minutes, 2 days or PT4H',
  })
}

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
