import type { Branch, Expression, Node } from './ast.ts'
import { forbiddenNames } from './ast.ts'
import { ExpressionParser } from './expression.ts'
import { type Flaw, refuse, TemplateFailure } from './fault.ts'
import { cut, type Piece, tokenize } from './lexer.ts'
import { parseLimits } from './limits.ts'
import { nearest } from '../suggest.ts'

/** A template's text as a tree; `nesting` = blocks inside blocks at the deepest place. */
export type Tree = { text: string; nodes: readonly Node[]; nesting: number }

type Mutable = Node[]
type If = { kind: 'if'; branches: { test: Expression; body: Mutable }[]; otherwise?: Mutable }
type Unless = { kind: 'unless'; test: Expression; body: Mutable; otherwise?: Mutable }
type Each = { kind: 'each'; list: Expression; name: string; body: Mutable; otherwise?: Mutable }
type Case = { values: readonly Expression[]; body: Mutable }
type Switch = { kind: 'switch'; subject: Expression; cases: Case[]; otherwise?: Mutable }
type Open = (If | Unless | Each | Switch) & { at: number }

const blocks = ['if', 'unless', 'each', 'switch']
const scopes = 'fields metadata header request system env secrets output components computed error'
const words = 'true false null in includes as else this'
const reserved: ReadonlySet<string> = new Set([
  ...forbiddenNames,
  ...scopes.split(' '),
  ...words.split(' '),
])

/** The tree of a template and everything wrong with it; with flaws the tree is not to be rendered. */
export function parseTree(text: string, nesting: number): { tree: Tree; flaws: readonly Flaw[] } {
  const flaws: Flaw[] = []
  const report = (flaw: Flaw): void => void flaws.push(flaw)
  if (text.length > parseLimits.text) {
    const message = `The template is longer than ${parseLimits.text} characters`
    report({ name: 'tooLong', offset: parseLimits.text, message })
    return { tree: { text, nodes: [], nesting: 0 }, flaws }
  }
  const builder = new TreeBuilder(Math.min(nesting, parseLimits.depth))
  for (const piece of cut(text, report)) {
    if (flaws.length >= parseLimits.faults) break
    try {
      builder.add(piece, report)
    } catch (error) {
      if (!(error instanceof TemplateFailure)) throw error
      report(error.flaw)
    }
  }
  if (flaws.length < parseLimits.faults) builder.finish(report)
  return { tree: { text, nodes: builder.nodes, nesting: builder.deepest }, flaws }
}

class TreeBuilder {
  readonly nodes: Mutable = []
  deepest = 0
  readonly #open: Open[] = []
  readonly #nesting: number
  /** Blocks of no known kind; their ends would only repeat the fault. */
  readonly #unknown = new Set<string>()
  /** Where the next node goes; `undefined` between a switch and its first case. */
  #body: Mutable | undefined = this.nodes

  constructor(nesting: number) {
    this.#nesting = nesting
  }

  add(piece: Piece, report: (flaw: Flaw) => void): void {
    if (piece.kind === 'text') {
      this.#addText(piece.text, piece.at)
      return
    }
    const { word, rest, restAt } = firstWord(piece.body)
    const tail = { body: rest, at: piece.at + restAt, open: piece.open }
    if (word.startsWith('#')) this.#opens(word.slice(1), tail, report)
    else if (word.startsWith('/')) this.#closes(word.slice(1), tail)
    else if (word === 'else') this.#else(tail, report)
    else {
      if (blocks.includes(word) && rest.trim() !== '')
        refuse('grammar', piece.open, `"${word}" is not a value`, `Write {{#${word} …}}`)
      const parser = this.#parser(piece, report)
      if (parser === undefined) return
      const expression = parser.expression()
      parser.end()
      this.#push({ kind: 'output', expression, at: piece.open })
    }
  }

  /** Reports every block that is still open. */
  finish(report: (flaw: Flaw) => void): void {
    for (const { kind, at } of this.#open) {
      const hint = `Close it with {{/${kind}}}`
      report({ name: 'unclosedBlock', offset: at, message: `{{#${kind}}} is never closed`, hint })
    }
  }

  #addText(text: string, at: number): void {
    if (this.#body !== undefined) this.#body.push({ kind: 'text', text, at })
    else if (text.trim() !== '')
      refuse('strayBranch', at, 'Text stands between {{#switch}} and its first {{#case}}')
  }

