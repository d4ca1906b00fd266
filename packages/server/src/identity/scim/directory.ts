import { type Instant, Problem } from '@pao/core'
import { type Acting, writeAudit } from '#store/audit-log.ts'
import { isDuplicate, type Tx } from '#store/db.ts'
import { type Asked, dbOf } from '../db-of.ts'
import { endRights, type EndedRights } from '../rights.ts'
import {
  type Found,
  findGroups,
  findUsers,
  groupsOf,
  type Named,
  peopleOf,
  type Search,
} from './look.ts'
import { applied, type Operation, readOperations, type Resource } from './patch.ts'
import {
  emailKeys,
  groupSpelling,
  isId,
  readGroup,
  readUser,
  type UserFacts,
  userSpelling,
} from './people.ts'
import {
  changeMembers,
  dropGroup,
  type GroupRow,
  holdGroup,
  holdUser,
  keepGroup,
  keepUser,
  livingUsers,
  markRemoved,
  membersOf,
  type UserRow,
} from './rows.ts'

export type DirectoryDeps = Asked & { now(): Instant; newId(): string }

/** Who changes the directory, in which tenant. */
export type Asking = { tenant: string; by: Acting }

export type DirectoryUser = UserRow & { groups: readonly Named[] }
export type DirectoryGroup = GroupRow & { members: readonly Named[] }

/** People and groups of a tenant as its directory tells of them (SCIM 2.0). */
export type Directory = {
  createUser(asking: Asking, body: unknown): Promise<DirectoryUser>
  /** Throws `scim.not_found`, as everything with an id does. */
  user(tenant: string, id: string): Promise<DirectoryUser>
  users(tenant: string, search: Search): Promise<Found<DirectoryUser>>
  replaceUser(asking: Asking, id: string, body: unknown): Promise<DirectoryUser>
  patchUser(asking: Asking, id: string, body: unknown): Promise<DirectoryUser>
  /** Removes somebody and all their rights; their name is free again. */
  removeUser(asking: Asking, id: string): Promise<void>
  createGroup(asking: Asking, body: unknown): Promise<DirectoryGroup>
  group(tenant: string, id: string): Promise<DirectoryGroup>
  groups(tenant: string, search: Search): Promise<Found<DirectoryGroup>>
  replaceGroup(asking: Asking, id: string, body: unknown): Promise<DirectoryGroup>
  patchGroup(asking: Asking, id: string, body: unknown): Promise<DirectoryGroup>
  removeGroup(asking: Asking, id: string): Promise<void>
}

/** Opens the directory. Whatever takes rights away ends sessions and keys in the same transaction. */
export function openDirectory(deps: DirectoryDeps): Directory {
  return {
    createUser: (asking, body) => createUser(deps, asking, body),
    user: (tenant, id) => userBy(deps, tenant, id),
    users: (tenant, search) => listUsers(deps, tenant, search),
    replaceUser: (asking, id, body) => changeUser(deps, { asking, id }, () => readUser(body)),
    patchUser(asking, id, body) {
      const operations = readOperations(body)
      return changeUser(deps, { asking, id }, (now) =>
        readUser(afterAll(resourceOf(now), operations)),
      )
    },
    removeUser: (asking, id) => removeUser(deps, asking, id),
    createGroup: (asking, body) => createGroup(deps, asking, body),
    group: (tenant, id) => groupBy(deps, tenant, id),
    groups: (tenant, search) => listGroups(deps, tenant, search),
    replaceGroup: (asking, id, body) => changeGroup(deps, { asking, id }, () => body),
    patchGroup(asking, id, body) {
      const operations = readOperations(body)
      return changeGroup(deps, { asking, id }, ({ displayName, externalId }, members) =>
        operations.reduce<Resource>((now, one) => applied(now, one, groupSpelling), {
          displayName,
          externalId,
          members: members.map((value) => ({ value })),
        }),
      )
    },
    removeGroup: (asking, id) => removeGroup(deps, asking, id),
  }
}

function afterAll(resource: Resource, operations: readonly Operation[]): Resource {
  return operations.reduce<Resource>((now, one) => applied(now, one, userSpelling), resource)
}

function resourceOf({ userName, externalId, active, attributes }: UserFacts): Resource {
  return { userName, externalId, active, ...attributes }
}

