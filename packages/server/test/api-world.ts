import { Problem } from '@pao/core'
import type { Item } from '@pao/core/catalog'
import { pino } from 'pino'
import { type App, createApp } from '../src/api/app.ts'
import { createChecks } from '../src/api/check-calls.ts'
import type { ApiDeps } from '../src/api/deps.ts'
import type { ApprovalCalls } from '../src/api/approval-calls.ts'
import type { RequestCalls } from '../src/api/request-calls.ts'
import { taskOf } from './api-task.ts'
import { onceInMemory } from './once-in-memory.ts'
import { roles as allRoles, type Principal, type Role } from '../src/identity/principal.ts'
import type { ApprovalView } from '../src/requests/approvals/inbox.ts'
import type { RequestEvent } from '../src/requests/request-event.ts'
import { catalogOf, forAll } from './catalog-fake.ts'
import { tenantsFake } from './tenants-fake.ts'
import { sandboxFake } from './api-sandbox-fake.ts'
import { auditFake } from './audit-fake.ts'
import { erasuresFake } from './erasures-fake.ts'
import { directoryFake } from './directory-fake.ts'
import { calendarFake, insightsFake, resourcesFake, talkFake } from './api-portal-fakes.ts'
import { promotionFake } from './promotion-fake.ts'
import { item } from './catalog-documents.ts'
import { identityFake, noon } from './identity-fake.ts'

export { noon, catalogOf, forAll }
export const publicUrl = 'http://localhost:8080'
export const requestId = '0198c5a4-8a10-7000-8000-000000000001'

/** A caller whose bearer token is its id. */
export function caller(
  id: string,
  roles: readonly Role[],
  teams: readonly string[] = [],
): Principal {
  return { tenant: 'default', id, email: `${id}@example.com`, roles, teams, via: 'api-key' }
}

export const callers: Readonly<Record<string, Principal>> = {
  dev: caller('dev', ['developer']),
  audit: caller('audit', ['auditor']),
  oper: caller('oper', ['operator']),
  root: caller('root', ['admin']),
  reader: { ...caller('reader', ['admin']), scopes: ['requests:read', 'catalog:read'] },
  ...Object.fromEntries(allRoles.map((role) => [`only-${role}`, caller(`only-${role}`, [role])])),
}

/** Headers of somebody signed in with a key. */
export function as(id: keyof typeof callers): { authorization: string } {
  return { authorization: `Bearer ${id}` }
}

const catalogItems: readonly Item[] = [
  item('alpha', { name: 'Alpha', tags: ['sql'] }),
  item('beta', { name: 'Beta', category: 'compute' }),
  item('gamma', { name: 'Gamma', visibility: { roles: ['operator'] } }),
]

/** An event of the log as the requests room tells it. */
export function event(seq: number, more: Partial<RequestEvent> = {}): RequestEvent {
  return {
    seq,
    type: 'action_succeeded',
    at: noon + seq,
    actor: 'worker:w1',
    state: 'in_progress',
    progressPercentage: 50,
    ...more,
  }
}

const summary: Awaited<ReturnType<RequestCalls['list']>>['items'][number] = {
  id: requestId,
  item: { id: 'alpha', name: 'Alpha', version: '1.0.0' },
  category: 'databases',
  ownerTeam: 'dba',
  requester: { id: 'dev', email: 'dev@example.com' },
  environment: null,
  reason: null,
  state: 'in_progress',
  priority: 'normal',
  seq: 3,
  correlationId: 'c1',
  createdAt: noon,
  updatedAt: noon,
  endedAt: null,
  notBefore: null,
  progress: { percentage: 50, total: 2, done: 1 },
  parent: null,
}

const plan: Awaited<ReturnType<RequestCalls['plan']>> = {
  mode: 'manual',
  nodes: [],
  edges: [],
  waves: { automatic: [], manual: [], post: [] },
  critical: [],
  approvals: [],
  compensation: [],
  cannotUndo: [],
}

const standing: Awaited<ReturnType<RequestCalls['standing']>> = {
  relations: ['requester'],
  rules: {
    read: { allowed: true, enough: ['requester'] },
    inputs: { allowed: true, enough: ['requester'] },
    control: { allowed: true, enough: ['requester'] },
    complete: { allowed: false, enough: ['owner-team'] },
    remove: { allowed: true, enough: ['requester'] },
    reveal: { allowed: true, enough: ['requester'] },
  },
}

