import type { Static } from 'typebox'
import { Type } from 'typebox'
import { amount, choice, closed, flag, maybe, secretName, text, words } from '../kit/config.ts'
import { type EffectRule, literal } from '../kit/repeat.ts'

const strategies = ['fail', 'continue', 'retry'] as const

const number = (description: string) =>
  Type.Union([Type.String({ minLength: 1 }), Type.Integer()], { description })

/** Input that is given the mark a run is found by, unless the item names another. */
export const defaultMarkInput = 'pao_request_id'

/** Settings of `github-workflow`. */
export const GithubWorkflowConfig = closed('Starts a GitHub Actions workflow', {
  connection: maybe(
    closed('Which GitHub', {
      instance: maybe(text('Name of the GitHub connection', { minLength: 1 })),
    }),
  ),
  repository: closed('Which repository', {
    owner: text('Organisation or user', { minLength: 1 }),
    name: text('Repository', { minLength: 1 }),
  }),
  workflow: closed('Which workflow', {
    id: number('Number or file name of the workflow'),
    ref: maybe(text('Branch or tag', { default: 'main' })),
    mark_input: maybe(
      text(
        'Input that is given the mark a run is found by; its run-name must show it. Empty: the workflow has none, and a start without an answer is not repeated but a person asked',
        { default: defaultMarkInput },
      ),
    ),
  }),
  inputs: maybe(
    Type.Record(Type.String(), Type.Unknown(), {
      description:
        'Inputs of the workflow, at most 25 with the mark; numbers and yes/no go as text, lists and maps as JSON, what is empty (null) not at all',
      maxProperties: 25,
    }),
  ),
  authentication: maybe(
    closed('Who starts it; the connection says so when left out', {
      type: choice('Kind of authentication', ['token', 'app']),
      token_ref: maybe(secretName('Secret with the token')),
      app_id: maybe(number('App id, or its client id')),
      installation_id: maybe(
        number("Installation id; the repository's own installation when left out"),
      ),
      private_key_ref: maybe(secretName('Secret with the private key of the app, PEM')),
    }),
  ),
  monitoring: maybe(
    closed('Waiting for the run', {
      wait_for_completion: maybe(flag('Wait until the run has ended', { default: true })),
      timeout: maybe(
        amount('Seconds until waiting is given up; the run itself goes on', {
          exclusiveMinimum: 0,
        }),
      ),
      poll_interval: maybe(
        amount('Seconds between two looks, 5 at least; from 15 to 300, growing, when left out', {
          maximum: 3600,
        }),
      ),
    }),
  ),
  artifacts: maybe(
    closed('Files the run made', {
      download: maybe(flag('Keep the text files in them as the output `files`')),
      path: maybe(text('Name of the artifact, * stands for anything', { default: '*' })),
    }),
  ),
  outputs: maybe(
    closed('What is kept', {
      capture_logs: maybe(
        flag(
          'Keep the end of the logs: as the output `logs`, or of failed jobs in the log of the attempt',
        ),
      ),
      extract_outputs: maybe(
        flag('Read outputs from the file outputs.json of the artifact `pao-outputs`'),
      ),
      sensitive: maybe(words('Names of those outputs that are secrets')),
    }),
  ),
  error_handling: maybe(
    closed('What a failed run means', {
      on_workflow_failure: maybe(
        choice(
          'fail: the action fails; continue: it succeeds all the same; retry: the failed jobs are run once more',
          strategies,
          { default: 'fail' },
        ),
      ),
      on_retry: maybe(
        choice(
          'What a retried request does about a run that failed. rerun: its failed jobs run again, with the inputs and the commit it had; new: a new run is started, with inputs and workflow as they are now',
          ['rerun', 'new'],
          { default: 'rerun' },
        ),
      ),
      on_job_failure: maybe(
        Type.Record(Type.String(), choice('What that job failing means', strategies), {
          description: 'Job name to strategy; a job that is not named goes by on_workflow_failure',
        }),
      ),
    }),
  ),
})
export type GithubWorkflowConfig = Static<typeof GithubWorkflowConfig>

/** Settings of a `github` connection; the operator writes secrets as `<name>_ref`. */
export const GithubConnection = closed('GitHub, or one GitHub Enterprise Server', {
  url: maybe(
    text('Address of the site: https://github.com, or of a GitHub Enterprise Server', {
      pattern: '^https?://',
      default: 'https://github.com',
    }),
  ),
  token_ref: maybe(secretName('Secret with a fine-grained token: actions, read and write')),
  app_id: maybe(number('Id or client id of the GitHub App that is used instead of a token')),
  installation_id: maybe(
    number("Installation of the app; each repository's own installation when left out"),
  ),
  private_key_ref: maybe(secretName('Secret with the private key of the app, PEM')),
  search_lag: maybe(
    amount('Seconds until a run that was started is surely in the list of runs', {
      default: 60,
      maximum: 3600,
    }),
  ),
  webhook_secret_ref: maybe(
    secretName('Secret that signs incoming webhooks (X-Hub-Signature-256)'),
  ),
  previous_webhook_secret_ref: maybe(
    secretName('The webhook secret before it, still accepted while it changes'),
  ),
})

/** Without a mark nobody can tell the run of a lost answer from another's. */
export const githubWorkflowEffect: EffectRule = {
  repeat: (config) => (literal(config, 'workflow', 'mark_input') === '' ? 'never' : 'search'),
}
