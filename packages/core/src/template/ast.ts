/** Every `at` is an offset into the template's text. */
export type Expression =
  | { kind: 'literal'; value: string | number | boolean | null; at: number }
  | { kind: 'list'; items: readonly Expression[]; at: number }
  /** A name of the scope; `lenient` = its absence is allowed (inside `default()`). */
  | { kind: 'name'; name: string; lenient: boolean; at: number }
  /** The name that an `each` gives to its item; `slot` 0 is the outermost loop. */
  | { kind: 'item'; name: string; slot: number; at: number }
  | { kind: 'turn'; what: 'index' | 'first' | 'last'; slot: number; at: number }
  | { kind: 'path'; base: Expression; steps: readonly Step[]; lenient: boolean; at: number }
  | { kind: 'unary'; operator: '!' | '-'; operand: Expression; at: number }
  | { kind: 'binary'; operator: string; left: Expression; right: Expression; at: number }
  | { kind: 'choice'; test: Expression; yes: Expression; no: Expression; at: number }
  | { kind: 'call'; name: string; args: readonly Expression[]; at: number }

/** One step of a path: `.name`, `[expression]`, and the same after `?`. */
export type Step = { key: string | Expression; optional: boolean; at: number }

export type Branch = { test: Expression; body: readonly Node[] }

export type Node =
  | { kind: 'text'; text: string; at: number }
  | { kind: 'output'; expression: Expression; at: number }
  | { kind: 'if'; branches: readonly Branch[]; otherwise: readonly Node[]; at: number }
  | {
      kind: 'each'
      list: Expression
      slot: number
      body: readonly Node[]
      otherwise: readonly Node[]
      at: number
    }
  | {
      kind: 'switch'
      subject: Expression
      cases: readonly { values: readonly Expression[]; body: readonly Node[] }[]
      otherwise: readonly Node[]
      at: number
    }

/** Keys that no path, loop or config may name: they lead out of plain data. */
export const forbiddenNames: ReadonlySet<string> = new Set([
  '__proto__',
  'constructor',
  'prototype',
  '__defineGetter__',
  '__defineSetter__',
  '__lookupGetter__',
  '__lookupSetter__',
])
