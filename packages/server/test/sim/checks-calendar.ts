import { wrap } from './checks-store.ts'
import { changeCalendar } from './store-calendar.ts'
import { entryName } from './store-rows.ts'
import type { FreezeDeed } from './story-freezes.ts'
import type { World } from './world.ts'

/** How old what a process knows may be, and how long it may take to write down what it decided. */
const slackMs = 8_000
/** A frozen process writes down what it decided before; nobody else changed the request meanwhile. */
const pausedMs = 35_000
/** The end of a freeze that nobody takes away: the 1 January 2026, 12:01. */
const endsMs = 60_000

/** Sets the freezes of the story and takes them away, as if whoever did it died right after. */
export function keepFreezes(world: World): void {
  const { store, time, story, start } = world
  for (const { name, tenant, from, until, item } of story.freezes ?? []) {
    const scope = item === undefined ? {} : { items: [item] }
    const row = {
      name,
      reason: 'Closing',
      starts: '2026-01-01',
      ends: until === undefined ? '2026-01-01T12:01' : '2026-02-01',
      zone: 'UTC',
      scope,
      approvers: [],
    }
    const set = (): void => changeCalendar(store, tenant, { name, row })
    if (from <= 0) set()
    else time.after(from, set)
    if (until !== undefined)
      time.after(Math.max(until, from + 1), () =>
        changeCalendar(store, tenant, { name, row: undefined }),
      )
  }
  for (const statement of ['request_take_in', 'request_save'])
    wrap(store, statement, (inner) => (on, values, tx) => {
      const before = new Map([...store.entries].map(([key, { request }]) => [key, request.seq]))
      const result = inner(on, values, tx)
      const isMany = statement === 'request_take_in'
      const written = isMany
        ? [...store.entries.keys()].filter((key) => !before.has(key))
        : [entryName(values[0], values[1])]
      for (const key of written) checkBegun(world, key, before.get(key) ?? 0, start)
      return result
    })
}

/** S27: nothing of an order begins inside a freeze of it that was known for long enough. */
function checkBegun(world: World, key: string, after: number, start: number): void {
  const { store, story } = world
  const entry = store.entries.get(key)
  const begun = entry?.events.find(({ seq, type }) => seq > after && type === 'request_in_progress')
  if (!entry || !begun) return
  const { tenant, id, fixed } = entry.request
  const at = store.now() - start
  const slack = slackMs + (story.faults.pause === undefined ? 0 : pausedMs)
  const isIn = ({ item, from, until = endsMs, ...freeze }: FreezeDeed): boolean =>
    freeze.tenant === tenant &&
    (item === undefined || item === fixed['item_id']) &&
    from + slack <= at &&
    at < until - slackMs
  for (const freeze of story.freezes ?? [])
    if (isIn(freeze)) world.violate('S27', `${id} began inside ${freeze.name}`)
}
