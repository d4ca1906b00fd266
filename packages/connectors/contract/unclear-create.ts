import type { FakeDesk } from '@pao/fakes'
import type { Static, TObject } from 'typebox'
import { describe, expect, it } from 'vitest'
import type { Connector } from '../src/kit/connector.ts'
import type { Outcome, Outputs } from '../src/kit/outcome.ts'
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

/** What the create may come to. The method is that of the call that makes the ticket. */
const troubles: readonly (readonly [string, (desk: FakeDesk, path: string) => void])[] = [
  ['whose reply is lost', ({ switches }) => void (switches.dropAfterEffect = 1)],
  [
    'that fails after the fact',
    ({ switches }) => void switches.spoilAfterEffect.push({ status: 502, times: 1 }),
  ],
  [
    'whose good answer is a page of a proxy',
    ({ switches }) => void switches.spoilAfterEffect.push({ status: 201, times: 1 }),
  ],
  [
    'that is busy first',
    ({ switches }, path) =>
      void (switches.failures = [{ status: 429, times: 1, method: 'POST', path, retryAfter: 3 }]),
  ],
  [
    'that is refused before the fact',
    ({ switches }, path) =>
      void (switches.failures = [{ status: 503, times: 1, method: 'POST', path }]),
  ],
]

/** For connectors that look before they make: however the create goes, one ticket comes of it. */
export function exerciseUnclear<C extends TObject>(connector: Connector<C>, sample: Case<C>): void {
  const run = async (
    options: TestContextOptions,
    trouble: (() => void) | undefined,
  ): Promise<Outcome> => {
    trouble?.()
    let outcome = await connector.execute(testContext(options), sample.config)
    for (let turn = 0; turn < 20; turn += 1) {
      const memo: Outputs = outcome.kind === 'waiting' ? outcome.memo : {}
      if (outcome.kind === 'failed' && outcome.retryable)
        outcome = await connector.execute(
          testContext({ ...options, attempt: 2, maybeDone: outcome.made !== 'no' }),
          sample.config,
        )
      else if (memo['phase'] === 'looking' && connector.poll)
        outcome = await connector.poll(testContext(options), sample.config, memo)
      else return outcome
    }
    return outcome
  }

  describe(`a create of ${connector.type}`, () => {
    it.each(troubles)('%s ends in one ticket', async (_how, trouble) => {
      const { desk, options } = await sample.start()
      closing(desk)

      const outcome = await run(options, () => trouble(desk, sample.createPath))

      expect(outcome).toMatchObject({ kind: 'waiting', key: sample.waitsFor })
      expect(desk.made()).toBe(1)
    })

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
