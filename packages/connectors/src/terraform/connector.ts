import { defineConnector } from '../kit/connector.ts'
import { checkDecision } from './approval.ts'
import * as cli from './cli.ts'
import { recorded } from './recorded.ts'
import { TerraformConfig, terraformEffect } from './config.ts'

/**
 * Plans and applies Terraform code. Repeats are harmless: what stands in the state is not made again, and the
 * state's lock keeps a late run out.
 */
export const terraform = defineConnector({
  type: 'terraform',
  config: TerraformConfig,
  ...terraformEffect,
  recorded,
  // An apply may wait for a database to be built; the stop leaves time to save the state and free its lock.
  limits: { callMs: 4 * 3_600_000, stopMs: 75_000 },
  outputs: {
    tf_plan: {
      description: 'Counts `add`, `change`, `destroy`, `resources` and the `digest` of the plan',
    },
    tf_applied: { description: 'Whether the plan was applied' },
    tf_created: { description: 'Whether all that stands in the state is of this order' },
    tf_workspace: { description: 'The workspace' },
    tf_state: { description: 'Name of the state in this service' },
    tf_revision: { description: 'Commit of the code' },
    tf_version: { description: 'Version of Terraform' },
  },
  execute: cli.execute,
  poll: cli.poll,
  resume: cli.resume,
  cancel: cli.cancel,
  compensate: cli.compensate,
  check: checkDecision,
})
