import type { ApprovalFacts, Voter } from '@pao/core/engine'
import { sql } from 'kysely'
import { namesOf, namesOfId } from '#identity/names.ts'
import { type Principal, roles } from '#identity/principal.ts'
import type { Db } from '#store/db.ts'
import type { Requests } from '../deps.ts'
import type { Held, RequestKey } from '../held.ts'

type PeopleDeps = Pick<Requests, 'db' | 'now' | 'shelf'>

/** Requests above a part of a bundle; deeper ones are not made. */
const mostParents = 10

/** Whoever calls, as approvals see them. An admin holds every role. */
export function voterOf(principal: Principal): Voter {
  const isAdmin = principal.roles.includes('admin')
  return {
    ...namesOf(principal),
    teams: principal.teams,
    roles: isAdmin ? roles : principal.roles,
  }
}

/** Who ordered a request, by all their names, and who is away now. Needed before `mayDecide` can say anything. */
export async function factsFor(deps: PeopleDeps, held: Held): Promise<ApprovalFacts> {
  const [requesters, absent] = await Promise.all([
    requestersOf(deps, held),
    absentNow(deps, held.key.tenant),
  ])
  return { requesters, absent }
}

/** Whoever it is for, whoever ordered it, and the same of the requests it is a part of. */
async function requestersOf(deps: PeopleDeps, held: Held): Promise<readonly string[]> {
  const names = new Set<string>()
  let current: Held | undefined = held
  for (let count = 0; current && count < mostParents; count += 1) {
    const { key, fixed }: Held = current
    names.add(fixed.requester.email)
    for (const id of [fixed.requester.id, await ordererOf(deps.db, key)])
      for (const name of await namesOfId(deps.db, key.tenant, id)) names.add(name)
    const parent: RequestKey | undefined = fixed.parent && {
      tenant: key.tenant,
      id: fixed.parent.id,
    }
    current = parent && (await deps.shelf.take(deps.db, parent, false))?.held
  }
  names.delete('')
  return [...names]
}

/** The id of who sent the order, which is somebody else where it is on another's behalf. */
async function ordererOf(db: Db, key: RequestKey): Promise<string> {
  const row = await db
    .selectFrom('request_event')
    .select('actor')
    .where('tenant', '=', key.tenant)
    .where('request_id', '=', key.id)
    .where('seq', '=', 1)
    .executeTakeFirst()
  const [kind, ...id] = row?.actor.split(':') ?? []
  return kind === 'user' ? id.join(':') : ''
}

async function absentNow(
  { db, now }: PeopleDeps,
  tenant: string,
): Promise<ApprovalFacts['absent']> {
  const at = new Date(now())
  return db
    .selectFrom('absence')
    .select(['person', 'deputy'])
    .where('tenant', '=', tenant)
    .where('from_at', '<=', at)
    .where('until_at', '>', at)
    .limit(10_000)
    .execute()
}

/** What the index of asks has for a person: their names, teams and roles, and the names of those they stand in for. */
export async function tokensOf(deps: PeopleDeps, principal: Principal): Promise<readonly string[]> {
  const voter = voterOf(principal)
  const absent = await absentNow(deps, principal.tenant)
  const names = voter.names.map((name) => name.toLowerCase())
  const covered = absent.filter(({ deputy }) => names.includes(deputy)).map(({ person }) => person)
  return [
    ...[...names, ...covered].map((name) => `user:${name}`),
    ...voter.teams.map((team) => `group:${team.toLowerCase()}`),
    ...voter.roles.map((role) => `role:${role.toLowerCase()}`),
  ]
}

/** A list of texts as PostgreSQL's own. */
export function texts(values: readonly string[]) {
  return sql<string[]>`${[...values]}::text[]`
}
