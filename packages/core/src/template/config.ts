import { forbiddenNames } from './ast.ts'
import type { Escape } from './context.ts'
import { templateCodes, type TemplateFault, toFaults } from './fault.ts'
import { draftFlaws } from './json-draft.ts'
import { defaultLimits } from './limits.ts'
import type { Call, Reference } from './references.ts'
import {
  calls,
  parse,
  references,
  renderWithin,
  type RenderOptions,
  type Template,
} from './render.ts'
import { schemasAt, schemasOfItems, schemasOfKey, templateMark } from './schema-walk.ts'
import { fail, ok, type Result } from '../result.ts'

/** A template fault in a config: `pointer` (RFC 6901) names the string that holds the template. */
export type ConfigFault = TemplateFault & { pointer: string }

type Part =
  | { kind: 'constant'; value: unknown }
  | { kind: 'template'; template: Template; escape: Escape; pointer: string }
  | { kind: 'list'; items: readonly Part[] }
  | { kind: 'object'; entries: readonly (readonly [string, Part])[] }

/** A config whose strings are parsed: what `compileConfig` gives. Never changes. */
export class CompiledConfig {
  readonly #root: Part

  constructor(root: Part) {
    this.#root = root
  }

  get root(): Part {
    return this.#root
  }
}

type Place = { pointer: string; schemas: readonly unknown[]; escape: Escape; depth: number }
type Compiling = { root: object; faults: ConfigFault[] }

const deepest = 64

/**
 * Parses every string of a JSON value as a template; fails with every fault. In the JSON Schema of the
 * config, `"x-pao-template"` marks a string: `body` is escaped as its sibling `type` says (`json` when
 * it says nothing, then the result must be JSON), `json`, `xml`, `url`, `address` always so, `raw` holds
 * no templates.
 */
export function compileConfig(
  config: unknown,
  schema: object = {},
): Result<CompiledConfig, ConfigFault> {
  const compiling: Compiling = { root: schema, faults: [] }
  const place: Place = { pointer: '', schemas: [schema], escape: 'none', depth: 0 }
  const root = compilePart(config, place, compiling)
  return compiling.faults.length > 0 ? fail(compiling.faults) : ok(new CompiledConfig(root))
}

function compilePart(value: unknown, place: Place, compiling: Compiling): Part {
  if (typeof value === 'string') return compileText(value, place, compiling)
  if (typeof value !== 'object' || value === null) return { kind: 'constant', value }
  if (place.depth >= deepest) {
    compiling.faults.push(
      faultAt('configDepth', place.pointer, `The config is deeper than ${deepest} levels`),
    )
    return { kind: 'constant', value: null }
  }
  return Array.isArray(value)
    ? compileList(value, place, compiling)
    : compileObject(value as Readonly<Record<string, unknown>>, place, compiling)
}

function compileText(text: string, { pointer, escape }: Place, { faults }: Compiling): Part {
  if (escape !== 'json' && !text.includes('{{')) return { kind: 'constant', value: text }
  const parsed = parse(text)
  if (!parsed.ok) {
    faults.push(...parsed.faults.map((fault) => ({ ...fault, pointer })))
    return { kind: 'constant', value: null }
  }
  if (escape === 'json') {
    const flaws = draftFlaws(parsed.value.tree)
    faults.push(...toFaults(text, flaws).map((fault) => ({ ...fault, pointer })))
  }
  return { kind: 'template', template: parsed.value, escape, pointer }
}

function compileList(list: readonly unknown[], place: Place, compiling: Compiling): Part {
  const schemas = schemasOfItems(schemasAt(place.schemas, compiling.root))
  const items = list.map((item, n) =>
    compilePart(
      item,
      { pointer: `${place.pointer}/${n}`, schemas, escape: 'none', depth: place.depth + 1 },
      compiling,
    ),
  )
  return constantOr({ kind: 'list', items }, items, list)
}

