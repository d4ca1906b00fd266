import { ensureSyntaxTree } from '@codemirror/language'
import type { EditorState } from '@codemirror/state'

/** Where a text is no JSON or YAML, and what is said of it. Places are offsets into the text. */
export type SyntaxFault = { from: number; to: number; message: string }

/** Longest that reading the tree of a text may take, milliseconds. */
const longestMs = 100

/** The first fault of a text that is to be JSON; empty texts have none. */
export function jsonFault(text: string): SyntaxFault | undefined {
  if (text.trim() === '') return undefined
  try {
    JSON.parse(text)
    return undefined
  } catch (error) {
    const message = error instanceof Error ? error.message : ''
    const from = Math.min(placeIn(message, text), Math.max(0, text.length - 1))
    return { from, to: from + 1, message: message.replace(/ in JSON at position.*$/, '') }
  }
}

/** The first place that the YAML grammar does not know. */
export function yamlFault(state: EditorState, message: string): SyntaxFault | undefined {
  let fault: SyntaxFault | undefined
  ensureSyntaxTree(state, state.doc.length, longestMs)?.iterate({
    enter: (node) => {
      if (node.type.isError)
        fault ??= { from: node.from, to: Math.max(node.to, node.from), message }
      return fault === undefined
    },
  })
  return fault
}

/** Browsers say where: `position 7` (V8) or `line 1 column 8` (Firefox). */
function placeIn(message: string, text: string): number {
  const position = /position (\d+)/.exec(message)?.[1]
  if (position !== undefined) return Number(position)
  const [, line, column] = /line (\d+) column (\d+)/.exec(message) ?? []
  if (line === undefined || column === undefined) return text.length
  const before = text.split('\n').slice(0, Number(line) - 1)
  return before.reduce((sum, one) => sum + one.length + 1, 0) + Number(column) - 1
}
