import { undoneMark } from './items.ts'
import type { World } from './world.ts'

/** Something that really happened outside, as a stand-in's ledger says. */
export type Made = {
  request: string
  step: string
  /** The id it was given there. */
  id: string
  /** On what undoes a step: the id of what it undid. */
  undoes?: string
  /** On a ticket: those who read it were told that its request was cancelled. */
  calledOff?: true
  /** Its place in the ledger: what is lower happened earlier. */
  at: number
}

type Said = { request: string; undoes?: string }

/** All that happened, oldest first; tickets have no place among the rest. */
export function ledgerOf({ fakes }: World): readonly Made[] {
  const rest = fakes.rest.effects().map(({ path, id, body }, at): Made => {
    const { request, undoes } = body as Said
    const step = path.split('/')[2] ?? ''
    return { request, step, id, at, ...(undoes !== undefined && { undoes }) }
  })
  const tickets = fakes.jira.issues().map(({ key, fields, comments }): Made => {
    const request = /[\da-f]{8}-[\da-f-]{27}/.exec(JSON.stringify(fields['description']))?.[0] ?? ''
    const isCalledOff = JSON.stringify(comments).includes(`${request} was cancelled`)
    return { request, step: 'file', id: key, at: -1, ...(isCalledOff && { calledOff: true }) }
  })
  return [...rest, ...tickets]
}

/** The ledger by request. */
export function byRequest(ledger: readonly Made[]): ReadonlyMap<string, readonly Made[]> {
  return Map.groupBy(ledger, ({ request }) => request)
}

/** Whether it undid something that a step had made. */
export function isUndoing({ step }: Made): boolean {
  return step.endsWith(undoneMark)
}
