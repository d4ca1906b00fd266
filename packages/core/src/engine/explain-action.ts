import {
  actionRule,
  documentRule,
  of,
  type Said,
  type Seen,
  type SeenAction,
  type Statement,
} from './explain-facts.ts'
import { interfering, limitMove, resolveMove, system } from './explain-moves.ts'
import { explainPending } from './explain-pending.ts'
import { explainSkip } from './explain-skip.ts'
import { explainWait } from './explain-wait.ts'
import { cut, moment, span, tries } from './explain-words.ts'
import type { ActionState } from './run.ts'
import { inFlight } from './work.ts'

type Say = (seen: SeenAction) => Said

/** What is to be said of an action in each state. */
const sentences: Readonly<Record<ActionState, Say>> = {
  pending: explainPending,
  ready,
  running,
  waiting: explainWait,
  unknown,
  succeeded,
  failed,
  // A rollback that nothing called has its turn still to come.
  skipped: (seen) =>
    seen.planned.role === 'rollback' && seen.action.because === 'not_needed'
      ? explainPending(seen)
      : explainSkip(seen),
  compensating: ({ planned }) => {
    const by = planned.rollback?.action ?? 'its rollback'
    return {
      sentence: `It is being undone by ${by}`,
      waitsFor: { kind: 'rollback', detail: by },
      canMove: [system('undoes it')],
    }
  },
  compensated: ({ planned, action }) => ({
    sentence: `It was ${action.begun ? 'begun' : 'done'}, and undone by ${planned.rollback?.action ?? 'its rollback'}`,
  }),
  cancelled,
}

function ready(seen: SeenAction): Said {
  const full = of(seen.facts.limits, seen.planned.id) ?? []
  const [first] = full
  if (first === undefined)
    return {
      sentence: 'Everything is there; the next free worker takes it',
      waitsFor: { kind: 'worker', detail: 'a free worker' },
      canMove: [system('hands it to a worker')],
    }
  const named = full.map(
    ({ scope, name, most, place, waiting }) =>
      `of ${scope} ${name} (${most} at once), ${place} of ${waiting} in line`,
  )
  const rule = `limit of ${first.scope} ${first.name}: ${first.most} at once`
  return {
    sentence: `Everything is there, but no slot is free: ${named.join('; ')}`,
    waitsFor: { kind: 'slot', detail: `${first.scope} ${first.name}` },
    canMove: [system('calls it when its turn comes'), ...full.map(limitMove)],
    because:
      first.scope === 'item'
        ? documentRule(seen, ['fulfillment', 'strategy', 'max_parallel_actions'], rule)
        : { rule },
  }
}

const deeds = {
  execute: 'does it',
  compensate: 'undoes what was made',
  poll: 'looks at what became of it',
  resume: 'takes up the news that came',
  cancel: 'stops it',
} as const

function running({ action, planned, facts, now }: SeenAction): Said {
  const holder = of(facts.holders, planned.id)
  const who = holder ? `Worker ${holder.worker}` : 'A worker'
  const silent =
    holder && holder.until < now ? '; it has given no sign of life, another takes over' : ''
  return {
    sentence: `${who} ${deeds[action.entry]}, try ${action.attempt} of ${planned.retry.attempts}${silent}`,
    waitsFor: { kind: 'call', detail: `the answer of ${planned.type}` },
    canMove: [system('takes it over if the worker is gone')],
  }
}

function unknown(seen: SeenAction): Said {
  const { action, planned } = seen
  const { code = 'no clear answer', message = '' } = action.error ?? {}
  const last = message === '' ? code : `${code}, ${cut(message)}`
  return {
    sentence: `Nobody knows whether it was done: ${last}. It is not tried again blindly; somebody has to look and say`,
    waitsFor: { kind: 'unknown', detail: `whether ${planned.id} has happened` },
    canMove: [resolveMove(seen)],
    because: actionRule(seen, ['type'], `a second call of ${planned.type} may do it twice`),
  }
}

function cancelled(seen: SeenAction): Said {
  const { action, run } = seen
  if (action.undo)
    return {
      sentence: `It was stopped on its way, and what it began stands after the rollback: ${whyLeft(seen)}`,
      because: actionRule(seen, ['rollback'], 'rollback'),
    }
  const sentence =
    run.cancelling?.outcome === 'failed'
      ? 'It was stopped: the time of the request was up'
      : 'It was stopped: the request was cancelled'
  return { sentence: action.begun ? `${sentence}; what it began is undone in its turn` : sentence }
}

