import { type QueryClient, useQueryClient, useSuspenseQuery } from '@tanstack/react-query'
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

/** Whether this person may change limits and breakers. */
export function mayOperate({ roles }: Me): boolean {
  return roles.includes('operator') || roles.includes('admin')
}

/** Signs in as somebody of the demo and forgets what another person saw. */
export async function signIn(client: QueryClient, person: string): Promise<void> {
  const me = await take(api.POST('/api/v1/session', { body: { person } }))
  keepCsrf(me.csrf)
  client.removeQueries({ predicate: ({ queryKey }) => queryKey[0] !== 'me' })
  await client.fetchQuery({ ...meQuery, staleTime: 0 })
}

/** Ends the session and shows the sign-in. */
export function useSignOut(): () => Promise<void> {
  const client = useQueryClient()
  return async () => {
    await take(api.DELETE('/api/v1/session'))
    keepCsrf(undefined)
    client.clear()
    location.assign('/')
  }
}
