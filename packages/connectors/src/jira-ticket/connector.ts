import { failedTransport } from '../kit/answers.ts'
import { defineConnector } from '../kit/connector.ts'
import { type ActionContext, TransportFailure } from '../kit/context.ts'
import { makingNothing, outcomeOf, stop } from '../kit/ended.ts'
import { type Outcome, type Outputs, withMade } from '../kit/outcome.ts'
import { afterCreate } from './after-create.ts'
import { comment } from './comments.ts'
import { JiraTicketConfig, jiraTicketEffect } from './config.ts'
import { createFields, findOwn, sendFitting } from './issue.ts'
import { recorded } from './recorded.ts'
import { type Jira, jsonOf, openJira, refusal } from './remote.ts'
import { closeIssue, takeNamed } from './transitions.ts'
import { madeOnly, nextLook, refOf, watched } from './watch.ts'

/** Milliseconds between looks for an issue that may exist but is not indexed yet; two minutes together. */
const looksMs = [5_000, 10_000, 15_000, 30_000, 60_000]
/** Creates without an answer, each followed by looks, until it is given up. */
const mostCreates = 3
/** Milliseconds until what comes after the create is tried again, when Jira names no time. */
const finishAgainMs = 5_000

/** A ticket a person resolves; made once, however often it is asked for. */
export const jiraTicket = defineConnector({
  type: 'jira-ticket',
  config: JiraTicketConfig,
  ...jiraTicketEffect,
  recorded,
  outputs: {
    key: { description: 'Key of the issue, e.g. DATA-12' },
    id: { description: 'Id of the issue' },
    url: { description: 'Page of the issue' },
    status: { description: 'Name of its status when it was last read' },
    resolution: { description: 'Name of its resolution; null while unresolved' },
    warnings: { description: 'What could not be done beside the issue itself, as sentences' },
  },
  handOver: ({ ticket, ...config }, summary) => ({
    ...config,
    ticket: { ...ticket, description_template: below(ticket.description_template, summary) },
  }),
  execute: (context, config) =>
    guarded(context, config, async (jira) => {
      const found = await makingNothing(() => findOwn(jira))
      if (found !== undefined) return finish(jira, config, found)
      const { maybeDone, attempt } = context.action
      if (maybeDone ?? attempt > 1) return lookAgain(jira, { looks: 0, creates: 0 })
      return create(jira, config, 0)
    }),
  poll: (context, config, memo) => guarded(context, config, (jira) => go(jira, config, memo)),
  resume: (context, config, memo) => guarded(context, config, (jira) => go(jira, config, memo)),
  cancel: (context, config, memo) =>
    guarded(context, config, (jira) =>
      callOff(jira, memo['key'], {
        what: context.action.calledOff ?? 'was cancelled',
        transition: config.workflow?.transition_on_cancel,
      }),
    ),
  compensate: (context, config, outputs) =>
    guarded(context, config, (jira) =>
      callOff(jira, outputs['key'], {
        what: 'was rolled back',
        transition: config.workflow?.transition_on_rollback,
      }),
    ),
  undoBegun: (context, config, memo) =>
    guarded(context, config, (jira) =>
      callOff(jira, memo['key'], {
        what: 'was cancelled',
        transition: config.workflow?.transition_on_rollback,
      }),
    ),
})

function below(description: string | undefined, summary: string): string {
  return description ? `${description}\n\n${summary}` : summary
}

/** The connector's door: what ends a call early becomes its outcome. */
async function guarded(
  context: ActionContext,
  config: JiraTicketConfig,
  work: (jira: Jira) => Promise<Outcome>,
): Promise<Outcome> {
  try {
    const { instance, use_default } = config.connection ?? {}
    if (instance === undefined && use_default === false) throw nameless
    return await work(openJira(context, instance))
  } catch (error) {
    return outcomeOf(error)
  }
}

const nameless = stop(
  'jira.instance_missing',
  'The item wants no default Jira, but its connection.instance names none',
)

/** Looks until the site's search has surely caught up: Cloud's lags up to minutes, Data Center's hardly. */
function pausesOf({ cloud, connection }: Jira): readonly number[] {
  const lagMs = Number(connection.settings['search_lag'] ?? (cloud ? 120 : 5)) * 1000
  const pauses: number[] = []
  for (let waited = 0; waited < lagMs; waited += pauses.at(-1) ?? lagMs)
    pauses.push(Math.min(looksMs[pauses.length] ?? 60_000, lagMs - waited))
  return pauses
}

type Looking = { looks: number; creates: number }

