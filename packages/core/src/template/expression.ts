import { type Expression, forbiddenNames, type Step } from './ast.ts'
import { refuse } from './fault.ts'
import { arityText, functionArity, functionNames } from './arity.ts'
import type { Token } from './lexer.ts'
import { parseLimits } from './limits.ts'
import { nearest } from '../suggest.ts'

/** How tightly an infix operator binds. */
const binding: Readonly<Record<string, number>> = {
  '||': 1,
  '&&': 2,
  '==': 3,
  '!=': 3,
  '<': 4,
  '<=': 4,
  '>': 4,
  '>=': 4,
  in: 4,
  includes: 4,
  '+': 5,
  '-': 5,
  '*': 6,
  '/': 6,
  '%': 6,
}
const keywords: ReadonlySet<string> = new Set(['true', 'false', 'null', 'in', 'includes', 'as'])

/** Reads expressions off a list of tokens; throws TemplateFailure at the first that fits nowhere. */
export class ExpressionParser {
  readonly #tokens: readonly Token[]
  /** Names given by the loops around, outermost first. */
  readonly #loops: readonly string[]
  readonly #depths = new WeakMap<Expression, number>()
  #next = 0
  #depth = 0
  #lenient = false

  constructor(tokens: readonly Token[], loops: readonly string[]) {
    this.#tokens = tokens
    this.#loops = loops
  }

  get token(): Token {
    const token = this.#tokens[this.#next] ?? this.#tokens.at(-1)
    if (token === undefined) throw new Error('A list of tokens has no end')
    return token
  }

  take(): Token {
    const { token } = this
    this.#next++
    return token
  }

  /** Takes the token when it is written so, a sign or a bare word. */
  takes(written: string): boolean {
    if (!this.#isWritten(written)) return false
    this.#next++
    return true
  }

  #isWritten(written: string): boolean {
    const { kind, value } = this.token
    return (kind === 'sign' || kind === 'name') && value === written
  }

  expect(written: string, hint?: string): void {
    if (!this.takes(written)) this.unexpected(`"${written}" is missing`, hint)
  }

  unexpected(wanted: string, hint?: string): never {
    const { kind, value, at } = this.token
    const found = kind === 'end' ? 'the end of the tag' : `"${value}"`
    return refuse('grammar', at, `${wanted} before ${found}`, hint)
  }

  /** Refuses whatever is left. */
  end(): void {
    if (this.token.kind !== 'end') this.unexpected('An operator is missing', hintFor(this.token))
  }

  expression(): Expression {
    const left = this.#binary(0)
    if (!this.#isWritten('?')) return left
    const { at } = this.take()
    const yes = this.#deeper(() => this.expression())
    this.expect(':', 'A choice is written: test ? yes : no')
    const no = this.#deeper(() => this.expression())
    return this.#measured({ kind: 'choice', test: left, yes, no, at }, [left, yes, no])
  }

  #binary(least: number): Expression {
    let left = this.#unary()
    for (;;) {
      const { kind, value, at } = this.token
      const isOperator = (kind === 'sign' || kind === 'name') && Object.hasOwn(binding, value)
      const strength = isOperator ? (binding[value] ?? 0) : 0
      if (strength <= least) return left
      this.#next++
      const right = this.#binary(strength)
      left = this.#measured({ kind: 'binary', operator: value, left, right, at }, [left, right])
    }
  }

