/** What a person or machine may do at all; per tenant. `admin` holds every role. */
export const roles = [
  'developer',
  'platform-team',
  'approver',
  'auditor',
  'operator',
  'admin',
] as const

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
  'scim',
  'secret-outputs',
  'teams',
] as const

/** Every scope there is: `<area>:read`, `<area>:write`, and both of all areas by `*`. Writing includes reading. */
export const allScopes = (['*', ...scopeAreas] as const).flatMap(
  (area) => [`${area}:read`, `${area}:write`] as const,
)
