import type { RequestSummary } from '../../api/shapes.ts'

const columns: readonly (readonly [string, (one: RequestSummary) => unknown])[] = [
  ['id', ({ id }) => id],
  ['item', ({ item }) => item.id],
  ['version', ({ item }) => item.version],
  ['state', ({ state }) => state],
  ['progress', ({ progress }) => progress.percentage],
  ['environment', ({ environment }) => environment],
  ['requester', ({ requester }) => requester['email']],
  ['owner_team', ({ owner_team: team }) => team],
  ['created_at', ({ created_at: at }) => at],
  ['ended_at', ({ ended_at: at }) => at],
  ['reason', ({ reason }) => reason],
]

/** Requests as CSV (RFC 4180). What a spreadsheet would take for a formula is made text by a leading quote. */
export function requestsCsv(items: readonly RequestSummary[]): string {
  const lines = [
    columns.map(([name]) => name),
    ...items.map((one) => columns.map(([, read]) => cellOf(read(one)))),
  ]
  return lines.map((cells) => `${cells.join(',')}\r\n`).join('')
}

function cellOf(value: unknown): string {
  if (value === null || value === undefined) return ''
  if (typeof value === 'number') return String(value)
  const text = typeof value === 'string' ? value : JSON.stringify(value)
  const safe = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}