  #unary(): Expression {
    const { kind, value, at } = this.token
    if (kind === 'sign' && (value === '!' || value === '-')) {
      this.#next++
      const operand = this.#deeper(() => this.#unary())
      return this.#measured({ kind: 'unary', operator: value, operand, at }, [operand])
    }
    return this.#postfix()
  }

  #postfix(): Expression {
    const base = this.#primary()
    const steps: Step[] = []
    for (;;) {
      const step = this.#step(base, steps)
      if (step === undefined) break
      steps.push(step)
      if (steps.length > parseLimits.depth)
        refuse('tooDeep', step.at, `A path has more than ${parseLimits.depth} steps`)
    }
    this.#refuseWholeSecrets(base, steps)
    if (steps.length === 0) return base
    const inside = steps.flatMap((step) => (typeof step.key === 'string' ? [] : [step.key]))
    const lenient = this.#lenient
    return this.#measured({ kind: 'path', base, steps, lenient, at: base.at }, [base, ...inside])
  }

  #step(base: Expression, before: readonly Step[]): Step | undefined {
    if (this.#isWritten('(')) return refuseMethod(this.token.at, base, before)
    const optional = this.takes('?.')
    if (this.takes('[')) return this.#index(optional)
    if (!optional && !this.takes('.')) return undefined
    const { kind, value, at } = this.token
    if (kind !== 'name' || value.startsWith('@'))
      this.unexpected('A name is missing', 'After a dot stands a name; other keys go in ["…"]')
    this.#next++
    refuseForbidden(value, at)
    return { key: value, optional, at }
  }

  #index(optional: boolean): Step {
    const { at } = this.token
    const key = this.#deeper(() => this.expression())
    this.expect(']')
    if (key.kind === 'literal' && typeof key.value === 'string') {
      refuseForbidden(key.value, at)
      return { key: key.value, optional, at }
    }
    return { key, optional, at }
  }

  /** A secret is named one by one, so that who may use which is known before anything runs. */
  #refuseWholeSecrets(base: Expression, steps: readonly Step[]): void {
    if (base.kind !== 'name' || base.name !== 'secrets') return
    if (typeof steps[0]?.key !== 'string')
      refuse('secretWhole', base.at, 'Secrets are used one by one', 'Write secrets.NAME')
  }

  #primary(): Expression {
    const { kind, value, at } = this.take()
    if (kind === 'number') return { kind: 'literal', value: Number(value), at }
    if (kind === 'text') return { kind: 'literal', value, at }
    if (kind === 'name') return this.#word(value, at)
    if (value === '(') {
      const inner = this.#deeper(() => this.expression())
      this.expect(')')
      return inner
    }
    if (value === '[') {
      const items = this.#list(']')
      return this.#measured({ kind: 'list', items, at }, items)
    }
    this.#next--
    return this.unexpected('A value is missing')
  }

  #word(word: string, at: number): Expression {
    if (word === 'true' || word === 'false') return { kind: 'literal', value: word === 'true', at }
    if (word === 'null') return { kind: 'literal', value: null, at }
    if (word.startsWith('@')) return this.#turn(word, at)
    refuseForbidden(word, at)
    if (this.takes('(')) return this.#call(word, at)
    if (keywords.has(word)) refuse('grammar', at, `"${word}" cannot stand here`)
    const slot = this.#loops.lastIndexOf(word)
    if (slot !== -1) return { kind: 'item', name: word, slot, at }
    return { kind: 'name', name: word, lenient: this.#lenient, at }
  }

  #turn(word: string, at: number): Expression {
    const what = word.slice(1)
    if (what !== 'index' && what !== 'first' && what !== 'last')
      refuse('grammar', at, `There is no "${word}"`, 'Known are @index @first @last')
    if (this.#loops.length === 0)
      refuse('grammar', at, `"${word}" stands outside of any loop`, 'Use it inside {{#each …}}')
    return { kind: 'turn', what, slot: this.#loops.length - 1, at }
  }

  #call(name: string, at: number): Expression {
    const arity = functionArity(name)
    if (arity === undefined) {
      const meant = nearest(name, functionNames)
      const hint = `Known are ${functionNames.join(' ')}`
      refuse(
        'unknownFunction',
        at,
        `There is no function "${name}"`,
        meant === undefined ? hint : `Did you mean "${meant}"?`,
      )
    }
    const outer = this.#lenient
    const args = this.#list(')', name === 'default')
    this.#lenient = outer
    if (args.length < arity.min || args.length > arity.max)
      refuse('argumentCount', at, `${name}() takes ${arityText(arity)}, found ${args.length}`)
    return this.#measured({ kind: 'call', name, args, at }, args)
  }

  #list(close: string, firstIsLenient = false): readonly Expression[] {
    const items: Expression[] = []
    const outer = this.#lenient
    if (this.takes(close)) return items
    do {
      if (firstIsLenient) this.#lenient = outer || items.length === 0
      items.push(this.#deeper(() => this.expression()))
    } while (this.takes(','))
    this.expect(close)
    return items
  }

  /** Guards the parser's own stack. */
  #deeper<T>(read: () => T): T {
    if (++this.#depth > parseLimits.depth) refuse('tooDeep', this.token.at, tooDeep)
    const value = read()
    this.#depth--
    return value
  }

  /** Guards the evaluator's stack, which long chains such as a+a+a+… would fill. */
  #measured<T extends Expression>(expression: T, parts: readonly Expression[]): T {
    let deepest = 0
    for (const part of parts) deepest = Math.max(deepest, this.#depths.get(part) ?? 0)
    if (deepest >= parseLimits.depth) refuse('tooDeep', expression.at, tooDeep)
    this.#depths.set(expression, deepest + 1)
    return expression
  }
}

const tooDeep = `An expression has more than ${parseLimits.depth} levels`

function refuseForbidden(name: string, at: number): void {
  if (forbiddenNames.has(name))
    refuse('forbiddenName', at, `The name "${name}" is never allowed`, 'Only plain data is reached')
}

function refuseMethod(at: number, base: Expression, steps: readonly Step[]): never {
  const last = steps.at(-1)?.key
  const name = typeof last === 'string' ? last : base.kind === 'name' ? base.name : ''
  const hint =
    functionArity(name) === undefined
      ? 'Functions are called by their name alone: upper(fields.name)'
      : `Write ${name}(…) with the value as first argument`
  return refuse('grammar', at, 'Values have no methods', hint)
}

function hintFor(token: Token): string | undefined {
  if (token.value === 'and') return 'Write "&&"'
  if (token.value === 'or') return 'Write "||"'
  if (token.kind === 'name' || token.kind === 'text')
    return 'Texts stand in quotes, functions are called as name(…)'
  return undefined
}
