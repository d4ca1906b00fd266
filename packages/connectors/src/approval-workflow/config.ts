import type { Static } from 'typebox'
import { Type } from 'typebox'
import {
  amount,
  anything,
  choice,
  closed,
  flag,
  list,
  maybe,
  text,
  whole,
  words,
} from '../kit/config.ts'
import type { EffectRule } from '../kit/repeat.ts'

/** The comparisons of action conditions. */
const operators = ['eq', 'ne', 'gt', 'lt', 'gte', 'lte', 'in', 'not_in', 'contains'] as const

const stage = closed('One round of approvals', {
  name: text('Name of the stage, each once', { minLength: 1, maxLength: 80 }),
  order: maybe(whole('Position; the place in the list when left out', { minimum: 0 })),
  parallel: maybe(flag('Runs beside stages of the same order that say so too')),
  approvers: closed('Who decides', {
    type: choice(
      'Persons by e-mail or id, teams, roles, persons whom a template gives (dynamic), or persons by e-mail and teams (any)',
      ['users', 'groups', 'roles', 'dynamic', 'any'],
    ),
    list: Type.Union([Type.String(), Type.Array(Type.String())], {
      description: 'Names, or a template that gives them, separated by commas',
    }),
    holding: maybe(
      words('Of the teams only those members who hold one of these roles', { minItems: 1 }),
    ),
    minimum_approvals: maybe(whole('How many must agree', { minimum: 1, maximum: 50, default: 1 })),
  }),
  conditions: maybe(
    list(
      'Nobody is asked unless all hold; a size that is not known is asked about',
      closed('One condition', {
        field: text('A field, an output of an earlier action, or a path to one', { minLength: 1 }),
        operator: choice('Comparison', operators),
        value: anything('Value compared with'),
      }),
      { maxItems: 20 },
    ),
  ),
  timeout: maybe(
    closed('When nobody decides', {
      duration: amount('Hours from the opening of the stage'),
      action: choice('What happens then', ['approve', 'reject', 'escalate']),
    }),
  ),
  escalation: maybe(
    closed('Whom to ask next', {
      enabled: maybe(flag('Whether it is escalated', { default: true })),
      after: maybe(amount('Hours until the first is asked too, and between each and the next')),
      to: maybe(words('One after the other: an e-mail is a person, else a team', { maxItems: 20 })),
    }),
  ),
  sla: maybe(amount('Hours in which a decision is promised; shown, nothing comes of it')),
})

/** Settings of `approval-workflow`. */
export const ApprovalWorkflowConfig = closed('People agree before it goes on', {
  workflow: maybe(
    closed('The workflow', {
      name: text('Name', { minLength: 1, maxLength: 200 }),
      description: maybe(text('What is being approved, Markdown')),
    }),
  ),
  stages: list('Stages in order', stage, { minItems: 1, maxItems: 20 }),
  allow_self_approval: maybe(flag('Whoever ordered it may decide too', { default: false })),
  notifications: maybe(
    closed('Who is told, besides the persons named', {
      channels: maybe(words('Where: `#channel`, `slack:C123`, `email:a@b.c`', { maxItems: 20 })),
      reminder_interval: maybe(amount('Hours between two reminders, at most 20 of them')),
    }),
  ),
  delegation: maybe(
    closed('Standing in for one another', {
      enabled: maybe(flag('Whether approvers may hand their voice on', { default: true })),
      rules: maybe(
        closed('Rules of delegation', {
          to: maybe(words('The only persons a voice may go to', { maxItems: 100 })),
        }),
      ),
    }),
  ),
})
export type ApprovalWorkflowConfig = Static<typeof ApprovalWorkflowConfig>

export const approvalWorkflowEffect: EffectRule = { repeat: 'safe', reads: true }
