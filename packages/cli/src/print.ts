import { dump } from 'js-yaml'

export const outputForms = ['table', 'json', 'yaml'] as const
export type OutputForm = (typeof outputForms)[number]

/** Where a command writes, a line at a time; tests give their own. */
export type Screen = { out(text: string): void; err(text: string): void; width: number }

export type Column<T> = { title: string; of: (row: T) => unknown }

/** Prints a value: machines get JSON or YAML of all of it, people what `asTable` makes of it. */
export function print(
  screen: Screen,
  form: OutputForm,
  value: unknown,
  asTable: () => string,
): void {
  if (form === 'json') screen.out(json(value, 2))
  else if (form === 'yaml') screen.out(dump(value).trimEnd())
  else screen.out(asTable())
}

/** JSON whose control characters are all escaped, those that JSON itself would let through included. */
export function json(value: unknown, indent = 0): string {
  return JSON.stringify(value, null, indent).replaceAll(
    /[\u007f-\u009f]/g,
    (sign) => `\\u00${sign.charCodeAt(0).toString(16)}`,
  )
}

/** Rows as aligned text; each line is cut to the screen's width. Control characters are dropped. */
export function table<T>(rows: readonly T[], columns: readonly Column<T>[], width: number): string {
  const cells = [
    columns.map(({ title }) => title),
    ...rows.map((row) => columns.map(({ of }) => plain(of(row)))),
  ]
  const widths = columns.map((_, at) =>
    cells.reduce((most, line) => Math.max(most, line[at]?.length ?? 0), 0),
  )
  return cells
    .map((line) =>
      line
        .map((cell, at) => cell.padEnd(widths[at] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .map((line) => (line.length > width ? `${line.slice(0, width - 1)}…` : line))
    .join('\n')
}

/** Name and value under each other, names aligned; what has no value is left out. */
export function pairs(entries: readonly (readonly [string, unknown])[]): string {
  const known = entries.filter(([, value]) => value !== undefined && value !== null)
  const width = known.reduce((most, [name]) => Math.max(most, name.length), 0)
  return known
    .map(([name, value]) => `${plain(name).padEnd(width)}  ${plain(value)}`.trimEnd())
    .join('\n')
}

/** Lines as they are, each of them plain. */
export function plainLines(text: string): string[] {
  return text.split('\n').map(plain)
}

/** Text that cannot move the cursor, forge another line or turn its direction. */
export function plain(value: unknown): string {
  if (value === undefined || value === null) return ''
  const text = typeof value === 'string' ? value : JSON.stringify(value)
  return text.replaceAll(/[\p{Cc}\u2028\u2029\u202a-\u202e\u2066-\u2069]+/gu, ' ')
}

/** `1 file`, `2 files`. */
export function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? '' : 's'}`
}

/** A moment of the API (`2026-11-23T12:00:00.000Z`) to the second, still UTC. */
export function moment(value: unknown): unknown {
  return typeof value === 'string' ? value.replace(/\.\d+Z$/, 'Z') : value
}
