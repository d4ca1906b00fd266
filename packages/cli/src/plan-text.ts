import { type Approvers, namedText } from '@pao/core/engine'
import { printMoney } from '@pao/core/governance'
import { dump } from 'js-yaml'
import { type DryRun, dryLines } from './dry-text.ts'
import { moment, pairs, plain, plainLines, table } from './print.ts'

type Planned = {
  id: string
  name?: string
  type: string
  lane?: string
  role?: string
  on?: string
  after?: readonly string[]
  conditions?: string
  available?: boolean
  order?: { item: string; version: string; existing?: string }
  input?: unknown
  faults?: readonly { at: string; message: string }[]
  dry_run?: DryRun
}

type Cost = {
  currency: string
  monthly: number
  low: number
  high: number
  one_off: number
  complete: boolean
  tax?: object
}

/** What the API answers to a simulated order, as far as people are shown it. */
export type Preview = {
  item?: { id: string; name?: string; version: string }
  mode?: string
  sla?: string
  estimated_time?: string
  cost?: Cost
  /** What it means to quotas and budgets, each in a sentence. */
  quotas?: readonly { text: string; exceeded: boolean }[]
  not_before?: string
  /** What keeps it from beginning now. */
  closed?: { text: string }
  warnings?: readonly string[]
  approvals?: readonly {
    name: string
    gate: boolean
    stages: readonly { name: string; approvers: Approvers; conditional: boolean }[]
  }[]
  actions?: readonly Planned[]
  compensation?: readonly { action: string; by: string; automatic: boolean }[]
  cannot_undo?: readonly string[]
}

/** The whole plan for people: what runs in which order, what is undone, what each action is given. */
export function planText(plan: Preview, width: number): string {
  const { item, actions = [], warnings = [], compensation = [], cannot_undo: lasting = [] } = plan
  const head = pairs([
    ['item', item && [item.name, item.id, item.version].filter(Boolean).join(' ')],
    ['mode', plan.mode],
    ['promised', plan.sla],
    ['by people', plan.estimated_time],
    ['costs', plan.cost && costText(plan.cost)],
    ['starts', moment(plan.not_before)],
    ['waits', plan.closed && plain(plan.closed.text)],
    ...agreeing(plan),
  ])
  const undone = compensation.map(
    ({ action, by, automatic }) =>
      `${action} by ${by}${automatic ? '' : ' (only when somebody asks)'}`,
  )
  const undoing = pairs([
    ['undone after a failure', undone.length > 0 ? undone.join(', ') : undefined],
    ['never undone', lasting.length > 0 ? lasting.join(', ') : undefined],
  ])
  return [
    head,
    steps(actions, width),
    orders(actions, width),
    undoing,
    ...actions.map(given),
    quotasText(plan),
    warnings.map((one) => `! ${plain(one)}`).join('\n'),
  ]
    .filter((part) => part !== '')
    .join('\n\n')
}

/** What is too much is marked like a warning. */
function quotasText({ quotas = [] }: Preview): string {
  return quotas.map(({ text, exceeded }) => `${exceeded ? '! ' : ''}${plain(text)}`).join('\n')
}

/** Who must agree before anything begins, and who on the way. */
function agreeing({ approvals = [] }: Preview): readonly [string, string][] {
  return approvals.map(({ name, gate, stages }) => [
    gate ? 'agrees first' : `agrees (${plain(name)})`,
    stages
      .map(({ name: stage, approvers, conditional }) => {
        const who = `${approvers.minimum} of ${namedText(approvers).join(', ')}`
        return plain(`${stage}: ${who}${conditional ? ', under conditions' : ''}`)
      })
      .join('; then '),
  ])
}

/** `65.10 EUR a month (60.00 EUR to 80.00 EUR), 10.00 EUR once`. */
function costText({ currency, monthly, low, high, one_off, complete, tax }: Cost): string {
  const money = (amount: number): string => printMoney(amount, currency)
  const span = low === high ? '' : ` (${money(low)} to ${money(high)})`
  const once = one_off > 0 ? `, ${money(one_off)} once` : ''
  const rest = complete ? '' : '; not everything has a price'
  return `about ${money(monthly)} a month${span}${once}${tax ? ', tax included' : ''}${rest}`
}

function steps(actions: readonly Planned[], width: number): string {
  return table(
    actions,
    [
      { title: 'ACTION', of: (one) => one.id },
      { title: 'TYPE', of: (one) => one.type },
      { title: 'LANE', of: (one) => one.lane },
      { title: 'RUNS', of: runs },
      { title: 'AFTER', of: (one) => (one.after ?? []).join(', ') },
    ],
    width,
  )
}

/** What is ordered along, in which version; what exists already is not ordered again. */
function orders(actions: readonly Planned[], width: number): string {
  const ordering = actions.filter(({ order }) => order !== undefined)
  if (ordering.length === 0) return ''
  return table(
    ordering,
    [
      { title: 'ACTION', of: (one) => one.id },
      { title: 'ORDERS', of: ({ order }) => order?.item },
      { title: 'VERSION', of: ({ order }) => order?.version },
      {
        title: 'NEW',
        of: ({ order }) => (order?.existing === undefined ? 'yes' : `no: ${order.existing} stands`),
      },
    ],
    width,
  )
}

const verdicts: Readonly<Record<string, string>> = {
  holds: 'yes',
  later: 'depends on outputs',
  fails: 'no',
}

function runs({ role = 'main', on, conditions = 'holds', available = true }: Planned): string {
  if (!available) return 'cannot: not installed'
  if (on !== undefined) return `on ${on}`
  if (role !== 'main') return `as ${role}`
  return verdicts[conditions] ?? conditions
}

function given({ id, name, input, faults = [], dry_run: dry }: Planned): string {
  const title = plain(name === undefined || name === id ? id : `${id}: ${name}`)
  const wrong = faults.map(({ at, message }) => `  ! ${plain(at)} ${plain(message)}`)
  const isGiven = input !== undefined && input !== null && wrong.length === 0
  const lines = isGiven ? plainLines(dump(input, { lineWidth: -1 }).trimEnd()) : []
  const told = [...wrong, ...lines.map((line) => `  ${line}`), ...(dry ? dryLines(dry) : [])]
  return told.length > 0 ? [title, ...told].join('\n') : ''
}
