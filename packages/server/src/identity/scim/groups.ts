import { Problem } from '@pao/core'
import type { Tx } from '#store/db.ts'
import { dbOf } from '../db-of.ts'
import {
  type Asking,
  type DirectoryDeps,
  type DirectoryGroup,
  endAll,
  held,
  type Kept,
  note,
  oneOf,
  write,
} from './kept.ts'
import { findGroups, peopleOf } from './look.ts'
import { applied, readOperations, type Resource } from './patch.ts'
import { groupSpelling, readGroup } from './people.ts'
import {
  changeMembers,
  dropGroup,
  type GroupRow,
  holdGroup,
  keepGroup,
  livingUsers,
  membersOf,
} from './rows.ts'

/** What a group is to become, not yet read, given what it is now. */
type Next = (now: GroupRow, members: readonly string[]) => unknown

/** The groups of a directory. Who leaves one loses sessions and keys at once, as all do when it is called otherwise. */
export function openGroups(deps: DirectoryDeps): Kept<DirectoryGroup> {
  const find: Kept<DirectoryGroup>['find'] = async (tenant, search) => {
    const db = dbOf(deps, tenant)
    const found = await findGroups(db, tenant, search)
    const ids = found.rows.map(({ id }) => id)
    const people = await peopleOf(db, tenant, ids)
    const rows = found.rows.map((row) => ({ ...row, members: people.get(row.id) ?? [] }))
    return { ...found, rows }
  }
  const change = async (asking: Asking, id: string, next: Next) => {
    await changeGroup(deps, asking, id, next)
    return oneOf(find, asking.tenant, id)
  }
  return {
    find,
    one: (tenant, id) => oneOf(find, tenant, id),
    async create(asking, body) {
      const id = deps.newId()
      await createGroup(deps, asking, id, body)
      return oneOf(find, asking.tenant, id)
    },
    replace: (asking, id, body) => change(asking, id, () => body),
    async patch(asking, id, body) {
      const operations = readOperations(body)
      return change(asking, id, (now, members) =>
        operations.reduce((so, one) => applied(so, one, groupSpelling), resourceOf(now, members)),
      )
    },
    remove: (asking, id) => removeGroup(deps, asking, id),
  }
}

function resourceOf({ displayName, externalId }: GroupRow, members: readonly string[]): Resource {
  return { displayName, externalId, members: members.map((value) => ({ value })) }
}

async function createGroup(
  deps: DirectoryDeps,
  asking: Asking,
  id: string,
  body: unknown,
): Promise<void> {
  const facts = readGroup(body)
  const { tenant } = asking
  await write(deps, tenant, async (tx) => {
    await keepGroup(tx, { tenant, id }, { facts, at: deps.now(), isNew: true })
    await join(tx, { tenant, id }, facts.members)
    const detail = { members: facts.members.length }
    await note(tx, 'group', asking, { id, did: 'created', subject: facts.displayName, detail })
  })
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

async function changeGroup(
  deps: DirectoryDeps,
  asking: Asking,
  id: string,
  next: Next,
): Promise<void> {
  const { tenant } = asking
  const key = { tenant, id }
  await write(deps, tenant, async (tx) => {
    const now = await held(tx, key, holdGroup)
    const before = await membersOf(tx, key)
    const facts = readGroup(next(now, before))
    await keepGroup(tx, key, { facts, at: deps.now(), isNew: false })
    const [was, is] = [new Set(before), new Set(facts.members)]
    const come = facts.members.filter((member) => !was.has(member))
    const gone = before.filter((member) => !is.has(member))
    await join(tx, key, come)
    await changeMembers(tx, key, { come: [], gone })
    // What a group gives hangs on its name: under another one it gives something else to all.
    const losing = now.displayName === facts.displayName ? gone : before
    const ended = await endAll(tx, tenant, await livingUsers(tx, tenant, losing))
    const detail = { come: come.length, gone: gone.length, ...ended }
    await note(tx, 'group', asking, { id, did: 'changed', subject: facts.displayName, detail })
  })
}

async function removeGroup(deps: DirectoryDeps, asking: Asking, id: string): Promise<void> {
  const { tenant } = asking
  const key = { tenant, id }
  await write(deps, tenant, async (tx) => {
    const now = await held(tx, key, holdGroup)
    const before = await membersOf(tx, key)
    await dropGroup(tx, key)
    const ended = await endAll(tx, tenant, await livingUsers(tx, tenant, before))
    const detail = { ...ended }
    await note(tx, 'group', asking, { id, did: 'removed', subject: now.displayName, detail })
  })
}
