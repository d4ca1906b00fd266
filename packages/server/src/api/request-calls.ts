import type { PlanPicture, Sentence } from '@pao/core/engine'
import type { Principal } from '#identity/principal.ts'
import type { Completion, Controlled, ControlOptions, Wish } from '#requests/control.ts'
import type { AutomationState, SwitchWish } from '#requests/automation.ts'
import type { Effect } from '#requests/effects.ts'
import type { Explained } from '#requests/explain.ts'
import type { Watching } from '#requests/watch.ts'
import type { Edit } from '#requests/interfere.ts'
import type {
  listOrphans,
  OrphanOptions,
  OrphanVerdict,
  Orphan,
  ResolvedOrphan,
} from '#requests/orphans.ts'
import type { PreviewPlan } from '#requests/preview.ts'
import type { Order } from '#requests/order.ts'
import type { PromoteWish, Promotion } from '#requests/promote.ts'
import type { RequestFilter } from '#requests/list-filter.ts'
import type { getStatus, Page } from '#requests/read.ts'
import type { AttemptView, RequestSummary, RequestView } from '#requests/views.ts'
import type { RequestEvent } from '#requests/request-event.ts'
import type { Resolution } from '#requests/resolve.ts'
import type { Revealed, RevealWish } from '#requests/reveal.ts'
import type { Again } from '#requests/retry.ts'
import type { Standing } from '#requests/standing.ts'
import type { Submitted, SubmitOptions } from '#requests/submit.ts'
import type { TaskFilter, TaskView } from '#requests/tasks.ts'

export type RequestStatus = Awaited<ReturnType<typeof getStatus>>

/** The use cases of the requests room with their own deps already given. */
export type RequestCalls = {
  submit(principal: Principal, order: Order, options: SubmitOptions): Promise<Submitted>
  automation(principal: Principal, item: string): Promise<AutomationState>
  switchAutomation(
    principal: Principal,
    wanted: { item: string; wish: SwitchWish },
  ): Promise<AutomationState>
  /** The whole run of an order without touching anything; `dry`: what each action would do besides. */
  preview(principal: Principal, order: Order, options?: { dry?: boolean }): Promise<PreviewPlan>
  cancel(
    wish: Wish<{ reason?: string; compensate?: boolean }>,
    options: ControlOptions,
  ): Promise<Controlled>
  rollBack(wish: Wish<{ reason?: string }>, options: ControlOptions): Promise<Controlled>
  retry(wish: Wish<Again>, options: ControlOptions): Promise<Controlled>
  skip(wish: Wish<{ action: string; reason: string }>, options: ControlOptions): Promise<Controlled>
  edit(wish: Wish<Edit>, options: ControlOptions): Promise<Controlled>
  /** The way of a request through the environments. */
  promotion(principal: Principal, id: string): Promise<Promotion>
  promote(principal: Principal, wish: PromoteWish): Promise<Submitted>
  /** What somebody is to a request, and what that allows. */
  standing(principal: Principal, id: string): Promise<Standing>
  /** Why it is where it is. */
  explain(principal: Principal, id: string): Promise<Explained>
  /** Work by hand that waits. */
  tasks(
    principal: Principal,
    asked: { filter: TaskFilter; limit: number },
  ): Promise<readonly TaskView[]>
  /** One of them; claimed = taken in the name of the principal. */
  task(principal: Principal, id: string): Promise<TaskView>
  claimTask(principal: Principal, id: string): Promise<TaskView>
  releaseTask(principal: Principal, id: string): Promise<TaskView>
  completeManual(wish: Wish<Completion>, options: ControlOptions): Promise<Controlled>
  resolveEffect(wish: Wish<Resolution>, options: ControlOptions): Promise<Controlled>
  remove(principal: Principal, id: string): Promise<void>
  get(principal: Principal, id: string): Promise<RequestView>
  list(
    principal: Principal,
    asked: { filter?: RequestFilter; after?: string; limit: number },
  ): Promise<Page<RequestSummary>>
  status(principal: Principal, id: string): Promise<RequestStatus>
  events(
    principal: Principal,
    asked: { id: string; after: number; limit: number },
  ): Promise<readonly RequestEvent[]>
  logs(principal: Principal, id: string): Promise<readonly AttemptView[]>
  outputs(principal: Principal, id: string): Promise<Readonly<Record<string, unknown>>>
  /** One secret output in clear. */
  reveal(principal: Principal, wish: RevealWish): Promise<Revealed>
  plan(principal: Principal, id: string): Promise<PlanPicture>
  /** What became of it, in plain words. */
  story(principal: Principal, id: string): Promise<readonly Sentence[]>
  effects(principal: Principal, id: string): Promise<readonly Effect[]>
  orphans(principal: Principal, asked: Parameters<typeof listOrphans>[2]): Promise<Page<Orphan>>
  resolveOrphan(wish: Wish<OrphanVerdict>, options: OrphanOptions): Promise<ResolvedOrphan>
  /** Does not check who reads: ask `status` first. */
  follow: (principal: Principal, watching: Watching) => AsyncIterable<RequestEvent>
}
