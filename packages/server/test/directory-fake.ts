import { Problem } from '@pao/core'
import type { Directory, DirectoryGroup, DirectoryUser } from '../src/identity/scim/directory.ts'
import { readGroup, readUser } from '../src/identity/scim/people.ts'

const id = '0198c5a4-8a10-7000-8000-0000000000aa'

async function none(): Promise<never> {
  throw new Problem('scim.not_found')
}

const empty = async () => ({ total: 0, startIndex: 1, rows: [] })

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
  return {
    createUser: async (_asking, body) => user(body),
    user: none,
    users: empty,
    replaceUser: none,
    patchUser: none,
    removeUser: none,
    createGroup: async (_asking, body) => group(body),
    group: none,
    groups: empty,
    replaceGroup: none,
    patchGroup: none,
    removeGroup: none,
  }
}
