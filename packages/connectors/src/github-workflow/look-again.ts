import type { Outcome, Outputs } from '../kit/outcome.ts'
import { markOf, type Since } from './find.ts'
import type { Github } from './remote.ts'
import { counted } from './wait.ts'

/** Milliseconds between looks for a run that may exist but is not listed yet. */
const looksMs = [3_000, 7_000, 10_000, 20_000, 30_000, 60_000]
/** Looks, a minute each, at what was surely started: a busy server lists it late. */
const longerLooks = 10

/** Looks so far at what one dispatch may have started, and dispatches so far. `sure`: it did start a run. */
export type Looking = Since & { looks: number; starts: number; sure: boolean }

/** Pauses until the list of runs has surely caught up, `search_lag` seconds together. */
function pausesOf({ connection }: Github): readonly number[] {
  const lagMs = Number(connection.settings['search_lag'] ?? 60) * 1000
  const pauses: number[] = []
  for (let waited = 0; waited < lagMs; waited += pauses.at(-1) ?? lagMs)
    pauses.push(Math.min(looksMs[pauses.length] ?? 60_000, lagMs - waited))
  return pauses
}

/** Whether the run may still come to light: one that was surely started is looked for ten minutes longer. */
export function isWorthALook(github: Github, { looks, sure }: Looking): boolean {
  return looks < pausesOf(github).length + (sure ? longerLooks : 0)
}

/**
 * A run may be there and not listed yet (`sure`: it is there): wait, and look for it again. A webhook finds the
 * wait by `github:<connection>:<mark>`, for the mark stands in the run's title.
 */
export function lookAgain(github: Github, looking: Looking): Outcome {
  const { looks, sure } = looking
  if (looks === 0)
    github.context.log(
      sure
        ? 'The workflow was started; looking for its run'
        : 'A run may have been started already; looking again before starting one',
    )
  return {
    kind: 'waiting',
    until: github.context.now + (pausesOf(github)[looks] ?? 60_000),
    waitingFor: 'remote',
    key: `github:${github.connection.name}:${markOf(github.context.idempotencyKey)}`,
    memo: { phase: 'looking', ...looking, looks: looks + 1 },
    ...(!sure && { ambiguous: true as const }),
  }
}

/** What a memo of `lookAgain` held. */
export function lookingIn(memo: Outputs): Looking {
  const { startedAt, past } = memo
  return {
    looks: counted(memo['looks']),
    starts: counted(memo['starts']),
    sure: memo['sure'] === true,
    ...(typeof startedAt === 'number' && { startedAt }),
    ...(typeof past === 'number' && { past }),
  }
}
