/** Lines around a change that are shown with it, as `git diff` does. */
const context = 3
/** Cells of the table that finds what is equal; files that differ in more are shown as rewritten. */
const mostCells = 4_000_000

type Line = { sign: ' ' | '-' | '+'; text: string }

/**
 * What makes one text of a file into another, in the unified format that `git apply` takes; `before` undefined = the
 * file is new. Empty when nothing differs.
 */
export function unifiedDiff(path: string, before: string | undefined, after: string): string {
  if (before === after) return ''
  const hunks = hunksOf(linesBetween(linesOf(before ?? ''), linesOf(after)))
  const from = before === undefined ? '/dev/null' : `a/${path}`
  const head = [
    `diff --git a/${path} b/${path}`,
    ...(before === undefined ? ['new file mode 100644'] : []),
    `--- ${from}`,
    `+++ b/${path}`,
  ]
  return `${[...head, ...hunks].join('\n')}\n`
}

/** A last line without an end is told apart, so that it is changed too when one is added. */
function linesOf(text: string): string[] {
  if (text === '') return []
  const lines = text.split('\n')
  if (lines.at(-1) === '') return lines.slice(0, -1)
  return [...lines.slice(0, -1), `${lines.at(-1)}\n\\ No newline at end of file`]
}

function linesBetween(before: readonly string[], after: readonly string[]): Line[] {
  let start = 0
  while (start < Math.min(before.length, after.length) && before[start] === after[start]) start += 1
  let end = 0
  const most = Math.min(before.length, after.length) - start
  while (end < most && before[before.length - 1 - end] === after[after.length - 1 - end]) end += 1
  return [
    ...same(before.slice(0, start)),
    ...changed(before.slice(start, before.length - end), after.slice(start, after.length - end)),
    ...same(before.slice(before.length - end)),
  ]
}

function same(lines: readonly string[]): Line[] {
  return lines.map((text) => ({ sign: ' ', text }))
}

/** By the longest common subsequence of lines. */
function changed(before: readonly string[], after: readonly string[]): Line[] {
  if (before.length * after.length > mostCells)
    return [
      ...before.map((text): Line => ({ sign: '-', text })),
      ...after.map((text): Line => ({ sign: '+', text })),
    ]
  const width = after.length + 1
  const table = lengthsOf(before, after)
  const lines: Line[] = []
  let [i, j] = [0, 0]
  while (i < before.length || j < after.length) {
    const [old, now] = [before[i], after[j]]
    if (old !== undefined && old === now) {
      lines.push({ sign: ' ', text: old })
      i += 1
      j += 1
    } else if (old !== undefined && (now === undefined || down(table, i, j, width))) {
      lines.push({ sign: '-', text: old })
      i += 1
    } else {
      lines.push({ sign: '+', text: now ?? '' })
      j += 1
    }
  }
  return lines
}

/** Whether leaving out the old line keeps at least as much in common as adding the new one. */
function down(table: Uint32Array, i: number, j: number, width: number): boolean {
  return (table[(i + 1) * width + j] ?? 0) >= (table[i * width + j + 1] ?? 0)
}

/** Row by row from the end: how many lines the rests have in common. */
function lengthsOf(before: readonly string[], after: readonly string[]): Uint32Array {
  const width = after.length + 1
  const table = new Uint32Array((before.length + 1) * width)
  for (let i = before.length - 1; i >= 0; i -= 1)
    for (let j = after.length - 1; j >= 0; j -= 1)
      table[i * width + j] =
        before[i] === after[j]
          ? (table[(i + 1) * width + j + 1] ?? 0) + 1
          : Math.max(table[(i + 1) * width + j] ?? 0, table[i * width + j + 1] ?? 0)
  return table
}

function hunksOf(lines: readonly Line[]): string[] {
  const changes = lines.flatMap(({ sign }, at) => (sign === ' ' ? [] : [at]))
  const spans: { from: number; to: number }[] = []
  for (const at of changes) {
    const last = spans.at(-1)
    const to = Math.min(lines.length, at + context + 1)
    if (last && at - context <= last.to) last.to = to
    else spans.push({ from: Math.max(0, at - context), to })
  }
  return spans.flatMap(({ from, to }) => [
    headOf(lines, from, to),
    ...lines.slice(from, to).map(({ sign, text }) => `${sign}${text}`),
  ])
}

function headOf(lines: readonly Line[], from: number, to: number): string {
  const range = (sign: '-' | '+'): string => {
    const own = (part: readonly Line[]) =>
      part.filter((line) => line.sign === ' ' || line.sign === sign).length
    const count = own(lines.slice(from, to))
    const first = own(lines.slice(0, from)) + (count === 0 ? 0 : 1)
    return `${sign}${first},${count}`
  }
  return `@@ ${range('-')} ${range('+')} @@`
}
