import type { Expression } from './ast.ts'
import type { Context } from './context.ts'
import { refuse } from './fault.ts'
import { functions } from './functions.ts'
import { number, operations } from './operators.ts'
import { compilePath, type Roots } from './path.ts'
import { holds } from './values.ts'

/** An expression made ready to run. The result is never a wrapped secret at its top. */
export type Evaluate = (context: Context) => unknown

/** Turns an expression into a function once, so that a rendering walks no tree. */
export function compileExpression(expression: Expression, roots: Roots): Evaluate {
  switch (expression.kind) {
    case 'literal': {
      const { value } = expression
      return () => value
    }
    case 'list': {
      const items = expression.items.map((part) => compileExpression(part, roots))
      return (context) => items.map((item) => item(context))
    }
    case 'name':
      return compilePath({ base: expression, steps: [], lenient: expression.lenient }, [], roots)
    case 'item': {
      const { slot } = expression
      return (context) => context.reveal(context.loops[slot]?.item)
    }
    case 'turn':
      return compileTurn(expression.what, expression.slot)
    case 'path':
      return compileLongPath(expression, roots)
    case 'unary':
      return compileUnary(expression, roots)
    case 'binary':
      return compileBinary(expression, roots)
    case 'choice':
      return compileChoice(expression, roots)
    case 'call':
      return compileCall(expression, roots)
  }
}

type Kind<K extends Expression['kind']> = Expression & { kind: K }

function compileLongPath(path: Kind<'path'>, roots: Roots): Evaluate {
  const keys = path.steps.map(({ key }) =>
    typeof key === 'string' ? key : compileExpression(key, roots),
  )
  if (path.base.kind === 'name') return compilePath(path, keys, roots)
  return compilePath(path, keys, compileExpression(path.base, roots))
}

function compileChoice(choice: Kind<'choice'>, roots: Roots): Evaluate {
  const test = compileExpression(choice.test, roots)
  const yes = compileExpression(choice.yes, roots)
  const no = compileExpression(choice.no, roots)
  return (context) => (holds(test(context)) ? yes(context) : no(context))
}

function compileTurn(what: 'index' | 'first' | 'last', slot: number): Evaluate {
  if (what === 'index') return ({ loops }) => loops[slot]?.turn
  if (what === 'first') return ({ loops }) => loops[slot]?.turn === 0
  return ({ loops }) => {
    const loop = loops[slot]
    return loop?.turn === (loop?.count ?? 0) - 1
  }
}

function compileUnary(expression: Kind<'unary'>, roots: Roots): Evaluate {
  const operand = compileExpression(expression.operand, roots)
  const { at } = expression
  if (expression.operator === '!') return (context) => !holds(operand(context))
  return (context) => -number('-', operand(context), at)
}

function compileBinary(expression: Kind<'binary'>, roots: Roots): Evaluate {
  const { operator, at } = expression
  const left = compileExpression(expression.left, roots)
  const right = compileExpression(expression.right, roots)
  if (operator === '&&' || operator === '||') {
    const stopsAt = operator === '||'
    return (context) => {
      const value = left(context)
      return holds(value) === stopsAt ? value : right(context)
    }
  }
  const operation = operations[operator]
  if (operation === undefined) throw new Error(`No operation for ${operator}`)
  return (context) => operation(context, left(context), right(context), at)
}

function compileCall(expression: Kind<'call'>, roots: Roots): Evaluate {
  const { name, at } = expression
  const args = expression.args.map((arg) => compileExpression(arg, roots))
  const run = Object.hasOwn(functions, name) ? functions[name] : undefined
  if (run === undefined) return () => refuse('unknownFunction', at, `No function "${name}"`)
  const [only] = args
  if (only !== undefined && args.length === 1)
    return (context) => {
      context.charge(1, at)
      return run(context, [only(context)], at)
    }
  return (context) => {
    context.charge(1, at)
    return run(
      context,
      args.map((arg) => arg(context)),
      at,
    )
  }
}
