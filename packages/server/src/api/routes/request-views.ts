import type { Instant } from '@pao/core'
import type { PlanPicture, Racer } from '@pao/core/engine'
import type { DryStep } from '#requests/dry-run.ts'
import type { PreviewPlan } from '#requests/preview.ts'
import type { ActionView, AttemptView, RequestSummary, RequestView } from '#requests/views.ts'
import type { RequestEvent } from '#requests/request-event.ts'
import type { RequestStatus } from '../request-calls.ts'
import { closedView, closingView } from './closing.ts'
import { costView } from './cost-view.ts'
import { effectView } from './quota-answers.ts'

/** ISO 8601 in UTC. */
export function iso(at: Instant): string {
  return new Date(at).toISOString()
}

/** ISO 8601 in UTC, or null. */
export function maybeIso(at: Instant | null | undefined): string | null {
  return at === null || at === undefined ? null : iso(at)
}

/** Where everything of a request is found. */
export function linksOf(id: string): Record<string, string> {
  const self = `/api/v1/requests/${id}`
  const parts = [
    'status',
    'explain',
    'events',
    'logs',
    'outputs',
    'effects',
    'plan',
    'story',
    'cancel',
    'retry',
    'rollback',
  ]
  return { self, ...Object.fromEntries(parts.map((part) => [part, `${self}/${part}`])) }
}

type Progress = RequestSummary['progress']

function progressView({ currentAction, percentage, total, done }: Progress) {
  return {
    percentage,
    ...(currentAction !== undefined && { current_action: currentAction }),
    total,
    done,
  }
}

/** One line of a list of requests. */
export function summaryView(request: RequestSummary) {
  return {
    id: request.id,
    item: request.item,
    category: request.category,
    owner_team: request.ownerTeam,
    requester: request.requester,
    environment: request.environment,
    reason: request.reason,
    state: request.state,
    priority: request.priority,
    seq: request.seq,
    correlation_id: request.correlationId,
    created_at: iso(request.createdAt),
    updated_at: iso(request.updatedAt),
    ended_at: maybeIso(request.endedAt),
    not_before: maybeIso(request.notBefore),
    progress: progressView(request.progress),
    parent: request.parent,
    links: linksOf(request.id),
  }
}

/** A whole request; the references its actions left in remote systems come from the attempts. */
export function requestView(request: RequestView, attempts: readonly AttemptView[]) {
  const refs = new Map(
    attempts.flatMap(({ action, ref }) =>
      ref === null || ref === undefined ? [] : [[action, ref] as const],
    ),
  )
  return {
    ...summaryView(request),
    definition_hash: request.definitionHash,
    ...(request.ordered && { ordered_as: request.ordered }),
    fields: request.fields,
    actions: request.actions.map((action) => {
      const ref = refs.get(action.id)
      return { ...actionView(action, request.id), ...(ref !== undefined && { ref }) }
    }),
    children: request.children.map(childView),
    ...slaView(request.run.sla),
    ...peopleView(request),
    left: request.left,
    ...closedView(request.run),
    may_control: request.mayControl,
    may_decide_exception: request.mayDecideException,
    ...(request.cost && { cost: costView(request.cost) }),
  }
}

/** Who carries the request, where that is not plain from its mode. */
function peopleView({ lanes, run }: RequestView) {
  const { handover, winner, automation } = run
  return {
    ...(handover && { handover: { ...handover, at: iso(handover.at) } }),
    ...(automation && { automation }),
    ...(lanes && {
      lanes: { automatic: racerView(lanes.automatic), manual: racerView(lanes.manual) },
    }),
    ...(winner && { winner: winner.lane }),
  }
}

function racerView({ state, finishedAt }: Racer) {
  return { state, ...(finishedAt !== undefined && { finished_at: iso(finishedAt) }) }
}

function childView(child: RequestView['children'][number]) {
  const { id, item, state, seq, progress, parent } = child
  return {
    id,
    action: parent.action,
    item,
    state,
    seq,
    progress: progressView(progress),
    links: linksOf(id),
  }
}

function slaView(sla: RequestView['run']['sla']) {
  if (!sla) return {}
  const { warnAt, breachAt, warnedAt, breachedAt } = sla
  return {
    sla: {
      due_at: iso(breachAt),
      warn_at: iso(warnAt),
      ...(warnedAt !== undefined && { warned_at: iso(warnedAt) }),
      ...(breachedAt !== undefined && { breached_at: iso(breachedAt) }),
    },
  }
}

