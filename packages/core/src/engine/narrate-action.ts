import { rejectedCode } from './approval/gate.ts'
import { approvalSentences } from './approval/narrate.ts'
import type { Plan, PlannedAction } from './plan.ts'
import type { ActionRun, Run } from './run.ts'
import { isPeoples } from './automation.ts'

type Turn = { before: Run; run: Run }

/** What one event meant for the actions; notices and what was merely left out are not told. */
export function actionSentences(plan: Plan, { before, run }: Turn): readonly string[] {
  if (run === before) return []
  return plan.actions.flatMap((planned) => {
    const [was, is] = [before.actions[planned.id], run.actions[planned.id]]
    if (!was || !is || was === is || planned.lane === 'notice') return []
    const found = sentence(plan, planned, { was, is })
    const said = approvalSentences(planned.name, was.approval, is.approval)
    return found === undefined ? said : [...said, found]
  })
}

type Change = { was: ActionRun; is: ActionRun }

function sentence(plan: Plan, planned: PlannedAction, change: Change): string | undefined {
  const { was, is } = change
  if (was.state === is.state) return undefined
  const name = `'${planned.name}'`
  switch (is.state) {
    case 'succeeded':
      return was.state === 'compensating' ? `Undoing ${name} failed.` : succeeded(planned, is)
    case 'failed':
      return failed(plan, planned, is)
    case 'waiting':
      return waits(planned, change)
    case 'unknown':
      return `Nobody knows whether ${name} was made; a person must look and say.`
    case 'skipped':
      return is.because === 'condition' ? `${name} was not needed.` : undefined
    case 'cancelled':
      return calledOff(name, was)
    case 'compensated':
      return `${name} was undone.`
    default:
      return undefined
  }
}

/** Also said of what was called off before, when undoing what it had begun failed. */
function calledOff(name: string, was: ActionRun): string | undefined {
  if (was.state === 'compensating') return `Undoing ${name} failed.`
  return was.state === 'pending' ? undefined : `${name} was called off.`
}

function succeeded(planned: PlannedAction, { standsFor }: ActionRun): string {
  const place =
    standsFor === undefined || !isPeoples(planned) ? '' : ' by people; automation goes on'
  return `'${planned.name}' is done${place}.`
}

function failed(plan: Plan, { name, fallback, ...planned }: PlannedAction, is: ActionRun): string {
  const stand = plan.actions.find(({ id }) => id === is.replacedBy)
  const what = whatFailed({ ...planned, name }, is)
  if (!stand || stand.id !== fallback) return `${what}.`
  const who = isPeoples(stand) ? 'people were asked for' : 'the fallback is'
  return `${what}; ${who} '${stand.name}' instead.`
}

function whatFailed(planned: PlannedAction, is: ActionRun): string {
  const { name } = planned
  if (is.error?.code === 'automation.off') return `'${name}' was not tried (${is.error.message})`
  if (is.error?.code === rejectedCode) return `'${name}' was refused (${is.error.message})`
  return `${isPeoples(planned) ? 'People' : 'Automation'} failed at '${name}'${reasonOf(is)}`
}

function reasonOf({ error, attempt }: ActionRun): string {
  if (!error) return ''
  const tries = attempt > 1 ? `, ${attempt} tries` : ''
  return ` (${error.message}${tries})`
}

function waits(planned: PlannedAction, { was, is }: Change): string | undefined {
  const name = `'${planned.name}'`
  if (is.waitingFor === 'target') {
    if (was.held?.target === is.held?.target) return undefined
    return `${name} waits, because ${is.held?.target ?? 'its target'} is left alone for now.`
  }
  if (is.waitingFor !== 'retry') return waitsOutside(planned, { was, is })
  const reason = reasonOf({ ...is, attempt: 1 })
  return is.misses ? undefined : `A try of ${name} failed${reason}; it is tried again.`
}

/** What a connector remembers of the thing it made: the key of a ticket, the id of a run. */
function madeKey(memo: ActionRun['memo']): unknown {
  return memo?.['key'] ?? memo?.['run']
}

/** Told once, not at every look. */
function waitsOutside(
  { name, type }: PlannedAction,
  { was, is }: Pick<Change, 'was' | 'is'>,
): string | undefined {
  const key = madeKey(is.memo)
  if (was.memo !== undefined && madeKey(was.memo) === key) return undefined
  if (type === 'jira-ticket' && typeof key === 'string')
    return `The ticket ${key} was opened for '${name}'.`
  if (type === 'github-workflow' && typeof key === 'number')
    return `The workflow run ${key} was started for '${name}'.`
  if (is.approval) return undefined
  return is.waitingFor === 'person' ? `'${name}' waits for a person.` : undefined
}
