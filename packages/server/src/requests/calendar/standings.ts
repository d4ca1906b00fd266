import type { Standing } from '@pao/core/engine'
import type { Requests } from '../deps.ts'
import type { Subjected } from './known.ts'

export type StandingsDeps = Pick<Requests, 'automation' | 'calendars' | 'now'>

/** How things stand for a request at this moment: whether automation is off, and whether something may begin. */
export type Standings = (about: Subjected) => Standing

/** Looks once, so that an event may be chosen without waiting. */
export async function standingsNow({
  automation,
  calendars,
  now,
}: StandingsDeps): Promise<Standings> {
  const off = await automation.current()
  const known = await calendars.current()
  return (about) => {
    const switched = off(about.key.tenant, about.fixed.itemId)
    const closed = known.closed(about, now())
    return { ...(switched && { automation: switched }), ...(closed && { closed }) }
  }
}
