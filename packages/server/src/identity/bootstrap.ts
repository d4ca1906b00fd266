import { timingSafeEqual } from 'node:crypto'
import { defaultTenant, type Principal } from './principal.ts'

const bootstrap: Principal = {
  tenant: defaultTenant,
  id: 'bootstrap',
  email: 'bootstrap@keys.pao.invalid',
  name: 'Bootstrap key',
  roles: ['admin'],
  teams: [],
  via: 'bootstrap',
}

/**
 * The operator's first key: an admin of the default tenant. Undefined = there is none. The time tells how
 * long the key is and nothing else of it.
 */
export function bootstrapHolder(
  configured: string | undefined,
  token: string,
): Principal | undefined {
  if (configured === undefined || configured === '') return undefined
  const [ours, theirs] = [Buffer.from(configured), Buffer.from(token)]
  return ours.length === theirs.length && timingSafeEqual(ours, theirs) ? bootstrap : undefined
}
