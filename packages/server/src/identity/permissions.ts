import { defaultTenant, type Principal, type Role, roles } from './principal.ts'

type Rule = {
  holders: 'anyone' | readonly Role[]
  about: string
  /** Concerns all tenants: only people of the default one hold it. */
  installation?: true
}

const orderers = ['developer', 'platform-team', 'approver', 'operator'] as const
const workers = ['platform-team', 'operator'] as const
const overseers = ['platform-team', 'operator', 'auditor'] as const

/**
 * Everything that can be permitted, and which roles hold it; an admin holds all of it. What somebody may do with one request
 * is narrower still: the rules of the requests room decide by who ordered it, whose item it is, and who was asked.
 */
export const permissions = {
  self: {
    holders: 'anyone',
    about: 'ask who one is, sign out, have keys of one’s own, say that one is away',
  },
  'catalog.read': { holders: 'anyone', about: 'see items that are visible to one' },
  'catalog.refresh': { holders: workers, about: 'have the catalog read again' },
  'catalog.diagnose': { holders: overseers, about: 'see what is wrong with catalog files' },
  'sandbox.use': { holders: 'anyone', about: 'check documents, forms and templates' },
  'request.order': { holders: orderers, about: 'order, and preview orders' },
  'request.read': {
    holders: 'anyone',
    about: 'read requests of one’s own, of one’s items, and those one was asked about',
  },
  'request.control': { holders: orderers, about: 'cancel, retry, roll back and remove requests' },
  'request.complete': {
    holders: workers,
    about: 'do people’s part of a request: skips, edits, unknown effects',
  },
  'task.do': { holders: 'anyone', about: 'take work that one is given, and say that it is done' },
  'resource.read': {
    holders: 'anyone',
    about: 'see what requests brought, as far as one may read these',
  },
  'resource.change': { holders: orderers, about: 'order changes and ends of what there is' },
  'team.read': { holders: overseers, about: 'see requests, items and use of a team' },
  'stats.read': { holders: overseers, about: 'see figures of use and speed' },
  'system.watch': { holders: ['operator', 'auditor'], about: 'watch the system as a whole' },
  'approval.read': { holders: 'anyone', about: 'see what one is asked' },
  'approval.decide': { holders: 'anyone', about: 'decide and hand on what one is asked' },
  'automation.read': { holders: 'anyone', about: 'see whether automation of an item is on' },
  'automation.switch': { holders: workers, about: 'switch automation of an item off and on' },
  'limit.read': { holders: overseers, about: 'see limits and lines' },
  'limit.write': { holders: ['operator'], about: 'set and remove limits' },
  'calendar.read': { holders: 'anyone', about: 'see when orders may begin, and those that wait' },
  'calendar.write': { holders: ['operator'], about: 'set and remove change freezes' },
  'quota.read': { holders: 'anyone', about: 'see quotas and budgets of one’s teams' },
  'quota.write': { holders: ['operator'], about: 'set and remove quotas and budgets' },
  'breaker.read': { holders: overseers, about: 'see circuit breakers' },
  'breaker.reset': { holders: ['operator'], about: 'close circuit breakers' },
  'error.read': { holders: ['operator', 'auditor'], about: 'see unexpected errors' },
  'error.resolve': { holders: ['operator'], about: 'call unexpected errors resolved' },
  'state.read': { holders: overseers, about: 'see Terraform states, not what is in them' },
  'state.unlock': { holders: ['operator'], about: 'free locks of Terraform states' },
  'usage.read': { holders: overseers, about: 'see what was used' },
  'secret.read': { holders: ['operator', 'auditor'], about: 'see names of secrets' },
  'secret.write': { holders: ['operator'], about: 'set and delete secrets' },
  'secret.rotate': { holders: [], about: 'seal secrets with another key', installation: true },
  'tenant.manage': {
    holders: [],
    about: 'see, suspend and resume the tenants of the installation',
    installation: true,
  },
  'key.manage': { holders: [], about: 'make, rotate and revoke API keys' },
  'account.manage': {
    holders: ['platform-team'],
    about: 'keep service accounts of one’s teams, and their keys; admins: of all teams',
  },
  'directory.manage': {
    holders: [],
    about: 'keep people and groups as a directory tells of them (SCIM)',
  },
  'audit.read': { holders: ['auditor', 'operator'], about: 'read, check and export the audit log' },
  'audit.upkeep': { holders: [], about: 'set legal holds, forget people' },
} as const satisfies Record<string, Rule>

export type Permission = keyof typeof permissions

/** Every permission with who holds it, as the API and the documents tell it. */
const rules: Readonly<Record<Permission, Rule>> = permissions

/** What somebody's roles say about a permission; `through` is the role that gives it, or that anybody signed in has it; `elsewhere`: only people of the default tenant may hold it. */
export type Permitted = {
  allowed: boolean
  through?: Role | 'anyone'
  needs: readonly Role[]
  elsewhere?: true
}

/** Whether a caller holds a permission, and through what. The only place where roles mean something for a call. */
export function permitted(
  principal: Pick<Principal, 'roles' | 'tenant'>,
  permission: Permission,
): Permitted {
  const { holders, installation } = rules[permission]
  if (holders === 'anyone') return { allowed: true, through: 'anyone', needs: [] }
  const needs = [...holders, 'admin'] as const
  if (installation && principal.tenant !== defaultTenant)
    return { allowed: false, needs, elsewhere: true }
  const through = roles.find((role) => principal.roles.includes(role) && needs.includes(role))
  return { allowed: through !== undefined, ...(through !== undefined && { through }), needs }
}

/** What a permission is for, as the end of "may …". */
export function aboutPermission(permission: Permission): string {
  return rules[permission].about
}
