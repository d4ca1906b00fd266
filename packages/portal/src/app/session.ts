import { useQueryClient, useSuspenseQuery } from '@tanstack/react-query'
import { api, keepCsrf, take } from '../api/client.ts'
import { meQuery } from '../api/queries.ts'
import type { Me } from '../api/shapes.ts'

const overseers = ['operator', 'platform-team', 'auditor', 'admin']

/** Who is signed in. Only below the gate, where somebody is. */
export function useMe(): Me {
  return useSuspenseQuery(meQuery).data
}

/** Whether the pages of operations show anything to this person. */
export function mayOversee({ roles }: Me): boolean {
  return roles.some((role) => overseers.includes(role))
}

/** Whether this person may read the audit log. */
export function mayAudit({ roles }: Me): boolean {
  return roles.some((role) => role === 'auditor' || role === 'operator' || role === 'admin')
}

/** Whether this person looks after the services of a team. */
export function isOfTeam({ roles, teams }: Me): boolean {
  return teams.length > 0 && roles.some((role) => role === 'platform-team' || role === 'admin')
}

/** Whether this person keeps service accounts. */
export function mayKeepAccounts({ roles }: Me): boolean {
  return roles.includes('platform-team') || roles.includes('admin')
}

/** Whether this person may change limits and breakers. */
export function mayOperate({ roles }: Me): boolean {
  return roles.includes('operator') || roles.includes('admin')
}

/** Whether this person runs the installation with all its tenants. */
export function runsInstallation({ roles, tenant }: Me): boolean {
  return tenant === 'default' && roles.includes('admin')
}

/** Leaves for an identity provider, which sends the browser back to the address one is at. `hint`: as whom. */
export function signIn(issuer: string, hint?: string): void {
  const query = new URLSearchParams({
    issuer,
    return_to: `${location.pathname}${withoutRefusal(location.search)}`,
    ...(hint !== undefined && { login_hint: hint }),
  })
  location.assign(`/api/v1/session/sign-in?${query.toString()}`)
}

/** Why the last sign-in did not succeed, as a code of the API; undefined = there was none, or it did. */
export function refusal(): string | undefined {
  return new URLSearchParams(location.search).get('refused') ?? undefined
}

function withoutRefusal(search: string): string {
  const query = new URLSearchParams(search)
  query.delete('refused')
  return query.size === 0 ? '' : `?${query.toString()}`
}

/** Ends the session here, then at the identity provider where that has a sign-out. */
export function useSignOut(): () => Promise<void> {
  const client = useQueryClient()
  return async () => {
    const { next } = await take(api.DELETE('/api/v1/session'))
    keepCsrf(undefined)
    client.clear()
    location.assign(next ?? '/')
  }
}
