/** The first argument of a call that belongs to one tenant: its name, or what says it. */
type Tenanted = string | { tenant: string } | { principal: { tenant: string } }

/** Makes a thing once for each tenant and keeps it, for `room` tenants at once; the one made first goes first. */
export function perTenant<T>(make: (tenant: string) => T, room = 1_000): (tenant: string) => T {
  const ready = new Map<string, T>()
  return (tenant) => {
    const known = ready.get(tenant)
    if (known !== undefined) return known
    const [oldest] = ready.keys()
    if (ready.size >= room && oldest !== undefined) ready.delete(oldest)
    const made = make(tenant)
    ready.set(tenant, made)
    return made
  }
}

/**
 * The same calls, each made with what belongs to the tenant of its first argument (a name, a principal, a key, or a wish
 * with its principal) and to nobody else. What is named in `except` belongs to no tenant yet and is left as it is.
 */
export function byTenant<Calls extends object>(
  calls: Calls,
  of: (tenant: string) => Calls,
  except: readonly (keyof Calls)[] = [],
): Calls {
  const own = perTenant(of)
  const left = new Set<PropertyKey>(except)
  const entries = Object.entries(calls).map(([name, call]: [string, unknown]) => {
    if (typeof call !== 'function' || left.has(name)) return [name, call]
    const forward = (first: Tenanted, ...more: unknown[]): unknown => {
      const made: object = own(tenantOf(first))
      const found: unknown = Reflect.get(made, name)
      if (typeof found !== 'function') throw new Error(`There is no call ${name}`)
      return Reflect.apply(found, undefined, [first, ...more])
    }
    return [name, forward]
  })
  return Object.fromEntries(entries) as Calls
}

function tenantOf(first: Tenanted): string {
  if (typeof first === 'string') return first
  const named = 'tenant' in first ? first.tenant : first.principal.tenant
  // A call without a tenant is our bug; a database bound to nobody would only hide it.
  if (typeof named !== 'string' || named === '') throw new Error('A call names no tenant')
  return named
}