type Writing<T> = (tx: Tx) => Promise<T>

/** One transaction; a name that is taken is a refusal. */
async function write<T>(deps: DirectoryDeps, tenant: string, work: Writing<T>): Promise<T> {
  try {
    return await dbOf(deps, tenant).transaction().execute(work)
  } catch (error) {
    if (!isDuplicate(error)) throw error
    throw new Problem('scim.uniqueness', { detail: 'userName and displayName are given once' })
  }
}

type What = 'user' | 'group'
type Note = { what: What; id: string; did: string; subject?: string; detail?: object }

function note(tx: Tx, { tenant, by }: Asking, { what, id, did, subject, detail }: Note) {
  return writeAudit(tx, {
    tenant,
    by,
    action: `directory.${what}_${did}`,
    on: { type: `directory_${what}`, id },
    ...(subject !== undefined && { subject }),
    ...(detail && { detail: { ...detail } }),
  })
}

async function createUser(
  deps: DirectoryDeps,
  asking: Asking,
  body: unknown,
): Promise<DirectoryUser> {
  const [facts, id, at] = [readUser(body), deps.newId(), deps.now()]
  const { tenant } = asking
  await write(deps, tenant, async (tx) => {
    await keepUser(tx, { tenant, id }, { facts, at, isNew: true })
    const detail = { active: facts.active }
    await note(tx, asking, { what: 'user', id, did: 'created', subject: facts.userName, detail })
  })
  return { ...facts, id, knownAs: [], createdAt: at, updatedAt: at, groups: [] }
}

async function userBy(deps: DirectoryDeps, tenant: string, id: string): Promise<DirectoryUser> {
  const { rows } = await listUsers(deps, tenant, {
    filter: `id eq ${JSON.stringify(id)}`,
    count: 1,
  })
  const [found] = rows
  if (!found) throw new Problem('scim.not_found', { id })
  return found
}

async function listUsers(
  deps: DirectoryDeps,
  tenant: string,
  search: Search,
): Promise<Found<DirectoryUser>> {
  const db = dbOf(deps, tenant)
  const found = await findUsers(db, tenant, search)
  const ids = found.rows.map(({ id }) => id)
  const groups = await groupsOf(db, tenant, ids)
  return { ...found, rows: found.rows.map((row) => ({ ...row, groups: groups.get(row.id) ?? [] })) }
}

type Changing = { asking: Asking; id: string }

async function changeUser(
  deps: DirectoryDeps,
  { asking, id }: Changing,
  change: (now: UserRow) => UserFacts,
): Promise<DirectoryUser> {
  const { tenant } = asking
  await write(deps, tenant, async (tx) => {
    const now = isId(id) ? await holdUser(tx, { tenant, id }) : undefined
    if (!now) throw new Problem('scim.not_found', { id })
    const facts = change(now)
    await keepUser(tx, { tenant, id }, { facts, at: deps.now(), isNew: false })
    const isOut = now.active && !facts.active
    const ended = isOut || isOther(now, facts) ? await endAll(tx, tenant, [now]) : undefined
    const did = isOut ? 'deactivated' : now.active === facts.active ? 'changed' : 'activated'
    const detail = { active: facts.active, ...ended }
    await note(tx, asking, { what: 'user', id, did, subject: facts.userName, detail })
  })
  return userBy(deps, tenant, id)
}

/** Whether it is somebody else from now on, as far as signing in goes. */
function isOther(now: UserFacts, next: UserFacts): boolean {
  return (
    now.externalId !== next.externalId || now.userName.toLowerCase() !== next.userName.toLowerCase()
  )
}

async function endAll(tx: Tx, tenant: string, users: readonly UserRow[]): Promise<EndedRights> {
  const ended = { sessions: 0, keys: 0 }
  for (const user of users) {
    const { knownAs: ids, externalId } = user
    const one = await endRights(tx, tenant, { ids, emails: emailKeys(user), externalId })
    ended.sessions += one.sessions
    ended.keys += one.keys
  }
  return ended
}

