import { type FakeJira, startFakeJira } from '@pao/fakes'
import { afterEach, beforeEach } from 'vitest'
import type { JiraTicketConfig } from '../src/jira-ticket/config.ts'
import { jiraTicket } from '../src/jira-ticket/connector.ts'
import type { Connection } from '../src/kit/context.ts'
import type { Outcome, Outputs } from '../src/kit/outcome.ts'
import { testContext, type TestContextOptions } from './context.ts'

export type Flavor = 'cloud' | 'dc'

export const memoOf = (outcome: Outcome): Outputs =>
  outcome.kind === 'waiting' ? outcome.memo : {}

/** A fresh stand-in for Jira for each test of the file or block, and short ways of calling the connector. */
export function useJira(flavor: Flavor = 'cloud', settings: Connection['settings'] = {}) {
  let jira: FakeJira
  beforeEach(async () => {
    jira = await startFakeJira({ port: 0 })
  })
  afterEach(() => jira[Symbol.asyncDispose]())

  const connection = (): Connection => ({
    name: 'main',
    type: 'jira',
    settings: { url: jira.url, flavor, email: jira.credentials.email, ...settings },
    secrets: { token: jira.credentials.token },
  })
  const context = (more: TestContextOptions = {}) =>
    testContext({ connections: [connection()], ...more })
  return {
    jira: () => jira,
    connection,
    context,
    execute: (config: JiraTicketConfig, more: TestContextOptions = {}) =>
      jiraTicket.execute(context(more), config),
    /** Looks once more after a wait. */
    polled: (outcome: Outcome, config: JiraTicketConfig, more: TestContextOptions = {}) =>
      jiraTicket.poll!(context(more), config, memoOf(outcome)),
    cancel: (outcome: Outcome, config: JiraTicketConfig) =>
      jiraTicket.cancel!(context(), config, memoOf(outcome)),
    undo: (key: string, config: JiraTicketConfig) =>
      jiraTicket.compensate!(context(), config, { key }),
    /** The first issue of the site; a test without one has failed. */
    issue() {
      const [first] = jira.issues()
      if (!first) throw new Error('there is no issue')
      return first
    },
  }
}
