import type { Node } from './ast.ts'
import { jsonAfter, type JsonState } from './escape.ts'
import type { Flaw } from './fault.ts'
import { jsonFaultAt } from './json-place.ts'
import type { Tree } from './parse.ts'

/** What a bare value may stand for while nothing is rendered yet: a text, or a part of a number. */
const standIns = ['""', '0']

/**
 * What keeps a template from ever being JSON, seen before anything is rendered. A template with blocks
 * is not judged here: which of its parts are written is known only later.
 */
export function draftFlaws(tree: Tree): readonly Flaw[] {
  if (tree.text.trim() === '') return []
  if (!tree.nodes.every(({ kind }) => kind === 'text' || kind === 'output')) return []
  const tried = standIns.map((standIn) => tryDraft(tree.nodes, standIn))
  const worst = tried.includes(undefined) ? undefined : Math.max(...tried.map((at) => at ?? 0))
  if (worst === undefined) return []
  const offset = Math.min(worst, tree.text.length)
  const message = 'The body is not JSON, whatever its values are'
  const hint = 'Look for a missing comma, quote or bracket before this place'
  return [{ name: 'notJsonAsWritten', offset, message, hint }]
}

/** Offset in the template of the first fault; `undefined` when the draft is JSON. */
function tryDraft(nodes: readonly Node[], standIn: string): number | undefined {
  let state: JsonState = 0
  let text = ''
  const starts: { from: number; at: number; isTag: boolean }[] = []
  for (const node of nodes) {
    const isTag = node.kind !== 'text'
    starts.push({ from: text.length, at: node.at, isTag })
    if (node.kind === 'text') {
      text += node.text
      state = jsonAfter(node.text, state)
    } else if (state === 0) text += standIn
    else if (state === 2) return node.at
  }
  const fault = jsonFaultAt(text)
  if (fault === undefined) return undefined
  const wrote = starts.findLast(({ from }) => from <= fault)
  if (wrote === undefined) return 0
  return wrote.isTag ? wrote.at : wrote.at + (fault - wrote.from)
}
