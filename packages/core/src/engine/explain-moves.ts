import type { Stage } from './approval/ask.ts'
import { approversText } from './approval/describe.ts'
import { canEdit } from './edit-input.ts'
import type { Move, Seen, SeenAction } from './explain-facts.ts'
import { called } from './explain-words.ts'
import type { LimitKey } from './limits.ts'
import { canRollBack } from './rollback.ts'
import { canSkip } from './skip-action.ts'

function at({ facts }: Seen, rest: string): string {
  return `POST /api/v1/requests/${facts.request}${rest}`
}

/** Whoever ordered it, the item's team, operators. */
function everybody({ facts }: Seen): string {
  return `requester, team ${facts.team}, operators`
}

/** The item's team and operators. */
export function owners({ facts }: Pick<Seen, 'facts'>): string {
  return `team ${facts.team}, operators`
}

/** What goes on by itself. */
export function system(what: string): Move {
  return { who: 'system', what, how: 'by itself' }
}

/** Stopping the request. */
export function cancelMove(seen: Seen): Move {
  return { who: everybody(seen), what: 'cancel the request', how: at(seen, '/cancel') }
}

/** Going on where it failed, and with a mended item. */
export function retryMoves(seen: Seen): readonly Move[] {
  const how = at(seen, '/retry')
  return [
    { who: everybody(seen), what: 'go on where it failed', how },
    {
      who: everybody(seen),
      what: 'go on with the newest version of the item',
      how: `${how} {"use_latest": true}`,
    },
  ]
}

/** A refusal is an end: whoever still wants it orders anew. */
export function orderAgainMove(): Move {
  return { who: 'requester', what: 'order it anew, changed', how: 'POST /api/v1/requests' }
}

/** Undoing what stands, where something can be undone. */
export function rollbackMoves(seen: Seen): readonly Move[] {
  if (!canRollBack(seen.plan, seen.run)) return []
  return [{ who: everybody(seen), what: 'undo what was made', how: at(seen, '/rollback') }]
}

/** Calling a target again at once. */
export function resetMove(target: string): Move {
  const how = `POST /api/v1/breakers/${encodeURIComponent(target)}/reset`
  return { who: 'operators', what: `call ${target} again at once`, how }
}

/** Letting more of one thing go on at once. */
export function limitMove({ scope, name, most }: LimitKey & { most: number }): Move {
  const how = `PUT /api/v1/limits/${scope}/${encodeURIComponent(name)} {"most": ${most + 1}}`
  return { who: 'operators', what: `allow more of ${scope} ${name} at once`, how }
}

/** Saying that work of a person is done. */
export function completeMove(seen: SeenAction): Move {
  const how = at(seen, `/actions/${seen.planned.id}/complete`)
  return { who: owners(seen), what: `do the work of ${called(seen.planned)} and say so`, how }
}

/** Deciding on what is asked. */
export function approveMove(seen: SeenAction, stage: Stage): Move {
  const how = `POST /api/v1/approvals/${seen.facts.request}.${seen.planned.id}/approve`
  return { who: approversText(stage), what: `approve or reject in ${stage.name}`, how }
}

/** Saying what became of an effect nobody knows of. */
export function resolveMove(seen: SeenAction): Move {
  const how = at(seen, `/actions/${seen.planned.id}/resolve`)
  return {
    who: owners(seen),
    what: `look, and say whether ${called(seen.planned)} has happened`,
    how,
  }
}

/** Going on without the action, or with other input, where that is allowed now. */
export function interfering(seen: SeenAction): readonly Move[] {
  const { plan, run, planned } = seen
  const path = `/actions/${planned.id}`
  const skip = { who: owners(seen), what: `skip ${called(planned)}`, how: at(seen, `${path}/skip`) }
  const edit = {
    who: owners(seen),
    what: `change what ${called(planned)} is given`,
    how: at(seen, `${path}/edit`),
  }
  return [
    ...(canSkip(plan, run, planned.id) ? [skip] : []),
    ...(canEdit(plan, run, planned.id) ? [edit] : []),
  ]
}
