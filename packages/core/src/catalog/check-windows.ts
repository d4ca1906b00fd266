import { isRecord, listOf, own, type Path } from './path.ts'
import type { Sight } from './sight.ts'
import { changeCalendars } from './windows/order-windows.ts'
import { readWindow } from './windows/window.ts'

/** Warns of windows that no order can be kept by: those of maintenance, and of `change-window` prerequisites. */
export function checkWindows(sight: Sight): void {
  const { lifecycle, fulfillment } = sight.document
  const maintenance = own(own(lifecycle, 'maintenance'), 'windows')
  checkList(sight, maintenance, ['lifecycle', 'maintenance', 'windows'])
  for (const [n, check] of listOf(own(fulfillment, 'prerequisites')).entries()) {
    if (own(check, 'type') !== 'change-window') continue
    const config = own(check, 'config')
    const path = ['fulfillment', 'prerequisites', n, 'config']
    checkList(sight, own(config, 'windows'), [...path, 'windows'])
    checkCalendar(sight, own(config, 'calendar'), {
      path: [...path, 'calendar'],
      isMaintained: listOf(maintenance).length > 0,
    })
  }
}

function checkList(sight: Sight, written: unknown, path: Path): void {
  if (written === undefined || sight.isWrong(path)) return
  if (!Array.isArray(written)) tell(sight, path, 'it is no list of windows')
  for (const [n, window] of listOf(written).entries()) {
    const place = [...path, n]
    if (!isRecord(window)) tell(sight, place, 'it is no window')
    else
      for (const fault of faultsOf(window)) {
        const key = fault.at.slice(1)
        tell(sight, key === '' ? place : [...place, key], `${fault.message}. ${fault.hint ?? ''}`)
      }
  }
}

function faultsOf(window: Readonly<Record<string, unknown>>) {
  const found = readWindow(window)
  return found.ok ? [] : found.faults
}

type Named = { path: Path; isMaintained: boolean }

function checkCalendar(sight: Sight, name: unknown, { path, isMaintained }: Named): void {
  if (name === undefined || sight.isWrong(path)) return
  if (!changeCalendars.some((known) => known === name))
    tell(sight, path, `there is no such calendar; ${changeCalendars.join(' and ')} are known`)
  else if (name === 'maintenance' && !isMaintained)
    tell(sight, path, 'the item has no lifecycle.maintenance.windows')
}

function tell(sight: Sight, path: Path, message: string): void {
  sight.report('PAO1915', path, message.trim())
}