  #push(node: Node): void {
    if (this.#body === undefined)
      refuse('strayBranch', node.at, 'A tag stands between {{#switch}} and its first {{#case}}')
    this.#body.push(node)
  }

  #parser(tail: Tail, report: (flaw: Flaw) => void): ExpressionParser | undefined {
    const tokens = tokenize(tail.body, tail.at, report)
    if (tokens.length === 0) return undefined
    if (tokens.length === 1) refuse('grammar', tail.open, 'The expression is missing')
    const loops = this.#open.flatMap((block) => (block.kind === 'each' ? [block.name] : []))
    return new ExpressionParser(tokens, loops)
  }

  /** A block's expression; an unreadable one becomes null so that the block's end is still matched. */
  #test(tail: Tail, report: (flaw: Flaw) => void): Expression {
    return (
      this.#guarded(tail, report, (parser) => {
        const expression = parser.expression()
        parser.end()
        return expression
      }) ?? nothing(tail.at)
    )
  }

  #guarded<T>(
    tail: Tail,
    report: (flaw: Flaw) => void,
    read: (parser: ExpressionParser) => T,
  ): T | undefined {
    try {
      const parser = this.#parser(tail, report)
      return parser === undefined ? undefined : read(parser)
    } catch (error) {
      if (!(error instanceof TemplateFailure)) throw error
      report(error.flaw)
      return undefined
    }
  }

  #opens(word: string, tail: Tail, report: (flaw: Flaw) => void): void {
    if (word === 'case' || word === 'default') {
      this.#case(word, tail, report)
      return
    }
    const at = tail.open
    if (word === 'if') {
      const body: Mutable = []
      this.#enter({ kind: 'if', branches: [{ test: this.#test(tail, report), body }], at }, body)
    } else if (word === 'unless') {
      const body: Mutable = []
      this.#enter({ kind: 'unless', test: this.#test(tail, report), body, at }, body)
    } else if (word === 'each') {
      const body: Mutable = []
      this.#enter({ kind: 'each', ...this.#loop(tail, report), body, at }, body)
    } else if (word === 'switch') {
      this.#enter({ kind: 'switch', subject: this.#test(tail, report), cases: [], at }, undefined)
    } else {
      this.#unknown.add(word)
      refuse('unknownBlock', at, `There is no block "#${word}"`, blockHint(word))
    }
  }

  #enter(block: Open, body: Mutable | undefined): void {
    this.#open.push(block)
    this.#body = body
    const deep = this.#open.length
    if (deep > this.#nesting)
      refuse('nesting', block.at, `Blocks are nested deeper than ${this.#nesting}`)
    this.deepest = Math.max(this.deepest, deep)
  }

  #loop(tail: Tail, report: (flaw: Flaw) => void): { list: Expression; name: string } {
    const read = this.#guarded(tail, report, (parser) => {
      const list = parser.expression()
      parser.expect('as', 'A loop names its item: {{#each fields.tags as tag}}')
      const { kind, value, at } = parser.take()
      const names = this.#open.map((block) => (block.kind === 'each' ? block.name : ''))
      if (kind !== 'name' || !/^[A-Za-z_][A-Za-z0-9_]*$/.test(value))
        refuse('loopName', at, 'A loop names its item with letters, digits and _')
      if (reserved.has(value)) refuse('loopName', at, `A loop cannot name its item "${value}"`)
      if (names.includes(value))
        refuse('loopName', at, `The loop around it already names its item "${value}"`)
      parser.end()
      return { list, name: value }
    })
    return read ?? { list: nothing(tail.at), name: '' }
  }

  #case(word: string, tail: Tail, report: (flaw: Flaw) => void): void {
    const block = this.#open.at(-1)
    if (block?.kind !== 'switch')
      refuse('strayBranch', tail.open, `{{#${word}}} stands outside of {{#switch}}`)
    if (block.otherwise !== undefined)
      refuse('strayBranch', tail.open, `{{#${word}}} stands behind {{#default}}`)
    const body: Mutable = []
    if (word === 'default') {
      refuseTail(tail)
      block.otherwise = body
    } else {
      const values = this.#guarded(tail, report, readValues) ?? []
      block.cases.push({ values, body })
    }
    this.#body = body
  }

  #else(tail: Tail, report: (flaw: Flaw) => void): void {
    const block = this.#open.at(-1)
    const { word, rest, restAt } = firstWord(tail.body)
    if (block === undefined || block.kind === 'switch')
      refuse(
        'strayBranch',
        tail.open,
        '{{else}} belongs to no block',
        block && 'Inside {{#switch}} write {{#default}}',
      )
    if (block.otherwise !== undefined)
      refuse('strayBranch', tail.open, `{{else}} stands twice in {{#${block.kind}}}`)
    const body: Mutable = []
    this.#body = body
    if (word === 'if') {
      if (block.kind !== 'if')
        refuse('strayBranch', tail.open, `{{#${block.kind}}} has no {{else if}}`)
      const test = this.#test({ body: rest, at: tail.at + restAt, open: tail.open }, report)
      block.branches.push({ test, body })
      return
    }
    block.otherwise = body
    refuseTail(tail)
  }

  #closes(word: string, tail: Tail): void {
    if (this.#unknown.has(word)) return
    const block = this.#open.at(-1)
    if (block === undefined) refuse('strayClose', tail.open, `{{/${word}}} closes nothing`)
    if (block.kind !== word) this.#mismatch(word, block, tail.open)
    this.#open.pop()
    this.#body = this.#currentBody()
    this.#push(toNode(block, this.#open.filter(({ kind }) => kind === 'each').length))
    refuseTail(tail)
  }

  #mismatch(word: string, block: Open, at: number): never {
    if (word === 'case' || word === 'default')
      refuse('strayClose', at, `{{#${word}}} needs no end`, 'It lasts until the next case')
    const isOuter = this.#open.some(({ kind }) => kind === word)
    if (isOuter) {
      // The inner block was left open: leave it, so that its own fault is the only other one.
      while (this.#open.at(-1)?.kind !== word) this.#open.pop()
      this.#open.pop()
      this.#body = this.#currentBody()
    }
    return refuse(
      'strayClose',
      at,
      `{{/${word}}} stands where {{/${block.kind}}} is due`,
      `Close {{#${block.kind}}} first`,
    )
  }

  #currentBody(): Mutable | undefined {
    const block = this.#open.at(-1)
    if (block === undefined) return this.nodes
    if (block.otherwise !== undefined) return block.otherwise
    if (block.kind === 'if') return block.branches.at(-1)?.body
    return block.kind === 'switch' ? block.cases.at(-1)?.body : block.body
  }
}