function compileObject(
  object: Readonly<Record<string, unknown>>,
  place: Place,
  compiling: Compiling,
): Part {
  const schemas = schemasAt(place.schemas, compiling.root)
  const entries: (readonly [string, Part])[] = []
  for (const [key, value] of Object.entries(object)) {
    const pointer = `${place.pointer}/${key.replaceAll('~', '~0').replaceAll('/', '~1')}`
    if (forbiddenNames.has(key)) {
      compiling.faults.push(faultAt('configKey', pointer, `The key "${key}" is never allowed`))
      continue
    }
    const below = schemasOfKey(schemas, key)
    const mark = templateMark(schemasAt(below, compiling.root))
    if (mark === 'raw') {
      entries.push([key, { kind: 'constant', value }])
      continue
    }
    const escape = escapeOf(mark, object)
    const depth = place.depth + 1
    entries.push([key, compilePart(value, { pointer, schemas: below, escape, depth }, compiling)])
  }
  const parts = entries.map(([, part]) => part)
  return constantOr({ kind: 'object', entries }, parts, object)
}

/** What holds no template is handed on as it is. */
function constantOr(part: Part, inside: readonly Part[], value: unknown): Part {
  return inside.every(({ kind }) => kind === 'constant') ? { kind: 'constant', value } : part
}

const escapes: Readonly<Record<string, Escape>> = {
  json: 'json',
  xml: 'xml',
  form: 'url',
  url: 'url',
  address: 'address',
}

function escapeOf(mark: string | undefined, siblings: Readonly<Record<string, unknown>>): Escape {
  if (mark === undefined) return 'none'
  const type = Object.hasOwn(siblings, 'type') ? siblings['type'] : undefined
  const wanted = mark === 'body' ? (type ?? 'json') : mark
  if (typeof wanted !== 'string' || !Object.hasOwn(escapes, wanted)) return 'none'
  return escapes[wanted] ?? 'none'
}

function faultAt(name: 'configKey' | 'configDepth', pointer: string, message: string): ConfigFault {
  return { code: templateCodes[name], message, at: { offset: 0, line: 1, column: 1 }, pointer }
}

export type ConfigRenderOptions = Omit<RenderOptions, 'escape'>

type Both = { value: unknown; redacted: unknown }

/**
 * Renders every template of a config; fails with every fault. The limits on steps and output hold for
 * the config as a whole. What holds no template is the very value that was compiled: do not change it.
 */
export function renderConfig(
  config: CompiledConfig,
  options: ConfigRenderOptions,
): Result<Both, ConfigFault> {
  const faults: ConfigFault[] = []
  const { steps, outputBytes } = options.limits ?? defaultLimits
  const budget = { steps, bytes: outputBytes, isShared: true }
  const renderPart = (part: Part): Both => {
    switch (part.kind) {
      case 'constant':
        return { value: part.value, redacted: part.value }
      case 'list': {
        const items = part.items.map(renderPart)
        return { value: items.map((i) => i.value), redacted: items.map((i) => i.redacted) }
      }
      case 'object':
        return renderEntries(part.entries.map(([key, inner]) => [key, renderPart(inner)]))
      case 'template': {
        const { template, escape, pointer } = part
        const rendered = renderWithin(template, { ...options, escape }, budget)
        if (rendered.ok) return rendered.value
        faults.push(...rendered.faults.map((fault) => ({ ...fault, pointer })))
        return { value: null, redacted: null }
      }
    }
  }
  const both = renderPart(config.root)
  return faults.length > 0 ? fail(faults) : ok({ value: both.value, redacted: both.redacted })
}

function renderEntries(entries: readonly (readonly [string, Both])[]): Both {
  const value: Record<string, unknown> = {}
  const redacted: Record<string, unknown> = {}
  for (const [key, both] of entries) {
    value[key] = both.value
    redacted[key] = both.redacted
  }
  return { value, redacted }
}

/** The names that a config's templates use, each with the pointer of its string. */
export function configReferences(
  config: CompiledConfig,
): readonly (Reference & { pointer: string })[] {
  return templatesOf(config.root).flatMap(({ template, pointer }) =>
    references(template).map((reference) => ({ ...reference, pointer })),
  )
}

/** The functions that a config's templates call, each with the pointer of its string. */
export function configCalls(config: CompiledConfig): readonly (Call & { pointer: string })[] {
  return templatesOf(config.root).flatMap(({ template, pointer }) =>
    calls(template).map((call) => ({ ...call, pointer })),
  )
}

function templatesOf(part: Part): readonly (Part & { kind: 'template' })[] {
  switch (part.kind) {
    case 'constant':
      return []
    case 'template':
      return [part]
    case 'list':
      return part.items.flatMap(templatesOf)
    case 'object':
      return part.entries.flatMap(([, inner]) => templatesOf(inner))
  }
}
