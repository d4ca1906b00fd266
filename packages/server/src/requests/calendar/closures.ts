import { type Instant, Problem } from '@pao/core'
import { spansOf, windowsOf } from '@pao/core/catalog'
import { freezeSpans, type FreezeScope } from '@pao/core/governance'
import type { Principal } from '#identity/principal.ts'
import type { Requests } from '../deps.ts'
import type { Calendars } from './known.ts'
import type { StandingsDeps } from './standings.ts'

/** A time in which something may not begin; of kind `window` one in which alone it may. */
export type Closure = {
  kind: 'freeze' | 'maintenance' | 'window'
  name: string
  reason?: string
  from: Instant
  to: Instant
  scope?: FreezeScope
}

/** What of the calendar somebody asks for. What is left out is not asked about. */
export type CalendarQuestion = {
  from: Instant
  to: Instant
  environment?: string | undefined
  item?: string | undefined
}

const mostClosures = 1_000

/**
 * When nothing may begin between two moments, the earliest first; at most 1,000. With an item also its own windows. Throws
 * `item.not_found`.
 */
export async function closuresOf(
  deps: StandingsDeps & Pick<Requests, 'findItem' | 'ownWays'>,
  principal: Principal,
  question: CalendarQuestion,
): Promise<readonly Closure[]> {
  const { from, to, item, environment } = question
  const found = item === undefined ? undefined : await deps.findItem(principal, item)
  if (item !== undefined && !found) throw new Problem('item.not_found', { item })
  const calendars = await deps.calendars.current()
  const windows = found
    ? windowsOf(found.document, environment, deps.ownWays?.(principal.tenant).timezone)
    : { shut: [] as const, open: [] as const }
  const about = {
    environment,
    item,
    category: found?.document.metadata.category,
    owner: found?.document.metadata.owner.team,
  }
  const spansIn = (
    kind: 'maintenance' | 'window',
    list: (typeof windows.shut)[number] | undefined,
  ): Closure[] =>
    list
      ? spansOf(list, { from, to, most: mostClosures }).map(([begin, end]) => ({
          kind,
          name: list.name ?? (kind === 'window' ? 'change window' : 'maintenance'),
          from: begin,
          to: end,
        }))
      : []
  return [
    ...frozen(calendars, principal.tenant, { ...question, about }),
    ...windows.shut.flatMap((window) => spansIn('maintenance', window)),
    ...windows.open.flat().flatMap((window) => spansIn('window', window)),
  ]
    .toSorted((one, other) => one.from - other.from || one.to - other.to)
    .slice(0, mostClosures)
}

type About = Readonly<Record<'environment' | 'item' | 'category' | 'owner', string | undefined>>

function frozen(
  calendars: Calendars,
  tenant: string,
  { from, to, about }: { from: Instant; to: Instant; about: About },
): Closure[] {
  return calendars
    .freezes(tenant)
    .filter(({ scope }) => mayConcern(scope, about))
    .flatMap((freeze) =>
      freezeSpans(freeze, from, to).map(([begin, end]) => ({
        kind: 'freeze' as const,
        name: freeze.name,
        reason: freeze.reason,
        from: begin,
        to: end,
        scope: freeze.scope,
      })),
    )
}

/** Whether it speaks of what is asked about, for some order at least. */
function mayConcern(scope: FreezeScope, about: About): boolean {
  return (
    fits(scope.environments, about.environment) &&
    fits(scope.items, about.item) &&
    fits(scope.categories, about.category) &&
    fits(scope.owners, about.owner)
  )
}

function fits(wanted: readonly string[], asked: string | undefined): boolean {
  return wanted.length === 0 || asked === undefined || wanted.includes(asked)
}
