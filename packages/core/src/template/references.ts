import type { Expression, Node } from './ast.ts'
import { lineStarts, type Position, positionAt } from './fault.ts'
import type { Tree } from './parse.ts'

/** A name of the scope that a template uses: as many steps of its path as are written out. */
export type Reference = {
  path: readonly string[]
  at: Position
  /** Its absence is allowed: by `?.`, or inside of `default()`. */
  optional: boolean
}

/** A function that a template calls. */
export type Call = { name: string; args: number; at: Position }

type Found = { references: Reference[]; calls: Call[]; place: (offset: number) => Position }

/** Every name and every call of a template, in the order of the text; names of loop items are left out. */
export function findNames(tree: Tree): {
  references: readonly Reference[]
  calls: readonly Call[]
} {
  const starts = lineStarts(tree.text)
  const found: Found = {
    references: [],
    calls: [],
    place: (offset) => positionAt(starts, offset),
  }
  inNodes(tree.nodes, found)
  return { references: found.references.toSorted(byPlace), calls: found.calls.toSorted(byPlace) }
}

const byPlace = (a: { at: Position }, b: { at: Position }): number => a.at.offset - b.at.offset

function inNodes(nodes: readonly Node[], found: Found): void {
  for (const node of nodes) inNode(node, found)
}

function inNode(node: Node, found: Found): void {
  switch (node.kind) {
    case 'text':
      return
    case 'output':
      inExpression(node.expression, found)
      return
    case 'if':
      for (const { test, body } of node.branches) {
        inExpression(test, found)
        inNodes(body, found)
      }
      break
    case 'each':
      inExpression(node.list, found)
      inNodes(node.body, found)
      break
    case 'switch':
      inExpression(node.subject, found)
      for (const { values, body } of node.cases) {
        inExpressions(values, found)
        inNodes(body, found)
      }
  }
  inNodes(node.otherwise, found)
}

function inExpressions(expressions: readonly Expression[], found: Found): void {
  for (const expression of expressions) inExpression(expression, found)
}

function inExpression(expression: Expression, found: Found): void {
  switch (expression.kind) {
    case 'literal':
    case 'item':
    case 'turn':
      return
    case 'name':
      addName(expression, [expression.name], expression.lenient, found)
      return
    case 'path':
      inPath(expression, found)
      return
    case 'list':
      inExpressions(expression.items, found)
      return
    case 'unary':
      inExpression(expression.operand, found)
      return
    case 'binary':
      inExpressions([expression.left, expression.right], found)
      return
    case 'choice':
      inExpressions([expression.test, expression.yes, expression.no], found)
      return
    case 'call':
      found.calls.push({
        name: expression.name,
        args: expression.args.length,
        at: found.place(expression.at),
      })
      inExpressions(expression.args, found)
  }
}

function inPath({ base, steps, lenient }: Expression & { kind: 'path' }, found: Found): void {
  for (const { key } of steps) if (typeof key !== 'string') inExpression(key, found)
  if (base.kind !== 'name') {
    inExpression(base, found)
    return
  }
  const path = [base.name]
  for (const { key } of steps) {
    const isWritten = typeof key === 'string' || key.kind === 'literal'
    if (!isWritten) break
    path.push(typeof key === 'string' ? key : String(key.value))
  }
  addName(base, path, lenient || steps.some(({ optional }) => optional), found)
}

function addName(
  { at }: Expression,
  path: readonly string[],
  optional: boolean,
  found: Found,
): void {
  found.references.push({ path, at: found.place(at), optional })
}
