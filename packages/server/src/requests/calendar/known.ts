import type { Instant } from '@pao/core'
import type { Closed } from '@pao/core/engine'
import { type Freeze, type FreezeScope, nextOpening, verdict } from '@pao/core/governance'
import type { Db } from '#store/db.ts'
import type { Fixed, RequestKey } from '../held.ts'

/** A freeze as it was set, with who may let an order begin all the same; nobody named = operators. */
export type KnownFreeze = Freeze & { approvers: readonly string[] }

/** What a request is about, as far as the calendar may speak of it. */
export type Subjected = {
  key: Pick<RequestKey, 'tenant'>
  fixed: Pick<Fixed, 'itemId' | 'ownerTeam' | 'environment' | 'plan'>
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

/** So long an answer of the database is good enough, in milliseconds. */
const goodForMs = 1_000
/** Of all tenants together. */
const mostFreezes = 20_000

/** Reads all freezes at once when what is known is too old. */
export function openCalendars({ db, now }: { db: Db; now: () => Instant }): KnownCalendars {
  let known: { at: Instant; calendars: Promise<Calendars> } | undefined
  const forget = (): void => void (known = undefined)
  return {
    forget,
    current() {
      if (known && now() - known.at < goodForMs) return known.calendars
      const calendars = readCalendars(db)
      calendars.catch(forget)
      known = { at: now(), calendars }
      return calendars
    },
  }
}

type Own = { revision: number; freezes: KnownFreeze[] }
const none: Own = { revision: 0, freezes: [] }

async function readCalendars(db: Db): Promise<Calendars> {
  const rows = await db
    .selectFrom('calendar as c')
    .leftJoin('change_freeze as f', 'f.tenant', 'c.tenant')
    .select(['c.tenant', 'c.revision'])
    .select(['f.name', 'f.reason', 'f.starts', 'f.ends', 'f.zone', 'f.scope', 'f.approvers'])
    .limit(mostFreezes)
    .execute()
  const tenants = new Map<string, Own>()
  for (const { tenant, revision, ...row } of rows) {
    const own = tenants.get(tenant) ?? { revision, freezes: [] }
    tenants.set(tenant, own)
    const { name, reason, starts, ends, zone, scope, approvers } = row
    if (name === null || reason === null || starts === null || ends === null || zone === null)
      continue
    own.freezes.push({
      name,
      reason,
      from: starts,
      to: ends,
      timezone: zone,
      scope: scopeOf(scope),
      approvers: approvers ?? [],
    })
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

function calendarsOf(own: (tenant: string) => Own): Calendars {
  const calendarFor = ({ key, fixed }: Subjected) => {
    const { category, team, windows = always } = fixed.plan.calendar ?? {}
    const { itemId: item, environment, ownerTeam: owner } = fixed
    const subject = { item, category, environment: environment ?? undefined, team, owner }
    return { freezes: own(key.tenant).freezes, subject, windows }
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
