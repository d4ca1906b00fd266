import { Problem } from '@pao/core'
import type {
  Directory,
  DirectoryGroup,
  DirectoryUser,
  Kept,
} from '../src/identity/scim/directory.ts'
import { readGroup, readUser } from '../src/identity/scim/people.ts'

const id = '0198c5a4-8a10-7000-8000-0000000000aa'

async function none(): Promise<never> {
  throw new Problem('scim.not_found')
}

const kept = <R>(made: (body: unknown) => R): Kept<R> => ({
  create: async (_asking, body) => made(body),
  one: none,
  find: async () => ({ total: 0, startIndex: 1, rows: [] }),
  replace: none,
  patch: none,
  remove: none,
})

/** A directory that knows nobody and takes everybody in. */
export function directoryFake(at: number): Directory {
  const dates = { createdAt: at, updatedAt: at }
  const user = (body: unknown): DirectoryUser => ({
    ...readUser(body),
    ...dates,
    id,
    knownAs: [],
    groups: [],
  })
  const group = (body: unknown): DirectoryGroup => ({
    ...readGroup(body),
    ...dates,
    id,
    members: [],
  })
  return { users: kept(user), groups: kept(group) }
}