type Tail = { body: string; at: number; open: number }

function firstWord(body: string): { word: string; rest: string; restAt: number } {
  const found = /^\s*([#/]\s*[A-Za-z]*|[A-Za-z]+(?![A-Za-z0-9_.[(?-]))/.exec(body)
  if (found === null) return { word: '', rest: body, restAt: 0 }
  const word = (found[1] ?? '').replaceAll(/\s/g, '')
  return { word, rest: body.slice(found[0].length), restAt: found[0].length }
}

function refuseTail({ body, at }: Tail): void {
  const lead = body.length - body.trimStart().length
  if (lead < body.length) refuse('grammar', at + lead, `"${body.trim()}" is too much here`)
}

function readValues(parser: ExpressionParser): readonly Expression[] {
  const values = [parser.expression()]
  while (parser.takes(',')) values.push(parser.expression())
  parser.end()
  return values
}

function blockHint(word: string): string {
  if (word === 'elseif' || word === 'elsif' || word === 'elif') return 'Write {{else if …}}'
  const meant = nearest(word, [...blocks, 'case', 'default'])
  const known = 'Known are #if #unless #each #switch #case #default'
  return meant === undefined ? known : `Did you mean "#${meant}"?`
}

function nothing(at: number): Expression {
  return { kind: 'literal', value: null, at }
}

function toNode(block: Open, slot: number): Node {
  const { at } = block
  const otherwise = block.otherwise ?? []
  switch (block.kind) {
    case 'if':
      return { kind: 'if', branches: block.branches, otherwise, at }
    case 'unless': {
      const flipped: Branch = { test: block.test, body: otherwise }
      return { kind: 'if', branches: [flipped], otherwise: block.body, at }
    }
    case 'each':
      return { kind: 'each', list: block.list, slot, body: block.body, otherwise, at }
    case 'switch':
      return { kind: 'switch', subject: block.subject, cases: block.cases, otherwise, at }
  }
}
