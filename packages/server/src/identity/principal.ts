import { roles } from '@pao/core/governance'

export { defaultTenant } from '#store/tenants.ts'
export { roles }

/** One of the six roles. */
export type Role = (typeof roles)[number]

/** A person by the two names they are known by. */
export type Person = { id: string; email: string }

/** Who is calling, as established by one of the ways of signing in. */
export type Principal = {
  tenant: string
  id: string
  email: string
  name?: string
  roles: readonly Role[]
  teams: readonly string[]
  via: 'api-key' | 'oidc' | 'session' | 'bootstrap' | 'email' | 'slack'
  /** Of a key held to parts of the API: see scope.ts. Unset = no limit but the roles. */
  scopes?: readonly string[]
  /** Of a key: the person who made it, where that is known. */
  person?: Person
  /** Of a key somebody made for themselves, which stands for them: its id. */
  key?: string
}

/** Whether a text is the name of a role. */
export function isRole(text: string): text is Role {
  return (roles as readonly string[]).includes(text)
}

/** Whether the principal holds at least one of the roles; an admin holds all. */
export function hasRole(principal: { roles: readonly Role[] }, wanted: readonly Role[]): boolean {
  return principal.roles.includes('admin') || wanted.some((role) => principal.roles.includes(role))
}
