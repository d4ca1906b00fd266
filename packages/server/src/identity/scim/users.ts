import { dbOf } from '../db-of.ts'
import {
  type Asking,
  type DirectoryDeps,
  type DirectoryUser,
  endAll,
  held,
  type Kept,
  note,
  oneOf,
  write,
} from './kept.ts'
import { findUsers, groupsOf } from './look.ts'
import { applied, readOperations, type Resource } from './patch.ts'
import { readUser, type UserFacts, userSpelling } from './people.ts'
import { holdUser, keepUser, markRemoved, type UserRow } from './rows.ts'

/** The people of a directory. Who is made inactive, is removed or becomes somebody else loses sessions and keys at once. */
export function openUsers(deps: DirectoryDeps): Kept<DirectoryUser> {
  const find: Kept<DirectoryUser>['find'] = async (tenant, search) => {
    const db = dbOf(deps, tenant)
    const found = await findUsers(db, tenant, search)
    const ids = found.rows.map(({ id }) => id)
    const groups = await groupsOf(db, tenant, ids)
    const rows = found.rows.map((row) => ({ ...row, groups: groups.get(row.id) ?? [] }))
    return { ...found, rows }
  }
  const change = async (asking: Asking, id: string, next: (now: UserRow) => UserFacts) => {
    await changeUser(deps, asking, id, next)
    return oneOf(find, asking.tenant, id)
  }
  return {
    find,
    one: (tenant, id) => oneOf(find, tenant, id),
    create: (asking, body) => createUser(deps, asking, body),
    replace: (asking, id, body) => change(asking, id, () => readUser(body)),
    async patch(asking, id, body) {
      const operations = readOperations(body)
      return change(asking, id, (now) =>
        readUser(operations.reduce((so, one) => applied(so, one, userSpelling), resourceOf(now))),
      )
    },
    remove: (asking, id) => removeUser(deps, asking, id),
  }
}

function resourceOf({ userName, externalId, active, attributes }: UserFacts): Resource {
  return { userName, externalId, active, ...attributes }
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
    await note(tx, 'user', asking, { id, did: 'created', subject: facts.userName, detail })
  })
  return { ...facts, id, knownAs: [], createdAt: at, updatedAt: at, groups: [] }
}

async function changeUser(
  deps: DirectoryDeps,
  asking: Asking,
  id: string,
  next: (now: UserRow) => UserFacts,
): Promise<void> {
  const { tenant } = asking
  await write(deps, tenant, async (tx) => {
    const now = await held(tx, { tenant, id }, holdUser)
    const facts = next(now)
    await keepUser(tx, { tenant, id }, { facts, at: deps.now(), isNew: false })
    const isOut = now.active && !facts.active
    const ended = isOut || isOther(now, facts) ? await endAll(tx, tenant, [now]) : undefined
    const did = isOut ? 'deactivated' : now.active === facts.active ? 'changed' : 'activated'
    const detail = { active: facts.active, ...ended }
    await note(tx, 'user', asking, { id, did, subject: facts.userName, detail })
  })
}

/** Whether it is somebody else from now on, as far as signing in goes. */
function isOther(now: UserFacts, next: UserFacts): boolean {
  return (
    now.externalId !== next.externalId || now.userName.toLowerCase() !== next.userName.toLowerCase()
  )
}

async function removeUser(deps: DirectoryDeps, asking: Asking, id: string): Promise<void> {
  const { tenant } = asking
  await write(deps, tenant, async (tx) => {
    const now = await held(tx, { tenant, id }, holdUser)
    await markRemoved(tx, { tenant, id }, deps.now())
    const detail = await endAll(tx, tenant, [now])
    await note(tx, 'user', asking, { id, did: 'removed', subject: now.userName, detail })
  })
}
