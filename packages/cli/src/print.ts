import { dump } from 'js-yaml'

export const outputForms = ['table', 'json', 'yaml'] as const
export type OutputForm = (typeof outputForms)[number]

/** Where a command writes; tests give their own. */
export type Screen = { out(text: string): void; err(text: string): void; width: number }

export type Column<T> = { title: string; of: (row: T) => unknown }

/** Prints a value: machines get JSON or YAML of all of it, people what `table` makes of it. */
export function print(
  screen: Screen,
  form: OutputForm,
  value: unknown,
  asTable: () => string,
): void {
  if (form === 'json') screen.out(JSON.stringify(value, null, 2))
  else if (form === 'yaml') screen.out(dump(value).trimEnd())
  else screen.out(asTable())
}

/** Rows as aligned text; the last column is cut to the screen's width. Control characters are dropped. */
export function table<T>(rows: readonly T[], columns: readonly Column<T>[], width: number): string {
  const cells = [
    columns.map(({ title }) => title),
    ...rows.map((row) => columns.map(({ of }) => plain(of(row)))),
  ]
  const widths = columns.map((_, at) => Math.max(...cells.map((line) => line[at]?.length ?? 0)))
  return cells
    .map((line) =>
      line
        .map((cell, at) => (at === columns.length - 1 ? cell : cell.padEnd(widths[at] ?? 0)))
        .join('  '),
    )
    .map((line) => (line.length > width ? `${line.slice(0, width - 1)}…` : line))
    .join('\n')
}

/** Name and value under each other, names aligned. */
export function pairs(entries: readonly (readonly [string, unknown])[]): string {
  const width = Math.max(0, ...entries.map(([name]) => name.length))
  return entries
    .filter(([, value]) => value !== undefined && value !== null)
    .map(([name, value]) => `${name.padEnd(width)}  ${plain(value)}`)
    .join('\n')
}

/** Text that cannot move the cursor or forge another line (ANSI and other control characters removed). */
export function plain(value: unknown): string {
  if (value === undefined || value === null) return ''
  const text = typeof value === 'string' ? value : JSON.stringify(value)
  // oxlint has no opinion on \p{Cc}; it covers C0, DEL and C1.
  return text.replaceAll(/\p{Cc}+/gu, ' ')
}
