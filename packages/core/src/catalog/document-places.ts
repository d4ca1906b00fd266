import { type Event, EVENT_ID, getScalarValue, SCALAR_STYLE, type ScalarEvent } from 'js-yaml'
import type { Place } from './diagnostic.ts'
import type { Path } from './path.ts'

type Span = { start: number; end: number }

type Node = Span & {
  key?: Span
  scalar?: ScalarEvent
  children: Map<string | number, Node>
}

export type PlaceFinder = {
  place(path: Path, side: 'key' | 'value', offset?: number): Place
  span(start: number, end: number): Place
}

/** Finds lines and columns for paths. Built only when the first fault asks for a place. */
export function placeFinder(source: string, events: readonly Event[]): PlaceFinder {
  const root = treeOf(source, events)
  const lines = lineStarts(source)
  const span = (start: number, end: number): Place => {
    const first = position(lines, Math.min(start, source.length))
    const last = position(lines, Math.min(Math.max(end, start), source.length))
    return { ...first, endLine: last.line, endColumn: last.column }
  }
  const place = (path: Path, side: 'key' | 'value', offset?: number): Place => {
    const { node, complete } = descend(root, path)
    // What is missing is shown at the key of the map it is missing from: its value may be a page long.
    if (!complete || side === 'key') return span(node.key?.start ?? node.start, keyEnd(node))
    if (offset !== undefined && node.scalar) {
      const start = sourceOffset(source, node.scalar, offset)
      return span(start, Math.min(start + 1, node.end))
    }
    return span(node.start, node.end)
  }
  return { place, span }
}

function keyEnd(node: Node): number {
  return node.key?.end ?? node.start + 1
}

function descend(root: Node, path: Path): { node: Node; complete: boolean } {
  let node = root
  for (const step of path) {
    const next = node.children.get(step)
    if (!next) return { node, complete: false }
    node = next
  }
  return { node, complete: true }
}

type Frame = { node: Node; mapping: boolean; key?: Span & { text: string } }

function treeOf(source: string, events: readonly Event[]): Node {
  const root: Node = { start: 0, end: 0, children: new Map() }
  const stack: Frame[] = []
  for (const event of events) {
    if (event.type === EVENT_ID.DOCUMENT || event.type === EVENT_ID.ALIAS) continue
    const top = stack.at(-1)
    if (event.type === EVENT_ID.POP) close(stack)
    else if (event.type === EVENT_ID.SCALAR && top?.mapping === true && !top.key) {
      top.key = { ...scalarSpan(source, event), text: getScalarValue(source, event) }
    } else {
      const node = top ? adopt(top, nodeOf(source, event, top.key)) : root
      if (!top) Object.assign(root, nodeOf(source, event, undefined))
      if (event.type !== EVENT_ID.SCALAR) {
        stack.push({ node, mapping: event.type === EVENT_ID.MAPPING })
      }
    }
  }
  return root
}

function adopt(parent: Frame, node: Node): Node {
  const { key } = parent
  parent.node.children.set(key ? key.text : parent.node.children.size, node)
  parent.node.end = Math.max(parent.node.end, node.end)
  delete parent.key
  return node
}

function close(stack: Frame[]): void {
  const done = stack.pop()
  const parent = stack.at(-1)
  if (done && parent) parent.node.end = Math.max(parent.node.end, done.node.end)
}

function nodeOf(source: string, event: Event, key: Span | undefined): Node {
  const children = new Map<string | number, Node>()
  if (event.type !== EVENT_ID.SCALAR) {
    const start = 'start' in event ? event.start : 0
    return { start, end: start + 1, children, ...(key && { key }) }
  }
  const span =
    event.valueStart < 0 && key ? { start: key.start, end: key.end } : scalarSpan(source, event)
  return { ...span, scalar: event, children, ...(key && { key }) }
}

/** Quotes belong to the value; a block text starts at its first letter and ends at its last. */
function scalarSpan(source: string, event: ScalarEvent): Span {
  if (event.valueStart < 0) return { start: 0, end: 0 }
  const { style } = event
  if (style === SCALAR_STYLE.SINGLE_QUOTED || style === SCALAR_STYLE.DOUBLE_QUOTED) {
    return { start: event.valueStart - 1, end: event.valueEnd + 1 }
  }
  const text = source.slice(event.valueStart, event.valueEnd)
  const start = event.valueStart + (text.length - text.trimStart().length)
  return { start, end: Math.max(start, event.valueStart + text.trimEnd().length) }
}

const escapeLengths: Readonly<Record<string, number>> = { x: 4, u: 6, U: 10 }

/**
 * Where a letter of the decoded text stands in the source. The two texts are walked side by side: the
 * source has more (indents, escapes, doubled quotes, folded lines), never other letters.
 */
function sourceOffset(source: string, event: ScalarEvent, offset: number): number {
  const decoded = getScalarValue(source, event)
  let at = event.valueStart
  for (let n = 0; n < decoded.length && at < event.valueEnd; n++) {
    if (isBlockLineStart(event, decoded, n)) at = skipIndent(source, at, event)
    const escaped = event.style === SCALAR_STYLE.DOUBLE_QUOTED && source[at] === '\\'
    if (!escaped) at = seek(source, at, event.valueEnd, decoded[n] ?? '')
    if (n === offset) return at
    at += escaped ? escapeLength(source, at) : 1
    if (event.style === SCALAR_STYLE.SINGLE_QUOTED && decoded[n] === "'") at += 1
  }
  return Math.min(at, event.valueEnd)
}

function escapeLength(source: string, at: number): number {
  return escapeLengths[source[at + 1] ?? ''] ?? 2
}

function isBlockLineStart(event: ScalarEvent, decoded: string, n: number): boolean {
  const block =
    event.style === SCALAR_STYLE.LITERAL_BLOCK || event.style === SCALAR_STYLE.FOLDED_BLOCK
  return block && (n === 0 || decoded[n - 1] === '\n')
}

function skipIndent(source: string, at: number, event: ScalarEvent): number {
  let next = at
  while (next < at + event.indent && source[next] === ' ') next++
  return next
}

function seek(source: string, from: number, end: number, letter: string): number {
  let at = from
  while (at < end) {
    const here = source[at]
    if (here === letter || (letter === ' ' && here === '\n')) return at
    at++
  }
  return from
}

function lineStarts(source: string): number[] {
  const starts = [0]
  for (let at = source.indexOf('\n'); at >= 0; at = source.indexOf('\n', at + 1))
    starts.push(at + 1)
  return starts
}

function position(lines: readonly number[], offset: number): { line: number; column: number } {
  let low = 0
  let high = lines.length - 1
  while (low < high) {
    const middle = Math.ceil((low + high) / 2)
    if ((lines[middle] ?? 0) <= offset) low = middle
    else high = middle - 1
  }
  return { line: low + 1, column: offset - (lines[low] ?? 0) + 1 }
}
