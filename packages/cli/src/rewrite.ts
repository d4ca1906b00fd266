import { readDocument, upgradeText, versionOf } from '@pao/core/catalog'

/** A new text, or why there is none; neither when the text is no v1.0 document. */
export type Rewritten = { text?: string; faults?: readonly string[] }

/** A v1.0 text as v2.0. Its first comment stays on top, and an editor is pointed to the new schema. */
export function rewrite(text: string): Rewritten {
  const read = readDocument(text)
  if (read.ok && versionOf(read.value.value) !== '1.0') return {}
  const upgraded = upgradeText(text)
  if (upgraded.ok) return { text: withTop(text, upgraded.value) }
  return {
    faults: upgraded.faults.map(({ message, hint }) =>
      hint === undefined ? message : `${message} (${hint})`,
    ),
  }
}

function withTop(before: string, after: string): string {
  const top = /^\uFEFF?((?:#.*\r?\n|[ \t]*\r?\n)*)/.exec(before)?.[1] ?? ''
  const comments = top.split(/\r?\n/).filter((line) => line.startsWith('#'))
  const rest = after.split('\n')
  for (const comment of comments) {
    const at = rest.indexOf(comment.trimEnd())
    if (at >= 0) rest.splice(at, 1)
  }
  return [...comments, ...rest]
    .map((line) =>
      /^# *yaml-language-server:/.test(line)
        ? line.replace('catalog-item-1.0', 'catalog-item-2.0')
        : line,
    )
    .join('\n')
}
