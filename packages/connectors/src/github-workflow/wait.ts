import type { ExternalRef, Outcome, Outputs } from '../kit/outcome.ts'
import type { Github } from './remote.ts'

/** Milliseconds: first pause between two looks, the longest, and the shortest an item may ask for. */
const firstLookMs = 15_000
const longestLookMs = 300_000
const shortestLookMs = 5_000

/** What is remembered of the run between two looks. */
export type Watched = {
  run: number
  url: string
  looks: number
  /** Attempt of the run that this action began with; a re-run raises it. */
  first: number
  /** Attempt that was asked for and may not be visible yet. */
  need: number
  /** When waiting is given up; undefined = never. */
  giveUpAt?: number
  /** Job id to what was last told of it. */
  told: Readonly<Record<string, string>>
}

/** A run seen or started for the first time by this try. */
export function watchOf({ config, context }: Github, run: number, url: string, first = 1): Watched {
  const seconds = config.monitoring?.timeout
  const limit = seconds === undefined ? {} : { giveUpAt: context.now + seconds * 1000 }
  return { run, url, looks: 0, first, need: first, told: {}, ...limit }
}

export function refOf(run: number, url: string): ExternalRef {
  const isPage = /^https?:\/\//.test(url)
  return { kind: 'github', id: String(run), ...(isPage && { url }) }
}

/** Waits on: the webhook finds it by `github:<connection>:<run id>`, the poll by time. */
export function nextLook({ context, config, connection }: Github, watched: Watched): Outcome {
  const { run, url, looks } = watched
  const seconds = config.monitoring?.poll_interval
  const grown = Math.min(firstLookMs * 1.5 ** looks, longestLookMs)
  const pause = seconds === undefined ? grown : Math.max(seconds * 1000, shortestLookMs)
  return {
    kind: 'waiting',
    until: context.now + Math.round(pause),
    waitingFor: 'remote',
    key: `github:${connection.name}:${run}`,
    memo: { phase: 'watching', ...watched, looks: looks + 1 },
    ref: refOf(run, url),
  }
}

/** What a memo of `nextLook` held; undefined when it is another's. */
export function watchedIn(memo: Outputs): Watched | undefined {
  const { run, url, told, giveUpAt } = memo
  if (typeof run !== 'number') return undefined
  return {
    run,
    url: typeof url === 'string' ? url : '',
    looks: counted(memo['looks']),
    first: counted(memo['first'], 1),
    need: counted(memo['need'], 1),
    told: typeof told === 'object' && told !== null ? (told as Watched['told']) : {},
    ...(typeof giveUpAt === 'number' && { giveUpAt }),
  }
}

/** A number of a memo, its default where there is none. */
export function counted(value: unknown, preset = 0): number {
  return typeof value === 'number' ? value : preset
}
