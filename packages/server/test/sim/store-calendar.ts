import type { CalendarRow } from '../../src/requests/calendar/known.ts'
import type { Handler, Store } from './store.ts'
import type { CalendarOf, Entry, Freeze, RequestRow } from './store-rows.ts'

function calendarOf(store: Store, tenant: string): CalendarOf {
  const known = store.calendars.get(tenant)
  if (known) return known
  const made = { revision: 0, freezes: new Map<string, Freeze>() }
  store.calendars.set(tenant, made)
  return made
}

/** A freeze is set, or taken away, as a whole and at once. */
export function changeCalendar(
  store: Store,
  tenant: string,
  { name, row }: { name: string; row: Freeze | undefined },
): void {
  const calendar = calendarOf(store, tenant)
  calendar.revision += 1
  if (row) calendar.freezes.set(name, row)
  else calendar.freezes.delete(name)
}

/** What processes know of calendars; nobody switches automation off in these worlds. */
const standings: Handler = (store) => {
  const calendars = [...store.calendars]
    .toSorted(([one], [other]) => (one < other ? -1 : 1))
    .flatMap(([tenant, { revision, freezes }]): CalendarRow[] => {
      const own = { tenant, revision }
      const rows = [...freezes.values()].toSorted((a, b) => (a.name < b.name ? -1 : 1))
      return rows.length === 0 ? [{ ...own, name: null }] : rows.map((row) => ({ ...own, ...row }))
    })
  return { rows: [{ switches: [], calendars }], count: 1 }
}

type Waiting = { until: number; revision: number }

function closedOf({ state, run }: RequestRow): Waiting | undefined {
  if (state !== 'on_hold' || !run.includes('"closed":{')) return undefined
  return (JSON.parse(run) as { closed?: Waiting }).closed
}

/** Whether what it waits for is over, or was told by an older calendar. */
export function isOpened(store: Store, entry: Entry, now: number): boolean {
  const closed = closedOf(entry.request)
  if (!closed) return false
  const { revision = 0 } = store.calendars.get(entry.request.tenant) ?? {}
  return closed.until <= now || closed.revision < revision
}

/** The end of what it waits for, as it was told. */
export function openingOf(request: RequestRow): number | null {
  return closedOf(request)?.until ?? null
}

const due: Handler = (store, [now, most]) => {
  const rows = [...store.entries.values()]
    .filter((entry) => isOpened(store, entry, Number(now)))
    .map(({ request: { tenant, id } }) => ({ tenant, id }))
  return { rows: rows.slice(0, Number(most) * 2), count: rows.length }
}

const raise: Handler = (store, [tenant]) => {
  calendarOf(store, String(tenant)).revision += 1
  return { rows: [], count: 1 }
}

const count: Handler = (store, [tenant, name]) => {
  const names = [...(store.calendars.get(String(tenant))?.freezes.keys() ?? [])]
  return { rows: [{ count: names.filter((one) => one !== name).length }], count: 1 }
}

/** Values in the order of the columns: see `setFreeze`. */
const put: Handler = (store, values) => {
  const [tenant, name, reason, starts, ends, zone, scope, approvers] = values as string[]
  const row = { name, reason, starts, ends, zone, scope: JSON.parse(scope ?? '{}'), approvers }
  calendarOf(store, tenant ?? '').freezes.set(name ?? '', row as unknown as Freeze)
  return { rows: [], count: 1 }
}

const drop: Handler = (store, [tenant, name]) => {
  const gone = store.calendars.get(String(tenant))?.freezes.delete(String(name)) === true
  return { rows: [], count: gone ? 1 : 0 }
}

export const calendar: Record<string, Handler> = {
  standings,
  closed_due: due,
  calendar_raise: raise,
  freeze_count: count,
  freeze_put: put,
  freeze_drop: drop,
}
