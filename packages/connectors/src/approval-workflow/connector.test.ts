import { describe, expect, it } from 'vitest'
import { exerciseConnector, testContext } from '../../contract/index.ts'
import type { ApprovalWorkflowConfig } from './config.ts'
import { approvalWorkflow } from './connector.ts'

const config: ApprovalWorkflowConfig = {
  workflow: { name: 'Large database', description: 'It costs more than usual' },
  stages: [
    { name: 'team', approvers: { type: 'groups', list: ['dba'] } },
    {
      name: 'money',
      approvers: {
        type: 'users',
        list: ['cfo@example.com', 'ceo@example.com'],
        minimum_approvals: 2,
      },
      conditions: [{ field: 'estimated_monthly_cost', operator: 'gt', value: 500 }],
      timeout: { duration: 24, action: 'reject' },
      escalation: { after: 4, to: ['board'] },
    },
  ],
  notifications: { channels: ['#approvals'], reminder_interval: 8 },
  delegation: { rules: { to: ['deputy@example.com'] } },
}
exerciseConnector(approvalWorkflow, { config })

const hour = 3_600_000
const asked = async (
  known: Record<string, unknown>,
  change: Partial<ApprovalWorkflowConfig> = {},
) => {
  const outcome = await approvalWorkflow.execute(testContext({ known }), { ...config, ...change })
  return outcome.kind === 'waiting' ? outcome : undefined
}

it('asks by stages, in order, with their clocks', async () => {
  const outcome = await asked({ estimated_monthly_cost: 900 })

  expect(outcome).toMatchObject({ waitingFor: 'person' })
  expect(outcome).not.toHaveProperty('until')
  expect(outcome?.ask).toMatchObject({
    title: 'Large database',
    summary: 'It costs more than usual',
    gate: true,
    channels: ['#approvals'],
    reminderMs: 8 * hour,
    delegation: { to: ['deputy@example.com'] },
    stages: [
      { name: 'team', order: 1, approvers: { type: 'groups', list: ['dba'], minimum: 1 } },
      {
        name: 'money',
        order: 2,
        approvers: { minimum: 2 },
        timeout: { afterMs: 24 * hour, action: 'reject' },
        escalation: { afterMs: 4 * hour, to: ['board'] },
      },
    ],
  })
})

describe('a stage with a condition', () => {
  it.each([
    [
      'is left out when it does not hold',
      { estimated_monthly_cost: 500 },
      'estimated_monthly_cost gt 500',
    ],
    ['is asked when it holds', { estimated_monthly_cost: 501 }, undefined],
    ['is asked when nobody knows the size', {}, undefined],
  ])('%s', async (_name, known, skipped) => {
    const outcome = await asked(known)

    expect(outcome?.ask?.stages?.[1]?.skipped).toBe(skipped)
  })
})

it('takes names from a template as they stand in its text', async () => {
  const list = 'boss@example.com, second@example.com;boss@example.com'

  const outcome = await asked(
    {},
    { stages: [{ name: 'boss', approvers: { type: 'dynamic', list } }] },
  )

  expect(outcome?.ask?.stages?.[0]?.approvers).toEqual({
    type: 'users',
    list: ['boss@example.com', 'second@example.com'],
    minimum: 1,
  })
})

it('says all at once why nobody could ever decide', async () => {
  const outcome = await approvalWorkflow.execute(testContext(), {
    stages: [
      { name: 'self', approvers: { type: 'users', list: ['ADA@example.com'] } },
      { name: 'self', approvers: { type: 'dynamic', list: ' ' } },
      {
        name: 'late',
        approvers: { type: 'roles', list: ['approver'] },
        timeout: { duration: 1, action: 'escalate' },
      },
    ],
  })

  expect(outcome).toMatchObject({
    kind: 'failed',
    retryable: false,
    code: 'approval.config_invalid',
  })
  const message = outcome.kind === 'failed' ? outcome.message : ''
  expect([...message.matchAll(/\/stages[a-z0-9/]+(?=:)/g)].map(([place]) => place)).toEqual([
    '/stages/1/name',
    '/stages/0/approvers',
    '/stages/1/approvers/list',
    '/stages/2/timeout/action',
  ])
})

it('lets whoever ordered it decide where the item says so', async () => {
  const stages = [
    { name: 'self', approvers: { type: 'users' as const, list: ['ada@example.com'] } },
  ]

  const outcome = await asked({}, { stages, allow_self_approval: true })

  expect(outcome?.ask).toMatchObject({ selfAllowed: true })
})

const told = async (signal: Record<string, unknown>) => {
  const { memo = {} } = (await asked({})) ?? {}
  const given = { ...memo, ...signal }
  return approvalWorkflow.resume!(testContext(), config, memo, given)
}

describe('the verdict', () => {
  it('that says yes is the outcome', async () => {
    const outcome = await told({ decision: 'approve', by: 'ceo@example.com', comment: 'go' })

    expect(outcome).toEqual({
      kind: 'succeeded',
      outputs: { decision: 'approve', approved_by: 'ceo@example.com', comment: 'go' },
    })
  })

  it('that says no fails with the words of who said it, and is not tried again', async () => {
    const outcome = await told({ decision: 'reject', by: 'cfo@example.com', comment: 'too dear' })

    expect(outcome).toMatchObject({
      kind: 'failed',
      retryable: false,
      class: 'rejected',
      code: 'approval.rejected',
      message: 'Rejected by cfo@example.com: too dear',
    })
  })

  it.each([{ digest: 'other', decision: 'approve' }, { outcome: 'succeeded' }, {}])(
    'is not %o: it asks again',
    async (signal) => {
      expect((await told(signal)).kind).toBe('waiting')
    },
  )
})
