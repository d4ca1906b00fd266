import type { Said, Seen } from './explain-facts.ts'
import { cancelMove, owners, system } from './explain-moves.ts'
import { cut, moment } from './explain-words.ts'
import type { Closed, Run } from './run.ts'

const kinds: Readonly<Record<Closed['kind'], (name: string) => string>> = {
  freeze: (name) => `the change freeze ${name}`,
  maintenance: (name) => `the maintenance ${name} of the item`,
  window: (name) => `a change window of the item (${name})`,
}

/** What keeps it from beginning, named: `the change freeze year-end`. */
export function closedName({ kind, name }: Pick<Closed, 'kind' | 'name'>): string {
  return kinds[kind](name)
}

/** Why it may not begin, in a sentence without a full stop. */
export function closedText(closed: Closed): string {
  const { kind, reason, until, unsure, part } = closed
  const whose = part === undefined ? '' : ` for its part ${part}`
  const why = `${whose}${reason === undefined || reason === '' ? '' : ` (${cut(reason)})`}`
  const end = unsure ? 'with no end in sight' : `until ${moment(until)}`
  return kind === 'window'
    ? `it waits for ${closedName(closed)}${whose}, ${end}`
    : `${closedName(closed)}${why} lasts ${end}`
}

/** A request that waits because nothing may begin now. */
export function explainClosed(seen: Seen, closed: Closed): Said {
  const asked = askedText(seen.run)
  return {
    sentence: `It is on hold: ${closedText(closed)}${asked}`,
    waitsFor: {
      kind: 'hold',
      detail: closedName(closed),
      ...(!closed.unsure && { until: closed.until }),
    },
    canMove: [system('starts it then'), ...exceptionMoves(seen), cancelMove(seen)],
  }
}

function askedText({ exception }: Pick<Run, 'exception'>): string {
  if (exception?.state === 'asked')
    return `; ${exception.by} asked for an exception: ${cut(exception.reason)}`
  if (exception?.state !== 'refused') return ''
  const { by = 'somebody', comment } = exception.decided ?? {}
  return `; ${by} refused an exception${comment === undefined ? '' : `: ${cut(comment)}`}`
}

function exceptionMoves(seen: Seen) {
  const { facts, run } = seen
  const how = `POST /api/v1/requests/${facts.request}/exception`
  const decide = {
    who: 'those whom the freeze names, else operators',
    what: 'let it begin all the same, with a reason',
    how: `${how}/decision {"decision": "approve"}`,
  }
  if (run.exception?.state === 'asked') return [decide]
  return [{ who: `requester, ${owners(seen)}`, what: 'ask for an exception', how }, decide]
}
