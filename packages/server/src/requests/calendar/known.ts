import type { Instant } from '@pao/core'
import type { Closed, PlanCalendar, Run } from '@pao/core/engine'
import { type Freeze, type FreezeScope, nextOpening, verdict } from '@pao/core/governance'
import type { Fixed, RequestKey } from '../held.ts'

/** A freeze as it was set, with who may let an order begin all the same; nobody named = operators. */
export type KnownFreeze = Freeze & { approvers: readonly string[] }

/** What a request is about, as far as the calendar may speak of it. */
export type Subjected = {
  key: Pick<RequestKey, 'tenant'>
  fixed: Pick<Fixed, 'itemId' | 'ownerTeam' | 'environment' | 'plan'>
  /** What has begun is not kept back by its parts any more: these wait themselves. */
  run?: Pick<Run, 'startedAt'>
}

/** The freezes of every tenant as they are known at one moment. */
export type Calendars = {
  freezes(tenant: string): readonly KnownFreeze[]
  /** Why it may not begin then; undefined where it may. */
  closed(about: Subjected, at: Instant): Closed | undefined
  /** The first moment from then on that is open to it; undefined = none within five years. */
  opening(about: Subjected, at: Instant): Instant | undefined
}

/** The calendars as known to this process, never older than a second. */
export type KnownCalendars = { current(): Promise<Calendars>; forget(): void }

/** A freeze as it is read, or the calendar of a tenant that has none any more. */
export type CalendarRow = { tenant: string; revision: number } & (
  | {
      name: string
      reason: string
      starts: string
      ends: string
      zone: string
      scope: unknown
      approvers: readonly string[]
    }
  | { name: null }
)

type Own = { revision: number; freezes: KnownFreeze[] }
const none: Own = { revision: 0, freezes: [] }

/** The calendars as they were read. */
export function calendarsIn(rows: readonly CalendarRow[]): Calendars {
  const tenants = new Map<string, Own>()
  for (const row of rows) {
    const own = tenants.get(row.tenant) ?? { revision: row.revision, freezes: [] }
    tenants.set(row.tenant, own)
    if (row.name === null) continue
    const { name, reason, starts, ends, zone, scope, approvers } = row
    const times = { from: starts, to: ends, timezone: zone }
    own.freezes.push({ name, reason, ...times, scope: scopeOf(scope), approvers })
  }
  return calendarsOf((tenant) => tenants.get(tenant) ?? none)
}

/** What another release wrote in another way leaves nothing out. */
export function scopeOf(kept: unknown): FreezeScope {
  const lists: Readonly<Record<string, unknown>> =
    typeof kept === 'object' && kept !== null ? { ...kept } : {}
  const list = (name: keyof FreezeScope): readonly string[] => {
    const found = lists[name]
    return Array.isArray(found) ? found.filter((one) => typeof one === 'string') : []
  }
  return {
    environments: list('environments'),
    items: list('items'),
    categories: list('categories'),
    teams: list('teams'),
    owners: list('owners'),
  }
}

const always = { shut: [], open: [] }

type Part = NonNullable<PlanCalendar['parts']>[number]

/** A part counts for the team of what orders it. */
function partOf({ name, windows = always, environment, ...about }: Part, team: string | undefined) {
  return { name, subject: { ...about, environment, team }, windows }
}

function calendarsOf(own: (tenant: string) => Own): Calendars {
  const calendarFor = ({ key, fixed, run }: Subjected) => {
    const { category, team, windows = always, parts = [] } = fixed.plan.calendar ?? {}
    const { itemId: item, environment, ownerTeam: owner } = fixed
    const subject = { item, category, environment: environment ?? undefined, team, owner }
    return {
      freezes: own(key.tenant).freezes,
      subject,
      windows,
      ...(run?.startedAt === undefined && { parts: parts.map((part) => partOf(part, team)) }),
    }
  }
  return {
    freezes: (tenant) => own(tenant).freezes,
    closed(about, at) {
      const found = verdict(calendarFor(about), at)
      return found && { ...found, revision: own(about.key.tenant).revision }
    },
    opening: (about, at) => nextOpening(calendarFor(about), at),
  }
}
