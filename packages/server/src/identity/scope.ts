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
