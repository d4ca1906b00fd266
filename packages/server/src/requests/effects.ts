import type { Instant } from '@pao/core'
import type { ActionRun, PlannedAction, Repeat } from '@pao/core/engine'
import type { Principal } from '#identity/principal.ts'
import { actionOf } from './change.ts'
import type { Requests } from './deps.ts'
import type { Held } from './held.ts'
import { orphanId } from './orphan-rows.ts'
import { getLogs, readable } from './read.ts'
import type { AttemptView } from './views.ts'

/**
 * `intended` = a call is due or under way; `made` = it exists; `failed` = it does not; `unknown` = a person
 * must say; `maybe` = it may exist, and either a later try will tell or the action ended so.
 */
export type EffectState = 'intended' | 'made' | 'failed' | 'unknown' | 'maybe'

/** One try of an effect. `ambiguous`: it left open whether the effect was made; `why` is the evidence. */
export type EffectTry = {
  fence: number
  entry: string
  attempt: number
  worker: string
  startedAt: Instant
  endedAt: Instant | null
  outcome: string | null
  ambiguous: boolean
  why?: { class: string; code: string; message: string; httpStatus: number | null; sent: boolean }
}

/** What one action made, or meant to make, outside: once per generation. */
export type Effect = {
  action: string
  generation: number
  key: string
  type: string
  repeat: Repeat
  state: EffectState
  /** The claim whose outcome is unknown; a person's word about it names it. */
  fence?: number
  tries: readonly EffectTry[]
  /** Where a person sees it in the remote system. */
  ref?: unknown
  /** The orphan's id, when the action ended in doubt and nobody has resolved it yet. */
  orphan?: string
}

/** Every effect of a request with its tries and their evidence, oldest first. Secrets read `***`. */
export async function getEffects(
  deps: Pick<Requests, 'db' | 'shelf' | 'now'>,
  principal: Principal,
  id: string,
): Promise<readonly Effect[]> {
  const held = await readable(deps, principal, id)
  const attempts = await getLogs(deps, principal, id)
  const orphans = await deps.db
    .selectFrom('orphan')
    .select('id')
    .where('tenant', '=', held.key.tenant)
    .where('request_id', '=', id)
    .where('resolved_at', 'is', null)
    .execute()
  const open = new Set(orphans.map((row) => row.id))
  const planned = new Map(held.fixed.plan.actions.map((action) => [action.id, action]))
  return [...grouped(attempts)].flatMap(([, tries]) => {
    const action = planned.get(tries[0].action)
    return action ? [effectOf(held, { action, tries, open })] : []
  })
}

type Tries = [AttemptView, ...AttemptView[]]

function grouped(attempts: readonly AttemptView[]): ReadonlyMap<string, Tries> {
  const groups = new Map<string, Tries>()
  for (const attempt of attempts) {
    const name = `${attempt.action} ${attempt.generation}`
    const known = groups.get(name)
    if (known) known.push(attempt)
    else groups.set(name, [attempt])
  }
  return groups
}

type Told = { action: PlannedAction; tries: Tries; open: ReadonlySet<string> }

function effectOf({ key, run }: Held, { action, tries, open }: Told): Effect {
  const { generation } = tries[0]
  const now = actionOf(run, action.id)
  const own = tries.map(tryOf)
  const ref = tries.findLast((one) => one.ref !== null)?.ref
  const orphan = orphanId(key.id, action.id, generation)
  const current = now?.generation === generation ? now : undefined
  return {
    action: action.id,
    generation,
    key: `${key.id}/${action.id}/${generation}`,
    type: action.type,
    repeat: action.repeat ?? 'safe',
    state: stateOf(current, own),
    ...(current?.state === 'unknown' && { fence: current.fence }),
    tries: own,
    ...(ref !== undefined && { ref }),
    ...(open.has(orphan) && { orphan }),
  }
}

/** An older generation was made: only what succeeded is made anew. */
function stateOf(now: ActionRun | undefined, tries: readonly EffectTry[]): EffectState {
  if (now === undefined || now.state === 'succeeded') return 'made'
  if (now.state === 'unknown') return 'unknown'
  const isMade = tries.some(({ outcome, ambiguous }) => outcome === 'waiting' && !ambiguous)
  if (now.maybe) return 'maybe'
  if (isMade) return 'made'
  return now.endedAt === undefined ? 'intended' : 'failed'
}

function tryOf(attempt: AttemptView): EffectTry {
  const { fence, entry, worker, startedAt, endedAt, outcome, httpStatus } = attempt
  const error = evidenceOf(attempt)
  const ambiguous = error?.ambiguous === true
  return {
    fence,
    entry,
    attempt: attempt.attempt,
    worker,
    startedAt,
    endedAt,
    outcome,
    ambiguous,
    ...(error && {
      why: {
        class: error.class,
        code: error.code,
        message: error.message,
        httpStatus,
        sent: ambiguous || httpStatus !== null,
      },
    }),
  }
}

type Evidence = { class: string; code: string; message: string; ambiguous?: boolean }

/** What the attempt itself kept, or, where its worker never came to say anything, that. */
function evidenceOf({ error, outcome, entry }: AttemptView): Evidence | undefined {
  if (typeof error === 'object' && error !== null) return error as Evidence
  const silent = outcome === null ? undefined : silences[outcome]
  return silent && { ...silent, ambiguous: entry === 'execute' }
}

const silences: Readonly<Record<string, Evidence>> = {
  lost: {
    class: 'connection',
    code: 'action.lost',
    message: 'Its worker died or lost contact; the call may have gone out',
  },
  timed_out: {
    class: 'timeout',
    code: 'action.timeout',
    message: 'The time of the action ended while the call was under way',
  },
}
