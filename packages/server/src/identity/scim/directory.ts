import { openGroups } from './groups.ts'
import type { DirectoryDeps, DirectoryGroup, DirectoryUser, Kept } from './kept.ts'
import { openUsers } from './users.ts'

export type { DirectoryGroup, DirectoryUser, Kept } from './kept.ts'

/** People and groups of a tenant as its directory tells of them (SCIM 2.0). */
export type Directory = { users: Kept<DirectoryUser>; groups: Kept<DirectoryGroup> }

/** Opens the directory. Whatever takes rights away ends sessions and keys in the same transaction. */
export function openDirectory(deps: DirectoryDeps): Directory {
  return { users: openUsers(deps), groups: openGroups(deps) }
}
