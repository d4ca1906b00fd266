import type { Fault } from '@pao/core'
import type { ApprovalAsk, Outputs } from '../kit/outcome.ts'
import { type Static, Type } from 'typebox'
import { Check } from 'typebox/value'
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
  at: string
}

/**
 * What a person decided; undefined = the signal is no decision. It comes as `{decision, digest}`, or as the word on
 * manual work `{outcome, outputs: {digest}}`.
 */
export function decisionOf(signal: Outputs): Decision | undefined {
  const words: Readonly<Record<string, boolean>> = {
    approve: true,
    succeeded: true,
    reject: false,
    failed: false,
  }
  const said = signal['decision'] ?? signal['outcome']
  const approved = typeof said === 'string' && Object.hasOwn(words, said) ? words[said] : undefined
  if (approved === undefined) return undefined
  const isWord = signal['decision'] === undefined
  const outputs = signal['outputs']
  const holder = isWord ? (Object(outputs) as Outputs) : signal
  const digest = holder['digest']
  return {
    approved,
    digest: typeof digest === 'string' ? digest : undefined,
    by: textOf(signal['by']),
    comment: textOf(signal['comment']),
    at: isWord ? '/outputs/digest' : '/digest',
  }
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value.slice(0, 2_000) : ''
}

/** Faults of a decision on another plan than the one that waits. */
export function checkDecision(memo: Outputs, signal: Outputs): readonly Fault[] {
  const decision = decisionOf(signal)
  const ask = memo['ask']
  if (!Check(Ask, ask) || !decision) return []
  const { digest } = ask
  if (decision.digest === digest || (!decision.approved && decision.digest === undefined)) return []
  return [
    {
      code: decision.digest === undefined ? 'decision.digest_missing' : 'decision.digest_other',
      at: decision.at,
      message:
        decision.digest === undefined
          ? 'The decision does not say which plan it is about'
          : 'Another plan waits by now; look at it first',
      hint: `The plan that waits has the digest ${digest}`,
    },
  ]
}
