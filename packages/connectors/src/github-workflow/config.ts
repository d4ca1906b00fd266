import type { Static } from 'typebox'
import { Type } from 'typebox'
import { amount, choice, closed, flag, maybe, secretName, text, textMap } from '../kit/config.ts'

/** Settings of `github-workflow`. */
export const GithubWorkflowConfig = closed('Starts a GitHub Actions workflow', {
  repository: closed('Which repository', {
    owner: text('Organisation or user', { minLength: 1 }),
    name: text('Repository', { minLength: 1 }),
  }),
  workflow: closed('Which workflow', {
    id: Type.Union([Type.String({ minLength: 1 }), Type.Integer()], {
      description: 'Number or file name of the workflow',
    }),
    ref: maybe(text('Branch or tag')),
  }),
  inputs: maybe(textMap('Inputs of the workflow; all values are text')),
  authentication: maybe(
    closed('Who starts it', {
      type: choice('Kind of authentication', ['token', 'app']),
      token_ref: maybe(secretName('Secret with the token')),
      app_id: maybe(Type.Union([Type.String(), Type.Integer()], { description: 'App id' })),
      installation_id: maybe(
        Type.Union([Type.String(), Type.Integer()], { description: 'Installation id' }),
      ),
      private_key_ref: maybe(secretName('Secret with the private key of the app, PEM')),
    }),
  ),
  monitoring: maybe(
    closed('Waiting for the run', {
      wait_for_completion: maybe(flag('Wait until the run has ended')),
      timeout: maybe(amount('Seconds until waiting is given up')),
      poll_interval: maybe(amount('Seconds between two looks')),
    }),
  ),
  artifacts: maybe(
    closed('Files the run made', {
      download: maybe(flag('Keep them with the request')),
      path: maybe(text('Name or pattern of the artifact')),
    }),
  ),
  outputs: maybe(
    closed('What is kept', {
      capture_logs: maybe(flag('Keep the logs')),
      extract_outputs: maybe(flag('Read outputs from the run')),
    }),
  ),
  error_handling: maybe(
    closed('What a failed run means', {
      on_workflow_failure: maybe(text('Strategy when the run fails')),
      on_job_failure: maybe(textMap('Job name to strategy')),
    }),
  ),
})
export type GithubWorkflowConfig = Static<typeof GithubWorkflowConfig>
