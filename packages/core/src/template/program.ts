import type { Branch, Expression, Node } from './ast.ts'
import type { Context, Encoded, Loop } from './context.ts'
import { compileExpression, type Evaluate } from './evaluate.ts'
import { refuse } from './fault.ts'
import { same } from './operators.ts'
import type { Roots } from './path.ts'
import { Secret } from './taint.ts'
import { holds, kindOf } from './values.ts'

/** Writes one part of a template. */
type Write = (context: Context) => void

/** A template made ready to run; `single` is there when it is exactly one expression. */
export type Program = { write: Write; single?: { evaluate: Evaluate; at: number } }

/** A step of a body: the text before it, then a value or a block. Fewer, larger steps run faster. */
type Part = {
  text: string
  textAt: number
  evaluate: Evaluate | undefined
  encoded: Encoded
  block: Write | undefined
  at: number
}

/** The steps of a body and the text behind the last one. */
type Body = { parts: readonly Part[]; tail: string; tailAt: number }

/** Turns a tree into functions. */
export function compileProgram(nodes: readonly Node[]): Program {
  const [only] = nodes
  const roots: Roots = new Map()
  const write = compileBody(nodes, roots)
  if (nodes.length !== 1 || only?.kind !== 'output') return { write }
  return { write, single: { evaluate: compileExpression(only.expression, roots), at: only.at } }
}

/** A flaw that others can be named beside does not end a body: the next part is written. */
function compileBody(nodes: readonly Node[], roots: Roots): Write {
  const { parts, tail, tailAt } = toBody(nodes, roots)
  const at = nodes[0]?.at ?? 0
  const steps = parts.length + (tail === '' ? 0 : 1)
  return (context) => {
    context.charge(steps, at)
    let next = 0
    while (next < parts.length) {
      if (context.isPlain) next = writePlain(context, parts, next)
      else writePart(context, parts[next++] as Part)
    }
    if (tail !== '') context.literal(tail, tailAt)
  }
}

/**
 * Writes parts as long as their values need no escape and no secret is among them, which is the usual
 * case: the text grows in a variable. Gives the number of the first part that is left to write.
 */
function writePlain(context: Context, parts: readonly Part[], from: number): number {
  let { text } = context
  let next = from
  try {
    while (next < parts.length && context.isPlain) {
      const part = parts[next++] as Part
      const { text: before, evaluate, at } = part
      if (evaluate === undefined) {
        context.text = text
        context.literal(before, part.textAt)
        part.block?.(context)
        text = context.text
        continue
      }
      context.taint = false
      const value = evaluate(context)
      if (!context.taint && typeof value === 'string') text += before + value
      else if (!context.taint && typeof value === 'number') text += before + String(value)
      else {
        context.text = text + before
        context.value(value, at, undefined)
        text = context.text
        continue
      }
      if (text.length <= context.easy) continue
      context.text = text
      context.settle(at)
    }
    context.text = text
  } catch (error) {
    context.note(error)
  }
  return next
}

function writePart(context: Context, part: Part): void {
  const { evaluate } = part
  try {
    context.literal(part.text, part.textAt)
    if (evaluate === undefined) {
      part.block?.(context)
      return
    }
    context.taint = false
    context.value(evaluate(context), part.at, part.encoded)
  } catch (error) {
    context.note(error)
  }
}

function toBody(nodes: readonly Node[], roots: Roots): Body {
  const parts: Part[] = []
  let text = { text: '', textAt: 0 }
  const add = (part: Omit<Part, 'text' | 'textAt'>): void => {
    parts.push({ ...text, ...part })
    text = { text: '', textAt: 0 }
  }
  const none = { evaluate: undefined, encoded: undefined, block: undefined }
  for (const node of nodes) {
    const { at } = node
    if (node.kind === 'text') {
      if (text.text !== '') add({ ...none, at })
      text = { text: node.text, textAt: at }
    } else if (node.kind === 'output') {
      const evaluate = compileExpression(node.expression, roots)
      add({ ...none, evaluate, encoded: encodedBy(node.expression), at })
    } else add({ ...none, block: compileBlock(node, roots), at })
  }
  return { parts, tail: text.text, tailAt: text.textAt }
}

/** What json() or urlencode() made needs no second encoding where such a value is due. */
function encodedBy(expression: Expression): Encoded {
  if (expression.kind === 'choice') {
    const yes = encodedBy(expression.yes)
    return yes === encodedBy(expression.no) ? yes : undefined
  }
  if (expression.kind !== 'call') return undefined
  const { name } = expression
  return name === 'json' || name === 'urlencode' ? name : undefined
}

type Block = Exclude<Node, { kind: 'text' } | { kind: 'output' }>

function compileBlock(node: Block, roots: Roots): Write {
  switch (node.kind) {
    case 'if':
      return compileIf(node.branches, node.otherwise, roots)
    case 'each':
      return compileEach(node, roots)
    case 'switch':
      return compileSwitch(node, roots)
  }
}

function compileIf(branches: readonly Branch[], otherwise: readonly Node[], roots: Roots): Write {
  const ready = branches.map(({ test, body }) => ({
    test: compileExpression(test, roots),
    body: compileBody(body, roots),
  }))
  const last = compileBody(otherwise, roots)
  return (context) => {
    for (const { test, body } of ready) {
      if (!holds(test(context))) continue
      body(context)
      return
    }
    last(context)
  }
}

function compileEach(node: Node & { kind: 'each' }, roots: Roots): Write {
  const { slot, at } = node
  const list = compileExpression(node.list, roots)
  const body = compileBody(node.body, roots)
  const otherwise = compileBody(node.otherwise, roots)
  return (context) => {
    context.taint = false
    const items = listOf(list(context), at)
    const isSecret = context.taint
    if (items.length === 0) {
      otherwise(context)
      return
    }
    const { iterations } = context.setting.limits
    if (items.length > iterations) {
      const message = `A loop over ${items.length} items: at most ${iterations} are allowed`
      refuse('iterationLimit', at, message)
    }
    const loop: Loop = { item: undefined, turn: 0, count: items.length }
    context.loops[slot] = loop
    for (let turn = 0; turn < items.length; turn++) {
      context.charge(1, at)
      loop.item = isSecret ? new Secret(items[turn]) : items[turn]
      loop.turn = turn
      body(context)
    }
  }
}

function listOf(value: unknown, at: number): readonly unknown[] {
  if (value === null || value === undefined) return []
  if (Array.isArray(value)) return value
  return refuse('wrongKind', at, `{{#each}} needs a list, found ${kindOf(value)}`)
}

function compileSwitch(node: Node & { kind: 'switch' }, roots: Roots): Write {
  const { at } = node
  const subject = compileExpression(node.subject, roots)
  const cases = node.cases.map(({ values, body }) => ({
    values: values.map((value) => compileExpression(value, roots)),
    body: compileBody(body, roots),
  }))
  const otherwise = compileBody(node.otherwise, roots)
  return (context) => {
    const wanted = subject(context)
    for (const { values, body } of cases) {
      if (!values.some((value) => same(context, wanted, value(context), at))) continue
      body(context)
      return
    }
    otherwise(context)
  }
}