function whyLeft({ action, planned }: SeenAction): string {
  const reasons = {
    failed: `undoing it failed (${planned.rollback?.action ?? 'no rollback'})`,
    held_back: 'what was built on it could not be undone',
    not_possible: 'nothing undoes it',
  }
  return action.undo ? reasons[action.undo] : ''
}

function succeeded(seen: SeenAction): Said {
  const { action, planned } = seen
  const took = tries(Math.max(1, action.attempt))
  const gone = planned.gone ? '; the version the request follows now has it no more' : ''
  if (!action.undo) return { sentence: `It is done, in ${took}${gone}` }
  return {
    sentence: `It is done and stands after the rollback: ${whyLeft(seen)}`,
    because: actionRule(seen, ['rollback'], 'rollback'),
  }
}

function failed(seen: SeenAction): Said {
  const { action, planned } = seen
  const { error } = action
  const what = error ? `${error.code} (${error.class}), ${cut(error.message)}` : 'no error is kept'
  const count = `${action.attempt} of ${tries(planned.retry.attempts)}`
  const { rule, keys, follows } = consequence(seen)
  const timed = error?.code === 'action.timeout'
  return {
    sentence: `It failed after ${count}: ${what}. ${follows}`,
    because: timed
      ? actionRule(seen, ['timeout'], `timeout ${span(planned.timeoutMs ?? 0)}`)
      : actionRule(seen, keys, rule),
  }
}

type Consequence = { rule: string; keys: readonly string[]; follows: string }

function consequence({ action, planned, run }: SeenAction): Consequence {
  const strategy = ['error_handling', 'strategy']
  if (action.replacedBy !== undefined) {
    const follows = `${action.replacedBy} stands in for it (${of(run.actions, action.replacedBy)?.state ?? 'unknown'})`
    return {
      rule: `fallback_action ${action.replacedBy}`,
      keys: ['error_handling', 'fallback_action'],
      follows,
    }
  }
  if (planned.undoes !== undefined)
    return { rule: 'rollback', keys: [], follows: `What ${planned.undoes} made still stands` }
  if (planned.onFailure === 'continue')
    return { rule: 'strategy continue', keys: strategy, follows: 'The request goes on without it' }
  return { rule: 'strategy fail', keys: strategy, follows: 'The request fails with it' }
}

/** One action's statement, with its time limit, its escalation and who changed it. */
export function explainAction(seen: Seen, index: number): Statement | undefined {
  const planned = seen.plan.actions[index]
  const action = planned && of(seen.run.actions, planned.id)
  if (!planned || !action) return undefined
  const own: SeenAction = { ...seen, planned, action }
  const said = sentences[action.state](own)
  const since =
    said.since ?? of(seen.facts.actionsSince, planned.id) ?? action.endedAt ?? action.startedAt
  return {
    action: planned.id,
    state: action.state,
    ...said,
    ...(since !== undefined && { since }),
    sentence: [said.sentence, ...asides(own)].join('. '),
    canMove: [...(said.canMove ?? []), ...interfering(own)],
  }
}

function asides(seen: SeenAction): readonly string[] {
  const { action } = seen
  const said: string[] = []
  if (inFlight(action)) {
    if (action.deadlineAt !== undefined) said.push(`Its time is up at ${moment(action.deadlineAt)}`)
    if (action.leftMs !== undefined)
      said.push(`Of its time ${span(action.leftMs)} are left, counted from the next call`)
    if (action.escalated !== undefined)
      said.push(`${action.escalated} of the escalation path were told`)
    if (action.escalateAt !== undefined)
      said.push(`The next of the escalation path is told at ${moment(action.escalateAt)}`)
    if (action.lostClaims > 0) said.push(`${action.lostClaims} workers in a row were lost with it`)
  }
  if (action.maybe && action.state !== 'unknown')
    said.push('A try of it ended without a clear answer: what it makes may exist')
  if (action.edited) {
    const { by, reason, at } = action.edited
    said.push(`Its input was changed by ${by} at ${moment(at)}: ${cut(reason)}`)
  }
  return said
}
