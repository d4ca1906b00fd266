import { defineConnector } from '../kit/connector.ts'
import { cli } from './cli.ts'
import { TerraformConfig, terraformEffect } from './config.ts'
import { hcp } from './hcp.ts'
import { observe } from './observe.ts'
import { recorded } from './recorded.ts'

const runnerOf = ({ runner }: TerraformConfig) => (runner === 'hcp' ? hcp : cli)

/**
 * Plans and applies Terraform code, beside the worker or in HCP Terraform. Repeats are harmless: what stands in
 * the state is not made again, and a run that was started is found by its message.
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
    tf_run: { description: 'Id of the run in HCP Terraform' },
  },
  execute: (context, config) => runnerOf(config).execute(context, config),
  poll: (context, config, memo) => runnerOf(config).poll(context, config, memo),
  resume: (context, config, memo, signal) => runnerOf(config).resume(context, config, memo, signal),
  cancel: (context, config, memo) => runnerOf(config).cancel(context, config, memo),
  compensate: (context, config, outputs) => runnerOf(config).compensate(context, config, outputs),
  observe,
})
