import type { ApprovalAsk, Outputs } from '../kit/outcome.ts'
import { type Static, Type } from 'typebox'
import type { PlannedChange, Told } from './stream.ts'

const Ask = Type.Object({ title: Type.String(), summary: Type.String(), digest: Type.String() })

/** What a wait for a person remembers. */
export const Waiting = Type.Object({
  ask: Ask,
  /** The commit the plan was made of. */
  revision: Type.Optional(Type.String()),
  /** Whether the state was empty before this order. */
  created: Type.Boolean(),
  /** What the outputs tell of the plan. */
  plan: Type.Record(Type.String(), Type.Unknown()),
})
export type Waiting = Static<typeof Waiting>

/** Resources named in a summary. */
const mostNamed = 100

const signs: Readonly<Record<string, string>> = {
  create: '+',
  update: '~',
  delete: '-',
  replace: '-/+',
  read: '<=',
  import: '<-',
  forget: 'forget',
  move: 'move',
}

/** What people are shown of a plan: counts, addresses and names of outputs, no values. */
export function askFor(name: string, plan: Plan): ApprovalAsk {
  return {
    title: `Apply the Terraform plan of ${name}`,
    summary: summaryOf(plan),
    digest: plan.digest,
  }
}

export type Plan = Pick<Told, 'counts' | 'changes' | 'outputs'> & { digest: string }

/** The plan in Markdown. */
export function summaryOf({ counts, changes, outputs, digest }: Plan): string {
  const { add, change, destroy } = counts
  const named = changes.slice(0, mostNamed).map(lineOf)
  const more = changes.length - named.length
  return [
    `**${add} to add, ${change} to change, ${destroy} to destroy**`,
    ...(named.length > 0 ? [['```', ...named, '```'].join('\n')] : []),
    ...(more > 0 ? [`and ${more} more resources`] : []),
    ...(outputs.length > 0 ? [`Outputs that change: ${outputs.map(code).join(', ')}`] : []),
    `Plan ${code(digest)}`,
  ].join('\n\n')
}

function lineOf({ address, action }: PlannedChange): string {
  return `${(signs[action] ?? action).padEnd(3)} ${address.replaceAll('`', "'").replaceAll(/\s/g, ' ')}`
}

function code(text: string): string {
  return `\`${text.replaceAll('`', "'")}\``
}

export type Decision = {
  approved: boolean
  digest: string | undefined
  by: string
  comment: string
}

/** What people decided; undefined = the signal is no decision. */
export function decisionOf(signal: Outputs): Decision | undefined {
  const { decision, digest, by, comment } = signal
  if (decision !== 'approve' && decision !== 'reject') return undefined
  return {
    approved: decision === 'approve',
    digest: typeof digest === 'string' ? digest : undefined,
    by: textOf(by),
    comment: textOf(comment),
  }
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value.slice(0, 2_000) : ''
}
