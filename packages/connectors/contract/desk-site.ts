import { type FakeDesk, startFakeDesk } from '@pao/fakes'
import type { Static, TObject } from 'typebox'
import { afterEach, beforeEach } from 'vitest'
import type { Connector } from '../src/kit/connector.ts'
import type { Connection } from '../src/kit/context.ts'
import { deskKey } from '../src/kit/desk.ts'
import type { Outcome, Outputs } from '../src/kit/outcome.ts'
import { testContext, type TestContext, type TestContextOptions } from './context.ts'
import { exerciseConnector } from './index.ts'
import { exerciseUnclear } from './unclear-create.ts'

type Site<C extends TObject> = {
  /** Type of the connection. */
  type: string
  config: Static<C>
  /** Of the connection, beside address and user. */
  settings?: (desk: FakeDesk) => Connection['settings']
  /** For connectors that wait for a ticket: part of the path that makes it, and the key the wait for the first has. */
  ticket?: { createPath: string; waitsFor: string }
}

export const memoOf = (outcome: Outcome): Outputs =>
  outcome.kind === 'waiting' ? outcome.memo : {}

/** What every connector to a service desk must do, then a fresh stand-in for each test of the file. */
export function useDesk<C extends TObject>(connector: Connector<C>, site: Site<C>) {
  const connectionTo = (to: FakeDesk): Connection => ({
    name: 'main',
    type: site.type,
    settings: { url: to.url, username: to.credentials.username, ...site.settings?.(to) },
    secrets: { password: to.credentials.password },
  })
  const start = async () => {
    const started = await startFakeDesk({ port: 0, password: `canary-of-${connector.type}` })
    return { desk: started, options: { connections: [connectionTo(started)] } }
  }
  exerciseConnector(connector, {
    config: site.config,
    carriesKey: ({ body }, key) => String(body ?? '').includes(deskKey(key)),
    async remote() {
      const { desk: remote, options } = await start()
      return {
        config: site.config,
        options,
        fail(status, retryAfter) {
          const failure = { status, times: 9, ...(retryAfter !== undefined && { retryAfter }) }
          remote.switches.failures = [failure]
        },
        effects: () => remote.made(),
        [Symbol.asyncDispose]: () => remote[Symbol.asyncDispose](),
      }
    },
  })
  if (site.ticket) exerciseUnclear(connector, { config: site.config, start, ...site.ticket })

  let desk: FakeDesk
  beforeEach(async () => {
    desk = await startFakeDesk({ port: 0 })
  })
  afterEach(() => desk[Symbol.asyncDispose]())
  return {
    desk: () => desk,
    connection: () => connectionTo(desk),
    context: (more: TestContextOptions = {}): TestContext =>
      testContext({ connections: [connectionTo(desk)], ...more }),
  }
}
