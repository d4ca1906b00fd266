import type { Branch, Expression, Node } from './ast.ts'
import type { Context } from './context.ts'
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
  isJson: boolean
  block: Write | undefined
  at: number
}

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
  const parts = toParts(nodes, roots)
  const at = nodes[0]?.at ?? 0
  return (context) => {
    context.charge(parts.length, at)
    let next = 0
    while (next < parts.length) {
      try {
        while (next < parts.length) writePart(context, parts[next++] as Part)
      } catch (error) {
        context.note(error)
      }
    }
  }
}

function writePart(context: Context, part: Part): void {
  const { evaluate } = part
  if (evaluate === undefined) {
    context.literal(part.text, part.textAt)
    part.block?.(context)
    return
  }
  context.taint = false
  const value = evaluate(context)
  if (typeof value === 'string' && context.isPlain && !context.taint) {
    context.both(part.text, value, part.at)
    return
  }
  context.literal(part.text, part.textAt)
  context.value(value, part.at, part.isJson)
}

function toParts(nodes: readonly Node[], roots: Roots): readonly Part[] {
  const parts: Part[] = []
  let text = { text: '', textAt: 0 }
  const add = (part: Omit<Part, 'text' | 'textAt'>): void => {
    parts.push({ ...text, ...part })
    text = { text: '', textAt: 0 }
  }
  const none = { evaluate: undefined, isJson: false, block: undefined }
  for (const node of nodes) {
    const { at } = node
    if (node.kind === 'text') {
      if (text.text !== '') add({ ...none, at })
      text = { text: node.text, textAt: at }
    } else if (node.kind === 'output') {
      const evaluate = compileExpression(node.expression, roots)
      add({ ...none, evaluate, isJson: makesJson(node.expression), at })
    } else add({ ...none, block: compileBlock(node, roots), at })
  }
  if (text.text !== '') add({ ...none, at: text.textAt })
  return parts
}

/** What json() made needs no second encoding where a JSON value is due. */
function makesJson(expression: Expression): boolean {
  if (expression.kind === 'choice') return makesJson(expression.yes) && makesJson(expression.no)
  return expression.kind === 'call' && expression.name === 'json'
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
    for (let turn = 0; turn < items.length; turn++) {
      context.charge(1, at)
      context.counts[slot] = items.length
      context.items[slot] = isSecret ? new Secret(items[turn]) : items[turn]
      context.turns[slot] = turn
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
