import type { Static } from 'typebox'
import {
  anything,
  choice,
  closed,
  compensates,
  flag,
  freeMap,
  list,
  maybe,
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
    runner: maybe(choice('Where it runs', ['cli', 'hcp'], { default: 'cli' })),
    source: maybe(
      closed('Where the code comes from', {
        type: choice('Kind of source', ['git', 'registry', 'local']),
        location: text('Repository, registry address or path', { minLength: 1 }),
        ref: maybe(text('Branch, tag or commit')),
      }),
    ),
    module: maybe(
      closed('Which module', {
        name: maybe(text('Name of the module')),
        version: maybe(text('Version or range')),
        path: maybe(text('Path inside the source')),
      }),
    ),
    workspace: maybe(
      closed('Which workspace', {
        name: text('Name of the workspace', { minLength: 1 }),
        create_if_not_exists: maybe(flag('Make it when it is missing')),
      }),
    ),
    variables: maybe(freeMap('Input variables')),
    var_files: maybe(
      list('Variable files', closed('One file', { path: text('Path in the source') })),
    ),
    backend: maybe(
      closed('Where the state lives', {
        type: choice('Kind of backend', ['s3', 'azurerm', 'gcs', 'remote', 'pg', 'http', 'local']),
        config: maybe(freeMap('Settings of the backend')),
      }),
    ),
    providers: maybe(
      list(
        'Providers',
        closed('One provider', {
          name: text('Name', { minLength: 1 }),
          version: maybe(text('Version or range')),
          config: maybe(anything('Settings of the provider')),
        }),
      ),
    ),
    execution: maybe(
      closed('How it runs', {
        plan_only: maybe(flag('Stop after the plan')),
        auto_approve: maybe(flag('Apply without a person looking at the plan')),
        destroy: maybe(flag('Destroy instead')),
        refresh: maybe(flag('Refresh the state first')),
        parallelism: maybe(whole('Concurrent operations', { minimum: 1, maximum: 256 })),
      }),
    ),
    outputs: maybe(
      closed('What is kept', {
        capture: maybe(anything('true, or the list of output names')),
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
