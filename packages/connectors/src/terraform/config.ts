import type { Static } from 'typebox'
import { type EffectRule, literal } from '../kit/repeat.ts'
import {
  address,
  anything,
  choice,
  closed,
  compensates,
  flag,
  freeMap,
  list,
  maybe,
  secretName,
  text,
  whole,
  words,
} from '../kit/config.ts'

const hookNames = (when: string) =>
  maybe(
    words(`Names from the operator's allow-list, run ${when}; a shell line is refused`, {
      items: { type: 'string', pattern: '^[A-Za-z0-9][A-Za-z0-9_.-]*$' },
    }),
  )

/** Settings of `terraform`. */
export const TerraformConfig = closed(
  'Plans and applies a Terraform module',
  {
    runner: maybe(
      choice('Where it runs: beside the worker, or in HCP Terraform', ['cli', 'hcp'], {
        default: 'cli',
      }),
    ),
    connection: maybe(text('Connection of type `terraform`, for `hcp`; the only one if left out')),
    source: maybe(
      closed('Where the code comes from', {
        type: choice('Kind of source', ['git', 'registry', 'local']),
        location: text(
          'Repository, registry address, or path below the operator’s folder of modules',
          { minLength: 1 },
        ),
        ref: maybe(text('Branch, tag or commit; of a registry module its version')),
        connection: maybe(text('Connection of type `git` that opens the repository')),
      }),
    ),
    module: maybe(
      closed('Which module', {
        name: maybe(text('Name of the module, for people')),
        version: maybe(text('Version or range of a registry module')),
        path: maybe(text('Path inside the source')),
      }),
    ),
    workspace: maybe(
      closed('Which workspace; left out = a state of the request alone', {
        name: text('Name of the workspace', { minLength: 1 }),
        create_if_not_exists: maybe(flag('Make it when it is missing', { default: true })),
      }),
    ),
    variables: maybe(freeMap('Input variables; they win over `var_files`')),
    sensitive_variables: maybe(
      words(
        'Names among `variables` that `hcp` keeps as sensitive variables of the workspace; the others stand in the run',
      ),
    ),
    var_files: maybe(
      list('Variable files', closed('One file', { path: text('Path in the source') })),
    ),
    backend: maybe(
      closed('Where the state lives; left out = in this service', {
        type: choice('Kind of backend', ['s3', 'azurerm', 'gcs', 'remote', 'pg', 'http', 'local']),
        config: maybe(
          freeMap(
            'Settings of the backend; `http` without an `address` is this service, `state` then names the state',
          ),
        ),
      }),
    ),
    providers: maybe(
      list(
        'Providers',
        closed('One provider', {
          name: text('Name, as in `aws` or `hashicorp/aws`', { minLength: 1 }),
          version: maybe(text('Version or range')),
          config: maybe(freeMap('Settings of the provider')),
        }),
      ),
    ),
    execution: maybe(
      closed('How it runs', {
        plan_only: maybe(flag('Stop after the plan', { default: false })),
        auto_approve: maybe(flag('Apply without a person looking at the plan', { default: false })),
        destroy: maybe(flag('Destroy instead', { default: false })),
        refresh: maybe(flag('Refresh the state first', { default: true })),
        parallelism: maybe(whole('Concurrent operations', { minimum: 1, maximum: 256 })),
        lock_timeout: maybe(
          whole('Seconds to wait for the lock of the state', {
            minimum: 0,
            maximum: 3600,
            default: 300,
          }),
        ),
      }),
    ),
    outputs: maybe(
      closed('What is kept', {
        capture: maybe(anything('true = all, false = none, or the list of output names')),
        sensitive: maybe(words('Outputs that are secrets')),
      }),
    ),
    hooks: maybe(
      closed('Scripts of the operator', {
        pre_init: hookNames('before init'),
        post_init: hookNames('after init'),
        pre_plan: hookNames('before plan'),
        post_plan: hookNames('after plan'),
        pre_apply: hookNames('before apply'),
        post_apply: hookNames('after apply'),
      }),
    ),
  },
  compensates,
)
export type TerraformConfig = Static<typeof TerraformConfig>

/** A second run finds in the state what the first made; a run of HCP is looked for by its message. */
export const terraformEffect: EffectRule = {
  repeat: (config) => (literal(config, 'runner') === 'hcp' ? 'search' : 'safe'),
  reads: (config) => literal(config, 'execution', 'plan_only') === true,
}

/** Settings of a connection of type `terraform`: an organization in HCP Terraform or Terraform Enterprise. */
export const TerraformConnection = closed('An organization in HCP Terraform', {
  url: maybe(address('Address of the service', { default: 'https://app.terraform.io' })),
  organization: text('Name of the organization', { minLength: 1 }),
  token_ref: secretName('Secret holding a team or user token; an organization token cannot run'),
  webhook_secret_ref: maybe(secretName('Secret that signs run notifications')),
})

/** Settings of a connection of type `git`: what opens repositories of Terraform code. */
export const GitConnection = closed('Credentials for git repositories', {
  url: text('Address they are for, good for what lies below it', { minLength: 1 }),
  token_ref: maybe(secretName('Secret holding the token for https')),
  ssh_key_ref: maybe(secretName('Secret holding the private key for ssh')),
})
