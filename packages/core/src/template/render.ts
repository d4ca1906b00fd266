import { utf8Length } from './bytes.ts'
import { type Budget, Context, type Escape } from './context.ts'
import { type Flaw, refuse, type TemplateFault, TemplateFailure, toFaults } from './fault.ts'
import { jsonFaultAt } from './json-place.ts'
import { defaultLimits, type Limits } from './limits.ts'
import { parseTree, type Tree } from './parse.ts'
import { compileProgram, type Program } from './program.ts'
import { type Call, findNames, type Reference } from './references.ts'
import { open, redaction } from './taint.ts'
import { settled } from './values.ts'
import { fail, ok, type Result } from '../result.ts'
import type { World } from './world.ts'

/** A parsed template: what `parse` gives and all others take. Never changes. */
export class Template {
  readonly #tree: Tree
  #program: Program | undefined

  constructor(tree: Tree) {
    this.#tree = tree
  }

  get tree(): Tree {
    return this.#tree
  }

  /** Made at the first rendering, kept for all others. */
  get program(): Program {
    this.#program ??= compileProgram(this.#tree.nodes)
    return this.#program
  }
}

export type RenderOptions = {
  /** What names stand for. Plain data; secrets wrapped in `Secret`. */
  scope: Readonly<Record<string, unknown>>
  world: World
  limits?: Limits
  /** Default `none`; any other but `address` makes the result a text, even of one single expression. */
  escape?: Escape
}

/** `redacted` is the value with `***` for everything made with a secret; only it may be shown or kept. */
export type Rendered = { value: unknown; redacted: unknown; tainted: boolean }

/** Reads a template; fails with every fault, at its line and column. Never throws at any text. */
export function parse(
  text: string,
  limits: Pick<Limits, 'nesting'> = defaultLimits,
): Result<Template, TemplateFault> {
  const { tree, flaws } = parseTree(text, limits.nesting)
  return flaws.length > 0 ? fail(toFaults(text, flaws)) : ok(new Template(tree))
}

/** The names of the scope that a template uses, in the order of the text. */
export function references(template: Template): readonly Reference[] {
  return findNames(template.tree).references
}

/** The functions that a template calls, in the order of the text. */
export function calls(template: Template): readonly Call[] {
  return findNames(template.tree).calls
}

/** Renders a template in one pass: what a value brings along is never read as a template. */
export function render(
  template: Template,
  options: RenderOptions,
): Result<Rendered, TemplateFault> {
  const limits = options.limits ?? defaultLimits
  const budget = { steps: limits.steps, bytes: limits.outputBytes, isShared: false }
  return renderWithin(template, options, budget)
}

/** As `render`, out of a budget that several renderings share. */
export function renderWithin(
  template: Template,
  options: RenderOptions,
  budget: Budget,
): Result<Rendered, TemplateFault> {
  const { scope, world, limits = defaultLimits, escape = 'none' } = options
  const { tree, program } = template
  const context = new Context({ scope, world, limits, escape, budget })
  try {
    if (tree.nesting > limits.nesting)
      refuse('nesting', 0, `Blocks are nested deeper than ${limits.nesting}`)
    const rendered =
      program.single !== undefined && (escape === 'none' || escape === 'address')
        ? renderSingle(program.single, context)
        : renderText(program, context)
    if (context.flaws.length > 0) return fail(toFaults(tree.text, context.flaws))
    if (escape === 'json') refuseNonJson(context, tree)
    return ok(rendered)
  } catch (error) {
    if (!(error instanceof TemplateFailure)) throw error
    const flaws: readonly Flaw[] = context.flaws.includes(error.flaw)
      ? context.flaws
      : [...context.flaws, error.flaw]
    return fail(toFaults(tree.text, flaws))
  }
}

function renderText(program: Program, context: Context): Rendered {
  program.write(context)
  if (context.setting.budget.isShared) context.settle(0)
  const { text, hidden, tainted } = context
  return { value: text, redacted: hidden ?? text, tainted }
}

/** The one expression keeps its type: a number stays a number, a list a list. */
function renderSingle(
  { evaluate, at }: NonNullable<Program['single']>,
  context: Context,
): Rendered {
  context.charge(1, at)
  const value = settled(evaluate(context))
  const opened = openAt(value, at)
  const text = typeof opened.value === 'object' ? JSON.stringify(opened.value) : opened.value
  if (typeof text === 'string') {
    context.charge(text.length >> 4, at)
    context.spend(utf8Length(text), at)
  }
  const tainted = context.taint || opened.tainted
  return { value: opened.value, redacted: context.taint ? redaction : opened.redacted, tainted }
}

function openAt(value: unknown, at: number): ReturnType<typeof open> {
  try {
    return open(value)
  } catch (error) {
    if (!(error instanceof RangeError)) throw error
    return refuse('wrongKind', at, 'The value is nested too deep')
  }
}

/** A body that is no JSON never leaves; the fault stands where the template wrote the wrong part. */
function refuseNonJson(context: Context, tree: Tree): void {
  if (tree.text.trim() === '') return
  try {
    JSON.parse(context.text)
  } catch {
    const fault = jsonFaultAt(context.text) ?? context.text.length
    const offset = templateOffset(context.trace, fault)
    const hint = 'Look for a missing comma, quote or bracket before this place'
    refuse('notJson', offset, 'The result is not JSON', hint)
  }
}

/** The place in a template that wrote a place of the output: a character of its text, or a tag. */
function templateOffset(trace: readonly number[], output: number): number {
  for (let n = trace.length - 2; n >= 0; n -= 2) {
    const from = trace[n] ?? 0
    const at = trace[n + 1] ?? 0
    if (from <= output) return at < 0 ? -1 - at : at + (output - from)
  }
  return 0
}
