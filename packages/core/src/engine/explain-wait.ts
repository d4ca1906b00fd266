import { actionRule, gateRule, of, type Said, type SeenAction } from './explain-facts.ts'
import { openStages } from './approval/approval.ts'
import type { Approval } from './approval/ask.ts'
import { waitSentence } from './approval/describe.ts'
import { approveMove, completeMove, owners, resetMove, system } from './explain-moves.ts'
import { cut, moment, tries } from './explain-words.ts'
import type { WaitReason } from './run.ts'
import { isMaking } from './work.ts'

type Say = (seen: SeenAction) => Said

/** What is to be said of a waiting action by what it waits for. */
const sentences: Readonly<Record<WaitReason, Say>> = { retry, remote, person, target }

/** What a waiting action waits for. */
export function explainWait(seen: SeenAction): Said {
  const { action, plan } = seen
  if (action.due)
    return {
      sentence: `Its wait is over; it starts once one of the request's ${plan.concurrency} places is free`,
      waitsFor: { kind: 'slot', detail: `${plan.concurrency} actions of a request at once` },
      canMove: [system('starts it')],
    }
  return sentences[action.waitingFor ?? 'remote'](seen)
}

function untilOf({ facts, planned }: SeenAction): { until?: number } {
  const until = of(facts.wakeAt, planned.id)
  return until === undefined ? {} : { until }
}

function when({ until }: { until?: number }): string {
  return until === undefined ? 'soon' : `at ${moment(until)}`
}

function retry(seen: SeenAction): Said {
  const { action, planned } = seen
  const until = untilOf(seen)
  const { attempts } = planned.retry
  const last = action.error
    ? `${action.error.code} (${action.error.class}), ${cut(action.error.message)}`
    : 'no clear answer'
  const isTry = isMaking(action.entry)
  const count = isTry
    ? `${action.attempt} of ${tries(attempts)} failed`
    : `${action.misses ?? 0} looks in a row failed`
  return {
    sentence: `${count}, the last with ${last}; it goes on ${when(until)}`,
    waitsFor: { kind: 'retry', detail: isTry ? 'the next try' : 'the next look', ...until },
    canMove: [system('tries again')],
    because: isTry
      ? actionRule(seen, ['retry', 'attempts'], `retry.attempts ${attempts}`)
      : actionRule(seen, ['timeout'], 'looks are repeated until the time limit'),
  }
}

function remote(seen: SeenAction): Said {
  const { planned, facts } = seen
  const until = untilOf(seen)
  const ref = of(facts.refs, planned.id)
  const what = ref?.id ?? planned.type
  const look =
    until.until === undefined ? 'it is told when it is done' : `looked at again ${when(until)}`
  const isOrder = planned.type === 'catalog-request'
  return {
    sentence:
      `It waits for ${isOrder ? 'the request' : planned.type} ${ref?.id ?? ''}`.trimEnd() +
      `; ${look}`,
    waitsFor: { kind: isOrder ? 'child' : 'remote', detail: what, ...until },
    canMove: [
      ...(ref
        ? [{ who: owners(seen), what: `bring ${what} to an end`, how: ref.url ?? what }]
        : []),
      system(until.until === undefined ? 'goes on when it is told' : 'looks again'),
    ],
    because: actionRule(seen, ['type'], `type ${planned.type}`),
  }
}

function person(seen: SeenAction): Said {
  const { planned, action } = seen
  if (action.approval) return approval(seen, action.approval)
  return {
    sentence: `It waits for a person to do "${planned.name}"`,
    waitsFor: { kind: 'person', detail: planned.name, ...untilOf(seen) },
    canMove: [completeMove(seen)],
    because: actionRule(seen, ['type'], `type ${planned.type}`),
  }
}

/** Who can still decide, since when it is asked, and when the next moment of its clock is. */
function approval(seen: SeenAction, asked: Approval): Said {
  const { planned } = seen
  const stages = openStages(asked)
  const since = Math.min(...stages.map(({ openedAt }) => openedAt ?? asked.askedAt))
  return {
    sentence: waitSentence(asked),
    ...(stages.length > 0 && { since }),
    waitsFor: { kind: 'approval', detail: asked.title, ...untilOf(seen) },
    canMove: stages.flatMap((stage) => approveMove(seen, stage)),
    because:
      planned.lane === 'gate' ? gateRule(seen) : actionRule(seen, ['type'], `type ${planned.type}`),
  }
}

function target(seen: SeenAction): Said {
  const { action } = seen
  const until = untilOf(seen)
  const { target: name = 'its target', since } = action.held ?? {}
  return {
    sentence: `The circuit breaker of ${name} is open, so it is not called; asked again ${when(until)}. This costs no try and no time`,
    ...(since !== undefined && { since }),
    waitsFor: { kind: 'target', detail: name, ...until },
    canMove: [system('asks again'), ...(action.held ? [resetMove(name)] : [])],
    because: actionRule(seen, ['circuit_breaker'], 'circuit_breaker'),
  }
}
