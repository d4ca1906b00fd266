import { createHash } from 'node:crypto'
import type { ApprovalAsk } from '@pao/core/engine'
import { defineConnector } from '../kit/connector.ts'
import type { ActionContext } from '../kit/context.ts'
import type { Outcome, Outputs } from '../kit/outcome.ts'
import { permanent } from '../kit/target.ts'
import { ApprovalWorkflowConfig, approvalWorkflowEffect } from './config.ts'
import { recorded } from './recorded.ts'
import { askedStages } from './stages.ts'

/** Asks people, stage by stage, and goes on with what they have decided. */
export const approvalWorkflow = defineConnector({
  type: 'approval-workflow',
  config: ApprovalWorkflowConfig,
  ...approvalWorkflowEffect,
  recorded,
  outputs: {
    decision: { description: 'Always `approve`; a refusal is a failure' },
    approved_by: { description: 'Who gave the last approval, or `timeout` or `conditions`' },
    comment: { description: 'What they wrote' },
  },
  execute: ask,
  poll: ask,
  resume: decide,
})

async function ask(context: ActionContext, config: ApprovalWorkflowConfig): Promise<Outcome> {
  const { stages, faults } = askedStages(context, config)
  if (faults.length > 0) return permanent('approval.config_invalid', faults.join('; '))
  const title = config.workflow?.name ?? `${context.request.item.name}: ${context.action.name}`
  const digest = digestOf(config, stages)
  context.log(`asks people: ${title}`)
  return {
    kind: 'waiting',
    waitingFor: 'person',
    memo: { digest },
    ask: askOf(config, { title, digest, stages }),
  }
}

function askOf(
  config: ApprovalWorkflowConfig,
  asked: Required<Pick<ApprovalAsk, 'title' | 'digest' | 'stages'>>,
): ApprovalAsk {
  return {
    ...asked,
    summary: config.workflow?.description ?? '',
    gate: true,
    ...(config.allow_self_approval === true && { selfAllowed: true }),
    ...toldOf(config),
    ...delegationOf(config),
  }
}

function toldOf({
  notifications,
}: ApprovalWorkflowConfig): Pick<ApprovalAsk, 'channels' | 'reminderMs'> {
  const { channels, reminder_interval: reminder = 0 } = notifications ?? {}
  return {
    ...(channels && { channels }),
    ...(reminder > 0 && { reminderMs: reminder * 3_600_000 }),
  }
}

function delegationOf({ delegation }: ApprovalWorkflowConfig): Pick<ApprovalAsk, 'delegation'> {
  if (!delegation || delegation.enabled === false) return {}
  const to = delegation.rules?.to
  return { delegation: { ...(to && { to }) } }
}

/** Of everything the settings say after rendering, and of which stages it leaves. */
function digestOf(config: ApprovalWorkflowConfig, stages: unknown): string {
  return createHash('sha256')
    .update(JSON.stringify([config, stages]))
    .digest('hex')
}

/** The signal is the verdict on what was asked; anything else asks again. */
async function decide(
  context: ActionContext,
  config: ApprovalWorkflowConfig,
  memo: Outputs,
  signal: Outputs,
): Promise<Outcome> {
  const { decision, digest, by, comment } = signal
  const isOurs = (decision === 'approve' || decision === 'reject') && digest === memo['digest']
  if (!isOurs) return ask(context, config)
  const words = typeof comment === 'string' ? comment : ''
  const who = typeof by === 'string' ? by : 'somebody'
  if (decision === 'reject')
    return {
      kind: 'failed',
      retryable: false,
      class: 'rejected',
      code: 'approval.rejected',
      message: words === '' ? `Rejected by ${who}` : `Rejected by ${who}: ${words}`,
      made: 'no',
    }
  return {
    kind: 'succeeded',
    outputs: { decision, approved_by: who, ...(words !== '' && { comment: words }) },
  }
}
