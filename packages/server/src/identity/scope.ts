/** Parts of the API a key can be held to; they are the tags of its operations. */
export const scopeAreas = [
  'approvals',
  'audit',
  'catalog',
  'checks',
  'effects',
  'identity',
  'insights',
  'operators',
  'requests',
  'resources',
  'teams',
] as const

/** Every scope there is: `<area>:read`, `<area>:write`, and both of all areas by `*`. Writing includes reading. */
export const allScopes = ['*', ...scopeAreas].flatMap((area) => [`${area}:read`, `${area}:write`])

/** Whether a holder of these scopes has that one; undefined scopes = no limit, an undefined wish = nobody's. */
export function covers(scopes: readonly string[] | undefined, wanted: string | undefined): boolean {
  if (scopes === undefined) return true
  if (wanted === undefined) return false
  const [area = '', verb] = wanted.split(':')
  const fitting = [`${area}:write`, '*:write', ...(verb === 'read' ? [wanted, '*:read'] : [])]
  return fitting.some((one) => scopes.includes(one))
}

/** The scopes that are more than the holder has; without a limit of its own a key is more than any limit. */
export function beyond(
  scopes: readonly string[] | undefined,
  wanted: readonly string[] | undefined,
): readonly string[] {
  if (scopes === undefined) return []
  return (wanted ?? ['*:write']).filter((scope) => !covers(scopes, scope))
}
