/** How a resource stands beside what was ordered. `unknown` = nobody has looked, or nobody can. */
export const driftStates = ['unknown', 'in_sync', 'drifted', 'missing'] as const
export type DriftState = (typeof driftStates)[number]

/**
 * One way in which a thing is not as it was ordered. `expected` or `found` left out = it is not there on that side. `path` is
 * a JSONPath or an address in the other system, for people.
 */
export type Difference = { path: string; expected?: unknown; found?: unknown }

/** What a look at the effect of an action found. `missing` = what the action made is not there any more. */
export type Seen =
  | { kind: 'in_sync' }
  | { kind: 'drifted'; differences: readonly Difference[] }
  | { kind: 'missing' }

/** Stands in the place of a value that nobody may read. */
export const hiddenValue = '***'
/** Differences told of one look; the others are left out. */
export const mostDifferences = 100

/** What one action of a resource was seen to have left of it. */
export type SeenAction = { action: string; seen: Seen }

export type Drift = {
  state: DriftState
  differences: readonly Difference[]
  /** Those of what was accepted that are still found; the others are forgotten. */
  accepted: readonly Difference[]
}

/**
 * How a resource stands by what was seen of each of its actions. What somebody accepted counts as in order for as long as
 * the very same is expected and found. A path begins with the action where several were looked at; what is gone of a
 * resource whose other parts stand is a difference.
 */
export function driftOf(all: readonly SeenAction[], accepted: readonly Difference[] = []): Drift {
  if (all.length === 0) return { state: 'unknown', differences: [], accepted: [] }
  if (all.every(({ seen }) => seen.kind === 'missing'))
    return { state: 'missing', differences: [], accepted: [] }
  const found = all
    .flatMap(({ action, seen }) => differencesIn(seen, all.length > 1 ? action : undefined))
    .slice(0, mostDifferences)
  const known = new Set(accepted.filter(mayBeAccepted).map(textOf))
  const [old, fresh] = [
    found.filter((one) => known.has(textOf(one))),
    found.filter((one) => !known.has(textOf(one))),
  ]
  return { state: fresh.length > 0 ? 'drifted' : 'in_sync', differences: fresh, accepted: old }
}

/** Not where a value is hidden: another one would look the same. */
export function mayBeAccepted({ expected, found }: Difference): boolean {
  return expected !== hiddenValue && found !== hiddenValue
}

/** Whether the owner is to be told: it was in order, or unknown, and is not any more; or what had changed is gone now. */
export function beginsToDrift(before: DriftState, after: DriftState): boolean {
  if (after === 'missing') return before !== 'missing'
  return after === 'drifted' && before !== 'drifted' && before !== 'missing'
}

/** Names of settings whose values are nobody's to read, whatever they hold. */
const secretName = /passw|secret|token|credential|private_?key|api_?key|connection_?string/i

/** A difference as it may be kept: what a secret went into, or what is called like one, is told to differ and no more. */
export function toldDifference(
  { path, ...sides }: Difference,
  scrub: (value: unknown) => unknown,
): Difference {
  const shown = scrub(sides)
  const hides = secretName.test(path) || textOf(shown) !== textOf(sides)
  const told = Object.keys(sides).map((name) => [name, hiddenValue])
  return { path: String(scrub(path)), ...(hides ? Object.fromEntries(told) : sides) }
}

function differencesIn(seen: Seen, action: string | undefined): Difference[] {
  const before = action === undefined ? '' : `${action}: `
  if (seen.kind === 'missing') return [{ path: action ?? '', expected: 'present' }]
  if (seen.kind === 'in_sync') return []
  return seen.differences.map((one) => ({ ...one, path: `${before}${one.path}` }))
}

function textOf(value: unknown): string {
  return JSON.stringify(value, (_name, inner: unknown) =>
    typeof inner === 'object' && inner !== null && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).toSorted(([a], [b]) => (a < b ? -1 : 1)))
      : inner,
  )
}

/** Milliseconds between a look that failed and the next, doubled with each one that follows. */
const firstPauseMs = 300_000

/**
 * Between which moments after now the next look falls, milliseconds: spread over a tenth of the time between looks, so that what
 * was made together is not looked at together.
 */
export function nextLookWithin(
  everyMs: number,
  failures: number,
  heldMs = 0,
): readonly [number, number] {
  const rest = failures === 0 ? everyMs : Math.min(firstPauseMs * 2 ** (failures - 1), everyMs)
  const least = Math.max(rest, heldMs)
  return [least * 0.9, least * 1.1]
}
