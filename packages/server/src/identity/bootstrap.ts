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
 * Finds the holder of the operator's first key, an admin of the default tenant. Undefined configured = there is
 * none. The time tells how long the key is and nothing else of it.
 */
export function bootstrapHolder(
  configured: string | undefined,
): (token: string) => Principal | undefined {
  if (configured === undefined || configured === '') return () => undefined
  const ours = Buffer.from(configured)
  return (token) =>
    Buffer.byteLength(token) === ours.length && timingSafeEqual(ours, Buffer.from(token))
      ? bootstrap
      : undefined
}
