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

const stage = closed('One round of approvals', {
  name: text('Name of the stage', { minLength: 1 }),
  order: maybe(whole('Position')),
  parallel: maybe(flag('Runs beside stages of the same order')),
  approvers: closed('Who decides', {
    type: choice('How they are found', ['users', 'groups', 'roles', 'dynamic']),
    list: Type.Union([Type.String(), Type.Array(Type.String())], {
      description: 'Names, or a template that gives them',
    }),
    minimum_approvals: maybe(whole('How many must agree', { minimum: 1, default: 1 })),
  }),
  conditions: maybe(
    list(
      'Skipped unless all hold',
      closed('One condition', {
        field: text('Field or path'),
        operator: text('Comparison, e.g. gt'),
        value: anything('Value compared with'),
      }),
    ),
  ),
  timeout: maybe(
    closed('When nobody decides', {
      duration: amount('Hours'),
      action: choice('What happens then', ['approve', 'reject', 'escalate']),
    }),
  ),
  escalation: maybe(
    closed('Whom to ask next', {
      enabled: maybe(flag('Whether it is escalated')),
      after: maybe(amount('Hours')),
      to: maybe(words('Who is asked then')),
    }),
  ),
})

/** Settings of `approval-workflow`. */
export const ApprovalWorkflowConfig = closed('People agree before it goes on', {
  workflow: maybe(
    closed('The workflow', {
      name: text('Name', { minLength: 1 }),
      description: maybe(text('What is being approved')),
    }),
  ),
  stages: list('Stages in order', stage, { minItems: 1 }),
  notifications: maybe(
    closed('Who is told', {
      channels: maybe(words('Channels')),
      reminder_interval: maybe(amount('Hours between two reminders')),
    }),
  ),
  delegation: maybe(
    closed('Standing in for one another', {
      enabled: maybe(flag('Whether approvers may delegate')),
      rules: maybe(anything('Rules of delegation')),
    }),
  ),
})
export type ApprovalWorkflowConfig = Static<typeof ApprovalWorkflowConfig>
