import { type Ledger, openLedger } from '../kit/ledger.ts'
import { type Switches, switchesOff } from '../kit/switches.ts'
import { type FieldShelf, type FieldSpec, fieldShelf } from './fields.ts'

export type User = {
  accountId: string
  name: string
  emailAddress: string
  displayName: string
  /** May be no assignee or reporter, though it can be found. */
  unassignable?: true
}
type Comment = { id: string; author: string; body: unknown; created: string }
type Attachment = {
  id: string
  filename: string
  mimeType: string
  size: number
  content: string
}
type Link = { id: string; type: string; inward?: string; outward?: string }
type RemoteLink = { id: string; globalId: string; body: unknown }

/** One issue as stored; rich text stays as it came in (document or text). */
export type Issue = {
  id: string
  key: string
  created: string
  updated: string
  status: StatusName
  resolution?: string
  fields: Record<string, unknown>
  properties: Record<string, unknown>
  comments: Comment[]
  attachments: Attachment[]
  links: Link[]
  /** Left out = none, as in what an earlier run wrote. */
  remoteLinks?: RemoteLink[]
}

export type StatusName = 'To Do' | 'In Progress' | 'Done' | 'Closed'
export const statuses = {
  'To Do': { id: '10000', category: { id: 2, key: 'new', name: 'To Do' } },
  'In Progress': { id: '10001', category: { id: 4, key: 'indeterminate', name: 'In Progress' } },
  Done: { id: '10002', category: { id: 3, key: 'done', name: 'Done' } },
  Closed: { id: '10003', category: { id: 3, key: 'done', name: 'Done' } },
} as const

/** The workflow: name of a transition to where it leads and from where it may be taken. */
export const transitions = [
  { id: '11', name: 'Start', to: 'In Progress', from: ['To Do'] },
  { id: '21', name: 'Resolve', to: 'Done', from: ['To Do', 'In Progress'] },
  { id: '31', name: 'Reopen', to: 'To Do', from: ['In Progress', 'Done'] },
  { id: '41', name: 'Close', to: 'Closed', from: ['Done'] },
] as const satisfies readonly { id: string; name: string; to: StatusName; from: StatusName[] }[]

export const issueTypes = [
  'Task',
  'Story',
  'Bug',
  'Service Request',
  'Change',
  'Incident',
  'Epic',
  'Sub-task',
]

export type JiraOptions = {
  port: number
  host?: string
  dataFile?: string
  /** Where changes are told, signed when a secret is given. */
  webhook?: { url: string; secret?: string }
  projects?: readonly string[]
  users?: readonly User[]
  customFields?: readonly FieldSpec[]
  /** Accept any customfield_NNNNN as text; real sites refuse what is not on the screen. */
  openFields?: boolean
  /** Bytes an attachment may have; 10 MB as on a new site. */
  attachmentLimit?: number
  credentials?: { email: string; token: string }
  switches?: Partial<Switches>
}

export type Site = {
  projects: readonly string[]
  users: User[]
  fields: FieldShelf
  switches: Switches
  credentials: { email: string; token: string }
  issues: Map<string, Issue>
  /** Search does not see these yet: key to looks left. */
  unseen: Map<string, number>
  webhook: JiraOptions['webhook']
  attachmentLimit: number
  now(): string
  nextId(): string
  save(issue: Issue): void
}

const firstUsers: readonly User[] = [
  {
    accountId: '5b10ac8d82e05b22cc7d4ef1',
    name: 'ada',
    emailAddress: 'ada@example.com',
    displayName: 'Ada Lovelace',
  },
  {
    accountId: '5b10ac8d82e05b22cc7d4ef2',
    name: 'grace',
    emailAddress: 'grace@example.com',
    displayName: 'Grace Hopper',
  },
  {
    accountId: '5b10ac8d82e05b22cc7d4ef3',
    name: 'linus',
    emailAddress: 'linus@example.com',
    displayName: 'Linus Data',
  },
  {
    accountId: '5b10ac8d82e05b22cc7d4ef4',
    name: 'pao',
    emailAddress: 'pao@example.com',
    displayName: 'Platform Orchestrator',
  },
  {
    accountId: '5b10ac8d82e05b22cc7d4ef5',
    name: 'guest',
    emailAddress: 'guest@example.com',
    displayName: 'A Guest',
    unassignable: true,
  },
]
const firstProjects = [
  'DATA',
  'PLATFORM',
  'PLAT',
  'NET',
  'SEC',
  'OPS',
  'COMP',
  'COMPUTE',
  'DB',
  'DBA',
  'CLOUD',
  'STORAGE',
  'STOR',
  'MSG',
  'MON',
  'INFRA',
  'APP',
  'IAM',
  'DEMO',
]

/** The state behind the fake, read back from the file when there is one. */
export function openSite(options: JiraOptions): Site {
  const ledger: Ledger<Issue> = openLedger(options.dataFile)
  const issues = new Map<string, Issue>()
  for (const issue of ledger.entries()) issues.set(issue.key, issue)
  let lastId = Math.max(10_000, ...[...issues.values()].map(({ id }) => Number(id)))
  return {
    projects: options.projects ?? firstProjects,
    users: [...firstUsers, ...(options.users ?? [])],
    fields: fieldShelf(options.customFields, options.openFields),
    switches: { ...switchesOff(), ...options.switches },
    credentials: options.credentials ?? { email: 'pao@example.com', token: 'fake-jira-token' },
    issues,
    unseen: new Map(),
    webhook: options.webhook,
    attachmentLimit: options.attachmentLimit ?? 10_485_760,
    now: () => new Date().toISOString().replace('Z', '+0000'),
    nextId: () => String((lastId += 1)),
    save(issue) {
      issues.set(issue.key, issue)
      ledger.append(structuredClone(issue))
    },
  }
}

export function findIssue(site: Site, idOrKey: string): Issue | undefined {
  return (
    site.issues.get(idOrKey.toUpperCase()) ??
    [...site.issues.values()].find(({ id }) => id === idOrKey)
  )
}

export function nextKey(site: Site, project: string): string {
  const numbers = [...site.issues.keys()]
    .filter((key) => key.startsWith(`${project}-`))
    .map((key) => Number(key.slice(project.length + 1)))
  return `${project}-${Math.max(0, ...numbers) + 1}`
}
