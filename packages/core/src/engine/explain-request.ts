import { openStages } from './approval/approval.ts'
import { wantedText } from './approval/describe.ts'
import {
  documentRule,
  gateRule,
  of,
  type Said,
  type Seen,
  type Statement,
} from './explain-facts.ts'
import { explainClosed } from './explain-closed.ts'
import { cancelMove, orderAgainMove, retryMoves, rollbackMoves, system } from './explain-moves.ts'
import { calledIn, cut, listed, moment, span } from './explain-words.ts'
import { leftOf } from './left-of.ts'
import { progress } from './progress.ts'
import type { RequestState } from './run.ts'
import { inFlight, isWork } from './work.ts'

type Say = (seen: Seen) => Said

const soon = 'It was taken in; the next decision follows at once'

/** What is to be said of a request in each state. */
const sentences: Readonly<Record<RequestState, Say>> = {
  submitted: (seen) => ({ sentence: soon, canMove: [system('goes on'), cancelMove(seen)] }),
  validated: (seen) => ({ sentence: soon, canMove: [system('goes on'), cancelMove(seen)] }),
  awaiting_approval: awaitingApproval,
  on_hold: onHold,
  queued: (seen) => ({
    sentence: 'It is about to start',
    canMove: [system('starts it'), cancelMove(seen)],
  }),
  in_progress: inProgress,
  completed: (seen) => ({
    sentence: `It is done${endedAt(seen)}`,
    canMove: rollbackMoves(seen),
  }),
  failed,
  rejected,
  cancelled: (seen) => ({
    sentence: `It was cancelled${cancelledBy(seen)}${left(seen)}`,
    canMove: rollbackMoves(seen),
  }),
  rolling_back: rollingBack,
  rolled_back: (seen) => ({
    sentence: `What it had made was undone${endedAt(seen)}${left(seen)}`,
    canMove: rollbackMoves(seen),
  }),
  rollback_failed: (seen) => ({
    sentence: `Not everything could be undone${left(seen)}`,
    canMove: rollbackMoves(seen),
  }),
}

function endedAt({ run }: Seen): string {
  return run.endedAt === undefined ? '' : ` since ${moment(run.endedAt)}`
}

function cancelledBy({ run: { cancelling } }: Seen): string {
  if (!cancelling) return ''
  const why = cancelling.reason === undefined ? '' : `: ${cut(cancelling.reason)}`
  return ` by ${cancelling.by}${why}`
}

function left({ plan, run }: Seen): string {
  const found = leftOf(plan, run).map(({ action, why }) => `${action} (${whys[why]})`)
  return found.length === 0 ? '' : `. Still there: ${listed(found)}`
}
const whys = {
  failed: 'undoing it failed',
  held_back: 'something built on it stands',
  not_possible: 'nothing undoes it',
  not_asked: 'nobody asked to undo it',
} as const

/** Who can decide is said of the action that asks. */
function awaitingApproval(seen: Seen): Said {
  const { plan, run } = seen
  if (run.cancelling) return { sentence: `It is being cancelled${cancelledBy(seen)}` }
  const asks = plan.actions.flatMap(({ id, lane }) =>
    lane === 'gate' ? [of(run.actions, id)] : [],
  )
  const open = asks.flatMap((action) => (action?.approval ? openStages(action.approval) : []))
  const who = open.map(wantedText).join('; ')
  return {
    sentence: `Nothing begins before people have agreed${who === '' ? '' : `: ${who}`}`,
    waitsFor: { kind: 'approval', detail: who === '' ? 'the approval of the request' : who },
    canMove: [cancelMove(seen)],
    because: gateRule(seen),
  }
}

function rejected(seen: Seen): Said {
  const { failure } = seen.run
  const why = failure ? `: ${cut(failure.message)}` : ''
  return {
    sentence: `It was refused${endedAt(seen)}${why}${left(seen)}`,
    canMove: [orderAgainMove(), ...rollbackMoves(seen)],
  }
}

function onHold(seen: Seen): Said {
  const { notBefore, automation, closed } = seen.run
  if (closed && notBefore === undefined) return explainClosed(seen, closed)
  if (automation && notBefore === undefined)
    return {
      sentence: `It is on hold: the automation of the item is switched off: ${automation.reason}`,
      waitsFor: { kind: 'hold', detail: 'the automation of the item' },
      canMove: [
        {
          who: 'operators and the team of the item',
          what: 'switch the automation on again',
          how: 'POST /api/v1/catalog/items/{id}/automation with {"off": false}; pao automation on <item>',
        },
        cancelMove(seen),
      ],
    }
  const until = notBefore === undefined ? {} : { until: notBefore }
  const when = notBefore === undefined ? 'until somebody lifts the hold' : moment(notBefore)
  return {
    sentence: `It is on hold: it was ordered for ${when}`,
    waitsFor: { kind: 'hold', detail: when, ...until },
    canMove: [system('starts it then'), cancelMove(seen)],
  }
}

