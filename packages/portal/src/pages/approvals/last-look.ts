/** What somebody saw of an ask when they last looked at it in this browser. */
export type Look = { at: string; digest: string; values: Readonly<Record<string, string>> }
/** One value that is another one since. */
export type Change = { path: string; before?: string; after?: string }

export type LookStore = Pick<Storage, 'getItem' | 'setItem'>

/** Asks that are remembered; the oldest is forgotten. */
const mostLooks = 50
/** Longest value that is remembered, in characters. */
const longestValue = 300
const keyOf = (person: string): string => `pao.looks.${person}`

/** Every plain value of something under the way to it. */
export function valuesIn(value: unknown, path = ''): Record<string, string> {
  if (typeof value !== 'object' || value === null)
    return { [path]: JSON.stringify(value).slice(0, longestValue) }
  return Object.assign(
    {},
    ...Object.entries(value).map(([name, inner]) =>
      valuesIn(inner, path === '' ? name : `${path}.${name}`),
    ),
  ) as Record<string, string>
}

/** What differs between two looks, in the order of the ways. */
export function changesBetween(before: Look, after: Pick<Look, 'values'>): readonly Change[] {
  const paths = [...new Set([...Object.keys(before.values), ...Object.keys(after.values)])]
  return paths.toSorted().flatMap((path) => {
    const [old, now] = [before.values[path], after.values[path]]
    if (old === now) return []
    return [
      { path, ...(old !== undefined && { before: old }), ...(now !== undefined && { after: now }) },
    ]
  })
}

type Looks = Readonly<Record<string, Look>>

function looksIn(store: LookStore, person: string): Looks {
  try {
    const known: unknown = JSON.parse(store.getItem(keyOf(person)) ?? '{}')
    return typeof known === 'object' && known !== null ? (known as Looks) : {}
  } catch {
    return {}
  }
}

/** What somebody saw of an ask before; undefined = they have not looked at it here yet. */
export function lookBefore(store: LookStore, person: string, ask: string): Look | undefined {
  const looks = looksIn(store, person)
  return Object.hasOwn(looks, ask) ? looks[ask] : undefined
}

/** Remembers what is seen now. A full or forbidden store remembers nothing: every look is the first one then. */
export function keepLook(
  store: LookStore,
  { person, ask, look }: { person: string; ask: string; look: Look },
): void {
  const { [ask]: _, ...others } = looksIn(store, person)
  const kept = Object.entries(others)
    .toSorted(([, left], [, right]) => (left.at < right.at ? 1 : -1))
    .slice(0, mostLooks - 1)
  try {
    store.setItem(keyOf(person), JSON.stringify({ ...Object.fromEntries(kept), [ask]: look }))
  } catch {
    // See above.
  }
}