/** What an ended action of that request may have left. */
export const orphan: Awaited<ReturnType<RequestCalls['orphans']>>['items'][number] = {
  id: `${requestId}.0.ticket`,
  request: requestId,
  item: 'alpha',
  ownerTeam: 'dba',
  action: 'ticket',
  type: 'rest-api',
  key: `${requestId}/ticket/0`,
  endedAs: 'cancelled',
  error: null,
  foundAt: noon,
  resolution: null,
}

function knownOnly(principal: Principal, id: string): void {
  if (id !== requestId || principal.id === 'audit')
    throw new Problem('request.not_found', { request: id })
}

async function known<T>(principal: Principal, id: string, value: T): Promise<T> {
  knownOnly(principal, id)
  return value
}

async function* oneEvent() {
  yield event(1)
}

function automationFake(id: string) {
  if (id === 'unknown') throw new Problem('item.not_found', { item: id })
  return { off: false }
}

const stand = { id: requestId, state: 'queued', seq: 4 } as const

/** The requests room as plain functions: one request that exists, which `audit` may not see. */
export function requestsFake(over: Partial<RequestCalls> = {}): RequestCalls {
  return {
    submit: async () => stand,
    automation: async (_principal, id) => automationFake(id),
    switchAutomation: async (principal, { item: id, wish }) => ({
      ...automationFake(id),
      off: wish.off,
      ...(wish.reason !== undefined && { reason: wish.reason }),
      ...(wish.until !== undefined && { until: wish.until }),
      by: principal.id,
      since: noon,
    }),
    preview: async () => ({
      ...plan,
      item: { ...summary.item, hash: 'h' },
      inputs: {},
      warnings: [],
      earliest: noon,
      quotas: [],
    }),
    cancel: ({ principal, id }) => known(principal, id, stand),
    retry: ({ principal, id }) => known(principal, id, stand),
    promotion: (principal, id) => known(principal, id, promotionFake),
    promote: (principal, { id }) => known(principal, id, { id, state: 'queued', seq: 1 }),
    rollBack: ({ principal, id }) => known(principal, id, stand),
    skip: ({ principal, id }) => known(principal, id, stand),
    edit: ({ principal, id }) => known(principal, id, stand),
    explain: (principal, id) => known(principal, id, { ...stand, statements: [] }),
    tasks: async () => [taskOf(requestId, noon)],
    task: async () => taskOf(requestId, noon),
    claimTask: async ({ email }) => ({
      ...taskOf(requestId, noon),
      claimed: { by: email, at: noon },
    }),
    releaseTask: async () => taskOf(requestId, noon),
    standing: (principal, id) => known(principal, id, standing),
    completeManual: ({ principal, id }) => known(principal, id, stand),
    resolveEffect: ({ principal, id }) => known(principal, id, stand),
    effects: (principal, id) => known(principal, id, []),
    orphans: async () => ({ items: [orphan], next: orphan.id }),
    resolveOrphan: async () => ({ orphan }),
    remove: (principal, id) => known(principal, id, undefined),
    get: (principal, id) =>
      known(principal, id, {
        ...summary,
        definitionHash: 'h',
        fields: {},
        run: { state: 'in_progress', actions: {}, lane: 'manual' },
        actions: [],
        children: [],
        left: [],
        mayControl: true,
        mayDecideException: false,
      }),
    list: async () => ({ items: [summary], next: requestId }),
    status: (principal, id) =>
      known(principal, id, { ...stand, progress: summary.progress, actions: [] }),
    events: (principal, { id }) => known(principal, id, [event(1)]),
    logs: (principal, id) => known(principal, id, []),
    outputs: (principal, id) => known(principal, id, { ticket: { key: 'OPS-1' } }),
    plan: (principal, id) => known(principal, id, plan),
    reveal: (principal, { id, action, name }) =>
      known(principal, id, { action, name, value: 'canary' }),
    story: (principal, id) => known(principal, id, [{ at: noon, sentence: 'Work began.' }]),
    follow: () => oneEvent(),
    ...over,
  }
}

