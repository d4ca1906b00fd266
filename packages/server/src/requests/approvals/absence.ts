import { type Fault, type Instant, Problem } from '@pao/core'
import { namesOf } from '#identity/names.ts'
import type { Principal } from '#identity/principal.ts'
import type { Requests } from '../deps.ts'
import { tellNews } from '../talk/news-hints.ts'

/** Somebody is away, and this person decides for them meanwhile. Times in milliseconds since 1970. */
export type Absence = { from: Instant; until: Instant; deputy: string; note?: string }

type AbsenceDeps = Pick<Requests, 'db' | 'now' | 'telemetry' | 'signal'>

/** Longest absence: whoever is away for longer has been forgotten. */
const longestMs = 366 * 86_400_000

/** One's own absence, unless it is over. */
export async function absenceOf(
  { db, now }: AbsenceDeps,
  principal: Principal,
): Promise<Absence | undefined> {
  const row = await db
    .selectFrom('absence')
    .selectAll()
    .where('tenant', '=', principal.tenant)
    .where('person', '=', personOf(principal))
    .where('until_at', '>', new Date(now()))
    .executeTakeFirst()
  return (
    row && {
      from: row.from_at.getTime(),
      until: row.until_at.getTime(),
      deputy: row.deputy,
      ...(row.note !== null && { note: row.note }),
    }
  )
}

/** Says from when to when one is away and who decides meanwhile. Throws `absence.invalid` with every fault. */
export async function setAbsence(
  deps: AbsenceDeps,
  principal: Principal,
  absence: Absence,
): Promise<Absence> {
  const person = personOf(principal)
  const deputy = absence.deputy.toLowerCase()
  const faults = faultsOf(deps.now(), principal, { ...absence, deputy })
  if (faults.length > 0) throw new Problem('absence.invalid', {}, faults)
  const said = {
    deputy,
    from_at: new Date(absence.from),
    until_at: new Date(absence.until),
    note: absence.note ?? null,
    set_at: new Date(deps.now()),
  }
  await deps.db
    .insertInto('absence')
    .values({ tenant: principal.tenant, person, ...said })
    .onConflict((conflict) => conflict.columns(['tenant', 'person']).doUpdateSet(said))
    .execute()
  tellNews(deps, principal.tenant, [`user:${deputy}`])
  deps.telemetry.log.info({ by: principal.id, person, deputy }, 'an absence was set')
  return { ...absence, deputy }
}

/** Ends one's own absence; none is fine. */
export async function endAbsence(deps: AbsenceDeps, principal: Principal): Promise<void> {
  const person = personOf(principal)
  await deps.db
    .deleteFrom('absence')
    .where('tenant', '=', principal.tenant)
    .where('person', '=', person)
    .execute()
  deps.telemetry.log.info({ by: principal.id, person }, 'an absence was ended')
}

/** A key speaks for its maker. Throws `approval.faceless` where nobody knows who that is. */
function personOf(principal: Principal): string {
  const { names, faceless } = namesOf(principal)
  const [email] = names
  if (faceless || email === undefined) throw new Problem('approval.faceless')
  return email.toLowerCase()
}

function faultsOf(now: Instant, principal: Principal, { from, until, deputy }: Absence): Fault[] {
  const own = namesOf(principal).names.map((name) => name.toLowerCase())
  const wrong: (Fault | false)[] = [
    !Number.isFinite(from) &&
      fault('/from', 'is not a time', 'ISO 8601, e.g. 2026-12-24T00:00:00Z'),
    !Number.isFinite(until) &&
      fault('/until', 'is not a time', 'ISO 8601, e.g. 2027-01-02T00:00:00Z'),
    until <= Math.max(from, now) &&
      fault('/until', 'is over before it begins', 'Choose a later time'),
    until - from > longestMs &&
      fault('/until', 'is more than a year away', 'Choose an earlier time'),
    own.includes(deputy) && fault('/deputy', 'is yourself', 'Name somebody else'),
    !/^[^\s@]+@[^\s@]+$/.test(deputy) && fault('/deputy', 'is not an e-mail', 'Name their e-mail'),
  ]
  return wrong.filter((one) => one !== false)
}

function fault(at: string, message: string, hint: string): Fault {
  return { code: 'absence.invalid', at, message: `${at.slice(1)} ${message}`, hint }
}
