import { el } from './dom.ts'

type Call = {
  method?: string
  target: string
  body?: unknown
  answer?: { status?: number; source: string }
  times?: number
}
type DryRun = {
  outcome: { kind: string; code?: string; message?: string }
  calls: readonly Call[]
  outputs: Readonly<Record<string, unknown>>
  notes: readonly string[]
}
type Step = {
  id: string
  name?: string
  type: string
  after?: readonly string[]
  input?: unknown
  faults?: readonly { at: string; message: string }[]
  dry_run?: DryRun
}
export type SimulatedPlan = { warnings?: readonly string[]; actions: readonly Step[] }

/** The plan of an order that was tried dry: each step with how it would end, folded around its calls. */
export function planView({ actions, warnings = [] }: SimulatedPlan): HTMLElement {
  return el(
    'section',
    { class: 'card', 'aria-label': 'What would happen' },
    el('h2', {}, 'What would happen'),
    el('p', {}, 'Nothing was sent. The answers of other systems are recorded ones.'),
    ...warnings.map((text) => el('p', { class: 'bad' }, text)),
    actions.length === 0
      ? el('p', {}, 'Nothing: the plan has no steps.')
      : el('ol', {}, ...actions.map(stepView)),
  )
}

function stepView({ id, name, type, input, faults = [], dry_run: dry }: Step): HTMLElement {
  const kind = dry?.outcome.kind ?? 'not_known'
  const tone = kind === 'would_succeed' ? 'good' : kind === 'would_fail' ? 'bad' : ''
  return el(
    'li',
    {},
    el(
      'details',
      {},
      el(
        'summary',
        {},
        `${name ?? id} (${type}): `,
        el('strong', { class: tone }, kind.replaceAll('_', ' ')),
      ),
      ...faults.map(({ at, message }) => el('p', { class: 'bad' }, `${at} ${message}`)),
      input !== undefined && input !== null && block('Given', input),
      ...(dry ? dryView(dry) : []),
    ),
  )
}

function dryView({ outcome, calls, outputs, notes }: DryRun): HTMLElement[] {
  const why = [outcome.code, outcome.message].filter((part) => part !== undefined).join(': ')
  return [
    ...(why === '' ? [] : [el('p', {}, why)]),
    ...calls.map(callView),
    ...(Object.keys(outputs).length > 0 ? [block('Brings', outputs)] : []),
    ...notes.map((note) => el('p', {}, note)),
  ]
}

function callView({ method = '', target, body, answer, times }: Call): HTMLElement {
  const often = times === undefined ? '' : `, ${times} times`
  const from = answer ? ` [${answer.status ?? ''} ${answer.source}]` : ''
  const line = `${method} ${target}${often}${from}`.trim()
  return body === undefined ? el('p', {}, el('code', {}, line)) : block(line, body)
}

function block(title: string, value: unknown): HTMLElement {
  const text = typeof value === 'string' ? value : JSON.stringify(value, undefined, 2)
  return el('div', {}, el('p', {}, el('code', {}, title)), el('pre', {}, text))
}