async function removeUser(deps: DirectoryDeps, asking: Asking, id: string): Promise<void> {
  const { tenant } = asking
  await write(deps, tenant, async (tx) => {
    const now = isId(id) ? await holdUser(tx, { tenant, id }) : undefined
    if (!now) throw new Problem('scim.not_found', { id })
    await markRemoved(tx, { tenant, id }, deps.now())
    const detail = await endAll(tx, tenant, [now])
    await note(tx, asking, { what: 'user', id, did: 'removed', subject: now.userName, detail })
  })
}

async function createGroup(
  deps: DirectoryDeps,
  asking: Asking,
  body: unknown,
): Promise<DirectoryGroup> {
  const [facts, id, at] = [readGroup(body), deps.newId(), deps.now()]
  const { tenant } = asking
  await write(deps, tenant, async (tx) => {
    await keepGroup(tx, { tenant, id }, { facts, at, isNew: true })
    await join(tx, { tenant, id }, facts.members)
    const detail = { name: facts.displayName, members: facts.members.length }
    await note(tx, asking, { what: 'group', id, did: 'created', detail })
  })
  return groupBy(deps, tenant, id)
}

async function join(
  tx: Tx,
  key: { tenant: string; id: string },
  come: readonly string[],
): Promise<void> {
  const known = new Set((await livingUsers(tx, key.tenant, come)).map(({ id }) => id))
  const strange = come.filter((id) => !known.has(id))
  if (strange.length > 0)
    throw new Problem('scim.invalid_value', {
      detail: `members: nobody has the id ${strange.slice(0, 5).join(', ')}`,
    })
  await changeMembers(tx, key, { come, gone: [] })
}

async function groupBy(deps: DirectoryDeps, tenant: string, id: string): Promise<DirectoryGroup> {
  const { rows } = await listGroups(deps, tenant, {
    filter: `id eq ${JSON.stringify(id)}`,
    count: 1,
  })
  const [found] = rows
  if (!found) throw new Problem('scim.not_found', { id })
  return found
}

async function listGroups(
  deps: DirectoryDeps,
  tenant: string,
  search: Search,
): Promise<Found<DirectoryGroup>> {
  const db = dbOf(deps, tenant)
  const found = await findGroups(db, tenant, search)
  const ids = found.rows.map(({ id }) => id)
  const people = await peopleOf(db, tenant, ids)
  return {
    ...found,
    rows: found.rows.map((row) => ({ ...row, members: people.get(row.id) ?? [] })),
  }
}

async function changeGroup(
  deps: DirectoryDeps,
  { asking, id }: Changing,
  change: (now: GroupRow, members: readonly string[]) => unknown,
): Promise<DirectoryGroup> {
  const { tenant } = asking
  const key = { tenant, id }
  await write(deps, tenant, async (tx) => {
    const now = isId(id) ? await holdGroup(tx, key) : undefined
    if (!now) throw new Problem('scim.not_found', { id })
    const before = await membersOf(tx, key)
    const facts = readGroup(change(now, before))
    await keepGroup(tx, key, { facts, at: deps.now(), isNew: false })
    const [was, is] = [new Set(before), new Set(facts.members)]
    const come = facts.members.filter((member) => !was.has(member))
    const gone = before.filter((member) => !is.has(member))
    await join(tx, key, come)
    await changeMembers(tx, key, { come: [], gone })
    // What a group gives hangs on its name: under another one it gives something else to all.
    const losing = now.displayName === facts.displayName ? gone : before
    const ended = await endAll(tx, tenant, await livingUsers(tx, tenant, losing))
    const detail = { name: facts.displayName, come: come.length, gone: gone.length, ...ended }
    await note(tx, asking, { what: 'group', id, did: 'changed', detail })
  })
  return groupBy(deps, tenant, id)
}

async function removeGroup(deps: DirectoryDeps, asking: Asking, id: string): Promise<void> {
  const { tenant } = asking
  const key = { tenant, id }
  await write(deps, tenant, async (tx) => {
    const now = isId(id) ? await holdGroup(tx, key) : undefined
    if (!now) throw new Problem('scim.not_found', { id })
    const before = await membersOf(tx, key)
    await dropGroup(tx, key)
    const ended = await endAll(tx, tenant, await livingUsers(tx, tenant, before))
    await note(tx, asking, {
      what: 'group',
      id,
      did: 'removed',
      detail: { name: now.displayName, ...ended },
    })
  })
}