/** Everything the API needs, as plain functions. */
export function fakeDeps(over: Partial<ApiDeps> = {}): ApiDeps {
  let made = 0
  return {
    settings: {
      publicUrl,
      ratePerMinute: 0,
      cursorSecret: 'cursor-secret',
      version: { version: '1.2.3', node: '24' },
    },
    log: pino({ level: 'silent' }),
    now: () => noon,
    newId: () => `id-${(made += 1)}`,
    identity: identityFake(callers),
    directory: directoryFake(noon),
    catalog: forAll(catalogOf(catalogItems)),
    requests: requestsFake(),
    approvals: approvalsFake(),
    talk: talkFake(),
    insights: insightsFake(),
    resources: resourcesFake(),
    checks: createChecks({
      actionSchemas: {},
      now: () => noon,
      newId: () => 'an-id',
      random: () => 0.5,
      variables: { REGION: 'eu' },
      secretNames: () => ['TOKEN'],
    }),
    sandbox: sandboxFake({ ...plan, item: { ...summary.item, hash: 'sandbox' } }),
    once: onceInMemory(),
    operations: {
      health: async () => ({ ready: true, parts: [{ name: 'database', status: 'ok' }] }),
      metricsText: async () => 'pao_up 1\n',
      draining: () => false,
      answered: () => undefined,
    },
    webhooks: { signers: () => [], receive: async () => true },
    breakers: { list: async () => [], reset: async () => false },
    connections: () => [{ name: 'main', type: 'jira', secrets: { token: 'jira-secret' } }],
    errors: { list: async () => [], resolve: async () => false },
    usage: async () => [],
    calendar: calendarFake(({ principal, id }) => known(principal, id, stand)),
    quotas: {
      list: async () => [],
      ofTeam: async () => [],
      holders: async () => [],
      history: async () => [],
      set: async () => undefined,
      remove: async () => false,
    },
    limits: { list: async () => [], set: async () => undefined, remove: async () => false },
    audit: auditFake(),
    erasures: erasuresFake(),
    secrets: {
      list: async () => [],
      set: async ({ name, by }) => ({ name, version: 1, setBy: by, setAt: new Date(noon) }),
      remove: async () => false,
      rewrap: async () => ({ rewrapped: 0, remaining: 0, strange: 0 }),
    },
    tenants: tenantsFake(),
    states: {
      run: () => undefined,
      read: async () => undefined,
      write: async () => ({ ok: true }),
      lock: async () => ({ ok: true }),
      unlock: async () => ({ ok: true }),
      list: async () => [],
      free: async () => false,
    },
    ...over,
  }
}

/** One approval, which `audit` may not see. */
export function approvalsFake(over: Partial<ApprovalCalls> = {}): ApprovalCalls {
  const id = `${requestId}.agree`
  const approval: ApprovalView = {
    id,
    request: {
      id: requestId,
      item: { id: 'alpha', name: 'Alpha', version: '1.0.0', hash: 'h' },
      requester: { email: 'dev@example.com' },
      environment: null,
    },
    action: { id: 'agree', name: 'Agree', type: 'approval-workflow' },
    title: 'A large one',
    summary: '',
    digest: 'd1',
    askedAt: noon,
    state: 'open',
    stages: [],
    bound: { fields: {}, price: null, edits: {} },
    delegable: false,
    permission: { ok: true, stage: 'owner', why: 'asked by name' },
  }
  const get: ApprovalCalls['get'] = async (principal, wanted) => {
    if (wanted !== id || principal.id === 'audit')
      throw new Problem('approval.not_found', { approval: wanted })
    return approval
  }
  return {
    list: async () => [approval],
    get,
    ofRequest: async (_principal, request, action = 'agree') => `${request}.${action}`,
    decide: async (principal, wish) => {
      const { digest } = await get(principal, wish.id)
      if (wish.said.digest !== digest) throw new Problem('approval.outdated')
    },
    delegate: async (principal, wish) => void (await get(principal, wish.id)),
    absence: async () => undefined,
    setAbsence: async (_principal, wanted) => ({ from: noon, ...wanted }),
    endAbsence: async () => undefined,
    byLink: async () => {
      throw new Problem('approval.link_invalid')
    },
    decideByLink: async () => {
      throw new Problem('approval.link_invalid')
    },
    slackSigners: () => [],
    bySlack: async () => undefined,
    ...over,
  }
}

/** A ready app on those deps. */
export async function startApi(over: Partial<ApiDeps> = {}): Promise<App> {
  const app = createApp(fakeDeps(over))
  await app.ready()
  return app
}
