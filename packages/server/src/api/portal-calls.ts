import type { Instant } from '@pao/core'
import type { Principal } from '#identity/principal.ts'
import type { ItemHealth } from '#requests/insights/item-health.ts'
import type { ItemTimes } from '#requests/insights/item-times.ts'
import type { Performance } from '#requests/insights/performance.ts'
import type { Usage } from '#requests/insights/usage.ts'
import type { Page } from '#requests/read.ts'
import type { DriftWish } from '#requests/resources/drift/ask.ts'
import type { ChangeWish, Ordered } from '#requests/resources/order.ts'
import type { Resource, ResourceFilter, ResourceView } from '#requests/resources/read.ts'
import type { Direction, Relations } from '#requests/resources/relations.ts'
import type { Comment } from '#requests/talk/comments.ts'
import type { Feedback, FeedbackView } from '#requests/talk/feedback.ts'
import type { NewsList } from '#requests/talk/news.ts'
import type { Said } from '#requests/talk/said.ts'
import type { SavedView } from '#requests/talk/views.ts'

/** What people say of requests, what is new for them, and the views they keep. */
export type TalkCalls = {
  comments(principal: Principal, request: string): Promise<readonly Comment[]>
  comment(principal: Principal, wish: { request: string; body: string }): Promise<Comment>
  feedback(principal: Principal, request: string): Promise<FeedbackView>
  giveFeedback(
    principal: Principal,
    wish: { request: string; rating: number; comment?: string },
  ): Promise<Feedback>
  news(principal: Principal): Promise<NewsList>
  /** What is new, now and within a second of what may have changed it, until the signal aborts. */
  watchNews(principal: Principal, signal: AbortSignal): AsyncIterable<NewsList>
  seeNews(principal: Principal, until?: Instant): Promise<void>
  /** One's own words, newest first, a thousand of each kind at most. */
  said(principal: Principal): Promise<Said>
  views(principal: Principal): Promise<readonly SavedView[]>
  keepView(
    principal: Principal,
    wish: { name: string; query: Readonly<Record<string, string>> },
  ): Promise<SavedView>
  removeView(principal: Principal, id: string): Promise<void>
}

/** Figures made of past requests. `team` unset = of every team one may see. */
export type InsightCalls = {
  times(tenant: string, item: string): Promise<ItemTimes>
  health(tenant: string, item: string): Promise<ItemHealth>
  usage(principal: Principal, asked: Asked): Promise<Usage>
  performance(principal: Principal, asked: Asked): Promise<Performance>
  /** Throws what `usage` throws for a team one may not look at. */
  mayLook(principal: Principal, team: string): void
}

type Asked = { from: Instant; to: Instant; team?: string }

/** What requests made. */
export type ResourceCalls = {
  list(
    principal: Principal,
    asked: { filter?: ResourceFilter; after?: string; limit: number },
  ): Promise<Page<Resource>>
  get(principal: Principal, id: string): Promise<ResourceView>
  relations(
    principal: Principal,
    asked: { id: string; direction?: Direction; steps?: number },
  ): Promise<Relations>
  update(principal: Principal, wish: ChangeWish): Promise<Ordered>
  decommission(principal: Principal, wish: ChangeWish): Promise<Ordered>
  look(principal: Principal, wish: DriftWish): Promise<ResourceView>
  acceptDrift(principal: Principal, wish: DriftWish & { reason?: string }): Promise<ResourceView>
}
