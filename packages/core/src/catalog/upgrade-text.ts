import {
  Document,
  isMap,
  isScalar,
  isSeq,
  type Pair,
  parseDocument,
  Scalar,
  YAMLMap,
  YAMLSeq,
} from 'yaml'
import { fail, type Fault, ok, type Result } from '../result.ts'
import { canonicalJson } from './canonical.ts'
import { versionOf } from './check-file.ts'
import { readDocument } from './document.ts'
import { at, isRecord, own, type Path, printPath } from './path.ts'
import { upgradeDocument } from './upgrade.ts'

/**
 * Rewrites a v1 text as v2, comments and styles kept. Parts that stayed the same are taken over as they
 * stand, parts that moved take their comments along. The result is read back and compared with the
 * upgraded value, so it either means the same or is refused.
 */
export function upgradeText(text: string): Result<string> {
  const read = readDocument(text)
  if (!read.ok) {
    return fail(read.faults.map(({ code, message, place }) => refusal(code, message, place.line)))
  }
  if (versionOf(read.value.value) !== '1.0') {
    return fail([refusal('PAO1101', 'this is not a v1 document', 1)])
  }
  const { item, origin } = upgradeDocument(read.value.value)
  // Only now, within the limits that were checked, is the comment-keeping parser let at the text.
  const old = parseDocument(text, { uniqueKeys: false })
  const builder: Builder = { old, value: read.value.value, origin }
  const next = new Document(undefined)
  next.commentBefore = old.commentBefore
  next.comment = old.comment
  next.contents = build(item, [], builder) as typeof next.contents
  const result = next.toString({ lineWidth: 0, flowCollectionPadding: false })
  const again = readDocument(result)
  if (!again.ok || canonicalJson(again.value.value) !== canonicalJson(item)) {
    return fail([refusal('PAO1001', 'the rewritten text does not mean the same', 1)])
  }
  return ok(result)
}

function refusal(code: string, message: string, line: number): Fault {
  return { code, at: '', message: `line ${line}: ${message}` }
}

type Builder = { old: Document; value: unknown; origin: (path: Path) => Path }

/** The node for a value of the new document: the old node where nothing beneath it changed. */
function build(value: unknown, path: Path, builder: Builder): unknown {
  const from = builder.origin(path)
  const node = from.length === 0 ? builder.old.contents : builder.old.getIn([...from], true)
  const same = path.length > 0 && canonicalJson(value) === canonicalJson(at(builder.value, from))
  if (same && node !== undefined && !movesBeneath(value, path, builder)) return node
  if (isRecord(value)) return buildMap(value, path, node, builder)
  if (Array.isArray(value)) return buildList(value, path, node, builder)
  return buildScalar(value, node)
}

function movesBeneath(value: unknown, path: Path, { origin }: Builder): boolean {
  if (!isRecord(value) && !Array.isArray(value)) return false
  const from = printPath(origin(path))
  const keys = Array.isArray(value) ? [...value.keys()] : Object.keys(value)
  return keys.some((key) => !printPath(origin([...path, key])).startsWith(from))
}

function buildMap(
  value: Readonly<Record<string, unknown>>,
  path: Path,
  node: unknown,
  builder: Builder,
): YAMLMap {
  const map = new YAMLMap()
  if (isMap(node)) copyComments(node, map)
  for (const [key, entry] of Object.entries(value)) {
    const place = [...path, key]
    const child = build(entry, place, builder)
    const name = new Scalar(key)
    const old = pairAt(builder.origin(place), builder)
    if (old && isScalar(old.key)) copyComments(old.key, name)
    map.add({ key: name, value: child })
  }
  return map
}

function pairAt(from: Path, { old }: Builder): Pair | undefined {
  const key = from.at(-1)
  if (typeof key !== 'string') return undefined
  const parent = from.length === 1 ? old.contents : old.getIn(from.slice(0, -1), true)
  return isMap(parent)
    ? parent.items.find((pair) => isScalar(pair.key) && String(pair.key.value) === key)
    : undefined
}

function buildList(
  value: readonly unknown[],
  path: Path,
  node: unknown,
  builder: Builder,
): YAMLSeq {
  const list = new YAMLSeq()
  if (isSeq(node)) copyComments(node, list)
  for (const [n, entry] of value.entries()) list.items.push(build(entry, [...path, n], builder))
  return list
}

/** A changed text keeps the way it was written: a block stays a block, quotes stay quotes. */
function buildScalar(value: unknown, node: unknown): Scalar {
  const scalar = new Scalar(value)
  if (!isScalar(node)) return scalar
  copyComments(node, scalar)
  const block = node.type === 'BLOCK_LITERAL' || node.type === 'BLOCK_FOLDED'
  const fits = typeof value === 'string' && (!block || value.includes('\n'))
  if (fits && node.type !== undefined) scalar.type = node.type
  return scalar
}

type Commented = {
  commentBefore?: string | null | undefined
  comment?: string | null | undefined
  spaceBefore?: boolean | undefined
}

function copyComments(from: Commented, to: Commented): void {
  for (const key of ['commentBefore', 'comment', 'spaceBefore'] as const) {
    const value = own(from, key)
    if (value !== undefined && value !== null) Object.assign(to, { [key]: value })
  }
}
