import type { Instant } from '../instant.ts'

/** What of an action's run tells how long it took. */
export type TimedRun = { startedAt?: Instant; endedAt?: Instant; approval?: unknown }
/** What of a planned action tells who works on it. */
export type TimedAction = { id: string; type: string; lane: string; manual?: boolean }
/** A request that completed, as far as its times go. */
export type TimedRequest = {
  createdAt: Instant
  endedAt: Instant
  notBefore?: Instant
  /** How long it waited for freezes and windows, milliseconds. */
  closedMs?: number
  actions: readonly TimedAction[]
  runs: Readonly<Record<string, TimedRun>>
}

/** How long a request took and who had it meanwhile, milliseconds; the parts add up to `total`. */
export type Times = {
  total: number
  people: number
  held: number
  closed: number
  systems: number
}

/**
 * Divides the time from order to end: `held` is the rest it was ordered with (`not_before`), `closed` what it waited for
 * change freezes, maintenance and change windows, `people` the time in which at least one action waited for somebody
 * (manual work, an approval), `systems` everything else.
 */
export function timesOf(request: TimedRequest): Times {
  const { createdAt, endedAt, notBefore, closedMs = 0, actions, runs } = request
  const total = Math.max(0, endedAt - createdAt)
  const held = clamp((notBefore ?? createdAt) - createdAt, total)
  const begin = createdAt + held
  const spans = actions.flatMap((action): [Instant, Instant][] => {
    const run = Object.hasOwn(runs, action.id) ? runs[action.id] : undefined
    if (!run || run.startedAt === undefined || !isOfPeople(action, run)) return []
    const from = Math.max(run.startedAt, begin)
    const to = Math.min(run.endedAt ?? endedAt, endedAt)
    return to > from ? [[from, to]] : []
  })
  const people = covered(spans)
  const closed = clamp(closedMs, total - held - people)
  return { total, people, held, closed, systems: total - held - closed - people }
}

/** The value below which a share `p` (0 to 1) of the values lies, by nearest rank; undefined without values. */
export function quantile(values: readonly number[], p: number): number | undefined {
  const sorted = values.toSorted((left, right) => left - right)
  return sorted[Math.max(0, Math.ceil(clamp(p, 1) * sorted.length) - 1)]
}

function isOfPeople({ type, lane, manual }: TimedAction, { approval }: TimedRun): boolean {
  return lane === 'manual' || manual === true || approval !== undefined || type === 'manual-task'
}

/** Length of the union of spans: two people at once are not twice the time. */
function covered(spans: readonly (readonly [Instant, Instant])[]): number {
  let sum = 0
  let end = -Infinity
  for (const [from, to] of spans.toSorted(([left], [right]) => left - right)) {
    sum += Math.max(0, to - Math.max(from, end))
    end = Math.max(end, to)
  }
  return sum
}

function clamp(value: number, most: number): number {
  return Math.min(Math.max(0, value), most)
}
