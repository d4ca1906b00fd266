import type { Role } from './principal.ts'

/** Somebody the built-in sign-in offers. */
export type Person = {
  id: string
  email: string
  name: string
  roles: readonly Role[]
  teams: readonly string[]
}

/** The people of the demo, one for each way of looking at the portal. Only offered where the demo is on. */
export const people: readonly Person[] = [
  {
    id: 'dana',
    email: 'dana.developer@example.com',
    name: 'Dana Developer',
    roles: ['developer'],
    teams: ['payments'],
  },
  {
    id: 'petra',
    email: 'petra.platform@example.com',
    name: 'Petra Platform',
    roles: ['developer', 'platform-team'],
    teams: ['data-platform', 'compute-platform', 'storage-platform'],
  },
  {
    id: 'amir',
    email: 'amir.approver@example.com',
    name: 'Amir Approver',
    roles: ['developer', 'approver'],
    teams: ['security-team'],
  },
  {
    id: 'aude',
    email: 'aude.auditor@example.com',
    name: 'Aude Auditor',
    roles: ['auditor'],
    teams: [],
  },
  {
    id: 'omar',
    email: 'omar.operator@example.com',
    name: 'Omar Operator',
    roles: ['operator'],
    teams: ['operations'],
  },
  {
    id: 'ada',
    email: 'ada.admin@example.com',
    name: 'Ada Admin',
    roles: ['admin'],
    teams: ['operations'],
  },
]
