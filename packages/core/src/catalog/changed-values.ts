/** One value that differs between two documents; unset on one side = it was not there. */
export type ChangedValue = { path: string; before?: unknown; after?: unknown }

/** Values told of; what differs in more is another document. */
const mostValues = 300

/**
 * Every value that differs, in the order of the documents, at most 300. Members of lists are matched by their `id`
 * where they have one, so that a new one in front does not make all others different.
 */
export function changedValues(before: unknown, after: unknown): readonly ChangedValue[] {
  const found: ChangedValue[] = []
  collect('', { before, after }, found)
  return found
}

type Pair = { before: unknown; after: unknown }

function collect(path: string, { before, after }: Pair, found: ChangedValue[]): void {
  if (found.length >= mostValues || JSON.stringify(before) === JSON.stringify(after)) return
  const [old, now] = [partsOf(before), partsOf(after)]
  if (!old || !now) {
    found.push({
      path,
      ...(before !== undefined && { before }),
      ...(after !== undefined && { after }),
    })
    return
  }
  for (const key of new Set([...old.keys(), ...now.keys()]))
    collect(
      path === '' ? key : `${path}.${key}`,
      { before: old.get(key), after: now.get(key) },
      found,
    )
}

/** What a value consists of; undefined = it is one value, such as a list of plain words. */
function partsOf(value: unknown): ReadonlyMap<string, unknown> | undefined {
  if (typeof value !== 'object' || value === null) return undefined
  if (!Array.isArray(value)) return new Map(Object.entries(value))
  const ids = value.map((one: unknown) => idOf(one))
  if (value.length === 0 || ids.includes(undefined)) return undefined
  return new Map(value.map((one: unknown, at) => [ids[at] ?? '', one]))
}

function idOf(value: unknown): string | undefined {
  if (typeof value !== 'object' || value === null || !('id' in value)) return undefined
  return typeof value.id === 'string' ? value.id : undefined
}