/** The create may have worked: wait, look again, and only then create anew. */
function lookAgain(jira: Jira, { looks, creates }: Looking): Outcome {
  const pause = pausesOf(jira)[looks] ?? 60_000
  jira.context.log('An issue may have been made already; looking again before making one')
  return {
    kind: 'waiting',
    until: jira.context.now + pause,
    waitingFor: 'remote',
    memo: { phase: 'looking', looks: looks + 1, creates },
    ambiguous: true,
  }
}

async function create(jira: Jira, config: JiraTicketConfig, creates: number): Promise<Outcome> {
  const fields = await makingNothing(() =>
    createFields(jira, config, (line) => jira.context.log(line)),
  )
  let answer
  try {
    answer = await sendFitting(jira, fields)
  } catch (error) {
    if (!(error instanceof TransportFailure) || !error.sent) throw error
    return unknown(jira, creates, failedTransport(error))
  }
  const { status } = answer
  // 503 and 429 refuse before anything is made; any other server error may come after the fact.
  if (status >= 500 && status !== 503)
    return unknown(jira, creates, refusal(answer, jira.context.now, jira.connection.name))
  if (status >= 300) return refusal(answer, jira.context.now, jira.connection.name)
  const key = (jsonOf(answer) as { key?: unknown } | undefined)?.key
  if (typeof key !== 'string') return unknown(jira, creates, unreadable)
  jira.context.log(`Made ${key}`)
  return finishMade(jira, config, key)
}

/**
 * The issue is there, so a refusal of what comes next must not end in a try that has to search for it:
 * the search may lag, and a refused try counts as one that made nothing. Nor may a cancel that comes then forget it.
 */
async function finishMade(jira: Jira, config: JiraTicketConfig, key: string): Promise<Outcome> {
  try {
    return await finish(jira, config, key)
  } catch (error) {
    const outcome = outcomeOf(error)
    if (outcome.kind !== 'failed') return outcome
    const goesOn = outcome.retryable || outcome.class === 'held' || outcome.class === 'cancelled'
    if (!goesOn) return withMade(outcome, 'maybe')
    return {
      kind: 'waiting',
      until: jira.context.now + (outcome.retryAfterMs ?? finishAgainMs),
      waitingFor: 'remote',
      memo: { phase: 'made', key },
      ref: refOf(jira, key),
    }
  }
}

const unreadable: Outcome = withMade(
  stop('jira.answer_unreadable', 'Jira made an issue but its answer names none').outcome,
  'maybe',
)

function unknown(jira: Jira, creates: number, failure: Outcome): Outcome {
  return creates + 1 >= mostCreates ? failure : lookAgain(jira, { looks: 0, creates: creates + 1 })
}

/** Steps beside the issue, then the wait for its resolution. */
async function finish(jira: Jira, config: JiraTicketConfig, key: string): Promise<Outcome> {
  const warnings = await afterCreate(jira, key, config)
  for (const line of warnings) jira.context.log(line)
  if (config.workflow?.watch_status === false) return madeOnly(jira, key, warnings)
  return nextLook(jira, { key, warnings, looks: 0, told: [] })
}

const texts = (value: unknown) => (Array.isArray(value) ? value.map(String) : [])
const counted = (value: unknown) => (typeof value === 'number' ? value : 0)

/** A webhook's signal and a poll mean the same: read the issue anew. */
async function go(jira: Jira, config: JiraTicketConfig, memo: Outputs): Promise<Outcome> {
  const { key, warnings, phase } = memo
  if (typeof key === 'string' && phase === 'made') return finish(jira, config, key)
  if (typeof key === 'string')
    return watched(jira, config, {
      key,
      warnings: texts(warnings),
      told: texts(memo['told']),
      looks: counted(memo['looks']),
    })
  const found = await findOwn(jira)
  if (found !== undefined) return finish(jira, config, found)
  const looking = { looks: counted(memo['looks']), creates: counted(memo['creates']) }
  return looking.looks < pausesOf(jira).length
    ? lookAgain(jira, looking)
    : create(jira, config, looking.creates)
}

/** Says so on the issue and closes it, as the item says or as the workflow lets us. Nothing made = nothing to do. */
async function callOff(
  jira: Jira,
  known: unknown,
  { what, transition }: { what: string; transition: string | undefined },
): Promise<Outcome> {
  const key = typeof known === 'string' ? known : await findOwn(jira)
  if (key === undefined) return { kind: 'succeeded', outputs: {} }
  const { request } = jira.context
  const text = `Request ${request.id} ${what}. ${request.url}`
  const faults = [
    await comment(jira, key, { mark: `Request ${request.id} ${what}`, text }),
    transition ? await takeNamed(jira, key, transition) : await closeIssue(jira, key),
  ].filter((fault) => fault !== undefined)
  for (const fault of faults) jira.context.log(fault)
  return { kind: 'succeeded', outputs: { key, warnings: faults }, ref: refOf(jira, key) }
}