function inProgress(seen: Seen): Said {
  const { plan, run } = seen
  const { done, total } = progress(plan, run)
  const open = plan.actions.flatMap((planned) => {
    const action = run.actions[planned.id]
    return action && isWork(planned) && inFlight(action) ? [planned.id] : []
  })
  const ending = run.cancelling ?? run.failure
  const sentence = ending
    ? `${endingOf(seen)}; it ends once ${calledIn(plan, open)} ended`
    : `${done} of ${total} actions are done; ${calledIn(plan, open)} ${open.length > 1 ? 'are' : 'is'} under way`
  return {
    sentence,
    ...(open.length > 0 && { waitsFor: { kind: 'predecessor', detail: listed(open) } }),
    canMove: run.cancelling ? [] : [cancelMove(seen)],
  }
}

function endingOf(seen: Seen): string {
  const { cancelling, failure } = seen.run
  if (cancelling?.outcome === 'cancelled') return `It is being cancelled${cancelledBy(seen)}`
  return `It has failed (${failure?.code ?? 'unknown'}) and starts nothing new`
}

function failed(seen: Seen): Said {
  const { failure } = seen.run
  const where =
    failure?.action === undefined
      ? 'the request itself'
      : `the action ${calledIn(seen.plan, [failure.action])}`
  const what = failure ? `: ${failure.code} (${failure.class}), ${cut(failure.message)}` : ''
  return {
    sentence: `It failed at ${where}${what}${left(seen)}`,
    canMove: [...retryMoves(seen), ...rollbackMoves(seen)],
  }
}

function rollingBack(seen: Seen): Said {
  const { plan, run } = seen
  const { done, total } = progress(plan, run)
  const open = plan.actions.flatMap(({ id }) =>
    run.actions[id]?.state === 'compensating' ? [id] : [],
  )
  const { by = 'system', reason } = run.rollback ?? {}
  const why = reason === undefined ? '' : ` (${cut(reason)})`
  return {
    sentence: `What it made is being undone, asked by ${by}${why}: ${done} of ${total}, now ${calledIn(plan, open)}`,
    waitsFor: { kind: 'rollback', detail: listed(open) },
    canMove: [system('goes on undoing')],
  }
}

/** The request's own statement, then its clocks and its hand-over. */
export function explainRequest(seen: Seen): readonly Statement[] {
  const { run, facts } = seen
  const since = facts.since ?? run.endedAt ?? run.startedAt
  const { canMove = [], ...said } = sentences[run.state](seen)
  const first = { state: run.state, ...(since !== undefined && { since }), ...said, canMove }
  const clocks = [promise(seen), limit(seen), handover(seen), version(seen)]
  return [
    first,
    ...clocks.flatMap((one) => (one ? [{ state: run.state, canMove: [], ...one }] : [])),
  ]
}

function promise(seen: Seen): Said | undefined {
  const { sla, endedAt: end } = seen.run
  if (!sla) return undefined
  const { breachAt, breachedAt, warnedAt } = sla
  const told = warnedAt === undefined ? '' : `; the owner was warned at ${moment(warnedAt)}`
  const late = `It is late: promised for ${moment(breachAt)}`
  const open = `It is promised for ${moment(breachAt)}${told}`
  const path = ['metadata', 'sla', 'provisioning_time']
  return {
    sentence:
      breachedAt !== undefined
        ? late
        : end === undefined
          ? open
          : `It was promised for ${moment(breachAt)}`,
    because: documentRule(seen, path, `provisioning_time ${span(seen.plan.slaMs ?? 0)}`),
  }
}

function limit(seen: Seen): Said | undefined {
  const { deadlineAt, endedAt: end, state } = seen.run
  if (deadlineAt === undefined || end !== undefined || state !== 'in_progress') return undefined
  return {
    sentence: `It fails if it has not ended by ${moment(deadlineAt)}`,
    because: documentRule(
      seen,
      ['fulfillment', 'strategy', 'timeout'],
      `timeout ${span(seen.plan.timeoutMs ?? 0)}`,
    ),
  }
}

function handover(seen: Seen): Said | undefined {
  const { handover: given } = seen.run
  if (!given) return undefined
  const at = given.action === undefined ? '' : ` at ${calledIn(seen.plan, [given.action])}`
  return {
    sentence: `People carry it since ${moment(given.at)}: automation failed${at}, ${given.code}: ${cut(given.message)}`,
    since: given.at,
    because: documentRule(seen, ['fulfillment', 'strategy', 'mode'], 'mode hybrid'),
  }
}

function version(seen: Seen): Said | undefined {
  const { pinned } = seen.run
  return pinned && { sentence: `It goes on with version ${pinned.version} of the item` }
}
