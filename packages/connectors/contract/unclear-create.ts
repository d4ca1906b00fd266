import type { FakeDesk } from '@pao/fakes'
import type { Static, TObject } from 'typebox'
import { describe, expect, it } from 'vitest'
import type { Connector } from '../src/kit/connector.ts'
import type { Outputs } from '../src/kit/outcome.ts'
import { closing } from './closing.ts'
import { testContext, type TestContextOptions } from './context.ts'

type Case<C extends TObject> = {
  config: Static<C>
  start(): Promise<{ desk: FakeDesk; options: TestContextOptions }>
  /** Part of the path of the call that makes the ticket. */
  createPath: string
  /** Key the wait for the first ticket has. */
  waitsFor: string
}

/** For connectors that look before they make, beyond the failure matrix: the ticket is found, or given up after three. */
export function exerciseUnclear<C extends TObject>(connector: Connector<C>, sample: Case<C>): void {
  describe(`a create of ${connector.type}`, () => {
    it('that is given up and arrives late is found, not made again', async () => {
      const { desk, options } = await sample.start()
      closing(desk)
      const real = testContext(options).http
      const slow: NonNullable<TestContextOptions['http']> = {
        send(call) {
          if (call.method === 'POST' && call.url.includes(sample.createPath))
            desk.switches.slowMs = 200
          return real.send({ ...call, timeoutMs: 100 })
        },
      }
      const first = await connector.execute(testContext({ ...options, http: slow }), sample.config)
      desk.switches.slowMs = 0
      await new Promise((resolve) => setTimeout(resolve, 300))

      const memo: Outputs = first.kind === 'waiting' ? first.memo : {}
      const second = await connector.poll?.(testContext(options), sample.config, memo)

      expect(first).toMatchObject({ kind: 'waiting', ambiguous: true })
      expect(second).toMatchObject({ key: sample.waitsFor })
      expect(desk.made()).toBe(1)
    })

    it('that never gets a clear answer is given up as unclear after three', async () => {
      const { desk, options } = await sample.start()
      closing(desk)
      desk.switches.failures = [{ status: 500, times: 99, method: 'POST', path: sample.createPath }]

      let outcome = await connector.execute(testContext(options), sample.config)
      let turns = 0
      while (outcome.kind === 'waiting' && connector.poll && turns < 30) {
        outcome = await connector.poll(testContext(options), sample.config, outcome.memo)
        turns += 1
      }

      expect(outcome.kind).toBe('failed')
      expect(desk.switches.failures[0]?.times).toBe(96)
      expect(desk.made()).toBe(0)
    })
  })
}
