/** One choice of a field. */
export type Option = { value: string | number | boolean; label: string }

/** Where in a source's answer the choices stand. */
export type OptionPlaces = { items_path?: string; value_field?: string; label_field?: string }

/** Choices handed out at most; a longer list is no choice. */
const mostOptions = 1_000
const longestLabel = 500

/** The value at a dotted path, `data.items`, `$.data.items` or `data[0].items`; own properties only. */
function at(value: unknown, path: string): unknown {
  const keys = path
    .replace(/^\$\.?/, '')
    .replaceAll(/\[(\d+)\]/g, '.$1')
    .split('.')
    .filter((key) => key !== '')
  return keys.reduce<unknown>(
    (inner, key) =>
      typeof inner === 'object' && inner !== null && Object.hasOwn(inner, key)
        ? (inner as Record<string, unknown>)[key]
        : undefined,
    value,
  )
}

function isScalar(value: unknown): value is string | number | boolean {
  return ['string', 'number', 'boolean'].includes(typeof value)
}

/** The choices in an answer, doubled ones once. Throws when there is no list where one should be. */
export function optionsIn(answer: unknown, places: OptionPlaces): readonly Option[] {
  const items = places.items_path === undefined ? answer : at(answer, places.items_path)
  if (!Array.isArray(items)) throw new Error('the answer holds no list')
  const options = new Map<unknown, Option>()
  for (const item of items as unknown[]) {
    const option = optionOf(item, places)
    if (option && !options.has(option.value)) options.set(option.value, option)
    if (options.size >= mostOptions) break
  }
  return [...options.values()]
}

function optionOf(item: unknown, places: OptionPlaces): Option | undefined {
  if (isScalar(item)) return { value: item, label: String(item).slice(0, longestLabel) }
  const value = at(item, places.value_field ?? 'value')
  if (!isScalar(value)) return undefined
  const named = at(item, places.label_field ?? places.value_field ?? 'label')
  return { value, label: String(isScalar(named) ? named : value).slice(0, longestLabel) }
}
