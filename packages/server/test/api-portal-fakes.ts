import { Problem } from '@pao/core'
import type { CalendarCalls } from '../src/api/calendar-calls.ts'
import type { InsightCalls, ResourceCalls, TalkCalls } from '../src/api/portal-calls.ts'
import type { Principal } from '../src/identity/principal.ts'

const noon = Date.UTC(2026, 10, 23, 12)
const requestId = '0198c5a4-8a10-7000-8000-000000000001'

function known(principal: Principal, id: string): void {
  if (id !== requestId || principal.id === 'audit')
    throw new Problem('request.not_found', { request: id })
}

/** What people say of the one request that exists, which `audit` may not see. */
export function talkFake(over: Partial<TalkCalls> = {}): TalkCalls {
  const comment = { id: requestId, by: { id: 'dev', name: 'Dev' }, at: noon, body: 'Hello' }
  const feedback = { rating: 4, comment: null, givenAt: noon, changedAt: noon }
  const view = { id: requestId, name: 'Mine', query: { state: 'open' }, createdAt: noon }
  return {
    comments: async (principal, id) => {
      known(principal, id)
      return [comment]
    },
    said: async () => ({ comments: [], feedback: [] }),
    comment: async (principal, wish) => {
      known(principal, wish.request)
      return { ...comment, body: wish.body }
    },
    feedback: async (principal, id) => {
      known(principal, id)
      return { mayGive: true }
    },
    giveFeedback: async (principal, { request, rating, comment: word }) => {
      known(principal, request)
      return { ...feedback, rating, comment: word ?? null }
    },
    news: async () => ({
      items: [
        {
          key: 'e',
          kind: 'ended',
          at: noon,
          request: requestId,
          item: 'Alpha',
          state: 'completed',
          isNew: true,
        },
      ],
      unread: 1,
      seenAt: null,
    }),
    async *watchNews() {
      yield { items: [], unread: 0, seenAt: null }
    },
    seeNews: async () => undefined,
    views: async () => [view],
    keepView: async (_principal, wish) => ({ ...view, ...wish }),
    removeView: async (_principal, id) => {
      if (id !== view.id) throw new Problem('view.not_found', { view: id })
    },
    ...over,
  }
}

/** Figures; only of team `dba` unless asked by who sees all. */
export function insightsFake(over: Partial<InsightCalls> = {}): InsightCalls {
  const spread = { p50: 1_500, p90: 60_000 }
  return {
    times: async () => ({
      count: 2,
      since: noon,
      total: spread,
      people: spread,
      systems: spread,
      held: { p50: 0, p90: 0 },
      promise: { kept: 1, of: 2 },
    }),
    usage: async () => ({
      orders: 1,
      people: 1,
      items: 1,
      completed: 1,
      failed: 0,
      open: 0,
      byDay: [{ day: '2026-11-23', orders: 1, completed: 1, failed: 0 }],
      byItem: [],
      byTeam: [],
      byEnvironment: [],
    }),
    performance: async () => ({
      items: [],
      lanes: [{ lane: 'manual', completed: 1, p50: 60, p90: 90 }],
      failures: [],
      automateNext: [],
      satisfaction: { average: null, count: 0 },
    }),
    health: async () => ({
      state: 'degraded',
      ended: 3,
      failed: 1,
      lastFailure: { code: 'http.503', at: noon },
      running: 0,
      resources: { looked: 2, off: 0 },
    }),
    mayLook: (principal, team) => {
      if (team !== 'dba' && principal.id !== 'oper') throw new Problem('team.not_found', { team })
    },
    ...over,
  }
}

/** One resource, which `audit` may not see. */
export function resourcesFake(over: Partial<ResourceCalls> = {}): ResourceCalls {
  const resource: Awaited<ReturnType<ResourceCalls['get']>> = {
    id: requestId,
    type: 'databases',
    name: 'orders',
    state: 'active',
    item: { id: 'alpha', name: 'Alpha', version: '1.0.0' },
    ownerTeam: 'dba',
    owner: { id: 'dev', email: 'dev@example.com' },
    environment: null,
    externalId: 'db-7',
    externalUrl: null,
    cost: null,
    madeAt: noon,
    drift: { state: 'drifted', checkedAt: noon, nextAt: null, since: noon, isAsked: false },
    differences: [{ path: '$.size', expected: 3, found: 4 }],
    accepted: [],
    lookProblem: null,
    fields: { name: 'orders' },
    definitionHash: 'h',
    mayControl: true,
    orders: [{ request: requestId, kind: 'update', state: 'completed', at: noon }],
  }
  const seen = async (principal: Principal, id: string) => {
    if (id !== requestId || principal.id === 'audit')
      throw new Problem('resource.not_found', { resource: id })
    return resource
  }
  return {
    list: async () => ({ items: [resource], next: requestId }),
    get: seen,
    relations: async (principal, { id, steps = 2 }) => ({
      nodes: [{ ...(await seen(principal, id)), steps: 0 }],
      edges: [],
      complete: steps > 2,
    }),
    update: async (principal, wish) => {
      await seen(principal, wish.resource)
      throw new Problem('resource.fixed', { resource: wish.resource })
    },
    decommission: async (principal, wish) => {
      await seen(principal, wish.resource)
      return { request: requestId, how: 'rollback' }
    },
    look: async (principal, wish) => {
      const found = await seen(principal, wish.resource)
      return { ...found, drift: { ...found.drift, isAsked: true } }
    },
    acceptDrift: async (principal, wish) => seen(principal, wish.resource),
    ...over,
  }
}

/** An empty calendar; `answered` is what comes of a word on an exception. */
export function calendarFake(answered: CalendarCalls['askException']): CalendarCalls {
  return {
    closures: async () => [],
    timezone: () => 'UTC',
    freezes: async () => [],
    set: async () => undefined,
    remove: async () => false,
    effect: async () => ({ waiting: 0, recent: 0 }),
    waiting: async () => [],
    askException: answered,
    decideException: (wish, options) =>
      answered({ ...wish, body: { reason: wish.body.decision } }, options),
  }
}