function actionView(action: ActionView, request: string) {
  const { id, name, type, lane, state, attempt, waitingFor, error, outputs, undoes, undo } = action
  const { approval } = action
  return {
    id,
    name,
    type,
    lane,
    state,
    attempt,
    ...(state === 'unknown' && { fence: action.fence }),
    ...(undoes !== undefined && { undoes }),
    ...(undo !== undefined && { undo }),
    ...(waitingFor !== undefined && { waiting_for: waitingFor }),
    ...(approval && { approval: { id: `${request}.${id}`, title: approval.title } }),
    ...(error !== undefined && { error }),
    ...(outputs !== undefined && { outputs }),
    ...(action.revealable && { revealable: action.revealable }),
    ...(action.startedAt !== undefined && { started_at: iso(action.startedAt) }),
    ...(action.endedAt !== undefined && { ended_at: iso(action.endedAt) }),
    ...(action.escalated !== undefined && { escalated: action.escalated }),
    ...interferenceOf(action),
  }
}

function interferenceOf({ edited, because, skippedBy }: ActionView) {
  return {
    ...(because !== undefined && { because }),
    ...(skippedBy && { skipped_by: skippedBy.by, skip_reason: skippedBy.reason }),
    ...(edited && { edited: true, edited_by: edited.by, edit_reason: edited.reason }),
  }
}

/** Where a request stands. */
export function statusView({ id, state, seq, progress, actions }: RequestStatus) {
  const { percentage, currentAction } = progress
  return {
    id,
    state,
    seq,
    ...(currentAction !== undefined && { current_action: currentAction }),
    progress_percentage: percentage,
    progress: progressView(progress),
    actions: actions.map((action) => actionView(action, id)),
  }
}

/** One event as streams and lists tell it. What the engine only tells itself (memos, fences) stays inside. */
export function eventView({ event, told, ...row }: RequestEvent) {
  return {
    seq: row.seq,
    type: row.type,
    at: iso(row.at),
    actor: row.actor,
    state: row.state,
    progress_percentage: row.progressPercentage,
    ...(row.currentAction !== undefined && { current_action: row.currentAction }),
    ...(row.action !== undefined && { action: row.action }),
    ...(row.actionState !== undefined && { action_state: row.actionState }),
    ...told,
    ...(event && detailsOf(event)),
  }
}

function detailsOf(event: NonNullable<RequestEvent['event']>) {
  return {
    ...('error' in event && { error: event.error }),
    ...('waitingFor' in event && { waiting_for: event.waitingFor }),
    ...('happened' in event && { happened: event.happened }),
    ...('comment' in event && event.comment !== undefined && { comment: event.comment }),
    ...('decision' in event && { decision: event.decision, stage: event.stage, how: event.how }),
    ...('stages' in event && { from: event.from, to: event.to }),
    ...('level' in event && { level: event.level, to: event.to }),
    ...('reason' in event && event.reason !== undefined && { reason: event.reason }),
  }
}

/** One call into a connector. */
export function attemptView(attempt: AttemptView) {
  const { startedAt, endedAt, httpStatus, ...rest } = attempt
  return {
    ...rest,
    started_at: iso(startedAt),
    ended_at: maybeIso(endedAt),
    http_status: httpStatus,
  }
}

/** What an order would do: the plan, and for each action what it waits for and what it would be given. */
export function previewView({
  inputs,
  estimatedTime,
  notBefore,
  earliest,
  closed,
  cost,
  quotas,
  dryRuns = {},
  ...preview
}: PreviewPlan) {
  const plan = planView(preview)
  return {
    ...plan,
    ...(estimatedTime !== undefined && { estimated_time: estimatedTime }),
    ...(notBefore !== undefined && { not_before: iso(notBefore) }),
    earliest_start: iso(earliest),
    ...(closed && { closed: closingView(closed) }),
    ...(cost && { cost: costView(cost) }),
    quotas: quotas.map(effectView),
    actions: plan.nodes.map((node) => ({
      ...node,
      after: plan.edges.filter(({ to }) => to === node.id).map(({ from }) => from),
      ...inputView(inputs[node.id]),
      ...dryView(dryRuns[node.id]),
    })),
  }
}

function dryView(step: DryStep | undefined) {
  if (step === undefined) return {}
  const { waitedMs, ...rest } = step
  return { dry_run: { ...rest, waited_ms: waitedMs } }
}

function inputView(input: PreviewPlan['inputs'][string] | undefined) {
  if (input === undefined) return {}
  return 'faults' in input ? { input: null, faults: input.faults } : { input: input.value }
}

/** A plan as people read it. */
export function planView<T extends PlanPicture>(plan: T) {
  const { cannotUndo, nodes, compensation, ...rest } = plan
  return {
    ...rest,
    nodes: nodes.map(({ timeoutMs, onFailure, ...node }) => ({
      ...node,
      ...(timeoutMs !== undefined && { timeout_ms: timeoutMs }),
      on_failure: onFailure,
    })),
    compensation: compensation.map(({ preserveState, ...one }) => ({
      ...one,
      preserve_state: preserveState,
    })),
    cannot_undo: cannotUndo,
  }
}
