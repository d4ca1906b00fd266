import { defaultTenant, type Principal } from './principal.ts'
import { sameSecret } from './secret.ts'

/** The operator's first key: an admin of the default tenant, compared in constant time. Undefined = there is none. */
export function bootstrapHolder(
  configured: string | undefined,
  token: string,
): Principal | undefined {
  if (configured === undefined || !sameSecret(configured, token)) return undefined
  return {
    tenant: defaultTenant,
    id: 'bootstrap',
    email: 'bootstrap@keys.pao.invalid',
    name: 'Bootstrap key',
    roles: ['admin'],
    teams: [],
    via: 'bootstrap',
  }
}
