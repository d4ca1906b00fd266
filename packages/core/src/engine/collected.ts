import { asksOf } from './asks.ts'
import { outputsOf } from './outputs-of.ts'
import type { Plan, PlannedAction } from './plan.ts'
import type { ActionError, ActionRun, Run } from './run.ts'
import { isForward } from './undo.ts'
import { hasEnded } from './work.ts'

/** What people read as `handover.*` who go on where automation did not: names and texts without secrets. */
export type Collected = {
  /** Id and name of the action that failed; null when none did. */
  action: string | null
  action_name: string | null
  /** All null when nothing failed. */
  error: { [K in keyof ActionError]: string | null }
  tries: number
  /** The results asked of them. */
  asks: readonly { name: string; required: boolean; description: string }[]
  /** All of it and the answers, as Markdown ready for a ticket. */
  summary: string
}

/** What the plan and the run do not say: answers without secrets, and where to read more. */
export type Around = {
  answers: readonly { label: string; value: unknown }[]
  links: readonly { label: string; url: string }[]
}

/** Everything collected up to the start of an action of people. Outputs must come without secrets. */
export function collected(plan: Plan, run: Run, id: string, around: Around): Collected {
  const asks = asksOf(plan, run, id).map(({ name, required, neededBy }) => ({
    name,
    required,
    description: `Needed by ${neededBy.map((one) => `"${one}"`).join(', ')}`,
  }))
  const told = { ...failureOf(plan, run, id), asks }
  const answers = around.answers.map(({ label, value }) => entry(label, value))
  const links = around.links.map(({ label, url }) => `- ${plain(label)}: <${url}>`)
  const parts = [
    part('Why people are asked', why(told)),
    part('What was ordered', answers),
    part('What was done so far', doneSoFar(plan, run, id)),
    part('Results that are needed', asks.map(askLine)),
    part('Links', links),
  ]
  return { ...told, summary: cut(parts.flat().join('\n')) }
}

type Failure = Omit<Collected, 'asks' | 'summary'>

const nothing: Failure['error'] = { code: null, message: null, class: null }

function failureOf(plan: Plan, run: Run, id: string): Failure {
  const cause = causeOf(run, id)
  const failed = plan.actions.find((action) => action.id === cause?.action)
  const error = cause && { code: cause.code, message: cause.message, class: cause.class }
  return {
    action: failed?.id ?? null,
    action_name: failed?.name ?? null,
    error: error ?? nothing,
    tries: failed ? (run.actions[failed.id]?.attempt ?? 0) : 0,
  }
}

/** Jira takes 32,767 characters in one text; the ticket's own must fit beside this. */
const longestSummary = 20_000
const longestValue = 300

function causeOf(run: Run, id: string): (ActionError & { action?: string }) | undefined {
  const helped = Object.hasOwn(run.actions, id) ? run.actions[id]?.standsFor : undefined
  if (helped === undefined) return run.handover
  const error = Object.hasOwn(run.actions, helped) ? run.actions[helped]?.error : undefined
  return error && { ...error, action: helped }
}

function why({ action_name: name, error, tries }: Omit<Collected, 'summary'>): readonly string[] {
  const message = code(error.message ?? '')
  if (error.code === null) return []
  if (error.code === 'automation.off') return [plain(error.message ?? '')]
  const count = tries === 1 ? 'after one try' : `after ${tries} tries`
  const where = name === null ? '' : ` at **${plain(name)}** ${tries > 0 ? count : 'before a try'}`
  return [`Automation failed${where}: ${message} (${code(error.code)})`]
}

function doneSoFar(plan: Plan, run: Run, id: string): readonly string[] {
  const outputs = outputsOf(plan, run)
  return plan.actions.flatMap((planned) => {
    const action = run.actions[planned.id]
    if (planned.id === id || !action || !isForward(planned) || !isTold(action)) return []
    const { status: _status, duration: _duration, ...own } = outputs[planned.id] ?? {}
    const brought = Object.entries(own).map(([name, value]) => `  ${entry(name, value)}`)
    return [`- ${plain(planned.name)}: ${stateOf(planned, action)}`, ...brought]
  })
}

function isTold(action: ActionRun): boolean {
  return hasEnded(action) && action.state !== 'skipped'
}

function stateOf({ retry }: PlannedAction, { state, error, attempt }: ActionRun): string {
  if (state !== 'failed' || !error) return state
  return `failed (${attempt} of ${retry.attempts} tries): ${code(error.message)}`
}

function askLine({ name, required, description }: Collected['asks'][number]): string {
  return `- **${plain(name)}**${required ? '' : ' (if there is one)'}: ${plain(description)}`
}

function part(title: string, lines: readonly string[]): readonly string[] {
  return lines.length === 0 ? [] : [`### ${title}`, '', ...lines, '']
}

function entry(label: string, value: unknown): string {
  const text = typeof value === 'string' ? value : (JSON.stringify(value) ?? '')
  return `- ${plain(label)}: ${value === null || text === '' ? '(nothing)' : code(text)}`
}

/** Somebody else's words, so that none of them is taken for Markdown. */
function code(text: string): string {
  const line = text.replaceAll('`', "'").replaceAll(/\s+/g, ' ').trim()
  return `\`${line.length > longestValue ? `${line.slice(0, longestValue - 1)}…` : line}\``
}

function plain(text: string): string {
  return text.replaceAll(/\s+/g, ' ').replaceAll(/[\\`*_[\]<>#|~]/g, (sign) => `\\${sign}`)
}

function cut(text: string): string {
  const whole = text.trim()
  return whole.length > longestSummary ? `${whole.slice(0, longestSummary - 1)}…` : whole
}
