import { Problem } from '@pao/core'
import { hasRole, isRole, type Principal } from '#identity/principal.ts'
import { allows, mayControl, mayRead, ownedBy, relationsOf } from '../access.ts'
import {
  check,
  control,
  type Controlled,
  type ControlDeps,
  type ControlOptions,
  event,
  refuse,
  type Wish,
} from '../control.ts'
import type { Held } from '../held.ts'
import type { Calendars } from './known.ts'
import { standingsNow, type StandingsDeps } from './standings.ts'

export type ExceptionDeps = ControlDeps & StandingsDeps

/**
 * Asks to begin although nothing may: for who may control the request. Throws `request.not_closed` where it does not wait
 * for the calendar, `exception.asked` where somebody has asked already.
 */
export async function askException(
  deps: ExceptionDeps,
  wish: Wish<{ reason: string }>,
  options: ControlOptions = {},
): Promise<Controlled> {
  const { principal, body } = wish
  return control(deps, { wish, options }, (held) => {
    check(principal, held, mayControl)
    refuse(!waits(held), 'request.not_closed', held)
    refuse(held.run.exception?.state === 'asked', 'exception.asked', held)
    return event(principal, { type: 'exception_asked', by: principal.email, reason: body.reason })
  })
}

export type ExceptionWord = { decision: 'approve' | 'reject'; comment?: string }

/**
 * Lets a request begin whatever the calendar says, or says no to who asked for that: for those the freeze names, operators
 * where it names nobody; for windows of an item its team and operators. Nobody decides on their own order. Throws
 * `request.not_closed`, `exception.not_asked`, `approval.own_request`.
 */
export async function decideException(
  deps: ExceptionDeps,
  wish: Wish<ExceptionWord>,
  options: ControlOptions = {},
): Promise<Controlled> {
  const { principal, body } = wish
  const calendars = await deps.calendars.current()
  const standings = await standingsNow(deps)
  return control(deps, { wish, options }, (held) => {
    const may = mayDecide(principal, held, calendars)
    const owned = ownedBy(held)
    if (held.deleted || !(may || mayRead(principal, owned)))
      throw new Problem('request.not_found', { request: held.key.id })
    if (!may) throw new Problem('auth.forbidden', { request: held.key.id })
    refuse(!waits(held), 'request.not_closed', held)
    const isOwn = allows('remove', relationsOf(principal, owned))
    refuse(isOwn || held.run.exception?.by === principal.email, 'approval.own_request', held)
    const granted = body.decision === 'approve'
    refuse(!granted && held.run.exception?.state !== 'asked', 'exception.not_asked', held)
    const { automation } = standings(held)
    return event(principal, {
      type: 'exception_decided',
      granted,
      by: principal.email,
      ...(body.comment !== undefined && { comment: body.comment }),
      ...(automation && { automation }),
    })
  })
}

function waits({ run }: Held): boolean {
  return run.state === 'on_hold' && run.closed !== undefined
}

/** Whether somebody is of those who may let this request begin. */
function mayDecide(principal: Principal, held: Held, calendars: Calendars): boolean {
  const { key, fixed, run } = held
  if (principal.tenant !== key.tenant || !run.closed) return false
  const { kind, name, part } = run.closed
  const isOperator = hasRole(principal, ['operator'])
  if (kind !== 'freeze') {
    // A window of a part is that of another team.
    const isTeams = part === undefined && principal.teams.includes(fixed.ownerTeam)
    return isOperator || (isTeams && hasRole(principal, ['platform-team']))
  }
  const freeze = calendars.freezes(key.tenant).find((one) => one.name === name)
  const { approvers = [] } = freeze ?? {}
  return approvers.length === 0 ? isOperator : approvers.some((one) => isNamed(principal, one))
}

/** The same, but nobody decides on their own order. */
export function mayLetBegin(principal: Principal, held: Held, calendars: Calendars): boolean {
  const isOwn = allows('remove', relationsOf(principal, ownedBy(held)))
  return (
    !isOwn && held.run.exception?.by !== principal.email && mayDecide(principal, held, calendars)
  )
}

/** By e-mail, by role, or by team. */
function isNamed(principal: Principal, name: string): boolean {
  if (name.includes('@')) return principal.email.toLowerCase() === name.toLowerCase()
  return isRole(name) ? hasRole(principal, [name]) : principal.teams.includes(name)
}
