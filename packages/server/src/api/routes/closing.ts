import { Type } from '@fastify/type-provider-typebox'
import { type Closed, closedText, type Exception, type Run } from '@pao/core/engine'

/** A moment of an answer. */
export const moment = (description: string) => Type.String({ format: 'date-time', description })
export const Kind = Type.String({
  description:
    '`freeze`, `maintenance` (nothing begins) or `window` (only in it something begins).',
})
/** What keeps an order from beginning. */
export const Closing = Type.Object(
  {
    kind: Kind,
    name: Type.String(),
    reason: Type.Optional(Type.String()),
    until: moment('When it may begin.'),
    unsure: Type.Optional(
      Type.Boolean({
        description: 'No opening was found in five years; it is looked at again then.',
      }),
    ),
    part: Type.Optional(
      Type.String({
        description: 'Name of the part that may not begin; left out = the order itself.',
      }),
    ),
    since: Type.Optional(moment('Since when it waits for that.')),
    text: Type.String({ description: 'The same in a sentence.' }),
  },
  { description: 'Why nothing may begin now.' },
)

/** The same as the API gives it. */
export function closingView(closed: Closed & { since?: number }) {
  const { revision: _, until, since, ...rest } = closed
  return {
    ...rest,
    until: iso(until),
    ...(since !== undefined && { since: iso(since) }),
    text: closedText(closed),
  }
}

export const ExceptionAnswer = Type.Object(
  {
    state: Type.String({ description: 'asked, granted or refused.' }),
    by: Type.String(),
    reason: Type.String(),
    at: moment('When it was asked for, or given unasked.'),
    decided: Type.Optional(
      Type.Object({
        by: Type.String(),
        comment: Type.Optional(Type.String()),
        at: moment('When.'),
      }),
    ),
  },
  { description: 'Leave to begin although nothing may.' },
)

/** An exception as the API gives it. */
export function exceptionView({ at, decided, ...exception }: Exception) {
  return {
    ...exception,
    at: iso(at),
    ...(decided && { decided: { ...decided, at: iso(decided.at) } }),
  }
}

/** What of a request says that the calendar keeps it back, what people said to that, and what one may do. */
export const closedFacts = {
  may_control: Type.Boolean({ description: 'Whether you may cancel, retry or roll it back.' }),
  closed: Type.Optional(Closing),
  exception: Type.Optional(ExceptionAnswer),
  may_decide_exception: Type.Boolean({
    description: 'Whether you may let it begin although the calendar keeps it back.',
  }),
}

/** The same of a run. */
export function closedView({ state, closed, exception }: Run) {
  return {
    ...(closed && state === 'on_hold' && { closed: closingView(closed) }),
    ...(exception && { exception: exceptionView(exception) }),
  }
}

function iso(at: number): string {
  return new Date(at).toISOString()
}
