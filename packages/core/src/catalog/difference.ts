import type { Document, Field, Item } from './item.ts'

/** What a change means for people and machines that already order the item. */
export type Impact = 'breaking' | 'feature' | 'fix'

export type Difference = {
  impact: Impact
  /** Path in the document, e.g. `presentation.fields.storage_size.required`. */
  path: string
  message: string
}

const rank: Record<Impact, number> = { breaking: 0, feature: 1, fix: 2 }

/**
 * What differs between two versions of one document, weightiest first. `breaking`: an order that was
 * accepted before may be refused now, or an output others read is gone.
 */
export function difference(before: Document, after: Document): readonly Difference[] {
  const found = [...fieldDifferences(before, after), ...metadataDifferences(before, after)]
  if (before.kind === 'CatalogItem' && after.kind === 'CatalogItem')
    found.push(...fulfillmentDifferences(before, after))
  return found.toSorted((a, b) => rank[a.impact] - rank[b.impact])
}

/** The smallest semver step the differences allow; undefined when nothing differs. */
export function requiredStep(
  differences: readonly Difference[],
): 'major' | 'minor' | 'patch' | undefined {
  const heaviest = differences[0]?.impact
  if (heaviest === undefined) return undefined
  return heaviest === 'breaking' ? 'major' : heaviest === 'feature' ? 'minor' : 'patch'
}

function fieldsOf(document: Document): ReadonlyMap<string, Field> {
  return new Map(
    document.presentation.groups.flatMap((group) =>
      group.fields.map((field) => [field.id, field] as const),
    ),
  )
}

function fieldDifferences(before: Document, after: Document): Difference[] {
  const old = fieldsOf(before)
  const now = fieldsOf(after)
  const found: Difference[] = []
  for (const [id, field] of old) {
    const next = now.get(id)
    const path = `presentation.fields.${id}`
    if (next === undefined)
      found.push({ impact: 'breaking', path, message: `the field ${id} is gone` })
    else found.push(...oneField(path, field, next))
  }
  for (const [id, field] of now)
    if (!old.has(id)) {
      const demanded = field.required === true && field.default === undefined
      found.push({
        impact: demanded ? 'breaking' : 'feature',
        path: `presentation.fields.${id}`,
        message: `the field ${id} is new${demanded ? ' and required without a default' : ''}`,
      })
    }
  return found
}

function oneField(path: string, old: Field, now: Field): Difference[] {
  const found: Difference[] = []
  const say = (impact: Impact, key: string, message: string) =>
    found.push({ impact, path: `${path}.${key}`, message })
  if (old.type !== now.type) say('breaking', 'type', `was ${old.type}, is ${now.type}`)
  if (old.required !== true && now.required === true && now.default === undefined)
    say('breaking', 'required', 'is required now and has no default')
  if (old.required === true && now.required !== true) say('feature', 'required', 'is optional now')
  if (!same(old.default, now.default)) say('feature', 'default', 'has another default')
  found.push(...choices(path, old, now), ...bounds(path, old, now))
  if (!same(old.conditional, now.conditional))
    say('feature', 'conditional', 'is shown under another condition')
  if (old.name !== now.name || old.description !== now.description)
    say('fix', 'name', 'reads differently')
  return found
}

function choices(path: string, old: Field, now: Field): Difference[] {
  const before = valuesOf(old)
  const after = valuesOf(now)
  if (before === undefined && after === undefined) return []
  const at = `${path}.validation.enum`
  if (before === undefined)
    return [{ impact: 'breaking', path: at, message: 'only listed values are accepted now' }]
  if (after === undefined)
    return [{ impact: 'feature', path: at, message: 'any value is accepted now' }]
  const gone = before.filter((value) => !after.includes(value))
  const added = after.filter((value) => !before.includes(value))
  return [
    ...(gone.length > 0
      ? [{ impact: 'breaking' as const, path: at, message: `no longer offers ${gone.join(', ')}` }]
      : []),
    ...(added.length > 0
      ? [{ impact: 'feature' as const, path: at, message: `also offers ${added.join(', ')}` }]
      : []),
  ]
}

function valuesOf(field: Field): readonly unknown[] | undefined {
  return field.validation?.enum?.map((choice) =>
    typeof choice === 'object' ? choice.value : choice,
  )
}

function bounds(path: string, old: Field, now: Field): Difference[] {
  const found: Difference[] = []
  for (const key of ['min', 'max', 'pattern', 'custom'] as const) {
    const before = old.validation?.[key]
    const after = now.validation?.[key]
    if (same(before, after)) continue
    const wider =
      after === undefined ||
      (key === 'min' && before !== undefined && after < before) ||
      (key === 'max' && before !== undefined && after > before)
    found.push({
      impact: wider ? 'feature' : 'breaking',
      path: `${path}.validation.${key}`,
      message: `${key} was ${shown(before)}, is ${shown(after)}`,
    })
  }
  return found
}

function metadataDifferences(before: Document, after: Document): Difference[] {
  const found: Difference[] = []
  for (const key of Object.keys({
    ...before.metadata,
    ...after.metadata,
  }) as (keyof Document['metadata'])[]) {
    if (key === 'version' || same(before.metadata[key], after.metadata[key])) continue
    const impact =
      key === 'id' || key === 'visibility'
        ? 'breaking'
        : key === 'description' || key === 'tags'
          ? 'fix'
          : 'feature'
    found.push({ impact, path: `metadata.${key}`, message: `${key} differs` })
  }
  return found
}

function fulfillmentDifferences(before: Item, after: Item): Difference[] {
  const found: Difference[] = []
  if (mode(before) !== mode(after))
    found.push({
      impact: 'feature',
      path: 'fulfillment.strategy.mode',
      message: `was ${mode(before)}, is ${mode(after)}`,
    })
  const old = new Map(actionsOf(before))
  const now = new Map(actionsOf(after))
  for (const [id, action] of old) {
    const next = now.get(id)
    if (next === undefined)
      found.push({
        impact: 'feature',
        path: `fulfillment.actions.${id}`,
        message: `the action ${id} is gone`,
      })
    else if (!same(action, next))
      found.push({
        impact: 'feature',
        path: `fulfillment.actions.${id}`,
        message: `the action ${id} works differently`,
      })
  }
  for (const id of now.keys())
    if (!old.has(id))
      found.push({
        impact: 'feature',
        path: `fulfillment.actions.${id}`,
        message: `the action ${id} is new`,
      })
  return found
}

function mode({ fulfillment }: Item): string {
  return fulfillment.strategy?.mode ?? (fulfillment.automatic ? 'hybrid' : 'manual')
}

function actionsOf({ fulfillment }: Item) {
  return [
    ...fulfillment.manual.actions,
    ...(fulfillment.automatic?.actions ?? []),
    ...(fulfillment.post_fulfillment ?? []),
  ].map((action) => [action.id, action] as const)
}

function same(a: unknown, b: unknown): boolean {
  return JSON.stringify(a) === JSON.stringify(b)
}

function shown(value: unknown): string {
  return value === undefined ? 'unset' : JSON.stringify(value)
}
