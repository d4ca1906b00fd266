import type { Document, Prerequisite } from '../item.ts'
import { isRecord } from '../path.ts'
import { readWindow, type TimeWindow } from './window.ts'

/** Windows of an item: nothing begins in one of `shut`, and everything begins in one of each list of `open`. */
export type OrderWindows = {
  shut: readonly TimeWindow[]
  open: readonly (readonly TimeWindow[])[]
}

/** What a `change-window` may name: the freezes of the tenant, or the maintenance windows of its own item. */
export const changeCalendars = ['organisation', 'maintenance'] as const

/**
 * The windows an order of this document keeps in an environment. While the item is being maintained nothing begins; a
 * required `change-window` with windows of its own, or with `calendar: maintenance`, lets it begin only in those. What
 * cannot be read keeps nothing back: ingest tells of it. `zone` (an IANA name) is that of windows that name none.
 */
export function windowsOf(
  document: Document,
  environment: string | undefined,
  zone?: string,
): OrderWindows {
  if (document.kind !== 'CatalogItem') return { shut: [], open: [] }
  const { lifecycle, fulfillment } = document
  const maintenance = read(lifecycle?.maintenance?.windows, zone)
  const kept = (fulfillment.prerequisites ?? []).filter(
    ({ type, required, config = {} }) =>
      type === 'change-window' && required !== false && isHere(config['environment'], environment),
  )
  const open = kept
    .map((check) => openOf(check, maintenance, zone))
    .filter((list) => list.length > 0)
  const isOnlyTime = kept.some(({ config }) => config?.['calendar'] === 'maintenance')
  return { shut: isOnlyTime ? [] : maintenance, open }
}

function openOf(
  { config = {} }: Prerequisite,
  maintenance: readonly TimeWindow[],
  zone: string | undefined,
) {
  return [
    ...read(config['windows'], zone),
    ...(config['calendar'] === 'maintenance' ? maintenance : []),
  ]
}

/** Without an environment it is about all of them. */
function isHere(written: unknown, environment: string | undefined): boolean {
  if (written === undefined || written === 'all') return true
  const named: readonly unknown[] = Array.isArray(written) ? written : [written]
  return named.includes(environment)
}

function read(written: unknown, zone: string | undefined): readonly TimeWindow[] {
  const list: readonly unknown[] = Array.isArray(written) ? written : []
  return list.flatMap((one) => {
    const found = isRecord(one) ? readWindow(one, zone) : undefined
    return found?.ok ? [found.value] : []
  })
}
