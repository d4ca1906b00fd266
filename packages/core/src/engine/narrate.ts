import type { Instant } from '../instant.ts'
import { decide } from './decide.ts'
import { closedText } from './explain-closed.ts'
import { actionSentences } from './narrate-action.ts'
import type { Plan } from './plan.ts'
import { firstRun } from './replay.ts'
import type { RequestState, Run, RunEvent, RunFailure } from './run.ts'

/** One sentence of what became of a request. */
export type Sentence = { at: Instant; sentence: string }

/**
 * What became of a request, in plain English, as its event log tells it: what a person who waits for it
 * wants to know, in order. Secrets are in no event.
 */
export function narrate(
  plan: Plan,
  events: readonly { event: RunEvent; at: Instant }[],
): readonly Sentence[] {
  const story: Sentence[] = []
  let [current, before] = [plan, firstRun(plan)]
  for (const { event, at } of events) {
    const { run, transitions } = decide(current, before, event, at)
    if (event.type === 'plan_changed' && run !== before) current = event.plan
    const told = sentencesOf(current, { event, before, run, transitions })
    story.push(...told.map((sentence) => ({ at, sentence })))
    before = run
  }
  return story
}

/** What one event meant, in plain English; nothing where it changed nothing. */
export function sentencesOf(
  plan: Plan,
  { event, before, run, transitions }: Happened,
): readonly string[] {
  if (run === before) return []
  return [
    ...asked(event),
    ...actionSentences(plan, { before, run }),
    ...turns({ before, run }),
    ...lookedAgain({ before, run }),
    ...transitions.flatMap((state) => passed(state, run)),
  ]
}

/** An event, and the run before and after it. */
type Happened = {
  event: RunEvent
  before: Run
  run: Run
  transitions: readonly RequestState[]
}

/** What people wanted, and what the clock said. */
function asked(event: RunEvent): readonly string[] {
  switch (event.type) {
    case 'submitted':
      return ['The item was ordered.']
    case 'cancel_requested':
      return [`${event.by} cancelled the request${because(event.reason)}.`]
    case 'rollback_requested':
      return [`${event.by} asked to undo the request${because(event.reason)}.`]
    case 'retry_requested':
      return [`${event.by} let the request go on.`]
    case 'automation_switched':
      return [
        `${event.by} switched the automation ${event.off ? 'off' : 'on again'}${because(event.reason)}.`,
      ]
    case 'exception_asked':
      return [`${event.by} asked for an exception${because(event.reason)}.`]
    case 'exception_decided':
      return [
        `${event.by} ${event.granted ? 'let it begin all the same' : 'refused an exception'}${because(event.comment)}.`,
      ]
    case 'sla_warned':
      return ['Most of the promised time is gone.']
    case 'sla_breached':
      return ['The promised time is over.']
    default:
      return interfered(event)
  }
}

/** What people did to single actions or to the plan. */
function interfered(event: RunEvent): readonly string[] {
  switch (event.type) {
    case 'action_skipped':
      return [`${event.by} had ${event.action} skipped${because(event.reason)}.`]
    case 'input_edited':
      return [`${event.by} changed the input of ${event.action}${because(event.reason)}.`]
    case 'plan_changed':
      return [`${event.by} let the request run as version ${event.version} of the item.`]
    case 'effect_resolved':
      return [
        `${event.by} said that the effect of ${event.action} ${event.happened ? 'was' : 'was not'} made${because(event.comment)}.`,
      ]
    default:
      return []
  }
}

function because(reason: string | undefined): string {
  return reason === undefined || reason === '' ? '' : ` (${reason})`
}

type Turn = { before: Run; run: Run }

/** Changes of who carries the request. */
function turns({ before, run }: Turn): readonly string[] {
  const lost = (['automatic', 'manual'] as const).flatMap((lane) =>
    lostSentence(lane, { before, run }),
  )
  const handover = run.handover === before.handover ? [] : handedOver(run)
  return [...handover, ...lost, ...(before.winner ? [] : won(run))]
}

/** It waits on, for something else or for another time. */
function lookedAgain({ before, run }: Turn): readonly string[] {
  const { closed, state } = run
  if (state !== 'on_hold' || before.state !== 'on_hold' || !closed || closed === before.closed)
    return []
  return [`It waits on: ${closedText(closed)}.`]
}

function handedOver({ handover }: Run): readonly string[] {
  if (!handover) return []
  return handover.code === 'automation.off'
    ? [`${handover.message}; people do all of it instead.`]
    : [`Automation could not do it${why(handover)}; people go on with the rest.`]
}

function lostSentence(lane: Run['lane'], { before, run }: Turn): readonly string[] {
  const lost = run.lost?.[lane]
  if (!lost || before.lost?.[lane]) return []
  return [`${names[lane]} could not do it${why(lost)}${run.failure ? '' : '; the others go on'}.`]
}

function won({ winner, lost }: Run): readonly string[] {
  if (!winner) return []
  const other = winner.lane === 'automatic' ? 'manual' : 'automatic'
  const rest = lost?.[other] ? '' : ', so the rest was called off'
  return [`${names[winner.lane]} finished first${rest}.`]
}

const names = { automatic: 'Automation', manual: 'The people' } as const

function why({ message }: RunFailure): string {
  return ` (${message})`
}

/** What coming into a state means; nothing is told of the others. */
const passages: Partial<Record<RequestState, (run: Run) => string>> = {
  awaiting_approval: () => 'People are asked whether it may begin.',
  on_hold: onHold,
  in_progress: () => 'Work began.',
  completed: () => 'Everything is done.',
  failed: ({ failure }) => `The request failed${failure ? why(failure) : ''}.`,
  rejected: ({ failure }) => `The request was refused${failure ? why(failure) : ''}.`,
  cancelled: () => 'The request ended as cancelled.',
  rolling_back: () => 'What was made is being undone.',
  rolled_back: () => 'What could be undone is undone.',
  rollback_failed: () => 'Some of it could not be undone.',
}

function passed(state: RequestState, run: Run): readonly string[] {
  const told = passages[state]
  return told ? [told(run)] : []
}

function onHold({ automation, closed, notBefore }: Run): string {
  if (closed && notBefore === undefined) return `It waits: ${closedText(closed)}.`
  if (automation) return `It waits, because automation is switched off (${automation.reason}).`
  return 'It waits for its moment.'
}
