import { automationOf, switchAutomation } from '#requests/automation.ts'
import type { RequestCalls } from '#api/request-calls.ts'
import { cancel, completeManual, remove, rollBack } from '#requests/control.ts'
import type { Requests } from '#requests/deps.ts'
import { getEffects } from '#requests/effects.ts'
import { explainRequest } from '#requests/explain.ts'
import type { Follower } from '#requests/follow.ts'
import { editInput, skipAction } from '#requests/interfere.ts'
import { listOrphans, resolveOrphan } from '#requests/orphans.ts'
import { preview } from '#requests/preview.ts'
import {
  getEvents,
  getLogs,
  getOutputs,
  getPlan,
  getRequest,
  getStatus,
  listRequests,
} from '#requests/read.ts'
import { resolveEffect } from '#requests/resolve.ts'
import { promote, promotionOf } from '#requests/promote.ts'
import { revealOutput } from '#requests/reveal.ts'
import { retry } from '#requests/retry.ts'
import { standingOf } from '#requests/standing.ts'
import { storyOf } from '#requests/story.ts'
import { submit } from '#requests/submit.ts'
import { claimTask, getTask, releaseTask } from '#requests/task-claims.ts'
import { listTasks } from '#requests/tasks.ts'
import { watchRequest } from '#requests/watch.ts'
import { type Reading, readingHere } from './compose-reading.ts'

/** The use cases of the requests room as the API calls them. */
export function requestCalls(
  requests: Requests,
  follower: Follower,
  reading: Reading = readingHere,
): RequestCalls {
  return {
    standing: (principal, id) => standingOf(requests, principal, id),
    story: (principal, id) => storyOf(requests, principal, id),
    automation: (principal, item) => automationOf(requests, principal, item),
    switchAutomation: (principal, wanted) => switchAutomation(requests, principal, wanted),
    submit: (principal, order, options) => submit(requests, principal, order, options),
    preview: (principal, order, options) => preview(requests, principal, order, options),
    cancel: (wish, options) => cancel(requests, wish, options),
    rollBack: (wish, options) => rollBack(requests, wish, options),
    promotion: (principal, id) => promotionOf(requests, principal, id),
    promote: (principal, wish) => promote(requests, principal, wish),
    retry: (wish, options) => retry(requests, wish, options),
    tasks: (principal, asked) => listTasks(requests, principal, asked),
    task: (principal, id) => getTask(requests, principal, id),
    claimTask: (principal, id) => claimTask(requests, principal, id),
    releaseTask: (principal, id) => releaseTask(requests, principal, id),
    completeManual: (wish, options) => completeManual(requests, wish, options),
    resolveEffect: (wish, options) => resolveEffect(requests, wish, options),
    skip: (wish, options) => skipAction(requests, wish, options),
    edit: (wish, options) => editInput(requests, wish, options),
    explain: (principal, id) => explainRequest(requests, principal, id),
    remove: (principal, id) => remove(requests, principal, id),
    get: (principal, id) => getRequest(requests, principal, id),
    list: (principal, asked) => reading(requests, (there) => listRequests(there, principal, asked)),
    status: (principal, id) => getStatus(requests, principal, id),
    events: (principal, asked) => getEvents(requests, principal, asked),
    logs: (principal, id) => getLogs(requests, principal, id),
    outputs: (principal, id) => getOutputs(requests, principal, id),
    reveal: (principal, wish) => revealOutput(requests, principal, wish),
    plan: (principal, id) => getPlan(requests, principal, id),
    effects: (principal, id) => getEffects(requests, principal, id),
    orphans: (principal, asked) => listOrphans(requests, principal, asked),
    resolveOrphan: (wish, options) => resolveOrphan(requests, wish, options),
    follow: (principal, watching) => watchRequest({ ...requests, follower }, principal, watching),
  }
}
