import { compileConfig, configReferences } from '../template/index.ts'
import { validateField } from './form/validate-field.ts'
import type { Action, Bundle, Document, Field, Item } from './item.ts'
import { satisfies } from './versions.ts'

/** Another document that names an item, how, and what of it the item as it is now does not fit. */
export type Dependent = {
  id: string
  name: string
  kind: Document['kind']
  as: 'component' | 'dependency' | 'prerequisite' | 'order' | 'replacement'
  /** Sentences; none = it goes on fitting. */
  breaks: readonly string[]
}

/** How one place of a document names the item. */
type Naming = {
  as: Dependent['as']
  version?: unknown
  /** Answers it gives; unset = it gives none and expects none. */
  fields?: Readonly<Record<string, unknown>>
  /** Outputs of it that are read elsewhere. */
  outputs?: readonly string[]
}

/** An item as it is now, and as it is served until then; unset = it is new. */
export type Succession = { before?: Document | undefined; after: Document }

/** Everything that names the item, with what breaks by the change, in the order of `others`. */
export function dependentsOf(
  change: Succession,
  others: readonly Document[],
): readonly Dependent[] {
  const { id: item } = change.after.metadata
  return others
    .filter(({ metadata }) => metadata.id !== item)
    .flatMap((other) =>
      namings(other, item).map((naming) => ({
        id: other.metadata.id,
        name: other.metadata.name,
        kind: other.kind,
        as: naming.as,
        breaks: breaksOf(change, naming),
      })),
    )
}

function namings(other: Document, item: string): Naming[] {
  return other.kind === 'CatalogBundle' ? inBundle(other, item) : inItem(other, item)
}

function inBundle(bundle: Bundle, item: string): Naming[] {
  return bundle.components
    .filter((one) => one.item === item)
    .map(({ id, version, fields = {} }) => ({
      as: 'component',
      version,
      fields,
      outputs: outputsRead(bundle, id),
    }))
}

/** Names of the component's outputs that other components are given. */
function outputsRead({ components }: Bundle, id: string): readonly string[] {
  return components.flatMap(({ fields = {} }) => {
    const compiled = compileConfig(fields)
    if (!compiled.ok) return []
    return configReferences(compiled.value).flatMap(({ path: [root, component, part, name] }) =>
      root === 'components' && component === id && part === 'outputs' && name !== undefined
        ? [name]
        : [],
    )
  })
}

function inItem(holder: Item, item: string): Naming[] {
  const { fulfillment, lifecycle } = holder
  const dependencies = (fulfillment.depends_on ?? [])
    .filter((one) => one.item === item)
    .map(({ version, bind }): Naming => ({ as: 'dependency', version, fields: bind ?? {} }))
  const prerequisites = (fulfillment.prerequisites ?? [])
    .filter(({ type, config }) => type === 'dependency-check' && config?.['item'] === item)
    .map(({ config }): Naming => ({ as: 'prerequisite', version: config?.['version'] }))
  const orders = actionsOf(holder)
    .filter(({ type, config }) => type === 'catalog-request' && config['item'] === item)
    .map(({ config }): Naming => ({
      as: 'order',
      version: config['version'],
      fields: recordOf(config['fields']),
    }))
  const replaces = lifecycle?.deprecation?.replacement_service === item
  const replacement: Naming[] = replaces ? [{ as: 'replacement' }] : []
  return [...dependencies, ...prerequisites, ...orders, ...replacement]
}

function recordOf(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? Object.fromEntries(Object.entries(value))
    : {}
}

function breaksOf(change: Succession, { version, fields, outputs = [] }: Naming): string[] {
  const now = change.after.metadata.version
  const misses =
    typeof version === 'string' && !version.includes('{{') && !satisfies(now, version)
      ? [`It asks for version ${version}, which ${now} is not`]
      : []
  return [
    ...misses,
    ...(fields ? answerBreaks(change.after, fields) : []),
    ...outputBreaks(change, outputs),
  ]
}

function answerBreaks(document: Document, given: Readonly<Record<string, unknown>>): string[] {
  const asked = document.presentation.groups.flatMap((group) =>
    group.fields.map((field) => ({ field, always: !group.conditional && !field.conditional })),
  )
  const known = new Map(asked.map(({ field }) => [field.id, field]))
  const answered = Object.entries(given).flatMap(([id, value]) => {
    const field = known.get(id)
    return field ? refused(field, value) : [`It answers ${id}, which is not asked any more`]
  })
  const missing = asked.flatMap(({ field, always }) =>
    always &&
    field.required === true &&
    field.default === undefined &&
    !Object.hasOwn(given, field.id)
      ? [`It does not answer ${field.id}, which is required`]
      : [],
  )
  return [...answered, ...missing]
}

/** Only what stands there as it is can be judged; a template's value is known when it runs. */
function refused(field: Field, value: unknown): string[] {
  if (JSON.stringify(value ?? null).includes('{{')) return []
  const checked = validateField(field, value)
  return checked.ok ? [] : checked.faults.map(({ message }) => `Its ${field.id}: ${message}`)
}

/** Whatever a connector returns may be read too: only a name that is given up is known to be gone. */
function outputBreaks({ before, after }: Succession, outputs: readonly string[]): string[] {
  if (!before) return []
  const kept = namesIn(after)
  return [...new Set(outputs)]
    .filter((name) => namesIn(before).has(name) && !kept.has(name))
    .map((name) => `It reads the output ${name}, which is gone`)
}

function namesIn(document: Document): ReadonlySet<string> {
  if (document.kind !== 'CatalogItem') return new Set()
  return new Set(actionsOf(document).flatMap(({ output }) => Object.keys(output?.fields ?? {})))
}

function actionsOf({ fulfillment }: Item): readonly Action[] {
  const { manual, automatic, post_fulfillment: post = [] } = fulfillment
  return [...manual.actions, ...(automatic?.actions ?? []), ...post]
}
