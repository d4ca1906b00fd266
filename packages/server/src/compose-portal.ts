import type { InsightCalls, ResourceCalls, TalkCalls } from '#api/portal-calls.ts'
import type { Principal } from '#identity/principal.ts'
import type { Requests } from '#requests/deps.ts'
import { type ItemHealth, itemHealth } from '#requests/insights/item-health.ts'
import { type ItemTimes, itemTimes } from '#requests/insights/item-times.ts'
import { openMemory } from '#requests/insights/memory.ts'
import { type Performance, performanceOf } from '#requests/insights/performance.ts'
import { type Usage, usageOf } from '#requests/insights/usage.ts'
import { teamsSeen } from '#requests/insights/whose.ts'
import { acceptDrift, askForLook } from '#requests/resources/drift/ask.ts'
import { decommissionResource, updateResource } from '#requests/resources/order.ts'
import { getResource, listResources } from '#requests/resources/read.ts'
import { relationsOf } from '#requests/resources/relations.ts'
import { addComment, listComments } from '#requests/talk/comments.ts'
import { feedbackOf, giveFeedback } from '#requests/talk/feedback.ts'
import type { Newsroom } from '#requests/talk/news-hints.ts'
import { newsOf, seeNews } from '#requests/talk/news.ts'
import { saidBy } from '#requests/talk/said.ts'
import { keepView, listViews, removeView } from '#requests/talk/views.ts'
import { watchNews } from '#requests/talk/watch-news.ts'
import { type Reading, readingHere } from './compose-reading.ts'

/** What people say of requests as the API calls it. */
export function talkCalls(requests: Requests, newsroom: Newsroom): TalkCalls {
  return {
    comments: (principal, request) => listComments(requests, principal, request),
    comment: (principal, wish) => addComment(requests, principal, wish),
    feedback: (principal, request) => feedbackOf(requests, principal, request),
    giveFeedback: (principal, wish) => giveFeedback(requests, principal, wish),
    news: (principal) => newsOf(requests, principal),
    watchNews: (principal, signal) => watchNews({ ...requests, newsroom }, principal, signal),
    seeNews: (principal, until) => seeNews(requests, principal, until),
    said: (principal) => saidBy(requests, principal),
    views: (principal) => listViews(requests, principal),
    keepView: (principal, wish) => keepView(requests, principal, wish),
    removeView: (principal, id) => removeView(requests, principal, id),
  }
}

/** Throws what `teamsSeen` throws. */
function spanOf(
  principal: Principal,
  { from, to, team }: Parameters<InsightCalls['usage']>[1],
): Parameters<typeof usageOf>[1] {
  const teams = teamsSeen(principal, team)
  return { tenant: principal.tenant, from, to, ...(teams && { teams }) }
}

/** Figures are worked out at most once a minute each. */
const kept = { ms: 60_000, room: 500 }

/** Figures of past requests as the API calls them. */
export function insightCalls(requests: Requests, reading: Reading = readingHere): InsightCalls {
  const { now } = requests
  const times = openMemory<ItemTimes>(now, kept)
  const health = openMemory<ItemHealth>(now, kept)
  const usage = openMemory<Usage>(now, kept)
  const performance = openMemory<Performance>(now, kept)
  return {
    times: (tenant, item) =>
      times(JSON.stringify([tenant, item]), () =>
        reading(requests, (there) => itemTimes(there, tenant, item)),
      ),
    health: (tenant, item) =>
      health(JSON.stringify([tenant, item]), () =>
        reading(requests, (there) => itemHealth(there, tenant, item)),
      ),
    async usage(principal, asked) {
      const span = spanOf(principal, asked)
      return usage(JSON.stringify(span), () => reading(requests, (there) => usageOf(there, span)))
    },
    async performance(principal, asked) {
      const span = spanOf(principal, asked)
      return performance(JSON.stringify(span), () =>
        reading(requests, (there) => performanceOf(there, span)),
      )
    },
    mayLook: (principal, team) => void teamsSeen(principal, team),
  }
}

/** What requests made, as the API calls it. */
export function resourceCalls(requests: Requests, reading: Reading = readingHere): ResourceCalls {
  return {
    list: (principal, asked) =>
      reading(requests, (there) => listResources(there, principal, asked)),
    get: (principal, id) => getResource(requests, principal, id),
    relations: (principal, asked) => relationsOf(requests, principal, asked),
    update: (principal, wish) => updateResource(requests, principal, wish),
    decommission: (principal, wish) => decommissionResource(requests, principal, wish),
    look: (principal, wish) => askForLook(requests, principal, wish),
    acceptDrift: (principal, wish) => acceptDrift(requests, principal, wish),
  }
}
