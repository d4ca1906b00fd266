import type { Calendars } from '../../src/requests/calendar/known.ts'
import { wrap } from './checks-store.ts'
import type { Bug } from './play.ts'
import type { Requests } from '../../src/requests/deps.ts'

function knowing(change: (calendars: Calendars) => Calendars): () => Bug {
  return () => ({
    room: (requests: Requests) => {
      const { calendars } = requests
      const current = async (): Promise<Calendars> => change(await calendars.current())
      return { ...requests, calendars: { ...calendars, current } }
    },
  })
}

/** The sweep is told nothing of orders that wait for the calendar. */
function unseen(why: 'opened'): () => Bug {
  return () => ({
    world: ({ store }) =>
      wrap(store, 'sweep', (inner) => (on, values, tx) => {
        const { rows } = inner(on, values, tx)
        const left = (rows as { kind: string }[]).filter(({ kind }) => kind !== why)
        return { rows: left, count: left.length }
      }),
  })
}

/** Those that are planted in the calendar. */
export const calendarBugs: Readonly<Record<string, () => Bug>> = {
  'an order begins in the middle of a freeze': knowing((known) => ({
    ...known,
    closed: () => undefined,
  })),
  'a freeze of one item holds nothing': knowing((known) => ({
    ...known,
    closed: (about, at) =>
      known.freezes(about.key.tenant).some(({ scope }) => scope.items.length > 0)
        ? undefined
        : known.closed(about, at),
  })),
  'what waits for the end of a freeze is never looked at again': unseen('opened'),
}
