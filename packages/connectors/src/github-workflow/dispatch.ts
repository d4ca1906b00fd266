import { Type } from 'typebox'
import { Check } from 'typebox/value'
import { type Answer, TransportFailure } from '../kit/context.ts'
import { type Outcome, withMade } from '../kit/outcome.ts'
import { permanent } from '../kit/target.ts'
import { jsonOf, said } from './answer.ts'
import { Ended, outcomeOf, stop } from '../kit/ended.ts'
import { markInput, markOf, workflowPath } from './find.ts'
import { inputsOf } from './inputs.ts'
import type { Github } from './remote.ts'

/** What became of a dispatch that was not refused. */
export type Dispatched =
  | { kind: 'run'; id: number; url: string }
  /** Taken, but the answer names no run. */
  | { kind: 'taken'; marked: boolean }
  /** No answer, or none that says what happened. */
  | { kind: 'unclear'; marked: boolean; failure: Outcome }

type Form = { marked: boolean; details: boolean }

const Details = Type.Object({ workflow_run_id: Type.Integer(), html_url: Type.String() })

/**
 * Sends the dispatch (docs.github.com, "Create a workflow dispatch event"). Servers up to 3.20 refuse to name the
 * run, and a workflow may not declare the input of the mark; both refuse before anything starts, so it is sent
 * again without. `doubt`: an earlier one may have started a run, so one without a mark is not sent. A refusal
 * ends with an outcome.
 */
export async function dispatch(github: Github, doubt: boolean): Promise<Dispatched> {
  const form: Form = { marked: markInput(github) !== '', details: true }
  for (;;) {
    const sent = await send(github, form)
    if (!('status' in sent)) return { kind: 'unclear', marked: form.marked, failure: sent.failure }
    const lacks = lackOf(github, form, sent)
    if (lacks === undefined) return read(github, form, sent)
    if (lacks === 'marked' && doubt) throw new Ended(runUnknown)
    if (lacks === 'marked')
      github.context.log(
        `The workflow declares no input ${markInput(github)}; its run cannot be found again`,
      )
    form[lacks] = false
    if (!form.marked && !form.details && waits(github))
      throw stop(
        'github.mark_needed',
        'This server does not name the run it starts; the workflow must show a mark in its run-name',
      )
  }
}

/** Whether the action waits for the run's end. */
export function waits({ config }: Github): boolean {
  return config.monitoring?.wait_for_completion !== false
}

/** A run may exist that nobody can tell from others; starting one more could make two. */
export const runUnknown: Outcome = withMade(
  permanent(
    'github.run_unknown',
    'A run may have been started, but the workflow shows no mark to find it by; look at its runs',
  ),
  'maybe',
)

/** Characters that all inputs together may have (docs.github.com, "Events that trigger workflows", workflow_dispatch). */
const mostInputs = 65_535
const inputsTooLarge = withMade(
  permanent(
    'github.inputs_too_large',
    `GitHub takes ${mostInputs} characters of inputs at most; hand over less, or where it lies`,
  ),
  'no',
)

async function send(github: Github, form: Form): Promise<Answer | { failure: Outcome }> {
  const { config, context } = github
  const inputs = {
    ...inputsOf(config),
    ...(form.marked && { [markInput(github)]: markOf(context.idempotencyKey) }),
  }
  if (JSON.stringify(inputs).length > mostInputs) throw new Ended(inputsTooLarge)
  try {
    const answer = await github.send('POST', `${workflowPath(github)}/dispatches`, {
      ref: config.workflow.ref ?? 'main',
      ...(Object.keys(inputs).length > 0 && { inputs }),
      ...(form.details && { return_run_details: true }),
    })
    return answer
  } catch (error) {
    if (!(error instanceof TransportFailure) || !error.sent) throw error
    return { failure: outcomeOf(error) }
  }
}

/** What GitHub refuses of the form itself; undefined when the refusal, if it is one, is of another kind. */
function lackOf(github: Github, form: Form, answer: Answer): keyof Form | undefined {
  if (answer.status !== 422 && answer.status !== 400) return undefined
  const message = said(answer)
  if (form.details && message.includes('return_run_details')) return 'details'
  const input = `"${markInput(github)}"`
  const isUnexpected = message.startsWith('Unexpected inputs') && message.includes(input)
  return form.marked && isUnexpected ? 'marked' : undefined
}

function read(github: Github, { marked }: Form, answer: Answer): Dispatched {
  const { status } = answer
  if (status === 204) return { kind: 'taken', marked }
  // A server error may come after the fact.
  if (status >= 500) return { kind: 'unclear', marked, failure: github.refused(answer).outcome }
  if (status !== 200) throw github.refused(answer)
  const details = jsonOf(answer)
  if (Check(Details, details))
    return { kind: 'run', id: details.workflow_run_id, url: details.html_url }
  return { kind: 'unclear', marked, failure: unreadable }
}

const unreadable: Outcome = withMade(
  permanent('github.answer_unreadable', 'GitHub took the dispatch, but its answer names no run'),
  'maybe',
)
