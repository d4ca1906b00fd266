/** Somebody who may sign in at the stand-in. */
export type Person = {
  id: string
  email: string
  name: string
  roles: readonly string[]
  groups: readonly string[]
}

/** One for each way of looking at a service. */
export const people: readonly Person[] = [
  {
    id: 'dana',
    email: 'dana.developer@example.com',
    name: 'Dana Developer',
    roles: ['developer'],
    groups: ['payments'],
  },
  {
    id: 'petra',
    email: 'petra.platform@example.com',
    name: 'Petra Platform',
    roles: ['developer', 'platform-team'],
    groups: ['data-platform', 'compute-platform', 'storage-platform'],
  },
  {
    id: 'amir',
    email: 'amir.approver@example.com',
    name: 'Amir Approver',
    roles: ['developer', 'approver'],
    groups: ['security-team'],
  },
  {
    id: 'aude',
    email: 'aude.auditor@example.com',
    name: 'Aude Auditor',
    roles: ['auditor'],
    groups: [],
  },
  {
    id: 'omar',
    email: 'omar.operator@example.com',
    name: 'Omar Operator',
    roles: ['operator'],
    groups: ['operations'],
  },
  {
    id: 'ada',
    email: 'ada.admin@example.com',
    name: 'Ada Admin',
    roles: ['admin'],
    groups: ['operations'],
  },
]
