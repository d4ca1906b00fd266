import { isAgreement } from './approval/gate.ts'
import { actionRule, documentRule, type Said, type SeenAction } from './explain-facts.ts'
import { system } from './explain-moves.ts'
import { called, calledIn, listed, moment } from './explain-words.ts'
import { isOpenLane } from './hybrid.ts'
import { freeSlots, isCalled, laneIsDone, standing } from './ready.ts'
import { isMeant, leavesSomething } from './undo.ts'

/** Why an action has not begun. */
export function explainPending(seen: SeenAction): Said {
  const { planned, run } = seen
  if (planned.role === 'rollback') return rollback(seen)
  if (planned.lane === 'notice') return notice(seen)
  if (!isCalled(seen.work, planned)) return fallback(seen)
  if (run.state !== 'in_progress' && !isAgreement(planned)) return notYet(seen)
  return elsewhere(seen) ?? predecessors(seen) ?? slot(seen)
}

function rollback(seen: SeenAction): Said {
  const { plan, planned, run } = seen
  const original = plan.actions.find(({ id }) => id === planned.undoes)
  const state = original && run.actions[original.id]
  const comes = original && run.state === 'rolling_back' && isMeant(original, run.rollback)
  const name = original ? called(original) : (planned.undoes ?? 'another action')
  const because = actionRule(seen, [], 'rollback')
  if (!comes || !state || !leavesSomething(state) || state.undo)
    return { sentence: `It undoes ${name}, and runs only for that`, because }
  return {
    sentence: `It undoes ${name} once all that came after ${name} is undone`,
    waitsFor: { kind: 'rollback', detail: `what came after ${original.id}` },
    canMove: [system('starts it')],
    because,
  }
}

function notice({ planned }: SeenAction): Said {
  const when = (planned.on ?? 'end').replaceAll('_', ' ')
  return { sentence: `It tells people on ${when}, which has not come` }
}

function fallback(seen: SeenAction): Said {
  const { plan, planned } = seen
  const helped = plan.actions.filter((one) => one.fallback === planned.id).map(({ id }) => id)
  return {
    sentence: `It stands by for ${calledIn(plan, helped)} and runs only if that fails`,
    because: actionRule(seen, [], 'fallback'),
  }
}

function notYet({ run }: SeenAction): Said {
  const until = run.notBefore ?? run.closed?.until
  if (run.state === 'on_hold' && until !== undefined)
    return {
      sentence: `It starts with the request, at ${moment(until)} at the earliest`,
      waitsFor: { kind: 'hold', detail: 'the hold of the request', until },
    }
  if (run.state === 'awaiting_approval')
    return {
      sentence: 'It starts when the request is approved',
      waitsFor: { kind: 'approval', detail: 'the approval of the request' },
    }
  return { sentence: 'It has not begun' }
}

function elsewhere(seen: SeenAction): Said | undefined {
  const { planned, run, work } = seen
  if (planned.lane === 'post')
    return laneIsDone(work, run.lane)
      ? undefined
      : {
          sentence: 'It follows when the work itself is done',
          waitsFor: { kind: 'predecessor', detail: 'the end of the work' },
        }
  if (isOpenLane(work, planned.lane)) return undefined
  return {
    sentence: 'People do it only if automation fails',
    because: documentRule(seen, ['fulfillment', 'strategy', 'mode'], 'mode hybrid'),
  }
}

function predecessors(seen: SeenAction): Said | undefined {
  const open = seen.planned.after.filter((id) => standing(seen.work, id) === 'open')
  if (open.length === 0) return undefined
  return {
    sentence: `It comes after ${calledIn(seen.plan, open)}`,
    waitsFor: { kind: 'predecessor', detail: listed(open) },
    because: actionRule(seen, ['dependencies', 'wait_for'], 'order and dependencies'),
  }
}

function slot({ plan, work }: SeenAction): Said {
  const limit = `${plan.concurrency} actions of a request at once`
  if (freeSlots(work) > 0)
    return { sentence: 'It starts with the next decision', canMove: [system('starts it')] }
  return {
    sentence: `It could start, but ${limit} are under way`,
    waitsFor: { kind: 'slot', detail: limit },
    canMove: [system('starts it when one has ended')],
  }
}
