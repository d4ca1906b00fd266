import { type FakeGithub, startFakeGithub } from '@pao/fakes'
import { afterEach, beforeEach } from 'vitest'
import type { GithubWorkflowConfig } from '../src/github-workflow/config.ts'
import { githubWorkflow } from '../src/github-workflow/connector.ts'
import type { Outcome, Outputs } from '../src/kit/outcome.ts'
import { noon, testContext, type TestContext, type TestContextOptions } from './context.ts'

export const sample: GithubWorkflowConfig = {
  repository: { owner: 'acme', name: 'infra' },
  workflow: { id: 'provision.yaml', ref: 'main' },
  inputs: { name: 'orders' },
}
/** The token of the connection; must be seen nowhere. */
export const canary = 'canary-token-4711'

/** What the stand-in's clock says. */
export const clock = { now: noon }

export type Opened = { github: FakeGithub; options: TestContextOptions }

const now = () => clock.now

/** A stand-in for GitHub and the connection that leads to it. */
export async function openGithubSite(flavor: 'com' | 'ghes' = 'com'): Promise<Opened> {
  const github = await startFakeGithub({ port: 0, token: canary, now, flavor })
  const settings = { url: github.url }
  const connection = { name: 'main', type: 'github', settings, secrets: { token: canary } }
  return { github, options: { connections: [connection] } }
}

export const memoOf = (outcome: Outcome): Outputs =>
  outcome.kind === 'waiting' ? outcome.memo : {}

/** A fresh stand-in for each test of the file or block, and short ways of calling the connector. */
export function useGithub(flavor: 'com' | 'ghes' = 'com') {
  let here: Opened
  beforeEach(async () => {
    clock.now = noon
    here = await openGithubSite(flavor)
  })
  afterEach(() => here.github[Symbol.asyncDispose]())

  const context = (more: TestContextOptions = {}): TestContext =>
    testContext({ ...here.options, ...more })
  const execute = (config = sample, more: TestContextOptions = {}) =>
    githubWorkflow.execute(context(more), config)
  const polled = (outcome: Outcome, config = sample, more: TestContextOptions = {}) =>
    call('poll', context(more), { config, memo: memoOf(outcome) })
  return {
    github: () => here.github,
    context,
    execute,
    polled,
    /** Polls on while it looks for a run that may exist. */
    async looked(first: Outcome, config = sample): Promise<Outcome> {
      let outcome = first
      for (let look = 0; look < 20 && memoOf(outcome)['phase'] === 'looking'; look += 1)
        outcome = await polled(outcome, config)
      return outcome
    },
    /** The one run there is; a test with none or several has failed. */
    onlyRun() {
      const [run, ...others] = here.github.runs()
      if (!run || others.length > 0) throw new Error(`${here.github.runs().length} runs, not one`)
      return run
    },
  }
}

type Given = { config: GithubWorkflowConfig; memo: Outputs }

/** Enters the connector by one of its later doors. */
export function call(
  door: 'poll' | 'resume' | 'cancel',
  context: TestContext,
  { config, memo }: Given,
): Promise<Outcome> {
  const enter = githubWorkflow[door]
  if (!enter) throw new Error(`there is no ${door}`)
  return enter(context, config, memo, {})
}
